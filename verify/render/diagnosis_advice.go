package render

import (
	"fmt"
	"slices"

	"harness/client/persona"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// wayOut is what to type in each dialog, or what else is to be done or asked.
func (p *printer) wayOut(d *report.Diagnosis) {
	var legs []finding.Leg
	shown := map[finding.Leg]*advice.Leg{}
	advised, atServer := false, false
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		legs = append(legs, l.Leg)
		shown[l.Leg] = l
		switch wayOf(d, l) {
		case proved, offered:
			advised = true
		case server:
			atServer = true
		}
	}
	shared := sharedRemarks(p, d)
	p.merged(legs, func(p *printer, leg finding.Leg, title string) { p.wayOfLeg(d, shown[leg], title, shared) })
	for _, s := range shared {
		p.para(1, "- "+s)
	}
	if advised && p.client == finding.Gmail {
		p.para(1, "- "+p.in(editEntry))
	}
	for _, host := range d.Asks {
		p.para(1, "- "+finding.Fill(p.in(asksWord), map[string]string{"host": clean.Line(host)}))
		if d.Next == "" {
			p.copied("--prove " + clean.Line(host))
		}
	}
	p.company(d)
	if len(d.Asks) > 0 && d.Next != "" {
		p.copied(clean.Line(d.Next))
	} else {
		p.next(d.Next)
	}
	if atServer && !p.style.Details {
		p.mendsInShort(d)
	}
}

// wayOfLeg is what to do about one leg.
func (p *printer) wayOfLeg(d *report.Diagnosis, l *advice.Leg, title string, shared []string) {
	w := wayOf(d, l)
	say := func(t text) { p.labelled(0, bold, title+":", p.in(t)) }
	switch w {
	case stays:
		say(nothingToChange)
	case here:
		say(loginReached)
		p.fixesOf(d, l.Leg)
	case server:
		say(onlyServer)
		p.questions(l)
		if len(d.Advice.Mends) == 0 {
			p.fixesOf(d, l.Leg)
		}
	case nothing:
		say(nothingFound)
		before := p.b.Len()
		p.questions(l)
		p.fixesOf(d, l.Leg)
		if p.b.Len() == before {
			p.para(1, "- "+p.in(askForNames))
		}
	default:
		best := l.Advised()
		switch {
		case w == proved:
			say(typeProved)
		case w == tried:
			say(triedWord)
		case foreign(best):
			say(typeIfKnown)
		default:
			say(typeThis)
		}
		p.dialog(l, best)
		for _, s := range p.remarksOf(best) {
			if !slices.Contains(shared, s) {
				p.para(1, "- "+s)
			}
		}
		if w == tried {
			p.fixesOf(d, l.Leg)
		}
	}
}

// remarksOf are the risks of an option, and where its name is found.
func (p *printer) remarksOf(o *advice.Option) []string {
	var out []string
	for _, r := range o.Risks {
		out = append(out, r.In(p.style.Lang, clean.Line))
	}
	if o.Panel != nil {
		where := o.Panel.Where.In(p.style.Lang)
		if where == "" && p.style.Details {
			where = p.in(panelUnknown)
		}
		if where != "" {
			out = append(out, finding.Fill(p.in(panelWord), map[string]string{"provider": o.Panel.Provider})+" "+where)
		}
	}
	return out
}

// sharedRemarks are those that all options have which are shown, where there
// are several.
func sharedRemarks(p *printer, d *report.Diagnosis) []string {
	var shared []string
	n := 0
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		if w := wayOf(d, l); w != proved && w != offered && w != tried {
			continue
		}
		list := p.remarksOf(l.Advised())
		if n++; n == 1 {
			shared = list
			continue
		}
		shared = slices.DeleteFunc(slices.Clone(shared), func(s string) bool { return !slices.Contains(list, s) })
	}
	if n < 2 {
		return nil
	}
	return shared
}

// fixesOf are what to do about the findings that decide a leg.
func (p *printer) fixesOf(d *report.Diagnosis, leg finding.Leg) {
	r := d.Last(leg)
	if r == nil {
		return
	}
	p.fixes(p.causes(append(r.Of(leg), r.Of(finding.Both)...), decides))
}

