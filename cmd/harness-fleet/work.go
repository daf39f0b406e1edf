package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/certfile"
	"harness/cmd/internal/fleet"
	"harness/cmd/internal/job"
	"harness/cmd/internal/sweep"
)

// network is how a machine reaches the servers.
type network struct {
	Roots     string        `placeholder:"mozilla|system|FILE" help:"Trusted roots." group:"network"`
	CAFile    []string      `name:"ca-file" sep:"none" placeholder:"FILE" help:"PEM file of roots to trust as well. Repeatable." group:"network"`
	Resolver  string        `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"network"`
	ConnectTo []string      `name:"connect-to" sep:"none" placeholder:"HOST:PORT:ADDR:PORT" help:"As curl's, for all targets. Repeatable." group:"network"`
	Proxy     string        `placeholder:"URL" help:"socks5h://HOST:PORT. With user and password: $HARNESS_PROXY." group:"network"`
	Timeout   time.Duration `placeholder:"30s" help:"Limit of one network step." group:"network"`
	Wait      time.Duration `placeholder:"2m" help:"How long to wait for delivery, from the server's acceptance." group:"network"`
	DNSRate   float64       `name:"dns-rate" placeholder:"N" help:"DNS questions a second of each group." group:"network"`
}

// config is what a sweep needs of a machine.
func (n *network) config(a *app) (cfg sweep.Config, err error) {
	roots, _, err := certfile.Trust{Roots: n.Roots, More: n.CAFile, Read: func(name string) ([]byte, error) { return readFile(name, bounded.Roots) }}.Load()
	if err != nil {
		return cfg, usageError{fmt.Errorf("--roots, --ca-file: %w", err)}
	}
	cfg.Env = job.World(roots)
	cfg.Options.Timeout, cfg.Options.Wait, cfg.DNSRate, cfg.Now = n.Timeout, n.Wait, n.DNSRate, time.Now
	if n.Resolver != "" {
		if cfg.Env.Resolver, err = netip.ParseAddrPort(n.Resolver); err != nil {
			return cfg, badUsage("--resolver: %w", err)
		}
	}
	for _, text := range n.ConnectTo {
		c, err := job.ParseConnectTo(text)
		if err != nil {
			return cfg, badUsage("--connect-to: %w", err)
		}
		cfg.Options.ConnectTo = append(cfg.Options.ConnectTo, c)
	}
	if strings.Contains(n.Proxy, "@") {
		return cfg, badUsage("--proxy: a password does not belong into a flag; $HARNESS_PROXY takes it")
	}
	if at := cmp.Or(n.Proxy, a.getenv("HARNESS_PROXY")); at != "" {
		if cfg.Env.Dial, err = job.ProxyDialer(at); err != nil {
			return cfg, badUsage("--proxy: %w", err)
		}
		cfg.Env.Via = evidence.ViaProxy
	}
	return cfg, nil
}

// workCmd is a worker.
type workCmd struct {
	fleetFlags
	network
	Secrets     string `placeholder:"FILE" help:"Sources of passwords on this machine, for secret:NAME/KEY in jobs: NAME: {env: VAR}, {folder: DIR} or {command: [argv]}." group:"worker"`
	SendLetters bool   `help:"Yes, send a letter for each account where the plan says so." group:"worker"`
	Place       string `placeholder:"NAME" help:"From where it is looked; stands in each result." group:"worker"`
	Groups      int    `default:"16" placeholder:"N" help:"Groups of mail servers at a time." group:"worker"`
	MaxTries    int    `name:"max-tries" default:"5" placeholder:"N" help:"Workers that may end with a group, one after another and without a new result, before what they had begun is given up as undecided." group:"worker"`
	Autoconfig  bool   `help:"Also ask a domain's web server for the settings that it publishes." group:"worker"`
}

// openings is how often a server that went away is looked for anew.
const openings = 10

// Run works until every target has a result.
func (c *workCmd) Run(a *app) error {
	if c.Groups < 1 || c.MaxTries < 1 {
		return badUsage("--groups, --max-tries: numbers above nothing")
	}
	cfg, err := c.config(a)
	if err != nil {
		return err
	}
	var secrets []byte
	if c.Secrets != "" {
		if secrets, err = readFile(c.Secrets, bounded.Settings); err != nil {
			return badUsage("--secrets: %w", err)
		}
	}
	if cfg.Secrets, err = sweep.ReadSecrets(secrets, false, a.getenv); err != nil {
		return badUsage("--secrets: %w", err)
	}
	cfg.Place, cfg.Autoconfig = c.Place, c.Autoconfig
	var n atomic.Int64
	defer a.ticking(10*time.Second, func() string { return fmt.Sprintf(a.word("%d results"), n.Load()) })()
	for try := 1; ; try++ {
		err := c.once(a, cfg, &n)
		var wrong usageError
		if err == nil || a.ctx.Err() != nil || errors.As(err, &wrong) || errors.Is(err, fleet.ErrLetters) || errors.Is(err, fleet.ErrNoPlan) || errors.Is(err, fleet.ErrName) || try == openings {
			return err
		}
		a.say("%s", err.Error())
		dial.Rest(a.ctx, 2*time.Second)
	}
}

