package main

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"harness/client/survey"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/report"
)

// hostLine is the outcome of one line of --hosts.
type hostLine struct {
	Schema  int            `json:"schema"`
	Host    string         `json:"host"` // as in the file
	Outcome report.Outcome `json:"outcome"`
	Exit    int            `json:"exit"`
	Rows    []advice.Row   `json:"rows"`
	Codes   []finding.Code `json:"codes"`
	Remarks []advice.Line  `json:"remarks"`
	Legs    []advice.Leg   `json:"legs"`
	Error   string         `json:"error"` // the line could not be read
}

// many looks at every host of a file, one after the other, and writes a line
// of JSON for each: a nightly check. Nothing is logged in. The exit code is
// the worst.
func (c *diagnoseCmd) many(a *app, j *job) error {
	raw, err := readInput(a, c.Hosts)
	if err != nil {
		return badUsage("--hosts takes a file with lines of host[:port], or -", "--hosts: %w", err)
	}
	worst, count := report.Works, 0
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if a.ctx.Err() != nil {
			return a.ctx.Err()
		}
		count++
		out := c.one(a, j, text)
		worst = report.Worse(worst, out.Outcome)
		if err := report.JSONLine(a.stdout, out); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return badUsage("", "--hosts: %w", err)
	}
	if count == 0 {
		return badUsage("lines of host[:port]; what follows # is not read", "--hosts: %s names no host", c.Hosts)
	}
	if code := worst.Exit(); code != 0 {
		return exitCode(code)
	}
	return nil
}

func (c *diagnoseCmd) one(a *app, j *job, text string) hostLine {
	out := hostLine{Schema: report.Schema, Host: text, Outcome: report.Undecided}
	h, err := hostOf(text)
	if err != nil {
		out.Error, out.Exit = err.Error(), out.Outcome.Exit()
		return out
	}
	s := &subject{target: text, dialogs: true, hosts: []survey.Host{*h}}
	fresh := &job{options: j.options, lab: j.lab}
	fresh.account.SMTP.Server, fresh.account.POP.Server = dialogsOf(h)
	s.only = onlyOf(h)
	s.either = s.only == ""
	d, err := c.diagnose(a, fresh, s)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	out.Outcome, out.Exit, out.Rows, out.Remarks, out.Legs = d.Outcome, d.Exit, d.Advice.Rows, d.Advice.Remarks, d.Advice.Legs
	for _, r := range d.Advice.Rows {
		for _, f := range r.Findings {
			out.Codes = append(out.Codes, f.Code)
		}
	}
	return out
}

// again is --offline-report: a saved run, judged with today's rules.
func (c *diagnoseCmd) again(a *app) error {
	roots, err := c.Trust.load()
	if err != nil {
		return err
	}
	if done, err := c.againTrip(a, roots); done {
		return err
	}
	d, err := readSaved(c.Saved)
	if err != nil {
		return badUsage("--offline-report takes a file that --save or --format json wrote", "--offline-report: %w", err)
	}
	d.Lang = c.lang(a)
	opt := verify.Options{Roots: roots, Now: a.now(), Lang: d.Lang, Command: "diagnose"}
	cs := advice.Case{Roots: roots}
	for _, r := range []**report.Report{&d.Before, &d.After} {
		if *r == nil || (*r).Trip == nil {
			continue
		}
		trip := *(*r).Trip
		*r = verify.Judge(&trip, opt)
		if cs.Trip == nil {
			cs.Trip = &trip
		}
	}
	if d.Survey == nil {
		return fmt.Errorf("%s holds no survey: it was not written by diagnose", c.Saved)
	}
	if cs.Trip == nil {
		cs.Trip = d.Advice.Trip(d.Target)
	}
	asked := *cs.Trip
	asked.Survey = d.Survey
	cs.Trip = &asked
	d.Advice = advice.Advise(cs)
	finish(d)
	if err := c.write(a, d); err != nil {
		return err
	}
	if d.Exit != 0 {
		return exitCode(d.Exit)
	}
	return nil
}
