package render

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// Reply writes the answer to the customer.
func Reply(d *report.Diagnosis, lang string) string {
	p := &reply{lang: lang, d: d}
	p.say(greeting)
	switch {
	case report.Inbound(d.Said):
		p.inbound()
	case len(d.Advice.Legs) == 0:
		p.ask()
	default:
		p.settings()
	}
	p.gap()
	p.say(goodbye)
	return p.b.String()
}

type reply struct {
	b       strings.Builder
	lang    string
	d       *report.Diagnosis
	confirm []string // what was not proved
}

func (p *reply) gap()          { p.b.WriteByte('\n') }
func (p *reply) say(t text)    { p.b.WriteString(t.In(p.lang) + "\n") }
func (p *reply) line(s string) { p.b.WriteString(s + "\n") }
func (p *reply) fill(t text, args map[string]string) string {
	safe := make(map[string]string, len(args))
	for k, v := range args {
		safe[k] = clean.Line(v)
	}
	return finding.Fill(t.In(p.lang), safe)
}

func (p *reply) open(text string) {
	if !slices.Contains(p.confirm, text) {
		p.confirm = append(p.confirm, text)
	}
}

// ask is the answer to a ticket that names neither an address nor a host: what
// the words usually mean, and what we need to look.
func (p *reply) ask() {
	for _, r := range p.d.Said {
		doc, ok := finding.Lookup(r.First())
		if r.Near || !ok {
			continue
		}
		p.gap()
		p.line(headCause.In(p.lang) + " " + toConfirm.In(p.lang))
		p.line(finding.Fill(doc.For(finding.Gmail).Why.In(p.lang), nil))
		break
	}
	p.gap()
	p.say(headAsk)
	for _, what := range askFor {
		p.line(p.fill(bullet, map[string]string{"text": what.In(p.lang)}))
	}
	p.gap()
	p.say(headDont)
	p.say(dontSecret)
	p.say(dontPlain)
	p.say(dontDelete)
}

// settings is the answer where Gmail's settings or the server are at fault.
func (p *reply) settings() {
	legs := p.d.Advice.Legs
	p.gap()
	p.say(headCause)
	said := map[string]bool{}
	for i := range legs {
		for _, s := range p.cause(&legs[i]) {
			if !said[s] {
				said[s] = true
				p.line(s)
			}
		}
	}
	change, server, fine := false, false, true
	for i := range legs {
		fine = fine && p.fine(&legs[i])
		change = change || !settled(&legs[i]) && legs[i].Best() != nil
		server = server || legs[i].Mend && !p.fine(&legs[i])
	}
	if change {
		p.gap()
		p.say(headFields)
		for i := range legs {
			if !settled(&legs[i]) && legs[i].Best() != nil {
				p.fields(&legs[i])
			}
		}
		p.gap()
		p.say(headDont)
		p.say(dontPlain)
		p.say(dontDelete)
		p.say(dontForget)
	}
	if server {
		p.gap()
		p.say(atServer)
	}
	if !change && !server {
		p.gap()
		if fine {
			p.say(allFine)
		} else {
			p.say(nothingBetter)
		}
	}
	p.open(confirmLogin.In(p.lang))
	p.gap()
	p.say(headConfirm)
	for _, c := range p.confirm {
		p.line(p.fill(bullet, map[string]string{"text": c}))
	}
}

// fine tells whether a leg needs no word: it works as typed, or, where the
// ticket neither names a host nor complains, one of the names that customers
// type does.
func (p *reply) fine(l *advice.Leg) bool {
	if l.Typed.Host != "" {
		return settled(l)
	}
	if slices.ContainsFunc(p.d.Said, func(r report.Recognised) bool { return !r.Near && report.LegOf(r.On) == l.Leg }) {
		return false
	}
	return slices.ContainsFunc(p.d.Advice.Rows, func(r advice.Row) bool { return r.Leg == l.Leg && r.Outcome == advice.Accepts })
}

// cause says in two sentences what is wrong with a leg.
func (p *reply) cause(l *advice.Leg) []string {
	if p.fine(l) {
		return nil
	}
	row := p.row(l)
	if row == nil {
		return []string{p.fill(causeUnseen, map[string]string{"dialog": legTitle[l.Leg].In(p.lang)})}
	}
	if l.Typed.Host == "" {
		p.open(p.fill(confirmHost, map[string]string{"host": row.Host, "dialog": legTitle[l.Leg].In(p.lang)}))
	}
	if l.Typed.Security == evidence.Plain && l.Reaches {
		return []string{p.fill(causePlain, map[string]string{"host": row.Host})}
	}
	if len(row.Findings) > 0 { // the first is the cause; the others follow from it or are lesser
		f := row.Findings[0]
		args := map[string]string{"host": row.Host, "port": fmt.Sprint(row.Port), "names": f.Args.Text(finding.KeySANs)}
		if t, ok := causeOf[f.Code]; ok {
			return []string{p.fill(t, args)}
		}
		doc, _ := finding.Lookup(f.Code)
		doc = doc.For(finding.Gmail)
		first := finding.Fill(doc.Title.In(p.lang), holes(f.Args))
		return []string{p.fill(causeOther, map[string]string{"host": row.Host, "title": first})}
	}
	return []string{p.fill(causeUnseen, map[string]string{"dialog": legTitle[l.Leg].In(p.lang)})}
}

// row is what stands for a leg: as typed, else the first name that exists.
func (p *reply) row(l *advice.Leg) *advice.Row {
	var other *advice.Row
	for i := range p.d.Advice.Rows {
		r := &p.d.Advice.Rows[i]
		switch {
		case r.Leg != l.Leg:
		case l.Typed.Host != "" && r.Host == l.Typed.Host && r.Port == l.Typed.Port:
			return r
		case l.Typed.Host == "" && (other == nil || other.Outcome == advice.NoSuchName) && r.Outcome != advice.NotLooked:
			other = r
		}
	}
	return other
}

// fields are the values to type, with the labels of Gmail's own dialog.
func (p *reply) fields(l *advice.Leg) {
	o := l.Best()
	mark := ""
	if foreign(o) && !proved(p.d, l, o) {
		mark = " " + toConfirm.In(p.lang)
		p.open(p.fill(confirmName, map[string]string{"host": o.Host}))
	}
	login := l.Typed.Login
	if login == "" {
		login = loginAsBefore.In(p.lang)
	}
	value := func(label text, v string) { p.line("  " + label.In(p.lang) + ": " + v) }
	p.gap()
	p.say(editWhere[l.Leg])
	if l.Leg == finding.Send {
		value(labelSMTP, clean.Line(o.Host)+mark)
	} else {
		value(labelPOP, clean.Line(o.Host)+mark)
	}
	value(labelPort, fmt.Sprint(o.Port))
	value(labelUser, clean.Line(login))
	value(labelPassword, typeAgain.In(p.lang))
	switch {
	case l.Leg == finding.Fetch:
		p.line("  " + chooseBox.In(p.lang) + labelBox.In(p.lang))
	case o.Security == evidence.SSL:
		p.line("  " + choose.In(p.lang) + labelSSL.In(p.lang))
	default:
		p.line("  " + choose.In(p.lang) + labelTLS.In(p.lang))
	}
}
