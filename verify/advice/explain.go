package advice

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// explain gives an option its reasons and risks.
func (v *view) explain(d dialog, o *Option, names []Ranked) {
	for _, n := range names {
		if n.Host == o.Host {
			o.Sources = n.Sources
		}
	}
	why := func(code string, args ...string) { o.Reasons = append(o.Reasons, line(code, args...)) }
	risk := func(code string, args ...string) { o.Risks = append(o.Risks, line(code, args...)) }
	p := patternOf(o.Host)
	if o.Host == d.server.Host {
		why("same-name")
	} else {
		for _, s := range telling(o.Sources) {
			why("from-"+string(s.Kind), "detail", s.Detail)
		}
	}
	confirmed := v.confirmed(o.Host)
	switch {
	case has(o.Sources, ByReverse) && confirmed:
		why("forward-confirmed")
	case has(o.Sources, ByReverse):
		risk("not-confirmed")
	}
	if len(o.Addrs) > 0 {
		why("reaches", "addrs", joinAddrs(o.Addrs))
	}
	if star := v.star(d, o.Host); star != "" {
		why("wildcard", "wildcard", star)
	} else {
		why("named")
	}
	o.Panel = p.where()
	if o.Host != d.server.Host && !v.own(o.Host) {
		switch {
		case p != nil && p.nature == Contract:
			why("contract-name", "provider", p.provider)
		case p != nil && p.nature == Machine, p == nil && has(o.Sources, ByReverse):
			risk("machine-name")
		}
		if !v.company(o.Host) {
			risk("foreign-domain", "domain", hostname.Registrable(o.Host))
		}
	}
	if o.Via == evidence.ViaConnectTo {
		switch now := v.addressesOf(o.Host); {
		case len(now) == 0:
			risk("detour-unresolved", "addrs", joinAddrs(o.Addrs))
		case len(v.elsewhere(o.Host, o.Addrs)) > 0:
			risk("detour-elsewhere", "addrs", joinAddrs(o.Addrs), "dns", joinAddrs(now))
			return
		}
	}
	if more := v.elsewhere(o.Host, o.Addrs); len(more) > 0 {
		risk("more-addresses", "addrs", joinAddrs(more))
	}
}

// telling are the sources that say most about a name: what we put together
// ourselves counts only where nothing else names it.
func telling(list []Source) []Source {
	weak := []Kind{ByCN, ByWildcard, ByCustom, ByHabit}
	var out []Source
	for _, k := range kinds {
		for _, s := range list {
			if s.Kind == k && (!slices.Contains(weak, k) || len(out) == 0) {
				out = append(out, s)
			}
		}
	}
	return out
}

// invented tells whether we put a name together ourselves.
func (r Ranked) invented() bool {
	return !slices.ContainsFunc(r.Sources, func(s Source) bool { return s.Kind != ByCustom && s.Kind != ByHabit && s.Kind != ByWildcard })
}

// confirmed tells whether a name leads back to a typed address.
func (v *view) confirmed(name string) bool {
	return slices.ContainsFunc(v.addressesOf(name), func(a netip.Addr) bool { return slices.Contains(v.typed, a) })
}

// addressesOf are a name's addresses in DNS.
func (v *view) addressesOf(name string) []netip.Addr {
	return evidence.Addresses(name, v.survey.DNS)
}

// elsewhere are the addresses of a name that were not seen to work.
func (v *view) elsewhere(name string, fine []netip.Addr) []netip.Addr {
	var out []netip.Addr
	for _, a := range v.addressesOf(name) {
		if !slices.Contains(fine, a) {
			out = append(out, a)
		}
	}
	return out
}

// star is the wildcard by which the certificate fits a name, "" if the name
// itself stands there.
func (v *view) star(d dialog, host string) string {
	_, base, _ := strings.Cut(host, ".")
	for i := range v.sights {
		g := &v.sights[i]
		if g.s.Host != host || g.s.Proto != d.proto || !g.ready {
			continue
		}
		fold := func(want string) func(string) bool {
			return func(n string) bool { return strings.EqualFold(n, want) }
		}
		if slices.ContainsFunc(g.verdict.Names.DNS, fold(host)) {
			return ""
		}
		if slices.ContainsFunc(g.verdict.Names.DNS, fold("*."+base)) {
			return "*." + base
		}
	}
	return ""
}

