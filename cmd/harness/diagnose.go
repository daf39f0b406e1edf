package main

import (
	"fmt"
	"net/http"
	"os"

	"harness/client"
	"harness/client/autoconfig"
	"harness/client/survey"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// diagnoseCmd goes from an address or a pasted error to the right name.
type diagnoseCmd struct {
	Target string `arg:"" optional:"" placeholder:"ADDRESS|DOMAIN|HOST[:PORT]" help:"Whose mail servers, or which one."`

	Said       string   `placeholder:"FILE|-" help:"What the customer pasted: hosts and addresses are taken from it." group:"diagnose"`
	Hosts      string   `placeholder:"FILE|-" help:"Check many: lines of host[:port]. Writes a line of JSON for each." group:"diagnose"`
	Mail       string   `placeholder:"FILE|-" help:"A mail of the customer's as it arrived, or a bounce: names hosts, and shows the sender's side (SPF, DKIM, DMARC, reverse name)." group:"diagnose"`
	Autoconfig bool     `help:"Also ask the domain's web server for the settings that it publishes for mail programs." group:"diagnose"`
	DNSBL      []string `name:"dnsbl" sep:"none" placeholder:"ZONE" help:"Ask this block list about the outbound address. Repeatable; none by default." group:"diagnose"`
	SendingIP  string   `name:"sending-ip" placeholder:"IP" help:"The address that the host's mail leaves from." group:"diagnose"`
	Survey     string   `placeholder:"usual|full" help:"full opens up to 32 connections to an address instead of 12." group:"diagnose"`
	DryRun     bool     `name:"dry-run" help:"List what would be opened, and open nothing. DNS is asked." group:"diagnose"`
	NoLogin    bool     `name:"no-login" help:"Log in nowhere, password or not." group:"diagnose"`
	Tries      int      `default:"2" help:"How many of the advised settings to prove with the password." group:"diagnose"`
	Prove      []string `sep:"none" placeholder:"HOST" help:"Send the password also to this host, although it lies outside of the customer's domain. Repeatable." group:"diagnose"`
	Saved      string   `name:"offline-report" placeholder:"FILE" help:"Judge a saved run again; nothing is opened." group:"diagnose"`

	settings
	output
	Verbose bool   `short:"v" help:"Show the transcript on standard error." group:"output"`
	Save    string `placeholder:"FILE" help:"Also write the JSON form to FILE." group:"output"`

	paste []byte // in place of --said: a ticket
}

func (diagnoseCmd) Help() string {
	return `Finds out what a customer should type in Gmail instead. Without a password it
looks at the mail servers without logging in: which names, ports and
certificates Gmail would accept. With a password it makes the round trip as
typed, finds better settings, and proves them with a second round trip.

A password goes unasked only to hosts of the customer's own domain or of a
typed host's, at an address that a typed host leads to. Any other host needs
--prove HOST.

Exit codes: of the second round trip if there was one, else of the first, else
of the look without login: 0 Gmail would reach the login, 1 it would not,
3 undecided, 2 wrong usage.

  harness diagnose info@customer.example
  harness diagnose --said ticket.txt
  harness diagnose --user info@customer.example --smtp smtp.customer.example --pop pop.customer.example
  harness diagnose --lab gmo-shared`
}

func (c *diagnoseCmd) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Saved != "" {
		return c.again(a)
	}
	job, err := c.settings.open(a)
	if err != nil {
		return err
	}
	defer job.close()
	var line *stageLine
	if c.Verbose {
		job.options.Trace = tracer(a)
	} else if movable(a, a.stderr) {
		line = &stageLine{w: a.stderr}
		job.options.Progress = line.show
	}
	if c.Hosts != "" {
		return c.many(a, job)
	}
	s, err := c.subject(a, job)
	if err != nil {
		return err
	}
	if c.DryRun {
		return c.list(a, job, s)
	}
	d, err := c.diagnose(a, job, s)
	line.clear()
	if err != nil {
		return err
	}
	if err := c.write(a, d); err != nil {
		return err
	}
	if c.Save != "" {
		if err := saveJSON(c.Save, d); err != nil {
			return err
		}
	}
	if d.Exit != 0 {
		return exitCode(d.Exit)
	}
	return nil
}

func (c *diagnoseCmd) check() error {
	if err := c.output.check(); err != nil {
		return err
	}
	if c.Tries < 0 || c.Tries > 9 {
		return badUsage("", "--tries: 0 to 9")
	}
	return oneOf("--survey", c.Survey, "usual", "full")
}

// diagnose is before, survey, advice, after.
func (c *diagnoseCmd) diagnose(a *app, j *job, s *subject) (d *report.Diagnosis, err error) {
	d = &report.Diagnosis{Schema: report.Schema, Command: "diagnose", Target: s.target, Lang: c.lang(a), NoLogin: !s.login, Said: s.recognised}
	opt := verify.Options{Roots: j.options.Roots, Now: a.now(), Lang: d.Lang, Command: "diagnose"}
	if s.login {
		trip, err := client.RoundTrip(a.ctx, j.account, j.options)
		if err != nil {
			return nil, whileGuessing(err)
		}
		d.Before = verify.Judge(trip, opt)
		for _, l := range trip.Legs {
			j.account.Server(l.Name).Server = l.Server // guesses filled in
		}
		s.take(j, evidenceTyped)
	}
	sv := survey.New(survey.Config{Options: j.options, Full: c.Survey == "full", Domain: s.domain})
	sv.Look(a.ctx, s.hosts...)
	if s.either {
		s.keepSpoken(j, sv.Survey())
	}
	if c.Autoconfig && s.domain != "" && j.lab == nil { // a lab run never leaves the machine
		s.auto, err = autoconfig.Hosts(a.ctx, http.DefaultClient, s.domain, autoconfig.URLs(s.domain))
		if err != nil {
			fmt.Fprintf(a.stderr, "harness: autoconfig: %s\n", report.Clean(err.Error()))
		}
	}
	cs := s.caseOf(j, sv.Survey())
	var tries []survey.Host
	for _, t := range advice.Tries(cs) {
		tries = append(tries, survey.Host{Name: t.Host, Part: candidate, Listen: t.Listen})
	}
	sv.Try(a.ctx, tries...)
	cs.Trip.Survey = sv.Survey()
	d.Survey = cs.Trip.Survey
	d.Advice = advice.Advise(cs)
	if !s.login && s.dialogs {
		d.Before = verify.Judge(cs.AsTrip(), opt)
	}
	if d.Sender, err = c.sender(a, j, s, opt); err != nil {
		return nil, err
	}
	if s.login {
		if err := c.prove(a, j, s, d, opt); err != nil {
			return nil, err
		}
	}
	finish(d)
	return d, nil
}

// finish sets the outcome and the texts. The survey stands once in the record.
func finish(d *report.Diagnosis) {
	for _, r := range []*report.Report{d.Before, d.After} {
		if r != nil && r.Trip != nil {
			t := *r.Trip
			t.Survey = nil
			r.Trip = &t
		}
	}
	d.Advice.Say(d.Lang, report.Clean)
	d.Conclude()
}

func (c *diagnoseCmd) write(a *app, d *report.Diagnosis) error {
	if c.Format == "json" {
		return report.JSON(a.stdout, d)
	}
	return report.DiagnosisText(a.stdout, d, c.style(a))
}

// saveJSON writes the JSON form, readable by the owner only: the letter and
// the addresses are the customer's.
func saveJSON(name string, v any) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return badUsage("--save takes a file to write", "%w", err)
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		f.Chmod(0o600) // one that stood there may be open to all; Windows has no such bits
	}
	if err := report.JSON(f, v); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
