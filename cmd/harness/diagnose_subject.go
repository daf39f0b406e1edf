package main

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/survey"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

const (
	evidenceTyped = evidence.TypedHost
	candidate     = evidence.CandidateHost
)

// subject is what a diagnosis is about.
type subject struct {
	target     string // for the head of the report
	domain     string // of the address, A-labels; "" none
	dialogs    bool   // at least one dialog was filled in
	login      bool   // there is a password, and it may be used
	only       string
	hosts      []survey.Host
	said       []string // names in the pasted text
	received   []string
	auto       []string // names in the published autoconfig
	mail       []byte   // of --mail
	either     bool     // one host and no port were named: it may serve one leg alone
	recognised []report.Recognised
}

// subject finds out what was typed: in flags, account file, lab, target and
// pasted text, in this order.
func (c *diagnoseCmd) subject(a *app, j *job) (*subject, error) {
	s := &subject{only: c.Only}
	named, err := c.target(s)
	if err != nil {
		return nil, err
	}
	if c.Target != "" && j.lab != nil { // the lab's servers, and not its customer's settings
		j.account = account.Account{}
	}
	if err := c.pasted(a, s); err != nil {
		return nil, err
	}
	if c.Mail != "" {
		raw, err := readInput(a, c.Mail)
		if err != nil {
			return nil, badUsage("--mail takes a whole message with its header", "--mail: %w", err)
		}
		s.mail, s.received = raw, advice.ReceivedHosts(string(raw))
		if len(s.recognised) == 0 {
			s.recognise(phrasebook.Causes(phrasebook.Decode(raw)))
		}
	}
	if c.User != "" || j.account.Address != "" {
		if err := c.settings.dialogs(a, j); err != nil {
			return nil, err
		}
		box, err := account.ParseAddress(j.account.Address)
		if err != nil {
			return nil, badUsage("", "%w", err)
		}
		s.domain = box.Domain
	} else if err := c.servers(j); err != nil {
		return nil, err
	}
	s.only, j.options.Only = c.Only, c.Only
	s.take(j, evidenceTyped)
	s.login = !c.NoLogin && j.account.Address != "" && (c.passwordGiven(a) || j.lab != nil)
	s.dialogs = len(s.hosts) > 0
	switch {
	case s.dialogs && s.login && (j.account.SMTP.Host == "" || j.account.POP.Host == ""): // RoundTrip guesses the other
	case s.dialogs && j.account.SMTP.Host == "":
		s.only = "fetch"
	case s.dialogs && j.account.POP.Host == "":
		s.only = "send"
	case s.dialogs:
	case named != nil:
		s.hosts = []survey.Host{*named}
		j.account.SMTP.Server, j.account.POP.Server = dialogsOf(named)
		s.only = onlyOf(named)
		s.either = s.only == ""
	case s.domain != "":
		s.hosts = onLeg(guesses(lookup.New(j.options.Resolver), a, s.domain), s.only)
		s.login = false // no password goes to a guess
	default:
		return nil, badUsage("harness diagnose info@customer.example, --said FILE, or --lab NAME to try it out", "whose mail servers? nothing was given")
	}
	j.options.Only = s.only
	if s.login {
		if err := c.passwords(a, &j.account); err != nil {
			return nil, err
		}
		if err := j.account.Check(s.only); err != nil {
			return nil, badUsage("", "%w", err)
		}
	}
	if s.target == "" {
		s.target = j.account.Address
	}
	if s.target == "" && len(s.hosts) > 0 {
		s.target = s.hosts[0].Name
	}
	return s, nil
}

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

