package render

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/persona"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// advice is what to type for one leg, and what was found besides.
func (p *printer) advice(d *report.Diagnosis, l *advice.Leg) {
	title := p.paint(bold, p.in(legTitle[l.Leg]))
	if settled(l) {
		p.settled(d, l, title)
		return
	}
	best := l.Best()
	if best == nil {
		text := p.paint(yellow, p.in(nothingFound))
		if l.Mend {
			text = p.paint(red, p.in(onlyServer))
		}
		p.line(0, "%s: %s", title, text)
		p.unproven(l)
		if !l.Mend || len(d.Advice.Mends) == 0 {
			p.fixes(d, l.Leg)
		}
		return
	}
	switch {
	case proved(d, l, best):
		p.line(0, "%s: %s", title, p.paint(green, p.in(typeProved)))
	case foreign(best):
		p.line(0, "%s: %s", title, p.paint(yellow, p.in(typeIfKnown)))
	default:
		p.line(0, "%s: %s", title, p.in(typeThis))
	}
	p.dialog(l, best)
	for _, r := range best.Reasons {
		p.line(2, "+ %s", r.In(p.style.Lang, clean.Line))
	}
	for _, r := range best.Risks {
		p.line(2, "- %s", r.In(p.style.Lang, clean.Line))
	}
	if best.Panel != nil {
		where := best.Panel.Where.In(p.style.Lang)
		if where == "" {
			where = p.in(panelUnknown)
		}
		p.line(2, "%s %s", finding.Fill(p.in(panelWord), map[string]string{"provider": best.Panel.Provider}), where)
	}
	if len(l.Options) > 1 {
		p.line(1, "%s", p.in(alsoWord))
		for _, o := range l.Options[1:min(len(l.Options), 6)] {
			p.line(2, "%s", p.server(o.Host, o.Port, o.Security))
		}
	}
	p.unproven(l)
}

// settled is a leg that reaches the login as typed. Where it fails all the
// same, what helps is the fix of what was found.
func (p *printer) settled(d *report.Diagnosis, l *advice.Leg, title string) {
	if d.VerdictOf(l.Leg) == report.Works {
		p.line(0, "%s: %s", title, p.in(nothingToChange))
		return
	}
	p.line(0, "%s: %s", title, p.paint(yellow, p.in(loginReached)))
	p.fixes(d, l.Leg)
}

// fixes are what to do about the findings that decide a leg.
func (p *printer) fixes(d *report.Diagnosis, leg finding.Leg) {
	r := d.Last(leg)
	if r == nil {
		return
	}
	for _, it := range p.items(append(r.Of(leg), r.Of(finding.Both)...)) {
		if it.Severity.Decides() {
			p.line(1, "[%s] %s %s", it.Code, p.in(fixWord), it.Fix)
		}
	}
}

// proved tells whether a second round trip worked with an option.
func proved(d *report.Diagnosis, l *advice.Leg, o *advice.Option) bool {
	if d.After == nil {
		return false
	}
	a := d.After.Leg(l.Leg)
	return a != nil && a.Outcome == report.Works && a.Host == o.Host && a.Port == o.Port && a.Security == o.Security
}

// foreign tells whether an option lies outside of the customer's domain.
func foreign(o *advice.Option) bool {
	return slices.ContainsFunc(o.Risks, func(l advice.Line) bool { return l.Code == "foreign-domain" })
}

// dialog are the values for the fields of Gmail's dialog, with the labels of
// the English and the Japanese interface.
func (p *printer) dialog(l *advice.Leg, o *advice.Option) {
	login := l.Typed.Login
	if login == "" {
		login = p.in(loginAsBefore)
	}
	d := persona.Gmail.Fetch
	mark := "[x] "
	if l.Leg == finding.Send {
		d, mark = persona.Gmail.Send, "(*) "
	}
	g := &grid{}
	g.add(d.Host.Both(), clean.Line(o.Host))
	g.add(d.On.Both(), fmt.Sprint(o.Port))
	g.add(d.User.Both(), clean.Line(login))
	g.add(d.Secret.Both(), p.in(typeAgain))
	g.print(p, 1)
	p.line(1, "%s%s", mark, d.Choices[o.Security].Both())
}

func (p *printer) unproven(l *advice.Leg) {
	if len(l.Unproven) == 0 {
		return
	}
	p.line(1, "%s", p.in(unprovenWord))
	for _, u := range l.Unproven {
		p.line(2, "%s: %s", clean.Line(u.Host), u.Why.In(p.style.Lang, clean.Line))
	}
}

// mends is the server's side. What is to be copied is never wrapped.
func (p *printer) mends(d *report.Diagnosis) {
	for _, m := range d.Advice.Mends {
		p.gap()
		software := m.Software
		if software == "" {
			software = p.in(anySoftware)
		}
		p.line(0, "%s", p.paint(bold, finding.Fill(p.in(mendWord), map[string]string{"software": software})))
		p.line(1, "%s", m.What.In(p.style.Lang))
		for _, f := range m.Files {
			where := ""
			if text := f.Where.In(p.style.Lang); text != "" {
				where = " (" + text + ")"
			}
			p.line(1, "%s%s:", f.Path, where)
			for line := range strings.SplitSeq(f.Text, "\n") {
				p.line(2, "%s", line)
			}
		}
		if len(m.Run) > 0 {
			word := runWord
			if m.Renewed {
				word = runAgainWord
			}
			p.line(1, "%s", p.in(word))
			for _, r := range m.Run {
				p.line(2, "%s", r)
			}
		}
		p.line(1, "%s %s", p.in(sourceWord), m.Source)
	}
}
