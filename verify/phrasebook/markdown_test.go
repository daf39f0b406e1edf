package phrasebook

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write docs/catalogue.md")

// docs/catalogue.md is generated:
//
//	go test ./verify/phrasebook -run Catalogue -update
func TestCatalogueIsCurrent(t *testing.T) {
	t.Parallel()
	const file = "../../docs/catalogue.md"
	if *update {
		if err := os.WriteFile(file, Markdown(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, Markdown()) {
		t.Error("docs/catalogue.md is stale: go test ./verify/phrasebook -run Catalogue -update")
	}
}
