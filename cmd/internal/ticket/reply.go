package ticket

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/profile"
	"harness/verify/advice"
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

func bothLegs(m *matter) bool {
	n := 0
	for _, d := range m.dialogs {
		if d.move == Change || d.move == AtServer {
			n++
		}
	}
	return n > 1
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

// googleWords tells whether words of Google's own server were quoted; else only
// its name is typed.
func (d *dialog) googleWords() bool {
	return d.word != nil && d.word.quote != "" || d.word != nil && d.word.id == ""
}

// stopsBeforePassword tells whether the fault lies before the login.
func (d *dialog) stopsBeforePassword() bool {
	if d.move != Change && d.move != AtServer || d.seen == InClear {
		return false
	}
	switch {
	case d.cause == Certificate, d.cause == Heading, d.cause == Mode, d.cause == Reach, d.cause == Name:
		return true // without any words of Gmail's there is nothing to set right
	}
	return false
}

// cause says in a sentence what is wrong with a dialog.
func (t *ticket) cause(p *page, m *matter, d *dialog) {
	switch d.move {
	case Quiet, Ask, HasEnded:
		if d.move == HasEnded {
			p.say(endedCause[eraOf(t.date)], nil)
		}
	case Change, AtServer:
		s, args := t.whatIsWrong(d)
		p.say(s, args)
	case TryAgain:
		if d.cause == Name {
			p.say(nameNow, map[string]string{"host": d.typed.Host, "server": serverText(t.lang, &d.typed)})
			return
		}
		p.say(fitsNow, map[string]string{"server": serverText(t.lang, &d.typed)})
	case Wait:
		p.say(d.putOff(), map[string]string{"host": d.typed.Host})
	case HelpLogin:
		if d.word != nil && d.word.told {
			p.say(forgotten, nil)
			return
		}
		if d.filtered() {
			p.say(filterCause, nil)
			return
		}
		p.say(loginCause, nil)
	case HelpReach:
		p.say(reachCause, map[string]string{"server": serverText(t.lang, &d.typed)})
	case OwnSender:
		p.say(senderCause, nil)
	case Retype:
		p.say(slipCause, nil)
	case AtGoogle:
		if d.googleWords() {
			p.say(googleCause, nil)
		} else {
			p.say(googleHost, nil)
		}
	case Stay:
		p.say(stayCause, map[string]string{"server": serverText(t.lang, &d.typed)})
	case LogIn:
		p.say(unloggedCause, nil)
	case Recipient:
		if d.fullMailbox() {
			p.say(fullCause, nil)
		} else {
			p.say(recipientCause, nil)
		}
	case ToGmail:
		t.inboundCause(p, m)
	}
}

// swapped says so where the two servers stand in each other's field.
func swapped(p *page, m *matter) bool {
	for _, d := range m.dialogs {
		if d.run == nil || d.move != Change {
			return false
		}
		for _, l := range d.run.Advice.Remarks {
			if l.Code == "swapped-hosts" {
				p.say(causeSwapped, l.Args)
				return true
			}
		}
	}
	return false
}

// mismatchBoth says in one sentence what is wrong with both dialogs, where two
// names are refused for the same reason.
func (t *ticket) mismatchBoth(p *page, m *matter) bool {
	if len(m.dialogs) != 2 {
		return false
	}
	var args [2]map[string]string
	var said [2]text
	for i, d := range m.dialogs {
		if d.move != Change && d.move != AtServer {
			return false
		}
		said[i], args[i] = t.whatIsWrong(d)
		if said[i] != mismatchTyped && said[i] != mismatchUsual {
			return false
		}
	}
	switch {
	case args[0]["names"] != args[1]["names"] || said[0] == said[1] && args[0]["host"] == args[1]["host"]:
		return false
	case said[0] != said[1]: // one of the names is not known: what is wrong with both
		p.say(mismatchUsual, args[0])
		return true
	}
	args[0]["second"] = args[1]["host"]
	p.say(mismatchBoth, args[0])
	return true
}

// whatIsWrong is the sentence for a dialog of which other settings, or the
// server, help. Where the ticket does not say what was typed, the usual names
// that were looked at are not told as what stands there.
func (t *ticket) whatIsWrong(d *dialog) (text, map[string]string) {
	if d.seen == Elsewhere {
		return causeElsewhere, map[string]string{"host": d.leg0.Typed.Host}
	}
	if d.seen == InClear {
		return causePlain, map[string]string{"host": d.leg0.Typed.Host}
	}
	host, args := d.typed.Host, map[string]string{}
	if d.word != nil && d.cause == Server { // what the words say stands
		if s, ok := causeBy[d.word.code]; ok {
			return s, map[string]string{"host": host}
		}
		switch {
		case strings.HasPrefix(string(d.word.code), "tls-"):
			return causeTLS, map[string]string{"host": host}
		case d.word.code == finding.POPOrderWrong, d.word.code == finding.POPSizeWrong, d.word.code == finding.POPUIDLMissing, d.word.code == finding.POPUIDLDuplicate:
			return causeBy[finding.POPReplyBad], map[string]string{"host": host}
		}
		return causeServer, map[string]string{"host": host}
	}
	var row *advice.Row
	if d.leg0 != nil {
		row = telling(d.run, d.leg0)
	}
	code := finding.Code("")
	if row != nil && len(row.Findings) > 0 {
		f := row.Findings[0]
		code = f.Code
		args = f.Args.Clean(clean.Line).Holes()
		args["port"] = fmt.Sprint(row.Port)
		args["names"] = args[string(finding.KeySANs)]
		if len(args["names"]) > 120 {
			args["names"] = ""
		}
	} else if d.word != nil {
		code = d.word.code
	}
	args["host"] = host
	if d.word != nil && d.cause.reached() && causeOf(code) == Name { // Gmail found it
		code = d.word.code
		args["port"] = fmt.Sprint(d.typed.Port)
	}
	switch {
	case code == finding.TLSNameMismatch && host != "":
		return mismatchTyped, args
	case code == finding.TLSNameMismatch:
		return mismatchUsual, args
	case causeOf(code) == Mode && host != "" && (strings.HasPrefix(string(code), "imap-") || persona.ProtoOf(d.typed.Port) == evidence.IMAP):
		args["port"] = fmt.Sprint(d.typed.Port)
		return causeIMAP, args
	case causeOf(code) == Mode && code != finding.SMTPStartTLSMissing, code == finding.ServerSilent:
		if host == "" {
			return causeModeUntyped, args
		}
		return causeMode, args
	}
	if s, ok := causeBy[code]; ok && (host != "" || strings.Contains(s.EN, "[[ {host}]]")) {
		return s, args
	}
	switch causeOf(code) {
	case Certificate:
		return causeCert, args
	case Mode:
		return causeModeUntyped, args
	}
	if strings.HasPrefix(string(code), "tls-") {
		return causeTLS, args
	}
	if d.listedOnly() {
		return mismatchUsual, map[string]string{}
	}
	return causeServer, args
}

// listedOnly tells whether the name to type is the inventory's, and nothing was
// seen of what is typed.
func (d *dialog) listedOnly() bool { return d.seen == UsualOut && d.leg0 != nil && settled(d.leg0) }

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

// panel is where customers find a thing: of the first product that says so.
func (t *ticket) panel(of func(profile.Panel) profile.Text) string {
	if t.req.Profile == nil {
		return ""
	}
	for _, one := range t.req.Profile.Panels {
		if where := of(one).In(t.lang); where != "" {
			return where
		}
	}
	return ""
}

func passwordPanel(p profile.Panel) profile.Text   { return p.Password }
func serverPanel(p profile.Panel) profile.Text     { return p.ServerName }
func dnsPanel(p profile.Panel) profile.Text        { return p.DNS }
func forwardingPanel(p profile.Panel) profile.Text { return p.Forwarding }
