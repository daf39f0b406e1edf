package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"harness/client/hostname"
	"harness/cmd/internal/desk"
	"harness/cmd/internal/job"
	"harness/cmd/internal/sweep"
	"harness/verify/clean"
)

// deskCmd serves the page for support.
type deskCmd struct {
	Listen   string   `default:"127.0.0.1:8025" placeholder:"ADDR:PORT" help:"Where to listen; elsewhere than on loopback only with TLS and a token or a proxy that lets people in."`
	Lab      bool     `help:"Also offer the scenarios of the embedded lab to click."`
	Network  []string `name:"allow-network" sep:"none" placeholder:"CIDR" help:"A network that may be dialled although it is not public. Repeatable."`
	Profile  string   `placeholder:"FILE" help:"The hosting company's profile: its own names, greeting, signature, panels, inventory, test mailboxes."`
	Resolver string   `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's."`
	Results  string   `placeholder:"FILE" help:"What sweep wrote as JSON lines, or its journal: shown at /fleet, read again when it changes."`
	Baseline string   `placeholder:"FILE" help:"Results of an earlier sweep: /fleet shows what has changed since."`
	History  string   `placeholder:"DIR" help:"Keep finished runs in this folder, to be compared at /history: what was seen, and no password, paste or reply."`
	Names    bool     `name:"keep-addresses" help:"Keep people's addresses and logins whole there; else their first letters and domains alone."`
	KeepFor  string   `name:"keep-for" default:"90d" placeholder:"90d" help:"After this time each kept run is removed."`
	Logins   []string `name:"allow-login" sep:"none" placeholder:"DOMAIN" help:"Let support people type a customer's password for addresses of this domain; it is used for one run and not kept. Repeatable."`
	Refused  string   `name:"max-refused-logins" default:"2/10m" placeholder:"N/TIME" help:"Refused logins that one server may see in a time, of test mailboxes and customers; 0 for no bound."`
	Door     door     `embed:""`
	Trust    trust    `embed:""`
	Margins  margins  `embed:""`
	spoken
}

func (deskCmd) Help() string {
	return `A page for support: paste the customer's mail, see both of Gmail's dialogs as the
customer filled them in, watch the servers being looked at, copy the reply. It
logs in nowhere with a customer's password and asks for none, but for the domains
of --allow-login; with --profile, the test mailboxes prove the names to be typed.
A server that refused logins is spared, see --max-refused-logins. It stands until
Ctrl-C and keeps what was pasted in memory alone; with --history DIR, what was
seen of the servers is kept for --keep-for, so that a domain can be compared with
how it was before.

Only public addresses are dialled, and only at the ports of mail, whatever was
pasted.

On another address than loopback it needs TLS, the name that it is called by, and
either a token, which people type once, or a proxy that names whom it let in. Off
loopback, nothing is served without.

  harness desk --lab
  harness desk --listen 192.0.2.7:443 --host desk.example.jp --tls-cert desk.pem --tls-key desk.key --token-file token`
}

// HelpJA is Help in Japanese.
func (deskCmd) HelpJA() string {
	return `窓口用のページです。お客様のメールを貼り付けると、入力された Gmail の 2 つの設定画面を示し、サーバーを調べる様子を表示し、返信をコピーできます。--allow-login で指定したドメイン以外では、お客様のパスワードは尋ねず、ログインもしません。--profile に試験用メールボックスがあれば、入力すべき名前をそれで実証します。ログインを続けて拒否したサーバーには、しばらくログインしません（--max-refused-logins）。Ctrl-C で終了します。貼り付けた内容はメモリーにだけ保持します。--history DIR を付けると、サーバーの調査結果を --keep-for の期間だけ保存し、ドメインごとに以前の状態と比較できます。

何が貼り付けられても、公開されているアドレスの、メール用のポートにだけ接続します。

ループバック以外で待ち受けるには、TLS とサーバー名に加えて、トークン（利用者が最初に 1 度入力します）か、利用者名を渡すプロキシが必要です。

  harness desk --lab
  harness desk --listen 192.0.2.7:443 --host desk.example.jp --tls-cert desk.pem --tls-key desk.key --token-file token`
}

