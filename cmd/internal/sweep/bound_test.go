package sweep

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestListsAreBounded: an item that does not end, or that asks for much, is an
// error that says so, in every form of a list.
func TestListsAreBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 2*longest)
	for name, list := range map[string]string{
		"names": "mail.shop.example\n" + long, "JSON": "{\"target\": \"" + long + "\"}", "CSV": "target\n\"" + strings.Repeat("x\n", longest) + "\"",
		"YAML": "- target: " + long,
	} {
		var last error
		for _, err := range Read(strings.NewReader(list)) {
			last = err
		}
		if !errors.Is(last, errLong) {
			t.Errorf("%s: %v", name, last)
		}
	}
	deep := 0
	for target, err := range Read(strings.NewReader("- target: " + strings.Repeat("[", 100) + "\n- target: mail.shop.example\n")) {
		var f *Fault
		if errors.As(err, &f) && f.Line == 1 || target.Target == "mail.shop.example" {
			deep++
		}
	}
	if deep != 2 {
		t.Errorf("%d of a deep item and the one behind it", deep)
	}
	if _, err := ReadBaseline(strings.NewReader(long)); !errors.Is(err, errLong) {
		t.Errorf("baseline: %v", err)
	}
	journal := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(journal, bytes.Repeat([]byte("x"), 2*longest), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenJournal(journal); !errors.Is(err, errLong) {
		t.Errorf("journal: %v", err)
	}
	aliases := []byte("a: &a {env: X}\n" + strings.Repeat("b: *a\n", 30))
	if _, err := ReadSecrets(aliases, false, nil); err == nil || !strings.Contains(err.Error(), "aliases") {
		t.Errorf("secrets: %v", err)
	}
	if _, err := ReadKnown(aliases); err == nil || !strings.Contains(err.Error(), "aliases") {
		t.Errorf("known: %v", err)
	}
}
