package fleet

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// errLost says that a group may be another worker's by now.
var errLost = errors.New("the server was not heard of for too long: another worker may have the group")

// lease is the time for which a group is ours: a third of it before the server
// would give the group to another worker we leave it ourselves.
type lease struct {
	conn *nats.Conn
	msg  jetstream.Msg
	wait time.Duration // until the server gives it away
	end  context.CancelCauseFunc

	mu    sync.Mutex
	heard time.Time // before it was last asked for
}

// fresh tells whether the group is ours for some time yet.
func (l *lease) fresh() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Since(l.heard) < l.wait*2/3
}

// renew asks for more time; the answer to the flush says that it was asked in time.
func (l *lease) renew() error {
	began := time.Now()
	if err := l.msg.InProgress(); err != nil {
		return err
	}
	if err := l.conn.FlushTimeout(l.wait / 3); err != nil {
		return err
	}
	if !l.fresh() {
		return errLost
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = began
	return nil
}

// hold renews a lease until stop is called, or until it is lost: then ctx ends.
func (l *lease) hold(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	l.end = cancel
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ticker := time.NewTicker(l.wait / 6); ; {
			select {
			case <-ctx.Done():
				ticker.Stop()
				return
			case <-ticker.C:
			}
			if _ = l.renew(); !l.fresh() { // one that failed is tried again
				cancel(errLost)
			}
		}
	}()
	return ctx, func() { cancel(context.Canceled); <-done }
}
