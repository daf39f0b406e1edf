package survey

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
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
	var wg sync.WaitGroup
	for _, name := range s.questions(hosts) {
		wg.Go(func() { s.net.Ask(ctx, name) })
	}
	if s.cfg.Domain != "" {
		domain := s.cfg.Domain
		s.cfg.Domain = ""
		wg.Go(func() { s.net.Extra(ctx, domain, "MX") })
		for _, service := range services {
			wg.Go(func() { s.net.Extra(ctx, service+"."+domain, "SRV") })
		}
	}
	wg.Wait()
	var found []netip.Addr
	s.mu.Lock()
	for _, h := range hosts {
		if have := s.out.Host(h.Name); have != nil {
			for _, at := range h.Listen {
				if h.Part.Asked() && !slices.Contains(have.Listen, at) {
					have.Listen = append(have.Listen, at)
				}
			}
			continue
		}
		sh := evidence.SurveyedHost{Name: h.Name, Part: h.Part, Addrs: []netip.Addr{}, Listen: append([]evidence.Listener{}, h.Listen...)}
		for _, p := range s.listeners(h) {
			for _, a := range s.addrs(h.Name, p.Port) {
				if !contains(sh.Addrs, a) {
					sh.Addrs = append(sh.Addrs, a)
				}
			}
		}
		s.out.Hosts = append(s.out.Hosts, sh)
		if h.Part.Asked() {
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
	return persona.Listeners()
}

// questions are the names that have to be asked for, each once.
func (s *Surveyor) questions(hosts []Host) []string {
	var list []string
	for _, h := range hosts {
		for _, name := range s.net.Questions(h.Name) {
			if !s.net.Asked(name) && !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// backward asks for the reverse names of addresses, and where those lead.
func (s *Surveyor) backward(ctx context.Context, addrs []netip.Addr) {
	var wg sync.WaitGroup
	for _, a := range addrs {
		if s.reverse[a] {
			continue
		}
		s.reverse[a] = true
		wg.Go(func() {
			answers := s.net.Records(ctx, evidence.ReverseName(a), "PTR")
			for i, r := range answers[0].Records {
				if r.Type == "PTR" && i < evidence.MaxAddrs {
					s.net.Ask(ctx, hostname.NormalOrSame(strings.TrimSuffix(r.Data, ".")))
				}
			}
		})
	}
	wg.Wait()
}

// places are where a name's port is dialled, not too many.
func (s *Surveyor) places(host string, port uint16) []dial.Place {
	list, _ := s.net.Places(host, port)
	return list[:min(len(list), evidence.MaxAddrs)]
}

// addrs are the addresses of a name's port, not too many.
func (s *Surveyor) addrs(host string, port uint16) []netip.Addr {
	list := s.net.Addrs(host, port)
	return list[:min(len(list), evidence.MaxAddrs)]
}

// peers are what a host's listeners lead to, each once: addresses, or the name
// where only a proxy knows them.
func (s *Surveyor) peers(h Host) []string {
	var list []string
	for _, at := range s.listeners(h) {
		for _, p := range s.places(h.Name, at.Port) {
			if !slices.Contains(list, p.Peer()) {
				list = append(list, p.Peer())
			}
		}
	}
	return list
}
