package main

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"time"

	"harness/client/persona"
	"harness/cmd/internal/forward"
	"harness/fixtures/forwarder"
	"harness/verify/clean"
)

// forwardCmd asks whether mail survives the host's forwarding to Gmail.
type forwardCmd struct {
	Rcpt      string        `arg:"" optional:"" placeholder:"ADDR" help:"The mailbox whose mail is forwarded to Gmail."`
	To        string        `placeholder:"HOST[:PORT]" help:"Where the forwarder takes mail." group:"forwarding"`
	Listen    string        `placeholder:"HOST:PORT" help:"Where to stand in for Gmail: the forwarder's route for gmail.com must lead here." group:"forwarding"`
	SendingIP string        `name:"sending-ip" placeholder:"IP" help:"The address that the forwarder's mail comes from on the Internet, for SPF and the reverse name." group:"forwarding"`
	Resolver  string        `placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"forwarding"`
	Wait      time.Duration `default:"60s" help:"How long to wait for letters that the forwarder took." group:"forwarding"`
	Lab       string        `placeholder:"NAME|list" help:"Try it on a forwarder of the embedded lab." group:"forwarding"`
	own
}

func (forwardCmd) Help() string {
	return `Does mail that this host forwards to Gmail survive? Five letters go through the
forwarder to a port that answers as Gmail's servers do: SPF, DKIM, DMARC, the
reverse name, TLS, with Google's codes and words. For each it says what became of
it, what was changed on the way, and what to mend. No mail goes to Google.

  harness forward --lab footer
  harness forward info@customer.example --to 127.0.0.1:25 --listen 127.0.0.1:2526 --sending-ip 192.0.2.25

Exit codes: 0 what can be forwarded arrives, 1 it does not, 2 wrong usage, 3 not
everything was seen to its end.`
}

// HelpJA is Help in Japanese.
func (forwardCmd) HelpJA() string {
	return `このサーバーから Gmail に転送したメールが届くかどうかを調べます。5 通のメールを転送サーバーに送り、Gmail の受信サーバーと同じように応答するポートで受けます。SPF、DKIM、DMARC、逆引き、TLS を判定し、Google のコードと文言で応答します。メールごとに結果、途中での変更点、直すべき点を示します。Google にメールは送られません。

  harness forward --lab footer
  harness forward info@customer.example --to 127.0.0.1:25 --listen 127.0.0.1:2526 --sending-ip 192.0.2.25

終了コード: 0 転送できるメールは届く、1 届かない、2 指定の誤り、3 最後まで確認できない。`
}

func (c *forwardCmd) Run(a *app) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Lab == "list" {
		return tell(a, forwarders(c.lang(a)))
	}
	req, err := c.request(a)
	if err != nil {
		return err
	}
	res, err := forward.Run(a.ctx, req)
	if err != nil {
		return err
	}
	return c.finish(a, res, res.Exit)
}

// forwarders are the lab's.
func forwarders(lang string) []told {
	var out []told
	for _, s := range forwarder.All() {
		out = append(out, told{s.Name, text{EN: s.Story, JA: s.StoryJA}.In(lang)})
	}
	return out
}

func (c *forwardCmd) request(a *app) (req forward.Request, err error) {
	const how = "harness forward --help has an example; to try it: harness forward --lab footer"
	if c.Lab != "" {
		if c.Rcpt+c.To+c.Listen+c.SendingIP+c.Resolver != "" {
			return req, badUsage(how, "--lab stands alone: it has a forwarder of its own")
		}
		s, ok := forwarder.ByName(c.Lab)
		if !ok {
			return req, notTold(badUsage("harness forward --lab list", "no scenario %q in the lab", c.Lab), c.Lab, forwarders(c.lang(a)))
		}
		return forward.Request{Scenario: &s}, nil
	}
	if c.Rcpt == "" || c.To == "" || c.Listen == "" || c.SendingIP == "" {
		return req, badUsage(how, "a mailbox, --to, --listen and --sending-ip are needed")
	}
	req = forward.Request{Rcpt: c.Rcpt, To: c.To, Listen: c.Listen, Wait: c.Wait}
	if _, _, err := net.SplitHostPort(c.To); err != nil {
		req.To = net.JoinHostPort(c.To, strconv.Itoa(int(persona.Relay)))
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return req, badUsage("for example --listen 127.0.0.1:2526", "--listen: %s is not HOST:PORT", clean.Line(c.Listen))
	}
	if req.SendingIP, err = netip.ParseAddr(c.SendingIP); err != nil {
		return req, badUsage("for example --sending-ip 192.0.2.25", "--sending-ip: %s is no IP address", clean.Line(c.SendingIP))
	}
	if c.Resolver != "" {
		if req.Resolver, err = resolverAt(c.Resolver); err != nil {
			return req, err
		}
	}
	req.Ready = func(addr string) {
		fmt.Fprintf(a.stderr, "harness: %s\n", saying{format: "standing in for Gmail at %s", args: []any{addr}}.in(a.lang))
	}
	return req, nil
}
