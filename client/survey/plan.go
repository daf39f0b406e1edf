package survey

import (
	"fmt"
	"net/netip"
	"slices"

	"harness/client/dial"
	"harness/client/evidence"
)

// target is one connection to make.
type target struct {
	host  string
	at    evidence.Listener
	place dial.Place
	noSNI bool
}

func (t target) String() string {
	name := "SNI " + t.host
	if t.noSNI {
		name = "no SNI"
	}
	return fmt.Sprintf("%s %s port %d (%s), %s", t.place.Peer(), t.at.Proto, t.at.Port, t.at.Security, name)
}

// port is the one that is dialled; behind a proxy only the name is known.
func (t target) port() uint16 {
	if t.place.Name == "" {
		return t.place.Addr.Port()
	}
	return t.at.Port
}

// targets lists what to look at for hosts: what was typed exactly, without the
// server's name where the trip sends none, then the rest in order of worth.
func (s *Surveyor) targets(hosts []Host) (first, rest []target) {
	add := func(list *[]target, host string, at evidence.Listener, only string, noSNI bool) {
		if _, err := netip.ParseAddr(host); noSNI && (err == nil || at.Security == evidence.Plain) {
			return // a literal is never sent as server name, and in clear none is: nothing differs
		}
		for _, p := range s.places(host, at.Port) {
			t := target{host, at, p, noSNI}
			if (only == "" || p.Peer() == only) && !slices.Contains(first, t) && !slices.Contains(*list, t) {
				*list = append(*list, t)
			}
		}
	}
	for _, h := range hosts {
		for _, at := range h.Listen {
			if s.cfg.Options.NoSNI && h.Part == evidence.TypedHost {
				add(&first, h.Name, at, "", true)
			}
			add(&first, h.Name, at, "", false)
		}
	}
	peers := s.addressed(hosts)
	for _, h := range hosts { // typed, without SNI
		for _, at := range h.Listen {
			if h.Part == evidence.TypedHost {
				add(&rest, h.Name, at, "", true)
			}
		}
	}
	for _, noSNI := range []bool{false, true} {
		for _, at := range s.cfg.Options.Persona.Listeners() {
			for _, a := range peers {
				host := s.nameFor(hosts, a, at.Proto)
				if !taken(first, a, at.Port) || noSNI {
					add(&rest, host, at, a, noSNI)
				}
			}
		}
	}
	return first, rest
}

// taken tells whether a port of an address is looked at as typed: the usual
// way is then tried only if that fails, see otherWay.
func taken(list []target, peer string, port uint16) bool {
	return slices.ContainsFunc(list, func(t target) bool { return t.place.Peer() == peer && t.at.Port == port })
}

// addressed are the peers of hosts, each once.
func (s *Surveyor) addressed(hosts []Host) []string {
	var list []string
	for _, h := range hosts {
		if !h.Part.Asked() {
			continue
		}
		for _, p := range s.peers(h) {
			if !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	return list
}

// nameFor is the name under which a port of a peer is looked at: one that
// was typed for the protocol, else any that leads there.
func (s *Surveyor) nameFor(hosts []Host, peer string, proto evidence.Proto) string {
	if proto == evidence.IMAP && !slices.ContainsFunc(hosts, func(h Host) bool {
		return slices.ContainsFunc(h.Listen, func(l evidence.Listener) bool { return l.Proto == evidence.IMAP })
	}) {
		proto = evidence.POP3
	}
	other := ""
	for _, h := range hosts {
		if !slices.Contains(s.peers(h), peer) {
			continue
		}
		if slices.ContainsFunc(h.Listen, func(l evidence.Listener) bool { return l.Proto == proto }) {
			return h.Name
		}
		if other == "" {
			other = h.Name
		}
	}
	return other
}

// otherWay looks again at listeners that do not speak as typed: TLS from the
// first byte where text was expected, and the reverse.
func (s *Surveyor) otherWay(first []target) []target {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []target
	for _, t := range first {
		if t.noSNI { // how the port speaks does not depend on the name
			continue
		}
		i := slices.IndexFunc(s.out.Sessions, func(o evidence.Session) bool {
			return o.Addr == t.place.Addr && o.Host == t.host && o.Port == t.at.Port && o.Security == t.at.Security && !o.NoSNI
		})
		if i < 0 {
			continue
		}
		step, trouble := s.out.Sessions[i].Trouble()
		if trouble == nil && t.at.Security != evidence.Plain {
			continue
		}
		switch {
		case t.at.Security == evidence.Plain, trouble.Kind == evidence.NotTLS:
			t.at.Security = evidence.StartTLS
			if t.at.Proto == evidence.POP3 {
				t.at.Security = evidence.STLS
			}
			if trouble == nil || trouble.Kind == evidence.NotTLS {
				list = append(list, t)
				continue
			}
			t.at.Security = evidence.SSL
			list = append(list, t)
		case step.Stage == evidence.StageGreeting && t.at.Security != evidence.SSL:
			t.at.Security = evidence.SSL
			list = append(list, t)
		}
	}
	return list
}

// tries are the targets for candidates: each name only where it leads to an
// address that is known already, unless the hosting company lists it.
func (s *Surveyor) tries(hosts []Host) []target {
	known := map[netip.Addr]bool{}
	for _, h := range s.out.Hosts {
		for _, a := range h.Addrs {
			known[a] = known[a] || h.Part.Asked()
		}
	}
	var list []target
	for _, h := range hosts {
		for _, at := range h.Listen {
			there := slices.ContainsFunc(s.addrs(h.Name, at.Port), func(a netip.Addr) bool { return known[a] })
			for _, p := range s.places(h.Name, at.Port) {
				if h.Part == evidence.ListedHost || known[p.Addr.Addr()] || p.Name != "" && there {
					list = append(list, target{h.Name, at, p, false})
				}
			}
		}
	}
	return list
}
