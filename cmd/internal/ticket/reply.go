package ticket

import (
	"maps"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
)

// cleaned passes what others wrote through clean.Line.
func cleaned(args map[string]string) map[string]string {
	out := maps.Clone(args)
	for k, v := range out {
		out[k] = clean.Line(v)
	}
	return out
}

// reply is the answer to the customer.
func (t *ticket) reply() *page {
	p := &page{lang: t.lang, client: text(t.program.Title)}
	p.head(text{})
	p.say(t.greeting(), nil)
	several := 0
	for _, m := range t.cases {
		if m.speaks() {
			several++
		}
	}
	asked := false
	for _, m := range t.cases {
		if !m.speaks() && len(t.cases) > 1 {
			continue
		}
		if several > 1 {
			p.head(text{})
			p.say(aboutWord, map[string]string{"address": m.subject.Address})
		}
		if m.needsQuestion(eraOf(t.date)) {
			asked = true
		}
		t.matter(p, m)
	}
	p.head(text{})
	if !asked {
		p.say(t.goodbye(), nil)
	}
	if s := t.signature(); s != "" {
		p.head(text{})
		for line := range strings.SplitSeq(s, "\n") {
			p.line(line)
		}
	}
	p.asks = asked
	return p
}

func (t *ticket) greeting() text {
	if t.req.Profile != nil && t.req.Profile.Greeting.In(t.lang) != "" {
		return text{EN: t.req.Profile.Greeting.In(t.lang), JA: t.req.Profile.Greeting.In(t.lang)}
	}
	return greeting
}

func (t *ticket) signature() string {
	if t.req.Profile == nil {
		return ""
	}
	return t.req.Profile.Signature.In(t.lang)
}

// goodbye asks for Gmail's message only where something of Gmail's was to be
// changed.
func (t *ticket) goodbye() text {
	for _, m := range t.cases {
		for _, d := range m.dialogs {
			switch d.move {
			case Change, HelpLogin, OwnSender, Retype, AtGoogle:
				if eraOf(t.date) != After {
					return goodbye
				}
			}
		}
	}
	return text{}
}

// speaks tells whether there is something to say of an account.
func (m *matter) speaks() bool {
	return slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.move != Quiet })
}

// needsQuestion tells whether an account's part asks: it does where one of its
// dialogs cannot be answered and none other is.
func (m *matter) needsQuestion(e Era) bool {
	asks, answers := false, false
	for _, d := range m.dialogs {
		switch {
		case d.move == Ask && !(e == After && d.word != nil):
			asks = true
		case d.move != Quiet:
			answers = true
		}
	}
	return asks && !answers || !asks && !answers
}

// matter writes one account's part.
func (t *ticket) matter(p *page, m *matter) {
	e := eraOf(t.date)
	if e == After && slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.move.closed(e) || d.move == Ask && d.word != nil }) {
		t.ended(p, m)
		return
	}
	if m.needsQuestion(e) {
		t.ask(p, m)
		return
	}
	var changed []*dialog
	p.head(headCause)
	if !swapped(p, m) && !t.mismatchBoth(p, m) {
		for _, d := range m.dialogs {
			t.cause(p, m, d)
		}
	}
	for _, d := range m.dialogs { // the second sentence, once
		if d.stopsBeforePassword() {
			p.say(notSent, nil)
		}
	}
	for _, d := range m.dialogs {
		if d.move == Change || d.move == AtGoogle && d.best != nil {
			changed = append(changed, d)
		}
	}
	t.fields(p, m, changed)
	t.todo(p, m)
	t.warnings(p, m, len(changed) > 0)
	if len(changed) > 0 || slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.move == AtServer && !(d.word != nil && d.word.onWay) }) {
		p.head(headMean)
		for _, d := range m.dialogs {
			switch {
			case d.move != Change && d.move != AtServer:
			case d.leg == finding.Send:
				p.say(meanSend, nil)
			default:
				p.say(meanFetch, nil)
			}
		}
		if bothLegs(m) { // receiving is affected as well
			p.last().lines = nil
			p.say(meanFetch, nil)
		}
	}
	if m.touchesDialog() {
		p.head(headEnd)
		p.say(ending[e], map[string]string{"ways": t.ways()})
	}
}

// touchesDialog tells whether the reply has a Gmail dialog edited or tried.
func (m *matter) touchesDialog() bool {
	return slices.ContainsFunc(m.dialogs, func(d *dialog) bool {
		if d.app() || m.program {
			return false
		}
		switch d.move {
		case Change, TryAgain, HelpLogin, HelpReach, OwnSender, Retype:
			return true
		case AtGoogle:
			return d.best != nil
		}
		return false
	})
}
