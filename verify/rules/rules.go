// Package rules turns evidence into findings: small pure functions, each
// looking at one thing. A rule reports what it sees even where another finding
// explains it; which finding is a consequence of which is finding.Doc's
// DependsOn. "Not applicable" is no finding at all.
package rules

import (
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
)

// Case is everything that a rule may look at.
type Case struct {
	Trip  *evidence.Trip
	Roots *certs.Roots // to judge recorded chains again
	Now   time.Time    // of the judging, not of the trip

	Include string        // the domain of the hosting company's SPF term; "": not known
	Margins certs.Margins // for certificates that end soon

	// Client is the persona that the trip was made as; its zero value is Gmail,
	// and one with a name alone is a client of which nothing is known.
	Client persona.Persona

	legs []Leg // see Legs
}

// client is the persona to judge by.
func (c *Case) client() persona.Persona {
	if c.Client.Name == "" {
		return persona.Gmail
	}
	return c.Client
}

// rule is one rule.
type rule struct {
	Name  string
	Apply func(*Case) []finding.Finding
}

// all lists every rule, in the order in which findings are reported.
func all() []rule {
	return []rule{
		{"settings", settings},
		{"dns", dns},
		{"net", network},
		{"addresses", addresses},
		{"whose-network", whoseNetwork},
		{"tls", handshake},
		{"certificate", certificate},
		{"expiry", expiry},
		{"smtp", smtp},
		{"smtp-hints", smtpHints},
		{"pop", pop},
		{"pop-lists", popLists},
		{"pop-order", popOrder},
		{"imap", imap},
		{"imap-uids", imapUIDs},
		{"letter", letter},
		{"sender", Sender},
	}
}

// Apply runs every rule.
func Apply(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, r := range all() {
		out = append(out, r.Apply(c)...)
	}
	return out
}

// Leg is one leg of the trip.
type Leg struct {
	evidence.Leg
	Awaited bool // the letter was sent, is looked for on this leg, and did not come back
}

// Legs are those that were asked for.
func (c *Case) Legs() []Leg {
	if c.legs == nil {
		c.legs = make([]Leg, len(c.Trip.Legs))
		for i, l := range c.Trip.Legs {
			c.legs[i] = Leg{l, l.Name == evidence.FetchLeg && c.Trip.Sent != nil && c.Trip.Returned == nil}
		}
	}
	return c.legs
}

// Decisive is the session that the leg's verdict rests on: the last real
// attempt, or the one before it whose refusal kept later ones from logging in.
// Where the letter did not come back, it is the last one that broke while
// reading the mailbox: that is where the letter may have been. Index -1 and
// nil: there was none.
func (l Leg) Decisive() (int, *evidence.Session) {
	last := -1
	for i := len(l.Sessions) - 1; i >= 0; i-- {
		s := &l.Sessions[i]
		if s.Purpose == evidence.ToProbe || s.Purpose == evidence.ToCleanUp || s.Purpose == evidence.ToSurvey || s.Purpose == evidence.ToCompare || s.Purpose == evidence.ToSeek {
			continue
		}
		k := StopOf(s)
		if k >= 0 && (s.Steps[k].Trouble.Kind == evidence.Withheld || s.Steps[k].Trouble.Kind == evidence.Interrupted) && i > 0 {
			continue
		}
		if last < 0 {
			last = i
			if !l.Awaited || k >= 0 {
				break
			}
		}
		if k >= 0 && reading(s.Steps[k].Stage) {
			last = i
			break
		}
	}
	if last < 0 {
		return -1, nil
	}
	return last, &l.Sessions[last]
}

// reading tells the stages in which messages are read.
func reading(s evidence.Stage) bool {
	switch s {
	case evidence.StageUIDL, evidence.StageList, evidence.StageTop, evidence.StageRetr, evidence.StageSearch, evidence.StageHead:
		return true
	}
	return false
}

// StopOf is the step at which a session stopped, -1 if it ran to its end. A
// trouble that the session went round (no TOP, a list in disorder) did not stop
// it, nor did a server that does not answer QUIT: it has done its work.
func StopOf(s *evidence.Session) int {
	for k := len(s.Steps) - 1; k >= 0; k-- {
		if s.Steps[k].Stage == evidence.StageQuit {
			continue
		}
		if t := s.Steps[k].Trouble; t != nil && t.Kind != evidence.Disorder {
			return k
		}
		return -1
	}
	return -1
}

// place is what a finding points at: a step of a session, the trouble there if there
// is any; step -1: the session as a whole.
type place struct {
	leg     Leg
	session int
	step    int
	s       *evidence.Session
	st      *evidence.Step
	trouble *evidence.Trouble
}

// stops lists the troubles that ended the asked legs, one a leg at most.
func (c *Case) stops() []place {
	var out []place
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil {
			continue
		}
		if k := StopOf(s); k >= 0 {
			out = append(out, place{l, i, k, s, &s.Steps[k], s.Steps[k].Trouble})
		}
	}
	return out
}

// found makes the finding of a place, with the arguments that every text may use.
func (p place) found(code finding.Code, extra finding.Args) finding.Finding {
	args := about(p.leg, p.s)
	if p.trouble != nil {
		args[finding.KeyDetail] = []string{p.trouble.Detail}
	}
	if p.st != nil {
		args[finding.KeyStage] = []string{string(p.st.Stage)}
		replyArgs(args, p.s, p.st)
	}
	return finding.Finding{Code: code, Leg: p.leg.Name, Session: p.session, Step: p.step, Args: args.With(extra)}
}
