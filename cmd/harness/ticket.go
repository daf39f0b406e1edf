package main

import (
	"errors"
	"fmt"

	"harness/cmd/internal/ticket"
	"harness/verify/render"
)

// ticketCmd answers a customer's mail.
type ticketCmd struct {
	File    string `arg:"" optional:"" default:"-" placeholder:"FILE|-" help:"The customer's mail or the pasted text; standard input by default."`
	Part    string `placeholder:"note|reply" help:"Write only this part." group:"ticket"`
	Profile string `placeholder:"FILE" help:"The hosting company's profile: its own names, greeting, signature, panels, inventory, test mailboxes." group:"ticket"`
	settings
	output
}

func (ticketCmd) Help() string {
	return `Reads a customer's mail or pasted text, looks at the servers that it is about
without logging in, and writes two texts: a note for the desk, with addresses
masked, and a reply in the language of the ticket (--lang en|ja). The reply can
be sent as it is, or it asks for what is missing: the note's first line says
which, and what is uncertain stands in the note alone.

With --profile the names are the company's own, and one test mailbox a server
proves the settings that the reply names.

  harness ticket --lab gmo-shared ticket.txt
  harness ticket < ticket.eml`
}

// HelpJA is Help in Japanese.
func (ticketCmd) HelpJA() string {
	return `お客様のメールまたは貼り付けられた文章を読み、対象のサーバーをログインせずに調べて、2 つの文章を作ります。アドレスを伏せた窓口用のメモと、問い合わせの言語（--lang en|ja）で書いた返信です。返信は、そのまま送れるものか、足りないことを尋ねるもののどちらかで、どちらであるかはメモの 1 行目に示します。確かでないことはメモにだけ書きます。

--profile を指定すると自社のサーバー名を使い、サーバーごとの試験用メールボックス 1 件で、返信に書く設定を実証します。

  harness ticket --lab gmo-shared ticket.txt
  harness ticket < ticket.eml`
}

func (c *ticketCmd) Run(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	if err := oneOf("--format", c.Format, "text", "json"); err != nil {
		return err
	}
	if len(c.Output) > 0 {
		return badUsage("the answer is on standard output", "ticket has no --output")
	}
	if err := oneOf("--part", c.Part, "note", "reply"); err != nil {
		return err
	}
	raw, err := readWords(a, c.File)
	if err != nil {
		return badUsage("a file, or - for standard input", "ticket: %w", err)
	}
	r, done, err := c.settings.request(a)
	if err != nil {
		return err
	}
	defer done()
	r.Lang = c.Lang // else the ticket's
	p, err := readProfile(a, c.Profile)
	if err != nil {
		return err
	}
	answer, err := ticket.Of(a.ctx, ticket.Request{Raw: raw, Job: r, Profile: p, Files: filesBeside(c.Profile), Password: testPassword(a), Details: c.Details})
	switch {
	case errors.Is(err, ticket.ErrEmpty):
		return badUsage("paste the customer's words, or give a file", "%w", err)
	case err != nil:
		return usage(err)
	}
	if err := c.write(a, answer); err != nil {
		return err
	}
	if code := c.form(a).Exit(answer); code != 0 {
		return exitCode(code)
	}
	return nil
}

func (c *ticketCmd) write(a *app, t *ticket.Answer) error {
	if c.Format == "json" {
		return render.Encode(a.stdout, t)
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
