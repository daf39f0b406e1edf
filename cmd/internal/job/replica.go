package job

import (
	"encoding/json"
	"slices"

	"harness/client/evidence"
	"harness/client/wire"
	"harness/fixtures/replica"
	"harness/verify/render"
	"harness/verify/report"
)

// Replica makes a scenario of the lab, under a name, of a saved run as Again reads
// it. Of the request only Env.Roots and the time count.
func Replica(raw []byte, name string, r Request) (*replica.File, error) {
	saved, err := Again(raw, r)
	if err != nil {
		return nil, err
	}
	if saved.Trip != nil {
		keep(saved.Trip.Trip, r)
		return replica.Make(name, replica.Seen{
			Trips: []*evidence.Trip{saved.Trip.Trip}, Survey: saved.Trip.Trip.Survey, Codes: codesOf(saved.Trip), Exit: render.ExitCode(saved.Trip.Outcome),
		})
	}
	var f savedForm
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	for _, s := range []*savedTrip{f.Before, f.After} {
		if s != nil && s.Trip != nil {
			keep(s.Trip, r)
		}
	}
	seen := replica.Seen{Survey: f.Survey, Sender: f.Sender != nil, Codes: []string{}, Exit: render.ExitCode(saved.Diagnosis.Outcome)}
	if f.Before == nil || f.Before.Trip == nil {
		asked := f.Advice.asked(f.Target)
		asked.Started, asked.NoLogin = f.Survey.Started, true
		seen.Trips = append(seen.Trips, asked)
	} else {
		seen.Codes = codesOf(saved.Diagnosis.Before)
	}
	for _, s := range []*savedTrip{f.Before, f.After} {
		if s != nil && s.Trip != nil {
			seen.Trips = append(seen.Trips, s.Trip)
		}
	}
	return replica.Make(name, seen)
}

// keep gives a run of before roots were kept those that it is judged with.
func keep(t *evidence.Trip, r Request) {
	if t.Anchors == nil {
		t.Anchors = wire.Anchors(rootsOf(r.Env.Roots, t.Roots), slices.Concat(t.Sessions(evidence.SendLeg), t.Sessions(evidence.FetchLeg))...)
	}
}

// codesOf are the findings that are shown, each once.
func codesOf(r *report.Report) []string {
	out := []string{}
	for _, f := range r.Findings {
		if !slices.Contains(out, string(f.Code)) {
			out = append(out, string(f.Code))
		}
	}
	slices.Sort(out)
	return out
}
