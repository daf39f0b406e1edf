package main

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"time"

	"harness/cmd/internal/labserve"
	"harness/fixtures/labs"
	"harness/fixtures/scenario"
	"harness/verify/render"
)

type labServeCmd struct {
	Names     []string      `arg:"" optional:"" name:"name" help:"Names of scenarios, see harness lab list, or files of lab from."`
	All       bool          `help:"All scenarios."`
	Listen    string        `placeholder:"ADDR" help:"Where all of it stands, in place of 127.0.0.1; beyond loopback only where it is named. 0.0.0.0 is this machine's first address."`
	BasePort  uint16        `placeholder:"N" help:"Consecutive ports of that address from N on; by default free ports."`
	Addresses bool          `name:"loopback-addresses" help:"An address of 127.0.0.0/8 for each host, with the ports of the story, and DNS on port 53 (Linux, as root)."`
	Dir       string        `type:"path" placeholder:"DIR" help:"Folder for the CA, hosts and zone files, kept at the end; by default a new one that is removed."`
	JSON      bool          `help:"One line of JSON with all endpoints on stdout once everything listens; visits as lines of JSON on stderr."`
	For       time.Duration `placeholder:"DURATION" help:"End after that time, for scripts; by default at Ctrl-C."`
}

func (c *labServeCmd) Help() string {
	return "Stands until Ctrl-C. For every visit of a client stderr gets a line: where, TLS version, SNI, commands, " +
		"and LEAK where the client sent credentials to a server that it should have refused."
}

// HelpJA is Help in Japanese.
func (*labServeCmd) HelpJA() string {
	return `Ctrl-C まで動き続けます。接続があるたびに、接続先、TLS のバージョン、SNI、コマンドを標準エラー出力に 1 行で示します。拒否すべきサーバーに認証情報を送った場合は LEAK と示します。`
}

func (c *labServeCmd) Run(a *app) error {
	opt, err := c.options(a)
	if err != nil {
		return err
	}
	ctx := a.ctx
	if c.For > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, c.For)
		defer stop()
	}
	book := labserve.NewBook(a.stderr, c.JSON, isTerminal(a.stderr) && a.wantsColour())
	opt.Watch = book.Add
	err = c.serve(ctx, a, opt)
	book.Close() // after the labs: they end the visits
	return err
}

// serve stands until ctx ends.
func (c *labServeCmd) serve(ctx context.Context, a *app, opt labs.Options) (err error) {
	set, err := labs.Start(ctx, opt)
	var listen *net.OpError
	cannot := errors.As(err, &listen) && listen.Op == "listen"
	switch {
	case cannot && c.Addresses:
		return badUsage("needs Linux and root, or: sysctl net.ipv4.ip_unprivileged_port_start=0; elsewhere leave --loopback-addresses out", "%v", err)
	case cannot && c.Listen != "":
		return badUsage("an address of this machine, and a free --base-port", "%v", err)
	case cannot && c.BasePort > 0:
		return badUsage("another --base-port, or none for free ports", "%v", err)
	case errors.Is(err, labs.ErrPorts):
		return badUsage("a lower --base-port", "%v", err)
	case err != nil:
		return err
	}
	defer func() { err = errors.Join(err, set.Close()) }()
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "harness-lab-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	a.interrupt.standing()
	if err := set.Write(dir); err != nil {
		return err
	}
	doc := labserve.Describe(set, dir)
	if c.JSON {
		err = render.EncodeLine(a.stdout, doc)
	} else {
		err = doc.WriteText(a.stdout, c.Dir != "")
	}
	if err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// addressOfOurs reads an address; the unspecified one is the machine's first that
// others can reach, since clients are told where to go.
func addressOfOurs(text string) (netip.Addr, error) {
	a, err := netip.ParseAddr(text)
	if err != nil || !a.IsUnspecified() {
		return a, err
	}
	list, err := net.InterfaceAddrs()
	if err != nil {
		return a, err
	}
	for _, one := range list {
		p, err := netip.ParsePrefix(one.String())
		if err == nil && p.Addr().Is4() && p.Addr().IsGlobalUnicast() {
			return p.Addr(), nil
		}
	}
	return a, errors.New("this machine has no address but loopback")
}

func (c *labServeCmd) options(a *app) (labs.Options, error) {
	opt := labs.Options{BasePort: c.BasePort, Addresses: c.Addresses}
	if c.Listen != "" {
		var err error
		if opt.Listen, err = addressOfOurs(c.Listen); err != nil {
			return opt, badUsage("for example --listen 0.0.0.0", "--listen: %w", err)
		}
	}
	switch {
	case c.Addresses && c.Listen != "":
		return opt, badUsage("", "either --listen or --loopback-addresses")
	case c.All && len(c.Names) > 0:
		return opt, badUsage("", "either names or --all")
	case !c.All && len(c.Names) == 0:
		return opt, badUsage("harness lab list", "which scenarios? give names, or --all")
	case c.Addresses && c.BasePort > 0:
		return opt, badUsage("", "either --base-port or --loopback-addresses")
	case c.For < 0:
		return opt, badUsage("", "--for must not be negative")
	case c.All:
		opt.Scenarios = scenario.All()
		return opt, nil
	}
	for i, name := range c.Names {
		if slices.Contains(c.Names[:i], name) {
			continue
		}
		s, err := scenarioOf(a, name)
		if err != nil {
			return opt, err
		}
		opt.Scenarios = append(opt.Scenarios, s)
	}
	return opt, nil
}
