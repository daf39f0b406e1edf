package account

import (
	"fmt"
	"net/mail"
	"net/netip"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// Mailbox is an e-mail address in its two parts.
type Mailbox struct {
	Local  string // may be UTF-8
	Domain string // A-labels, lower case
}

// String is the address as it goes into the envelope and the headers.
func (m Mailbox) String() string { return m.Local + "@" + m.Domain }

// Trim is an address as it was meant: without the white space and the characters
// without width that are copied along at its ends, and with an @ of ASCII.
func Trim(text string) string {
	return strings.ReplaceAll(hostname.Trim(text), "＠", "@")
}

// ParseAddress reads one bare address, "info@customer.example" or
// "情報@日本語.example". A display name, comments and quoted local parts with
// controls are refused.
func ParseAddress(text string) (Mailbox, error) {
	trimmed := Trim(text)
	at := strings.LastIndexByte(trimmed, '@')
	if at < 1 {
		return Mailbox{}, fmt.Errorf("%q: %w", text, ErrAddress)
	}
	local := trimmed[:at]
	domain, err := hostname.Normal(trimmed[at+1:])
	_, notIP := netip.ParseAddr(domain)
	if err != nil || notIP == nil || len(local) > 64 { // RFC 5321 section 4.5.3.1.1
		return Mailbox{}, fmt.Errorf("%q: %w", text, ErrAddress)
	}
	parsed, err := mail.ParseAddress(local + "@" + domain)
	if err != nil || parsed.Name != "" || parsed.Address != local+"@"+domain || hasControl(local) {
		return Mailbox{}, fmt.Errorf("%q: %w", text, ErrAddress)
	}
	return Mailbox{Local: local, Domain: domain}, nil
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7f })
}

// Check looks over a whole account before anything is opened: the addresses
// parse, a server that was typed has port and security, and no login or password
// holds what would end a line of the protocol.
func (a Account) Check(only evidence.LegName) error {
	if _, err := ParseAddress(a.Address); err != nil {
		return err
	}
	if a.To != "" {
		if _, err := ParseAddress(a.To); err != nil {
			return err
		}
	}
	if only != evidence.FetchLeg {
		if err := a.SMTP.check(evidence.SMTP); err != nil {
			return fmt.Errorf("smtp: %w", err)
		}
	}
	if only != evidence.SendLeg {
		if err := a.POP.check(a.Fetching()); err != nil {
			return fmt.Errorf("%s: %w", strings.TrimSuffix(string(a.Fetching()), "3"), err)
		}
	}
	return nil
}

func (s Server) check(proto evidence.Proto) error {
	if strings.ContainsAny(s.Login, "\r\n\x00") || strings.ContainsAny(s.Password.Reveal(), "\r\n\x00") {
		return fmt.Errorf("%w: it holds a line end or a NUL", ErrCredentials)
	}
	if s.Host == "" { // to be guessed
		return nil
	}
	if s.Port == 0 {
		return ErrPort
	}
	server := s.Server
	return Secure(proto, &server, s.Security)
}

// WithDefaults fills what may be left out: To and the user names are the
// address.
func (a Account) WithDefaults() Account {
	if a.To == "" {
		a.To = a.Address
	}
	for _, s := range []*Server{&a.SMTP, &a.POP} {
		if s.Login == "" {
			s.Login = a.Address
		}
		if s.Security == "" && s == &a.SMTP && s.Port != 0 {
			s.Security = Natural(evidence.SMTP, s.Port)
		}
	}
	if a.POP.Security == "" && a.POP.Port != 0 {
		a.POP.Security = Natural(a.Fetching(), a.POP.Port)
	}
	return a
}
