package advice

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
)

// remarks compare listeners that should be alike: one line a fault, with all
// the places where it was seen.
func (v *view) remarks() []Line {
	out := []Line{}
	for _, f := range []func() []Line{v.stale, v.nodes, v.chainOnlySNI, v.sniBroken, v.clientCert, v.swapped, v.moved} {
		for _, l := range f() {
			i := slices.IndexFunc(out, func(o Line) bool { return o.Code == l.Code && sameBut(o, l, "where", "host") })
			if i < 0 {
				out = append(out, l)
				continue
			}
			for _, arg := range []string{"where", "host"} {
				if have := out[i].Args[arg]; l.Args[arg] != "" && !slices.Contains(strings.Split(have, ", "), l.Args[arg]) {
					out[i].Args[arg] = have + ", " + l.Args[arg]
				}
			}
		}
	}
	return out
}

// sameBut tells whether two lines differ in the given arguments only.
func sameBut(a, b Line, but ...string) bool {
	for k := range b.Args {
		if !slices.Contains(but, k) && a.Args[k] != b.Args[k] {
			return false
		}
	}
	return len(a.Args) == len(b.Args)
}

// leafOf reads the first certificate of a sight, nil if there is none.
func (g *sight) leaf() *x509.Certificate {
	if g.tls == nil || len(g.tls.Chain) == 0 {
		return nil
	}
	cert, err := x509.ParseCertificate(g.tls.Chain[0])
	if err != nil {
		return nil
	}
	return cert
}

// Fingerprint is the short form of a certificate's SHA-256.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:4])
}

func where(s *evidence.Session) string {
	return fmt.Sprintf("%s port %d", s.Addr.Addr(), s.Port)
}

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
			if lb == nil || b.s.NoSNI || i == k || a.s.Addr.Addr() != b.s.Addr.Addr() || a.s.Port == b.s.Port || la.Equal(lb) {
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
			if a.s.Host != b.s.Host || listener(a.s) != listener(b.s) || a.s.NoSNI || b.s.NoSNI || a.s.Addr.Addr() == b.s.Addr.Addr() || alike(a, b) {
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
	// One line a pair of addresses is enough.
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(l Line) bool {
		key := l.Code + l.Args["good"] + l.Args["bad"] + l.Args["how"]
		if seen[key] {
			return true
		}
		seen[key] = true
		return false
	})
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

// pairs calls f with the sights of one listener with and without a server name.
func (v *view) pairs(f func(with, without *sight) *Line) []Line {
	var out []Line
	for i := range v.sights {
		for k := range v.sights {
			a, b := &v.sights[i], &v.sights[k]
			if a.s.Addr == b.s.Addr && listener(a.s) == listener(b.s) && a.s.Host == b.s.Host && !a.s.NoSNI && b.s.NoSNI {
				if l := f(a, b); l != nil {
					out = append(out, *l)
				}
			}
		}
	}
	return out
}

func incomplete(g *sight) bool {
	return slices.ContainsFunc(g.verdict.Faults, func(f certs.Fault) bool { return f.Code == "tls-chain-incomplete" })
}

// chainOnlySNI finds the intermediate that is missing in the SNI block alone.
func (v *view) chainOnlySNI() []Line {
	return v.pairs(func(with, without *sight) *Line {
		if without.leaf() != nil && incomplete(with) && !incomplete(without) {
			l := line("incomplete-chain-sni-only", "where", where(with.s), "host", with.s.Host)
			return &l
		}
		return nil
	})
}

// sniBroken finds handshakes that fail only with a server name, or only
// without.
func (v *view) sniBroken() []Line {
	return v.pairs(func(with, without *sight) *Line {
		a, b := with.tls != nil && with.tls.Done, without.tls != nil && without.tls.Done
		var l Line
		switch {
		case with.tls != nil && without.tls != nil && !a && b:
			l = line("sni-broken", "where", where(with.s), "host", with.s.Host)
		case with.tls != nil && without.tls != nil && a && !b:
			l = line("sni-needed", "where", where(with.s), "host", with.s.Host)
		default:
			return nil
		}
		return &l
	})
}

func (v *view) clientCert() []Line {
	var out []Line
	for i := range v.sights {
		if g := &v.sights[i]; g.tls != nil && g.tls.ClientCertAsked {
			out = append(out, line("client-cert-asked", "where", where(g.s)))
		}
	}
	return out
}

// swapped finds the two hosts typed into each other's dialog: each refuses its
// own protocol and answers the other's.
func (v *view) swapped() []Line {
	smtp, pop := v.c.Trip.SMTP.Host, v.c.Trip.POP.Host
	if smtp == "" || pop == "" || smtp == pop {
		return nil
	}
	answers := func(host string, proto evidence.Proto) bool {
		h := v.survey.Host(host)
		return h != nil && slices.ContainsFunc(v.sights, func(g sight) bool {
			st := g.s.Step(evidence.StageConnect)
			return g.s.Proto == proto && slices.Contains(h.Addrs, g.s.Addr.Addr()) && st != nil && st.Trouble == nil
		})
	}
	if !answers(smtp, evidence.SMTP) && answers(smtp, evidence.POP3) && !answers(pop, evidence.POP3) && answers(pop, evidence.SMTP) {
		return []Line{line("swapped-hosts", "smtp", pop, "pop", smtp)}
	}
	return nil
}

// moved finds a mailbox that may live elsewhere: mail for the domain goes to
// another provider than the host that was typed.
func (v *view) moved() []Line {
	domain := domainOf(v.c.Trip.Address)
	if domain == "" {
		return nil
	}
	var mx []string
	for _, a := range v.survey.DNS {
		if a.Type != "MX" || !strings.EqualFold(strings.TrimSuffix(a.Name, "."), domain) {
			continue
		}
		for _, r := range a.Records {
			if f := strings.Fields(r.Data); r.Type == "MX" && len(f) == 2 && f[1] != "." {
				mx = append(mx, strings.ToLower(strings.TrimSuffix(f[1], ".")))
			}
		}
	}
	if len(mx) == 0 {
		return nil
	}
	known := []string{domain}
	for _, h := range v.survey.Hosts {
		if h.Part != evidence.CandidateHost {
			known = append(known, h.Name)
		}
	}
	for _, n := range v.names() {
		if n.from(ByReverse) || n.Covered {
			known = append(known, n.Host)
		}
	}
	for _, host := range mx {
		if slices.ContainsFunc(known, func(k string) bool { return under(host, k) }) || slices.ContainsFunc(v.addressesOf(host), func(a netip.Addr) bool { return slices.Contains(v.typed, a) }) {
			return nil
		}
	}
	return []Line{line("mail-elsewhere", "mx", strings.Join(mx, ", "), "domain", domain)}
}
