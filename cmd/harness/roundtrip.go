package main

import (
	"fmt"
	"slices"
	"strings"

	"harness/client"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/verify/clean"
	"harness/verify/report"
)

// roundtripCmd is the main job.
type roundtripCmd struct {
	settings
	companyFlags
	failing
	output
	Verbose bool   `short:"v" help:"Show the transcript on standard error: -> <- in clear, ~> <~ inside TLS, *** remarks; secrets masked." group:"output"`
	Save    string `placeholder:"FILE" help:"Also write the JSON form to FILE." group:"output"`
}

func (roundtripCmd) Help() string {
	return `Sends a letter from the account to itself and fetches it back, as Gmail's
"Send mail as" and "Check mail from other accounts" would, and deletes it again.
Where Gmail would refuse, the connection ends before any password, and the
report has Gmail's words, the reason and what to do.

Passwords come from $HARNESS_PASSWORD ($HARNESS_SMTP_PASSWORD,
$HARNESS_POP_PASSWORD), from files, from --password-stdin or from a prompt.

Exit codes: 0 works, 1 broken or what --fail-on says (danger: it works, with a
password in clear or a risky certificate), 2 wrong usage or settings,
3 undecided, 130/143 interrupted.

  harness roundtrip --lab gmo-shared
  harness roundtrip --user info@customer.example --smtp smtp.customer.example --pop pop.customer.example`
}

// HelpJA is Help in Japanese.
func (roundtripCmd) HelpJA() string {
	return `アカウントから自分宛てに 1 通送信し、Gmail の「名前」（送信）と「他のアカウントのメールを確認」（受信）と同じ手順で受信して、削除します。
Gmail が拒否する場面では、パスワードを送る前に接続を終え、Gmail が表示する文言、原因、対処を示します。

パスワードは $HARNESS_PASSWORD（$HARNESS_SMTP_PASSWORD、$HARNESS_POP_PASSWORD）、ファイル、--password-stdin、画面での入力から受け取ります。

終了コード: 0 使える、1 使えない、または --fail-on の条件（danger: 動作するが、パスワードが暗号化されない、証明書が危険）、2 指定の誤り、3 判定できない、130/143 中断。

  harness roundtrip --lab gmo-shared
  harness roundtrip --user info@customer.example --smtp smtp.customer.example --pop pop.customer.example`
}

func (c *roundtripCmd) Run(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	if err := c.failing.check(a, c.As == persona.Every); err != nil {
		return err
	}
	c.Everyone = true
	r, done, err := c.settings.request(a)
	if err != nil {
		return err
	}
	defer done()
	if err := c.companyFlags.read(a, &r); err != nil {
		return err
	}
	r.Command = "roundtrip"
	line := watch(a, c.Verbose, &r)
	if c.As == persona.Every {
		return all(a, &c.output, line, c.Save, func() (*report.Clients, error) { return job.RoundTripAll(a.ctx, r) })
	}
	s, err := job.ResolveTrip(r)
	if err != nil {
		return usage(err)
	}
	trip, err := job.RoundTrip(a.ctx, s)
	line.clear()
	if err != nil {
		return usage(err)
	}
	trip.Next = afterTrip(a.args, trip)
	trip.FailOn(c.on())
	err = c.finish(a, trip, c.Save)
	c.say(a, trip.Outcome, trip.Concluded)
	sayLeft(a, trip.Trip)
	return err
}

// watch shows how a job goes on: the transcript, or the stage on a terminal.
func watch(a *app, verbose bool, r *job.Request) *stageLine {
	if verbose {
		r.Options.Trace = tracer(a)
		return nil
	}
	if !movable(a, a.stderr) {
		return nil
	}
	line := &stageLine{w: a.stderr, lang: r.Lang}
	r.Options.Progress = line.show
	return line
}

// sayLeft names a letter that stayed behind, or may arrive yet, although it should
// not. One that came back and could not be deleted stands in the report.
func sayLeft(a *app, t *evidence.Trip) {
	if t == nil || !t.Remains() || t.Returned != nil {
		return
	}
	left := saying{"the letter may still arrive at %s", []any{clean.Line(t.To)}}
	switch {
	case t.Stopped != "":
		left = saying{"interrupted: the letter may still arrive at %s", left.args}
	case !t.Asked(evidence.FetchLeg):
		left = saying{"the letter stays in the mailbox of %s", left.args}
	}
	a.letterLeft(left, t.Token)
}

// letterLeft says that a letter was left, and how it is found.
func (a *app) letterLeft(left saying, token string) {
	hint := saying{"its header has X-Harness-Letter: v1; token=%s; harness clean finds it", []any{token}}
	fmt.Fprintf(a.stderr, "harness: %s\n%s %s\n", left.in(a.lang), hintWord.In(a.lang), hint.in(a.lang))
}

// sayLeftOf names the letters that test mailboxes of the hosting company's have.
func (a *app) sayLeftOf(proofs []report.Proof) {
	for i, p := range proofs {
		if p.Left != "" && !slices.ContainsFunc(proofs[:i], func(q report.Proof) bool { return q.Left == p.Left }) {
			a.letterLeft(saying{"the letter may still lie in the test mailbox %s", []any{clean.Line(p.Mailbox)}}, p.Left)
		}
	}
}

// tracer writes the transcript of -v.
func tracer(a *app) func(client.Mark, []byte) {
	return func(m client.Mark, line []byte) {
		for part := range strings.SplitSeq(strings.TrimRight(string(line), "\r\n"), "\n") {
			fmt.Fprintf(a.stderr, "%s %s\n", m, clean.Line(strings.TrimRight(part, "\r")))
		}
	}
}
