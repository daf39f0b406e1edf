package pemfile

import (
	"strings"
	"testing"
)

// Every damage is said in both languages, with the same lines.
func TestDamageIsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	for kind, said := range says {
		if said.en == "" || said.ja == "" || said.en == said.ja {
			t.Errorf("%s: %+v", kind, said)
		}
		d := &Damage{Kind: kind, Line: 71, Begin: 53}
		for _, text := range []string{d.Error(), d.In("ja")} {
			if !strings.Contains(text, "71") || !strings.Contains(text, "53") {
				t.Errorf("%s lacks a line: %q", kind, text)
			}
		}
		if strings.Contains(d.In("ja"), " line ") || strings.Contains(d.In("ja"), "begins") {
			t.Errorf("%s: %q", kind, d.In("ja"))
		}
	}
}
