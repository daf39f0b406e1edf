package main

import (
	"time"

	"harness/client/account"
	"harness/client/hostname"
	"harness/cmd/internal/autoconfig"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
)

// autoconfigCmd asks what mail programs find for a domain.
type autoconfigCmd struct {
	Domain       string        `arg:"" optional:"" placeholder:"DOMAIN|ADDR" help:"The domain whose settings are looked for, or an address in it."`
	Mobileconfig string        `name:"mobileconfig" placeholder:"FILE" help:"A profile that the host hands out to users of Apple's Mail, to be checked as well. - is standard input." group:"published settings"`
	Resolver     string        `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"published settings"`
	Timeout      time.Duration `default:"10s" help:"Of one network step." group:"published settings"`
	Lab          string        `placeholder:"NAME|list" help:"Try it on a domain of the embedded lab." group:"published settings"`
	Trust        trust         `embed:""`
	own
}

func (autoconfigCmd) Help() string {
	return `Which settings do mail programs find by themselves for addresses of a domain?
Looks where Thunderbird and Outlook look, and into DNS (RFC 6186); judges the
certificate of each web server and of each mail server that is named; says which
places are passed over without a word, where two contradict each other, and which
named server cannot be used; and prints a right autoconfig file and SRV records.
Only the domain's own web servers and those of its MX's domain are asked. Nothing
is logged in to.

  harness autoconfig customer.example
  harness autoconfig --lab autoconfig-cert-of-shared-host

Exit codes: 0 what is published works, 1 it does not, 2 wrong usage, 3 not
everything was seen to its end.`
}

// HelpJA is Help in Japanese.
func (autoconfigCmd) HelpJA() string {
	return `メールソフトは、このドメインのアドレスに対してどの設定を自動で見つけるでしょうか。Thunderbird と Outlook が参照する場所と DNS（RFC 6186）を調べ、各ウェブサーバーと、記載されたメールサーバーの証明書を判定します。何も表示されずに読み飛ばされる場所、場所による食い違い、使えないサーバーを示し、正しい autoconfig の文書と SRV レコードを表示します。確認するのは、ドメイン自身のウェブサーバーと、MX のドメインのウェブサーバーだけです。ログインはしません。

  harness autoconfig customer.example
  harness autoconfig --lab autoconfig-cert-of-shared-host

終了コード: 0 公開されている設定が使える、1 使えない、2 指定の誤り、3 最後まで確認できない。`
}

func (c *autoconfigCmd) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Lab == "list" {
		return tell(a, scenarios(scenario.Published(), c.lang(a)))
	}
	req, done, err := c.request(a)
	if err != nil {
		return err
	}
	defer done()
	res, err := autoconfig.Run(a.ctx, req)
	if err != nil {
		return err
	}
	return c.finish(a, res, res.Exit)
}

func (c *autoconfigCmd) request(a *app) (req autoconfig.Request, done func(), err error) {
	const how = "harness autoconfig customer.example; to try it: harness autoconfig --lab published-well"
	done = func() {}
	req.Options.Now = a.now
	if c.Mobileconfig != "" {
		req.Name = c.Mobileconfig
		if req.Profile, err = readInput(a, c.Mobileconfig, bounded.Handout); err != nil {
			return req, nil, badUsage("--mobileconfig takes a file", "--mobileconfig: %w", err)
		}
	}
	if c.Lab != "" {
		if c.Domain+c.Resolver != "" {
			return req, nil, badUsage(how, "--lab stands alone: it has a domain of its own")
		}
		s, ok := scenario.PublishedByName(c.Lab)
		if !ok {
			return req, nil, notTold(badUsage("harness autoconfig --lab list", "no scenario %q in the lab", c.Lab), c.Lab, scenarios(scenario.Published(), c.lang(a)))
		}
		lab, err := job.OpenLab(a.ctx, s)
		if err != nil {
			return req, nil, err
		}
		req.Env, req.Address, req.Domain = lab.Env, lab.Account.Address, hostname.OfAddress(lab.Account.Address)
		return req, func() { _ = lab.Close() }, nil
	}
	if c.Domain == "" {
		return req, nil, badUsage(how, "a domain is needed")
	}
	domain := c.Domain
	if box, err := account.ParseAddress(c.Domain); err == nil {
		req.Address, domain = c.Domain, box.Domain
	}
	if req.Domain, err = hostname.Normal(domain); err != nil {
		return req, nil, badUsage(how, "%q is no domain", c.Domain)
	}
	roots, err := c.Trust.load(a)
	if err != nil {
		return req, nil, err
	}
	req.Env = job.World(roots)
	if req.Options.Timeout = c.Timeout; c.Timeout <= 0 {
		return req, nil, badUsage("for example --timeout 30s", "--timeout must be more than nothing")
	}
	if c.Resolver != "" {
		if req.Env.Resolver, err = resolverAt(c.Resolver); err != nil {
			return req, nil, err
		}
	}
	return req, done, nil
}
