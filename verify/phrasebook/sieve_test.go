package phrasebook

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestScans: what is found byte by byte is what the expression finds that it
// stands for, in the samples of said and in mixtures of what it looks at.
func TestScans(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/said/*")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var texts []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, fold(string(raw)))
	}
	r := rand.New(rand.NewPCG(20261125, 9))
	bits := []string{"550", "5", "4", "2", "25", "-", " ", ".", ".", "5.7.26", "421-4.7.0", "a", "_", "é", "東", "K", "\n", "<", "<p", ">", "&", "nbsp;", "&#39;", "<br ", "@", "İ", "SMTP"}
	for range 20000 {
		s := ""
		for range 1 + r.IntN(14) {
			s += bits[r.IntN(len(bits))]
		}
		texts = append(texts, s)
	}
	html := regexp.MustCompile(strings.Replace(tagOrSign().String(), "^", "", 1))
	for _, s := range texts {
		var marks, want []int
		for i := 0; i < len(s); i++ {
			if end := replyMark(s, i); end > 0 {
				marks, i = append(marks, i, end), end-1
			}
		}
		for _, at := range replyMarks().FindAllStringIndex(s, -1) {
			want = append(want, at...)
		}
		if len(marks) != len(want) || len(marks) > 0 && (marks[0] != want[0] || marks[len(marks)-1] != want[len(want)-1]) {
			t.Errorf("codes in %q: %v, want %v", s, marks, want)
		}
		if looksHTML(s) != html.MatchString(s) {
			t.Errorf("HTML in %q: %v", s, looksHTML(s))
		}
		if small(s) != strings.ToLower(s) {
			t.Errorf("%q in small letters is %q", s, small(s))
		}
	}
}

// TestSieve: nothing that stands in a text is said not to, and most of what does
// not stand there is.
func TestSieve(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/said/b01-japanese-bounce.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := squash(fold(string(raw))).text
	has := sieveOf(text)
	for i := range text {
		for _, size := range []int{0, 1, 3, 4, 5, 40} {
			if part := text[i:min(len(text), i+size)]; has.lacks(part) {
				t.Fatalf("%q is said not to be there", part)
			}
		}
	}
	kept := 0
	for _, tmpl := range templates() {
		_, there := tmpl.find(text)
		out := false
		for _, part := range tmpl.parts {
			out = out || has.lacks(part)
		}
		if there && out {
			t.Errorf("%s is left out", All()[tmpl.phrase].ID)
		}
		if !out {
			kept++
		}
	}
	if kept > len(templates())/10 {
		t.Errorf("%d of %d are looked for", kept, len(templates()))
	}
}
