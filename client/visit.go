package client

import (
	"errors"

	"harness/client/evidence"
	"harness/client/imapfetch"
	"harness/client/letter"
	"harness/client/popfetch"
	"harness/client/wire"
)

// visit is one session with the new messages.
type visit struct {
	*fetchLeg
	box    maildrop
	topped bool // the server knows TOP
	copies int
	best   *evidence.Letter
	bounce *evidence.Letter
	report *evidence.DeliveryReport // of bounce
	marked []popfetch.Item          // deleted in this session, if QUIT says yes
}

// message looks at one message's header, and fetches it if it is the letter or
// may be its bounce. What is too big for either is left alone.
func (v *visit) message(item popfetch.Item) {
	head, err := v.box.Top(item.N)
	if err != nil && wire.KindOf(err) != evidence.Denied {
		return
	}
	v.topped = v.topped || err == nil
	kin := err == nil && letter.Kin(head, v.token)
	if err == nil && !kin && !letter.MayBeReport(head) {
		v.seen[item.UIDL] = true
		return
	}
	if !kin {
		if item.Size > maxLetter {
			v.seen[item.UIDL] = true
			return
		}
	}
	retr := v.box.Retr
	if err != nil && (v.topped || v.best != nil) {
		// Another client of the mailbox took the message away since the list: a
		// server that knows TOP refuses it for nothing else.
		retr = v.box.TryRetr
	}
	raw, err := retr(item.N, maxLetter)
	if err != nil {
		return
	}
	switch {
	case letter.Kin(raw, v.token):
		v.copies++
		if v.best == nil || letter.Ours(raw, v.token) {
			v.best = listed(item, raw)
		}
		if v.mayDelete(item, raw) && v.box.Dele(item.N) == nil {
			v.marked = append(v.marked, item)
		}
	case letter.MayBeReport(raw):
		if report, ok := letter.ReadReport(raw, v.token); ok {
			v.bounce, v.report = listed(item, raw), &report
		}
		v.seen[item.UIDL] = true
	default:
		v.seen[item.UIDL] = true
	}
}

// mayDelete: the token in both places, From and To ours, and the body unhurt
// or the message new since the snapshot. Where unique-ids are not unique,
// "new" means nothing. Nothing is deleted on less.
func (v *visit) mayDelete(item popfetch.Item, raw []byte) bool {
	if v.opt.Keep || !letter.Ours(raw, v.token) || !letter.Between(raw, v.from.String(), v.to.String()) {
		return false
	}
	fresh := v.snapshot != nil && v.snapshot.unique && item.UIDL != "" && v.snapshot.known[item.UIDL] == 0 && !v.box.Odd()
	return fresh || letter.Unhurt(raw)
}

// leave ends the session; what was found in it is added to what the leg has.
// It tells whether the letter was there.
func (v *visit) leave(got arrival) (arrival, bool) {
	deleted, unconfirmed := false, false
	if len(v.marked) > 0 {
		err := v.box.Quit()
		deleted = err == nil
		unconfirmed = err != nil && !errors.Is(err, imapfetch.ErrStays)
	} else {
		v.box.Leave()
	}
	if v.bounce != nil {
		got.bounce, got.report = v.bounce, v.report
	}
	if v.best == nil {
		return got, false
	}
	c := letter.Compare(v.letter, v.best.Raw)
	got.returned, got.comparison, got.copies = v.best, &c, v.copies
	all := len(v.marked) == v.copies
	got.deleted, got.unconfirmed, got.after = deleted && all, unconfirmed && all, ""
	got.marked = nil
	for _, item := range v.marked {
		if item.UIDL != "" {
			got.marked = append(got.marked, item.UIDL)
		}
	}
	return got, true
}

// listed is a message of the maildrop as evidence.
func listed(item popfetch.Item, raw []byte) *evidence.Letter {
	l := kept(item.UIDL, raw)
	if item.Size >= 0 {
		l.Listed = &item.Size
	}
	return l
}
