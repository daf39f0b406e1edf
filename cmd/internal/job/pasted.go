package job

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/cmd/internal/ticket/paste"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Reading is what a pasted text says: its phrases, and what was typed.
type Reading struct {
	*paste.Paste
	Text    string // readable
	Matches []phrasebook.Match
	Said    []report.Recognised // the matches, for a report
}

// Read reads a mail or a pasted text as it came. A host that Gmail's own words
// name is what was typed, as is one in a field.
func Read(raw []byte) Reading {
	text := phrasebook.Decode(raw)
	matches := phrasebook.Causes(text)
	in := text
	if strings.Contains(string(raw), "message/rfc822") {
		// A bounce of a letter: whose it is stands in the letter alone.
		for _, author := range advice.Authors(string(raw)) {
			in = "From: " + author + "\n" + in
		}
	} else if authors := advice.Authors(string(raw)); len(authors) > 0 && !strings.Contains(text, authors[0]) {
		in += "\nFrom: " + authors[0]
	}
	low := sync.OnceValue(func() string { return strings.ToLower(text) })
	r := Reading{Paste: paste.Read(in, errorsOf(matches)...), Text: text, Matches: matches, Said: recognised(matches)}
	for _, m := range matches {
		host, err := hostname.Normal(strings.Trim(m.Holes["host"], ` ."'()`))
		leg := report.LegOf(m.Phrase.Surface)
		switch m.Phrase.Surface {
		case phrasebook.GmailApp, phrasebook.Thunderbird, phrasebook.AppleMail: // they name the host as it was typed
			leg = paste.LegOfName(host)
		}
		if m.Near || leg == finding.Both || err != nil || !strings.Contains(host, ".") || !named(m, low, host) {
			continue
		}
		r.Claim(leg, host, m.Quote)
	}
	return r
}

// Client is the client whose words a paste holds, where all are one's; "" where they
// are several's or nobody's. A mail program is meant only where Gmail is not spoken of:
// its words often stand beside a question about Gmail, as one proof more.
func (r Reading) Client() string { return clientOf(r.Said, r.Text) }

func clientOf(said []report.Recognised, text string) string {
	client := ""
	for _, one := range said {
		name := one.On.Client()
		if one.Near || name == "" || name == client {
			continue
		}
		if client != "" {
			return ""
		}
		client = name
	}
	if client != persona.GmailApp.Name && client != persona.Gmail.Name && strings.Contains(strings.ToLower(text), "gmail") {
		return ""
	}
	return client
}

// As is the persona of a name as it fetches from a server: by IMAP if its port or its
// name says so, else by POP3; false where it does not fetch so, or nobody has the name.
func As(name, server string) (persona.Persona, bool) {
	if name == "" { // nobody's, and not Gmail's as in a record
		return persona.Persona{}, false
	}
	who, ok := persona.Find(persona.All(), name)
	host, port, _ := strings.Cut(strings.ToLower(server), ":")
	proto := evidence.POP3
	if n, err := strconv.ParseUint(port, 10, 16); err == nil {
		proto = persona.ProtoOf(uint16(n))
	} else if strings.HasPrefix(host, "imap") {
		proto = evidence.IMAP
	}
	if over, can := who.Over(proto); ok && can {
		return over, true
	}
	return persona.Persona{}, false
}

// errorsOf are the words of the matches that a dialog or a program showed: no
// log's, bounce's, help page's, or the customer's own.
func errorsOf(matches []phrasebook.Match) []string {
	var out []string
	for _, m := range matches {
		switch m.Phrase.Surface {
		case phrasebook.SendDialog, phrasebook.SendBounce, phrasebook.POPDialog, phrasebook.POPHistory, phrasebook.ServerReply, phrasebook.OutlookBox,
			phrasebook.AppleMail, phrasebook.Thunderbird, phrasebook.Webmail, phrasebook.GmailApp:
			if !m.Near && m.Distance == 0 { // a likeness may reach into the customer's own words
				out = append(out, strings.TrimSuffix(m.Quote, "..."))
			}
		}
	}
	return out
}

// named tells whether Gmail's words themselves name a host: in the sentence, or
// in the line above it, of a text in lower case. A host found elsewhere near
// them is not theirs.
func named(m phrasebook.Match, lower func() string, host string) bool {
	if strings.Contains(strings.ToLower(m.Quote), host) {
		return true
	}
	text := lower()
	for _, frame := range []string{"connecting to ", "communicating with ", "connection to ", "lookup of ", "for server: "} {
		if strings.Contains(text, frame+host) {
			return true
		}
	}
	return strings.Contains(text, host+"に接続") || strings.Contains(text, host+" に接続") || strings.Contains(text, host+" への接続")
}

