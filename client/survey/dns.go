package survey

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/client/lookup"
)

// services are the SRV records by which domains announce their mail servers.
var services = []string{
	"_submission._tcp", "_submissions._tcp", // RFC 6186 section 3.1, RFC 8314 section 5.1
	"_pop3._tcp", "_pop3s._tcp", "_imap._tcp", "_imaps._tcp", // RFC 6186 sections 3.2, 3.3
}

// resolve looks up what is asked for and does not stand in the record yet:
// names forward, their addresses in reverse, the reverse names forward again,
// and the domain's MX and SRV records.
func (s *Surveyor) resolve(ctx context.Context, hosts []Host) {
	began := time.Now()
	s.enough = began.Add(needless - s.waited)
	defer func() { s.waited += time.Since(began) }()
	var wg sync.WaitGroup
	for _, name := range s.questions(hosts) {
		wg.Go(func() { s.forward(ctx, name) })
	}
	if s.cfg.Domain != "" {
		domain := s.cfg.Domain
		s.cfg.Domain = ""
		spare, cancel := s.spare(ctx)
		defer cancel()
		wg.Go(func() { s.dns.Ask(spare, s.resolver, domain, "MX") })
		for _, service := range services {
			wg.Go(func() { s.dns.Ask(spare, s.resolver, service+"."+domain, "SRV") })
		}
	}
	wg.Wait()
	var found []netip.Addr
	s.mu.Lock()
	for _, h := range hosts {
		if have := s.out.Host(h.Name); have != nil {
			for _, at := range h.Listen {
				if h.Part != evidence.CandidateHost && !slices.Contains(have.Listen, at) {
					have.Listen = append(have.Listen, at)
				}
			}
			continue
		}
		sh := evidence.SurveyedHost{Name: h.Name, Part: h.Part, Addrs: []netip.Addr{}, Listen: append([]evidence.Listener{}, h.Listen...)}
		for _, p := range s.listeners(h) {
			for _, at := range s.places(h.Name, p.Port) {
				if !contains(sh.Addrs, at.addr.Addr()) {
					sh.Addrs = append(sh.Addrs, at.addr.Addr())
				}
			}
		}
		s.out.Hosts = append(s.out.Hosts, sh)
		if h.Part != evidence.CandidateHost {
			found = append(found, sh.Addrs...)
		}
	}
	s.mu.Unlock()
	s.backward(ctx, found)
}

func contains(list []netip.Addr, a netip.Addr) bool {
	for _, have := range list {
		if have == a {
			return true
		}
	}
	return false
}

// listeners are a host's own, or, where it has none, the usual ones.
func (s *Surveyor) listeners(h Host) []evidence.Listener {
	if len(h.Listen) > 0 {
		return h.Listen
	}
	return usual
}

// questions are the names that have to be asked for, each once.
func (s *Surveyor) questions(hosts []Host) []string {
	var list []string
	add := func(name string) {
		if _, err := netip.ParseAddr(name); err == nil || name == "" {
			return
		}
		if _, asked := s.names[name]; asked {
			return
		}
		for _, have := range list {
			if have == name {
				return
			}
		}
		list = append(list, name)
	}
	for _, h := range hosts {
		add(h.Name)
		for _, c := range s.cfg.Options.ConnectTo {
			if c.Host == "" || normal(c.Host) == h.Name {
				add(normal(c.Addr))
			}
		}
	}
	return list
}

// forward asks for a name's addresses.
func (s *Surveyor) forward(ctx context.Context, name string) {
	if s.given(name) {
		var cancel context.CancelFunc
		ctx, cancel = s.spare(ctx)
		defer cancel()
	}
	answers := s.dns.Ask(ctx, s.resolver, name, "A", "AAAA")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[name] = answers
}

// spare bounds questions whose answers are only evidence: over all passes
// together they cost no more than needless.
func (s *Surveyor) spare(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithDeadline(ctx, s.enough)
}

// given tells whether --connect-to leads every port of a name elsewhere.
func (s *Surveyor) given(name string) bool {
	for _, c := range s.cfg.Options.ConnectTo {
		if (c.Host == "" || normal(c.Host) == name) && c.Port == 0 && c.Addr != "" {
			return true
		}
	}
	return false
}

// backward asks for the reverse names of addresses, and where those lead.
func (s *Surveyor) backward(ctx context.Context, addrs []netip.Addr) {
	if s.given("") {
		var cancel context.CancelFunc
		ctx, cancel = s.spare(ctx)
		defer cancel()
	}
	var wg sync.WaitGroup
	for _, a := range addrs {
		if s.reverse[a] {
			continue
		}
		s.reverse[a] = true
		wg.Go(func() {
			answers := s.dns.Ask(ctx, s.resolver, lookup.ReverseName(a), "PTR")
			for i, r := range answers[0].Records {
				name := normal(strings.TrimSuffix(r.Data, "."))
				s.mu.Lock()
				_, asked := s.names[name]
				s.mu.Unlock()
				if r.Type == "PTR" && i < maxAddrs && !asked {
					s.forward(ctx, name)
				}
			}
		})
	}
	wg.Wait()
}

// place is where to dial.
type place struct {
	addr netip.AddrPort
	via  evidence.Via
}

// places are where a name's port is dialled: --connect-to, a literal, or DNS.
func (s *Surveyor) places(host string, port uint16) []place {
	via := evidence.ViaDNS
	if c := s.connectTo(host, port); c != nil {
		via = evidence.ViaConnectTo
		if c.Addr != "" {
			host = normal(c.Addr)
		}
		if c.Port2 != 0 {
			port = c.Port2
		}
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if via == evidence.ViaDNS {
			via = evidence.ViaLiteral
		}
		return []place{{netip.AddrPortFrom(ip, port), s.via(via)}}
	}
	var list []place
	for _, ip := range lookup.Addresses(s.names[host]...) {
		if len(list) == maxAddrs {
			break
		}
		list = append(list, place{netip.AddrPortFrom(ip, port), s.via(via)})
	}
	return list
}

func (s *Surveyor) connectTo(host string, port uint16) *client.ConnectTo {
	for i := range s.cfg.Options.ConnectTo {
		c := &s.cfg.Options.ConnectTo[i]
		if c.Host != "" && normal(c.Host) != host || c.Port != 0 && c.Port != port {
			continue
		}
		return c
	}
	return nil
}

func (s *Surveyor) via(way evidence.Via) evidence.Via {
	if v := s.cfg.Options.Via; s.cfg.Options.Dial != nil && v != "" && way != evidence.ViaConnectTo {
		return v
	}
	return way
}
