package advice

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/persona"
)

// ways are the settings of a dialog that are worth advising, the best first: never
// without encryption.
func (v *view) ways(d dialog) []evidence.Listener { return v.c.dialog(d.proto).Ways }

func listener(s *evidence.Session) evidence.Listener {
	return evidence.Listener{Proto: s.Proto, Port: s.Port, Security: s.Security}
}

// listeners are where a candidate for a leg is worth trying: the listener that
// was typed if it speaks TLS as Gmail wants it, else the best that does. Empty:
// none does.
func (v *view) listeners(d dialog) []evidence.Listener {
	list := slices.Clone(v.ways(d))
	slices.SortStableFunc(list, func(a, b evidence.Listener) int { return v.wayRank(d, a) - v.wayRank(d, b) })
	for _, at := range list {
		if v.speaks(at) {
			return []evidence.Listener{at}
		}
	}
	return nil
}

// everyListener are the ways of a leg whose port is open at a typed address: in
// the security that goes with the port, that was typed, or that a handshake
// came about in.
func (v *view) everyListener(d dialog) []evidence.Listener {
	list := slices.Clone(v.ways(d))
	slices.SortStableFunc(list, func(a, b evidence.Listener) int { return v.wayRank(d, a) - v.wayRank(d, b) })
	return slices.DeleteFunc(list, func(at evidence.Listener) bool {
		fits := at.Security == v.c.dialog(d.proto).Natural(at.Port) || v.speaks(at) ||
			at.Port == d.server.Port && at.Security == d.server.Security
		return !fits || !v.isOpen(at.Port)
	})
}

// isOpen tells whether a port of a typed address takes connections.
func (v *view) isOpen(port uint16) bool {
	return slices.ContainsFunc(v.sights, func(g sight) bool {
		st := g.s.Step(evidence.StageConnect)
		return g.s.Port == port && v.atTyped(g.s) && st != nil && st.Trouble == nil
	})
}

// reaches tells whether Gmail would reach the login as typed, inside TLS.
func (v *view) reaches(d dialog) bool {
	return d.server.Security != evidence.Plain && slices.ContainsFunc(v.rows(), func(r Row) bool {
		return r.is(d) && r.Outcome == Accepts
	})
}

// speaks tells whether any name got through a handshake there.
func (v *view) speaks(at evidence.Listener) bool {
	return slices.ContainsFunc(v.sights, func(g sight) bool {
		return listener(g.s) == at && g.tls != nil && g.tls.Done && !v.c.client().TooOld(g.tls.Version)
	})
}

// options are the settings that were seen to lead Gmail up to the login.
func (v *view) options(d dialog, names []Ranked) []Option {
	type key struct {
		host string
		at   evidence.Listener
	}
	out := []Option{}
	at := map[key]int{}
	spoilt := map[key]bool{}
	for i := range v.sights {
		g := &v.sights[i]
		k := key{g.s.Host, listener(g.s)}
		if g.s.Proto != d.proto || g.s.NoSNI || !slices.Contains(v.ways(d), k.at) || !v.atTyped(g.s) {
			continue
		}
		if !g.ready {
			spoilt[k] = true
			continue
		}
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, Option{
				Host: k.host, Port: k.at.Port, Security: k.at.Security, Via: g.s.Via,
				Addrs: []netip.Addr{}, Sources: []Source{}, Reasons: []Line{}, Risks: []Line{},
			})
		}
		o := &out[at[k]]
		for _, a := range v.reachedBy(g.s) {
			if !slices.Contains(o.Addrs, a) {
				o.Addrs = append(o.Addrs, a)
			}
		}
	}
	out = slices.DeleteFunc(out, func(o Option) bool {
		return spoilt[key{o.Host, evidence.Listener{Proto: d.proto, Port: o.Port, Security: o.Security}}] || v.shutFor(o) || v.unreal(o)
	})
	for i := range out {
		v.explain(d, &out[i], names)
	}
	slices.SortStableFunc(out, func(a, b Option) int {
		return cmp.Or(v.rank(d, a)-v.rank(d, b), v.wayRank(d, a.at(d))-v.wayRank(d, b.at(d)), strings.Compare(a.Host, b.Host))
	})
	return out
}

// unreal tells whether an option was seen to work by --connect-to alone and its
// name does not exist: typed as it is, it leads nowhere.
func (v *view) unreal(o Option) bool {
	lacking := evidence.Lacking(o.Host, v.survey.DNS)
	return o.Via == evidence.ViaConnectTo && lacking != nil && (lacking.Kind == evidence.NoSuchHost || lacking.Kind == evidence.NoAddress)
}

// shutFor tells whether one of the addresses that an option's host leads to
// refuses its port. A closed port is tried once, perhaps under another name.
func (v *view) shutFor(o Option) bool {
	return slices.ContainsFunc(v.sights, func(g sight) bool {
		st, trouble := g.s.Trouble()
		return trouble != nil && trouble.Kind == evidence.Refused && st.Stage == evidence.StageConnect &&
			g.s.Port == o.Port && slices.Contains(v.addressesOf(o.Host), g.s.Addr.Addr())
	})
}

// rank orders names: what was typed; then those at the address that was typed
// for this leg before those of the other leg's, names of this protocol before
// others; then the other typed name, the own domain, contract before machine.
func (v *view) rank(d dialog, o Option) int {
	if o.Host == d.server.Host {
		return 0
	}
	rank := 1
	if h := v.survey.Host(d.server.Host); h != nil && !slices.ContainsFunc(o.Addrs, func(a netip.Addr) bool { return slices.Contains(h.Addrs, a) }) {
		rank += 100
	}
	return rank + 10*affinity(d, o.Host) + v.group(o)
}

func (v *view) group(o Option) int {
	p := patternOf(o.Host)
	switch {
	case has(o.Sources, ByTyping):
		return 0
	case v.own(o.Host):
		return 1
	case v.company(o.Host), p != nil && p.nature == Contract:
		return 2
	case p != nil && p.nature == Service:
		return 3
	case p != nil, has(o.Sources, ByReverse):
		return 4
	}
	return 5
}

// affinity is how well a name's first label goes with a leg: 0 for its own
// protocol, 2 for the other's.
func affinity(d dialog, host string) int {
	own, other := "smtp", "pop"
	switch d.proto {
	case evidence.POP3:
		own, other = other, own
	case evidence.IMAP:
		own, other = "imap", own
	}
	switch {
	case strings.HasPrefix(host, own):
		return 0
	case strings.HasPrefix(host, other):
		return 2
	}
	return 1
}

// wayRank orders ports: as typed, the typed port with the right security, then
// the order of ways. Port 25 and settings in clear earn nothing by being typed.
func (v *view) wayRank(d dialog, at evidence.Listener) int {
	if at.Port == d.server.Port && at.Port != persona.Relay && d.server.Security != evidence.Plain {
		if at.Security == d.server.Security {
			return -2
		}
		return -1
	}
	return slices.Index(v.ways(d), at)
}

func has(list []Source, k Kind) bool {
	return slices.ContainsFunc(list, func(s Source) bool { return s.Kind == k })
}

func (o Option) at(d dialog) evidence.Listener {
	return evidence.Listener{Proto: d.proto, Port: o.Port, Security: o.Security}
}
