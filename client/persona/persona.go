// Package persona is how a mail service behaves as a client, as data, each value
// with its source: what its dialogs offer and how they label it, which protocol
// versions and mechanisms it takes, how long it waits, when it stops. It holds no
// phrases; what a client says when something fails stands in its Book in
// verify/phrasebook, under the persona's name. A leaf, also for verify.
package persona

import (
	"crypto/tls"
	"slices"
	"time"

	"harness/client/evidence"
)

// Persona is one client's behaviour.
type Persona struct {
	Name    string   // as trips store it; never renamed
	Aliases []string // other names that are read for it
	Title   Label    // for people, e.g. "Gmail"
	Send    Dialog   //
	Fetch   Dialog   // POP3 or IMAP, as its Proto says: what it proposes
	Also    []Dialog // fetching by other protocols, see Over
	Hello   string   // EHLO name; ours, never the service's; "": the harness's own, see client/sendas

	Mechanisms []string // SASL mechanisms in order of preference; one of them must be offered
	Logins     []string // how it logs in over IMAP, the preferred first, see evidence.Offers.Way
	SaysID     bool     // over IMAP it sends ID where it is offered
	MinTLS     uint16   // lowest TLS version that it speaks
	SNI        bool     // whether a server name is sent
	FetchOrder []string // POP3 commands of a fetch, up to where it was seen

	Step       time.Duration // default time-out of a network step
	LetterWait time.Duration // default wait for delivery, from the 250
	Accounts   int           // how many mailboxes can be fetched from; 0: not known

	Past   Past     // how its user goes on where it refuses a certificate
	Spares []string // codes of faults of a certificate at which it may go on by itself

	Ends time.Time // first instant of the month in which it ends; zero: no end is announced
}

// Past is how a client's user can go on where it refuses a certificate. The
// password then goes out, to whoever answers. The zero value is: not at all, or not
// from the refusal itself.
type Past struct {
	By Label    // the button, as it is shown
	Of []string // codes of the faults at which there is one; nil: any of a certificate
}

// Gmail as far as it is known: docs/gmail.md. Where Gmail was not seen, the
// comment says so.
var Gmail = Persona{
	Name: "gmail", Aliases: []string{"gmail-web"}, Title: Label{"Gmail", "Gmail"},
	Send: gmailSend, Fetch: gmailFetch,
	Mechanisms: []string{"PLAIN", "LOGIN"},                       // one of them must be offered: inferred
	MinTLS:     tls.VersionTLS12,                                 // Gmail's floor is not known; our decision
	SNI:        true,                                             // unknown for Gmail; our decision
	FetchOrder: []string{"USER", "PASS", "CAPA", "LIST", "UIDL"}, // seen 2021-05-16, markushinz/aws-ses-pop3-server#1, cut after UIDL
	Step:       30 * time.Second,
	LetterWait: 2 * time.Minute,
	Accounts:   5,
	// Google names the month and no day: help 16604719 (fetching, found in October
	// 2025), 22370 and 17101213 (Send mail as, August to October 2026).
	Ends: time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC),
}

// All lists the personas. Another one is one line here, its literal, and its
// Book.
func All() []Persona { return append([]Persona{Gmail, GmailApp}, programs()...) }

// Find is the persona of a name or alias in a list. Records of before there were
// several have no name: they are Gmail's.
func Find(list []Persona, name string) (Persona, bool) {
	if name == "" {
		name = Gmail.Name
	}
	for _, p := range list {
		if p.Name == name || slices.Contains(p.Aliases, name) {
			return p, true
		}
	}
	return Persona{}, false
}

// For is a dialog of a protocol, for who knows of no client: Gmail's own, and for
// IMAP that of the app that comes after it.
func For(proto evidence.Proto) Dialog {
	if proto == evidence.IMAP {
		return GmailApp.Fetch
	}
	return Gmail.Dialog(proto)
}

// Usual is the persona that fetches by a protocol, where none was named.
func Usual(fetch evidence.Proto) Persona {
	if fetch == evidence.IMAP {
		return GmailApp
	}
	return Gmail
}

// TooOld tells whether a TLS version, as evidence names it ("TLS 1.0", "SSLv3"),
// lies below the floor. A version without a name is not too old.
func (p Persona) TooOld(version string) bool {
	for v := uint16(tls.VersionTLS10) - 1; v < p.MinTLS; v++ {
		if tls.VersionName(v) == version {
			return true
		}
	}
	return false
}

// Dialog is the one for a leg's protocol.
func (p Persona) Dialog(proto evidence.Proto) Dialog {
	if proto == p.Send.Proto {
		return p.Send
	}
	if other, ok := p.Over(proto); ok {
		return other.Fetch
	}
	return p.Fetch
}

// Over is the persona as it fetches by a protocol; false: it does not.
func (p Persona) Over(proto evidence.Proto) (Persona, bool) {
	i := slices.IndexFunc(p.Also, func(d Dialog) bool { return d.Proto == proto })
	switch {
	case p.Fetch.Proto == proto:
		return p, true
	case i < 0:
		return p, false
	}
	fetch := p.Also[i]
	p.Also = append(slices.Delete(slices.Clone(p.Also), i, i+1), p.Fetch)
	p.Fetch = fetch
	return p, true
}

// Phase is where a day lies in the life of a persona.
type Phase uint8

// The phases.
const (
	Alive  Phase = iota
	Ending       // the month of the end: on which day is not known
	Ended
)

// Phase is where a day lies, by the calendar of its own place; the zero day is
// before everything.
func (p Persona) Phase(day time.Time) Phase {
	months := func(t time.Time) int { return 12*t.Year() + int(t.Month()) }
	switch left := months(p.Ends) - months(day); {
	case p.Ends.IsZero(), left > 0:
		return Alive
	case left == 0:
		return Ending
	}
	return Ended
}
