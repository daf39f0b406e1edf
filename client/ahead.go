package client

import (
	"context"
	"time"

	"harness/client/evidence"
	"harness/client/wire"
)

// aheadKeeps is how long a connection that waits for its login is trusted to
// stand; servers give at least a minute (Dovecot), some less.
const aheadKeeps = 5 * time.Second

// ahead is the connection of the first look, made while the server takes the
// letter in: it is the login that must not come too early, and connecting
// takes as long as the delivery.
type ahead struct {
	conn *wire.Conn // nil: it did not come about, and the leg has the record
	made time.Time
}

// openAhead starts it, once, where the snapshot has shown that the way is
// open, and after that session has left the mailbox. With a transcript
// everything happens in its order instead.
func (t *trip) openAhead(ctx context.Context, left <-chan struct{}) {
	if t.ahead != nil || t.snapshot == nil || t.opt.Only != "" || t.opt.Trace != nil {
		return
	}
	made := make(chan ahead, 1)
	t.ahead = made
	go func() {
		<-left
		conn := t.open(ctx, &t.out.Fetch, t.acc.POP, t.config(evidence.POP3, evidence.ToFetch, t.acc.POP))
		made <- ahead{conn, time.Now()}
	}()
}

// takeAhead waits for the connection and hands it over; nil if there is none
// that is fresh.
func (t *trip) takeAhead() *wire.Conn {
	if t.ahead == nil {
		return nil
	}
	a := <-t.ahead
	t.ahead = nil
	if a.conn != nil && time.Since(a.made) > aheadKeeps {
		t.unused(a.conn)
		return nil
	}
	return a.conn
}

// dropAhead closes a connection that nobody needs any more.
func (t *trip) dropAhead() {
	if conn := t.takeAhead(); conn != nil {
		t.unused(conn)
	}
}

func (t *trip) unused(conn *wire.Conn) {
	conn.Close()
	s := conn.Session()
	s.Purpose = evidence.ToProbe // all that it has shown
	t.out.Fetch = append(t.out.Fetch, s)
}
