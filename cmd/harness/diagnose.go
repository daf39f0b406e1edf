package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"iter"
	"net/netip"
	"os"
	"strings"

	"harness/client/persona"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/render"
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
	Saved      string   `name:"offline-report" placeholder:"FILE" help:"Judge a saved run again with its own roots, or those of --roots and --ca-file; nothing is opened." group:"diagnose"`

	AlsoVia string `name:"also-via" placeholder:"URL" help:"Look at the servers a second time through socks5h://HOST:PORT, up to the login." group:"network"`

	ExitOn string `name:"exit-on" placeholder:"typed|way-out" help:"What the exit code is about: the settings as typed (the default), or whether there is a way out of their faults (0)." group:"output"`

	settings
	companyFlags
	failing
	output
	Verbose bool   `short:"v" help:"Show the transcript on standard error." group:"output"`
	Save    string `placeholder:"FILE" help:"Also write the JSON form to FILE." group:"output"`
}

func (diagnoseCmd) Help() string {
	return `Finds out what a customer should type in Gmail instead. Without a password it
looks at the mail servers without logging in: which names, ports and
certificates Gmail would accept. With a password it makes the round trip as
typed, finds better settings, and proves them with a second round trip.

A password goes unasked only to hosts of the customer's own domain or of a
typed host's, at an address that a typed host leads to. Any other host needs
--prove HOST, unless --profile says that it is the hosting company's own. A
test mailbox of the profile proves the names to be typed; the customer's own
login is then not tested.

Exit codes are about the settings as typed: 0 they work (without a password:
Gmail would reach the login), 1 they do not, or are dangerous (--fail-on),
3 undecided, 2 wrong usage. With --exit-on way-out, 0 also where others were
found that do.

  harness diagnose info@customer.example
  harness diagnose --said ticket.txt
  harness diagnose --user info@customer.example --smtp smtp.customer.example --pop pop.customer.example
  harness diagnose --lab gmo-shared`
}

// HelpJA is Help in Japanese.
func (diagnoseCmd) HelpJA() string {
	return `お客様が Gmail に何を入力すればよいかを調べます。パスワードがない場合は、ログインせずにメールサーバーを調べ、Gmail で使える名前、ポート、証明書を示します。
パスワードがある場合は、入力された設定で往復試験を行い、よりよい設定を探して、もう一度の往復試験で実証します。

パスワードを確認なしに送る先は、お客様のドメインまたは入力されたサーバーのドメインに属し、入力されたサーバーと同じ IP アドレスにあるサーバーだけです。その他のサーバーには --prove HOST が必要です（--profile に自社のサーバーとして書かれたものを除く）。プロファイルに試験用メールボックスがあれば、入力すべき名前をそれで実証します。お客様ご自身のログインは確認しません。

終了コードは、入力された設定についてのものです。0 使える（パスワードがない場合は Gmail がログインまで進める）、1 使えない、または危険（--fail-on）、3 判定できない、2 指定の誤り。--exit-on way-out を付けると、使える設定がほかに見つかった場合も 0 になります。

  harness diagnose info@customer.example
  harness diagnose --said ticket.txt
  harness diagnose --user info@customer.example --smtp smtp.customer.example --pop pop.customer.example
  harness diagnose --lab gmo-shared`
}

func (c *diagnoseCmd) Run(a *app) error {
	if err := c.check(a); err != nil {
		return err
	}
	if c.Saved != "" {
		return c.again(a)
	}
	c.Everyone = c.Hosts == "" && !c.DryRun
	r, done, err := c.settings.request(a)
	if err != nil {
		return err
	}
	defer done()
	if err := c.complete(a, &r); err != nil {
		return err
	}
	line := watch(a, c.Verbose, &r)
	if c.As == persona.Every {
		return all(a, &c.output, line, c.Save, func() (*report.Clients, error) { return job.SurveyAll(a.ctx, r) })
	}
	if c.Hosts != "" {
		return c.many(a, r)
	}
	s, err := job.Resolve(a.ctx, r)
	if err != nil {
		return usage(err)
	}
	if c.DryRun {
		return c.plan(a, s)
	}
	d, err := job.Run(a.ctx, s, agreed(a))
	line.clear()
	if err != nil {
		return usage(err)
	}
	c.conclude(a, d)
	err = c.finish(a, d, c.Save)
	c.say(a, d.Outcome, d.Concluded)
	for _, r := range []*report.Report{d.Before, d.After} {
		if r != nil {
			sayLeft(a, r.Trip)
		}
	}
	a.sayLeftOf(d.Proofs)
	return err
}

