package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
)

// Budget is so many refused logins of one server in a time; the zero value has no
// end. Servers block whoever has too many.
type Budget struct {
	Count int
	In    time.Duration
}

// ParseBudget reads "2/10m"; "0" is none.
func ParseBudget(s string) (Budget, error) {
	if s == "0" {
		return Budget{}, nil
	}
	count, within, ok := strings.Cut(s, "/")
	n, err := strconv.Atoi(count)
	d, derr := time.ParseDuration(within)
	if !ok || err != nil || derr != nil || n < 1 || d <= 0 {
		return Budget{}, fmt.Errorf("%q is not N/TIME", s)
	}
	return Budget{Count: n, In: d}, nil
}

// Spent drops what is older than the time, and tells whether another login has to
// wait; of the logins under way any may be refused.
func (b Budget) Spent(refused []time.Time, underWay int, now time.Time) (left []time.Time, spent bool) {
	for len(refused) > 0 && now.Sub(refused[0]) >= b.In {
		refused = refused[1:]
	}
	return refused, b.Count > 0 && len(refused)+underWay >= b.Count
}

// ErrSpent says that a server has refused so many logins lately that none is
// tried there now.
var ErrSpent = errors.New("this server refused several logins a moment ago: none is tried there now")

// Refusals counts the refused logins of each server for all runs of a process.
type Refusals struct {
	budget Budget
	now    func() time.Time

	mu      sync.Mutex
	servers map[string]*doubts
	changed chan struct{} // closed when a login has ended
}

type doubts struct {
	refused  []time.Time
	underWay int
}

// NewRefusals counts for a budget.
func NewRefusals(b Budget, now func() time.Time) *Refusals {
	return &Refusals{budget: b, now: now, servers: map[string]*doubts{}, changed: make(chan struct{})}
}

// enter lets a login pass, or waits for those under way; ErrSpent: too many were
// refused. leave says how it ended.
func (r *Refusals) enter(ctx context.Context, peers []string) (leave func(refused bool), err error) {
	for {
		wait, spent := r.try(peers)
		switch {
		case spent:
			return nil, ErrSpent
		case wait == nil:
			return func(refused bool) { r.leave(peers, refused) }, nil
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (r *Refusals) try(peers []string) (wait chan struct{}, spent bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	for _, name := range peers {
		d := r.servers[name]
		if d == nil {
			continue
		}
		if d.refused, spent = r.budget.Spent(d.refused, 0, now); spent {
			return nil, true
		}
		if _, doubtful := r.budget.Spent(d.refused, d.underWay, now); doubtful {
			wait = r.changed
		} else if len(d.refused) == 0 && d.underWay == 0 {
			delete(r.servers, name)
		}
	}
	if wait != nil {
		return wait, false
	}
	for _, name := range peers {
		if r.servers[name] == nil {
			r.servers[name] = new(doubts)
		}
		r.servers[name].underWay++
	}
	return nil, false
}

func (r *Refusals) leave(peers []string, refused bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range peers {
		d := r.servers[name]
		d.underWay--
		if refused {
			d.refused = append(d.refused, r.now())
		}
	}
	close(r.changed)
	r.changed = make(chan struct{})
}

// Peers are the addresses that an account's trip goes to, and how many
// connections at a time it may have to each: the mailbox is opened anew while the
// letter is handed over.
func Peers(ctx context.Context, acc account.Account, opt client.Options) map[string]int {
	plan := opt.Plan(nil)
	out := map[string]int{}
	for _, l := range acc.Legs(opt.Only) {
		plan.Ahead(ctx, l.Server.Host, l.Server.Port)
		places, _ := plan.Places(l.Server.Host, l.Server.Port)
		n := 1
		if l.Name == evidence.FetchLeg && !opt.NoLetter {
			n = 2
		}
		if len(places) > 0 {
			out[places[0].Peer()] += n
		}
	}
	return out
}

// trip is client.RoundTrip within the budget of refused logins, where the request
// has one.
func (r *Request) trip(ctx context.Context, acc account.Account, opt client.Options) (*evidence.Trip, error) {
	if r.Refusals == nil {
		return client.RoundTrip(ctx, acc, opt)
	}
	var peers []string
	for name := range Peers(ctx, acc, opt) {
		peers = append(peers, name)
	}
	slices.Sort(peers)
	leave, err := r.Refusals.enter(ctx, peers)
	if err != nil {
		return nil, err
	}
	trip, err := client.RoundTrip(ctx, acc, opt)
	leave(trip != nil && trip.Refusals > 0)
	return trip, err
}
