package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// brief is a result as pipelines take it: a list of checks, each with one
// outcome. All its strings are clean.
type brief struct {
	command string
	subject string // whose it is: an address, a domain, a host, a file
	outcome report.Outcome
	at      time.Time     // when it was looked at; zero: not known
	took    time.Duration // 0: not known
	checks  []check
	sweep   *report.Sweep // what it sums up; nil: something else
	figures []figure
	named   map[string]int // how often a name was given
}

// figure is a number of its own.
type figure struct {
	name  string
	value int
}

// check is one thing that was judged: a leg, a listener, a name on a certificate.
type check struct {
	name     string // unique within the brief
	leg      finding.Leg
	host     string // "" for a chain alone
	port     uint16 // 0 for what has none
	security evidence.Security
	outcome  report.Outcome
	stopped  evidence.Stage
	items    []ItemForm      // worst first
	ends     *certs.Lifetime // of the certificate that ends first; nil: none was seen
	timings  []report.Timing
	delivery time.Duration // from the acceptance of the letter until it was fetched; 0: not known
}

// level is how loud a check is: what works may still be in danger.
type level int

const (
	fine    level = iota
	warned        // works, and will bite: an end that is near, a password in clear
	unknown       // undecided
	failed        // broken, or a certificate whose renewal is overdue
)

func (c *check) level() level {
	switch {
	case c.outcome == report.Broken:
		return failed
	case c.outcome != report.Works:
		return unknown
	case c.ends != nil && (c.ends.Expiry == certs.EndsNow || c.ends.Expiry == certs.Ended):
		return failed
	case c.ends != nil && c.ends.Expiry == certs.EndsSoon:
		return warned
	case slices.ContainsFunc(c.items, func(it ItemForm) bool { return it.Severity == finding.High }):
		return warned
	}
	return fine
}

// cause is what decides the check, nil if nothing does.
func (c *check) cause() *ItemForm {
	for i := range c.items {
		if c.items[i].Severity.Decides() {
			return &c.items[i]
		}
	}
	return nil
}

// says is the check in one line, its name apart.
func (c *check) says(lang string) string {
	it := c.cause()
	if it == nil && len(c.items) > 0 && c.level() != fine {
		it = &c.items[0]
	}
	word := outcomeWord[c.outcome].In(lang)
	if it == nil {
		return word
	}
	if it.Code == "" {
		return word + ": " + it.Title
	}
	return fmt.Sprintf("%s: [%s] %s", word, it.Code, it.Title)
}

// level is the loudest of the checks; without any the outcome decides.
func (b *brief) level() level {
	worst := fine
	switch b.outcome {
	case report.Broken:
		worst = failed
	case report.Works:
	default:
		worst = unknown
	}
	for i := range b.checks {
		if l := b.checks[i].level(); worst == fine || l == failed && worst == warned || l == unknown && worst == warned {
			worst = l
		}
	}
	return worst
}

// briefOf sums a result up.
func briefOf(f Format, r report.Result, lang string) (*brief, error) {
	switch r := r.(type) {
	case *report.Report:
		return reportBrief(r, lang), nil
	case *report.Diagnosis:
		return diagnosisBrief(r, lang), nil
	case *report.CertReport:
		return certBrief(r, lang), nil
	case *report.Host:
		return hostBrief(r, lang), nil
	case *report.Sweep:
		return sweepBrief(r, lang), nil
	case *report.Target:
		return targetBrief(r, lang), nil
	}
	return nil, unshown(f, r)
}

func reportBrief(r *report.Report, lang string) *brief {
	b := &brief{command: clean.Line(r.Command), outcome: r.Outcome}
	if r.Trip != nil {
		b.subject, b.at, b.took = clean.Line(r.Trip.Address), r.Trip.Started, time.Duration(r.Trip.Took)
	}
	for i := range r.Legs {
		l := &r.Legs[i]
		c := check{
			leg: l.Leg, host: clean.Line(l.Host), port: l.Port, security: l.Security, outcome: l.Outcome, stopped: l.StoppedAt,
			items: Items(append(r.Of(l.Leg), r.Of(finding.Both)...), r.Client, lang), timings: l.Timings, ends: first(l.Certificates),
		}
		if l.Leg == finding.Fetch && r.Trip != nil {
			c.delivery = delivery(r.Trip)
		}
		b.add(c)
	}
	return b
}

func diagnosisBrief(d *report.Diagnosis, lang string) *brief {
	b := &brief{command: clean.Line(d.Command), subject: clean.Line(d.Target), outcome: d.Outcome}
	if d.Survey != nil {
		b.at, b.took = d.Survey.Started, time.Duration(d.Survey.Took)
	}
	if d.Before != nil {
		was := reportBrief(d.Before, lang)
		b.checks = was.checks
		if b.subject == "" {
			b.subject = was.subject
		}
		return b
	}
	b.rows(d.Advice, d.Certificates, lang)
	return b
}

