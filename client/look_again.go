package client

import (
	"context"
	"slices"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/letter"
	"harness/client/popfetch"
	"harness/client/wire"
)

// lookAgain finds out whether the letter is still there, where the server did
// not confirm that it was taken away: by one more login at most, and by none
// after one that was refused. A mailbox that is still locked by the session
// before is tried again for a moment, as no password is doubted by that.
func (f *fetchLeg) lookAgain(ctx context.Context) {
	if !f.got.unconfirmed {
		return
	}
	f.got.after = evidence.FateUnknown
	if ctx.Err() != nil || f.over || f.refused > 0 {
		return
	}
	f.dropAhead()
	ctx, cancel := context.WithTimeout(ctx, cleanUpLimit)
	defer cancel()
	f.progress("clean up", f.server.Host)
	for _, pause := range []time.Duration{0, 500 * time.Millisecond, 2 * time.Second} {
		if !dial.Rest(ctx, pause) {
			return
		}
		box, later := f.openBox(ctx, evidence.ToCleanUp, nil)
		if box != nil {
			f.got.after = f.whether(box)
			f.sessions = append(f.sessions, box.Session())
			f.got.deleted = f.got.after == evidence.FateGone
			return
		}
		if later == "" {
			return
		}
	}
}

// whether looks for the letter in an opened mailbox, and deletes nothing. It is
// there where one of its unique-ids is, or a header with its token among the
// messages that are new; it is gone where none is. Without unique-ids each of
// those must have been looked at.
func (f *fetchLeg) whether(box maildrop) evidence.Fate {
	defer box.Leave()
	items, unique, err := box.List()
	if err != nil {
		return evidence.FateUnknown
	}
	if unique && slices.ContainsFunc(items, func(it popfetch.Item) bool { return slices.Contains(f.got.marked, it.UIDL) }) {
		return evidence.FateThere
	}
	fresh := f.fresh(items, unique)
	if !unique && (len(fresh) == mostPerPoll || f.snapshot == nil && len(items) > len(fresh)) {
		return evidence.FateUnknown // not all that may be it is looked at
	}
	for _, item := range fresh {
		head, err := box.Top(item.N)
		switch {
		case err == nil && letter.Kin(head, f.token):
			return evidence.FateThere
		case err != nil && (box.Broken() || wire.KindOf(err) != evidence.Denied || !unique):
			return evidence.FateUnknown
		}
	}
	return evidence.FateGone
}
