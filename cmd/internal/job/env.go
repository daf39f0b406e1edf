package job

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/netip"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// Env is the world that a job runs in: the network as it is, one behind a
// proxy, or a scenario of the lab.
type Env struct {
	Roots    *certs.Roots   // trusted
	Resolver netip.AddrPort // zero: the system's
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error)
	Via      evidence.Via     // of connections made with Dial
	Pacer    *dial.Pacer      // of the whole process; nil: each trip and each survey has its own
	Names    *lookup.Resolver // nil: Resolver, a question bounded by a step's time-out
	Timeout  time.Duration
	Wait     time.Duration
	HTTP     *http.Client // for Request.Autoconfig; nil: no web server is ever asked

	Account account.Account // stands where nothing was typed
	Agreed  []string        // hosts that may have the password: their owner agreed beforehand
	Closed  bool            // whoever is not in Agreed was not agreed to: nobody is asked
	Sample  Sample          // stands where no mail was given
	Homes   []evidence.Home // of Account in the company's inventory; stand where nobody else is asked
}

// Sample is a mail of the environment's own.
type Sample struct {
	Mail  func() ([]byte, error) // nil, or nil mail: there is none
	DNSBL []string               // block lists to ask about it, where none were named
}

// World is the network as it is.
func World(roots *certs.Roots) Env {
	return Env{Roots: roots, Pacer: new(dial.Pacer), HTTP: http.DefaultClient}
}

// Lab is a running scenario as an environment. Only its own roots are trusted,
// and nothing leaves the machine.
type Lab struct {
	Env Env
	*fixtures.Lab
}

// OpenLab starts a scenario; the caller closes it.
func OpenLab(ctx context.Context, s scenario.Scenario) (*Lab, error) {
	lab, err := fixtures.Start(ctx, s)
	if err != nil {
		return nil, err
	}
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		lab.Close()
		return nil, err
	}
	names := lookup.New(lab.Resolver).Within(fixtures.Patience)
	names.Dial = lab.DialDNS
	env := Env{
		Roots: roots, Resolver: lab.Resolver, Dial: lab.Dial, Via: evidence.ViaLab, Pacer: new(dial.Pacer), Names: names, Timeout: s.Step, Wait: s.Wait,
		Account: lab.Account, Closed: true, Sample: Sample{Mail: s.SampleMail, DNSBL: []string{scenario.DNSBL}},
		Homes: s.Homes,
	}
	if lab.Right != nil { // the lab's owner agrees to the story's right names, and to no others
		env.Agreed = []string{lab.Right.SMTP.Host, lab.Right.POP.Host}
	}
	return &Lab{Env: env, Lab: lab}, nil
}

// Trip is how a trip is made in this environment: how servers are reached
// is its own, limits are the default where none were asked for.
func (e Env) Trip(o client.Options) client.Options {
	o.Roots, o.Resolver, o.Dial, o.Via, o.Pacer = e.Roots, e.Resolver, e.Dial, e.Via, e.Pacer
	o.Timeout, o.Wait = cmp.Or(o.Timeout, e.Timeout), cmp.Or(o.Wait, e.Wait)
	o.Lookup = e.Names
	return o
}
