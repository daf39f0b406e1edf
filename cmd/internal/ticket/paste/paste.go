// Package paste reads a customer's mail: what was typed into Gmail's two
// dialogs, for which account, and what else stands there that a support desk
// must know of (passwords, names in certificates and Received lines, the
// language). It is pure: text comes in, what was read goes out, each value with
// the words that it was read from.
//
// A host is what was typed only where hosts of a setting stand: behind a label
// ("SMTP server", "送信サーバー"), with a port of mail behind it, or with a verb
// of typing. A host in other prose is nobody's setting: it may be a help
// page's, a slip of the pen, or an example of Google's.
package paste

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/finding"
)

// Leg is one of Gmail's two dialogs.
type Leg = finding.Leg

// The dialogs. Unknown: the text does not say which.
const (
	Send    = finding.Send
	Fetch   = finding.Fetch
	Unknown = finding.Both
)

// MaxText is how much of a text is read, in bytes.
const MaxText = 128 << 10

// Paste is what a ticket says.
type Paste struct {
	Subjects   []Subject // one an account, in the order of the text; never empty where an address or a setting was read
	Addresses  []string  // mail addresses that may be the customer's, in the order of the text
	Secrets    []string  // what the text itself gives as a password: to be masked
	Candidates []Name    // names in certificates and Received lines: worth a look, typed by nobody
	Language   string    // "ja", "en", "fr", ...: which language the customer's own words seem to be in
	Domains    []string  // registered domains that the prose names: where to look if nothing else is known, typed by nobody
	About      Leg       // the dialog that the complaint is about; Unknown where it does not say, or says both
	Plain      bool      // the words say that an unsecured connection is in use, outside of any field
}

// Subject is one account and what was typed for it.
type Subject struct {
	Address string // "" where the text names none
	Send    Dialog
	Fetch   Dialog
}

// Dialog are the fields of one of Gmail's dialogs as they stand in the text; a
// field that was not read is its zero value.
type Dialog struct {
	Host     string // in normal form
	Typed    string // as it stands
	Port     uint16
	Security evidence.Security
	User     string
	Others   []string // hosts that claim the same field: which is typed must be asked
	Quotes   []string // the lines that it was read from, in order
}

// Empty tells whether nothing was read.
func (d Dialog) Empty() bool {
	return d.Host == "" && d.Port == 0 && d.Security == "" && d.User == ""
}

// Name is a host name beside the settings.
type Name struct {
	Host string
	From Place
}

// Place is where a name stands.
type Place string

// The places.
const (
	Certificate Place = "certificate" // CN=, subject, a list of alternative names
	Received    Place = "received"
)

// Leg is one of the dialogs.
func (s *Subject) Leg(leg Leg) *Dialog {
	if leg == Fetch {
		return &s.Fetch
	}
	return &s.Send
}

// Named tells whether any subject has a host.
func (p *Paste) Named() bool {
	return slices.ContainsFunc(p.Subjects, func(s Subject) bool { return s.Send.Host != "" || s.Fetch.Host != "" })
}

// Read reads a text that was decoded and is in UTF-8. Errors are the words in
// it that were recognised as somebody's error text: no setting stands in them.
func Read(text string, errors ...string) *Paste {
	text = text[:min(len(text), MaxText)]
	whole := text
	text = without(text, errors)
	lines := split(text)
	r := &reader{}
	for i := range lines {
		r.line(&lines[i])
	}
	r.flush()
	p := &Paste{Secrets: r.secrets, Language: language(lines)}
	told := lines
	if text != whole {
		told = split(whole)
	}
	p.Candidates = candidates(told)
	p.Addresses = addresses(told)
	p.Subjects = group(r.fields, p.Addresses)
	p.Plain = plainSaid(lines)
	p.About = about(lines)
	p.Domains = domains(lines)
	return p
}
