package main

import (
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/survey"
)

// target reads the argument: an address, a domain, or a host.
func (c *diagnoseCmd) target(s *subject) (*survey.Host, error) {
	s.target = c.Target
	switch {
	case c.Target == "":
		return nil, nil
	case strings.Contains(c.Target, "@"):
		if c.User != "" && c.User != c.Target {
			return nil, badUsage("", "two addresses: %s and --user %s", c.Target, c.User)
		}
		c.User = c.Target
		return nil, nil
	}
	server, err := account.ParseServer(evidence.SMTP, c.Target)
	if err != nil {
		return nil, badUsage("an address, a domain, or a host with or without a port", "%w", err)
	}
	_, literal := netip.ParseAddr(server.Host)
	base, err := publicsuffix.EffectiveTLDPlusOne(server.Host)
	if err == nil && base == server.Host && literal != nil && !hasPort(c.Target) {
		s.domain = server.Host
		return nil, nil
	}
	return hostOf(c.Target)
}

func hasPort(target string) bool {
	_, err := netip.ParseAddr(target)
	return err != nil && strings.Contains(target[strings.LastIndexByte(target, ']')+1:], ":")
}

// hostOf is a host to look at: the listener of its port, or the usual one of
// each protocol.
func hostOf(text string) (*survey.Host, error) {
	server, err := account.ParseServer(evidence.SMTP, text)
	if err != nil {
		return nil, badUsage("host or host:port", "%w", err)
	}
	h := &survey.Host{Name: server.Host, Part: evidenceTyped}
	both := []evidence.Listener{
		{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS},
		{Proto: evidence.POP3, Port: 995, Security: evidence.SSL},
	}
	if !hasPort(text) {
		h.Listen = both
		return h, nil
	}
	switch server.Port {
	case 995:
		h.Listen = both[1:]
	case 110, 1110, 2221:
		h.Listen = []evidence.Listener{{Proto: evidence.POP3, Port: server.Port, Security: evidence.STLS}}
	default:
		h.Listen = []evidence.Listener{{Proto: evidence.SMTP, Port: server.Port, Security: account.Natural(evidence.SMTP, server.Port)}}
	}
	return h, nil
}

// dialogsOf fills both dialogs from a host's listeners.
func dialogsOf(h *survey.Host) (smtp, pop evidence.Server) {
	for _, l := range h.Listen {
		server := evidence.Server{Typed: h.Name, Host: h.Name, Port: l.Port, Security: l.Security}
		if l.Proto == evidence.SMTP {
			smtp = server
		} else {
			pop = server
		}
	}
	return smtp, pop
}

// servers fills the dialogs from --smtp and --pop where there is no address.
func (c *diagnoseCmd) servers(j *job) error {
	for _, d := range []struct {
		proto        evidence.Proto
		server       *account.Server
		flag, typed  string
		securityFlag string
		security     string
	}{
		{evidence.SMTP, &j.account.SMTP, "--smtp", c.SMTP, "--smtp-security", c.SMTPSecurity},
		{evidence.POP3, &j.account.POP, "--pop", c.POP, "--pop-security", c.POPSecurity},
	} {
		if d.typed == "" {
			continue
		}
		server, err := account.ParseServer(d.proto, d.typed)
		if err != nil {
			return badUsage(d.flag+" HOST[:PORT]", "%s: %w", d.flag, err)
		}
		if err := account.Secure(d.proto, &server, evidence.Security(d.security)); err != nil {
			return badUsage("say which: "+d.securityFlag+" ssl, stls or none", "%w", err)
		}
		d.server.Server = server
	}
	return nil
}
