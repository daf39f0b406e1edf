// Package verify judges recorded evidence. It is pure: the same trip, roots
// and time give the same report, today or in a year.
package verify

import (
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
	"harness/verify/rules"
)

// Options are what a judgement depends on beside the evidence.
type Options struct {
	Roots   *certs.Roots  // trusted; the chains are judged again with them
	Now     time.Time     // of the judging
	Command string        // for the report's head, e.g. "roundtrip"
	Margins certs.Margins // how long before its end a certificate is to be renewed
	Include string        // the domain of the hosting company's own SPF term, to be published in place of an address; "": not known

	// Personas and Books are those that a trip may have been made as, and their
	// words; nil: all of the product. A trip of a persona that is not among them
	// gets the facts, and no words.
	Personas []persona.Persona
	Books    []phrasebook.Book
}

// client is the persona that a trip was made as, and its words. Of a name that
// is not known nothing is assumed: no ports, no end, no wording.
func (o Options) client(name string) (persona.Persona, phrasebook.Book) {
	personas, books := o.Personas, o.Books
	if personas == nil {
		personas = persona.All()
	}
	if books == nil {
		books = phrasebook.Books()
	}
	p, ok := persona.Find(personas, name)
	if !ok {
		p = persona.Persona{Name: name}
	}
	return p, phrasebook.Of(books, p.Name)
}

// Judge turns a trip into a report.
func Judge(trip *evidence.Trip, opt Options) *report.Report {
	who, book := opt.client(trip.Persona)
	c := &rules.Case{Trip: trip, Roots: opt.Roots, Now: opt.Now, Margins: opt.Margins, Client: who}
	all := rules.Apply(c)
	all = append(all, unexplained(c, all)...)
	shown, hidden := finding.Settle(all)
	r := &report.Report{
		Command: opt.Command, Client: who.Name, Outcome: report.Works, Hidden: hidden, Refusals: rules.Refusals(trip), Trip: trip,
	}
	for _, f := range shown {
		r.Findings = append(r.Findings, report.ItemOf(book, f))
	}
	slices.SortStableFunc(r.Findings, func(a, b report.Item) int { return b.Severity.Weight() - a.Severity.Weight() })
	for _, l := range c.Legs() {
		leg := legOf(l, r, opt.Roots, opt.Margins)
		r.Legs = append(r.Legs, leg)
		r.Candidates = append(r.Candidates, candidates(trip, &leg)...)
		r.Outcome = report.Worse(r.Outcome, leg.Outcome)
	}
	if len(r.Legs) == 0 { // nothing was asked for, so nothing works
		r.Outcome = report.Undecided
	}
	return r
}

// Sender judges the sender's side alone.
func Sender(s *evidence.Sender, opt Options) []report.Item {
	out := []report.Item{}
	c := &rules.Case{Trip: &evidence.Trip{Schema: evidence.Schema, Sender: s}, Roots: opt.Roots, Now: opt.Now, Include: opt.Include}
	for _, f := range rules.Sender(c) {
		out = append(out, report.ItemOf(phrasebook.Gmail, f)) // the mail goes to Gmail
	}
	return out
}

// unexplained keeps the law that "not reached" is never "works": a leg that
// stopped, or never started, without a finding that says so gets one.
func unexplained(c *rules.Case, all []finding.Finding) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		explained := slices.ContainsFunc(all, func(f finding.Finding) bool {
			return (f.Leg == l.Name || f.Leg == finding.Both) && f.Decides()
		})
		if explained {
			continue
		}
		i, s := l.Decisive()
		detail := ""
		switch {
		case s == nil:
			detail = "not reached"
		case l.Name == evidence.SendLeg && c.Trip.SentAt.IsZero() && !c.Trip.NoLogin && !c.Trip.NoLetter:
			detail = "stopped at " + stoppedAt(s)
		case stoppedAt(s) != "" && (l.Name == evidence.FetchLeg || c.Trip.NoLogin || c.Trip.NoLetter):
			detail = "stopped at " + stoppedAt(s)
		default:
			continue
		}
		if s != nil {
			if _, t := s.Trouble(); t != nil {
				detail += ": " + strings.TrimSpace(string(t.Kind)+" "+t.Detail)
			}
		}
		code := finding.TripUnexplained
		if interrupted(c.Trip, s) {
			code = finding.TripInterrupted
		}
		out = append(out, finding.Finding{Code: code, Leg: l.Name, Session: i, Step: -1, Args: finding.Args{finding.KeyDetail: {detail}, finding.KeyHost: {l.Server.Host}}})
	}
	return out
}

// interrupted tells whether it was the person, or whoever ended the program, that
// stopped a leg.
func interrupted(t *evidence.Trip, s *evidence.Session) bool {
	if s == nil {
		return t.Stopped != ""
	}
	_, trouble := s.Trouble()
	return trouble == nil && t.Stopped != "" || trouble != nil && trouble.Kind == evidence.Interrupted
}

// stoppedAt is the stage at which a session stopped, "" if it ran to its end.
func stoppedAt(s *evidence.Session) string {
	if k := rules.StopOf(s); k >= 0 {
		return string(s.Steps[k].Stage)
	}
	return ""
}

func legOf(l rules.Leg, r *report.Report, roots *certs.Roots, m certs.Margins) report.Leg {
	leg := report.Leg{
		Leg: l.Name, Host: l.Server.Host, Port: l.Server.Port, Security: l.Server.Security,
		Guessed: l.Server.Guessed, Outcome: report.Works, Sessions: len(l.Sessions),
	}
	for _, it := range r.Findings {
		if it.Leg != l.Name && it.Leg != finding.Both {
			continue
		}
		leg.Outcome = report.Worse(leg.Outcome, report.OutcomeOf(it.Severity))
		if it.Leg == l.Name {
			leg.Codes = append(leg.Codes, it.Code)
			leg.Gmail = append(leg.Gmail, it.Gmail...)
		}
	}
	if _, s := l.Decisive(); s != nil {
		leg.StoppedAt = evidence.Stage(stoppedAt(s))
		if s.Addr.IsValid() {
			leg.Addr = s.Addr.Addr().String()
		}
		for _, st := range s.Steps {
			leg.Timings = append(leg.Timings, report.Timing{Stage: st.Stage, Took: st.Took})
		}
		if st := s.Step(evidence.StageTLS); st != nil && st.TLS != nil && len(st.TLS.Chain) > 0 {
			leg.Names = namesOf(roots, st.TLS.Chain[0])
			leg.Certificates = roots.Lifetimes(st.TLS.DER(), st.TLS.At, m)
		}
	}
	return leg
}

// namesOf lists the names in a certificate as the verdict shows them; empty
// where it cannot be read.
func namesOf(roots *certs.Roots, der []byte) []string {
	cert, err := roots.Certificate(der)
	if err != nil {
		return nil
	}
	names := slices.Clone(cert.DNSNames)
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 && cert.Subject.CommonName != "" {
		names = append(names, "CN="+cert.Subject.CommonName)
	}
	return names
}
