package verify

import (
	"bytes"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/report"
)

// A report in Japanese has no English sentence in it but Gmail's words, the
// server's, and what is quoted as a record.
func TestReportIsJapanese(t *testing.T) {
	t.Parallel()
	args := map[string]string{
		"host": "mail.customer.test", "port": "995", "sans": "*.shared.test,shared.test", "cn": "shared.test",
		"x509": "0", "issuer": "CN=Lab CA", "aia": "http://aia.test/ca.crt", "not_after": "2026-11-11", "not_before": "2026-11-11",
		"bits": "1024", "version": "TLS 1.0", "addr": "198.51.100.7", "uidl": "1", "late": "3m", "mechanisms": "CRAM-MD5",
		"alert": "40", "alert_text": "handshake failure", "code": "550", "enhanced": "5.7.1",
		"detail": "local error: the handshake was not good", "reply": "SERVER", "banner": "SERVER",
	}
	for _, doc := range finding.All() {
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
			it := item(finding.Finding{Code: doc.Code, Leg: leg, Session: -1, Step: -1, Args: args}, "ja")
			r := &report.Report{Lang: "ja", Outcome: report.Broken, Trip: &evidence.Trip{Address: "info@customer.test"}, Findings: []report.Item{it}}
			if leg != finding.Both {
				r.Legs = []report.Leg{{Leg: leg, Host: "mail.customer.test", Port: 995, Security: evidence.SSL, Outcome: report.Broken}}
			}
			var out bytes.Buffer
			if err := report.Text(&out, r, report.Style{Lang: "ja"}); err != nil {
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
