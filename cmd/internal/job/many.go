package job

import (
	"context"

	"harness/client/account"
	"harness/client/survey"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/report"
)

// HostLine is the outcome of one host of many.
type HostLine struct {
	Schema  int            `json:"schema"`
	Host    string         `json:"host"` // as given
	Outcome report.Outcome `json:"outcome"`
	Exit    int            `json:"exit"`
	Rows    []advice.Row   `json:"rows"`
	Codes   []finding.Code `json:"codes"`
	Remarks []advice.Line  `json:"remarks"`
	Legs    []advice.Leg   `json:"legs"`
	Error   string         `json:"error"` // the host could not be read
}

// Host looks at one host, given as host or host:port, without logging in. Of
// the request only what says how counts, not whose account it is.
func Host(ctx context.Context, r Request, text string) HostLine {
	out := HostLine{Schema: report.Schema, Host: text, Outcome: report.Undecided, Exit: report.Undecided.Exit()}
	h, err := hostOf(text)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	r.Typed, r.Only, r.Said, r.Mail, r.NoLogin = Typed{}, "", nil, nil, true
	r.Env.Account, r.Env.Sample = account.Account{}, Sample{}
	s := subjectOf(r)
	dialogsOf(&s.account, h)
	s.target, s.dialogs, s.hosts = text, true, []survey.Host{*h}
	s.only = onlyOf(h)
	s.either = s.only == ""
	d, err := Run(ctx, s, nil)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	out.Outcome, out.Exit, out.Rows, out.Remarks, out.Legs = d.Outcome, d.Exit, d.Advice.Rows, d.Advice.Remarks, d.Advice.Legs
	for _, row := range d.Advice.Rows {
		for _, f := range row.Findings {
			out.Codes = append(out.Codes, f.Code)
		}
	}
	return out
}
