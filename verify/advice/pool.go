package advice

import (
	"crypto/x509"
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// pool gathers names with their sources.
type pool struct {
	v         *view
	list      []Ranked
	at        map[string]int
	wildcards []string // bases of wildcards seen, each once
	labels    []Source // first labels to fill them with; Detail is the name they come from
}

func (n *pool) add(name string, kind Kind, detail string) {
	name = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name), "."))
	// "5.7.1" in a greeting is a status code: no name ends in digits (RFC 3696 section 2).
	if !hostname.Is(name) || strings.Trim(name[strings.LastIndexByte(name, '.')+1:], "0123456789") == "" {
		return
	}
	i, ok := n.at[name]
	if !ok {
		i = len(n.list)
		n.at[name] = i
		n.list = append(n.list, Ranked{Host: name, Sources: []Source{}})
	}
	if !n.list[i].from(kind) {
		n.list[i].Sources = append(n.list[i].Sources, Source{kind, detail})
	}
	if kind == ByReverse || kind == ByBanner {
		label, _, _ := strings.Cut(name, ".")
		n.labels = append(n.labels, Source{kind, label})
	}
}

func (n *pool) fromDNS() {
	for _, a := range n.v.survey.DNS {
		for _, r := range a.Records {
			fields := strings.Fields(r.Data)
			if len(fields) == 0 {
				continue
			}
			target := fields[len(fields)-1]
			switch r.Type {
			case "PTR":
				if ip := n.v.reverseOf(a.Name); ip.IsValid() {
					n.add(target, ByReverse, ip.String())
				}
			case "SRV":
				n.add(target, BySRV, strings.TrimSuffix(a.Name, "."))
			case "MX":
				n.add(target, ByMX, "")
			case "CNAME":
				// All along a chain of aliases: the host that was asked for is an alias of each.
				if h := n.v.survey.Host(strings.TrimSuffix(strings.ToLower(a.Name), ".")); h != nil && h.Part.Asked() {
					n.add(target, ByAlias, h.Name)
				}
			}
		}
	}
}

// reverseOf is the typed address whose reverse name this is; the zero Addr: of
// none.
func (v *view) reverseOf(name string) netip.Addr {
	for _, a := range v.typed {
		if strings.EqualFold(strings.TrimSuffix(name, "."), evidence.ReverseName(a)) {
			return a
		}
	}
	return netip.Addr{}
}

func (n *pool) fromSessions() {
	for i := range n.v.sights {
		s := n.v.sights[i].s
		if !n.v.atTyped(s) {
			continue
		}
		for _, name := range bannerNames(s) {
			n.add(name, ByBanner, dialled(s))
		}
		t := n.v.sights[i].tls
		if t == nil || len(t.Chain) == 0 {
			continue
		}
		cert, err := x509.ParseCertificate(t.Chain[0])
		if err != nil {
			continue // shown by the rules; its names cannot be typed
		}
		for k, san := range cert.DNSNames {
			if base, ok := strings.CutPrefix(strings.ToLower(san), "*."); ok && len(n.wildcards) < maxSANs {
				if !slices.Contains(n.wildcards, base) {
					n.wildcards = append(n.wildcards, base)
				}
			} else if k < maxSANs || n.v.own(san) {
				n.add(san, BySAN, "")
			}
		}
		n.add(cert.Subject.CommonName, ByCN, "")
	}
}

// fill puts labels for the stars of wildcards.
func (n *pool) fill() {
	for _, base := range n.wildcards {
		for _, l := range n.labels {
			n.add(l.Detail+"."+base, ByWildcard, "*."+base)
		}
		for _, label := range []string{"mail", "smtp", "pop"} {
			n.add(label+"."+base, ByHabit, "*."+base)
		}
	}
}

// stars are the wildcards in certificates that were seen, each once, but those
// of the own domain.
func (v *view) stars() []string {
	n := &pool{v: v, at: map[string]int{}}
	n.fromSessions()
	var out []string
	for _, base := range n.wildcards {
		if hostname.Is(base) && !v.own(base) {
			out = append(out, "*."+base)
		}
	}
	return out
}

// bannerNames are the host names in a greeting and in the first line of an
// EHLO reply. Only the place where the protocol has the server's name counts.
func bannerNames(s *evidence.Session) []string {
	var out []string
	for _, st := range s.Steps {
		if st.Reply == nil || len(st.Reply.Text) == 0 {
			continue
		}
		words := strings.Fields(string(st.Reply.Text[0]))
		switch {
		case s.Proto == evidence.SMTP && (st.Stage == evidence.StageGreeting || st.Stage == evidence.StageEHLO || st.Stage == evidence.StageEHLO2):
			first := strings.TrimLeft(string(st.Reply.Text[0][min(4, len(st.Reply.Text[0])):]), " ")
			name, _, _ := strings.Cut(first, " ")
			out = append(out, name) // RFC 5321 sections 4.2 and 4.1.1.1
		case s.Proto == evidence.POP3 && st.Stage == evidence.StageGreeting:
			for _, w := range words {
				if _, host, ok := strings.Cut(strings.Trim(w, "<>"), "@"); ok {
					out = append(out, host) // RFC 1939 section 7: the timestamp of APOP
				}
			}
		}
	}
	return out
}
