package job

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/certs/mozilla"
	"harness/verify/render"
	"harness/verify/report"
)

// Saved is a run that was judged again: one of the three.
type Saved struct {
	Trip      *report.Report
	Diagnosis *report.Diagnosis
	Clients   *report.Clients // of --as all
}

// errNoTrips says that a saved run of all clients cannot be judged.
var errNoTrips = errors.New("is a look without a login as all clients: of such a run the settings typed are not kept")

// errNoSurvey says that a saved diagnosis cannot be judged.
var errNoSurvey = errors.New("holds no survey: it was not written by diagnose")

// Again judges a saved run with today's rules: the JSON form of a report of
// RoundTrip or Run. Judgements in it are not used, only what was seen and what
// was asked. Of the request only Env.Roots and the time count; without Env.Roots
// the trusted roots are those of the day, see rootsOf.
func Again(raw []byte, r Request) (Saved, error) {
	var head struct {
		Command string         `json:"command"`
		Trip    *evidence.Trip `json:"trip"`
		Clients []any          `json:"clients"` // of --as all
	}
	if json.Unmarshal(raw, &head) == nil && head.Command == "roundtrip" && head.Trip != nil {
		r.Command = head.Command
		r.Env.Roots = rootsOf(r.Env.Roots, head.Trip.Roots, head.Trip.Anchors)
		return Saved{Trip: verify.Judge(head.Trip, r.judging())}, nil
	}
	if head.Clients != nil {
		c, err := clientsAgain(raw, r)
		return Saved{Clients: c}, err
	}
	f := savedForm{}
	if err := json.Unmarshal(raw, &f); err != nil {
		return Saved{}, err
	}
	switch {
	case f.Command != "diagnose" || f.Advice == nil:
		return Saved{}, errors.New("not a diagnosis")
	case f.Schema < 1 || f.Schema > render.DiagnosisSchema:
		return Saved{}, fmt.Errorf("a diagnosis of schema %d: 1 to %d are known", f.Schema, render.DiagnosisSchema)
	case f.Survey == nil:
		return Saved{}, errNoSurvey
	}
	r.Env.Roots = rootsOf(r.Env.Roots, f.roots(), f.Survey.Anchors, f.Before.anchors(), f.After.anchors())
	return Saved{Diagnosis: f.judge(r)}, nil
}