func (c *workCmd) once(a *app, cfg sweep.Config, n *atomic.Int64) error {
	r, done, err := c.open(a)
	if err != nil {
		return err
	}
	defer done()
	w := &fleet.Worker{
		Run: r, Config: cfg, Groups: c.Groups, Letters: c.SendLetters, Tries: c.MaxTries,
		Done: func() { n.Add(1) }, Trouble: func(err error) { a.say("%s", err.Error()) },
	}
	return w.Work(a.ctx)
}

// planCmd hands a list over.
type planCmd struct {
	Targets string `arg:"" placeholder:"FILE|-" help:"As for harness sweep; - is standard input."`
	fleetFlags
	network
	Mode        string        `default:"tls" placeholder:"tls|login|roundtrip" help:"tls looks up to the login; login logs in on both legs; roundtrip sends a letter for each account, where the worker has --send-letters." group:"plan"`
	PerServer   int           `default:"3" placeholder:"N" help:"Connections at a time to one address." group:"plan"`
	Rate        float64       `placeholder:"N" help:"New connections a second to one address." group:"plan"`
	Jitter      time.Duration `placeholder:"1s" help:"A random pause of up to this before each connection." group:"plan"`
	AccountTime time.Duration `default:"5m" placeholder:"5m" help:"How long one account or server may take before it is undecided." group:"plan"`
	MaxRefused  string        `name:"max-refused-logins" default:"2/10m" placeholder:"N/TIME" help:"Refused logins that one server may see in a time, whoever works; 0 for no bound." group:"plan"`
	Deadline    time.Duration `placeholder:"6h" help:"How long all of it may take; what is left then is undecided." group:"plan"`
	Lease       time.Duration `default:"30s" placeholder:"30s" help:"How long a worker that is not heard of keeps what it has." group:"plan"`
	Replace     bool          `help:"Delete the run of this name, its results too, and plan anew." group:"plan"`
	Autoconfig  bool          `help:"Also ask a domain's web server for the settings that it publishes." group:"plan"`
}

// Run plans.
func (c *planCmd) Run(a *app) error {
	p := fleet.Plan{Mode: sweep.Mode(c.Mode), Lease: c.Lease, At: time.Now().UTC(), Manners: sweep.Manners{AtOnce: c.PerServer, Rate: c.Rate, Jitter: c.Jitter, Account: c.AccountTime}}
	var err error
	switch {
	case p.Mode != sweep.TLS && p.Mode != sweep.Login && p.Mode != sweep.RoundTrip:
		return badUsage("--mode takes one of tls, login, roundtrip")
	case c.PerServer < 1 || c.Rate < 0 || c.Jitter < 0 || c.AccountTime <= 0 || c.Lease < time.Second || c.Deadline < 0:
		return badUsage("--per-server, --rate, --jitter, --account-time, --deadline: numbers above nothing; --lease: a second at least")
	}
	if p.Manners.Refused, err = job.ParseBudget(c.MaxRefused); err != nil {
		return badUsage("--max-refused-logins: %w", err)
	}
	if c.Deadline > 0 {
		p.Until = p.At.Add(c.Deadline)
	}
	cfg, err := c.config(a)
	if err != nil {
		return err
	}
	cfg.Mode, cfg.Autoconfig = p.Mode, c.Autoconfig
	list := a.stdin
	if c.Targets != "-" {
		f, err := os.Open(c.Targets)
		if err != nil {
			return usageError{err}
		}
		defer f.Close()
		list = f
	}
	r, done, err := c.open(a)
	if err != nil {
		return err
	}
	defer done()
	if p, err = r.Make(a.ctx, sweep.New(cfg), p, sweep.Read(list), c.Replace, func(f *sweep.Fault) { a.say("%s", c.Targets+":"+f.Error()) }); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, a.word("%d targets in %d groups of mail servers; %d lines could not be read")+"\n", p.Total, p.Groups, p.Wrong)
	return nil
}
