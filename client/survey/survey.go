// Package survey looks at the listeners of mail hosts without ever logging in:
// what answers on every address and usual port, with and without a server
// name, and which certificate it shows. It has no opinion; verify/advice
// decides what the names and certificates are worth.
//
// It is polite: a bound on the connections to one address, three at a time, a
// closed port is tried once, banners are waited for, QUIT is said, and an
// address that answers 421 is left alone for a while, then for good.
package survey

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/lookup"
)

// Limits of politeness.
const (
	usualLimit  = 12              // connections to one address
	fullLimit   = 32              // the same, with --survey full
	reserve     = 4               // of usualLimit, kept for candidates
	fullReserve = 8               // of fullLimit
	atOnce      = 3               // connections under way
	maxSilent   = 2               // time-outs after which an address counts as blocked
	maxBusy     = 3               // answers 421 after which an address is left alone
	restAfter   = 1 * time.Second // pause after a 421
	needless    = 2 * time.Second // for DNS questions whose answers are only evidence
	maxAddrs    = 8               // of one name
)

// Host is a name to look at.
type Host struct {
	Name   string // normalised, or an IP literal
	Part   evidence.Part
	Listen []evidence.Listener // typed or usual for it; looked at first
}

// Config is how a survey is made.
type Config struct {
	Options client.Options // Roots, Resolver, ConnectTo, Dial, Via, Timeout, Hello, Now, Trace, Progress count
	Full    bool           // 32 connections an address instead of 12
	Domain  string         // of the account's address, A-labels: its MX and SRV records are looked up; "": none
}

// Surveyor makes one survey in several passes; the limits hold over all.
type Surveyor struct {
	cfg      Config
	resolver *lookup.Resolver
	dns      lookup.Log
	began    time.Time

	enough time.Time     // when DNS answers that are only evidence have been waited for long enough, in this pass
	waited time.Duration // for DNS, in the passes before

	telling sync.Mutex // of transcripts
	mu      sync.Mutex
	out     evidence.Survey
	names   map[string][]evidence.Answer // A and AAAA answers by name
	reverse map[netip.Addr]bool          // asked already
	states  map[netip.Addr]*state
	slots   chan struct{}
}

// state is what is known of an address.
type state struct {
	used    int             // connections opened
	silent  int             // ports whose connect timed out
	answers bool            // some port answered, if only with a refusal
	busy    int             // 421s
	closed  map[uint16]bool // refused or silent, by dialled port: tried once
	left    map[string]bool // targets that the limit left out
	done    map[string]bool // targets looked at
	turn    sync.Mutex      // held by the one connection that is allowed after a 421
	told    bool
	said    map[evidence.SkipReason]bool // remarks made
}

// New prepares a survey; nothing is opened yet.
func New(cfg Config) *Surveyor {
	if cfg.Options.Now == nil {
		cfg.Options.Now = time.Now
	}
	if cfg.Options.Timeout <= 0 {
		cfg.Options.Timeout = 30 * time.Second
	}
	s := &Surveyor{
		cfg: cfg, resolver: lookup.New(cfg.Options.Resolver).Within(cfg.Options.Timeout), began: time.Now(),
		names: map[string][]evidence.Answer{}, reverse: map[netip.Addr]bool{}, states: map[netip.Addr]*state{},
		slots: make(chan struct{}, atOnce),
	}
	s.out = evidence.Survey{
		Started: cfg.Options.Now().UTC(), Full: cfg.Full,
		Hosts: []evidence.SurveyedHost{}, DNS: []evidence.Answer{}, Sessions: []evidence.Session{}, Skipped: []evidence.Skip{},
	}
	return s
}

// Look surveys hosts: their own listeners first, then, for those that were
// typed, every usual port of their addresses, with a server name and without.
func (s *Surveyor) Look(ctx context.Context, hosts ...Host) {
	s.resolve(ctx, hosts)
	first, rest := s.plan(hosts)
	limit := usualLimit - reserve
	if s.cfg.Full {
		limit = fullLimit - fullReserve
	}
	s.run(ctx, first, limit)
	s.run(ctx, s.otherWay(first), limit)
	s.run(ctx, rest, limit)
}

// Try looks at candidates: each name only where it leads to an address that is
// known already, and only at the listeners given with it.
func (s *Surveyor) Try(ctx context.Context, hosts ...Host) {
	s.resolve(ctx, hosts)
	limit := usualLimit
	if s.cfg.Full {
		limit = fullLimit
	}
	s.run(ctx, s.tries(hosts), limit)
}

// Survey is the record so far.
func (s *Surveyor) Survey() *evidence.Survey {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.out
	out.Hosts, out.Sessions, out.Skipped = slices.Clone(out.Hosts), slices.Clone(out.Sessions), slices.Clone(out.Skipped)
	for _, h := range out.Hosts {
		for _, a := range h.Addrs {
			if st := s.states[a]; st != nil && len(st.left) > 0 && !st.told {
				st.told = true
				out.Skipped = append(out.Skipped, evidence.Skip{Addr: a, Why: evidence.SkipLimit, Listeners: len(st.left)})
			}
		}
	}
	for _, st := range s.states {
		st.told = false
	}
	out.DNS = s.dns.Answers()
	out.Took = evidence.Duration(time.Since(s.began))
	return &out
}

// Plan resolves hosts and lists, for people, what Look would open.
func (s *Surveyor) Plan(ctx context.Context, hosts ...Host) []string {
	s.resolve(ctx, hosts)
	first, rest := s.plan(hosts)
	limit := usualLimit - reserve
	if s.cfg.Full {
		limit = fullLimit - fullReserve
	}
	used, list := map[netip.Addr]int{}, []string{}
	for _, t := range append(first, rest...) {
		if used[t.addr.Addr()] < limit {
			used[t.addr.Addr()]++
			list = append(list, t.String())
		}
	}
	return list
}

func (s *Surveyor) state(a netip.Addr) *state {
	st := s.states[a]
	if st == nil {
		st = &state{closed: map[uint16]bool{}, done: map[string]bool{}, left: map[string]bool{}, said: map[evidence.SkipReason]bool{}}
		s.states[a] = st
	}
	return st
}

// skip notes once per address what was left out, and why.
func (s *Surveyor) skip(a netip.Addr, why evidence.SkipReason) {
	st := s.state(a)
	if !st.said[why] {
		st.said[why] = true
		s.out.Skipped = append(s.out.Skipped, evidence.Skip{Addr: a, Why: why})
	}
}

// normal is a host of --connect-to as names are compared.
func normal(host string) string {
	if h, err := account.NormalHost(host); err == nil {
		return h
	}
	return host
}