// whyNot says why a name may not be advised. Nothing is said against a name at
// a port where it was not tried.
func (v *view) whyNot(d dialog, n Ranked) Line {
	addrs, lacking := v.addressesOf(n.Host), evidence.Lacking(n.Host, v.survey.DNS)
	missing := lacking != nil && (lacking.Kind == evidence.NoSuchHost || lacking.Kind == evidence.NoAddress)
	if at := v.detour(d, n.Host); missing && at != "" {
		return line("detour", "addr", at)
	}
	codes, untried := v.against(d, n.Host), v.untried(d, n)
	switch {
	case len(codes) > 0 && len(untried) > 0:
		return line("refused-so-far", "codes", strings.Join(codes, ", "), "ports", strings.Join(untried, ", "))
	case len(codes) > 0:
		return line("refused-too", "codes", strings.Join(codes, ", "))
	case len(addrs) == 0 && missing:
		return line("no-address")
	case len(addrs) == 0 && lacking != nil:
		return line("dns-failed")
	case len(addrs) > 0 && !v.confirmed(n.Host):
		return line("other-address", "addrs", joinAddrs(addrs))
	case len(addrs) > 0 && len(v.everyListener(d)) == 0:
		return line("no-open-port", "addrs", joinAddrs(addrs))
	case len(untried) > 0 && v.limited():
		return line("not-looked-limit", "ports", strings.Join(untried, ", "))
	case !n.Covered && len(addrs) > 0 && len(untried) == 0:
		return line("not-covered")
	}
	if left := v.leftAlone(addrs); left != "" {
		return line("not-looked-left", "addrs", left)
	}
	return line("not-looked")
}

// leftAlone are those of the addresses that the survey stopped looking at: they
// answered 421, or nothing at all.
func (v *view) leftAlone(addrs []netip.Addr) string {
	var left []netip.Addr
	for _, s := range v.survey.Skipped {
		if s.Why != evidence.SkipLimit && slices.Contains(addrs, s.Addr) && !slices.Contains(left, s.Addr) {
			left = append(left, s.Addr)
		}
	}
	return joinAddrs(left)
}

// against are the codes of what a name met on a leg.
func (v *view) against(d dialog, host string) []string {
	var codes []string
	for i := range v.sights {
		g := &v.sights[i]
		if g.s.Host != host || g.s.Proto != d.proto || g.s.NoSNI || g.ready {
			continue
		}
		for _, c := range g.codes {
			if !slices.Contains(codes, string(c)) {
				codes = append(codes, string(c))
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// untried are the ports of a leg at which a name that leads to a typed address
// was not looked at, and where it may be better off: a name that met the same on
// this leg as all others do is no better off where all others meet that again.
func (v *view) untried(d dialog, n Ranked) []string {
	var ports []string
	if !v.confirmed(n.Host) {
		return nil
	}
	met := v.against(d, n.Host)
	for _, at := range v.everyListener(d) {
		if v.seen(n.Host, at) || v.shutFor(Option{Host: n.Host, Port: at.Port}) || len(met) > 0 && slices.Equal(met, v.met(at)) {
			continue
		}
		if port := strconv.Itoa(int(at.Port)); !slices.Contains(ports, port) {
			ports = append(ports, port)
		}
	}
	return ports
}

// met are the codes of all names on a listener; none if one of them works there.
func (v *view) met(at evidence.Listener) []string {
	var codes []string
	for i := range v.sights {
		g := &v.sights[i]
		if listener(g.s) != at || g.s.NoSNI || !v.atTyped(g.s) {
			continue
		}
		if g.ready {
			return nil
		}
		for _, c := range g.codes {
			if !slices.Contains(codes, string(c)) {
				codes = append(codes, string(c))
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// limited tells whether the bound on connections left something out.
func (v *view) limited() bool {
	return slices.ContainsFunc(v.survey.Skipped, func(s evidence.Skip) bool { return s.Why == evidence.SkipLimit })
}

// detour is where a name was seen to work by --connect-to alone, "" nowhere.
func (v *view) detour(d dialog, host string) string {
	for i := range v.sights {
		if g := &v.sights[i]; g.s.Host == host && g.s.Proto == d.proto && g.ready && g.s.Via == evidence.ViaConnectTo {
			return g.s.Addr.Addr().String()
		}
	}
	return ""
}

func joinAddrs(list []netip.Addr) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = a.String()
	}
	return strings.Join(parts, ", ")
}

func line(code string, args ...string) Line {
	l := Line{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		l.Args[args[i]] = args[i+1]
	}
	return l
}
