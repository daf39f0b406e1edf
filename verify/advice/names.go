package advice

import (
	"cmp"
	"crypto/x509"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"harness/client/evidence"
	"harness/verify/certs"
)

// Kind is where a name was found.
type Kind string

// The kinds, in the order in which they are worth trying.
const (
	ByTyping   Kind = "typed"        // typed, for either leg, or named in the pasted text as typed
	ByGuess    Kind = "guess"        // a name that customers type
	ByReverse  Kind = "ptr"          // the reverse name of an address
	ByBanner   Kind = "banner"       // the server's own name in its greeting or EHLO reply
	BySAN      Kind = "san"          // in a certificate
	ByCN       Kind = "cn"           // the common name of a certificate
	ByWildcard Kind = "wildcard-ptr" // a wildcard of a certificate, filled from a reverse name or banner
	ByAlias    Kind = "cname"        // the typed name is an alias of it
	ByReceived Kind = "received"     // in a Received line
	ByText     Kind = "text"         // in the pasted text
	BySRV      Kind = "srv"          // RFC 6186 record
	ByAuto     Kind = "autoconfig"   //
	ByMX       Kind = "mx"           //
	ByCustom   Kind = "usual"        // mail., smtp., pop. of the own domain
	ByHabit    Kind = "wildcard"     // a wildcard of a certificate, filled with mail, smtp, pop
)

var kinds = []Kind{ByTyping, ByGuess, ByReverse, ByBanner, BySAN, ByCN, ByWildcard, ByAlias, ByReceived, ByText, BySRV, ByAuto, ByMX, ByCustom, ByHabit}

// Ranked is a name worth looking at, most promising first.
type Ranked struct {
	Host    string   `json:"host"`
	Sources []Source `json:"sources"` // each kind once
	Covered bool     `json:"covered"` // a certificate that was seen is valid for it
}

func (r Ranked) from(k Kind) bool {
	return slices.ContainsFunc(r.Sources, func(s Source) bool { return s.Kind == k })
}

func (r Ranked) typed() bool { return r.from(ByTyping) || r.from(ByGuess) }

// Bounds on what a hostile certificate or reply can make us look at.
const (
	maxNames = 24 // candidates in all
	maxSANs  = 12 // of one certificate
)

// Try is a name and where it is worth trying.
type Try struct {
	Host   string
	Listen []evidence.Listener
}

