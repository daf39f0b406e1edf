package job

import (
	"cmp"
	"context"
	"slices"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/survey"
	"harness/verify/advice"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Subject is what a job is about: a Request with every blank filled in.
type Subject struct {
	req     Request
	typed   Typed // of the request, then also out of the target and the paste
	account account.Account
	options client.Options

	target     string // for the head of the report
	domain     string // of the address, A-labels; "" none
	dialogs    bool   // at least one dialog was filled in
	login      bool   // there is a password, and it may be used
	only       evidence.LegName
	hosts      []survey.Host
	said       []string // names in the pasted text
	received   []string // names in the Received lines of the mail
	either     bool     // one host and no port were named: it may serve one leg alone
	narrowed   bool     // to one leg by what was pasted, and not by Request.Only
	recognised []report.Recognised
	homes      []evidence.Home // where the hosting company lists the mailbox
}

// subjectOf is a subject before anything was read.
func subjectOf(r Request) Subject {
	s := Subject{req: r, typed: r.Typed, account: r.Env.Account, options: r.options(), only: r.Only, said: r.Names}
	s.account.Over = s.options.Persona.Fetch.Proto
	return s
}

// ResolveTrip finds out whose round trip is wanted. The error is a Fault, or
// what Request.Passwords answered.
func ResolveTrip(r Request) (Subject, error) {
	s := subjectOf(r)
	if err := fill(&s.account, s.typed, s.only); err != nil {
		return Subject{}, err
	}
	s.target, s.dialogs, s.login = s.account.Address, true, true
	return s, s.unlock()
}

// Resolve finds out what a diagnosis is about: what was typed, the
// environment's account, the target and the pasted text, in this order. DNS is
// asked where names must be guessed. The error is a Fault, or what
// Request.Passwords answered.
func Resolve(ctx context.Context, r Request) (Subject, error) {
	s := subjectOf(r)
	named, err := s.aim()
	if err != nil {
		return Subject{}, err
	}
	if r.Target != "" { // the environment's servers, and not its customer's settings
		s.account = account.Account{Over: s.account.Over}
	}
	if err := s.read(); err != nil {
		return Subject{}, err
	}
	if len(r.Mail) > 0 {
		s.received = advice.ReceivedHosts(string(r.Mail))
		if len(s.recognised) == 0 {
			s.recognised = recognise(phrasebook.Decode(r.Mail))
		}
	}
	if err := s.fillIn(); err != nil {
		return Subject{}, err
	}
	s.login = mayLogIn(r, s.account)
	if err := s.choose(ctx, named); err != nil {
		return Subject{}, err
	}
	s.options.Only = s.only
	if s.target == "" {
		s.target = cmp.Or(s.account.Address, s.domain)
	}
	if s.target == "" && len(s.hosts) > 0 {
		s.target = s.hosts[0].Name
	}
	if !s.login {
		return s, nil
	}
	return s, s.unlock()
}

// fillIn fills the dialogs and takes their hosts.
func (s *Subject) fillIn() error {
	if s.typed.Address != "" || s.account.Address != "" {
		if err := fill(&s.account, s.typed, s.only); err != nil {
			return err
		}
		box, err := account.ParseAddress(s.account.Address)
		if err != nil {
			return &Fault{FieldAddress, err}
		}
		s.domain = box.Domain
	} else if err := fillServers(&s.account, s.typed); err != nil {
		return err
	}
	s.takeHosts()
	if len(s.hosts) == 0 && s.narrowed && (s.account.SMTP.Host != "" || s.account.POP.Host != "") {
		// The words are of one leg, and the one name beside them is the other's.
		s.only = ""
		s.takeHosts()
	}
	s.dialogs = len(s.hosts) > 0
	return nil
}

// choose decides which hosts are looked at, and which legs they are of.
func (s *Subject) choose(ctx context.Context, named *survey.Host) error {
	smtp, pop := s.account.SMTP.Host != "", s.account.POP.Host != ""
	switch {
	case s.dialogs && s.login && (!smtp || !pop): // RoundTrip guesses the other
	case s.dialogs && !smtp:
		s.only = evidence.FetchLeg
	case s.dialogs && !pop:
		s.only = evidence.SendLeg
	case s.dialogs:
	case named != nil:
		s.hosts = []survey.Host{*named}
		dialogsOf(&s.account, named)
		s.only = onlyOf(named)
		s.either = s.only == ""
	case s.domain != "":
		s.hosts = onLeg(guesses(ctx, s.options.Names(), s.domain, s.options.Persona), s.only)
		s.login = false // no password goes to a guess
	default:
		return &Fault{FieldNothing, ErrNothing}
	}
	return nil
}

// unlock asks for the passwords and looks the account over.
func (s *Subject) unlock() error {
	if s.req.Passwords != nil {
		p, err := s.req.Passwords(s.account.Address, s.only)
		if err != nil {
			return err
		}
		if s.only != evidence.FetchLeg {
			s.account.SMTP.Password = p.SMTP
		}
		if s.only != evidence.SendLeg {
			s.account.POP.Password = p.POP
		}
	}
	if err := s.account.Check(s.only); err != nil {
		return &Fault{FieldAccount, err}
	}
	return nil
}

// adviceCase is what advice is asked.
func (s *Subject) adviceCase(sv *evidence.Survey, auto []string) advice.Case {
	acc := s.account.WithDefaults()
	address := acc.Address
	if address == "" && s.domain != "" {
		address = "@" + s.domain
	}
	return advice.Case{Roots: s.options.Roots, Said: s.said, Received: s.received, Auto: auto, NoSNI: s.options.NoSNI, Own: s.req.Company.Owns, Trip: &evidence.Trip{
		Schema: evidence.Schema, Started: sv.Started, Persona: s.options.Persona.Name, Address: address, To: acc.To,
		Roots: s.options.Roots.Name, NoLogin: true, Risky: s.options.Risky, Legs: acc.Legs(s.only),
		DNS: []evidence.Answer{}, LocalIPs: localIPs(sv), Survey: sv, Homes: s.homes,
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