// clientsAgain is Again of a round trip as all clients.
func clientsAgain(raw []byte, r Request) (*report.Clients, error) {
	var f struct {
		Schema  int              `json:"schema"`
		Command string           `json:"command"`
		Address string           `json:"address"`
		Trips   []*evidence.Trip `json:"trips"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	switch {
	case f.Schema < 1 || f.Schema > render.ClientsSchema:
		return nil, fmt.Errorf("a run of all clients of schema %d: 1 to %d are known", f.Schema, render.ClientsSchema)
	case len(f.Trips) == 0 || slices.Contains(f.Trips, nil):
		return nil, errNoTrips
	}
	var kept [][]evidence.Bytes
	for _, t := range f.Trips {
		kept = append(kept, t.Anchors)
	}
	r.Command, r.Env.Roots = f.Command, rootsOf(r.Env.Roots, f.Trips[0].Roots, kept...)
	out := verify.Clients(func(persona.Persona) []*evidence.Trip { return f.Trips }, r.judging())
	out.Address, out.Trips = f.Address, f.Trips
	return out, nil
}

// rootsOf are the roots to judge a saved run with: those given, else Mozilla's as
// they are today where the run had them, else those that the run kept. A run of
// before they were kept is judged with Mozilla's.
func rootsOf(given *certs.Roots, name string, kept ...[]evidence.Bytes) *certs.Roots {
	usual := mozilla.Roots()
	switch {
	case given != nil:
		return given
	case name == usual.Name || !slices.ContainsFunc(kept, func(list []evidence.Bytes) bool { return list != nil }):
		return usual
	}
	var ders [][]byte
	for _, der := range slices.Concat(kept...) {
		if !slices.ContainsFunc(ders, func(have []byte) bool { return bytes.Equal(have, der) }) {
			ders = append(ders, der)
		}
	}
	return usual.Only(name, ders...)
}

// savedForm is what counts of a diagnosis in its JSON form, schema 1 or later.
type savedForm struct {
	Schema  int                     `json:"schema"`
	Command string                  `json:"command"`
	Target  string                  `json:"target"`
	NoLogin bool                    `json:"no_login"`
	Before  *savedTrip              `json:"before"`
	After   *savedTrip              `json:"after"`
	Advice  *savedAdvice            `json:"advice"`
	Asks    []string                `json:"asks"`
	Said    []render.RecognisedForm `json:"said"`
	Survey  *evidence.Survey        `json:"survey"`
	Proofs  []report.Proof          `json:"proofs"`
	Sender  *savedSender            `json:"sender"`
}

type savedSender struct {
	Seen *evidence.Sender `json:"seen"`
}

// ip is the address that mail left from, the zero one where none was seen.
func (s *savedSender) ip() netip.Addr {
	if s == nil || s.Seen == nil {
		return netip.Addr{}
	}
	return s.Seen.IP
}

type savedTrip struct {
	Trip *evidence.Trip `json:"trip"`
}

func (s *savedTrip) anchors() []evidence.Bytes {
	if s == nil || s.Trip == nil {
		return nil
	}
	return s.Trip.Anchors
}

// roots is the name of the roots that the run trusted, "" where no chain was seen.
func (f *savedForm) roots() string {
	for _, s := range []*savedTrip{f.Before, f.After} {
		if s != nil && s.Trip != nil {
			return s.Trip.Roots
		}
	}
	for i := range f.Survey.Sessions {
		if st := f.Survey.Sessions[i].Step(evidence.StageTLS); st != nil && st.TLS != nil {
			return st.TLS.Roots
		}
	}
	return ""
}

// savedAdvice says what was asked.
type savedAdvice struct {
	Legs []struct {
		Leg   evidence.LegName `json:"leg"`
		Typed evidence.Server  `json:"typed"`
	} `json:"legs"`
}

// asked is the dialogs as typed, without evidence.
func (a *savedAdvice) asked(address string) *evidence.Trip {
	var legs []advice.Leg
	for _, l := range a.Legs {
		legs = append(legs, advice.Leg{Leg: l.Leg, Typed: l.Typed})
	}
	return (&advice.Advice{Legs: legs}).Trip(address)
}

// judge is the diagnosis as today's rules make it.
func (f *savedForm) judge(r Request) *report.Diagnosis {
	d := &report.Diagnosis{Command: f.Command, Target: f.Target, NoLogin: f.NoLogin, Asks: f.Asks, Survey: f.Survey, Proofs: f.Proofs, Company: r.company(f.Sender.ip())}
	for _, s := range f.Said {
		d.Said = append(d.Said, report.Recognised(s))
	}
	if f.Sender != nil {
		d.Sender = &report.Sender{Seen: f.Sender.Seen, Findings: verify.Sender(f.Sender.Seen, r.judgingSender(f.Sender.Seen.IP))}
	}
	cs := advice.Case{Roots: r.Env.Roots, Own: r.Company.Owns}
	judged := func(s *savedTrip) *report.Report {
		if s == nil || s.Trip == nil {
			return nil
		}
		if cs.Trip == nil {
			cs.Trip = s.Trip
		}
		return verify.Judge(s.Trip, r.judging())
	}
	d.Before, d.After = judged(f.Before), judged(f.After)
	if cs.Trip == nil {
		cs.Trip = f.Advice.asked(f.Target)
	}
	asked := *cs.Trip
	asked.Survey = f.Survey
	cs.Trip = &asked
	d.Advice = advice.Advise(cs)
	d.Certificates = report.CertificatesOf(d.Survey, r.Margins)
	finish(d)
	return d
}
