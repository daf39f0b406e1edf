package render

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/report"
)

// way is what there is to do about a leg.
type way int

const (
	stays   way = iota // nothing is to be changed
	proved             // type this: a round trip worked with it
	offered            // type this: it was seen as far as the login
	tried              // a name was found, and a round trip failed with it
	here               // the login is reached as typed, and something else is wrong
	server             // nothing that can be typed helps
	nothing            // no name was found, and not everything was tried
)

// wayOf is the way of a leg.
func wayOf(d *report.Diagnosis, l *advice.Leg) way {
	best := l.Best()
	switch {
	case settled(l) && d.VerdictOf(l.Leg) == report.Works && (l.Listed == nil || !d.NoLogin):
		return stays
	case l.Listed != nil:
		return offered
	case settled(l):
		return here
	case best == nil && l.Mend:
		return server
	case best == nil:
		return nothing
	case d.After == nil || d.After.Leg(l.Leg) == nil:
		return offered
	case d.After.Leg(l.Leg).Outcome == report.Works:
		return proved
	}
	return tried
}

// settled tells whether a leg is stays as typed.
func settled(l *advice.Leg) bool {
	return l.Reaches && l.Typed.Security != evidence.Plain
}

// firstLine is the verdict on what was typed, and whether there is a way out of
// it. What works in the end never hides that the typed settings do not.
func (p *printer) firstLine(d *report.Diagnosis) string {
	if len(d.Advice.Legs) == 0 && d.Sender != nil { // nothing typed was judged
		return p.in(senderOnly)
	}
	head := p.in(typedWord[d.Outcome])
	switch {
	case d.Before == nil && !slices.ContainsFunc(d.Advice.Legs, func(l advice.Leg) bool { return l.Typed.Host != "" }):
		head = p.in(usualNames[d.Outcome])
		if d.Outcome == report.Works {
			return head
		}
	case d.Outcome != report.Works:
	case d.Before != nil && slices.ContainsFunc(d.Before.Legs, clearly):
		head = p.in(clearWord)
	case d.NoLogin:
		return p.in(reachWord[d.Outcome])
	default:
		return p.in(verdictWord[d.Outcome])
	}
	var ways []way
	for i := range d.Advice.Legs {
		if w := wayOf(d, &d.Advice.Legs[i]); w != stays {
			ways = append(ways, w)
		}
	}
	tail := tailOf(ways)
	switch {
	case tail == offered && d.NoLogin:
		return head + p.in(tailReaches)
	case tail >= 0:
		return head + p.in(tailWord[tail])
	case slices.ContainsFunc(ways, func(w way) bool { return w == proved || w == offered }):
		return head + p.in(tailPart)
	case d.NoLogin:
		return p.in(reachWord[d.Outcome])
	}
	return p.in(verdictWord[d.Outcome])
}

// tailOf is the one way of all legs that need one, -1 where there is none:
// proved beside offered is offered.
func tailOf(ways []way) way {
	if len(ways) == 0 || slices.Contains(ways, here) {
		return -1
	}
	all := func(ok ...way) bool {
		return !slices.ContainsFunc(ways, func(w way) bool { return !slices.Contains(ok, w) })
	}
	switch {
	case all(proved):
		return proved
	case all(proved, offered):
		return offered
	case all(server):
		return server
	case all(tried):
		return tried
	case all(nothing, server):
		return nothing
	}
	return -1
}
