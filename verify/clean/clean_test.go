package clean

import (
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain ascii":             "plain ascii",
		"日本語、エラー":                 "日本語、エラー",
		"\x1b[31mred\x1b[0m":      `\x1b[31mred\x1b[0m`,
		"a\r\nb\tc\x00":           `a\x0d\x0ab\x09c\x00`,
		"abc\u202efdp.exe":        `abc\u202efdp.exe`,
		"zero\u200bwidth":         `zero\u200bwidth`,
		"c1 \u009b31m":            `c1 \u009b31m`,
		"latin1 \xe9 end":         `latin1 \xe9 end`,
		"tag \U000e0041":          `tag \U000e0041`,
		"line\u2028sep":           `line\u2028sep`,
		"half \xe3\x81":           `half \xe3\x81`,
		"\ufffd itself is a rune": "\ufffd itself is a rune",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b]0;title\a")
	f.Fuzz(func(t *testing.T, s string) {
		got := Line(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Line(%q) is not UTF-8", s)
		}
		for _, r := range got {
			if Unsafe(r) {
				t.Fatalf("Line(%q) keeps %U", s, r)
			}
		}
		if Line(got) != got {
			t.Fatalf("Clean is not idempotent on %q", s)
		}
	})
}
