package advice

import (
	"net/netip"
	"slices"
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
		risk("foreign-domain", "domain", hostname.Registrable(o.Host))
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

// whyNot says why a name may not be advised.
func (v *view) whyNot(d dialog, n Ranked) Line {
	var codes []string
	for i := range v.sights {
		g := &v.sights[i]
		if g.s.Host == n.Host && g.s.Proto == d.proto && !g.s.NoSNI && !g.ready {
			for _, c := range g.codes {
				if !slices.Contains(codes, string(c)) {
					codes = append(codes, string(c))
				}
			}
		}
	}
	if len(codes) > 0 {
		return line("refused-too", "codes", strings.Join(codes, ", "))
	}
	addrs, lacking := v.addressesOf(n.Host), evidence.Lacking(n.Host, v.survey.DNS)
	missing := lacking != nil && (lacking.Kind == evidence.NoSuchHost || lacking.Kind == evidence.NoAddress)
	switch {
	case len(addrs) == 0 && missing:
		return line("no-address")
	case len(addrs) == 0 && lacking != nil:
		return line("dns-failed")
	case len(addrs) == 0:
		return line("not-looked")
	case !v.confirmed(n.Host):
		return line("other-address", "addrs", joinAddrs(addrs))
	case !n.Covered:
		return line("not-covered")
	}
	return line("not-looked")
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
