package desk

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/report"
)

// TestFleet: the sweep by cause and server, what the filter asks for, and the
// page of a target, with hostile words harmless.
func TestFleet(t *testing.T) {
	t.Parallel()
	if _, res := newDesk(t, Config{}).get(t, "/fleet"); res.StatusCode != http.StatusNotFound {
		t.Errorf("without results: %s", res.Status)
	}
	ends := time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC)
	f := &Fleet{
		Sweep: &report.Sweep{Total: 2, Expiring: 1, Causes: []report.Tally{{Name: "tls-name-mismatch", Count: 1}}, Servers: []report.Tally{{Name: "smtp.hana.example", Count: 1}}},
		Targets: []*report.Target{
			{Key: "k1", Target: "info@hana.example", Outcome: report.Broken, Cause: "tls-name-mismatch", Codes: []finding.Code{finding.TLSNameMismatch}, Detail: "<script>alert(1)</script>\u202e",
				Legs: []report.TargetLeg{{Leg: finding.Send, Host: "smtp.hana.example", Port: 587, Security: evidence.StartTLS, Outcome: report.Broken}}},
			{Key: "k2", Target: "info@tori.example", Outcome: report.Works, Legs: []report.TargetLeg{{Leg: finding.Fetch, Host: "pop.tori.example", Port: 995, Outcome: report.Works, NotAfter: ends, Expiry: certs.EndsSoon}}},
		},
	}
	var fault error
	d := newDesk(t, Config{Fleet: func() (*Fleet, error) { return f, fault }})
	for path, want := range map[string][2]bool{ // whether hana's line and tori's are there
		"/fleet":                                 {true, true},
		"/fleet?outcome=broken":                  {true, false},
		"/fleet?outcome=expiring":                {false, true},
		"/fleet?find=NAME-MISMATCH":              {true, false},
		"/fleet?find=pop.tori":                   {false, true},
		"/fleet?find=none-such":                  {false, false},
		"/fleet?outcome=works&find=hana.example": {false, false},
	} {
		page, _ := d.get(t, path)
		if got := [2]bool{strings.Contains(page, `href="/fleet/k1"`), strings.Contains(page, `href="/fleet/k2"`)}; got != want {
			t.Errorf("%s: %v", path, got)
		}
		if !strings.Contains(page, ">tls-name-mismatch</a>: 1") || !strings.Contains(page, ">smtp.hana.example</a>: 1") {
			t.Errorf("%s: no tallies", path)
		}
	}
	page, _ := d.get(t, "/fleet/k1?lang=ja")
	doc, _ := finding.Lookup(finding.TLSNameMismatch)
	if !strings.Contains(page, finding.Fill(doc.Title.JA, nil)) || !strings.Contains(page, "smtp.hana.example:587") || strings.Contains(page, "<script>alert") || strings.Contains(page, "\u202e") {
		t.Error(page)
	}
	if _, res := d.get(t, "/fleet/k3"); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
	fault = errors.New("secret place")
	if page, res := d.get(t, "/fleet"); res.StatusCode != http.StatusInternalServerError || strings.Contains(page, "secret place") {
		t.Error(res.Status)
	}
}
