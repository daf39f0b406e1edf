package main

import (
	"cmp"
	"context"
	"errors"
	"net/netip"
	"strings"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/fixtures"
	"harness/verify/certs"
)

// job is a trip that is ready to be made.
type job struct {
	account account.Account
	options client.Options
	lab     *fixtures.Lab // nil: the real world
}

func (j *job) close() {
	if j.lab != nil {
		j.lab.Close()
	}
}

// prepare turns settings into a job: file, lab, servers, guesses, passwords,
// in this order. Every error of it is the person's to mend: exit 2.
func (s *settings) prepare(a *app) (*job, error) {
	j, err := s.open(a)
	if err != nil {
		return nil, err
	}
	ok := false
	defer func() {
		if !ok {
			j.close()
		}
	}()
	if err := s.dialogs(a, j); err != nil {
		return nil, err
	}
	if err := s.passwords(a, &j.account); err != nil {
		return nil, err
	}
	if err := j.account.Check(s.Only); err != nil {
		return nil, badUsage("", "%w", err)
	}
	ok = true
	return j, nil
}

// open is a job without an account: file, lab, network, roots.
func (s *settings) open(a *app) (*job, error) {
	if err := s.fromFile(a); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	j := &job{}
	ok := false
	defer func() {
		if !ok {
			j.close()
		}
	}()
	if err := s.network(a, j); err != nil {
		return nil, err
	}
	if s.Lab != "" {
		if err := s.intoLab(a.ctx, j); err != nil {
			return nil, err
		}
	} else {
		roots, err := s.Trust.load()
		if err != nil {
			return nil, err
		}
		j.options.Roots = roots
	}
	ok = true
	return j, nil
}

// check looks at the choices among words.
func (s *settings) check() error {
	return errors.Join(
		oneOf("--only", string(s.Only), string(evidence.SendLeg), string(evidence.FetchLeg)),
		oneOf("--letter", s.Letter, "plain", "torture"),
		oneOf("--smtp-security", s.SMTPSecurity, "tls", "ssl", "none"),
		oneOf("--pop-security", s.POPSecurity, "ssl", "stls", "none"),
	)
}

// guessedPort is the usual port of a security, where only that was typed.
var guessedPort = map[evidence.Proto]map[evidence.Security]uint16{
	evidence.SMTP: {evidence.SSL: 465, evidence.StartTLS: 587, evidence.Plain: 587},
	evidence.POP3: {evidence.SSL: 995, evidence.STLS: 110, evidence.Plain: 110},
}

// network fills how servers are reached.
func (s *settings) network(a *app, j *job) error {
	j.options = client.Options{
		Persona: persona.Gmail, Only: s.Only, Risky: s.AllowRisky,
		Hello: s.Helo, NoSNI: s.NoSNI, Torture: s.Letter == "torture", Keep: s.Keep,
	}
	if s.Timeout != nil {
		if j.options.Timeout = *s.Timeout; *s.Timeout <= 0 {
			return badUsage("for example --timeout 30s", "--timeout must be more than nothing")
		}
	}
	if s.Wait != nil {
		if j.options.Wait = max(*s.Wait, 1); *s.Wait < 0 { // 0 would mean the default
			return badUsage("for example --wait 2m", "--wait must not be negative")
		}
	}
	if strings.ContainsFunc(s.Helo, func(r rune) bool { return r <= ' ' || r > '~' }) { // RFC 5321 section 4.1.1.1
		return badUsage("for example --helo client.customer.example", "--helo: %q cannot be sent as a name", s.Helo)
	}
	if s.Resolver != "" && s.Lab != "" {
		return badUsage("", "--resolver and --lab exclude each other: a lab run never leaves the machine")
	}
	if s.Resolver != "" {
		at, err := netip.ParseAddrPort(s.Resolver)
		if err != nil {
			ip, ipErr := netip.ParseAddr(s.Resolver)
			if ipErr != nil {
				return badUsage("for example --resolver 192.0.2.53:53", "--resolver: %q is not an address with a port", s.Resolver)
			}
			at = netip.AddrPortFrom(ip, 53)
		}
		j.options.Resolver = at
	}
	for _, text := range s.ConnectTo {
		c, err := parseConnectTo(text)
		if err != nil {
			return badUsage("HOST:PORT:ADDR:PORT; fields may be empty, an IPv6 address stands in brackets", "--connect-to: %w", err)
		}
		j.options.ConnectTo = append(j.options.ConnectTo, c)
	}
	return s.throughProxy(a, j)
}

