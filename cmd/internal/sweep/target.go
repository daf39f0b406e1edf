// Package sweep looks at many accounts or hosts: it reads them as a stream,
// keeps every server's peace, makes each handshake once, and gives each line
// one result. It has no opinion of its own: client looks, verify judges.
//
//	Read -> Target -> Engine -> report.Target -> Summary -> report.Sweep
package sweep

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"net/netip"
	"strconv"
	"strings"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/cmd/internal/job"
)

// Target is one line of a list: whom to look at, and what is expected.
type Target struct {
	Line int `json:"-" yaml:"-"` // from 1

	Target       string `json:"target" yaml:"target"` // an address, a domain, or a host with or without a port
	Ports        string `json:"ports" yaml:"ports"`   // of a host: "465 587 995"
	SMTP         string `json:"smtp" yaml:"smtp"`     // HOST[:PORT]
	SMTPSecurity string `json:"smtp_security" yaml:"smtp_security"`
	POP          string `json:"pop" yaml:"pop"`
	POPSecurity  string `json:"pop_security" yaml:"pop_security"`
	Login        string `json:"login" yaml:"login"`
	Password     string `json:"password" yaml:"password"` // secret:NAME/KEY
	Connect      string `json:"connect" yaml:"connect"`   // as --connect-to
	Expect       string `json:"expect" yaml:"expect"`     // works, or a code
}

// columns are the names that a head of a list may have, and other names for them.
var columns = map[string]string{
	"target": "target", "address": "target", "domain": "target", "host": "target", "ports": "ports", "port": "ports",
	"smtp": "smtp", "smtp_security": "smtp_security", "pop": "pop", "pop_security": "pop_security",
	"login": "login", "user": "login", "password": "password", "connect": "connect", "connect_to": "connect", "expect": "expect",
}

func (t *Target) set(column, value string) {
	*map[string]*string{
		"target": &t.Target, "ports": &t.Ports, "smtp": &t.SMTP, "smtp_security": &t.SMTPSecurity, "pop": &t.POP,
		"pop_security": &t.POPSecurity, "login": &t.Login, "password": &t.Password, "connect": &t.Connect, "expect": &t.Expect,
	}[column] = strings.TrimSpace(value)
}

// fields are all but the line, in the order of a key.
func (t *Target) fields() [10]*string {
	return [...]*string{&t.Target, &t.Ports, &t.SMTP, &t.SMTPSecurity, &t.POP, &t.POPSecurity, &t.Login, &t.Password, &t.Connect, &t.Expect}
}

// Key is the same for the same line of the same list, whatever was done since.
func (t *Target) Key() string {
	h := fnv.New64a()
	_ = binary.Write(h, binary.BigEndian, int64(t.Line))
	for _, f := range t.fields() {
		h.Write([]byte(*f))
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// Name is what a target goes by in results.
func (t *Target) Name() string { return cmp.Or(t.Target, t.SMTP, t.POP) }

// Check tells whether a target's fields can be understood.
func (t *Target) Check() error {
	_, err := t.understand()
	return err
}

// subject is a target that was understood.
type subject struct {
	Target
	address string   // "" where a host or domain was given
	domain  string   // whose published settings are asked where no server was given
	servers []server // as given
	connect []client.ConnectTo
	either  bool // one host and no port were given: it may serve one leg alone
}

// server is one listener to look at.
type server struct {
	proto evidence.Proto
	evidence.Server
}

var errNothing = errors.New("neither an address nor a domain nor a host")

// understand reads a target's fields; the error names the one that is wrong.
func (t Target) understand() (*subject, error) {
	s := &subject{Target: t}
	if t.Connect != "" {
		for field := range strings.FieldsSeq(t.Connect) {
			c, err := job.ParseConnectTo(field)
			if err != nil {
				return nil, fmt.Errorf("connect: %w", err)
			}
			s.connect = append(s.connect, c)
		}
	}
	for _, d := range []struct {
		name, text, security string
		proto                evidence.Proto
	}{{"smtp", t.SMTP, t.SMTPSecurity, evidence.SMTP}, {"pop", t.POP, t.POPSecurity, evidence.POP3}} {
		if d.text == "" {
			continue
		}
		one, err := account.ParseServer(d.proto, d.text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
		if err := account.Secure(d.proto, &one, evidence.Security(d.security)); err != nil {
			return nil, fmt.Errorf("%s_security: %w", d.name, err)
		}
		s.servers = append(s.servers, server{d.proto, one})
	}
	switch {
	case strings.Contains(t.Target, "@"):
		box, err := account.ParseAddress(t.Target)
		if err != nil {
			return nil, fmt.Errorf("target: %w", err)
		}
		s.address, s.domain = t.Target, box.Domain
	case t.Target != "":
		if err := s.host(); err != nil {
			return nil, err
		}
	case len(s.servers) == 0:
		return nil, errNothing
	}
	return s, nil
}

// host reads a target that is no address.
func (s *subject) host() error {
	one, err := account.ParseServer(evidence.SMTP, s.Target.Target)
	if err != nil {
		return fmt.Errorf("target: %w", err)
	}
	ports := strings.FieldsFunc(s.Ports, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '/' })
	_, literal := netip.ParseAddr(one.Host)
	named := literal == nil || hostname.Registrable(one.Host) != one.Host
	if text := s.Target.Target; strings.Contains(text[strings.LastIndexByte(text, ']')+1:], ":") && (literal != nil || strings.HasPrefix(text, "[")) {
		ports = append(ports, fmt.Sprint(one.Port))
	}
	switch {
	case len(s.servers) > 0 && len(ports) == 0: // the name is only whose they are
		s.domain = one.Host
		return nil
	case !named && len(ports) == 0:
		s.domain = one.Host
		return nil
	case len(ports) == 0:
		s.either = true
		for _, l := range []evidence.Listener{persona.Gmail.Send.Usual(), persona.Gmail.Fetch.Usual()} {
			s.add(one.Host, l)
		}
		return nil
	}
	for _, p := range ports {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || n == 0 {
			return fmt.Errorf("ports: %q is not a port", p)
		}
		l := evidence.Listener{Proto: persona.ProtoOf(uint16(n)), Port: uint16(n), Security: evidence.STLS}
		switch {
		case l.Proto == evidence.IMAP:
			return fmt.Errorf("ports: %d is IMAP's, which Gmail does not use", n)
		case l.Proto != evidence.POP3:
			l.Proto = evidence.SMTP
			fallthrough
		case l.Port == persona.Gmail.Fetch.TLS:
			l.Security = account.Natural(l.Proto, l.Port)
		}
		s.add(one.Host, l)
	}
	return nil
}

func (s *subject) add(host string, l evidence.Listener) {
	s.servers = append(s.servers, server{l.Proto, evidence.Server{Typed: host, Host: host, Port: l.Port, Security: l.Security}})
}
