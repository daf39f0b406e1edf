// Package rules turns evidence into findings: small pure functions, each
// looking at one thing. A rule reports what it sees even where another finding
// explains it; which finding is a consequence of which is finding.Doc's
// DependsOn. "Not applicable" is no finding at all.
package rules

import (
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// Case is everything that a rule may look at.
type Case struct {
	Trip  *evidence.Trip
	Roots *certs.Roots // to judge recorded chains again
	Now   time.Time    // of the judging, not of the trip
}

// Rule is one rule.
type Rule struct {
	Name  string
	Apply func(*Case) []finding.Finding
}

// All lists every rule, in the order in which findings are reported.
func All() []Rule {
	return []Rule{
		{"settings", settings},
		{"dns", dns},
		{"net", network},
		{"whose-network", whoseNetwork},
		{"tls", handshake},
		{"certificate", certificate},
		{"smtp", smtp},
		{"smtp-hints", smtpHints},
		{"pop", pop},
		{"pop-lists", popLists},
		{"letter", letter},
	}
}

// Apply runs every rule.
func Apply(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, r := range All() {
		out = append(out, r.Apply(c)...)
	}
	return out
}

// Leg is one half of the trip with its sessions.
type Leg struct {
	Leg      finding.Leg
	Server   evidence.Server
	Sessions []evidence.Session
}

// Legs are the halves that were asked for.
func (c *Case) Legs() []Leg {
	var out []Leg
	if c.Trip.Only != "fetch" {
		out = append(out, Leg{finding.Send, c.Trip.SMTP, c.Trip.Send})
	}
	if c.Trip.Only != "send" {
		out = append(out, Leg{finding.Fetch, c.Trip.POP, c.Trip.Fetch})
	}
	return out
}

// Decisive is the session that the leg's verdict rests on: the last real
// attempt, or the one before it whose refusal kept later ones from logging in.
// Index -1 and nil: there was none.
func (l Leg) Decisive() (int, *evidence.Session) {
	for i := len(l.Sessions) - 1; i >= 0; i-- {
		s := &l.Sessions[i]
		if s.Purpose == evidence.ToProbe || s.Purpose == evidence.ToCleanUp || s.Purpose == evidence.ToSurvey {
			continue
		}
		if _, t := s.Trouble(); t != nil && (t.Kind == evidence.Withheld || t.Kind == evidence.Interrupted) && i > 0 {
			continue
		}
		return i, s
	}
	return -1, nil
}

// stop is the decisive session's trouble.
type stop struct {
	leg     Leg
	session int
	step    int
	s       *evidence.Session
	st      *evidence.Step
	trouble *evidence.Trouble
}

// stops lists the troubles that ended the asked legs, one a leg at most.
func (c *Case) stops() []stop {
	var out []stop
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil {
			continue
		}
		for k := range s.Steps {
			// A server that does not answer QUIT has done its work: smtpHints.
			if t := s.Steps[k].Trouble; t != nil && s.Steps[k].Stage != evidence.StageQuit {
				out = append(out, stop{l, i, k, s, &s.Steps[k], t})
				break
			}
		}
	}
	return out
}

// found makes the finding of a stop, with the arguments that every text may use.
func (p stop) found(code finding.Code, extra map[string]string) finding.Finding {
	args := about(p.leg, p.s)
	if p.trouble != nil {
		args["detail"] = p.trouble.Detail
	}
	if p.st != nil {
		args["stage"] = string(p.st.Stage)
		replyArgs(args, p.s, p.st)
	}
	for k, v := range extra {
		args[k] = v
	}
	return finding.Finding{Code: code, Leg: p.leg.Leg, Session: p.session, Step: p.step, Args: args}
}