// pasted takes addresses and hosts from what the customer wrote, where no flag
// gave them.
func (c *diagnoseCmd) pasted(a *app, s *subject) error {
	text := c.text
	if c.Said != "" {
		raw, err := readInput(a, c.Said)
		if err != nil {
			return badUsage("--said takes a file, or - for standard input", "--said: %w", err)
		}
		text = phrasebook.Decode(raw)
	}
	if text == "" {
		return nil
	}
	matches := phrasebook.Causes(text)
	s.recognise(matches)
	c.narrow(s.recognised)
	for _, m := range matches {
		host, err := account.NormalHost(m.Holes["host"])
		if m.Near || err != nil || !strings.Contains(host, ".") {
			continue
		}
		switch m.Phrase.Surface {
		case phrasebook.POPDialog, phrasebook.POPHistory:
			if c.POP == "" {
				c.POP = host
			}
		case phrasebook.SendDialog, phrasebook.SendBounce:
			if c.SMTP == "" {
				c.SMTP = host
			}
		}
	}
	addresses, hosts := advice.Mentions(text)
	s.said = hosts
	if c.User == "" && c.Target == "" && len(addresses) > 0 {
		c.User = addresses[0]
	}
	for _, h := range hosts {
		label, _, _ := strings.Cut(h, ".")
		if c.SMTP == "" && strings.HasPrefix(label, "smtp") {
			c.SMTP = h
		}
		if c.POP == "" && strings.HasPrefix(label, "pop") {
			c.POP = h
		}
	}
	if own := advice.Under(hosts, c.User); len(own) == 1 && c.SMTP == "" && c.POP == "" {
		// The one name of the customer's own in the text is what was typed.
		switch c.Only {
		case "send":
			c.SMTP = own[0]
		case "fetch":
			c.POP = own[0]
		}
	}
	if c.User == "" && c.Target == "" && c.SMTP == "" && c.POP == "" {
		if len(hosts) == 0 {
			return badUsage("add the address: harness diagnose info@customer.example --said FILE", "the pasted text names neither an address nor a host")
		}
		c.SMTP, c.POP = hosts[0], hosts[0]
	}
	return nil
}

// narrow keeps to the one leg that all recognised phrases are about.
func (c *diagnoseCmd) narrow(said []report.Recognised) {
	legs := map[string]bool{}
	for _, r := range said {
		if leg := report.LegOf(r.On); !r.Near && leg != finding.Both {
			legs[string(leg)] = true
		}
	}
	if c.Only == "" && len(legs) == 1 && c.SMTP == "" && c.POP == "" {
		for leg := range legs {
			c.Only = leg
		}
	}
}

func (s *subject) recognise(matches []phrasebook.Match) {
	for _, m := range matches {
		s.recognised = append(s.recognised, report.Recognised{ID: m.Phrase.ID, Quote: m.Quote, Causes: m.Causes, Near: m.Near, On: m.Phrase.Surface})
	}
}

// take makes hosts to look at of the dialogs that are filled in.
func (s *subject) take(j *job, part evidence.Part) {
	s.hosts = nil
	for _, d := range []struct {
		proto  evidence.Proto
		server evidence.Server
		skip   bool
	}{
		{evidence.SMTP, j.account.SMTP.Server, s.only == "fetch"},
		{evidence.POP3, j.account.POP.Server, s.only == "send"},
	} {
		if d.server.Host == "" || d.skip {
			continue
		}
		at := evidence.Listener{Proto: d.proto, Port: d.server.Port, Security: d.server.Security}
		if i := slices.IndexFunc(s.hosts, func(h survey.Host) bool { return h.Name == d.server.Host }); i >= 0 {
			s.hosts[i].Listen = append(s.hosts[i].Listen, at)
			continue
		}
		s.hosts = append(s.hosts, survey.Host{Name: d.server.Host, Part: part, Listen: []evidence.Listener{at}})
	}
}

// guesses are the names that customers type for a domain.
func guesses(r *lookup.Resolver, a *app, domain string) []survey.Host {
	send := evidence.Listener{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS}
	fetch := evidence.Listener{Proto: evidence.POP3, Port: 995, Security: evidence.SSL}
	list := []survey.Host{
		{Name: "smtp." + domain, Listen: []evidence.Listener{send}},
		{Name: "mail." + domain, Listen: []evidence.Listener{send, fetch}},
		{Name: "pop." + domain, Listen: []evidence.Listener{fetch}},
		{Name: "imap." + domain, Listen: []evidence.Listener{fetch}},
		{Name: domain, Listen: []evidence.Listener{send, fetch}},
	}
	ctx, cancel := context.WithTimeout(a.ctx, 2*time.Second) // one more row is not worth a longer wait
	defer cancel()
	for _, rec := range r.Ask(ctx, domain, "MX").Records {
		_, host, _ := strings.Cut(rec.Data, " ")
		name, err := account.NormalHost(host)
		if rec.Type == "MX" && err == nil && !slices.ContainsFunc(list, func(h survey.Host) bool { return h.Name == name }) && len(list) < 8 {
			list = append(list, survey.Host{Name: name, Listen: []evidence.Listener{send}})
		}
	}
	for i := range list {
		list[i].Part = evidence.GuessedHost
	}
	return list
}

