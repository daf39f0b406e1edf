package sweep

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"harness/client/dial"
	"harness/cmd/internal/job"
)

// Manners are how each server is treated.
type Manners struct {
	AtOnce  int           // connections at a time to one address; 0: 3
	Rate    float64       // new ones a second to one address; 0: as they come
	Jitter  time.Duration // a random pause of up to this before each
	Account time.Duration // how long one account may take, waits for its server included; 0: 5 m
	Refused job.Budget    // of refused logins a server

	pause time.Duration // after a server's first failure; 0: firstPause
}

const (
	firstPause  = time.Second      // after a server's first failure, doubled with each
	longestRest = 30 * time.Second // between tries of a server that fails
	givenUpFor  = time.Minute      // until a server that was given up is tried once more
)

// Reasons why a server is not come to.
var (
	errGivenUp = errors.New("the server does not answer, or it blocks us")
	errSpent   = errors.New("the server's budget of refused logins is spent")
)

// gate keeps the peace of every server: who comes waits in a queue, one queue a
// server, so that a slow one keeps nobody else waiting.
type gate struct {
	manners Manners
	now     func() time.Time

	mu      sync.Mutex
	servers map[string]*peace
}

// peace is what is known of one server. A server that fails is come to by one
// at a time and ever more rarely; once a whole account's time has passed without
// an answer it is given up, and who waits is sent home.
type peace struct {
	open    int
	queue   []*waiter
	next    time.Time // not before; by rate and after failures
	pause   time.Duration
	failing time.Time   // since when; zero: it is well
	tried   time.Time   // last try of a server that was given up
	worked  []uint16    // ports that answered
	refused []time.Time // logins, the latest last
	unsure  int         // logins under way, any of which may be refused
	timer   *time.Timer
	due     time.Time // of the timer
}

type waiter struct {
	places int
	login  bool
	let    chan error // buffered
	gone   bool
}

func newGate(m Manners, now func() time.Time) *gate {
	if m.AtOnce <= 0 {
		m.AtOnce = 3
	}
	if m.Account <= 0 {
		m.Account = 5 * time.Minute
	}
	return &gate{manners: m, now: now, servers: map[string]*peace{}}
}

func (g *gate) of(name string) *peace {
	p := g.servers[name]
	if p == nil {
		p = new(peace)
		g.servers[name] = p
	}
	return p
}

// enter waits until so many connections may be made to a server; leave says
// that they have ended. login: a password will be shown.
func (g *gate) enter(ctx context.Context, name string, places int, login bool) (leave func(), err error) {
	w := &waiter{places: min(places, g.manners.AtOnce), login: login, let: make(chan error, 1)}
	g.mu.Lock()
	p := g.of(name)
	p.queue = append(p.queue, w)
	g.pump(name, p)
	g.mu.Unlock()
	select {
	case err = <-w.let:
	case <-ctx.Done():
		g.mu.Lock()
		select {
		case err = <-w.let: // it was our turn at the same moment
			if err == nil {
				g.release(name, p, w)
			}
		default:
			w.gone = true
		}
		g.mu.Unlock()
		return func() {}, context.Cause(ctx)
	}
	if err != nil {
		return func() {}, err
	}
	leave = sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.release(name, p, w)
	})
	if g.manners.Jitter > 0 {
		if !dial.Rest(ctx, rand.N(g.manners.Jitter)) {
			leave()
			return func() {}, context.Cause(ctx)
		}
	}
	return leave, nil
}

func (g *gate) release(name string, p *peace, w *waiter) {
	p.open -= w.places
	if w.login {
		p.unsure--
	}
	g.pump(name, p)
}

// pump lets in who may come. The lock is held.
func (g *gate) pump(name string, p *peace) {
	for len(p.queue) > 0 {
		w := p.queue[0]
		if w.gone {
			p.queue = p.queue[1:]
			continue
		}
		now := g.now()
		wait, err := g.holds(p, w, now)
		switch {
		case err != nil:
			p.queue = p.queue[1:]
			w.let <- err
			continue
		case wait > 0:
			g.wake(name, p, now.Add(wait))
			return
		case wait < 0: // somebody must leave first, or a server is waited for
			if !p.failing.IsZero() {
				g.wake(name, p, p.failing.Add(g.manners.Account))
			}
			return
		}
		p.queue = p.queue[1:]
		p.open += w.places
		if w.login {
			p.unsure++
		}
		if g.manners.Rate > 0 {
			p.next = now.Add(time.Duration(float64(w.places) * float64(time.Second) / g.manners.Rate))
		}
		if !p.failing.IsZero() {
			p.tried = now
		}
		w.let <- nil
	}
	p.queue = nil
	if p.open == 0 && p.failing.IsZero() && len(p.refused) == 0 && len(p.worked) == 0 {
		delete(g.servers, name)
	}
}

// holds is how long the first in the queue has to wait, below zero: until
// somebody leaves; or why it need not wait.
func (g *gate) holds(p *peace, w *waiter, now time.Time) (time.Duration, error) {
	most := g.manners.AtOnce
	if !p.failing.IsZero() {
		most = max(1, w.places)
		if now.Sub(p.failing) > g.manners.Account {
			if again := p.tried.Add(givenUpFor).Sub(now); again > 0 || p.open > 0 {
				return 0, errGivenUp
			}
		} else if p.next.After(now) {
			return min(p.next.Sub(now), p.failing.Add(g.manners.Account).Sub(now)+1), nil
		}
	}
	if p.open+w.places > most {
		return -1, nil
	}
	if p.next.After(now) && p.failing.IsZero() {
		return p.next.Sub(now), nil
	}
	if b := g.manners.Refused; w.login && b.Count > 0 {
		var spent bool
		if p.refused, spent = b.Spent(p.refused, p.unsure, now); spent {
			if len(p.refused) > 0 && p.unsure == 0 {
				return p.refused[0].Add(b.In).Sub(now), nil
			}
			return -1, nil
		}
	}
	return 0, nil
}

func (g *gate) wake(name string, p *peace, at time.Time) {
	if p.timer != nil {
		if !at.Before(p.due) && p.due.After(g.now()) {
			return
		}
		p.timer.Stop()
	}
	p.due = at
	p.timer = time.AfterFunc(max(time.Millisecond, at.Sub(g.now())), func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		p.timer = nil
		g.pump(name, p)
	})
}

// well notes that a server's port answered as servers do.
func (g *gate) well(name string, port uint16) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.of(name)
	if !slices.Contains(p.worked, port) {
		p.worked = append(p.worked, port)
	}
	p.failing, p.pause = time.Time{}, 0
	if g.manners.Rate <= 0 {
		p.next = time.Time{}
	}
	g.pump(name, p)
}

// unwell notes that a server had enough of us, or did not answer.
func (g *gate) unwell(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.of(name)
	now := g.now()
	if p.failing.IsZero() {
		p.failing = now
	}
	p.pause = min(max(cmp.Or(g.manners.pause, firstPause), 2*p.pause), longestRest)
	p.next = now.Add(p.pause)
}

// worked are the ports of a server that answered in this run.
func (g *gate) worked(name string) []uint16 {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := g.servers[name]; p != nil {
		return slices.Clone(p.worked)
	}
	return nil
}

// spent tells whether the budget of one of the servers has no room now.
func (g *gate) spent(peers map[string]int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	b := g.manners.Refused
	for name := range peers {
		if p := g.servers[name]; p != nil && b.Count > 0 && len(p.refused) >= b.Count {
			return true
		}
	}
	return false
}

// refuse notes a refused login.
func (g *gate) refuse(name string, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.of(name)
	p.refused = append(p.refused, at)
}
