package job

import (
	"context"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/client/survey"
	"harness/verify/report"
)

// Host looks at one host, given as host or host:port, without logging in. Of
// the request only what says how counts, not whose account it is.
func Host(ctx context.Context, r Request, text string) *report.Host {
	out := &report.Host{Given: text, Outcome: report.Undecided}
	s := subjectOf(r)
	h, err := hostOf(text, s.options.Persona)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	r.Typed, r.Only, r.Said, r.Mail, r.NoLogin = Typed{}, "", nil, nil, true
	r.Env.Account, r.Env.Sample = account.Account{}, Sample{}
	if h.Listen[0].Proto == evidence.IMAP {
		if who, speaks := r.Options.Persona.Over(evidence.IMAP); speaks {
			r.Options.Persona = who
		} else {
			r.Options.Persona = persona.Usual(evidence.IMAP)
		}
	}
	s = subjectOf(r)
	dialogsOf(&s.account, h)
	s.target, s.dialogs, s.hosts = text, true, []survey.Host{*h}
	s.only = onlyOf(h)
	s.either = s.only == ""
	d, err := Run(ctx, s, nil)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	out.Outcome, out.Advice, out.Certificates = d.Outcome, d.Advice, d.Certificates
	return out
}
