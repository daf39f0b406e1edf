package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/cmd/internal/sweep"
	"harness/verify/clean"
	"harness/verify/render"
	"harness/verify/report"
)

// sweepCmd looks at many accounts, domains or hosts.
type sweepCmd struct {
	Targets string `arg:"" placeholder:"FILE|-" help:"CSV with a head, JSON lines, a YAML list, or names alone, one a line; - is standard input."`

	Mode        string `default:"tls" placeholder:"tls|login|roundtrip" help:"tls looks up to the login; login logs in on both legs; roundtrip sends a letter for each account." group:"sweep"`
	SendLetters bool   `help:"Yes, send a letter for each account (roundtrip)." group:"sweep"`
	Secrets     string `placeholder:"FILE" help:"Sources of passwords, for secret:NAME/KEY in the list: NAME: {env: VAR}, {folder: DIR} or {command: [argv]}." group:"password"`
	Inline      bool   `name:"allow-inline-passwords" help:"Passwords may stand in the list itself." group:"password"`

	PerServer   int           `default:"3" placeholder:"N" help:"Connections at a time to one address." group:"manners"`
	Rate        float64       `placeholder:"N" help:"New connections a second to one address." group:"manners"`
	Jitter      time.Duration `placeholder:"1s" help:"A random pause of up to this before each connection." group:"manners"`
	InFlight    int           `default:"1000" placeholder:"N" help:"Connections at a time in all." group:"manners"`
	AccountTime time.Duration `default:"5m" placeholder:"5m" help:"How long one account or server may take before it is undecided." group:"manners"`
	Deadline    time.Duration `placeholder:"6h" help:"How long all of it may take; what is left then is undecided." group:"manners"`
	MaxRefused  string        `name:"max-refused-logins" default:"2/10m" placeholder:"N/TIME" help:"Refused logins that one server may see in a time; 0 for no bound. An account causes one at most." group:"manners"`
	RetryLast   string        `name:"retry-refused" default:"7d" placeholder:"7d" help:"Accounts that the baseline saw refused within this time go last." group:"manners"`
	DNSRate     float64       `name:"dns-rate" placeholder:"N" help:"DNS questions a second." group:"manners"`

	Journal      string `placeholder:"FILE" help:"Note each result here; a run that was killed goes on from it." group:"results"`
	Baseline     string `placeholder:"FILE" help:"Results of an earlier run, to tell what has changed." group:"results"`
	Known        string `placeholder:"FILE" help:"Accepted failures: a YAML list of {target, cause, reason, until}." group:"results"`
	FailOn       string `default:"any,danger" placeholder:"any|new|expiring|danger|none" help:"What makes the run fail, exit 1; several with commas." group:"results"`
	MaxUndecided string `default:"5%" placeholder:"N%" help:"Above this share the run is undecided, exit 3, whatever else." group:"results"`
	Shard        string `placeholder:"I/N" help:"Take only the Ith of N parts; all targets of one mail server are in the same." group:"results"`
	Autoconfig   bool   `help:"Also ask the domain's web server for the settings that it publishes for mail programs." group:"results"`
	Place        string `placeholder:"NAME" help:"From where it is looked; stands in each result." group:"results"`
	AlsoVia      string `name:"also-via" placeholder:"URL" help:"Look at each server a second time through socks5h://HOST:PORT." group:"network"`

	Lab       string         `placeholder:"NAME" help:"Run against a scenario of the embedded lab." group:"network"`
	Resolver  string         `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"network"`
	ConnectTo []string       `sep:"none" placeholder:"HOST:PORT:ADDR:PORT" help:"As curl's, for all targets; the column connect is for one. Repeatable." group:"network"`
	Proxy     string         `placeholder:"URL" help:"socks5h://HOST:PORT. With user and password: $HARNESS_PROXY." group:"network"`
	Timeout   *time.Duration `placeholder:"30s" help:"Limit of one network step." group:"network"`
	Wait      *time.Duration `placeholder:"2m" help:"How long to wait for delivery, from the server's acceptance; 0 looks once." group:"network"`

	Trust   trust   `embed:""`
	Margins margins `embed:""`
	output
}

