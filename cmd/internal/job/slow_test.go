package job_test

import (
	"maps"
	"testing"

	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/fixtures/dnsd"
	"harness/fixtures/scenario"
	"harness/verify/report"
)

// TestSlowNames: where every question of DNS has its answer, the lab's own
// time-out of a step, which only servers that stall are to feel, decides nothing
// about names that come late, as all do on a loaded machine.
func TestSlowNames(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("dns-slow")
	if err != nil {
		t.Fatal(err)
	}
	sc.Step = sc.Zone.Slow / 2
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	s, err := job.ResolveTrip(job.Request{Env: lab.Env, Command: "roundtrip"})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := job.RoundTrip(t.Context(), s); err != nil || r.Outcome != report.Works {
		t.Errorf("a name that comes late: %+v, %v", r, err)
	}
}

// TestSilentNames: a time-out ends the question that gets no answer, and no other:
// beside a name that is silent the others may be as late as they like.
func TestSilentNames(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("dns-silent")
	if err != nil {
		t.Fatal(err)
	}
	sc.Zone.Slow = 2 * sc.Step
	sc.Zone.Faults = maps.Clone(sc.Zone.Faults)
	for _, name := range []string{"smtp.customer.test", "mail.customer.test"} {
		sc.Zone.Faults[name] = dnsd.Slow
	}
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	s, err := job.ResolveTrip(job.Request{Env: lab.Env, Command: "roundtrip"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := job.RoundTrip(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, leg := range r.Legs {
		if want := map[evidence.LegName]report.Outcome{evidence.SendLeg: report.Works, evidence.FetchLeg: report.Undecided}[leg.Leg]; leg.Outcome != want {
			t.Errorf("%s: %s, want %s", leg.Leg, leg.Outcome, want)
		}
	}
}
