package job

import (
	"slices"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/report"
)

// shared is what is left of a leg's options when every client was asked.
type shared struct {
	report.Common
	options []advice.Option
}

// advise adds the settings that lead every client who speaks their protocol to the
// login, where what was typed does not; and where nothing was typed, how each client
// fares with the best for it.
func advise(c *report.Clients, cs advice.Case, untyped bool) {
	var legs []shared
	for i, who := range persona.All() {
		for _, l := range advice.Advise(caseOf(cs, who)).Legs {
			proto := protoOf(l)
			cell := report.Cell{Leg: l.Leg, Proto: proto, Server: serverOf(l), State: stateBy(l)}
			if _, fetches := who.Over(proto); !fetches && proto != who.Send.Proto {
				cell.State, cell.Server = report.StateUnspoken, l.Typed
			} else {
				legs = narrowed(legs, l, proto, who.Name)
			}
			one := &c.Clients[i]
			twice := slices.ContainsFunc(one.Cells, func(old report.Cell) bool { return old.Leg == l.Leg && old.Proto == proto })
			if untyped && !twice {
				one.Cells = append(one.Cells, cell)
				one.Outcome = report.Together(one.Cells)
			}
		}
	}
	c.Outcome = report.Works
	for _, one := range c.Clients {
		c.Outcome = report.Worse(c.Outcome, one.Outcome)
	}
	for _, l := range legs {
		known := slices.ContainsFunc(c.Common, func(old report.Common) bool { return old.Leg == l.Leg && old.Proto == l.Proto })
		if len(l.options) > 0 && !known {
			best := l.options[0]
			l.Server = evidence.Server{Host: best.Host, Port: best.Port, Security: best.Security}
			c.Common = append(c.Common, l.Common)
		}
	}
}

// narrowed keeps the options that this client has as well.
func narrowed(legs []shared, l advice.Leg, proto evidence.Proto, client string) []shared {
	i := slices.IndexFunc(legs, func(s shared) bool { return s.Leg == l.Leg && s.Proto == proto })
	if i < 0 {
		return append(legs, shared{report.Common{Leg: l.Leg, Proto: proto, Clients: []string{client}}, l.Options})
	}
	legs[i].Clients = append(legs[i].Clients, client)
	legs[i].options = slices.DeleteFunc(slices.Clone(legs[i].options), func(o advice.Option) bool {
		return !slices.ContainsFunc(l.Options, func(own advice.Option) bool {
			return own.Host == o.Host && own.Port == o.Port && own.Security == o.Security
		})
	})
	return legs
}

// protoOf is the protocol of a leg of an advice.
func protoOf(l advice.Leg) evidence.Proto {
	switch {
	case l.Proto != "":
		return l.Proto
	case l.Leg == finding.Fetch:
		return evidence.POP3
	}
	return evidence.SMTP
}

// serverOf is what is best typed.
func serverOf(l advice.Leg) evidence.Server {
	if best := l.Best(); best != nil {
		return evidence.Server{Host: best.Host, Port: best.Port, Security: best.Security}
	}
	return l.Typed
}

// stateBy is how a client fares with the best that it can be given.
func stateBy(l advice.Leg) report.State {
	switch {
	case l.Best() != nil:
		return report.StateWorks
	case l.Mend:
		return report.StateFails
	}
	return report.StateUnclear
}
