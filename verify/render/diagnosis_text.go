package render

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// diagnosis is the verdict on what was typed and whether there is a way out,
// what to type or mend, why, and what was seen.
func (p *printer) diagnosis(d *report.Diagnosis) {
	if d.Before != nil {
		p.client = d.Before.Client
	} else if d.Client != "" {
		p.client = d.Client
	}
	p.verdict(p.firstLine(d))
	p.line(0, "%s", clean.Line(d.Target))
	p.gap()
	p.wayOut(d)
	p.reasons(d)
	p.sender(d)
	p.head(seenHead)
	p.recognised(d)
	p.stands(d)
	p.elsewhere(d)
	if d.Survey != nil {
		for _, s := range d.Survey.Skipped {
			if s.Why != evidence.SkipLimit || p.style.Details {
				p.skipped(s)
			}
		}
	}
	if d.NoLogin {
		if len(d.Proofs) > 0 {
			p.para(0, p.in(untestedOwn))
		} else {
			p.para(0, p.in(untested))
		}
	}
	if p.style.Details {
		p.gap()
		p.table(d)
		p.gap()
		p.background(d)
		p.mends(d)
	}
	p.more()
}

func (p *printer) recognised(d *report.Diagnosis) {
	for _, r := range d.Said {
		label := p.in(saidWord)
		if r.Near {
			label = p.in(nearWord)
		}
		p.para(0, label+" ["+r.ID+"]")
		p.quote(clean.Line(r.Quote))
	}
}

func (p *printer) server(host string, port uint16, s evidence.Security) string {
	if strings.Contains(host, ":") { // an IPv6 literal
		host = "[" + host + "]"
	}
	return fmt.Sprintf("%s:%d %s", clean.Line(host), port, p.in(securityWord[s]))
}

// listed is a server as it stands in a list: an internationalised name in the
// letters of its owner beside what goes over the wire. What is to be copied has one
// form alone.
func (p *printer) listed(host string, port uint16, s evidence.Security) string {
	if letters := hostname.Letters(host); letters != "" {
		return p.server(host, port, s) + " (" + clean.Line(letters) + ")"
	}
	return p.server(host, port, s)
}

var outcomeColour = map[report.Outcome]string{report.Works: green, report.Broken: red, report.Undecided: yellow}

// reasons are why what was typed fails, and what differs between listeners.
func (p *printer) reasons(d *report.Diagnosis) {
	sub := p.sub()
	sub.brief = !p.style.Details
	if d.Before != nil {
		list := sub.causes(d.Before.Findings, func(it *report.Item) bool { return disturbs(it) || it.Code == finding.TLSCertEndsSoon })
		for i := range list {
			sub.why(&list[i])
		}
		sub.inClear(d)
	} else {
		sub.refused(d)
	}
	if d.After != nil && d.After.Outcome != report.Works {
		sub.para(1, p.in(afterFails))
		list := sub.causes(d.After.Findings, decides)
		for i := range list {
			sub.why(&list[i])
		}
	}
	for i, l := range remarksOf(d) {
		if i < remarksMost || p.style.Details {
			sub.labelled(1, yellow, "-", l.In(p.style.Lang, clean.Line))
		}
	}
	if s := sub.b.String(); s != "" {
		p.head(whyHead)
		p.b.WriteString(s)
	}
}

// remarksOf are the remarks on the survey, without what a refused login says
// already.
func remarksOf(d *report.Diagnosis) []advice.Line {
	said := d.Before != nil && slices.ContainsFunc(d.Before.Findings, func(it report.Item) bool { return it.Code == finding.LoginOtherMachine })
	return slices.DeleteFunc(slices.Clone(d.Advice.Remarks), func(l advice.Line) bool { return said && l.Code == "other-machine" })
}

// remarksMost is how many remarks on the survey are shown without --details.
const remarksMost = 2

