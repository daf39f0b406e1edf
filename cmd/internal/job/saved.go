package job

import (
	"encoding/json"
	"errors"
	"fmt"

	"harness/client/evidence"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// Saved is a run that was judged again: one of the two.
type Saved struct {
	Trip      *report.Report
	Diagnosis *report.Diagnosis
}

// errNoSurvey says that a saved diagnosis cannot be judged.
var errNoSurvey = errors.New("holds no survey: it was not written by diagnose")

// Again judges a saved run with today's rules: the JSON form of a report of
// RoundTrip or Run. Judgements in it are not used, only what was seen and what
// was asked. Of the request only Env.Roots, the time and the language count.
func Again(raw []byte, r Request) (Saved, error) {
	var head struct {
		Schema  int            `json:"schema"`
		Command string         `json:"command"`
		Trip    *evidence.Trip `json:"trip"`
	}
	if json.Unmarshal(raw, &head) == nil && head.Command == "roundtrip" && head.Schema == report.Schema && head.Trip != nil {
		r.Command = head.Command
		return Saved{Trip: verify.Judge(head.Trip, r.judging())}, nil
	}
	d := &report.Diagnosis{}
	if err := json.Unmarshal(raw, d); err != nil {
		return Saved{}, err
	}
	if d.Schema != report.Schema || d.Command != "diagnose" || d.Advice == nil {
		return Saved{}, fmt.Errorf("not a diagnosis of schema %d", report.Schema)
	}
	if d.Survey == nil {
		return Saved{}, errNoSurvey
	}
	return Saved{Diagnosis: rejudge(d, r)}, nil
}

// rejudge replaces the judgements of a diagnosis.
func rejudge(d *report.Diagnosis, r Request) *report.Diagnosis {
	d.Lang = r.Lang
	cs := advice.Case{Roots: r.Env.Roots}
	for _, old := range []**report.Report{&d.Before, &d.After} {
		if *old == nil || (*old).Trip == nil {
			continue
		}
		trip := *(*old).Trip
		*old = verify.Judge(&trip, r.judging())
		if cs.Trip == nil {
			cs.Trip = &trip
		}
	}
	if cs.Trip == nil {
		cs.Trip = d.Advice.Trip(d.Target)
	}
	asked := *cs.Trip
	asked.Survey = d.Survey
	cs.Trip = &asked
	d.Advice = advice.Advise(cs)
	finish(d)
	return d
}