func (c *diagnoseCmd) check(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	if c.Tries < 0 || c.Tries > 9 {
		return badUsage("", "--tries: 0 to 9")
	}
	if err := c.failing.check(a, c.As == persona.Every || c.Hosts != ""); err != nil {
		return err
	}
	if c.AlsoVia != "" && (c.Hosts != "" || c.Saved != "" || c.As == persona.Every) {
		return badUsage("harness sweep --also-via looks at many", "--also-via is about one diagnosis")
	}
	if c.ExitOn != "" && c.Hosts != "" {
		return badUsage("", "--exit-on is about one diagnosis, --hosts about many hosts")
	}
	if err := oneOf("--exit-on", c.ExitOn, "typed", "way-out"); err != nil {
		return err
	}
	return oneOf("--survey", c.Survey, "usual", "full")
}

// conclude adds to a diagnosis what the command line knows: what the exit code
// is about, and what to run next.
func (c *diagnoseCmd) conclude(a *app, d *report.Diagnosis) {
	d.WayOutCounts = c.ExitOn == "way-out"
	d.FailOn(c.on())
	if len(d.Asks) > 0 {
		var prove []string
		for _, host := range d.Asks {
			prove = append(prove, "--prove", clean.Line(host))
		}
		d.Next = nextCommand(a.args, "diagnose", prove...)
	}
}

// complete adds what diagnose alone is asked.
func (c *diagnoseCmd) complete(a *app, r *job.Request) (err error) {
	r.Command, r.Target, r.NoLogin = "diagnose", c.Target, c.NoLogin
	r.Autoconfig, r.Full, r.Tries, r.Prove, r.DNSBL = c.Autoconfig, c.Survey == "full", c.Tries, c.Prove, c.DNSBL
	if err := c.companyFlags.read(a, r); err != nil {
		return err
	}
	if !c.passwordGiven(a) { // it never asks for one
		r.Passwords = nil
	}
	r.Warn = func(what string, err error) {
		fmt.Fprintf(a.stderr, "harness: %s: %s\n", what, clean.Line(err.Error()))
	}
	if c.AlsoVia != "" {
		if r.Also, err = alsoVia(c.AlsoVia, c.Lab); err != nil {
			return err
		}
	}
	if c.SendingIP != "" {
		if r.SendingIP, err = netip.ParseAddr(c.SendingIP); err != nil {
			return badUsage("for example --sending-ip 203.0.113.7", "--sending-ip: %q is not an address", c.SendingIP)
		}
	}
	if c.Said != "" {
		if r.Said, err = readWords(a, c.Said); err != nil {
			return badUsage("--said takes a file, or - for standard input", "--said: %w", err)
		}
	}
	if c.Mail != "" {
		if r.Mail, err = readInput(a, c.Mail, bounded.Mail); err != nil {
			return badUsage("--mail takes a whole message with its header", "--mail: %w", err)
		}
	}
	return nil
}

// agreed asks on the terminal whether a password may go to a host; nil where
// there is none.
func agreed(a *app) job.Agree {
	in, ok := a.stdin.(*os.File)
	if !ok || !isTerminal(in) || !isTerminal(a.stderr) {
		return nil
	}
	return func(q job.Question) bool {
		found := saying{"%s lies outside of the customer's domain; it was found at %v and has a valid certificate.", []any{clean.Line(q.Host), q.Addrs}}
		may := saying{"Send the password of %s there? [y/N]", []any{clean.Line(q.Address)}}
		fmt.Fprintf(a.stderr, "\r\x1b[K%s\n%s ", found.in(a.lang), may.in(a.lang))
		answer, _ := blocking(a, func() (string, error) { return bufio.NewReader(in).ReadString('\n') })
		answer = strings.ToLower(strings.TrimSpace(answer))
		return answer == "y" || answer == "yes"
	}
}

