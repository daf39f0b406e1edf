package integration

import (
	"strings"
	"testing"

	"harness/fixtures/scenario"
	"harness/verify/finding"
	"harness/verify/render"
)

// A server that hangs up is named as one wherever it does so, on its own leg
// only, and nobody waits for it.
func TestHangUpAtEveryStage(t *testing.T) {
	t.Parallel()
	all := scenario.HangUps()
	if len(all) < 16 {
		t.Fatalf("only %d", len(all))
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := runScenario(t, s)
			leg := finding.Send
			if strings.HasPrefix(s.Name, "fetch") {
				leg = finding.Fetch
			}
			named := false
			for _, f := range r.report.Findings {
				if string(f.Code) == s.Expect.Codes[0] && f.Leg == leg {
					named = true
				} else {
					t.Errorf("finding %s on the %s leg", f.Code, f.Leg)
				}
			}
			if !named || render.ExitCode(r.report.Outcome) != s.Expect.Exit {
				t.Errorf("exit %d, want %d; hang-up named: %v\n%s", render.ExitCode(r.report.Outcome), s.Expect.Exit, named, r.transcript)
			}
		})
	}
}
