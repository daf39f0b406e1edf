package client

import (
	"context"
	"slices"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/letter"
	"harness/client/popfetch"
)

// Cleaning says what Clean does.
type Cleaning struct {
	Delete  bool          // remove the letters whose mark, Message-ID and body agree; else look alone
	Altered bool          // with Delete: also those whose body is another than the mark's
	Since   time.Duration // how far back it reads, by the time of receipt; 0: 30 days
	Most    int           // how many messages it reads; 0: 1000
}

// Cleaned is what Clean saw and did.
type Cleaned struct {
	Done     bool   // it got to its end
	Messages int    // in the mailbox
	Read     int    // whose headers were read, newest first
	Letters  []Left // none is deleted in the mailbox but those that are Removed
}

// Left is a letter that an earlier run left behind.
type Left struct {
	UIDL    string // "" where the server has none
	Token   string
	Sent    time.Time // by its mark
	Altered bool      // its body is not the one that its mark was made for
	Fate    Fate
}

// Fate is what became of a letter that was left behind.
type Fate string

// The fates.
const (
	Kept    Fate = "kept"    // it was not to be removed
	Removed Fate = "removed" // the server said so, or it is not there any more
	Unknown Fate = "unknown" // the server did not say, and could not be asked again
)

const (
	cleanSince = 30 * 24 * time.Hour
	cleanMost  = 1000
	oldInARow  = 20 // older messages one after the other, behind which nothing newer is looked for
)

// Clean finds the letters that earlier runs left in a mailbox, and removes those
// that are certainly letters if it is told to. Like RoundTrip it gives a Trip,
// of the fetching leg alone, and an error only where it could not run at all.
// Nothing but the server's QUIT makes a removal true: where it is interrupted,
// the mailbox is as it was (RFC 1939 section 6).
func Clean(ctx context.Context, acc account.Account, opt Options, how Cleaning) (*evidence.Trip, *Cleaned, error) {
	opt.Only = evidence.FetchLeg
	t, err := prepare(acc, opt)
	if err != nil {
		return nil, nil, err
	}
	if how.Since <= 0 {
		how.Since = cleanSince
	}
	if how.Most <= 0 {
		how.Most = cleanMost
	}
	if err := t.guess(ctx); err != nil {
		return nil, nil, err
	}
	began := time.Now()
	t.mask = Mask(t.acc)
	t.lookUp(ctx)
	c := &cleaner{fetchLeg: newFetchLeg(t), how: how}
	c.run(ctx)
	stopped := ""
	if ctx.Err() != nil {
		stopped = "interrupted"
	}
	out := t.record(submission{}, c.fetchLeg, nil, stopped)
	out.Took = evidence.Duration(time.Since(began))
	for i := range c.out.Letters {
		c.out.Letters[i].UIDL = string(t.mask.Text([]byte(c.out.Letters[i].UIDL)))
	}
	return out, &c.out, nil
}

// cleaner is one Clean under way.
type cleaner struct {
	*fetchLeg
	how     Cleaning
	out     Cleaned
	numbers []int // of out.Letters in the session
}

// run opens the mailbox, again where another client has it locked.
func (c *cleaner) run(ctx context.Context) {
	until := time.Now().Add(c.opt.Wait)
	for {
		box, later := c.openBox(ctx, evidence.ToFetch, nil)
		if box != nil {
			c.session(ctx, box)
			return
		}
		if c.over || ctx.Err() != nil || later == "" && c.failures > 1 {
			return
		}
		rest := min(c.patience(later), time.Until(until))
		if rest <= 0 || !dial.Rest(ctx, rest) { // the wait is over: no login follows another at once
			return
		}
	}
}

// session looks through the mailbox once.
func (c *cleaner) session(ctx context.Context, box maildrop) {
	c.progress("look for letters", c.server.Host)
	items, unique, err := box.List()
	if err != nil {
		box.Leave()
		c.sessions = append(c.sessions, box.Session())
		return
	}
	c.out.Messages = len(items)
	whole := c.read(ctx, box, items)
	marked := c.mark(box)
	if len(marked) == 0 {
		box.Leave()
		c.sessions = append(c.sessions, box.Session())
		c.out.Done = whole
		return
	}
	// What was interrupted does not say QUIT: nothing is removed by halves.
	confirmed := false
	if ctx.Err() == nil {
		confirmed = box.Quit() == nil
	} else {
		box.Abandon()
	}
	c.sessions = append(c.sessions, box.Session())
	fate := Unknown
	switch {
	case confirmed:
		fate = Removed
	case ctx.Err() != nil:
		fate = Kept
	}
	for _, i := range marked {
		c.out.Letters[i].Fate = fate
	}
	if fate == Unknown && unique {
		c.askAgain(ctx, marked)
	}
	c.out.Done = whole && !slices.ContainsFunc(marked, func(i int) bool { return c.out.Letters[i].Fate != Removed })
}

// read looks at headers, newest first, and fetches what bears a mark. It tells
// whether it came to its end.
func (c *cleaner) read(ctx context.Context, box maildrop, items []popfetch.Item) bool {
	now, old := c.opt.Now(), 0
	for _, item := range slices.Backward(items) {
		if c.out.Read >= c.how.Most || old >= oldInARow {
			break
		}
		if ctx.Err() != nil || box.Broken() {
			return false
		}
		head, err := box.Top(item.N)
		if err != nil {
			if box.Broken() {
				return false
			}
			continue // another client of the mailbox took it away
		}
		c.out.Read++
		if at := letter.Received(head); !at.IsZero() && now.Sub(at) > c.how.Since {
			old++
		} else {
			old = 0
		}
		left, ok := letter.Marked(head)
		if !ok || item.Size > maxLetter {
			continue
		}
		raw, err := box.TryRetr(item.N, maxLetter)
		if err != nil {
			continue
		}
		if again, ok := letter.Marked(raw); !ok || again != left {
			continue // TOP and RETR do not show the same message
		}
		c.out.Letters = append(c.out.Letters, Left{
			UIDL: item.UIDL, Token: left.Token, Sent: time.Unix(left.Sent, 0).UTC(), Altered: !letter.Unhurt(raw), Fate: Kept,
		})
		c.numbers = append(c.numbers, item.N)
	}
	// A server that shows no header does not know TOP: then nothing was looked at.
	return ctx.Err() == nil && !box.Broken() && (c.out.Read > 0 || len(items) == 0)
}

// mark marks for deletion what is to be removed, and gives their places in
// Cleaned.Letters.
func (c *cleaner) mark(box maildrop) []int {
	var marked []int
	for i, l := range c.out.Letters {
		if !c.how.Delete || box.Broken() || box.Odd() || l.Altered && !c.how.Altered {
			continue
		}
		if box.Dele(c.numbers[i]) == nil {
			marked = append(marked, i)
		}
	}
	return marked
}

// askAgain looks whether letters are still there, after a QUIT that the server
// did not confirm.
func (c *cleaner) askAgain(ctx context.Context, marked []int) {
	box, _ := c.openBox(ctx, evidence.ToFetch, nil)
	if box == nil {
		return
	}
	items, unique, err := box.List()
	box.Leave()
	c.sessions = append(c.sessions, box.Session())
	if err != nil || !unique {
		return
	}
	for _, i := range marked {
		l := &c.out.Letters[i]
		l.Fate = Removed
		if slices.ContainsFunc(items, func(it popfetch.Item) bool { return it.UIDL == l.UIDL }) {
			l.Fate = Kept
		}
	}
}
