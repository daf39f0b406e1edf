package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// Text is the form for people. Words of Gmail and of servers, and commands, stand
// on lines of their own and are never wrapped or shortened.
type Text struct{}

// Name is "text".
func (Text) Name() string { return "text" }

// Exit is the usual exit code.
func (Text) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes a result for a person.
func (f Text) Write(w io.Writer, r report.Result, s Style) error {
	p := &printer{style: s, client: finding.Gmail}
	switch r := r.(type) {
	case *report.Report:
		p.report(r)
	case *report.Diagnosis:
		p.diagnosis(r)
	case *report.CertReport:
		p.cert(r)
	case *report.Sweep:
		p.sweep(r)
	case *report.Clients:
		p.clients(r)
	default:
		return unshown(f, r)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// report is the verdict on one run: the verdict, what to do, why, and what was
// seen on each leg.
func (p *printer) report(r *report.Report) {
	p.client = r.Client
	p.verdict(p.in(verdictOf(r)))
	p.line(0, "%s", clean.Line(r.Trip.Address))
	p.remedies(r)
	if list := p.causes(r.Findings, disturbs); len(list) > 0 {
		p.head(whyHead)
		for i := range list {
			p.why(&list[i])
		}
	}
	p.asides(r)
	p.head(seenHead)
	for i := range r.Legs {
		p.leg(r, &r.Legs[i])
	}
	if r.Refusals > 0 {
		p.line(0, "%s %d", p.in(refusalsWord), r.Refusals)
	}
	if len(r.Trip.LocalIPs) > 0 && !lab(r.Trip) {
		p.para(0, finding.Fill(p.in(p.from()), map[string]string{"from": strings.Join(r.Trip.LocalIPs, ", ")}))
	}
	p.more()
}

// from says where the run was made, and from where the client connects.
func (p *printer) from() text {
	if p.client == finding.Gmail {
		return testedFrom
	}
	return testedFromOther
}

// verdictOf is the first line.
func verdictOf(r *report.Report) text {
	harmful, ends := false, false
	for _, it := range r.Findings {
		harmful = harmful || it.Severity == finding.High
		ends = ends || it.Code == finding.FeatureEnded
	}
	switch {
	case r.Outcome == report.Works && harmful:
		return harmfulWord
	case r.Outcome == report.Works && ends:
		return ended
	}
	return verdictWord[r.Outcome]
}

// remedies are what to do about what decides, and the names to try.
func (p *printer) remedies(r *report.Report) {
	list := p.causes(r.Findings, disturbs)
	if len(list) == 0 {
		return
	}
	p.head(doHead)
	p.fixes(list)
	p.candidates(r.Candidates)
	p.next(r.Next)
	if slices.ContainsFunc(r.Findings, func(it report.Item) bool {
		return it.Severity == finding.Broken && finding.EntryMayHelp(it.Code)
	}) && p.client == finding.Gmail {
		p.para(1, "- "+p.in(editEntry))
	}
}

// asides are what decides nothing: warnings with what to do, notes.
func (p *printer) asides(r *report.Report) {
	list := p.causes(r.Findings, func(it *report.Item) bool { return !disturbs(it) })
	if len(list) == 0 {
		return
	}
	p.head(asideHead)
	for i := range list {
		c := &list[i]
		p.why(c)
		if c.Severity == finding.Warning && c.Fix != "" {
			p.labelled(2, "", p.in(fixWord), c.Fix)
		}
	}
}

// candidates are the names that the servers show, which a person may know.
func (p *printer) candidates(list []report.Candidate) {
	if len(list) == 0 {
		return
	}
	p.para(1, "- "+p.in(candidatesWord))
	for _, from := range []report.Origin{report.FromReverse, report.FromCertificate} {
		var names []string
		for _, c := range list {
			if name := clean.Line(c.Name); c.From == from && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		p.para(2, p.in(candidateWord[from]))
		shown := names
		if !p.style.Details {
			shown = names[:min(len(names), listMost)]
		}
		for _, name := range shown {
			p.copied(name)
		}
		if more := len(names) - len(shown); more > 0 {
			p.para(2, finding.Fill(p.in(moreWords), map[string]string{"n": fmt.Sprint(more)}))
		}
	}
}

// next is the command to run next, to be copied.
func (p *printer) next(command string) {
	if command == "" {
		return
	}
	p.para(1, "- "+p.in(nextWord))
	p.copied(clean.Line(command))
}

// more says what --details would show.
func (p *printer) more() {
	if !p.style.Details {
		p.para(0, p.in(detailsWord))
	}
}

// leg is what was seen on one leg.
func (p *printer) leg(r *report.Report, l *report.Leg) {
	p.stood(0, p.in(titleOf(p.client, l.Leg)), l, p.in(outcomeWord[l.Outcome]))
	p.story(r, l)
	if l.Outcome != report.Works && len(l.Names) > 0 && slices.ContainsFunc(l.Codes, func(c finding.Code) bool { return strings.HasPrefix(string(c), "tls-") }) {
		p.labelled(1, "", p.in(namesWord), p.cleaned(clean.Raws(l.Names)))
	}
	if len(l.Certificates) > 0 && !l.Certificates[0].NotAfter.IsZero() {
		p.para(1, p.ends(l.Certificates[0]))
	}
	where := ""
	if l.StoppedAt != "" {
		where = p.in(stoppedWord) + " " + string(l.StoppedAt)
	}
	switch {
	case p.style.Details && len(l.Timings) > 0:
		parts := make([]string, len(l.Timings))
		for i, t := range l.Timings {
			parts[i] = fmt.Sprintf("%s %s", t.Stage, short(time.Duration(t.Took)))
		}
		p.para(1, strings.TrimSuffix(p.in(timingWord)+" "+strings.Join(parts, ", ")+"; "+where, "; "))
	case where != "":
		p.para(1, where)
	}
}

// stood is a server and how it stood, on one line where it fits.
func (p *printer) stood(indent int, title string, l *report.Leg, outcome string) {
	server := p.listed(l.Host, l.Port, l.Security)
	after := ": " + outcome
	if l.Guessed != "" {
		after = " (" + p.in(guessedWord) + ")" + after
	}
	sub := p.sub()
	sub.named(indent, title+": ", server, after)
	whole := strings.Replace(sub.b.String(), title, string(p.paint(bold, title)), 1)
	if i := strings.LastIndex(whole, outcome); i >= 0 {
		whole = whole[:i] + string(p.paint(outcomeColour[l.Outcome], outcome)) + whole[i+len(outcome):]
	}
	p.b.WriteString(whole)
}

// ends says when the server's own certificate ends.
func (p *printer) ends(l certs.Lifetime) string {
	return finding.Fill(p.in(endsWord[l.Expiry]), map[string]string{"date": l.NotAfter.Format(time.DateOnly), "days": fmt.Sprint(l.DaysLeft)})
}

// story says what went well.
func (p *printer) story(r *report.Report, l *report.Leg) {
	t := r.Trip
	switch {
	case l.Leg == finding.Send && !t.SentAt.IsZero():
		p.para(1, p.in(sentWord))
	case l.Leg == finding.Fetch && t.Returned != nil:
		word := backWord
		if t.Deleted && t.Unconfirmed != "" {
			word = goneWord
		} else if t.Deleted {
			word = deletedWord
		} else if t.Keep {
			word = keptWord
		}
		p.para(1, p.in(word))
	case l.Leg == finding.Fetch && t.Bounce != nil:
		p.para(1, p.in(bouncedWord))
	case l.Leg == finding.Fetch && l.Outcome == report.Works:
		p.para(1, p.in(notLookedWord))
	}
}

// lab tells whether the trip stayed in the embedded lab.
func lab(t *evidence.Trip) bool {
	for _, l := range t.Legs {
		for _, s := range l.Sessions {
			if s.Via == evidence.ViaLab {
				return true
			}
		}
	}
	return false
}

// short is a duration at the precision that a person wants.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "<1ms"
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	default:
		return d.Round(10 * time.Millisecond).String()
	}
}