// TypedBy are the dialogs of a subject of a reading.
func TypedBy(s paste.Subject) Typed {
	dialog := func(d paste.Dialog) Dialog {
		out := Dialog{Server: d.Host, Security: d.Security}
		if d.Host != "" && d.Port != 0 {
			out.Server = fmt.Sprintf("%s:%d", d.Host, d.Port)
		}
		if d.User != s.Address {
			out.Login = d.User
		}
		return out
	}
	return Typed{Address: s.Address, SMTP: dialog(s.Send), POP: dialog(s.Fetch)}
}

// Names are the names that a reading turned up beside what was typed: those of
// certificates and Received lines.
func (r Reading) Names() []string {
	var out []string
	for _, c := range r.Candidates {
		out = append(out, c.Host)
	}
	for _, m := range r.Matches {
		for name := range strings.SplitSeq(m.Holes["sans"], ",") {
			if host, err := hostname.Normal(name); err == nil && strings.Contains(host, ".") && !slices.Contains(out, host) && len(out) < 16 {
				out = append(out, host)
			}
		}
	}
	return out
}

// recognise finds phrases in a text that phrasebook.Decode made readable.
func recognise(text string) []report.Recognised { return recognised(phrasebook.Causes(text)) }

func recognised(matches []phrasebook.Match) []report.Recognised {
	var out []report.Recognised
	for _, m := range matches {
		out = append(out, report.Recognised{ID: m.Phrase.ID, Quote: m.Quote, Causes: m.Causes, Near: m.Near, On: m.Phrase.Surface})
	}
	return out
}

// read takes addresses and hosts from what the customer wrote, where they were
// not typed.
func (s *Subject) read() error {
	if len(s.req.Said) == 0 {
		return nil
	}
	r := Read(s.req.Said)
	s.hear(r)
	s.recognised = append(s.recognised, r.Said...)
	s.narrow()
	s.said = append(s.said, r.Names()...)
	if len(r.Subjects) > 0 {
		s.take(TypedBy(r.Subjects[0]))
	}
	nothing := s.typed.Address == "" && s.req.Target == "" && s.typed.SMTP.Server == "" && s.typed.POP.Server == ""
	switch {
	case nothing && len(r.Domains) == 1:
		s.domain = r.Domains[0]
	case nothing:
		return &Fault{FieldSaid, ErrNamesNothing}
	}
	return nil
}

// hear takes the part of the client whose words were pasted, where none was asked for.
func (s *Subject) hear(r Reading) {
	if s.req.Options.Persona.Name != "" {
		return
	}
	server := s.typed.POP.Server
	if len(r.Subjects) > 0 && server == "" {
		server = TypedBy(r.Subjects[0]).POP.Server
	}
	who, ok := As(r.Client(), server)
	if !ok || who.Name == persona.Gmail.Name {
		return
	}
	s.options.Persona = who
	s.account.Over = who.Fetch.Proto
}

// take fills in what was not typed.
func (s *Subject) take(t Typed) {
	if s.typed.Address == "" && s.req.Target == "" {
		s.typed.Address = t.Address
	}
	for _, d := range []struct{ to, from *Dialog }{{&s.typed.SMTP, &t.SMTP}, {&s.typed.POP, &t.POP}} {
		if d.to.Server == "" {
			if d.to.Login != "" {
				d.from.Login = d.to.Login
			}
			*d.to = *d.from
		}
	}
	if s.account.Fetching() == evidence.POP3 {
		s.typed = s.typed.Usual()
	}
}

// Usual fills in the security of fetching where a text tells the port alone:
// Gmail's dialog leaves the box for SSL unticked with port 110, and has nothing
// but this box for any other.
func (t Typed) Usual() Typed {
	fetch := persona.Gmail.Fetch
	server, port, numbered := strings.Cut(t.POP.Server, ":")
	switch {
	case server == "" || t.POP.Security != "" || !numbered || port == portText(fetch.TLS):
	case port == portText(fetch.Clear):
		t.POP.Security = evidence.Plain
	default:
		t.POP.Security = evidence.SSL
	}
	return t
}

func portText(n uint16) string { return strconv.Itoa(int(n)) }

// narrow keeps to the one leg that all recognised phrases are about.
func (s *Subject) narrow() {
	legs := map[evidence.LegName]bool{}
	for _, r := range s.recognised {
		if leg := report.LegOf(r.On); !r.Near && leg != finding.Both {
			legs[leg] = true
		}
	}
	if s.only == "" && len(legs) == 1 && s.typed.SMTP.Server == "" && s.typed.POP.Server == "" {
		for leg := range legs {
			s.only, s.narrowed = leg, true
		}
	}
}
