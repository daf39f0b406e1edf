package dial

import (
	"cmp"
	"context"
	"errors"
	"net"
	"sync"
	"syscall"
	"time"
)

const (
	atOnce    = 3           // connections to one peer that look without being asked to log in
	restAfter = time.Second // pause before each connection to a peer that answered 421
	restFor   = time.Minute // how long a 421 is remembered
)

// Pacer keeps a whole process polite towards each peer. Looks wait for their
// turn; a round trip does not, because it holds several connections at once
// and each of them waits for the other, but its connections count. The zero
// value is ready. A peer is a Place's.
type Pacer struct {
	AtOnce int // connections to one peer that look without being asked to log in; 0: 3

	mu    sync.Mutex
	peers map[string]*peer
}

type peer struct {
	open int
	busy time.Time     // when it last answered 421
	left chan struct{} // closed when a connection ends
}

func (p *Pacer) peer(name string) *peer {
	if p.peers == nil {
		p.peers = map[string]*peer{}
	}
	at := p.peers[name]
	if at == nil {
		at = &peer{left: make(chan struct{})}
		p.peers[name] = at
	}
	return at
}

// Turn waits until another connection may look at a peer. leave says that it
// has ended. After a 421 there is one at a time, with a pause before each.
func (p *Pacer) Turn(ctx context.Context, name string) (leave func(), err error) {
	for {
		p.mu.Lock()
		at := p.peer(name)
		most, slow := cmp.Or(p.AtOnce, atOnce), at.slow()
		if slow {
			most = 1
		}
		if at.open < most {
			at.open++
			p.mu.Unlock()
			leave := sync.OnceFunc(func() { p.leave(name) })
			if slow && !Rest(ctx, restAfter) {
				leave()
				return func() {}, ctx.Err()
			}
			return leave, nil
		}
		left := at.left
		p.mu.Unlock()
		select {
		case <-left:
		case <-ctx.Done():
			return func() {}, ctx.Err()
		}
	}
}

func (at *peer) slow() bool { return !at.busy.IsZero() && time.Since(at.busy) < restFor }

// Slow tells whether a peer has had enough of us lately.
func (p *Pacer) Slow(name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.peer(name).slow()
}

// Busy notes that a peer answered 421 (RFC 5321 section 3.8).
func (p *Pacer) Busy(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.peer(name).busy = time.Now()
}

// enter counts a connection without waiting.
func (p *Pacer) enter(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.peer(name).open++
}

func (p *Pacer) leave(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.peer(name)
	at.open--
	close(at.left)
	at.left = make(chan struct{})
	if at.open == 0 && at.busy.IsZero() {
		delete(p.peers, name) // a long-lived process forgets
	}
}

// Dialler counts the connections of dial, nil: of the network, from their
// opening to their end.
func (p *Pacer) Dialler(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(ctx context.Context, network, addr string) (net.Conn, error) {
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		name, _, err := net.SplitHostPort(addr)
		if err != nil {
			name = addr
		}
		p.enter(name)
		raw, err := dial(ctx, network, addr)
		if err != nil {
			p.leave(name)
			return nil, err
		}
		return &counted{Conn: raw, leave: sync.OnceFunc(func() { p.leave(name) })}, nil
	}
}

// counted is a connection that says when it ends.
type counted struct {
	net.Conn
	leave func()
}

// SyscallConn is the connection's own: client/wire sets options of TCP.
func (c *counted) SyscallConn() (syscall.RawConn, error) {
	if sc, ok := c.Conn.(syscall.Conn); ok {
		return sc.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}

// Close ends it.
func (c *counted) Close() error {
	defer c.leave()
	return c.Conn.Close()
}

// Rest waits, and tells whether it could.
func Rest(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
