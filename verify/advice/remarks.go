package advice

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/certs"
)

// remarks compare listeners that should be alike: one line a fault, with all
// the places where it was seen.
func (v *view) remarks() []Line {
	out := []Line{}
	for _, f := range []func() []Line{v.otherMachine, v.stale, v.nodes, v.chainOnlySNI, v.sniBroken, v.clientCert, v.swapped, v.moved, v.byDetour} {
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
	return fmt.Sprintf("%s port %d", peer(s), s.Port)
}

// peer is the address that was dialled, or the name where only a proxy knows.
func peer(s *evidence.Session) string {
	if s.Via == evidence.ViaProxy {
		return s.Host
	}
	return s.Addr.Addr().String()
}

func dialled(s *evidence.Session) string {
	if s.Via == evidence.ViaProxy {
		return fmt.Sprintf("%s:%d", s.Host, s.Port)
	}
	return s.Addr.String()
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
	smtp, pop := v.c.Trip.Server(evidence.SendLeg).Host, v.c.Trip.Server(evidence.FetchLeg).Host
	if smtp == "" || pop == "" || smtp == pop {
		return nil
	}
	answers := func(host string, proto evidence.Proto) bool {
		h := v.survey.Host(host)
		return h != nil && slices.ContainsFunc(v.sights, func(g sight) bool {
			st := g.s.Step(evidence.StageConnect)
			return g.s.Proto == proto && (slices.Contains(h.Addrs, g.s.Addr.Addr()) || g.s.Host == host) && st != nil && st.Trouble == nil
		})
	}
	if !answers(smtp, evidence.SMTP) && answers(smtp, evidence.POP3) && !answers(pop, evidence.POP3) && answers(pop, evidence.SMTP) {
		return []Line{line("swapped-hosts", "smtp", pop, "pop", smtp)}
	}
	return nil
}

// byDetour finds typed names that were seen to work by --connect-to alone: nobody
// else reaches the server there by that name.
func (v *view) byDetour() []Line {
	var out []Line
	for _, d := range v.c.legs() {
		host := d.server.Host
		at := v.detour(d, host)
		if at == "" {
			continue
		}
		now := v.addressesOf(host)
		switch {
		case len(now) == 0:
			out = append(out, line("typed-detour", "host", host, "addr", at))
		case !slices.ContainsFunc(now, func(a netip.Addr) bool { return a.String() == at }):
			out = append(out, line("typed-detour-elsewhere", "host", host, "addr", at, "dns", joinAddrs(now)))
		}
	}
	return out
}

// moved finds a mailbox that may live elsewhere: mail for the domain goes to
// another provider than the host that was typed.
func (v *view) moved() []Line {
	domain := hostname.OfAddress(v.c.Trip.Address)
	if domain == "" {
		return nil
	}
	var mx []string
	for _, a := range v.survey.DNS {
		if a.Type != "MX" || !strings.EqualFold(strings.TrimSuffix(a.Name, "."), domain) {
			continue
		}
		for _, r := range a.Records {
			if _, host, ok := r.MX(); ok && host != "." {
				mx = append(mx, strings.ToLower(strings.TrimSuffix(host, ".")))
			}
		}
	}
	if len(mx) == 0 {
		return nil
	}
	known := []string{domain}
	for _, h := range v.survey.Hosts {
		if h.Part.Asked() {
			known = append(known, h.Name)
		}
	}
	for _, n := range v.names() {
		if n.from(ByReverse) || n.Covered {
			known = append(known, n.Host)
		}
	}
	for _, host := range mx {
		if slices.ContainsFunc(known, func(k string) bool { return hostname.Under(host, k) }) || slices.ContainsFunc(v.addressesOf(host), func(a netip.Addr) bool { return slices.Contains(v.typed, a) }) {
			return nil
		}
	}
	return []Line{line("mail-elsewhere", "mx", strings.Join(mx, ", "), "domain", domain)}
}
