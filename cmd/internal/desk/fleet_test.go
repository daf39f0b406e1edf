package desk

import (
	"errors"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/sweep"
	"harness/verify/finding"
)

// Two results of a sweep, and what the sweep before it had.
const (
	sweptNow = `{"key":"k1","target":"info@hana.example","outcome":"broken","cause":"tls-name-mismatch","codes":["tls-name-mismatch"],"detail":"<script>alert(1)</script>\u202e","danger":true,"known":"","token":"cafe","at":"2026-12-01T00:00:00Z","legs":[{"leg":"send","host":"smtp.hana.example","port":587,"security":"tls","outcome":"broken","stopped_at":"tls","codes":["tls-name-mismatch"]}]}
{"key":"k2","target":"info@tori.example","outcome":"works","as_expected":true,"at":"2026-12-01T00:00:00Z","legs":[{"leg":"fetch","host":"pop.tori.example","port":995,"outcome":"works","not_after":"2027-03-04T00:00:00Z","expiry":"soon"}]}
`
	sweptBefore = `{"key":"k1","target":"info@hana.example","outcome":"works"}
{"key":"k2","target":"info@tori.example","outcome":"broken"}
`
)

// TestFleet: the sweep by cause, server and change, what the filter asks for, and
// the whole report of a target, with hostile words harmless.
func TestFleet(t *testing.T) {
	t.Parallel()
	if _, res := newDesk(t, Config{}).get(t, "/fleet"); res.StatusCode != http.StatusNotFound {
		t.Errorf("without results: %s", res.Status)
	}
	name := filepath.Join(t.TempDir(), "results.jsonl")
	if err := os.WriteFile(name, []byte(sweptNow), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := sweep.ReadBaseline(strings.NewReader(sweptBefore))
	if err != nil {
		t.Fatal(err)
	}
	results, err := sweep.OpenResults(name, base, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	index, err := results.Index()
	if err != nil {
		t.Fatal(err)
	}
	var fault error
	d := newDesk(t, Config{Fleet: func() (*sweep.Index, error) { return index, fault }})
	for path, want := range map[string][2]bool{ // whether hana's line and tori's are there
		"/fleet":                                 {true, true},
		"/fleet?outcome=broken":                  {true, false},
		"/fleet?outcome=expiring":                {false, true},
		"/fleet?change=new":                      {true, false},
		"/fleet?change=mended":                   {false, true},
		"/fleet?change=still":                    {false, false},
		"/fleet?find=NAME-MISMATCH":              {true, false},
		"/fleet?find=pop.tori":                   {false, true},
		"/fleet?find=none-such":                  {false, false},
		"/fleet?outcome=works&find=hana.example": {false, false},
	} {
		page, _ := d.get(t, path)
		if got := [2]bool{strings.Contains(page, `href="/fleet/k1"`), strings.Contains(page, `href="/fleet/k2"`)}; got != want {
			t.Errorf("%s: %v", path, got)
		}
		for _, want := range []string{">tls-name-mismatch</a>: 1", ">smtp.hana.example</a>: 1", `change=new">newly broken: 1<`, `change=mended">mended: 1<`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s", path, want)
			}
		}
	}
	page, _ := d.get(t, "/fleet/k1?lang=ja")
	doc, _ := finding.Lookup(finding.TLSNameMismatch)
	for _, want := range []string{
		finding.Fill(doc.Title.JA, nil), html.EscapeString(finding.Fill(doc.Fix.JA, map[string]string{"host": "smtp.hana.example"})), "smtp.hana.example:587", texts("ja")["change-new"], texts("ja")["danger"],
		"<code>cafe</code>", `name="paste" value="info@hana.example"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "\u202e") {
		t.Error(page)
	}
	if _, res := d.get(t, "/fleet/k3"); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
	if err := os.WriteFile(name, []byte(sweptBefore), 0o600); err != nil {
		t.Fatal(err)
	}
	if page, res := d.get(t, "/fleet/k2"); res.StatusCode != http.StatusConflict || !strings.Contains(page, "<h1>") {
		t.Errorf("of a file that has changed: %s", res.Status)
	}
	fault = errors.New("secret place")
	if page, res := d.get(t, "/fleet"); res.StatusCode != http.StatusInternalServerError || strings.Contains(page, "secret place") {
		t.Error(res.Status)
	}
}
