package phrasebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzCauses(f *testing.F) {
	files, err := filepath.Glob("testdata/said/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := Decode(raw)
		if !utf8.ValidString(text) && utf8.Valid(raw) {
			t.Fatalf("Decode(%q) is not UTF-8", raw)
		}
		for _, m := range Causes(text) {
			if m.Distance < 0 || m.Distance > 1 || len(m.Causes) == 0 {
				t.Fatalf("match %+v", m)
			}
			for name, value := range m.Holes {
				if !utf8.ValidString(value) || strings.ContainsRune(value, '\n') {
					t.Fatalf("hole %s is %q", name, value)
				}
			}
		}
	})
}

// Hostile pastes take bounded time.
func TestCausesIsBounded(t *testing.T) {
	t.Parallel()
	for name, paste := range map[string]string{
		"one letter":     strings.Repeat("s", 2*MaxPaste),
		"half a phrase":  strings.Repeat("SSL error: ok Hostname ", MaxPaste/20),
		"quotes":         strings.Repeat(`"`, MaxPaste),
		"replies":        strings.Repeat("550-5.7.26 ", MaxPaste/10),
		"tags":           strings.Repeat("<p ", MaxPaste/3) + "<br>",
		"entities":       strings.Repeat("&quot;", MaxPaste/6),
		"quoted bytes":   strings.Repeat("=E3=83", MaxPaste/6),
		"many names":     `SSL error: ok Hostname "a.test" doesn't match any SANs: ` + strings.Repeat(`"a.test", `, MaxPaste/12),
		"nested message": strings.Repeat("From: a@b\nTo: c@d\nContent-Type: message/rfc822\n\n", 4000),
		"kana":           strings.Repeat("メールの配信エラー", MaxPaste/27),
	} {
		start := time.Now()
		Causes(Decode([]byte(paste)))
		t.Logf("%s took %v", name, time.Since(start)) // what never ends is the test's own time-out
	}
}
