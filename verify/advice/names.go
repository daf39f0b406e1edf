package advice

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"harness/client/evidence"
	"harness/client/hostname"
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
	ByListing  Kind = "inventory"    // the hosting company lists the mailbox there
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
	maxNames  = 24 // candidates in all
	maxSANs   = 12 // of one certificate
	maxChains = 8  // that a name is held against before it is tried
)

// Try is a name and where it is worth trying.
type Try struct {
	Host   string
	Part   evidence.Part // CandidateHost or ListedHost
	Listen []evidence.Listener
}

// Tries are the names worth looking up and trying, most promising first, for
// the legs that do not reach the login as typed, or only in clear: each where a
// handshake is known to come about. What was looked at already is left out.
func Tries(c Case) []Try {
	v := viewOf(c)
	var need []evidence.Listener
	for _, d := range c.legs() {
		if !v.reaches(d) {
			need = append(need, v.listeners(d)...)
		}
	}
	return v.tries(v.names(), need)
}

// MoreTries are those for the legs that found nothing by Tries: every name on
// every port of the leg that is open. A server may speak to the right name
// alone, and then no handshake was seen before.
func MoreTries(c Case) []Try {
	v := viewOf(c)
	var levels [][]evidence.Listener
	for _, d := range c.legs() {
		if v.reaches(d) || len(v.options(d, v.names())) > 0 {
			continue
		}
		every := v.everyListener(d)
		if len(every) == 0 { // where a name leads is worth knowing all the same
			every = []evidence.Listener{{Proto: d.proto, Port: d.server.Port, Security: d.server.Security}}
		}
		for k, at := range every {
			if k == len(levels) {
				levels = append(levels, nil)
			}
			levels[k] = append(levels[k], at)
		}
	}
	// What was typed failed already where it was looked at; the others come first.
	names := slices.Clone(v.names())
	slices.SortStableFunc(names, func(a, b Ranked) int {
		switch {
		case a.typed() == b.typed():
			return 0
		case a.typed():
			return 1
		}
		return -1
	})
	return v.tries(names, levels...)
}

// tries are names at listeners where they were not looked at, those of one
// level for each name before the next level: a limit cuts off the least
// promising.
func (v *view) tries(names []Ranked, levels ...[]evidence.Listener) []Try {
	var out []Try
	for _, level := range levels {
		for _, n := range names {
			t := Try{Host: n.Host, Part: evidence.CandidateHost}
			for _, at := range level {
				if !v.seen(n.Host, at) {
					t.Listen = append(t.Listen, at)
				}
			}
			if len(t.Listen) > 0 {
				out = append(out, t)
			}
		}
	}
	return out
}

// seen tells whether a name was looked at on a listener, with SNI.
func (v *view) seen(host string, at evidence.Listener) bool {
	return slices.ContainsFunc(v.sights, func(g sight) bool { return g.s.Host == host && listener(g.s) == at && !g.s.NoSNI })
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
	if d := hostname.OfAddress(v.c.Trip.Address); d != "" {
		for _, label := range v.labels() {
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

// covers tells whether a certificate that was seen at a typed address is valid
// for a name.
func (v *view) covers(name string) bool {
	seen := map[string]bool{}
	for i := range v.sights {
		t := v.sights[i].tls
		if t == nil || len(t.Chain) == 0 || !v.atTyped(v.sights[i].s) {
			continue
		}
		key := chainKey(t)
		if seen[key] || len(seen) >= maxChains {
			continue
		}
		seen[key] = true
		if v.c.verdict(t, name).Passes(false) {
			return true
		}
	}
	return false
}

// chainKey tells chains apart.
func chainKey(t *evidence.TLSFacts) string {
	h := sha256.New()
	for _, der := range t.Chain {
		sum := sha256.Sum256(der)
		h.Write(sum[:])
	}
	return string(h.Sum(nil))
}

// labels are those of the names that hosts make for a domain.
func (v *view) labels() []string {
	if v.c.speaks(evidence.IMAP) {
		return []string{"mail.", "smtp.", "imap.", "pop."}
	}
	return []string{"mail.", "smtp.", "pop."}
}
