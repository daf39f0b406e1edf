package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"harness/client/account"
	"harness/cmd/internal/desk"
	"harness/cmd/internal/sweep"
)

// TestFleetAndDoor: the way in by the token, the sweep, and the page of one of
// its targets.
func TestFleetAndDoor(t *testing.T) {
	token := "correct-horse-battery-staple"
	name := filepath.Join(t.TempDir(), "results.jsonl")
	line := `{"key":"k1","target":"info@hana.example","outcome":"broken","cause":"tls-name-mismatch","codes":["tls-name-mismatch"],"at":"2026-12-01T00:00:00Z","legs":[{"leg":"send","host":"smtp.a-rather-long-name.of-a-server.hana.example","port":587,"security":"tls","outcome":"broken","codes":["tls-name-mismatch"],"not_after":"2027-01-15T00:00:00Z"}]}`
	if err := os.WriteFile(name, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := sweep.ReadBaseline(strings.NewReader(`{"key":"k1","target":"info@hana.example","outcome":"works"}`))
	if err != nil {
		t.Fatal(err)
	}
	results, err := sweep.OpenResults(name, base, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, desk.Config{Door: desk.Door{Token: account.NewSecret(token)}, Fleet: results.Index})
	p.do(t, chromedp.Navigate(p.origin+"/login?lang=ja"), chromedp.WaitVisible("#token"))
	p.quiet("/login") // the browser reports the status 401 of the page itself
	p.check(t, "login")
	p.do(t, chromedp.SendKeys("#token", token), chromedp.Click("#enter"), chromedp.WaitVisible("#paste"), chromedp.Click(`a[href="/fleet"]`), chromedp.WaitVisible("#find"))
	p.check(t, "fleet")
	p.do(t, chromedp.Click(`a[href="/fleet/k1"]`), chromedp.WaitVisible("#look"))
	p.check(t, "target")
}
