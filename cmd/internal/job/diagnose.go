package job

import (
	"context"

	"harness/client"
	"harness/client/autoconfig"
	"harness/client/sender"
	"harness/client/survey"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// RoundTrip makes the trip of a subject of ResolveTrip and judges it. The
// error means that the harness itself could not run, or is a Fault.
func RoundTrip(ctx context.Context, s Subject) (*report.Report, error) {
	trip, err := s.req.trip(ctx, s.account, s.options)
	if err != nil {
		return nil, guessed(err)
	}
	return verify.Judge(trip, s.req.judging()), nil
}

// Run diagnoses a subject of Resolve: the trip as typed, where there is a
// password; the survey; advice; and the trip again with what was advised.
func Run(ctx context.Context, s Subject, agree Agree) (*report.Diagnosis, error) {
	d := &report.Diagnosis{Command: "diagnose", Target: s.target, Client: s.options.Persona.Name, NoLogin: !s.login, Said: s.recognised}
	if s.login {
		trip, err := s.req.trip(ctx, s.account, s.options)
		if err != nil {
			return nil, guessed(err)
		}
		d.Before = verify.Judge(trip, s.req.judging())
		for _, l := range trip.Legs {
			s.account.Server(l.Name).Server = l.Server // guesses filled in
		}
		s.takeHosts()
		s.homes = trip.Homes
	} else {
		s.homes = s.listings(ctx)
	}
	cs := s.survey(ctx)
	d.Survey = cs.Trip.Survey
	d.Certificates = report.CertificatesOf(d.Survey, s.req.Margins)
	d.Advice = advice.Advise(cs)
	if !s.login && s.dialogs {
		d.Before = verify.Judge(cs.AsTrip(), s.req.judging())
	}
	var err error
	if d.Sender, err = s.sender(ctx); err != nil {
		return nil, err
	}
	if s.login {
		if err := s.prove(ctx, d, agree); err != nil {
			return nil, err
		}
	}
	s.testProofs(ctx, d)
	d.Elsewhere = s.elsewhere(ctx, d.Advice)
	d.Company = s.req.company(d.Sender.IP())
	finish(d)
	return d, nil
}

// PlanSchema is the number of PlanForm.
const PlanSchema = 1

// PlanForm is what Run would open first, for people: the JSON form.
type PlanForm struct {
	Schema    int      `json:"schema"`
	Command   string   `json:"command"`
	WouldOpen []string `json:"would_open"`
}

// Plan says what Run would open first. DNS is asked.
func Plan(ctx context.Context, s Subject) PlanForm {
	return PlanForm{PlanSchema, "diagnose", s.surveyor().Plan(ctx, s.hosts...)}
}

func (s *Subject) surveyor() *survey.Surveyor {
	return survey.New(survey.Config{Options: s.options, Full: s.req.Full, Domain: s.domain, Mask: client.Mask(s.account)})
}

// survey looks at the hosts, and at the names that they turn up.
func (s *Subject) survey(ctx context.Context) advice.Case {
	sv := s.surveyor()
	sv.Look(ctx, s.hosts...)
	if s.either {
		s.keepSpoken(sv.Survey())
	}
	cs := s.adviceCase(sv.Survey(), s.published(ctx))
	for _, more := range []func(advice.Case) []advice.Try{advice.Listings, advice.Tries, advice.MoreTries} {
		var tries []survey.Host
		for _, t := range more(cs) {
			tries = append(tries, survey.Host{Name: t.Host, Part: t.Part, Listen: t.Listen})
		}
		if len(tries) == 0 {
			continue
		}
		sv.Try(ctx, tries...)
		cs.Trip.Survey = sv.Survey()
	}
	return cs
}

// published are the names in the settings that the domain publishes.
func (s *Subject) published(ctx context.Context) []string {
	if !s.req.Autoconfig || s.domain == "" || s.req.Env.HTTP == nil {
		return nil
	}
	names, err := autoconfig.Hosts(ctx, s.req.Env.HTTP, s.domain, autoconfig.URLs(s.domain))
	if err != nil {
		s.req.warn("autoconfig", err)
	}
	return names
}

// sender looks at mail from the host to Gmail, if a mail or an address was
// given or the environment has a sample; nil if not.
func (s *Subject) sender(ctx context.Context) (*report.Sender, error) {
	cfg := sender.Config{Domain: s.domain, Mail: s.req.Mail, Lists: s.req.DNSBL, IP: s.req.SendingIP}
	if sample := s.req.Env.Sample; sample.Mail != nil && cfg.Mail == nil && !cfg.IP.IsValid() {
		mail, err := sample.Mail()
		if err != nil {
			return nil, err
		}
		if cfg.Mail = mail; mail != nil && len(cfg.Lists) == 0 {
			cfg.Lists = sample.DNSBL
		}
	}
	if cfg.Mail == nil && !cfg.IP.IsValid() && cfg.Domain != "" {
		cfg.IP = s.req.Company.Outbound()
	}
	if cfg.Mail == nil && !cfg.IP.IsValid() {
		return nil, nil
	}
	return Sender(ctx, cfg, s.req), nil
}

// Sender looks at mail from a host to Gmail and judges it.
func Sender(ctx context.Context, cfg sender.Config, r Request) *report.Sender {
	cfg.Names = r.Env.Trip(r.Options).Names()
	seen := sender.Look(ctx, cfg)
	return &report.Sender{Seen: seen, Findings: verify.Sender(seen, r.judgingSender(seen.IP))}
}

// finish sets the outcome. The survey stands once in the record.
func finish(d *report.Diagnosis) {
	for _, r := range []*report.Report{d.Before, d.After} {
		if r != nil && r.Trip != nil {
			t := *r.Trip
			t.Survey = nil
			r.Trip = &t
		}
	}
	d.Conclude()
}
