package render

import (
	"fmt"
	"strings"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// diagnosis is what Gmail says now, what differs between listeners, the survey,
// what to type instead, and what the server's people should mend.
func (p *printer) diagnosis(d *report.Diagnosis) {
	if d.Before != nil {
		p.client = d.Before.Client
	}
	p.line(0, "%s", clean.Line(d.Target))
	p.recognised(d)
	if d.After != nil {
		p.gap()
		p.sideBySide(d)
	}
	p.gap()
	if d.Before != nil {
		for i := range d.Before.Legs {
			p.before(d, &d.Before.Legs[i])
		}
	} else {
		p.rows(d)
	}
	if d.After != nil && d.After.Outcome != report.Works {
		p.gap()
		p.line(0, "%s", p.paint(bold, p.in(afterWord)))
		for i := range d.After.Legs {
			p.leg(d.After, &d.After.Legs[i])
		}
	}
	p.gap()
	for _, l := range d.Advice.Remarks {
		p.line(0, "%s", p.paint(yellow, l.In(p.style.Lang, clean.Line)))
	}
	p.table(d)
	for i := range d.Advice.Legs {
		p.gap()
		p.advice(d, &d.Advice.Legs[i])
	}
	p.mends(d)
	p.sender(d)
	if len(d.Advice.Legs) > 0 {
		p.gap()
		p.conclusion(d)
	}
}

func (p *printer) recognised(d *report.Diagnosis) {
	for _, r := range d.Said {
		label := p.in(saidWord)
		if r.Near {
			label = p.in(nearWord)
		}
		p.line(0, "%s [%s] %s", label, r.ID, clean.Line(r.Quote))
	}
}

func (p *printer) server(host string, port uint16, s evidence.Security) string {
	if strings.Contains(host, ":") { // an IPv6 literal
		host = "[" + host + "]"
	}
	return fmt.Sprintf("%s:%d %s", clean.Line(host), port, p.in(securityWord[s]))
}

// sideBySide is the before and the after, a line a leg.
func (p *printer) sideBySide(d *report.Diagnosis) {
	g := &grid{}
	g.add("", p.in(beforeWord), p.in(afterWord))
	for _, b := range d.Before.Legs {
		a := d.After.Leg(b.Leg)
		cells := []string{p.in(legTitle[b.Leg]), p.server(b.Host, b.Port, b.Security), p.in(notTriedWord)}
		if a != nil {
			cells[2] = p.server(a.Host, a.Port, a.Security)
		}
		g.add(cells...)
		verdicts := []string{"", p.verdict(&b), ""}
		if a != nil {
			verdicts[2] = p.verdict(a)
		}
		g.add(verdicts...)
		g.colour(1, outcomeColour[b.Outcome])
		if a != nil {
			g.colour(2, outcomeColour[a.Outcome])
		}
	}
	g.print(p, 0)
}

var outcomeColour = map[report.Outcome]string{report.Works: green, report.Broken: red, report.Undecided: yellow}

func (p *printer) verdict(l *report.Leg) string {
	parts := []string{p.in(outcomeWord[l.Outcome])}
	if l.Outcome != report.Works {
		for _, c := range l.Codes {
			if doc, ok := finding.Lookup(c); !ok || doc.Severity.Decides() {
				parts = append(parts, string(c))
			}
		}
	}
	return strings.Join(parts, " ")
}

// before is one leg as typed: the verdict, Gmail's words, the reason.
func (p *printer) before(d *report.Diagnosis, l *report.Leg) {
	outcome := p.outcome(l.Outcome)
	if d.NoLogin && l.Outcome == report.Works {
		outcome = p.paint(green, p.in(reachesWord))
	}
	p.line(0, "%s: %s: %s", p.paint(bold, p.in(legTitle[l.Leg])), p.server(l.Host, l.Port, l.Security), outcome)
	if d.NoLogin && l.Security == evidence.Plain && l.Outcome == report.Works {
		doc, _ := finding.Lookup(finding.PlaintextPassword)
		doc = doc.For(p.client)
		p.line(1, "%s [%s] %s", p.paint(red, p.in(severityWord[finding.High])), doc.Code, finding.Fill(doc.Title.In(p.style.Lang), nil))
		p.line(2, "%s %s", p.in(whyWord), finding.Fill(doc.Why.In(p.style.Lang), nil))
	}
	for _, it := range p.items(d.Before.Of(l.Leg)) {
		if !it.Severity.Decides() && it.Severity != finding.High && it.Code != finding.TLSCertEndsSoon {
			continue
		}
		colour := red
		if it.Severity == finding.Warning {
			colour = yellow
		}
		p.line(1, "%s [%s] %s", p.paint(colour, p.in(severityWord[it.Severity])), it.Code, it.Title)
		if it.Severity.Decides() {
			p.gmail(&it)
		}
		if reply := it.Args.Text(finding.KeyReply); reply != "" {
			p.line(2, "%s", p.in(serverWord))
			p.line(3, "%s", clean.Line(reply))
		}
		p.line(2, "%s %s", p.in(whyWord), it.Why)
	}
}

// rows are the names that were typed or guessed, where no dialog was given.
func (p *printer) rows(d *report.Diagnosis) {
	for _, r := range d.Advice.Rows {
		word := p.paint(rowColour[r.Outcome], p.in(rowWord[r.Outcome]))
		p.line(0, "%s: %s: %s", p.in(legTitle[r.Leg]), p.server(r.Host, r.Port, r.Security), word)
		if r.Outcome != advice.Refuses && r.Outcome != advice.Unclear {
			continue
		}
		for _, f := range r.Findings {
			doc, _ := finding.Lookup(f.Code)
			doc = doc.For(p.client)
			p.line(1, "[%s] %s", f.Code, finding.Fill(doc.Title.In(p.style.Lang), holes(f.Args)))
			for _, w := range wordsOf(report.WordsOf(phrasebook.Of(phrasebook.Books(), p.client), f), p.style.Lang) {
				if w.Rank == phrasebook.First {
					p.line(2, "%s (%s):", p.in(surfaceLabel(w.Surface)), p.in(basisWord[w.Basis]))
					for line := range strings.SplitSeq(w.Text, "\n") {
						p.line(3, "%s", line)
					}
				}
			}
		}
	}
}

var rowColour = map[advice.Outcome]string{
	advice.Accepts: green, advice.Refuses: red, advice.NoSuchName: yellow, advice.Unclear: yellow, advice.NotLooked: yellow,
}

func (p *printer) conclusion(d *report.Diagnosis) {
	text := verdictWord[d.Outcome]
	if d.NoLogin {
		text = reachWord[d.Outcome]
	}
	p.line(0, "%s", p.paint(bold, p.in(text)))
	for _, host := range d.Asks {
		p.line(0, "%s", finding.Fill(p.in(asksWord), map[string]string{"host": clean.Line(host)}))
		p.line(1, "--prove %s", clean.Line(host))
	}
	if advised(d) {
		p.line(0, "%s", p.in(editEntry))
	}
	if d.NoLogin {
		p.line(0, "%s", p.in(untested))
	}
}

// advised tells whether something is to be typed anew.
func advised(d *report.Diagnosis) bool {
	for _, l := range d.Advice.Legs {
		if !settled(&l) && len(l.Options) > 0 {
			return true
		}
	}
	return false
}

// settled tells whether a leg is fine as typed.
func settled(l *advice.Leg) bool {
	return l.Reaches && l.Typed.Security != evidence.Plain
}
