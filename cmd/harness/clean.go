package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"harness/client"
	"harness/cmd/internal/job"
	"harness/verify/clean"
	"harness/verify/render"
	"harness/verify/report"
)

// cleanCmd finds letters that earlier runs left.
type cleanCmd struct {
	settings
	Delete  bool   `help:"Remove the letters whose mark, Message-ID and body agree. Without it nothing is changed." group:"clean"`
	Altered bool   `help:"With --delete: also those whose body was altered on the way." group:"clean"`
	Since   string `placeholder:"30d" help:"Read back so far, newest first, by the time of receipt." group:"clean"`
	Most    int    `placeholder:"1000" help:"Read the headers of at most so many messages." group:"clean"`
	JSON    bool   `help:"As JSON." group:"output"`
	spoken
	Verbose bool `short:"v" help:"Show the transcript on standard error: -> <- in clear, ~> <~ inside TLS, *** remarks; secrets masked." group:"output"`
}

func (cleanCmd) Help() string {
	return `Finds the test letters that interrupted or refused runs left in the mailbox, by
their mark. It reads headers alone (TOP), newest first, and whole messages only
where they bear the mark. Nothing is changed without --delete; no other mail is
ever removed.

Exit codes: 0 looked through, 1 the server refused, 2 wrong usage or settings,
3 undecided, 130/143 interrupted.

  harness clean --user info@customer.example --pop pop.customer.example
  harness clean --user info@customer.example --pop pop.customer.example --delete`
}

// HelpJA is Help in Japanese.
func (cleanCmd) HelpJA() string {
	return `中断された試験などでメールボックスに残った試験用のメールを、目印のヘッダーで探します。ヘッダーだけを新しい順に読み（TOP）、目印のあるメールだけを全文読みます。
--delete を付けないかぎり、何も変更しません。ほかのメールを削除することはありません。

終了コード: 0 最後まで確認した、1 サーバーが拒否した、2 指定の誤り、3 判定できない、130/143 中断。

  harness clean --user info@customer.example --pop pop.customer.example
  harness clean --user info@customer.example --pop pop.customer.example --delete`
}

func (c *cleanCmd) Run(a *app) error {
	if err := c.checkLang(); err != nil {
		return err
	}
	how, err := c.how()
	if err != nil {
		return err
	}
	r, done, err := c.settings.request(a)
	if err != nil {
		return err
	}
	defer done()
	r.Command = "clean"
	line := watch(a, c.Verbose, &r)
	s, err := job.ResolveClean(r)
	if err != nil {
		return usage(err)
	}
	cleaned, err := job.Clean(a.ctx, s, how)
	line.clear()
	if err != nil {
		return usage(err)
	}
	lang := c.lang(a)
	if c.JSON {
		if err := render.Encode(a.stdout, cleaned.Form()); err != nil {
			return err
		}
	} else if err := c.show(a, lang, cleaned.Report, cleaned.Cleaned); err != nil {
		return err
	}
	if code := cleaned.Exit(); code != 0 {
		return exitCode(code)
	}
	return nil
}

func (c *cleanCmd) how() (client.Cleaning, error) {
	how := client.Cleaning{Delete: c.Delete, Altered: c.Altered, Most: c.Most}
	if c.Altered && !c.Delete {
		return how, badUsage("harness clean --delete --altered", "--altered goes with --delete")
	}
	if c.Most < 0 {
		return how, badUsage("", "--most must not be negative")
	}
	if c.Since != "" {
		var err error
		if how.Since, err = parseDays(c.Since); err != nil {
			return how, badUsage("a time such as 21d or 36h", "%s: %w", "--since", err)
		}
	}
	return how, nil
}

// show writes what was found, and where the mailbox could not be looked through,
// why.
func (c *cleanCmd) show(a *app, lang string, rep *report.Report, cleaned *client.Cleaned) error {
	if !cleaned.Done {
		if err := (render.Text{}).Write(a.stdout, rep, render.Style{Lang: lang}); err != nil {
			return err
		}
	}
	say := func(s saying) { fmt.Fprintln(a.stdout, s.in(lang)) }
	if !cleaned.Done && cleaned.Read == 0 {
		if cleaned.Messages > 0 {
			say(saying{"none of %d messages could be looked at: the server does not show headers alone (TOP)", []any{cleaned.Messages}})
		}
		return nil
	}
	say(saying{"messages: %d, read, newest first: %d, test letters: %d", []any{cleaned.Messages, cleaned.Read, len(cleaned.Letters)}})
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	kept, altered := 0, 0
	for _, l := range cleaned.Letters {
		what := fateWord(l.Fate).in(lang)
		if l.Altered {
			what += ", " + saying{format: "its body was altered"}.in(lang)
		}
		fmt.Fprintf(w, "  %s\tUIDL %s\ttoken %s\t%s\n", l.Sent.Format(time.RFC3339), clean.Line(l.UIDL), clean.Raw(l.Token), what)
		switch {
		case l.Fate == client.Removed:
		case l.Altered:
			altered++
		default:
			kept++
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if kept > 0 && !c.Delete {
		say(saying{format: "nothing was changed; --delete removes them"})
	}
	if altered > 0 && !c.Altered {
		say(saying{format: "those with an altered body stay; --delete --altered removes them, too"})
	}
	return nil
}

// fateWord is a fate in words.
func fateWord(f client.Fate) saying {
	switch f {
	case client.Removed:
		return saying{format: "removed"}
	case client.Unknown:
		return saying{format: "the server did not say whether it is gone"}
	}
	return saying{format: "is there"}
}
