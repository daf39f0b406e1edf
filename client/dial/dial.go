// Package dial is where a typed name leads: to the addresses that DNS gives
// for it, where --connect-to says, or to a proxy that resolves the name
// itself. One plan answers for a round trip, its probes and a survey, so that
// no two of them reach different servers by the same settings.
package dial

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/lookup"
)

// ConnectTo is curl's --connect-to: where Host and Port match (empty: all),
// Addr and Port2 (empty, 0: as they were) are dialled instead. What was typed
// is still what is verified and reported.
type ConnectTo struct {
	Host  string
	Port  uint16
	Addr  string
	Port2 uint16
}

// fits tells whether an entry is for a normalised host's port; port 0 asks for
// every port of it, host "" for every host.
func (c ConnectTo) fits(host string, port uint16) bool {
	return (c.Host == "" || hostname.NormalOrSame(c.Host) == host) && (c.Port == 0 || c.Port == port)
}

// Place is where to dial.
type Place struct {
	Addr netip.AddrPort
	Name string // "host:port" for a proxy that resolves names, else ""
	Via  evidence.Via
}

// Peer is what politeness counts by: the address, or, where only the proxy
// knows it, the name.
func (p Place) Peer() string {
	if p.Name == "" {
		return p.Addr.Addr().String()
	}
	host, _, err := net.SplitHostPort(p.Name)
	if err != nil {
		return p.Name
	}
	return host
}

// Found is what DNS said of a host.
type Found struct {
	Addrs   []netip.Addr     // IPv4 first, in the order served
	Trouble evidence.Trouble // why there is none
	Took    time.Duration
}

// Config is how servers are reached.
type Config struct {
	Resolver  *lookup.Resolver
	ConnectTo []ConnectTo
	Via       evidence.Via      // what a dialler of the caller's own is; "": the network is dialled
	Asking    func(host string) // called before a host is looked up; may be nil
}

// Plan leads from names to places. It may be used by several goroutines.
type Plan struct {
	cfg   Config
	log   lookup.Log
	spare spare

	mu      sync.Mutex
	names   map[string]*asked
	zones   map[string]*asked // see canary
	reached map[string]Place  // "host:port" -> the place that answered
}

// asked is a name that is or was looked up; the rest stands when done is closed.
type asked struct {
	found   Found
	answers []evidence.Answer // of a canary
	done    chan struct{}
}

// New makes a plan; nothing is asked yet.
func New(cfg Config) *Plan {
	return &Plan{cfg: cfg, names: map[string]*asked{}, zones: map[string]*asked{}, reached: map[string]Place{}}
}

// Answers are those of DNS so far, in the order in which the questions were put.
func (p *Plan) Answers() []evidence.Answer { return p.log.Answers() }

// proxied tells whether a proxy resolves the names.
func (p *Plan) proxied() bool { return p.cfg.Via == evidence.ViaProxy }

// Places are where a host's port is dialled, in order. Where there is none,
// Found says what DNS said; the host must have been asked for.
func (p *Plan) Places(host string, port uint16) ([]Place, Found) {
	via := evidence.ViaDNS
	if c := p.connectTo(host, port); c != nil {
		via = evidence.ViaConnectTo
		if c.Addr != "" {
			host = hostname.NormalOrSame(c.Addr)
		}
		if c.Port2 != 0 {
			port = c.Port2
		}
	}
	if p.proxied() {
		return []Place{{Name: net.JoinHostPort(host, strconv.Itoa(int(port))), Via: evidence.ViaProxy}}, Found{}
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if via == evidence.ViaDNS {
			via = evidence.ViaLiteral
		}
		return []Place{{Addr: netip.AddrPortFrom(ip, port), Via: p.via(via)}}, Found{}
	}
	f := p.Found(host)
	list := make([]Place, len(f.Addrs))
	for i, ip := range f.Addrs {
		list[i] = Place{Addr: netip.AddrPortFrom(ip, port), Via: p.via(via)}
	}
	return list, f
}

// Addrs are the addresses that a host's port leads to as far as they are known
// here: where it is dialled, or, for a proxy, what DNS here says of the name.
func (p *Plan) Addrs(host string, port uint16) []netip.Addr {
	var list []netip.Addr
	if c := p.connectTo(host, port); p.proxied() {
		if c != nil && c.Addr != "" {
			host = hostname.NormalOrSame(c.Addr)
		}
		if ip, err := netip.ParseAddr(host); err == nil {
			return []netip.Addr{ip}
		}
		return p.Found(host).Addrs
	}
	places, _ := p.Places(host, port)
	for _, at := range places {
		list = append(list, at.Addr.Addr())
	}
	return list
}

func (p *Plan) via(way evidence.Via) evidence.Via {
	if p.cfg.Via != "" && way != evidence.ViaConnectTo {
		return p.cfg.Via
	}
	return way
}

// connectTo is the first entry that fits, nil if none does.
func (p *Plan) connectTo(host string, port uint16) *ConnectTo {
	for i := range p.cfg.ConnectTo {
		if c := &p.cfg.ConnectTo[i]; c.fits(host, port) {
			return c
		}
	}
	return nil
}

// Known asks for a host's addresses, once, and tells whether it has any.
func (p *Plan) Known(ctx context.Context, host string) bool {
	return len(p.Ask(ctx, host).Addrs) > 0
}
