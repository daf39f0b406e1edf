package advice

import (
	"net/netip"
	"slices"

	"harness/client/evidence"
	"harness/verify/rules"
)

// Listings are the servers that the hosting company lists for the mailbox, each
// where its dialog leads to it, each port in the security that goes with it.
func Listings(c Case) []Try {
	var out []Try
	for _, h := range c.Trip.Homes {
		speaks := c.dialog(h.Proto)
		natural := slices.DeleteFunc(slices.Clone(speaks.Ways), func(at evidence.Listener) bool { return at.Security != speaks.Natural(at.Port) })
		out = append(out, Try{Host: h.Host, Part: evidence.ListedHost, Listen: natural})
	}
	return out
}

// listed is where the hosting company lists the mailbox, if that is another
// machine than was typed, or what was typed does not exist. It is advised only
// where it was seen to lead up to the login.
func (v *view) listed(d dialog) *Option {
	host := rules.OtherMachine(&evidence.Trip{Homes: v.c.Trip.Homes, DNS: v.survey.DNS}, d.proto, d.server.Host)
	if lacking := evidence.Lacking(d.server.Host, v.survey.DNS); host == "" && lacking != nil && lacking.Kind == evidence.NoSuchHost {
		if i := slices.IndexFunc(v.c.Trip.Homes, func(h evidence.Home) bool { return h.Proto == d.proto }); i >= 0 {
			host = v.c.Trip.Homes[i].Host
		}
	}
	if host == "" || d.server.Host == "" || host == d.server.Host {
		return nil
	}
	var best *Option
	spoilt := map[evidence.Listener]bool{}
	for i := range v.sights {
		g := &v.sights[i]
		at := listener(g.s)
		if g.s.Host != host || g.s.Proto != d.proto || g.s.NoSNI || !slices.Contains(v.ways(d), at) {
			continue
		}
		spoilt[at] = spoilt[at] || !g.ready
		if g.ready && (best == nil || v.wayRank(d, at) < v.wayRank(d, best.at(d))) {
			best = &Option{
				Host: host, Port: at.Port, Security: at.Security, Via: g.s.Via, Addrs: []netip.Addr{g.s.Addr.Addr()},
				Sources: []Source{{ByListing, ""}}, Reasons: []Line{line("from-inventory")}, Risks: []Line{},
			}
		}
	}
	if best == nil || spoilt[best.at(d)] {
		return nil
	}
	return best
}

// otherMachine remarks that the mailbox is listed elsewhere than was typed.
func (v *view) otherMachine() []Line {
	var out []Line
	for _, d := range v.c.legs() {
		home := rules.OtherMachine(&evidence.Trip{Homes: v.c.Trip.Homes, DNS: v.survey.DNS}, d.proto, d.server.Host)
		if home == "" {
			continue
		}
		l := line("other-machine", "home", home, "host", d.server.Host)
		if !slices.ContainsFunc(out, func(o Line) bool { return o.Args["home"] == home && o.Args["host"] == d.server.Host }) {
			out = append(out, l)
		}
	}
	return out
}
