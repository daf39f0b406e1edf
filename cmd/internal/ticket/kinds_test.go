package ticket

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKinds answers tickets of every kind that customers write (a line, a table,
// a copied dialog, several accounts, a symptom without an error text, another
// language, a misconception). Each file of testdata/kinds has a head that says
// in which lab it is told, whether the reply answers or asks, and what was read
// and decided; the replies were read by eye when the head was written. What
// every reply keeps to is tested on each.
func TestKinds(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/kinds/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d tickets, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, text, _ := strings.Cut(string(raw), "\n\n")
			lab, want, _ := strings.Cut(strings.TrimPrefix(head, "lab: "), "\n")
			a := answered(t, lab, Request{Raw: []byte(text), Date: dates[0]})
			got := fmt.Sprintf("sendable: %t, in %s for %s\n", a.Sendable, a.Lang, a.Language) + strings.TrimSuffix(decidedFor(a), "\n")
			if *update {
				if err := os.WriteFile(file, []byte("lab: "+lab+"\n"+got+"\n\n"+text), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("decided\n%s\nwant\n%s\n%s", got, want, a.Reply)
			}
			keeps(t, filepath.Base(file), a.Reply, known(a, text))
		})
	}
}
