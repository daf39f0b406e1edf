package schema

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Golden holds the files of a folder against the forms; with update it writes
// them.
func Golden(t *testing.T, dir string, update bool, forms []Form) {
	t.Helper()
	for _, f := range forms {
		got, err := f.Write()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, f.Name+".schema.json")
		if update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what is written any more: go test -update here, read the difference, and raise the form's number if a field changed its meaning", name)
		}
	}
	if _, err := Load(dir); err != nil {
		t.Error(err)
	}
}
