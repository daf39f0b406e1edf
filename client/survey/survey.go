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
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/mask"
	"harness/client/wire"
)

// Limits of politeness.
const (
	usualLimit  = 12 // connections to one address
	fullLimit   = 32 // the same, with --survey full
	reserve     = 4  // of usualLimit, kept for candidates
	fullReserve = 8  // of fullLimit
	atOnce      = 3  // connections under way
	maxSilent   = 2  // time-outs after which an address counts as blocked
	maxBusy     = 3  // answers 421 after which an address is left alone
	maxAddrs    = 8  // of one name
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
	Mask    *mask.Mask     // of a password that the servers may have been told before; nil: none was
	Domain  string         // of the account's address, A-labels: its MX and SRV records are looked up; "": none
}

// Surveyor makes one survey in several passes; the limits hold over all.
type Surveyor struct {
	cfg   Config
	net   *dial.Plan
	pacer *dial.Pacer
	began time.Time

	telling sync.Mutex // of transcripts
	mu      sync.Mutex
	out     evidence.Survey
	reverse map[netip.Addr]bool // asked already
	states  map[string]*state   // by peer
	slots   chan struct{}
}

// state is what is known of a peer: an address, or a name that a proxy resolves.
type state struct {
	place   dial.Place      // one of it
	used    int             // connections opened
	silent  int             // ports whose connect timed out
	answers bool            // some port answered, if only with a refusal
	busy    int             // 421s
	closed  map[uint16]bool // refused or silent, by dialled port: tried once
	left    map[string]bool // targets that the limit left out
	done    map[string]bool // targets looked at
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
		cfg: cfg, net: cfg.Options.Plan(nil), pacer: cfg.Options.Pacer, began: time.Now(),
		reverse: map[netip.Addr]bool{}, states: map[string]*state{}, slots: make(chan struct{}, atOnce),
	}
	if s.pacer == nil {
		s.pacer = new(dial.Pacer)
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
	first, rest := s.targets(hosts)
	limit := usualLimit - reserve
	if s.cfg.Full {
		limit = fullLimit - fullReserve
	}
	s.run(ctx, first, limit)
	s.run(ctx, s.otherWay(first), limit)
	s.run(ctx, rest, limit)
}

// Try looks at candidates: each name only where it leads to an address that is
// known already, unless it is a ListedHost, and only at the listeners given with
// it.
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
		for _, peer := range s.peers(Host{Name: h.Name, Listen: h.Listen}) {
			if st := s.states[peer]; st != nil && len(st.left) > 0 && !st.told {
				st.told = true
				skip := st.skip(evidence.SkipLimit)
				skip.Listeners = len(st.left)
				out.Skipped = append(out.Skipped, skip)
			}
		}
	}
	for _, st := range s.states {
		st.told = false
	}
	out.DNS = s.net.Answers()
	out.Anchors = wire.Anchors(s.cfg.Options.Roots, out.Sessions...)
	out.Took = evidence.Duration(time.Since(s.began))
	return &out
}

// Plan resolves hosts and lists, for people, what Look would open.
func (s *Surveyor) Plan(ctx context.Context, hosts ...Host) []string {
	s.resolve(ctx, hosts)
	first, rest := s.targets(hosts)
	limit := usualLimit - reserve
	if s.cfg.Full {
		limit = fullLimit - fullReserve
	}
	used, list := map[string]int{}, []string{}
	for _, t := range append(first, rest...) {
		if used[t.place.Peer()] < limit {
			used[t.place.Peer()]++
			list = append(list, t.String())
		}
	}
	return list
}

func (s *Surveyor) state(at dial.Place) *state {
	st := s.states[at.Peer()]
	if st == nil {
		st = &state{place: at, closed: map[uint16]bool{}, done: map[string]bool{}, left: map[string]bool{}, said: map[evidence.SkipReason]bool{}}
		s.states[at.Peer()] = st
	}
	return st
}

// skip notes once per peer what was left out, and why.
func (s *Surveyor) skip(at dial.Place, why evidence.SkipReason) {
	st := s.state(at)
	if !st.said[why] {
		st.said[why] = true
		s.out.Skipped = append(s.out.Skipped, st.skip(why))
	}
}

func (st *state) skip(why evidence.SkipReason) evidence.Skip {
	out := evidence.Skip{Addr: st.place.Addr.Addr(), Why: why}
	if st.place.Name != "" {
		out.Name = st.place.Peer()
	}
	return out
}