func (sweepCmd) Help() string {
	return `Looks at many accounts, domains or hosts, and writes a line of JSON for each
while it runs; at the end the counts, the causes and the servers behind them.
Columns of a list: target (an address, a domain, a host), smtp, pop,
smtp_security, pop_security, ports, login, password (secret:NAME/KEY), connect,
expect (works, or a code).

What was given or what the domain publishes (SRV; with --autoconfig also
the document at its web server) is judged; nothing is guessed.
Each server is looked at once for all that name it, three connections at a
time, and more slowly once it has had enough. A server that blocks is
undecided, never broken.

Exit codes: 0 passed, 1 failed (--fail-on), 3 more than --max-undecided could
not be told, 2 wrong usage, 130/143 interrupted.

  harness sweep hosts.csv
  harness sweep accounts.jsonl --mode login --secrets secrets.yaml --journal night.journal
  harness sweep hosts.csv --baseline yesterday.jsonl --fail-on new --output junit=report.xml`
}

// HelpJA is Help in Japanese.
func (sweepCmd) HelpJA() string {
	return `多数のアカウント、ドメイン、サーバーを調べ、実行中に 1 件につき 1 行の JSON を書き出します。最後に件数、原因、原因となったサーバーを示します。
リストの列: target（アドレス、ドメイン、サーバー名）、smtp、pop、smtp_security、pop_security、ports、login、password（secret:NAME/KEY）、connect、expect（works またはコード）。

指定された設定、またはドメインが公開している設定（SRV、--autoconfig を付けるとウェブサーバーの文書も）だけを判定し、推測はしません。同じサーバーの確認は全体で 1 回だけ、同時接続は 3 本までで、制限されるとさらに間隔を空けます。接続を制限するサーバーは「判定できません」とし、エラーとはしません。

終了コード: 0 合格、1 不合格（--fail-on）、3 判定できないものが --max-undecided を超えた、2 指定の誤り、130/143 中断。

  harness sweep hosts.csv
  harness sweep accounts.jsonl --mode login --secrets secrets.yaml --journal night.journal
  harness sweep hosts.csv --baseline yesterday.jsonl --fail-on new --output junit=report.xml`
}

func (c *sweepCmd) Run(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	limits, err := sweep.ParseLimits(c.FailOn, c.MaxUndecided)
	if err != nil {
		return badUsage("for example --fail-on any,danger --max-undecided 5%", "--fail-on, --max-undecided: %w", err)
	}
	cfg, done, err := c.config(a)
	if err != nil {
		return err
	}
	defer done()
	list, closeList, err := c.open(a)
	if err != nil {
		return err
	}
	defer closeList()
	streams, err := c.streams(a)
	if err != nil {
		return err
	}
	defer streams.close()
	var counts [3]atomic.Int64
	cfg.Result = func(t *report.Target) error {
		counts[0].Add(1)
		switch t.Outcome {
		case report.Broken:
			counts[1].Add(1)
		case report.Undecided:
			counts[2].Add(1)
		}
		return streams.write(t)
	}
	c.notices(a, &cfg)
	stop := c.progress(a, &counts)
	ctx := a.ctx
	if c.Deadline > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Deadline)
		defer cancel()
	}
	s, err := sweep.New(cfg).Run(ctx, sweep.Read(list))
	stop()
	if err != nil {
		return err
	}
	limits.Conclude(s)
	return c.end(a, s, streams)
}

// end shows the summary: where the lines are on standard output, on standard error.
func (c *sweepCmd) end(a *app, s *report.Sweep, streams *streams) error {
	files := c.Output
	c.Output = nil
	for _, given := range files {
		if !strings.HasPrefix(given, "jsonl=") { // written as it went
			c.Output = append(c.Output, given)
		}
	}
	if !streams.shown {
		return c.finish(a, s, "")
	}
	style := c.style(a)
	style.Colour = false
	if err := (render.Text{}).Write(a.stderr, s, style); err != nil {
		return err
	}
	shown := a.stdout
	a.stdout = io.Discard
	defer func() { a.stdout = shown }()
	return c.finish(a, s, "")
}

