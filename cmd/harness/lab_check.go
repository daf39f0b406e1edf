package main

import (
	"os/exec"
	"time"

	"harness/cmd/internal/labcheck"
	"harness/cmd/internal/sweep"
	"harness/fixtures/scenario"
)

// labCheckCmd judges a mail client by the lab.
type labCheckCmd struct {
	Command  []string      `arg:"" passthrough:"" placeholder:"CMD ..." help:"The client and its arguments, after --."`
	Scenario []string      `sep:"none" placeholder:"NAME" help:"Only this scenario. Repeatable; all by default." group:"sweep"`
	Known    string        `placeholder:"FILE" help:"Accepted failures: a YAML list of {target, cause, reason, until}." group:"results"`
	Time     time.Duration `default:"30s" placeholder:"30s" help:"How long the client may take for one server." group:"sweep"`
	output
}

func (labCheckCmd) Help() string {
	return `Runs a mail client against each scenario of the lab, a fresh lab each, once for
the server that sends and once for the one that fetches, and judges what it did:
did it send a password to a server that it had to refuse, and did it log in where
nothing is wrong. Exit 1 where it leaked or did not work.

In the command {host} is the name that was typed; {address} and {port}, or
{server} for both, where it stands on loopback; {security} tls, ssl, stls or none;
{proto} smtp or pop3; {user} and {password} the lab's account; {ca} the file of the
only root to trust; {dns} the lab's name server.

  harness lab check --output junit=clients.xml -- ./my-client {proto} {host} {server} {ca}`
}

// HelpJA is Help in Japanese.
func (labCheckCmd) HelpJA() string {
	return `メールソフトを内蔵の実験環境のシナリオごとに、送信用と受信用のサーバーに対して 1 回ずつ実行し、拒否すべきサーバーにパスワードを送らなかったか、問題のないサーバーにログインできたかを判定します。漏れた場合と動作しなかった場合の終了コードは 1 です。

コマンドの {host} は入力された名前、{address} と {port}、またはまとめて {server} は接続先（ループバック）、{security} は tls、ssl、stls、none、{proto} は smtp か pop3、{user} と {password} は実験環境のアカウント、{ca} は信頼する唯一のルート証明書のファイル、{dns} は実験環境の DNS サーバーになります。

  harness lab check --output junit=clients.xml -- ./my-client {proto} {host} {server} {ca}`
}

func (c *labCheckCmd) Run(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	cfg := labcheck.Config{Command: c.Command, Timeout: c.Time, Now: a.now, Scenarios: scenario.All()}
	if len(cfg.Command) > 0 && cfg.Command[0] == "--" {
		cfg.Command = cfg.Command[1:]
	}
	if len(cfg.Command) == 0 {
		return badUsage("for example harness lab check -- ./my-client {host} {port} {ca}", "lab check: which client?")
	}
	if len(c.Scenario) > 0 {
		cfg.Scenarios = nil
		for _, name := range c.Scenario {
			s, err := findScenario(name)
			if err != nil {
				return err
			}
			cfg.Scenarios = append(cfg.Scenarios, s)
		}
	}
	var known sweep.Config
	if err := (&sweepCmd{Known: c.Known}).files(a, &known); err != nil {
		return err
	}
	if _, err := exec.LookPath(cfg.Command[0]); err != nil {
		return badUsage("for example harness lab check -- ./my-client {host} {port} {ca}", "lab check: %w", err)
	}
	m := sweep.NewMerge(nil, known.Known, a.now)
	if err := labcheck.Run(a.ctx, cfg, m.Add); err != nil {
		return err
	}
	s := m.Sweep()
	s.Command = "lab check"
	sweep.Limits{On: []string{"any"}, Undecided: 1}.Conclude(s)
	return c.finish(a, s, "")
}
