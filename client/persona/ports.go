package persona

import (
	"slices"

	"harness/client/evidence"
)

// Relay is where mail servers hand mail to each other, which is not for clients
// (RFC 5321 section 4.5.4.2, RFC 6409 section 3.1).
const Relay uint16 = 25

// Listeners are the ports of mail, whoever the client is, those of Gmail's
// dialogs first; IMAP's are for what comes after January 2027.
func Listeners() []evidence.Listener {
	return []evidence.Listener{
		{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS},
		{Proto: evidence.POP3, Port: 995, Security: evidence.SSL},
		{Proto: evidence.SMTP, Port: 465, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 110, Security: evidence.STLS},
		{Proto: evidence.SMTP, Port: Relay, Security: evidence.StartTLS},
		{Proto: evidence.IMAP, Port: 993, Security: evidence.SSL},
		{Proto: evidence.IMAP, Port: 143, Security: evidence.StartTLS},
	}
}

// Listeners are the ports of mail, those of the client's own protocols first and
// the relays' behind them.
func (p Persona) Listeners() []evidence.Listener {
	list := Listeners()
	if p.Fetch.Proto != evidence.IMAP {
		return list
	}
	rank := func(l evidence.Listener) int {
		switch {
		case l.Proto == evidence.POP3:
			return 2
		case l.Port == Relay:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b evidence.Listener) int { return rank(a) - rank(b) })
	return list
}

// ProtoOf is the protocol that a number says by itself, "" if it is no port of
// mail: one of Listeners, one that a dialog of Gmail offers beside them, or 2525,
// which hosting companies open where networks block the others.
func ProtoOf(port uint16) evidence.Proto {
	for _, l := range Listeners() {
		if l.Port == port {
			return l.Proto
		}
	}
	for _, d := range []Dialog{Gmail.Send, Gmail.Fetch} {
		if slices.Contains(d.Ports, port) {
			return d.Proto
		}
	}
	if port == 2525 {
		return evidence.SMTP
	}
	return ""
}