// plan is --dry-run.
func (c *diagnoseCmd) plan(a *app, s job.Subject) error {
	plan := job.Plan(a.ctx, s)
	if c.Format == "json" {
		return render.Encode(a.stdout, plan)
	}
	for _, line := range plan.WouldOpen {
		fmt.Fprintln(a.stdout, clean.Line(line))
	}
	return nil
}

// many is --hosts: it looks at every host of a file, some at a time, and writes a
// line of JSON for each, in the order of the file. The exit code is the worst.
// harness sweep is for more than a few.
func (c *diagnoseCmd) many(a *app, r job.Request) error {
	raw, err := readInput(a, c.Hosts, bounded.Hosts)
	if err != nil {
		return badUsage("--hosts takes a file with lines of host[:port], or -", "--hosts: %w", err)
	}
	var hosts []string
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if text = strings.TrimSpace(text); text != "" {
			hosts = append(hosts, text)
		}
	}
	if err := lines.Err(); err != nil {
		return badUsage("", "--hosts: %w", err)
	}
	if len(hosts) == 0 {
		return badUsage("lines of host[:port]; what follows # is not read", "--hosts: %s names no host", c.Hosts)
	}
	worst := report.Works
	for out := range sideBySide(a.ctx, hosts, func(text string) *report.Host { return job.Host(a.ctx, r, text) }) {
		worst = report.Worse(worst, out.Outcome)
		if err := (render.JSONL{}).Write(a.stdout, out, c.style(a)); err != nil {
			return err
		}
	}
	if a.ctx.Err() != nil {
		return a.ctx.Err()
	}
	if code := render.ExitCode(worst); code != 0 {
		return exitCode(code)
	}
	return nil
}

// sideBySide does a job for each name, some at a time, and gives the results in
// the order of the names until ctx ends.
func sideBySide[T any](ctx context.Context, names []string, do func(string) T) iter.Seq[T] {
	const atOnce = 16
	return func(yield func(T) bool) {
		results := make([]chan T, len(names))
		for i := range results {
			results[i] = make(chan T, 1)
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		slots := make(chan struct{}, atOnce)
		go func() {
			for i, name := range names {
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() { results[i] <- do(name); <-slots }()
			}
		}()
		for _, r := range results {
			select {
			case one := <-r:
				if !yield(one) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// again is --offline-report: a saved run, judged with today's rules.
func (c *diagnoseCmd) again(a *app) error {
	var roots *certs.Roots // those of the saved run
	if c.Trust.Roots != "" || len(c.Trust.CAFile) > 0 {
		var err error
		if roots, err = c.Trust.load(a); err != nil {
			return err
		}
	}
	const hint = "--offline-report takes a file that --save or --format json wrote"
	raw, err := readFile(a, c.Saved, bounded.Saved)
	if err != nil {
		return badUsage(hint, "--offline-report: %w", err)
	}
	r := job.Request{Env: job.Env{Roots: roots}, Command: "diagnose"}
	r.Options.Now = a.now
	if r.Company, err = readProfile(a, c.Profile); err != nil {
		return err
	}
	if r.Margins, err = c.settings.Margins.read(); err != nil {
		return err
	}
	saved, err := job.Again(raw, r)
	if err != nil {
		return badUsage(hint, "--offline-report: %s: %w", c.Saved, err)
	}
	switch {
	case saved.Trip != nil:
		saved.Trip.FailOn(c.on())
		err = c.finish(a, saved.Trip, c.Save)
		c.say(a, saved.Trip.Outcome, saved.Trip.Concluded)
		return err
	case saved.Clients != nil:
		if err := ofAll(&c.output); err != nil {
			return err
		}
		return c.finish(a, saved.Clients, c.Save)
	}
	c.conclude(a, saved.Diagnosis)
	err = c.finish(a, saved.Diagnosis, c.Save)
	c.say(a, saved.Diagnosis.Outcome, saved.Diagnosis.Concluded)
	return err
}
