package job_test

import (
	"testing"
	"time"

	"harness/cmd/internal/job"
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
	silent, err := scenario.ByName("dns-silent")
	if err != nil {
		t.Fatal(err)
	}
	if sc.Patience() < time.Minute || silent.Patience() != silent.Step {
		t.Errorf("waits %v where all is answered, %v where nothing is", sc.Patience(), silent.Patience())
	}
}
