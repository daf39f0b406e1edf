package client

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/wire"
)

// needless bounds DNS questions whose answers are only evidence: the addresses
// are known from --connect-to, or a proxy resolves the names.
const needless = 2 * time.Second

// found is what DNS said of a host.
type found struct {
	addrs   []netip.Addr
	trouble evidence.Trouble // if there is none
	took    time.Duration
}

// place is where to dial.
type place struct {
	addr netip.AddrPort
	name string // "host:port" for a proxy, else ""
	via  evidence.Via
}

// lookUp asks for every host that the trip dials, in a fixed order.
func (t *trip) lookUp(ctx context.Context) {
	type question struct {
		host string
		need bool
	}
	var ask []question
	add := func(s account.Server) {
		host, need := s.Host, t.opt.Via != evidence.ViaProxy
		if to := t.connectTo(s); to != nil && to.Addr != "" {
			need = false
			if _, err := netip.ParseAddr(to.Addr); err != nil {
				ask = append(ask, question{to.Addr, t.opt.Via != evidence.ViaProxy})
			}
		}
		ask = append(ask, question{host, need})
	}
	if t.opt.Only != evidence.FetchLeg {
		add(t.acc.SMTP)
	}
	if t.opt.Only != evidence.SendLeg {
		add(t.acc.POP)
	}
	spare, cancel := context.WithTimeout(ctx, needless)
	defer cancel()
	for _, q := range ask {
		if _, err := netip.ParseAddr(q.host); err == nil {
			continue
		}
		if q.need {
			t.ask(ctx, q.host)
		} else {
			t.ask(spare, q.host)
		}
	}
}

// ask looks up a host's addresses, once.
func (t *trip) ask(ctx context.Context, host string) {
	if _, done := t.hosts[host]; done {
		return
	}
	t.progress("look up", host)
	began := time.Now()
	answers := t.dns.Ask(ctx, t.resolver, host, "A", "AAAA")
	t.hosts[host] = found{lookup.Addresses(answers...), lookup.Lacking(answers...), time.Since(began)}
}

// allGiven tells whether --connect-to leads every host to a known address: then
// no answer of DNS is needed, not even for a guess.
func (t *trip) allGiven() bool {
	for _, c := range t.opt.ConnectTo {
		if _, err := netip.ParseAddr(c.Addr); err == nil && c.Host == "" && c.Port == 0 {
			return true
		}
	}
	return false
}

// connectTo is the first entry that fits, nil if none does.
func (t *trip) connectTo(s account.Server) *ConnectTo {
	for i := range t.opt.ConnectTo {
		c := &t.opt.ConnectTo[i]
		host, err := account.NormalHost(c.Host)
		if c.Host != "" && (err != nil || host != s.Host) || c.Port != 0 && c.Port != s.Port {
			continue
		}
		return c
	}
	return nil
}

// places are where a server is to be dialled, in order.
func (t *trip) places(s account.Server) ([]place, *found) {
	host, port, via := s.Host, s.Port, evidence.ViaDNS
	if c := t.connectTo(s); c != nil {
		via = evidence.ViaConnectTo
		if c.Addr != "" {
			host = c.Addr
		}
		if c.Port2 != 0 {
			port = c.Port2
		}
	}
	if t.opt.Via == evidence.ViaProxy {
		return []place{{name: net.JoinHostPort(host, strconv.Itoa(int(port))), via: evidence.ViaProxy}}, nil
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if via == evidence.ViaDNS {
			via = evidence.ViaLiteral
		}
		return []place{{addr: netip.AddrPortFrom(ip, port), via: t.via(via)}}, nil
	}
	f := t.hosts[host]
	if len(f.addrs) == 0 {
		return nil, &f
	}
	list := make([]place, len(f.addrs))
	for i, ip := range f.addrs {
		list[i] = place{addr: netip.AddrPortFrom(ip, port), via: t.via(via)}
	}
	return list, nil
}

func (t *trip) via(way evidence.Via) evidence.Via {
	if t.opt.Dial != nil && t.opt.Via != "" && way != evidence.ViaConnectTo {
		return t.opt.Via
	}
	return way
}

// open dials a server: IPv4 before IPv6, on to the next address where the
// connection fails, but not where TLS does. nil: all attempts stand in the leg.
func (t *trip) open(ctx context.Context, leg *[]evidence.Session, s account.Server, conf wire.Config) *wire.Conn {
	places, lacking := t.places(s)
	if lacking != nil {
		*leg = append(*leg, t.unresolved(conf, lacking))
		return nil
	}
	for _, p := range t.bestFirst(conf, places) {
		conf.Addr, conf.DialName, conf.Via = p.addr, p.name, p.via
		conn, err := wire.Open(ctx, conf)
		if err == nil {
			t.reached.Store(reachedKey(conf), p)
			return conn
		}
		conn.Close()
		session := conn.Session()
		*leg = append(*leg, session)
		if session.Stopped().Stage != evidence.StageConnect || ctx.Err() != nil {
			return nil
		}
	}
	return nil
}

// bestFirst puts the place that answered before in front: a dead address is
// tried once, not in every session that follows.
func (t *trip) bestFirst(conf wire.Config, places []place) []place {
	good, known := t.reached.Load(reachedKey(conf))
	if !known {
		return places
	}
	list := []place{good.(place)}
	for _, p := range places {
		if p != good.(place) {
			list = append(list, p)
		}
	}
	return list
}

func reachedKey(conf wire.Config) string { return fmt.Sprintf("%s:%d", conf.Host, conf.Port) }

func (t *trip) unresolved(conf wire.Config, f *found) evidence.Session {
	trouble := f.trouble
	return evidence.Session{
		Proto: conf.Proto, Purpose: conf.Purpose, Host: conf.Host, Port: conf.Port, Security: conf.Security,
		Via: evidence.ViaDNS, Started: t.opt.Now().UTC(),
		Steps: []evidence.Step{{Stage: evidence.StageResolve, Took: evidence.Duration(f.took), Said: []evidence.Bytes{}, Trouble: &trouble}},
	}
}