// questions are the names of which somebody has to say whether they are the
// customer's, or which were not tried to the end.
func (p *printer) questions(l *advice.Leg) {
	n := 0
	for _, u := range l.Unproven {
		if n == questionsMost || !u.Why.Asks() {
			continue
		}
		n++
		p.para(1, "- "+clean.Line(u.Host)+": "+u.Why.In(p.style.Lang, clean.Line))
	}
}

// questionsMost is how many such names are shown without --details.
const questionsMost = 2

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
	d, mark := dialogOf(p.client, l.Leg), "(*) "
	if len(d.Choices) == 1 {
		mark = "[x] "
	}
	label := func(l persona.Label) string { return text(l).In(p.style.Lang) }
	fields := [][2]string{
		{label(d.Host), clean.Line(o.Host)}, {label(d.On), fmt.Sprint(o.Port)},
		{label(d.User), clean.Line(login)},
	}
	room := 0
	for _, f := range fields {
		room = max(room, Columns(f[0]))
	}
	for _, f := range fields {
		p.named(1, Pad(f[0], room)+"  ", f[1], "")
	}
	choice := mark + label(d.Choices[o.Security])
	if Columns(choice)+2 > p.width() {
		p.copied(choice)
	} else {
		p.line(1, "%s", choice)
	}
}

// background is what one screen has no room for: the reasons of each advice,
// what would do as well, and what was found and could not be proved.
func (p *printer) background(d *report.Diagnosis) {
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		sub := p.sub()
		if best := l.Advised(); best != nil && (!settled(l) || l.Listed != nil) {
			sub.named(1, "", clean.Line(best.Host), ":")
			for _, r := range best.Reasons {
				sub.para(2, "+ "+r.In(p.style.Lang, clean.Line))
			}
			for _, r := range best.Risks {
				sub.para(2, "- "+r.In(p.style.Lang, clean.Line))
			}
		}
		if len(l.Options) > 1 && !settled(l) {
			sub.para(1, p.in(alsoWord))
			for _, o := range l.Options[1:min(len(l.Options), 6)] {
				sub.copied(p.server(o.Host, o.Port, o.Security))
			}
		}
		sub.unproven(l)
		if s := sub.b.String(); s != "" {
			p.line(0, "%s", p.paint(bold, p.in(titleOf(p.client, l.Leg))))
			p.b.WriteString(s)
		}
	}
}

func (p *printer) unproven(l *advice.Leg) {
	if len(l.Unproven) == 0 || settled(l) {
		return
	}
	p.para(1, p.in(unprovenWord))
	for _, u := range l.Unproven {
		p.named(2, "", clean.Line(u.Host), ":")
		p.para(3, u.Why.In(p.style.Lang, clean.Line))
	}
}

// mendsInShort is the server's side in sentences; files and commands are
// details.
func (p *printer) mendsInShort(d *report.Diagnosis) {
	for i, m := range d.Advice.Mends {
		if i == 0 || m.Software != d.Advice.Mends[i-1].Software {
			p.mendHead(m)
		}
		p.para(1, "- "+m.What.In(p.style.Lang))
	}
}

func (p *printer) mendHead(m advice.Mend) {
	software := m.Software
	if software == "" {
		software = p.in(anySoftware)
	}
	p.gap()
	p.line(0, "%s", p.paint(bold, finding.Fill(p.in(mendWord), map[string]string{"software": software})))
}

// mends is the server's side. What is to be copied is never wrapped.
func (p *printer) mends(d *report.Diagnosis) {
	for _, m := range d.Advice.Mends {
		p.mendHead(m)
		p.para(1, m.What.In(p.style.Lang))
		for _, f := range m.Files {
			where := ""
			if text := f.Where.In(p.style.Lang); text != "" {
				where = " (" + text + ")"
			}
			p.named(1, "", f.Path, where+":")
			p.copied(f.Text)
		}
		if len(m.Run) > 0 {
			word := runWord
			if m.Renewed {
				word = runAgainWord
			}
			p.para(1, p.in(word))
			for _, r := range m.Run {
				p.copied(r)
			}
		}
		p.labelled(1, "", p.in(sourceWord), m.Source)
	}
}
