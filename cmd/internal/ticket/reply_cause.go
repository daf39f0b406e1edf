package ticket

import (
	"fmt"
	"strings"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
)

func bothLegs(m *matter) bool {
	n := 0
	for _, d := range m.dialogs {
		if d.move == Change || d.move == AtServer {
			n++
		}
	}
	return n > 1
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
