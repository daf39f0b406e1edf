package verify

import (
	"slices"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/finding"
	"harness/verify/report"
)

// Clients judges records as each client in turn. records gives those that a client's
// verdict rests on, one for each protocol of fetching; they may be the same for all.
func Clients(records func(persona.Persona) []*evidence.Trip, opt Options) *report.Clients {
	if opt.Personas == nil {
		opt.Personas = persona.All()
	}
	out := &report.Clients{Command: opt.Command, Outcome: report.Works}
	for _, who := range opt.Personas {
		c := report.Client{Name: who.Name}
		for _, t := range records(who) {
			c.Cells = append(c.Cells, cells(&c, t, who, opt)...)
		}
		c.Outcome = report.Together(c.Cells)
		out.Outcome = report.Worse(out.Outcome, c.Outcome)
		out.Clients = append(out.Clients, c)
	}
	out.Common = common(out.Clients)
	return out
}

// cells are a client on the legs of one record.
func cells(c *report.Client, t *evidence.Trip, who persona.Persona, opt Options) []report.Cell {
	r := Judge(as(t, who), opt)
	for _, it := range r.Of(finding.Both) {
		if !slices.ContainsFunc(c.Items, func(old report.Item) bool { return old.Code == it.Code }) {
			c.Items = append(c.Items, it)
		}
	}
	var out []report.Cell
	for _, l := range t.Legs {
		cell := report.Cell{Leg: l.Name, Proto: l.Proto, Server: l.Server, State: report.StateUnspoken}
		if seen := r.Leg(l.Name); seen != nil {
			cell.Items = slices.DeleteFunc(r.Of(l.Name), func(it report.Item) bool { return !it.Severity.Decides() && it.Severity != finding.High })
			cell.State = stateOf(seen.Outcome, cell.Items)
			if !who.Dialog(l.Proto).Takes(l.Server) {
				cell.State = report.StateUnset
			}
		}
		out = append(out, cell)
	}
	return out
}

func stateOf(o report.Outcome, items []report.Item) report.State {
	has := func(code finding.Code) bool {
		return slices.ContainsFunc(items, func(it report.Item) bool { return it.Code == code })
	}
	switch {
	case o == report.Works && has(finding.PlaintextPassword):
		return report.StateExposed
	case o == report.Works:
		return report.StateWorks
	case o == report.Undecided:
		return report.StateUnclear
	case has(finding.TLSClickThrough):
		return report.StateAsks
	}
	return report.StateFails
}

// common are the settings that work for everybody who speaks their protocol.
func common(clients []report.Client) []report.Common {
	var out []report.Common
	var spoilt []bool
	for _, c := range clients {
		for _, cell := range c.Cells {
			if cell.State == report.StateUnspoken {
				continue
			}
			i := slices.IndexFunc(out, func(one report.Common) bool { return one.Leg == cell.Leg && one.Proto == cell.Proto })
			if i < 0 {
				i = len(out)
				out, spoilt = append(out, report.Common{Leg: cell.Leg, Proto: cell.Proto, Server: cell.Server, Typed: true}), append(spoilt, false)
			}
			out[i].Clients = append(out[i].Clients, c.Name)
			spoilt[i] = spoilt[i] || cell.State != report.StateWorks
		}
	}
	kept := []report.Common{}
	for i, one := range out {
		if !spoilt[i] {
			kept = append(kept, one)
		}
	}
	return kept
}

// as is a record as a client would have left it: without the leg that it does not
// speak, and ended where the server offers no way in that the client knows.
func as(t *evidence.Trip, who persona.Persona) *evidence.Trip {
	out := *t
	out.Persona, out.Legs = who.Name, nil
	for _, l := range t.Legs {
		if l.Proto != who.Send.Proto {
			if _, speaks := who.Over(l.Proto); !speaks {
				out.Returned, out.Comparison = nil, nil // others fetched it
				continue
			}
		}
		l.Sessions = slices.Clone(l.Sessions)
		cut := false
		for i := range l.Sessions {
			cut = barred(&l.Sessions[i], who) || cut
		}
		switch {
		case cut && l.Name == evidence.SendLeg:
			out.Sent, out.SentAt, out.Returned, out.Comparison = nil, time.Time{}, nil, nil
		case cut:
			out.Returned, out.Comparison = nil, nil
		}
		out.Legs = append(out.Legs, l)
	}
	return &out
}

// barred ends a session before the login if the client knows none of the ways that
// are offered, and tells whether it did.
func barred(s *evidence.Session, who persona.Persona) bool {
	i := slices.IndexFunc(s.Steps, func(st evidence.Step) bool { return st.Stage == evidence.StageAuth })
	if i < 0 || len(s.Steps[i].Said) == 0 && s.Steps[i].Trouble != nil {
		return false
	}
	lacking := ""
	switch offers := s.Capabilities(); s.Proto {
	case evidence.IMAP:
		lacking = offers.Lacking(who.Logins)
	case evidence.SMTP:
		if offers.Choose(who.Mechanisms) == "" {
			lacking = "a mechanism that we speak"
		}
	}
	if lacking == "" {
		return false
	}
	s.Steps = append(slices.Clone(s.Steps[:i]), evidence.Step{
		Stage: evidence.StageAuth, Said: []evidence.Bytes{}, Trouble: &evidence.Trouble{Kind: evidence.Unoffered, Detail: lacking},
	})
	return true
}
