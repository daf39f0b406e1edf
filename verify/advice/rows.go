package advice

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/rules"
)

// Outcome is what Gmail would make of one listener, up to the login.
type Outcome string

// The outcomes.
const (
	Accepts    Outcome = "accepts"      // Gmail would reach the login
	Refuses    Outcome = "refuses"      //
	NoSuchName Outcome = "no-such-name" // the name leads to no address
	Unclear    Outcome = "unclear"      // may be our side or the moment
	NotLooked  Outcome = "not-looked"   // politeness left it out
)

// Row is one name that was typed or guessed, on one listener.
type Row struct {
	Leg      finding.Leg       `json:"leg"`
	Host     string            `json:"host"`
	Part     evidence.Part     `json:"part"`
	Port     uint16            `json:"port"`
	Security evidence.Security `json:"security"`
	Outcome  Outcome           `json:"outcome"`
	Findings []finding.Finding `json:"findings"` // what decides; never null
}

// is tells whether a row is a dialog as it was typed.
func (r Row) is(d dialog) bool {
	return r.Leg == d.leg && r.Host == d.server.Host && r.Port == d.server.Port && r.Security == d.server.Security
}

func (r Row) codes() []finding.Code {
	out := []finding.Code{}
	for _, f := range r.Findings {
		if !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}

// rows are what was typed or guessed, in that order.
func (v *view) rows() []Row {
	if v.cached != nil {
		return v.cached
	}
	out := []Row{}
	for _, h := range v.survey.Hosts {
		if !h.Part.Asked() {
			continue
		}
		for _, at := range h.Listen {
			if v.c.speaks(at.Proto) {
				out = append(out, v.row(h, at))
			}
		}
	}
	v.cached = out
	return out
}

func (v *view) row(h evidence.SurveyedHost, at evidence.Listener) Row {
	r := Row{Leg: at.Proto.Leg(), Host: h.Name, Part: h.Part, Port: at.Port, Security: at.Security, Findings: []finding.Finding{}}
	server := evidence.Server{Typed: h.Name, Host: h.Name, Port: at.Port, Security: at.Security}
	for _, d := range v.c.legs() {
		if d.proto == at.Proto && d.server.Host == h.Name && d.server.Port == at.Port {
			server = d.server
		}
	}
	sessions := v.c.asTyped(at.Proto, server)
	t := &evidence.Trip{Schema: evidence.Schema, NoLogin: true, Risky: v.c.Trip.Risky, Roots: v.c.Trip.Roots, DNS: v.survey.DNS, Address: v.c.Trip.Address}
	t.Legs = []evidence.Leg{{Name: r.Leg, Proto: at.Proto, Server: server, Sessions: sessions}}
	shown, _ := finding.Settle(rules.Apply(&rules.Case{Trip: t, Roots: v.c.Roots}))
	r.Findings = finding.Deciding(shown)
	switch {
	case len(sessions) == 0:
		r.Outcome = NotLooked
	case slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return f.Code == finding.DNSNoSuchHost || f.Code == finding.DNSNoAddress
	}):
		r.Outcome = NoSuchName
	case slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Weighs() == finding.Broken }):
		r.Outcome = Refuses
	case len(r.Findings) > 0:
		r.Outcome = Unclear
	default:
		r.Outcome = Accepts
		// The addresses that were only compared decide by their finding alone.
		own := slices.DeleteFunc(slices.Clone(sessions), func(s evidence.Session) bool { return s.Purpose == evidence.ToCompare })
		if _, trouble := own[len(own)-1].Trouble(); trouble != nil {
			r.Outcome = Unclear
		}
	}
	return r
}
