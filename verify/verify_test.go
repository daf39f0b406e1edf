package verify

import (
	"testing"
	"time"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/report"
)

// "Not reached" is never "works".
func TestNotReached(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	ok := evidence.Session{Proto: evidence.SMTP, Purpose: evidence.ToSend, Steps: []evidence.Step{{Stage: evidence.StageConnect}}}
	odd := ok
	odd.Steps = []evidence.Step{{Stage: "noop", Trouble: &evidence.Trouble{Kind: "of a later version"}}}
	for name, trip := range map[string]*evidence.Trip{
		"no leg at all":              {},
		"no session at all":          {Legs: []evidence.Leg{{Name: evidence.SendLeg}, {Name: evidence.FetchLeg}}},
		"send stopped without words": {Legs: []evidence.Leg{{Name: evidence.SendLeg, Sessions: []evidence.Session{ok}}}},
		"a trouble without a rule":   {Legs: []evidence.Leg{{Name: evidence.FetchLeg, Sessions: []evidence.Session{odd}}}},
	} {
		r := Judge(trip, Options{Now: now})
		if r.Outcome != report.Undecided {
			t.Errorf("%s: %s", name, r.Outcome)
		}
		for _, l := range r.Legs {
			if l.Outcome == report.Works {
				t.Errorf("%s: leg %s works", name, l.Leg)
			}
		}
	}
}

// 1 beats 3 beats 0.
func TestWorse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, want report.Outcome }{
		{report.Works, report.Works, report.Works},
		{report.Works, report.Undecided, report.Undecided},
		{report.Broken, report.Undecided, report.Broken},
		{report.Undecided, report.Broken, report.Broken},
	} {
		if got := report.Worse(c.a, c.b); got != c.want {
			t.Errorf("Worse(%s, %s) = %s", c.a, c.b, got)
		}
	}
}

// A wait that was interrupted says nothing about fetching, nor where the letter
// is.
func TestInterruptedWait(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	step := []evidence.Step{{Stage: evidence.StageConnect}}
	r := Judge(&evidence.Trip{
		Sent: &evidence.Letter{}, SentAt: now, Stopped: "interrupted",
		Legs: []evidence.Leg{
			{Name: evidence.SendLeg, Sessions: []evidence.Session{{Proto: evidence.SMTP, Purpose: evidence.ToSend, Steps: step}}},
			{Name: evidence.FetchLeg, Sessions: []evidence.Session{{Proto: evidence.POP3, Purpose: evidence.ToSnapshot, Steps: step}}},
		},
	}, Options{Now: now})
	if r.Outcome != report.Undecided || len(r.Of(finding.Fetch)) != 1 || r.Of(finding.Fetch)[0].Code != finding.TripInterrupted {
		t.Errorf("%s %+v", r.Outcome, r.Findings)
	}
}
