package job

import (
	"fmt"
	"net/netip"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/client/survey"
)

// aim reads Request.Target: an address goes into the dialogs, a domain into
// the subject, a host is given back.
func (s *Subject) aim() (*survey.Host, error) {
	target := s.req.Target
	s.target = target
	switch {
	case target == "":
		return nil, nil
	case strings.Contains(target, "@"):
		if user := s.typed.Address; user != "" && user != target {
			return nil, &Fault{FieldTwo, fmt.Errorf("two addresses: %s and %s", target, user)}
		}
		s.typed.Address = target
		return nil, nil
	}
	server, err := account.ParseServer(evidence.SMTP, target)
	if err != nil {
		return nil, &Fault{FieldTarget, err}
	}
	if hostname.Registrable(server.Host) == server.Host && !hasPort(target) {
		s.domain = server.Host
		return nil, nil
	}
	h, err := hostOf(target, s.options.Persona)
	if err == nil && s.req.Options.Persona.Name == "" && h.Listen[0].Proto == evidence.IMAP {
		s.options.Persona = persona.Usual(evidence.IMAP) // a port of IMAP is not asked about Gmail
		s.account.Over = evidence.IMAP
	}
	return h, err
}

func hasPort(target string) bool {
	_, err := netip.ParseAddr(target)
	return err != nil && strings.Contains(target[strings.LastIndexByte(target, ']')+1:], ":")
}

// hostOf is a host to look at: the listener of its port, or the usual one of each
// protocol that a client speaks.
func hostOf(text string, who persona.Persona) (*survey.Host, error) {
	server, err := account.ParseServer(evidence.SMTP, text)
	if err != nil {
		return nil, &Fault{FieldHost, err}
	}
	h := &survey.Host{Name: server.Host, Part: evidence.TypedHost}
	if !hasPort(text) {
		h.Listen = []evidence.Listener{who.Send.Usual(), who.Fetch.Usual()}
		return h, nil
	}
	l := evidence.Listener{Proto: evidence.SMTP, Port: server.Port}
	if proto := persona.ProtoOf(l.Port); proto != "" {
		l.Proto = proto
	}
	l.Security = account.Natural(l.Proto, l.Port)
	if l.Security == "" {
		l.Security = evidence.STLS
	}
	h.Listen = []evidence.Listener{l}
	return h, nil
}

// dialogsOf fills both dialogs from a host's listeners.
func dialogsOf(acc *account.Account, h *survey.Host) {
	acc.SMTP.Server, acc.POP.Server = evidence.Server{}, evidence.Server{}
	for _, l := range h.Listen {
		acc.Server(l.Proto.Leg()).Server = evidence.Server{Typed: h.Name, Host: h.Name, Port: l.Port, Security: l.Security}
	}
}

// onlyOf is the one leg that a host's listeners are of, "" for both.
func onlyOf(h *survey.Host) evidence.LegName {
	if len(h.Listen) != 1 {
		return ""
	}
	return h.Listen[0].Proto.Leg()
}
