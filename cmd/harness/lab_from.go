package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/fixtures/replica"
	"harness/fixtures/scenario"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/render"
)

// labFromCmd makes a scenario of a saved run.
type labFromCmd struct {
	Saved string `arg:"" placeholder:"SAVED.json" help:"What roundtrip or diagnose wrote with --save or --format json; - for standard input."`
	Name  string `placeholder:"NAME" help:"Name of the scenario: lower case letters, digits, hyphens. By default that of the file."`
	Trust trust  `embed:""`
	spoken
}

func (labFromCmd) Help() string {
	return `Writes a scenario to standard output: the names, the DNS, the shape of the
certificates with keys of the lab's own, what the servers said, and what became
of the letter. Addresses of machines and people are replaced; neither passwords
nor other mail are in it. Host names stay as they are.

  harness lab from run.json >case.json
  harness roundtrip --lab case.json
  harness lab serve case.json`
}

// HelpJA is Help in Japanese.
func (labFromCmd) HelpJA() string {
	return `保存した結果から実験環境のシナリオを作り、標準出力に書きます。名前、DNS、証明書の形（鍵は実験環境のもの）、サーバーの応答、試験メールの結果が入ります。IP アドレスとメールアドレスは置き換えます。パスワードと他のメールは入りません。サーバーの名前はそのまま残ります。

  harness lab from run.json >case.json
  harness roundtrip --lab case.json
  harness lab serve case.json`
}

var notInNames = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^a-z0-9]+`) })

func (c *labFromCmd) Run(a *app) error {
	if err := c.checkLang(); err != nil {
		return err
	}
	const hint = "lab from takes a file that --save or --format json wrote"
	raw, err := readInput(a, c.Saved, bounded.Saved)
	if err != nil {
		return badUsage(hint, "lab from: %w", err)
	}
	var roots *certs.Roots // those of the run
	if c.Trust.Roots != "" || len(c.Trust.CAFile) > 0 {
		if roots, err = c.Trust.load(a); err != nil {
			return err
		}
	}
	name := c.Name
	if name == "" {
		base := strings.TrimSuffix(filepath.Base(c.Saved), filepath.Ext(c.Saved))
		if name = strings.Trim(notInNames().ReplaceAllString(strings.ToLower(base), "-"), "-"); name == "" {
			name = "saved"
		}
	}
	r := job.Request{Env: job.Env{Roots: roots}}
	r.Options.Now = a.now
	f, err := job.Replica(raw, name, r)
	if err != nil {
		return badUsage(hint, "lab from: %s: %w", clean.Line(c.Saved), err)
	}
	if err := f.Check(); err != nil {
		return badUsage("for example --name case-17", "lab from: %w", err)
	}
	for _, what := range f.LeftOut {
		left := saying{"not in it: %s", []any{leftOut(what).In(a.lang)}}
		fmt.Fprintf(a.stderr, "harness: %s\n", left.in(a.lang))
	}
	return render.Encode(a.stdout, f)
}

func leftOut(what replica.Omission) text {
	return map[replica.Omission]text{
		replica.Login:     {EN: "a login: none was seen to succeed, and the servers take the lab's password", JA: "ログイン（成功した記録がないため、サーバーは実験環境のパスワードを受け付けます）"},
		replica.Recipient: {EN: "another recipient than the account", JA: "アカウント以外の宛先"},
		replica.Sender:    {EN: "the sender's side, which is judged by the customer's mail", JA: "送信者側の検査（お客様のメールで判定するため）"},
		replica.TwoLogins: {EN: "a user name for each leg", JA: "送信と受信それぞれのユーザー名"},
		replica.Proxied:   {EN: "what only the proxy resolved", JA: "プロキシだけが解決した名前"},
	}[what]
}

// scenarioOf is a scenario by its name, or one that lab from wrote to a file.
func scenarioOf(a *app, name string) (scenario.Scenario, error) {
	s, err := findScenario(name)
	if err == nil {
		return s, nil
	}
	if info, statErr := os.Stat(name); statErr != nil && !strings.ContainsAny(name, `/\.`) || statErr == nil && info.IsDir() {
		return s, err
	}
	const hint = "a name of harness lab list, or a file that harness lab from wrote"
	data, err := readFile(a, name, bounded.Saved)
	if err != nil {
		return s, badUsage(hint, "scenario %q: %w", name, err)
	}
	f, err := replica.Read(data)
	if err != nil {
		return s, badUsage(hint, "%s: %w", clean.Line(name), err)
	}
	return f.Scenario(), nil
}