func hostBrief(h *report.Host, lang string) *brief {
	b := &brief{command: "diagnose", subject: clean.Line(h.Given), outcome: h.Outcome}
	b.rows(h.Advice, h.Certificates, lang)
	if h.Error != "" {
		b.add(check{host: b.subject, outcome: h.Outcome, items: []ItemForm{{Severity: finding.Undecided, Title: clean.Line(h.Error)}}})
	}
	return b
}

// rows makes a check of each name that was typed. Of names that were only
// guessed those count that lead somewhere, and where none does the first.
func (b *brief) rows(a *advice.Advice, ends []report.Certificate, lang string) {
	if a == nil {
		return
	}
	works := map[finding.Leg]bool{}
	for _, r := range a.Rows {
		works[r.Leg] = works[r.Leg] || r.Outcome == advice.Accepts
	}
	shown := map[finding.Leg]bool{}
	for _, r := range a.Rows {
		c := check{leg: r.Leg, host: clean.Line(r.Host), port: r.Port, security: r.Security, outcome: report.Undecided}
		switch r.Outcome {
		case advice.Accepts:
			c.outcome = report.Works
		case advice.Refuses, advice.NoSuchName:
			c.outcome = report.Broken
		}
		if r.Part == evidence.GuessedHost && c.outcome != report.Works && (works[r.Leg] || shown[r.Leg]) {
			continue
		}
		shown[r.Leg] = true
		for _, f := range r.Findings {
			c.items = append(c.items, itemOf(report.ItemOf(phrasebook.Gmail, f), finding.Gmail, lang))
		}
		if len(ends) > 0 {
			all := make([]certs.Lifetime, len(ends))
			for i := range ends {
				all[i] = ends[i].Lifetime
			}
			c.ends = first(all)
		}
		b.add(c)
	}
}

func certBrief(r *report.CertReport, lang string) *brief {
	b := &brief{command: clean.Line(r.Command), subject: clean.Line(r.Cert.File), outcome: r.Outcome, at: r.Cert.At}
	ends := first(r.Cert.Certificates)
	if len(r.Hosts) == 0 {
		b.add(check{outcome: r.Cert.Outcome, items: Items(r.Cert.Findings, finding.Gmail, lang), ends: ends})
	}
	for i := range r.Hosts {
		h := &r.Hosts[i]
		b.add(check{host: clean.Line(h.Host), outcome: h.Outcome, items: Items(h.Findings, finding.Gmail, lang), ends: ends})
	}
	for _, l := range r.Unread {
		b.add(check{outcome: report.Undecided, items: []ItemForm{{Severity: finding.Undecided, Title: fmt.Sprintf("%d: %s", l.Line, clean.Line(l.Text))}}})
	}
	return b
}

// add names a check by what was looked at and adds it.
func (b *brief) add(c check) {
	b.addAs(c, clean.Line(joined(string(c.leg), c.place(), string(c.security))))
}

// addAs adds a check under a name, which is made unique.
func (b *brief) addAs(c check, name string) {
	if name == "" {
		name = b.command
	}
	if b.named == nil {
		b.named = map[string]int{}
	}
	if c.name = name; b.named[name] > 0 {
		c.name = fmt.Sprintf("%s (%d)", name, b.named[name]+1)
	}
	b.named[name]++
	b.checks = append(b.checks, c)
}

// place is host:port.
func (c *check) place() string {
	host := c.host
	if c.port == 0 {
		return host
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(int(c.port))
}

// first is the certificate that ends first, nil if none has an end.
func first(list []certs.Lifetime) *certs.Lifetime {
	var out *certs.Lifetime
	for i := range list {
		if l := &list[i]; !l.NotAfter.IsZero() && (out == nil || l.NotAfter.Before(out.NotAfter)) {
			out = l
		}
	}
	return out
}

// delivery is the time from the acceptance of the letter until its text was
// fetched, 0 if it did not come back.
func delivery(t *evidence.Trip) time.Duration {
	if t.Returned == nil || t.SentAt.IsZero() {
		return 0
	}
	for _, s := range t.Sessions(evidence.FetchLeg) {
		at := s.Started
		for _, st := range s.Steps {
			at = at.Add(time.Duration(st.Took))
			if st.Stage == evidence.StageRetr && st.Trouble == nil && at.After(t.SentAt) {
				return at.Sub(t.SentAt)
			}
		}
	}
	return 0
}
