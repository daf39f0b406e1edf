package leaving

import (
	"bytes"
	"slices"
)

// table has the mailboxes by name.
type table map[string]*box

// box is what was counted of a mailbox.
type box struct {
	months []tally // ascending
	by     How
	// Of the last POP3 session of Gmail's whose end was read (Dovecot): the
	// mailbox when it began and what was deleted of it.
	sizeDay   day
	size      int64 // bytes in INBOX; valid where sized
	emptied   bool  // all of it was deleted
	sized     bool
	firstPOP  day // of what is certain
	lastPOP   day
	firstSent day
	lastSent  day
	maybeDay  day // the last from an address that may not be Gmail's
}

// tally counts one month of a mailbox. Only sessions that are certainly Gmail's
// count, but for the maybes.
type tally struct {
	month                    month
	logins, sent             int64
	maybeLogins, maybeSent   int64
	ends                     int64 // sessions whose end, and so whose figures, were read
	messages, bytes          int64 // retrieved; messages stay 0 where only bytes are logged
	deleted, deletedBytes    int64
	mayDelete, countsMessage bool // the server logs deletions; it counts messages
	courier                  *server
	couriers                 bool // more than one
}

// logsDeletions tells whether a deletion would have been seen.
func (t *tally) logsDeletions() bool {
	return t.mayDelete || t.courier != nil && !t.couriers && t.courier.logsDeletions
}

func (t *tally) on(s *server) {
	if s == nil {
		return
	}
	t.couriers = t.couriers || t.courier != nil && t.courier != s
	t.courier = s
}

func (b *box) in(m month) *tally {
	for i := len(b.months) - 1; i >= 0; i-- { // nearly always the last
		if b.months[i].month == m {
			return &b.months[i]
		}
		if b.months[i].month < m {
			b.months = slices.Insert(b.months, i+1, tally{month: m})
			return &b.months[i+1]
		}
	}
	b.months = slices.Insert(b.months, 0, tally{month: m})
	return &b.months[0]
}

func (t *tally) add(u tally) {
	t.logins += u.logins
	t.sent += u.sent
	t.maybeLogins += u.maybeLogins
	t.maybeSent += u.maybeSent
	t.ends += u.ends
	t.messages += u.messages
	t.bytes += u.bytes
	t.deleted += u.deleted
	t.deletedBytes += u.deletedBytes
	t.mayDelete = t.mayDelete || u.mayDelete
	t.countsMessage = t.countsMessage || u.countsMessage
	t.on(u.courier)
	t.couriers = t.couriers || u.couriers
}

// add takes in the boxes of a source, moved by years.
func (t table) add(u table, years int) {
	for name, b := range u {
		if years != 0 {
			b.move(years)
		}
		if t[name] == nil {
			t[name] = b
		} else {
			t[name].merge(b)
		}
	}
}

func (b *box) move(years int) {
	for i := range b.months {
		b.months[i].month += month(12 * years)
	}
	for _, d := range []*day{&b.sizeDay, &b.firstPOP, &b.lastPOP, &b.firstSent, &b.lastSent, &b.maybeDay} {
		if *d != 0 {
			*d = d.years(years)
		}
	}
}

func (b *box) merge(o *box) {
	for _, t := range o.months {
		b.in(t.month).add(t)
	}
	b.by |= o.by
	if o.sized && (!b.sized || o.sizeDay >= b.sizeDay) {
		b.sized, b.sizeDay, b.size, b.emptied = true, o.sizeDay, o.size, o.emptied
	}
	b.firstPOP, b.lastPOP = earlier(b.firstPOP, o.firstPOP), max(b.lastPOP, o.lastPOP)
	b.firstSent, b.lastSent = earlier(b.firstSent, o.firstSent), max(b.lastSent, o.lastSent)
	b.maybeDay = max(b.maybeDay, o.maybeDay)
}

// earlier of two days, of which 0 is none.
func earlier(a, b day) day {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// login counts a POP3 login.
func (b *box) login(d day, how How) {
	t := b.in(d.month())
	b.by |= how
	if how.certain() {
		t.logins++
		b.firstPOP, b.lastPOP = earlier(b.firstPOP, d), max(b.lastPOP, d)
	} else {
		t.maybeLogins++
		b.maybeDay = max(b.maybeDay, d)
	}
}

// letter counts a letter that was sent with a login.
func (b *box) letter(d day, how How) {
	t := b.in(d.month())
	b.by |= how
	if how.certain() {
		t.sent++
		b.firstSent, b.lastSent = earlier(b.firstSent, d), max(b.lastSent, d)
	} else {
		t.maybeSent++
		b.maybeDay = max(b.maybeDay, d)
	}
}

// longestName: RFC 5321 section 4.5.3.1 allows 64 octets, an at sign and 255.
const longestName = 320

// mailboxName is a user name in the form in which names are compared: servers
// take them in any case, and log them as they were typed.
func mailboxName(user []byte) string { return string(bytes.ToLower(user)) }

func plausible(user []byte) bool { return len(user) > 0 && len(user) <= longestName }
