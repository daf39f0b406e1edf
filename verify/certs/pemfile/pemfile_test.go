package pemfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestDamage: each kind of damage, and its line.
func TestDamage(t *testing.T) {
	t.Parallel()
	plain := string(goodFiles(t)[0])
	lines := strings.SplitAfter(plain, "\n")
	second := 0 // of the second BEGIN line, from 0
	for i := 1; second == 0; i++ {
		if strings.HasPrefix(lines[i], "-----BEGIN") {
			second = i
		}
	}
	at := func(i int, change func(string) string) string {
		l := append([]string{}, lines...)
		l[i] = change(l[i])
		return strings.Join(l, "")
	}
	word := func(w string) func(string) string { return func(string) string { return w } }
	for _, tc := range []struct {
		name, text  string
		kind        Kind
		line, begin int // 0 for begin: the second block's
		kept        int // certificates before it
	}{
		{"the last END line is missing", strings.TrimSuffix(plain, lines[len(lines)-2]), Cut, len(lines) - 2, -1, 2},
		{"cut in the second block", strings.Join(lines[:second+3], ""), Cut, second + 3, 0, 1},
		{"the second block is cut short and the third follows", strings.Join(append(append([]string{}, lines[:second+3]...), lines[second+lineOfEnd(lines[second:])+1:]...), ""), Nested, second + 4, 0, 1},
		{"cut in the middle of a group of four", strings.Join(append(append([]string{}, lines[:second+2]...), append([]string{"MII\n"}, lines[second+lineOfEnd(lines[second:])+1:]...)...), ""), Nested, second + 4, 0, 1},
		{"a minus for a letter", at(second+2, func(s string) string { return "-" + s[1:] }), NoDER, second + 1, 0, 1},
		{"an underscore for a letter", at(second+2, func(s string) string { return "_" + s[1:] }), NotBase64, second + 3, 0, 1},
		{"a letter lost", at(second+2, func(s string) string { return s[1:] }), NotBase64, second + lineOfEnd(lines[second:]), 0, 1},
		{"an empty line", at(second+2, func(s string) string { return s + "\n" }), BlankLine, second + 4, 0, 1},
		{"a header", at(second, func(s string) string { return s + "X-Name: mail\n\n" }), Header, second + 2, 0, 1},
		{"another END", at(second+lineOfEnd(lines[second:]), word("-----END CERT-----\n")), WrongEnd, second + lineOfEnd(lines[second:]) + 1, 0, 1},
		{"glued", at(second-1, func(s string) string { return strings.TrimSuffix(s, "\n") }), Glued, second, 1, 0},
		{"nothing inside", lines[0] + lines[second-1], NoData, 1, 1, 0},
		{"a whole line lost", at(second+2, word("")), NoDER, second + 1, 0, 1},
		{"no block", "mail.example.test\n", Empty, 0, -1, 0},
		{"nothing at all", "", Empty, 0, -1, 0},
		{"only a key", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n", Empty, 0, -1, 0},
	} {
		list, err := Chain([]byte(tc.text))
		var d *Damage
		if !errors.As(err, &d) {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		begin := tc.begin
		if begin == 0 {
			begin = second + 1
		}
		if d.Kind != tc.kind || d.Line != tc.line || begin > 0 && d.Begin != begin || len(list) != tc.kept {
			t.Errorf("%s: %+v and %d certificates, want %s at line %d, block at %d, and %d", tc.name, d, len(list), tc.kind, tc.line, begin, tc.kept)
		}
		if tc.line > 0 && !strings.Contains(err.Error(), fmt.Sprintf("line %d:", tc.line)) {
			t.Errorf("%s: %q does not name line %d", tc.name, err, tc.line)
		}
	}
}

// lineOfEnd is the index of the first END line.
func lineOfEnd(lines []string) int {
	for i, l := range lines {
		if strings.HasPrefix(l, "-----END") {
			return i
		}
	}
	return -1
}

// TestHarmless: what OpenSSL's loader passes over.
func TestHarmless(t *testing.T) {
	t.Parallel()
	plain := goodFiles(t)[0]
	want, err := Chain(plain)
	must(t, err)
	if len(want) != 3 || want[0].Line != 1 {
		t.Fatalf("%d certificates, the first at line %d", len(want), want[0].Line)
	}
	text := string(plain)
	for name, changed := range map[string]string{
		"a byte order mark":        mark + text,
		"marks in between":         mark + strings.ReplaceAll(text, "CERTIFICATE-----\n-----BEGIN", "CERTIFICATE-----\n"+mark+"-----BEGIN"),
		"line ends of Windows":     strings.ReplaceAll(text, "\n", "\r\n"),
		"no line end at the end":   strings.TrimSuffix(text, "\n"),
		"text around":              "subject=mail\n" + text + "that was it\n",
		"trailing spaces":          strings.ReplaceAll(text, "-----\n", "----- \t\n"),
		"an empty line after":      strings.ReplaceAll(text, "BEGIN CERTIFICATE-----\n", "BEGIN CERTIFICATE-----\n\n"),
		"the old name":             strings.ReplaceAll(text, " CERTIFICATE", " X509 CERTIFICATE"),
		"a key before":             "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n" + text,
		"a trusted one is skipped": strings.Replace(text, "\n-----BEGIN", "\n"+trustedBlock+"-----BEGIN", 1),
	} {
		list, err := Chain([]byte(changed))
		if err != nil || len(list) != len(want) {
			t.Errorf("%s: %d certificates, %v", name, len(list), err)
			continue
		}
		for i := range list {
			if !bytes.Equal(list[i].DER, want[i].DER) {
				t.Errorf("%s: certificate %d is another", name, i)
			}
		}
	}
}

// TestHidden: a block whose END line alone is lost loads, and the next one is
// lost with it.
func TestHidden(t *testing.T) {
	t.Parallel()
	text := string(goodFiles(t)[0])
	list, err := Chain([]byte(strings.Replace(text, "-----END CERTIFICATE-----\n", "", 1)))
	must(t, err)
	line := strings.Count(text[:strings.Index(text, "-----END")], "\n") + 1
	if len(list) != 2 || list[0].Hides != line || list[1].Hides != 0 {
		t.Errorf("%d certificates, the first hides the block at line %d, want 2 and %d", len(list), list[0].Hides, line)
	}
}

const trustedBlock = "-----BEGIN TRUSTED CERTIFICATE-----\nMAA=\n-----END TRUSTED CERTIFICATE-----\n"

// FuzzChain: whatever comes, there is an end, and damage has a line.
func FuzzChain(f *testing.F) {
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"))
	f.Add([]byte(mark + "-----BEGIN CERTIFICATE-----\nMIAAAA==\n\n-----END CERTIFICATE-----\n"))
	f.Add([]byte("-----BEGIN TRUSTED CERTIFICATE-----\nMIIBdTCCARugAwIBAgICA+owCgYIKoZIzj0EAwIwKTEQMA4GA1UEChMHRXhhbXBs\n-----END TRUSTED CERTIFICATE-----"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, read := range []func([]byte) ([]Certificate, error){Chain, Bundle} {
			list, err := read(text)
			var d *Damage
			if err != nil && !errors.As(err, &d) {
				t.Fatalf("an error that is no damage: %v", err)
			}
			if d != nil && (d.Line == 0) != (d.Kind == Empty) {
				t.Fatalf("%+v", d)
			}
			for _, c := range list {
				if c.Line < 1 || len(c.DER) == 0 {
					t.Fatalf("%+v", c)
				}
			}
		}
	})
}