// throughProxy takes the proxy from the flag or, where it has a password, from
// the environment: process lists show flags.
func (s *settings) throughProxy(a *app, j *job) error {
	text := s.Proxy
	switch {
	case text == "" && s.Lab == "":
		text = a.getenv("HARNESS_PROXY")
	case strings.Contains(text, "@"):
		return badUsage("put the URL into the variable HARNESS_PROXY", "--proxy: a password does not belong into a flag or an account file")
	}
	if text != "" {
		if s.Lab != "" {
			return badUsage("", "--proxy and --lab exclude each other: a lab run never leaves the machine")
		}
		dial, err := proxyDialer(text)
		if err != nil {
			return badUsage("for example --proxy socks5h://127.0.0.1:1080", "--proxy: %w", err)
		}
		j.options.Dial, j.options.Via = dial, evidence.ViaProxy
	}
	return nil
}

// intoLab starts the scenario; its account stands where nothing was typed.
func (s *settings) intoLab(ctx context.Context, j *job) error {
	if s.Trust.Roots != "" || len(s.Trust.CAFile) > 0 {
		return badUsage("", "--roots and --ca-file have no place in the lab: only its own roots are trusted there")
	}
	sc, err := findScenario(s.Lab)
	if err != nil {
		return err
	}
	lab, err := fixtures.Start(ctx, sc)
	if err != nil {
		return err
	}
	j.lab, j.account = lab, lab.Account
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		return err
	}
	j.options.Roots = roots
	j.options.Dial, j.options.Via = lab.Dial, evidence.ViaLab
	j.options.Resolver = lab.Resolver
	if j.options.Timeout == 0 {
		j.options.Timeout = sc.Step
	}
	if j.options.Wait == 0 {
		j.options.Wait = sc.Wait
	}
	return nil
}

// dialogs fills the two dialogs from what was typed; what was not typed is
// the lab's, or guessed as Gmail does.
func (s *settings) dialogs(a *app, j *job) error {
	acc := &j.account
	if s.User != "" {
		acc.Address = account.Trim(s.User)
	}
	if acc.Address == "" {
		return badUsage("--user ADDR, --account FILE, or --lab NAME to try it out", "whose account? no --user given")
	}
	if _, err := account.ParseAddress(acc.Address); err != nil {
		return badUsage("for example --user info@customer.example", "--user: %w", err)
	}
	if s.To != "" {
		if _, err := account.ParseAddress(s.To); err != nil {
			return badUsage("", "--to: %w", err)
		}
		acc.To = s.To
	}
	both := []struct {
		proto       evidence.Proto
		server      *account.Server
		flag, typed string
		login       string
		security    evidence.Security
		skip        bool
	}{
		{evidence.SMTP, &acc.SMTP, "--smtp", s.SMTP, cmp.Or(s.SMTPLogin, s.Login), evidence.Security(s.SMTPSecurity), s.Only == evidence.FetchLeg},
		{evidence.POP3, &acc.POP, "--pop", s.POP, cmp.Or(s.POPLogin, s.Login), evidence.Security(s.POPSecurity), s.Only == evidence.SendLeg},
	}
	for _, d := range both {
		if d.login != "" {
			d.server.Login = d.login
		}
		if d.typed != "" {
			server, err := account.ParseServer(d.proto, d.typed)
			if err != nil {
				return badUsage(d.flag+" HOST[:PORT]", "%s: %w", d.flag, err)
			}
			server.Login = d.server.Login
			d.server.Server = server
		}
	}
	*acc = acc.WithDefaults()
	for _, d := range both {
		if d.skip {
			continue
		}
		if d.server.Host == "" { // to be guessed: the port follows the security
			d.server.Security, d.server.Port = d.security, guessedPort[d.proto][d.security]
			continue
		}
		if err := account.Secure(d.proto, &d.server.Server, d.security); err != nil {
			return badUsage("say which: "+d.flag+"-security ssl, stls (encrypted after the greeting) or none (the password travels in clear)", "%w", err)
		}
	}
	return nil
}

// whileGuessing turns a guess that must not be made into wrong usage.
func whileGuessing(err error) error {
	var stranger *client.GuessError
	if errors.As(err, &stranger) {
		return badUsage("if that is the right server, type it: "+stranger.Flag()+" "+stranger.Host+"; no password goes to a stranger by a guess", "%w", err)
	}
	return err
}
