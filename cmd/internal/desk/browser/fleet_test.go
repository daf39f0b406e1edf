package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"harness/client/account"
	"harness/cmd/internal/desk"
	"harness/verify/finding"
	"harness/verify/report"
)

// TestFleetAndDoor: the way in by the token, the sweep, and the page of one of
// its targets.
func TestFleetAndDoor(t *testing.T) {
	token := "correct-horse-battery-staple"
	one := &report.Target{
		Key: "k1", Target: "info@hana.example", Outcome: report.Broken, Cause: string(finding.TLSNameMismatch), Codes: []finding.Code{finding.TLSNameMismatch},
		Legs: []report.TargetLeg{{Leg: finding.Send, Host: "smtp.a-rather-long-name.of-a-server.hana.example", Port: 587, Outcome: report.Broken, NotAfter: time.Unix(1_800_000_000, 0)}},
	}
	f := &desk.Fleet{
		Sweep:   &report.Sweep{Total: 1, Causes: []report.Tally{{Name: one.Cause, Count: 1}}, Servers: []report.Tally{{Name: one.Server(), Count: 1}}},
		Targets: []*report.Target{one},
	}
	p := open(t, desk.Config{Door: desk.Door{Token: account.NewSecret(token)}, Fleet: func() (*desk.Fleet, error) { return f, nil }})
	p.do(t, chromedp.Navigate(p.origin+"/login?lang=ja"), chromedp.WaitVisible("#token"))
	p.mu.Lock()
	p.faults = nil // the browser reports the status 401 of the page itself
	p.mu.Unlock()
	p.check(t, "login-ja")
	p.do(t, chromedp.SendKeys("#token", token), chromedp.Click("#enter"), chromedp.WaitVisible("#paste"), chromedp.Click(`a[href="/fleet"]`), chromedp.WaitVisible("#find"))
	p.check(t, "fleet-ja")
	p.do(t, chromedp.Click(`a[href="/fleet/k1"]`), chromedp.WaitVisible("#look"))
	p.check(t, "target-ja")
}
