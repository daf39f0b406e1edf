package mask

import (
	"bytes"
	"testing"

	"harness/client/evidence"
)

// FuzzLines: whatever a server says, the lines stay as many, their codes stay, and
// the password does not stand in them as it is.
func FuzzLines(f *testing.F) {
	f.Add("geheim-9", "535 5.7.8 geheim-9\n535 no", true)
	f.Add("geheim-9", "-ERR [AUTH] Z2VoZWltLTk= \\x67eheim-9 %67eheim-9 =67eheim-9 &#103;eheim-9", false)
	f.Add("a", "250-a\n250 =\n", true)
	f.Add("\\u{", "\\u{110000} &#xffffffff; %", false)
	f.Fuzz(func(t *testing.T, password, said string, smtp bool) {
		m := New(Known{Passwords: []string{password}, Logins: []string{login}, Names: []string{host}})
		r := Reading{Proto: evidence.POP3, Verb: "PASS", Revealed: true}
		if smtp {
			r = Reading{Proto: evidence.SMTP, Verb: "AUTH", Revealed: true}
		}
		lines := bytes.Split([]byte(said), []byte("\n"))
		got := m.Lines(lines, r)
		if len(got) != len(lines) {
			t.Fatalf("%d lines became %d", len(lines), len(got))
		}
		for i := range got {
			if n := codeOf(lines[i], r.Proto, i == 0); !bytes.HasPrefix(got[i], lines[i][:n]) {
				t.Fatalf("%q lost its code: %q", lines[i], got[i])
			}
		}
		_ = m.Text([]byte(said))
	})
}
