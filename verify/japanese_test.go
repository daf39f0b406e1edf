package verify

import (
	"bytes"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// A report in Japanese has no English sentence in it but Gmail's words, the
// server's, and what is quoted as a record.
func TestReportIsJapanese(t *testing.T) {
	t.Parallel()
	args := finding.Args{
		finding.KeyHost: {"mail.customer.test"}, finding.KeyPort: {"995"}, finding.KeySANs: {"*.shared.test", "shared.test"}, finding.KeyCN: {"shared.test"},
		finding.KeyX509: {"0"}, finding.KeyIssuer: {"CN=Lab CA"}, finding.KeyAIA: {"http://aia.test/ca.crt"}, finding.KeyNotAfter: {"2026-11-11"}, finding.KeyNotBefore: {"2026-11-11"},
		finding.KeyBits: {"1024"}, finding.KeyVersion: {"TLS 1.0"}, finding.KeyAddr: {"198.51.100.7"}, finding.KeyUIDL: {"1"}, finding.KeyLate: {"3m"}, finding.KeyMechanisms: {"CRAM-MD5"},
		finding.KeyAlert: {"40"}, finding.KeyAlertText: {"handshake failure"}, finding.KeyCode: {"550"}, finding.KeyEnhanced: {"5.7.1"},
		finding.KeyDetail: {"local error: the handshake was not good"}, finding.KeyReply: {"SERVER"}, finding.KeyBanner: {"SERVER"},
	}
	for _, doc := range finding.All() {
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
			it := report.ItemOf(phrasebook.Gmail, finding.Finding{Code: doc.Code, Leg: leg, Session: -1, Step: -1, Args: args})
			r := &report.Report{Client: finding.Gmail, Outcome: report.Broken, Trip: &evidence.Trip{Address: "info@customer.test"}, Findings: []report.Item{it}}
			if leg != finding.Both {
				r.Legs = []report.Leg{{Leg: leg, Host: "mail.customer.test", Port: 995, Security: evidence.SSL, Outcome: report.Broken}}
			}
			var out bytes.Buffer
			if err := (render.Text{}).Write(&out, r, render.Style{Lang: "ja"}); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if strings.HasPrefix(line, strings.Repeat(" ", 6)) { // Gmail's and the server's words
					continue
				}
				if english := finding.EnglishIn(line); english != "" {
					t.Errorf("%s on %q: %q in %q", doc.Code, leg, english, line)
				}
			}
		}
	}
}
