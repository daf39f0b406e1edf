package sweep

import (
	"testing"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/report"
)

// The document at a domain's own web server is judged where that is asked for,
// and only there; a web server that fails makes nobody broken.
func TestPublishedDocument(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		asked    bool
		want     report.Outcome
		legs     int
	}{
		{"published-well-known", false, report.NoSettings, 0},
		{"published-well-known", true, report.Works, 2},
		{"autoconfig-plaintext", false, report.NoSettings, 0},
		{"autoconfig-silent", true, report.Undecided, 0},
		{"autoconfig-cert-of-shared-host", true, report.NoSettings, 0}, // its words do not count
	} {
		sc, ok := scenario.PublishedByName(c.scenario)
		if !ok {
			t.Fatalf("no scenario %s", c.scenario)
		}
		lab, err := job.OpenLab(t.Context(), sc)
		if err != nil {
			t.Fatal(err)
		}
		domain := lab.Account.Address[len("info@"):]
		got, _ := sweepOf(t, t.Context(), Config{Env: lab.Env, Mode: TLS, Autoconfig: c.asked}, "domain\n"+domain+"\n")
		lab.Close()
		if one := got[domain]; one == nil || one.Outcome != c.want || len(one.Legs) != c.legs {
			t.Errorf("%s, asked %v: %+v, want %s", c.scenario, c.asked, one, c.want)
		}
	}
}
