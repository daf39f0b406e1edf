package advice

import (
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
)

// A port without AUTH or STARTTLS wants no mend where another one of the host
// serves customers; every other fault does.
func TestPortOnly(t *testing.T) {
	t.Parallel()
	option := func(host string, port uint16) []Option { return []Option{{Host: host, Port: port}} }
	for _, tt := range []struct {
		typed   uint16
		options []Option
		code    finding.Code
		want    bool
	}{
		{25, option("smtp.customer.test", 587), finding.SMTPAuthMissing, true},
		{25, option("mail.customer.test", 587), finding.SMTPAuthMissing, true}, // 25 is for other servers
		{587, option("smtp.customer.test", 465), finding.SMTPStartTLSMissing, true},
		{587, option("mail.customer.test", 465), finding.SMTPAuthMissing, false},
		{587, option("smtp.customer.test", 587), finding.SMTPAuthMissing, false},
		{25, nil, finding.SMTPAuthMissing, false},
		{25, option("smtp.customer.test", 587), finding.TLSCertExpired, false},
	} {
		l := Leg{Typed: evidence.Server{Host: "smtp.customer.test", Port: tt.typed}, Options: tt.options}
		if got := l.portOnly(tt.code); got != tt.want {
			t.Errorf("%d, %v, %s: %v", tt.typed, tt.options, tt.code, got)
		}
	}
}

// Where a mend holds several files for one place, each says where it is right;
// commands about a certificate are those that a renewal needs again.
func TestSnippets(t *testing.T) {
	t.Parallel()
	for _, m := range Snippets() {
		seen := map[string]int{}
		for _, f := range m.Files {
			if f.Where.EN == "" {
				seen[f.Path]++
			}
			if (f.Where.EN == "") != (f.Where.JA == "") {
				t.Errorf("%s: %q, %q", f.Path, f.Where.EN, f.Where.JA)
			}
			if strings.Contains(f.Path+f.Text, "HOST") {
				t.Errorf("%s: the host is not filled in: %s", f.Path, f.Text)
			}
			if m.Renewed && !strings.Contains(m.all(), "letsencrypt") {
				t.Errorf("%s: no certificate in what is needed after its renewal", m.What.EN)
			}
		}
		for path, n := range seen {
			if n > 1 {
				t.Errorf("%s: %s stands there %d times", m.What.EN, path, n)
			}
		}
	}
}

// all is the text that is to be copied.
func (m Mend) all() string {
	text := strings.Join(m.Run, "\n")
	for _, f := range m.Files {
		text += "\n" + f.Text
	}
	return text
}
