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
	conn *wire.Conn         // nil: it did not come about
	made time.Time          //
	leg  []evidence.Session // the attempts that failed
}

// openAhead begins it as soon as the letter is about to be handed over, and
// not at all where the submission ends before that. The snapshot's connection
// has shown that the way is open.
func (f *fetchLeg) openAhead(ctx context.Context, atData, sendOver <-chan struct{}) {
	made := make(chan ahead, 1)
	f.ahead = made
	go func() {
		var a ahead
		select {
		case <-atData:
			a.conn = f.open(ctx, &a.leg, f.server, f.config(f.acc.Fetching(), evidence.ToFetch, f.server))
		case <-sendOver:
		}
		a.made = time.Now()
		made <- a
	}()
}

// takeAhead waits for the connection and hands it over; nil if there is none
// that is fresh.
func (f *fetchLeg) takeAhead() *wire.Conn {
	if f.ahead == nil {
		return nil
	}
	a := <-f.ahead
	f.ahead = nil
	f.sessions = append(f.sessions, a.leg...)
	if a.conn != nil && time.Since(a.made) > aheadKeeps {
		f.unused(a.conn)
		return nil
	}
	return a.conn
}

// dropAhead closes a connection that nobody needs any more.
func (f *fetchLeg) dropAhead() {
	if conn := f.takeAhead(); conn != nil {
		f.unused(conn)
	}
}

func (f *fetchLeg) unused(conn *wire.Conn) {
	conn.Close()
	s := conn.Session()
	s.Purpose = evidence.ToProbe // all that it has shown
	f.sessions = append(f.sessions, s)
}
