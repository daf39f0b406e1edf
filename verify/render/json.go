package render

import (
	"io"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// JSON is the form for programs: everything that was seen and judged.
type JSON struct{}

// Name is "json".
func (JSON) Name() string { return "json" }

// Exit is the usual exit code.
func (JSON) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes one indented object.
func (f JSON) Write(w io.Writer, r report.Result, s Style) error {
	v, err := f.form(r, s.Lang)
	if err != nil {
		return err
	}
	return Encode(w, v)
}

func (f JSON) form(r report.Result, lang string) (any, error) {
	switch r := r.(type) {
	case *report.Report:
		return reportForm(r, lang), nil
	case *report.Diagnosis:
		return diagnosisForm(r, lang), nil
	case *report.CertReport:
		return certForm(r, lang), nil
	case *report.Host:
		return hostForm(r, lang), nil
	case *report.Clients:
		return clientsForm(r, lang), nil
	case *report.Sweep:
		return sweepForm(r), nil
	case *report.Target:
		return &TargetForm{TargetSchema, *r}, nil
	}
	return nil, unshown(f, r)
}

func reportForm(r *report.Report, lang string) *ReportForm {
	if r == nil {
		return nil
	}
	out := &ReportForm{
		Schema: ReportSchema, Command: r.Command, Outcome: r.Outcome, Exit: ExitCode(r.Verdict()), FailedOn: r.Concluded.Why, Lang: lang,
		Findings: Items(r.Findings, r.Client, lang), Hidden: r.Hidden, Trip: r.Trip,
		Candidates: r.Candidates, Next: r.Next,
	}
	for _, l := range r.Legs {
		out.Legs = append(out.Legs, LegForm{
			Leg: l.Leg, Host: l.Host, Port: l.Port, Security: l.Security, Guessed: l.Guessed, Addr: l.Addr, Outcome: l.Outcome,
			StoppedAt: l.StoppedAt, Codes: l.Codes, Gmail: wordsOf(l.Gmail, lang), Timings: l.Timings, Sessions: l.Sessions, Names: l.Names, Certificates: l.Certificates,
		})
	}
	return out
}

func diagnosisForm(d *report.Diagnosis, lang string) *DiagnosisForm {
	out := &DiagnosisForm{
		Schema: DiagnosisSchema, Command: d.Command, Target: d.Target, Outcome: d.Outcome, Exit: ExitCode(d.Verdict()), FailedOn: d.Concluded.Why, Lang: lang,
		WayOut: d.WayOut, Next: d.Next, NoLogin: d.NoLogin, Before: reportForm(d.Before, lang), After: reportForm(d.After, lang), Asks: d.Asks, Survey: d.Survey,
		Advice: d.Advice.In(lang, clean.Line), Certificates: d.Certificates, Proofs: d.Proofs,
		Elsewhere: d.Elsewhere,
	}
	for _, r := range d.Said {
		out.Said = append(out.Said, RecognisedForm(r))
	}
	if c := d.Company; c != nil {
		out.Company = &CompanyForm{c.Name, c.ServerName.In(lang), c.Password.In(lang), c.DNS.In(lang), c.Filter, c.Switch.In(lang), c.Include, c.Elsewhere}
	}
	if d.Sender != nil {
		out.Sender = &SenderForm{Seen: d.Sender.Seen, Findings: Items(d.Sender.Findings, finding.Gmail, lang)}
	}
	return out
}

func hostForm(h *report.Host, lang string) *HostForm {
	out := &HostForm{Schema: HostSchema, Host: h.Given, Outcome: h.Outcome, Exit: ExitCode(h.Outcome), Codes: h.Codes(), Error: h.Error, Certificates: h.Certificates}
	if a := h.Advice.In(lang, clean.Line); a != nil {
		out.Rows, out.Remarks, out.Legs = a.Rows, a.Remarks, a.Legs
	}
	return out
}

func certForm(r *report.CertReport, lang string) *CertReportForm {
	c := r.Cert
	out := &CertReportForm{
		Schema: CertSchema, Command: r.Command, Outcome: r.Outcome, Exit: ExitCode(r.Outcome), Lang: lang,
		Cert: CertForm{
			File: c.File, Served: c.Served, Names: c.Names, Roots: c.Roots, At: c.At, Expires: c.Expires, ExpiresSoon: c.ExpiresSoon, Certificates: c.Certificates,
			Ends: c.Ends, Class: c.Class, Outcome: c.Outcome, Findings: Items(c.Findings, finding.Gmail, lang),
		},
	}
	out.Unread = append([]report.CertLine{}, r.Unread...)
	for _, h := range r.Hosts {
		out.Hosts = append(out.Hosts, CertNameForm{h.Typed, h.Host, h.Unicode, h.Class, h.Outcome, Items(h.Findings, finding.Gmail, lang)})
	}
	return out
}
