package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/term"
)

// endLimit is how long the program may take to its end after a signal: a letter
// on its way is looked for once more (client.RoundTrip). What does not end by
// then, such as a pipe that nobody reads, is left.
const endLimit = 1900 * time.Millisecond

// interruption ends the program when it is asked to.
type interruption struct {
	code    atomic.Int32 // the exit code of the signal; 0: none came
	signals chan os.Signal
	stop    context.CancelFunc // tells the commands
	over    chan struct{}      // the command has ended
	say     func()             // that it was interrupted
	exit    func(code int)
	limit   time.Duration // see endLimit

	mu      sync.Mutex
	blocked int    // reads under way that a signal cannot end, and behind which nothing is to be tidied up
	mend    func() // puts the terminal in order; nil: it is
}

// watch waits for Ctrl-C and SIGTERM. The first ends what is under way: at once
// where it only waits for a file or a person, else in order, within endLimit. The
// second ends the program at once.
func (i *interruption) watch() (done func()) {
	i.signals, i.over = make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(i.signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		var first os.Signal
		select {
		case first = <-i.signals:
		case <-i.over:
			return
		}
		code := codeOf(first)
		i.code.Store(int32(code))
		i.stop()
		if i.waits() {
			i.leave(code)
			return
		}
		limit := time.NewTimer(i.within())
		defer limit.Stop()
		select {
		case <-i.signals:
			i.leave(code)
		case <-limit.C:
			i.leave(code)
		case <-i.over:
		}
	}()
	return func() {
		signal.Stop(i.signals)
		close(i.over)
	}
}

func codeOf(s os.Signal) int {
	if s == syscall.SIGTERM {
		return 143
	}
	return 130
}

// standing is for what a signal ends as it is meant to end: all of it is closed
// and removed, however long a busy machine takes, unless a second signal comes.
func (i *interruption) standing() {
	if i == nil {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.limit = time.Minute
}

// within is how long the end may take from now on.
func (i *interruption) within() time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.limit
}

// waits tells whether the program only waits for a file or a person.
func (i *interruption) waits() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.blocked > 0
}

// leave ends the program.
func (i *interruption) leave(code int) {
	i.mu.Lock()
	if i.mend != nil {
		i.mend()
	}
	i.mu.Unlock()
	i.say()
	i.exit(code)
}

// blocking runs f, which opens or reads something that may never answer: a signal
// ends the program there and then.
func blocking[T any](a *app, f func() (T, error)) (T, error) {
	if a.interrupt == nil {
		return f()
	}
	var none T
	i := a.interrupt
	i.mu.Lock()
	i.blocked++
	i.mu.Unlock()
	defer func() {
		i.mu.Lock()
		i.blocked--
		i.mu.Unlock()
	}()
	if i.code.Load() != 0 {
		return none, errInterrupted
	}
	return f()
}

// errInterrupted is the error of what was not begun any more.
var errInterrupted = exitCode(130)

// readPassword reads a line from a terminal that does not show it, and leaves the
// terminal as it was, whatever ends it.
func readPassword(a *app, f *os.File) ([]byte, error) {
	state, err := term.GetState(int(f.Fd()))
	if err == nil && a.interrupt != nil {
		a.interrupt.onLeave(func() { _ = term.Restore(int(f.Fd()), state) })
		defer a.interrupt.onLeave(nil)
	}
	return blocking(a, func() ([]byte, error) { return term.ReadPassword(int(f.Fd())) })
}

func (i *interruption) onLeave(mend func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.mend = mend
}

// sayInterrupted says it once, on a line of its own.
func sayInterrupted(a *app) func() {
	return func() { fmt.Fprintf(a.stderr, "\nharness: %s\n", saying{format: "interrupted"}.in(a.lang)) }
}