// config is how the sweep is made; done ends what it opened.
func (c *sweepCmd) config(a *app) (cfg sweep.Config, done func(), err error) {
	cfg = sweep.Config{
		Mode: sweep.Mode(c.Mode), Place: c.Place, Autoconfig: c.Autoconfig, DNSRate: c.DNSRate, InFlight: c.InFlight, Now: a.now,
		Manners: sweep.Manners{AtOnce: c.PerServer, Rate: c.Rate, Jitter: c.Jitter, Account: c.AccountTime},
	}
	switch {
	case oneOf("--mode", c.Mode, "tls", "login", "roundtrip") != nil:
		return cfg, nil, oneOf("--mode", c.Mode, "tls", "login", "roundtrip")
	case c.Mode == "roundtrip" && !c.SendLetters:
		return cfg, nil, badUsage("add --send-letters, or look without: --mode login", "--mode roundtrip sends a letter for each account")
	case c.PerServer < 1 || c.InFlight < 1 || c.Rate < 0 || c.DNSRate < 0 || c.AccountTime <= 0 || c.Jitter < 0:
		return cfg, nil, badUsage("", "--per-server, --in-flight, --rate, --dns-rate, --account-time, --jitter: numbers above nothing")
	}
	if cfg.Manners.Refused, err = job.ParseBudget(c.MaxRefused); err != nil {
		return cfg, nil, badUsage("for example --max-refused-logins 2/10m", "--max-refused-logins: %w", err)
	}
	if cfg.RetryAfter, err = parseDays(c.RetryLast); err != nil {
		return cfg, nil, badUsage("a time such as 21d or 36h", "%s: %w", "--retry-refused", err)
	}
	if cfg.Shard, cfg.Shards, err = shard(c.Shard); err != nil {
		return cfg, nil, badUsage("for example --shard 1/4", "--shard: %w", err)
	}
	s := &settings{Lab: c.Lab, Resolver: c.Resolver, ConnectTo: c.ConnectTo, Proxy: c.Proxy, Timeout: c.Timeout, Wait: c.Wait, Trust: c.Trust, Margins: c.Margins}
	r, closeEnv, err := s.request(a)
	if err != nil {
		return cfg, nil, err
	}
	cfg.Env, cfg.Options, cfg.Margins = r.Env, r.Options, r.Margins
	done = closeEnv
	if err = c.files(a, &cfg); err != nil {
		done()
		return cfg, nil, err
	}
	if cfg.Journal != nil {
		done = func() { cfg.Journal.Close(); closeEnv() }
	}
	return cfg, done, nil
}

// files reads what the flags name.
func (c *sweepCmd) files(a *app, cfg *sweep.Config) error {
	var secrets []byte
	if c.Secrets != "" {
		var err error
		if secrets, err = readFile(a, c.Secrets, bounded.Settings); err != nil {
			return badUsage("--secrets takes a YAML file, for example vault: {command: [vault-read, \"{key}\"]}", "--secrets: %w", err)
		}
	}
	var err error
	if cfg.Secrets, err = sweep.ReadSecrets(secrets, c.Inline, a.getenv); err != nil {
		return badUsage("--secrets takes a YAML file, for example vault: {command: [vault-read, \"{key}\"]}", "--secrets: %w", err)
	}
	if c.Known != "" {
		data, err := readFile(a, c.Known, bounded.Settings)
		if err == nil {
			cfg.Known, err = sweep.ReadKnown(data)
		}
		if err != nil {
			return badUsage("a YAML list: - {target: shop.example, cause: tls-cert-expired, reason: moves in May, until: 2026-12-31}", "--known: %w", err)
		}
	}
	if c.Baseline != "" {
		var err error
		cfg.Baseline, err = blocking(a, func() (*sweep.Baseline, error) {
			f, err := os.Open(c.Baseline)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			return sweep.ReadBaseline(f)
		})
		if err != nil {
			return badUsage("--baseline takes the lines that an earlier run wrote", "--baseline: %w", err)
		}
	}
	if c.AlsoVia != "" {
		if cfg.Also, err = alsoVia(c.AlsoVia, c.Lab); err != nil {
			return err
		}
	}
	if c.Journal != "" {
		if cfg.Journal, err = blocking(a, func() (*sweep.Journal, error) { return sweep.OpenJournal(c.Journal) }); err != nil {
			return badUsage("--journal takes a file to write", "--journal: %w", err)
		}
	}
	return nil
}

// alsoVia is the second place of --also-via.
func alsoVia(text, lab string) (*job.Env, error) {
	switch {
	case lab != "":
		return nil, badUsage("", "--also-via and --lab exclude each other: a lab run never leaves the machine")
	case strings.Contains(text, "@"):
		return nil, badUsage("a proxy on this machine can hold them: ssh -D 1080 HOST", "--also-via: a password does not belong into a flag")
	}
	by, err := job.ProxyDialer(text)
	if err != nil {
		return nil, badUsage("for example --also-via socks5h://127.0.0.1:1080", "--also-via: %w", err)
	}
	return &job.Env{Dial: by, Via: evidence.ViaProxy, Pacer: new(dial.Pacer)}, nil
}

