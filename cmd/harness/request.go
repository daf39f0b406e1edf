package main

import (
	"cmp"
	"errors"
	"net/netip"
	"strings"

	"harness/client"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
)

// request is the settings as a request, in the environment that they name; the
// caller calls close in the end. Every error of it is the person's to mend.
func (s *settings) request(a *app) (r job.Request, close func(), err error) {
	if err := s.fromFile(a); err != nil {
		return r, nil, err
	}
	if err := s.check(); err != nil {
		return r, nil, err
	}
	who, err := s.client(a)
	if err != nil {
		return r, nil, err
	}
	fetch := job.Dialog{Server: s.POP, Security: evidence.Security(s.POPSecurity), Login: cmp.Or(s.POPLogin, s.Login)}
	if who.Fetch.Proto == evidence.IMAP {
		fetch = job.Dialog{Server: s.IMAP, Security: evidence.Security(s.IMAPSecurity), Login: cmp.Or(s.IMAPLogin, s.Login)}
	}
	r.Only = s.Only
	r.Typed = job.Typed{
		Address: s.User, To: s.To,
		SMTP: job.Dialog{Server: s.SMTP, Security: evidence.Security(s.SMTPSecurity), Login: cmp.Or(s.SMTPLogin, s.Login)},
		POP:  fetch,
	}
	if s.As == persona.Every {
		r.Typed.POP = job.Dialog{Server: s.POP, Security: evidence.Security(s.POPSecurity), Login: cmp.Or(s.POPLogin, s.Login)}
		r.Typed.IMAP = job.Dialog{Server: s.IMAP, Security: evidence.Security(s.IMAPSecurity), Login: cmp.Or(s.IMAPLogin, s.Login)}
	}
	if r.Margins, err = s.Margins.read(); err != nil {
		return r, nil, err
	}
	if r.Options, err = s.options(a); err != nil {
		return r, nil, err
	}
	if s.As != "" || s.IMAP+s.IMAPSecurity+s.IMAPLogin != "" { // else it is for the paste to say, or for the scenario
		r.Options.Persona = who
	}
	if r.Env, close, err = s.environment(a); err != nil {
		return r, nil, err
	}
	if s.Lab == "" || s.passwordNamed() { // else the scenario's own stands
		r.Passwords = func(address string, only evidence.LegName) (job.Passwords, error) {
			return s.passwords(a, address, only)
		}
	}
	return r, close, nil
}

// check looks at the choices among words.
func (s *settings) check() error {
	return errors.Join(
		oneOf("--only", string(s.Only), string(evidence.SendLeg), string(evidence.FetchLeg)),
		oneOf("--letter", s.Letter, "plain", "torture"),
		oneOf("--smtp-security", s.SMTPSecurity, "tls", "ssl", "none"),
		oneOf("--pop-security", s.POPSecurity, "ssl", "stls", "none"),
		oneOf("--imap-security", s.IMAPSecurity, "tls", "ssl", "none"),
	)
}

// client is the persona that was asked for: by its name, by how it fetches, or
// the one that a scenario is of.
func (s *settings) client(a *app) (persona.Persona, error) {
	who := persona.Usual("")
	switch {
	case s.As == persona.Every:
		if s.POP == "" && s.IMAP != "" {
			who = persona.Usual(evidence.IMAP)
		}
		if !s.Everyone {
			return who, badUsage("all clients: harness roundtrip or harness diagnose", "--as %s has no place here", persona.Every)
		}
		return who, nil
	case s.As != "":
		var known bool
		if who, known = persona.Find(persona.All(), s.As); !known {
			var names []string
			for _, p := range persona.All() {
				names = append(names, p.Name)
			}
			return who, oneOf("--as", s.As, append(names, persona.Every)...)
		}
	case s.IMAP != "":
		who = persona.Usual(evidence.IMAP)
	case s.Lab != "":
		sc, err := scenarioOf(a, s.Lab)
		if err != nil {
			return who, err
		}
		s.Only = cmp.Or(s.Only, sc.Only)
		if sc.Typed.IMAP != "" {
			who = persona.Usual(evidence.IMAP)
		}
	}
	return s.over(a, who)
}