// keepSpoken drops the leg whose protocol a host does not speak at all, where
// it speaks the other.
func (s *subject) keepSpoken(j *job, sv *evidence.Survey) {
	speaks := func(p evidence.Proto) bool {
		return slices.ContainsFunc(sv.Sessions, func(one evidence.Session) bool {
			st := one.Step(evidence.StageConnect)
			return one.Proto == p && st != nil && st.Trouble == nil
		})
	}
	switch smtp, pop := speaks(evidence.SMTP), speaks(evidence.POP3); {
	case smtp && !pop:
		s.only = "send"
	case pop && !smtp:
		s.only = "fetch"
	}
	j.options.Only = s.only
}

// onLeg keeps the listeners of the leg that was asked for.
func onLeg(hosts []survey.Host, only string) []survey.Host {
	if only == "" {
		return hosts
	}
	var out []survey.Host
	for _, h := range hosts {
		h.Listen = slices.DeleteFunc(slices.Clone(h.Listen), func(l evidence.Listener) bool {
			return (l.Proto == evidence.SMTP) != (only == "send")
		})
		if len(h.Listen) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// caseOf is what advice is asked.
func (s *subject) caseOf(j *job, sv *evidence.Survey) advice.Case {
	acc := j.account.WithDefaults()
	address := acc.Address
	if address == "" && s.domain != "" {
		address = "@" + s.domain
	}
	return advice.Case{Roots: j.options.Roots, Said: s.said, Received: s.received, Auto: s.auto, Trip: &evidence.Trip{
		Schema: evidence.Schema, Started: sv.Started, Persona: j.options.Persona.Name, Address: address, To: acc.To,
		Only: s.only, Roots: j.options.Roots.Name, NoLogin: true, SMTP: acc.SMTP.Server, POP: acc.POP.Server,
		DNS: []evidence.Answer{}, LocalIPs: localIPs(sv), Survey: sv,
	}}
}

func localIPs(sv *evidence.Survey) []string {
	out := []string{}
	for _, one := range sv.Sessions {
		if ip := one.Local.Addr(); ip.IsValid() && !slices.Contains(out, ip.String()) {
			out = append(out, ip.String())
		}
	}
	return out
}

// passwordGiven tells whether a password was named in any way: without one,
// diagnose looks without logging in and never asks.
func (c *diagnoseCmd) passwordGiven(a *app) bool {
	for _, v := range []string{"HARNESS_PASSWORD", "HARNESS_SMTP_PASSWORD", "HARNESS_POP_PASSWORD"} {
		if a.getenv(v) != "" {
			return true
		}
	}
	return c.PasswordFile+c.SMTPPassFile+c.POPPassFile+c.PasswordEnv+c.SMTPPassEnv+c.POPPassEnv != "" || c.PasswordStdin
}

// list is --dry-run.
func (c *diagnoseCmd) list(a *app, j *job, s *subject) error {
	if len(s.hosts) == 0 {
		s.hosts = guesses(lookup.New(j.options.Resolver), a, s.domain)
	}
	sv := survey.New(survey.Config{Options: j.options, Full: c.Survey == "full", Domain: s.domain})
	plan := sv.Plan(a.ctx, s.hosts...)
	if c.Format == "json" {
		return report.JSON(a.stdout, map[string]any{"schema": report.Schema, "command": "diagnose", "would_open": plan})
	}
	for _, line := range plan {
		fmt.Fprintln(a.stdout, report.Clean(line))
	}
	return nil
}