// Tries are the names worth looking up and trying, most promising first, for
// the legs that do not reach the login as typed, or only in clear. What was
// looked at already is left out.
func Tries(c Case) []Try {
	v := look(c)
	var need []evidence.Listener
	for _, d := range c.legs() {
		if !v.reaches(d) {
			need = append(need, v.listeners(d)...)
		}
	}
	var out []Try
	for _, n := range v.names() {
		t := Try{Host: n.Host}
		for _, at := range need {
			if !slices.ContainsFunc(v.sights, func(g sight) bool { return g.s.Host == n.Host && listener(g.s) == at && !g.s.NoSNI }) {
				t.Listen = append(t.Listen, at)
			}
		}
		if len(t.Listen) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// names collects every name that the evidence holds.
func (v *view) names() []Ranked {
	if v.ranked == nil {
		v.ranked = v.collect()
	}
	return v.ranked
}

func (v *view) collect() []Ranked {
	n := &pool{v: v, at: map[string]int{}}
	for _, h := range v.survey.Hosts {
		switch h.Part {
		case evidence.TypedHost:
			n.add(h.Name, ByTyping, "")
		case evidence.GuessedHost:
			n.add(h.Name, ByGuess, "")
		}
	}
	n.fromDNS()
	n.fromSessions()
	for _, name := range v.c.Received {
		n.add(name, ByReceived, "")
	}
	for _, name := range v.c.Said {
		n.add(name, ByText, "")
	}
	for _, name := range v.c.Auto {
		n.add(name, ByAuto, "")
	}
	if d := domainOf(v.c.Trip.Address); d != "" {
		for _, label := range []string{"mail.", "smtp.", "pop."} {
			n.add(label+d, ByCustom, "")
		}
	}
	n.fill()
	for i := range n.list {
		n.list[i].Covered = v.covers(n.list[i].Host)
	}
	slices.SortStableFunc(n.list, func(a, b Ranked) int {
		return cmp.Or(promise(a)-promise(b), slices.Index(kinds, a.Sources[0].Kind)-slices.Index(kinds, b.Sources[0].Kind))
	})
	return n.list[:min(len(n.list), maxNames)]
}

func promise(r Ranked) int {
	switch {
	case r.typed():
		return 0
	case r.Covered:
		return 1
	}
	return 2
}

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
	if !hostName(name) {
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
				if h := n.v.survey.Host(strings.TrimSuffix(strings.ToLower(r.Name), ".")); h != nil && h.Part != evidence.CandidateHost {
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
		if strings.EqualFold(strings.TrimSuffix(name, "."), reverseName(a)) {
			return a
		}
	}
	return netip.Addr{}
}

func (n *pool) fromSessions() {
	for i := range n.v.sights {
		s := n.v.sights[i].s
		if !slices.Contains(n.v.typed, s.Addr.Addr()) {
			continue
		}
		for _, name := range bannerNames(s) {
			n.add(name, ByBanner, s.Addr.String())
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
		if hostName(base) && !v.own(base) {
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

// covers tells whether a certificate that was seen at a typed address is valid
// for a name.
func (v *view) covers(name string) bool {
	seen := map[string]bool{}
	for i := range v.sights {
		t := v.sights[i].tls
		if t == nil || len(t.Chain) == 0 || !slices.Contains(v.typed, v.sights[i].s.Addr.Addr()) {
			continue
		}
		key := chainKey(t)
		if seen[key] {
			continue
		}
		seen[key] = true
		if v.c.verdict(t, name).Class == certs.Accepted {
			return true
		}
	}
	return false
}

func chainKey(t *evidence.TLSFacts) string {
	var b strings.Builder
	for _, der := range t.Chain {
		b.Write(der)
		b.WriteByte('|')
	}
	return b.String()
}

// own tells whether a name lies under the registrable domain of the account or
// of a typed host.
func (v *view) own(name string) bool {
	if under(name, domainOf(v.c.Trip.Address)) {
		return true
	}
	return slices.ContainsFunc(v.survey.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && under(name, h.Name)
	})
}

// under tells whether a name lies under the registrable domain of another.
func under(name, of string) bool {
	base := registrable(of)
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return base != "" && (name == base || strings.HasSuffix(name, "."+base))
}

// registrable is the registrable domain of a name, "" for a literal, a public
// suffix or nonsense.
func registrable(name string) string {
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	base, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(strings.TrimSuffix(name, ".")))
	if err != nil {
		return ""
	}
	return base
}

func domainOf(address string) string {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSuffix(address[i+1:], "."))
}

// hostName tells whether text is a host name that a person could type: two or
// more labels of letters, digits, hyphens and underscores.
func hostName(s string) bool {
	if len(s) > 253 || !strings.Contains(s, ".") {
		return false
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if len(label) == 0 || len(label) > 63 {
			return false
		}
		for _, c := range []byte(label) {
			if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return true
}

const hexDigits = "0123456789abcdef"

// reverseName is the name under which an address has its PTR record, without
// the last dot (RFC 1035 section 3.5, RFC 3596 section 2.5).
func reverseName(a netip.Addr) string {
	a = a.Unmap()
	if a.Is4() {
		b := a.As4()
		return netip.AddrFrom4([4]byte{b[3], b[2], b[1], b[0]}).String() + ".in-addr.arpa"
	}
	var out strings.Builder
	b := a.As16()
	for i := 15; i >= 0; i-- {
		out.Write([]byte{hexDigits[b[i]&15], '.', hexDigits[b[i]>>4], '.'})
	}
	return out.String() + "ip6.arpa"
}