// over is the persona as it fetches by the protocol that the settings speak of.
func (s *settings) over(a *app, who persona.Persona) (persona.Persona, error) {
	pop, imap := s.POP+s.POPSecurity+s.POPLogin != "", s.IMAP+s.IMAPSecurity+s.IMAPLogin != ""
	var can bool
	switch {
	case pop && imap:
		return who, badUsage("", "--pop and --imap exclude each other")
	case pop:
		if who, can = who.Over(evidence.POP3); !can {
			return who, badUsage("--imap HOST[:PORT]", "--pop has no place here: %s fetches by IMAP", who.Name)
		}
	case imap:
		if who, can = who.Over(evidence.IMAP); !can {
			return who, badUsage("--as gmail-app", "--imap has no place here: %s fetches by POP3", who.Name)
		}
	case s.Lab != "":
		sc, err := scenarioOf(a, s.Lab)
		if err != nil {
			return who, err
		}
		if sc.Typed.IMAP == "" {
			who, _ = who.Over(evidence.POP3)
		}
	}
	return who, nil
}

// options are how the trip is made.
func (s *settings) options(a *app) (client.Options, error) {
	o := client.Options{
		Risky: s.AllowRisky, Hello: s.Helo, NoSNI: s.NoSNI, Torture: s.Letter == "torture", Keep: s.Keep, Now: a.now,
	}
	if s.Timeout != nil {
		if o.Timeout = *s.Timeout; *s.Timeout <= 0 {
			return o, badUsage("for example --timeout 30s", "--timeout must be more than nothing")
		}
	}
	if s.Wait != nil {
		if o.Wait = max(*s.Wait, 1); *s.Wait < 0 { // 0 would mean the default
			return o, badUsage("for example --wait 2m", "--wait must not be negative")
		}
	}
	if strings.ContainsFunc(s.Helo, func(r rune) bool { return r <= ' ' || r > '~' }) { // RFC 5321 section 4.1.1.1
		return o, badUsage("for example --helo client.customer.example", "--helo: %q cannot be sent as a name", s.Helo)
	}
	for _, text := range s.ConnectTo {
		c, err := job.ParseConnectTo(text)
		if err != nil {
			return o, badUsage("HOST:PORT:ADDR:PORT; fields may be empty, an IPv6 address stands in brackets", "--connect-to: %w", err)
		}
		o.ConnectTo = append(o.ConnectTo, c)
	}
	return o, nil
}

// environment is the network as it is, or a scenario of the lab.
func (s *settings) environment(a *app) (env job.Env, close func(), err error) {
	if s.Lab != "" {
		return s.lab(a)
	}
	roots, err := s.Trust.load(a)
	if err != nil {
		return env, nil, err
	}
	env = job.World(roots)
	if s.Resolver != "" {
		if env.Resolver, err = resolverAt(s.Resolver); err != nil {
			return env, nil, err
		}
	}
	// A proxy with a password comes from the environment: process lists show flags.
	if strings.Contains(s.Proxy, "@") {
		return env, nil, badUsage("put the URL into the variable HARNESS_PROXY", "--proxy: a password does not belong into a flag or an account file")
	}
	if text := cmp.Or(s.Proxy, a.getenv("HARNESS_PROXY")); text != "" {
		if env.Dial, err = job.ProxyDialer(text); err != nil {
			return env, nil, badUsage("for example --proxy socks5h://127.0.0.1:1080", "--proxy: %w", err)
		}
		env.Via = evidence.ViaProxy
	}
	return env, func() {}, nil
}

// resolverAt reads --resolver; the port of DNS may be left out.
func resolverAt(text string) (netip.AddrPort, error) {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at, nil
	}
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return netip.AddrPort{}, badUsage("for example --resolver 192.0.2.53:53", "--resolver: %q is not an address with a port", text)
	}
	return netip.AddrPortFrom(ip, 53), nil
}

// lab starts the scenario, which excludes every other network.
func (s *settings) lab(a *app) (env job.Env, close func(), err error) {
	switch {
	case s.Resolver != "":
		return env, nil, badUsage("", "--resolver and --lab exclude each other: a lab run never leaves the machine")
	case s.Proxy != "":
		return env, nil, badUsage("", "--proxy and --lab exclude each other: a lab run never leaves the machine")
	case s.Trust.Roots != "" || len(s.Trust.CAFile) > 0:
		return env, nil, badUsage("", "--roots and --ca-file have no place in the lab: only its own roots are trusted there")
	}
	sc, err := scenarioOf(a, s.Lab)
	if err != nil {
		return env, nil, err
	}
	lab, err := job.OpenLab(a.ctx, sc)
	if err != nil {
		return env, nil, err
	}
	return lab.Env, func() { lab.Close() }, nil
}
