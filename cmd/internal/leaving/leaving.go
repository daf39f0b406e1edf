// Package leaving reads the logs of mail servers and counts, by mailbox and
// month, what Gmail still does there: fetches by POP3 ("Check mail from other
// accounts") and letters sent by SMTP AUTH ("Send mail as"). Google ends both in
// January 2027, and a host can write to exactly the customers that it concerns.
//
// The reader is pure: it is given bytes, how old they can be, and who is Google.
// It goes through each source once and keeps counters, one record a mailbox and
// month, so memory grows with the mailboxes that Gmail uses and not with the logs.
package leaving

import (
	"context"
	"maps"
	"slices"
)

// Reader counts over any number of sources. Give it rotated logs oldest first:
// a POP3 session may begin in one and end in the next.
type Reader struct {
	google   *Google
	total    table
	sessions sessions
	sources  []SourceRead
	read     Lines
	servers  map[string]*server
	now      *reading // the source at hand
}

// NewReader counts what comes from Google.
func NewReader(google *Google) *Reader {
	return &Reader{google: google, total: table{}, sessions: sessions{}, servers: map[string]*server{}}
}

// SourceRead is what was found of one source.
type SourceRead struct {
	Name    string `json:"name"`
	Lines   int64  `json:"lines"`
	Bytes   int64  `json:"bytes"`   // after unpacking
	First   string `json:"first"`   // YYYY-MM-DD by the log's own clock; "" if no line had a date
	Last    string `json:"last"`    //
	Known   int64  `json:"known"`   // lines of the four servers about logins and letters sent with one
	Year    string `json:"year"`    // "logged", "inferred" from the file's age (RFC 3164 has none), or ""
	Trouble string `json:"trouble"` // why it was not read to its end; "" if it was
}

// Lines counts the lines that were understood, over all sources.
type Lines struct {
	POPLogins int64 `json:"pop_logins"` // all, Google's or not
	SMTPSent  int64 `json:"smtp_sent"`  // letters taken in from somebody who logged in, Google's or not
	// Nameless letters came from Gmail by a login whose name is not in the log (Exim's A= without an id).
	Nameless int64 `json:"nameless"`
	// Unmatched ends of POP3 sessions could be Gmail's or another client's of the same mailbox: Dovecot before 2.3
	// names neither process nor session. Their figures are left out.
	Unmatched int64 `json:"unmatched"`
	TooLong   int64 `json:"too_long"` // lines over 64 KiB, skipped
}

// reading is the state that belongs to one source.
type reading struct {
	table    table
	calendar calendar
	name     string
	known    int64
}

// Read counts one source to its end. An error is the source's, and is also kept
// in the result; what was read before it counts.
func (r *Reader) Read(ctx context.Context, src Source) error {
	r.now = &reading{table: table{}, calendar: calendar{until: dayOf(src.Until)}, name: src.Name}
	seen := SourceRead{Name: src.Name}
	err := eachLine(ctx, src.R, func(line []byte) {
		seen.Lines++
		if line == nil {
			r.read.TooLong++
			return
		}
		r.line(line)
	}, &seen.Bytes)
	if err != nil {
		seen.Trouble = err.Error()
	}
	c := &r.now.calendar
	years := c.settle()
	r.total.add(r.now.table, years)
	seen.Known, seen.Year = r.now.known, c.year()
	if c.any {
		seen.First, seen.Last = c.first.years(years).String(), c.last.years(years).String()
	}
	r.sources = append(r.sources, seen)
	return err
}

// line sorts one line by the program that wrote it.
func (r *Reader) line(b []byte) {
	l, ok := splitLine(b)
	if !ok {
		return
	}
	day, ok := r.now.calendar.day(l.stamp)
	if !ok {
		return
	}
	known := false
	switch l.program {
	case dovecot:
		known = r.dovecot(day, l.text)
	case courier:
		known = r.courier(day, r.server(l.host), l.text)
	case postfix:
		known = r.postfix(day, l.text)
	case exim:
		known = r.exim(day, l.text)
	}
	if known {
		r.now.known++
	}
}

// server is one that runs Courier, by the host name in its lines. Whether it was
// seen to log deletions at all (POP3_LOG_DELETIONS) decides what it means that it
// logged none.
type server struct{ logsDeletions bool }

// server is a host's; without a name in the lines each source counts as another.
func (r *Reader) server(host []byte) *server {
	if len(host) == 0 {
		host = []byte("source " + r.now.name)
	}
	s := r.servers[string(host)]
	if s == nil {
		s = &server{}
		r.servers[string(host)] = s
	}
	return s
}

// box is the record of a mailbox in the source at hand.
func (r *Reader) box(user []byte) *box {
	if b := r.now.table[string(user)]; b != nil {
		return b
	}
	name := mailboxName(user)
	b := r.now.table[name]
	if b == nil {
		b = &box{}
		r.now.table[name] = b
	}
	return b
}

// known tells whether Gmail was seen at a mailbox, in this source or before.
func (r *Reader) knows(user []byte) bool {
	return r.now.table[string(user)] != nil || r.total[string(user)] != nil
}

// mailboxes are the names in order.
func (r *Reader) mailboxes() []string { return slices.Sorted(maps.Keys(r.total)) }