func (c *sweepCmd) open(a *app) (io.Reader, func(), error) {
	if c.Targets == "-" {
		return a.stdin, func() {}, nil
	}
	f, err := blocking(a, func() (*os.File, error) { return os.Open(c.Targets) })
	if err != nil {
		return nil, nil, badUsage("a list of targets, or - for standard input", "sweep: %w", err)
	}
	return f, func() { f.Close() }, nil
}

// shard reads "1/4"; "" is all.
func shard(s string) (i, n int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	one, of, ok := strings.Cut(s, "/")
	i, ierr := strconv.Atoi(one)
	n, nerr := strconv.Atoi(of)
	if !ok || ierr != nil || nerr != nil || n < 1 || i < 1 || i > n {
		return 0, 0, fmt.Errorf("%q is not I/N with I from 1 to N", s)
	}
	return i, n, nil
}

// notices tells on standard error what cannot wait for the end.
func (c *sweepCmd) notices(a *app, cfg *sweep.Config) {
	say := func(s saying) { fmt.Fprintf(a.stderr, "harness: %s\n", s.in(a.lang)) }
	cfg.Wrong = func(f *sweep.Fault) {
		fmt.Fprintf(a.stderr, "harness: %s:%d:%d: %s\n", clean.Line(c.Targets), f.Line, f.Column, clean.Line(f.Err.Error()))
	}
	cfg.Paused = func(paused bool) {
		if paused {
			say(saying{"the resolver fails: the run waits for it", nil})
		} else {
			say(saying{"the resolver answers again: the run goes on", nil})
		}
	}
	b := cfg.Manners.Refused
	cfg.Waiting = func(n int) {
		say(saying{"%d accounts that were refused before come last", []any{n}})
		if b.Count > 0 {
			say(saying{"with --max-refused-logins %s the servers' waits may take up to %s", []any{c.MaxRefused, (time.Duration((n-1)/b.Count) * b.In).String()}})
		}
	}
}

// progress shows on a terminal how far the run is, else says so every ten seconds.
func (c *sweepCmd) progress(a *app, counts *[3]atomic.Int64) (stop func()) {
	every, terminal := 10*time.Second, movable(a, a.stderr)
	if terminal {
		every = time.Second / 4
	}
	ticker, ended, over := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	show := func() {
		s := saying{"%d done, %d broken, %d undecided", []any{counts[0].Load(), counts[1].Load(), counts[2].Load()}}
		if terminal {
			fmt.Fprintf(a.stderr, "\r\x1b[K%s", s.in(a.lang))
		} else {
			fmt.Fprintf(a.stderr, "harness: %s\n", s.in(a.lang))
		}
	}
	go func() {
		defer close(over)
		for {
			select {
			case <-ticker.C:
				show()
			case <-ended:
				return
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(ended)
		<-over
		if terminal {
			fmt.Fprint(a.stderr, "\r\x1b[K")
		}
	}
}

// streams are where the lines go as they come: standard output, unless another
// form is shown there, and files of --output jsonl=FILE.
type streams struct {
	to    []io.Writer
	files []*os.File
	style render.Style
	shown bool // on standard output
}

func (c *sweepCmd) streams(a *app) (*streams, error) {
	s := &streams{style: c.style(a), shown: c.Format == "" || c.Format == "jsonl"}
	if s.shown {
		s.to = append(s.to, a.stdout)
	}
	for _, given := range c.Output {
		name, ok := strings.CutPrefix(given, "jsonl=")
		if !ok {
			continue
		}
		f, err := blocking(a, func() (*os.File, error) { return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) })
		if err != nil {
			s.close()
			return nil, badUsage("--output takes NAME=FILE, with a file that can be written", "--output: %w", err)
		}
		s.files, s.to = append(s.files, f), append(s.to, f)
	}
	return s, nil
}

func (s *streams) write(t *report.Target) error {
	for _, w := range s.to {
		if err := (render.JSONL{}).Write(w, t, s.style); err != nil {
			return err
		}
	}
	return nil
}

func (s *streams) close() {
	for _, f := range s.files {
		_ = f.Close() // each line is written at once
	}
}
