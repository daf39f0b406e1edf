package main

import (
	"slices"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/survey"
	"harness/verify/advice"
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
	only       evidence.LegName
	hosts      []survey.Host
	said       []string // names in the pasted text
	received   []string
	auto       []string // names in the published autoconfig
	mail       []byte   // of --mail
	either     bool     // one host and no port were named: it may serve one leg alone
	narrowed   bool     // to one leg by what was pasted, and not by --only
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
	if len(s.hosts) == 0 && s.narrowed && (j.account.SMTP.Host != "" || j.account.POP.Host != "") {
		// The words are of one leg, and the one name beside them is the other's.
		s.only, c.Only, j.options.Only = "", "", ""
		s.take(j, evidenceTyped)
	}
	s.login = !c.NoLogin && j.account.Address != "" && (c.passwordGiven(a) || j.lab != nil)
	s.dialogs = len(s.hosts) > 0
	switch {
	case s.dialogs && s.login && (j.account.SMTP.Host == "" || j.account.POP.Host == ""): // RoundTrip guesses the other
	case s.dialogs && j.account.SMTP.Host == "":
		s.only = evidence.FetchLeg
	case s.dialogs && j.account.POP.Host == "":
		s.only = evidence.SendLeg
	case s.dialogs:
	case named != nil:
		s.hosts = []survey.Host{*named}
		j.account.SMTP.Server, j.account.POP.Server = dialogsOf(named)
		s.only = onlyOf(named)
		s.either = s.only == ""
	case s.domain != "":
		s.hosts = onLeg(guesses(lookup.New(j.options.Resolver).Within(j.options.Timeout), a, s.domain), s.only)
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

// caseOf is what advice is asked.
func (s *subject) caseOf(j *job, sv *evidence.Survey) advice.Case {
	acc := j.account.WithDefaults()
	address := acc.Address
	if address == "" && s.domain != "" {
		address = "@" + s.domain
	}
	return advice.Case{Roots: j.options.Roots, Said: s.said, Received: s.received, Auto: s.auto, Trip: &evidence.Trip{
		Schema: evidence.Schema, Started: sv.Started, Persona: j.options.Persona.Name, Address: address, To: acc.To,
		Roots: j.options.Roots.Name, NoLogin: true, Risky: j.options.Risky, Legs: acc.Legs(s.only),
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
