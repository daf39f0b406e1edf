package ticket

import (
	"fmt"
	"slices"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
)

// fields are the values to type, with the labels of Gmail's own dialogs, and
// the way there.
func (t *ticket) fields(p *page, m *matter, changed []*dialog) {
	if len(changed) == 0 {
		return
	}
	if t.program.Name != "" {
		t.programFields(p, m, changed)
		return
	}
	if changed[0].app() {
		t.appFields(p, changed)
		return
	}
	p.head(headType)
	for i, d := range changed {
		if i > 0 {
			p.line("")
		}
		p.put(dialogName[d.leg].In(p.lang))
		o := d.best
		if foreign(o) && !t.req.Profile.Owns(o.Host) && d.proof.Outcome != Proved {
			if !slices.Contains(p.strangers, o.Host) {
				p.strangers = append(p.strangers, clean.Line(o.Host))
			}
			p.unsure(noteForeign.fill(p.lang, map[string]string{"host": o.Host}))
		}
		if d.typed.Host == "" {
			p.unsure(noteUntyped.fill(p.lang, map[string]string{"dialog": dialogName[d.leg].In(p.lang)}))
		}
		p.value(hostLabel[d.leg], clean.Line(o.Host))
		p.value(labelPort, fmt.Sprint(o.Port))
		login := d.typed.User
		if login == "" {
			login = m.subject.Address
		}
		if login == "" {
			login = sameLogin.In(p.lang)
		}
		p.value(labelUser, clean.Line(login))
		p.value(labelPassword, typeAgain.In(p.lang))
		switch {
		case d.leg == finding.Fetch:
			p.line("  " + chooseBox.In(p.lang) + labelBox.In(p.lang))
		case o.Security == evidence.SSL:
			p.line("  " + choose.In(p.lang) + labelSSL.In(p.lang))
		default:
			p.line("  " + choose.In(p.lang) + labelTLS.In(p.lang))
		}
	}
	p.head(headWay)
	for _, d := range changed {
		p.say(wayThere, map[string]string{"dialog": dialogName[d.leg].In(p.lang)})
		break
	}
	p.say(wayPassword, map[string]string{"panel": t.panel(passwordPanel)})
}

// foreign tells whether a name lies outside of the customer's domain.
func foreign(o *advice.Option) bool {
	return slices.ContainsFunc(o.Risks, func(l advice.Line) bool { return l.Code == "foreign-domain" })
}
