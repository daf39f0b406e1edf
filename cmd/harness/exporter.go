package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"harness/cmd/internal/exporter"
	"harness/cmd/internal/sweep"
	"harness/verify/clean"
)

// exporterCmd answers a Prometheus server.
type exporterCmd struct {
	Listen    string         `default:"127.0.0.1:9825" placeholder:"ADDR:PORT" help:"Where to answer; beyond loopback only where it is named." group:"output"`
	Targets   string         `required:"" placeholder:"FILE" help:"The list, as for harness sweep; nothing else can be looked at." group:"sweep"`
	PerTarget bool           `help:"Series by target in /metrics, too; at most 2,000 targets." group:"output"`
	Fresh     time.Duration  `default:"1m" placeholder:"1m" help:"Give a result again for so long instead of looking anew." group:"sweep"`
	Lab       string         `placeholder:"NAME" help:"Run against a scenario of the embedded lab." group:"network"`
	Resolver  string         `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"network"`
	Timeout   *time.Duration `placeholder:"30s" help:"Limit of one network step." group:"network"`
	For       time.Duration  `placeholder:"DURATION" help:"End after that time, for scripts; by default at Ctrl-C." group:"output"`
	Trust     trust          `embed:""`
	Margins   margins        `embed:""`
}

func (exporterCmd) Help() string {
	return `Answers GET /probe?target=NAME with the metrics of one target of the list, which
is looked at up to the login, and GET /metrics with the sum of what was seen, by
server, listener and cause. Stands until Ctrl-C.

  harness exporter --targets hosts.csv`
}

// HelpJA is Help in Japanese.
func (exporterCmd) HelpJA() string {
	return `GET /probe?target=NAME には、リストにある対象をログインの手前まで調べた結果を、GET /metrics には、それまでの結果をサーバー、ポート、原因ごとに集計したものを返します。Ctrl-C まで動き続けます。

  harness exporter --targets hosts.csv`
}

func (c *exporterCmd) Run(a *app) error {
	sc := &sweepCmd{
		Targets: c.Targets, Mode: "tls", PerServer: 3, InFlight: 100, AccountTime: time.Minute, MaxRefused: "0", RetryLast: "0",
		Lab: c.Lab, Resolver: c.Resolver, Timeout: c.Timeout, Trust: c.Trust, Margins: c.Margins,
	}
	cfg, done, err := sc.config(a)
	if err != nil {
		return err
	}
	defer done()
	list, err := c.list(a, sc)
	if err != nil {
		return err
	}
	e, err := exporter.New(exporter.Config{Targets: list, Sweep: cfg, Fresh: c.Fresh, PerTarget: c.PerTarget, Now: a.now})
	if err != nil {
		return badUsage("leave --per-target out", "--per-target: %w", err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(a.ctx, "tcp", c.Listen)
	if err != nil {
		return badUsage("for example --listen 127.0.0.1:9825", "--listen: %w", err)
	}
	fmt.Fprintf(a.stdout, "http://%s/\n", l.Addr())
	ctx := a.ctx
	if c.For > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, c.For)
		defer stop()
	}
	server := &http.Server{Handler: e.Handler(), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 1 << 14}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// list reads all targets; a wrong line is said and left out.
func (c *exporterCmd) list(a *app, sc *sweepCmd) ([]sweep.Target, error) {
	f, done, err := sc.open(a)
	if err != nil {
		return nil, err
	}
	defer done()
	var list []sweep.Target
	for t, err := range sweep.Read(f) {
		var fault *sweep.Fault
		if err == nil {
			if wrong := t.Check(); wrong != nil {
				err = &sweep.Fault{Line: t.Line, Column: 1, Err: wrong}
			}
		}
		switch {
		case errors.As(err, &fault):
			fmt.Fprintf(a.stderr, "harness: %s:%d:%d: %s\n", clean.Line(c.Targets), fault.Line, fault.Column, clean.Line(fault.Err.Error()))
		case err != nil:
			return nil, badUsage("a list of targets, or - for standard input", "sweep: %w", err)
		default:
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil, badUsage("a list of targets, or - for standard input", "%s names no target", c.Targets)
	}
	return list, nil
}
