package clean

import (
	"bytes"
	"fmt"
	"testing"
	"unicode/utf8"
)

// Whatever is written, in whatever pieces, a terminal gets no control, no format
// character and no byte that is not UTF-8, but what is of our own.
func TestTerminal(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain 日本\tx\n":                        "plain 日本\tx\n",
		"\r\x1b[Kgone\x1b[31mred\x1b[0m\r\n":   "\r\x1b[Kgone\x1b[31mred\x1b[0m\r\n",
		"\x1b[2J\x1b]0;title\a\rover":          `\x1b[2J\x1b]0;title\x07\x0dover`,
		"a\u202eb\u2028c\x00\xff\xed\xa0\x80d": `a\u202eb\u2028c\x00\xff\xed\xa0\x80d`,
		"\u009b31m\ue000\U000e0001":            `\u009b31m\ue000\U000e0001`,
		"half \xe6\x97":                        `half \xe6\x97`,
		"half \x1b[":                           `half \x1b[`,
	} {
		for size := 1; size <= len(in); size++ {
			var out bytes.Buffer
			w := NewTerminal(&out)
			for rest := []byte(in); len(rest) > 0; {
				n := min(size, len(rest))
				if got, err := w.Write(rest[:n]); got != n || err != nil {
					t.Fatal(got, err)
				}
				rest = rest[n:]
			}
			if err := w.Flush(); err != nil || out.String() != want {
				t.Errorf("%q by %d: %q, want %q (%v)", in, size, out.String(), want, err)
			}
		}
	}
}

func FuzzTerminal(f *testing.F) {
	f.Add([]byte("\x1b[31mx\r\x1b[K\xff\u202e"), 2)
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		var whole, parts bytes.Buffer
		one, many := NewTerminal(&whole), NewTerminal(&parts)
		_, _ = one.Write(in)
		for rest := in; len(rest) > 0; {
			n := min(max(size, 1), len(rest))
			_, _ = many.Write(rest[:n])
			rest = rest[n:]
		}
		_, _ = one.Flush(), many.Flush()
		if whole.String() != parts.String() {
			t.Errorf("%q whole, %q in parts", whole.String(), parts.String())
		}
		bare := whole.Bytes()
		for _, s := range append(sequences(), "\n", "\t") {
			bare = bytes.ReplaceAll(bare, []byte(s), nil)
		}
		if !utf8.Valid(bare) || bytes.ContainsFunc(bare, Unsafe) {
			t.Errorf("%q lets through %q", in, bare)
		}
	})
}

// A Raw is shown as Line makes it, under every verb.
func TestRaw(t *testing.T) {
	t.Parallel()
	r := Raw("a\x1b[31m\nb")
	for _, verb := range []string{"%s", "%v", "%+v", "%q", "%#q", "%#v", "%x", "%10s"} {
		if got := fmt.Sprintf(verb, r); bytes.ContainsAny([]byte(got), "\x1b\n") {
			t.Errorf("%s: %q", verb, got)
		}
	}
	if got := fmt.Sprintf("%q", r); got != `"a\x1b[31m\nb"` {
		t.Error(got)
	}
	if got := fmt.Sprint(Raws([]string{"a\nb"})); got != `[a\x0ab]` {
		t.Error(got)
	}
}
