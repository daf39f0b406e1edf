package client

import (
	"context"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
)

const (
	cleanUpLimit = 5 * time.Second         // of a last look for a letter that may have been accepted
	endLimit     = 1500 * time.Millisecond // the same after an interruption: somebody waits for the end
	maxLetter    = 1 << 20                 // octets of a message that is fetched whole
	mostPerPoll  = 200                     // messages looked at in one session
	mostBlind    = 50                      // the same without a snapshot, newest first
)

// snapshot is what stood in the maildrop before the letter was sent.
type snapshot struct {
	unique bool           // by UIDL
	known  map[string]int // UIDLs, and how often each stood there: once, where the server is sane
	count  int
}

// fetchLeg is the fetch leg under way. One goroutine has it at a time.
type fetchLeg struct {
	*trip
	server   account.Server
	sessions []evidence.Session
	snapshot *snapshot       // nil: none could be taken
	over     bool            // fetching cannot work any more in this run
	failures int             // of sessions in a row, those that are of the moment apart
	refused  int             // logins
	seen     map[string]bool // UIDLs of messages that are not the letter
	ahead    chan ahead      // see openAhead; nil: none
	cleaned  bool            // cleanUp ran
	got      arrival
}

// arrival is what was found of the letter.
type arrival struct {
	returned   *evidence.Letter // nil: it did not come back
	comparison *evidence.Comparison
	copies     int
	deleted    bool
	// unconfirmed: all copies were to be deleted, and the server did not say that
	// they were; then marked are their unique-ids, and after is what a second look
	// found.
	unconfirmed bool
	marked      []string
	after       evidence.Fate
	bounce      *evidence.Letter // nil: none seen
	report      *evidence.DeliveryReport
	strayed     string // the folder of junk where it lies; "": not found there
}

func newFetchLeg(t *trip) *fetchLeg {
	return &fetchLeg{trip: t, server: t.acc.POP, seen: map[string]bool{}}
}

// takeSnapshot notes what the maildrop holds. It says when it is connected, and
// when it has noted, before it leaves. If it fails, sending goes on.
func (f *fetchLeg) takeSnapshot(ctx context.Context, connected, noted func()) {
	f.progress("snapshot", f.server.Host)
	purpose := evidence.ToSnapshot
	if !f.asked(evidence.SendLeg) || f.opt.NoLetter {
		purpose = evidence.ToFetch
	}
	box, _ := f.openBox(ctx, purpose, connected)
	if box == nil {
		return
	}
	items, unique, err := box.List()
	if err == nil {
		s := &snapshot{unique: unique, known: make(map[string]int, len(items)), count: len(items)}
		for _, item := range items {
			s.known[item.UIDL]++
		}
		f.snapshot = s
		noted()
	}
	box.Leave()
	f.sessions = append(f.sessions, box.Session())
}

// await waits for the letter: short pauses first, a new session for each look,
// because maildrops are locked and do not change within one (RFC 1939 section
// 3, "exclusive-access lock").
func (f *fetchLeg) await(ctx context.Context) {
	f.progress("wait for the letter", f.server.Host)
	pauses := []time.Duration{3, 40, 200, 1000, 2000, 5000, 5000, 10000} // ms
	until := time.Now().Add(f.opt.Wait)
	for i := 0; ; i++ {
		pause := min(pauses[min(i, len(pauses)-1)]*time.Millisecond, time.Until(until))
		if pause <= 0 {
			return
		}
		// The first connection is made during the pause; it is the login that
		// must not come too early.
		rest := time.After(pause)
		before := func() {
			select {
			case <-rest:
			case <-ctx.Done():
			}
		}
		if i > 0 {
			before()
			before = nil
		}
		done, later := f.poll(ctx, evidence.ToFetch, before)
		if done || f.over || ctx.Err() != nil {
			return
		}
		if later != "" && !dial.Rest(ctx, min(f.patience(later), time.Until(until))) {
			return
		}
	}
}

// patience is how long a refusal of the moment is left alone: a lock goes with
// the other client's session, but a server that wants fewer logins would take
// another one amiss.
func (f *fetchLeg) patience(code string) time.Duration {
	if code == "IN-USE" || code == "INUSE" {
		return min(time.Second, f.opt.Wait/10)
	}
	return f.opt.Wait / 8
}

// cleanUp makes one last bounded attempt to fetch and delete a letter that may
// have been accepted.
func (f *fetchLeg) cleanUp(ctx context.Context) {
	if f.over || f.got.deleted || f.opt.Keep || f.cleaned {
		return
	}
	f.cleaned = true
	f.dropAhead() // it ends with the context that was interrupted
	limit, pauses := cleanUpLimit, []time.Duration{0, 500 * time.Millisecond, 2 * time.Second}
	if ctx.Err() != nil {
		limit, pauses = endLimit, []time.Duration{0, 300 * time.Millisecond, 500 * time.Millisecond}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	f.progress("clean up", f.server.Host)
	for _, pause := range pauses {
		if !dial.Rest(ctx, pause) {
			return
		}
		if done, _ := f.poll(ctx, evidence.ToCleanUp, nil); done || f.over {
			return
		}
	}
}