func (c *deskCmd) Run(a *app) error {
	cfg, err := c.config(a)
	if err != nil {
		return err
	}
	at, err := netip.ParseAddrPort(strings.Replace(c.Listen, "localhost:", "127.0.0.1:", 1))
	switch {
	case err != nil:
		return badUsage("for example --listen 127.0.0.1:8025", "--listen: %q is not an address with a port", c.Listen)
	}
	secured, err := c.Door.open(a, at, &cfg)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(a.ctx, "tcp", at.String())
	if err != nil {
		return badUsage("--listen takes another port", "desk: %w", err)
	}
	page, err := desk.New(a.ctx, cfg)
	if err != nil {
		listener.Close()
		return err
	}
	defer page.Close()
	if secured != nil {
		listener = tls.NewListener(listener, secured)
	}
	return serveDesk(a, listener, page, secured != nil)
}

func (c *deskCmd) config(a *app) (desk.Config, error) {
	cfg := desk.Config{Lab: c.Lab, Now: a.now, Password: testPassword(a), Files: filesBeside(c.Profile), Quote: shellLine}
	if err := c.checkLang(); err != nil {
		return cfg, err
	}
	refused, err := job.ParseBudget(c.Refused)
	if err != nil {
		return cfg, badUsage("for example --max-refused-logins 2/10m", "--max-refused-logins: %w", err)
	}
	cfg.Refusals = job.NewRefusals(refused, a.now)
	for _, text := range c.Logins {
		domain := hostname.OfAddress("x@" + text)
		if _, err := hostname.Normal(domain); err != nil || domain == "" {
			return cfg, badUsage("for example --allow-login customer.example", "--allow-login: %q is no domain", text)
		}
		cfg.Logins = append(cfg.Logins, domain)
	}
	for _, text := range c.Network {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return cfg, badUsage("for example --allow-network 10.1.0.0/16", "--allow-network: %q is not a network", text)
		}
		cfg.Allow = append(cfg.Allow, p.Masked())
	}
	roots, err := c.Trust.load(a)
	if err != nil {
		return cfg, err
	}
	cfg.Env = job.World(roots)
	if c.Resolver != "" {
		if cfg.Env.Resolver, err = resolverAt(c.Resolver); err != nil {
			return cfg, err
		}
	}
	if cfg.Margins, err = c.Margins.read(); err != nil {
		return cfg, err
	}
	if err := c.history(a, &cfg); err != nil {
		return cfg, err
	}
	if err := c.fleet(a, &cfg); err != nil {
		return cfg, err
	}
	cfg.Profile, err = readProfile(a, c.Profile)
	return cfg, err
}

// history opens the folder of earlier runs.
func (c *deskCmd) history(a *app, cfg *desk.Config) error {
	keep, err := parseDays(c.KeepFor)
	switch {
	case err != nil || keep <= 0:
		return badUsage("a time such as 90d or 36h", "--keep-for: %q is not a time", c.KeepFor)
	case c.History == "" && c.Names:
		return badUsage("for example --history runs", "--keep-addresses needs --history")
	case c.History == "":
		return nil
	}
	cfg.History, err = blocking(a, func() (*desk.History, error) {
		return desk.OpenHistory(desk.HistoryConfig{Dir: c.History, Addresses: c.Names, KeepFor: keep, Now: a.now})
	})
	if err != nil {
		return badUsage("a folder that may be written", "--history: %w", err)
	}
	return nil
}

// fleet reads the results of a sweep, and of the one before it.
func (c *deskCmd) fleet(a *app, cfg *desk.Config) error {
	switch {
	case c.Results == "" && c.Baseline != "":
		return badUsage("for example --results today.jsonl --baseline yesterday.jsonl", "--baseline needs --results")
	case c.Results == "":
		return nil
	}
	var earlier sweep.Config
	if err := (&sweepCmd{Baseline: c.Baseline}).files(a, &earlier); err != nil {
		return err
	}
	results, err := blocking(a, func() (*sweep.Results, error) { return sweep.OpenResults(c.Results, earlier.Baseline, a.now) })
	if err != nil {
		return badUsage("", "--results: %w", err)
	}
	cfg.Fleet = results.Index
	return nil
}

// serveDesk serves until Ctrl-C. An answer that is written step by step has no
// limit of time, its requests have.
func serveDesk(a *app, listener net.Listener, page http.Handler, secured bool) error {
	server := &http.Server{
		Handler: page, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return a.ctx },
	}
	scheme := "http"
	if secured {
		scheme = "https"
	}
	fmt.Fprintf(a.stdout, "%s://%s/\n", scheme, clean.Line(listener.Addr().String()))
	ended := make(chan struct{})
	defer context.AfterFunc(a.ctx, func() {
		defer close(ended)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), 5*time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close()
		}
	})()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-ended
	return nil
}