// inClear says without a login what a trip would say of it: that a password
// went in clear.
func (p *printer) inClear(d *report.Diagnosis) {
	if !d.NoLogin || !slices.ContainsFunc(d.Before.Legs, clearly) {
		return
	}
	doc, _ := finding.Lookup(finding.PlaintextPassword)
	doc = doc.For(p.client)
	p.labelled(1, red, p.in(severityWord[finding.High]), "["+string(doc.Code)+"] "+finding.Fill(doc.Title.In(p.style.Lang), nil))
	p.para(2, finding.Fill(doc.Why.In(p.style.Lang), nil))
}

// clearly tells whether a leg works, and unencrypted.
func clearly(l report.Leg) bool {
	return l.Security == evidence.Plain && l.Outcome == report.Works
}

// refused are the reasons where no dialog was given, of the names that were
// guessed.
func (p *printer) refused(d *report.Diagnosis) {
	var all []report.Item
	book := phrasebook.Of(phrasebook.Books(), p.client)
	for _, r := range d.Advice.Rows {
		if r.Outcome == advice.Refuses || r.Outcome == advice.Unclear {
			for _, f := range r.Findings {
				f.Leg = r.Leg
				all = append(all, report.ItemOf(book, f))
			}
		}
	}
	list := p.causes(all, func(*report.Item) bool { return true })
	for i := range list {
		p.why(&list[i])
	}
}

// stands are the servers and how each stood: as typed and as advised, or the
// names that were guessed.
func (p *printer) stands(d *report.Diagnosis) {
	if d.Before == nil {
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
			p.rows(d.Advice.Rows, leg)
		}
		return
	}
	for i := range d.Before.Legs {
		b := &d.Before.Legs[i]
		p.stood(0, p.in(titleOf(p.client, b.Leg)), b, p.stoodAs(d, b))
		if a := d.After.Leg(b.Leg); a != nil && (a.Outcome != report.Works || p.style.Details) {
			p.stood(1, p.in(afterWord), a, p.stoodAs(d, a))
		}
	}
}

// stoodAs is the outcome of a leg.
func (p *printer) stoodAs(d *report.Diagnosis, l *report.Leg) string {
	if d.NoLogin && l.Outcome == report.Works {
		return p.in(reachesWord)
	}
	return p.in(outcomeWord[l.Outcome])
}

// rows are the names that were guessed for a leg.
func (p *printer) rows(list []advice.Row, leg finding.Leg) {
	title := true
	for _, r := range list {
		if r.Leg != leg {
			continue
		}
		if title {
			p.line(0, "%s", p.paint(bold, p.in(titleOf(p.client, leg))))
			title = false
		}
		word := p.in(rowWord[r.Outcome])
		sub := p.sub()
		sub.named(1, "", p.listed(r.Host, r.Port, r.Security), ": "+word)
		p.b.WriteString(strings.Replace(sub.b.String(), word, string(p.paint(rowColour[r.Outcome], word)), 1))
	}
}

var rowColour = map[advice.Outcome]string{
	advice.Accepts: green, advice.Refuses: red, advice.NoSuchName: yellow, advice.Unclear: yellow, advice.NotLooked: yellow,
}

// elsewhere is what the second place saw.
func (p *printer) elsewhere(d *report.Diagnosis) {
	for i := range d.Elsewhere {
		l := &d.Elsewhere[i]
		here, there := p.in(outcomeWord[l.Here]), p.in(outcomeWord[l.There])
		why := there
		if len(l.Codes) > 0 && l.There != report.Works {
			if doc, ok := finding.Lookup(l.Codes[0]); ok {
				why = fmt.Sprintf("[%s] %s", l.Codes[0], finding.Fill(doc.For(p.client).Title.In(p.style.Lang), nil))
			}
		}
		said := elsewhereBetter
		switch {
		case l.Filtered():
			said = elsewhereFiltered
		case l.Here == l.There:
			said = elsewhereSame
		case l.There == report.Undecided:
			said = elsewhereUnclear
		}
		p.line(0, "%s", p.listed(l.Host, l.Port, l.Security))
		p.para(1, finding.Fill(p.in(said), map[string]string{"outcome": here, "why": why}))
	}
}
