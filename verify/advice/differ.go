package advice

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"time"
)

// stale finds the listener that missed a reload: two ports of one address
// answer for one name with certificates of the same names, and the older one
// fails where the newer does not, or simply ends earlier.
func (v *view) stale() []Line {
	var out []Line
	for i := range v.sights {
		a := &v.sights[i]
		la := a.leaf()
		if la == nil || a.s.NoSNI {
			continue
		}
		for k := range v.sights {
			b := &v.sights[k]
			lb := b.leaf()
			if lb == nil || b.s.NoSNI || i == k || peer(a.s) != peer(b.s) || a.s.Port == b.s.Port || la.Equal(lb) {
				continue
			}
			if sameNames(la, lb) && la.NotAfter.Before(lb.NotAfter) && !la.NotBefore.After(lb.NotBefore) {
				out = append(out, line("stale-listener", "where", where(a.s), "ends", day(la.NotAfter),
					"fingerprint", Fingerprint(la.Raw), "other", where(b.s), "other_ends", day(lb.NotAfter)))
				break
			}
		}
	}
	return out
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func sameNames(a, b *x509.Certificate) bool {
	x, y := slices.Sorted(slices.Values(a.DNSNames)), slices.Sorted(slices.Values(b.DNSNames))
	return slices.Equal(x, y)
}

// nodes compares the addresses of one name on one listener.
func (v *view) nodes() []Line {
	var out []Line
	for i := range v.sights {
		a := &v.sights[i]
		for k := i + 1; k < len(v.sights); k++ {
			b := &v.sights[k]
			if a.s.Host != b.s.Host || listener(a.s) != listener(b.s) || a.s.NoSNI || b.s.NoSNI || peer(a.s) == peer(b.s) || alike(a, b) {
				continue
			}
			x, y := a, b // x is the better one
			if goodness(b) > goodness(a) {
				x, y = b, a
			}
			code := "round-robin-differs"
			if x.s.Addr.Addr().Is4() != y.s.Addr.Addr().Is4() {
				code = "ipv6-differs"
			}
			out = append(out, line(code, "host", a.s.Host, "port", fmt.Sprint(a.s.Port),
				"good", x.s.Addr.Addr().String(), "bad", y.s.Addr.Addr().String(), "how", y.how(), "than", x.how()))
		}
	}
	// One line for each pair of addresses and way of differing, with all its ports.
	var lines []Line
	for _, l := range out {
		k := slices.IndexFunc(lines, func(o Line) bool { return o.Code == l.Code && sameBut(o, l, "port") })
		if k < 0 {
			lines = append(lines, l)
		} else if ports := lines[k].Args["port"]; !slices.Contains(strings.Split(ports, ", "), l.Args["port"]) {
			lines[k].Args["port"] = ports + ", " + l.Args["port"]
		}
	}
	return lines
}

// alike tells whether two listeners do the same as far as a client can tell.
func alike(a, b *sight) bool {
	if a.ready && b.ready {
		return chainless(a) == chainless(b)
	}
	return a.how() == b.how()
}

func chainless(g *sight) string {
	if l := g.leaf(); l != nil {
		return Fingerprint(l.Raw)
	}
	return ""
}

func goodness(g *sight) int {
	switch {
	case g.ready:
		return 2
	case g.tls != nil && g.tls.Done:
		return 1
	}
	return 0
}

// how says in a word or two what a listener did.
func (g *sight) how() string {
	var parts []string
	for _, c := range g.codes {
		parts = append(parts, string(c))
	}
	if len(parts) == 0 && !g.ready {
		if st, t := g.s.Trouble(); t != nil {
			parts = append(parts, string(st.Stage)+" "+string(t.Kind))
		}
	}
	if f := chainless(g); f != "" {
		parts = append(parts, "certificate "+f)
	}
	if len(parts) == 0 {
		return "ok"
	}
	return strings.Join(parts, ", ")
}
