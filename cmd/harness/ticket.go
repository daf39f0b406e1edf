package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"harness/client/account"
	"harness/client/sender"
	"harness/verify/advice"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// ticketCmd answers a customer's mail.
type ticketCmd struct {
	File string `arg:"" optional:"" default:"-" placeholder:"FILE|-" help:"The customer's mail or the pasted text; standard input by default."`
	Part string `placeholder:"note|reply" help:"Write only this part." group:"ticket"`
	settings
	output
}

func (ticketCmd) Help() string {
	return `Reads a customer's mail or pasted text, looks at the servers that it is about
without logging in, and writes two texts: a note for the desk, with addresses
masked, and a reply that can be sent as it is, in the language of the ticket
(--lang en|ja). What was not proved is marked [to confirm] in the reply.

  harness ticket --lab gmo-shared ticket.txt
  harness ticket < ticket.eml`
}

func (c *ticketCmd) Run(a *app) error {
	if err := c.output.check(); err != nil {
		return err
	}
	if err := oneOf("--part", c.Part, "note", "reply"); err != nil {
		return err
	}
	raw, err := readInput(a, c.File)
	if err != nil {
		return badUsage("a file, or - for standard input", "ticket: %w", err)
	}
	text := phrasebook.Decode(raw)
	if strings.TrimSpace(text) == "" {
		return badUsage("paste the customer's words, or give a file", "the ticket is empty")
	}
	lang := c.Lang
	if lang == "" {
		lang = report.LangOf(text)
	}
	d, err := c.diagnose(a, raw, text, lang)
	if err != nil {
		return err
	}
	var note bytes.Buffer
	if err := report.DiagnosisText(&note, d, report.Style{Lang: lang}); err != nil {
		return err
	}
	t := report.Ticket{
		Schema: report.Schema, Command: "ticket", Lang: lang, Inbound: report.Inbound(d.Said),
		Note: report.Mask(note.String(), text), Reply: report.Reply(d, lang),
	}
	if err := c.write(a, t); err != nil {
		return err
	}
	if d.Exit != 0 {
		return exitCode(d.Exit)
	}
	return nil
}

func (c *ticketCmd) write(a *app, t report.Ticket) error {
	if c.Format == "json" {
		return report.JSON(a.stdout, t)
	}
	var err error
	if c.Part != "reply" {
		_, err = fmt.Fprintf(a.stdout, "--- note\n%s\n", t.Note)
	}
	if c.Part == "" {
		_, err = fmt.Fprintln(a.stdout, "--- reply")
	}
	if c.Part != "note" {
		_, err = fmt.Fprint(a.stdout, t.Reply)
	}
	return err
}

// diagnose looks at what a ticket is about; nothing is ever logged in.
func (c *ticketCmd) diagnose(a *app, raw []byte, text, lang string) (*report.Diagnosis, error) {
	dc := &diagnoseCmd{NoLogin: true, settings: c.settings, output: output{Lang: lang}}
	j, err := dc.settings.open(a)
	if err != nil {
		return nil, err
	}
	defer j.close()
	s := &subject{}
	matches := phrasebook.Causes(text)
	s.recognise(matches)
	if report.Inbound(s.recognised) {
		return dc.inbound(a, j, s, raw, text)
	}
	dc.paste = raw
	if j.lab != nil { // the account is the one that the ticket names
		j.account = account.Account{}
	}
	asked, err := dc.subject(a, j)
	if errors.Is(err, errNamesNothing) { // the reply asks for what is missing
		d := &report.Diagnosis{Schema: report.Schema, Command: "ticket", Lang: lang, NoLogin: true, Said: s.recognised,
			Advice: &advice.Advice{}, Outcome: report.Undecided, Exit: report.Undecided.Exit()}
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	return dc.diagnose(a, j, asked)
}

// inbound is a ticket about mail to Gmail that was refused: no mail server is
// looked at, only DNS.
func (c *diagnoseCmd) inbound(a *app, j *job, s *subject, raw []byte, text string) (*report.Diagnosis, error) {
	// Whose mail it was says the refusal, or the letter that came back; other
	// addresses in the text may be the recipients'.
	s.domain = refusedDomain(text)
	for _, address := range advice.Authors(string(raw)) {
		_, domain, _ := strings.Cut(address, "@")
		if s.target == "" && (s.domain == "" || s.domain == domain) {
			s.target, s.domain = address, domain
		}
	}
	if s.target == "" {
		s.target = s.domain
	}
	d := &report.Diagnosis{Schema: report.Schema, Command: "ticket", Target: s.target, Lang: c.lang(a), NoLogin: true, Said: s.recognised,
		Advice: &advice.Advice{}}
	cfg := sender.Config{Resolver: j.options.Resolver, Domain: s.domain, IP: sender.RefusedIP(text)}
	if looksWhole(raw) {
		cfg.Mail, cfg.IP = raw, netip.Addr{}
	}
	seen := sender.Look(a.ctx, cfg)
	d.Sender = &report.Sender{Seen: seen, Findings: senderItems(seen, j, a, d.Lang)}
	d.Outcome, d.Exit = report.Broken, report.Broken.Exit()
	return d, nil
}
