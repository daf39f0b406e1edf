package leaving

import (
	"slices"
	"time"
)

// Schema is the number of the JSON form, docs/schema/leaving.json.
const Schema = 1

// Result is what the logs say. Days are by the logs' own clock; sizes are bytes.
type Result struct {
	Schema  int           `json:"schema"`
	Command string        `json:"command"`
	Run     string        `json:"run"`   // the day of the run, YYYY-MM-DD
	First   string        `json:"first"` // of all logs
	Last    string        `json:"last"`
	Days    int           `json:"days"`
	Google  []AddressList `json:"google"`
	Sources []SourceRead  `json:"sources"`
	Lines   Lines         `json:"lines"`
	Months  []Month       `json:"months"`
	Boxes   []Mailbox     `json:"mailboxes"`
}

// Month counts the mailboxes that Gmail used in a month.
type Month struct {
	Month    string `json:"month"` // YYYY-MM
	Fetched  int    `json:"fetched"`
	SentFor  int    `json:"sent_for"`
	Either   int    `json:"either"`
	Deleting int    `json:"deleting"` // fetched, and what was fetched was deleted
}

// Deletes says whether Gmail deletes what it has fetched.
type Deletes string

// Yes and Mixed are by the last month in which letters were fetched: Mixed where
// it deleted less than half as many (the setting was changed, or two Gmail
// accounts fetch). Unknown: nothing was fetched, or the server does not log it.
const (
	Yes     Deletes = "yes"
	No      Deletes = "no"
	Mixed   Deletes = "mixed"
	Unknown Deletes = "unknown"
)

// Mailbox is one that Gmail uses, or may use.
type Mailbox struct {
	Mailbox string `json:"mailbox"`
	// Certain is false where only addresses were seen that may not be Gmail's.
	Certain bool     `json:"certain"`
	By      []string `json:"recognised_by"` // "name", "address", "maybe"
	// Fetches and Sends: within the last 31 days of the logs.
	Fetches  bool    `json:"fetches"`
	Sends    bool    `json:"sends"`
	FirstPOP string  `json:"first_fetch"` // YYYY-MM-DD or ""
	LastPOP  string  `json:"last_fetch"`
	LastSent string  `json:"last_sent"`
	LastSeen string  `json:"last_maybe"` // from an address that may not be Gmail's
	Deletes  Deletes `json:"deletes"`
	// What Gmail fetched a day on average since the first fetch, over Over days; -1
	// where no figures were logged, or for less than a week.
	Inflow int64 `json:"inflow_bytes_day"`
	Over   int   `json:"inflow_days"`
	Quota  int64 `json:"quota_bytes"` // 0: none or not known
	// Used is from the quota file, else INBOX by the last session's figures ("log").
	Used     int64  `json:"used_bytes"` // -1: not known
	UsedFrom string `json:"used_from"`  // "quota", "log" or ""
	// DaysUntilFull once nobody deletes any more; -1 where something for it is not
	// known, or where Gmail leaves its copies and nothing changes.
	DaysUntilFull int            `json:"days_until_full"`
	Months        []MailboxMonth `json:"months"`
}

// MailboxMonth is a mailbox's month. Counts are -1 where the server does not log them.
type MailboxMonth struct {
	Month       string `json:"month"`
	Logins      int64  `json:"pop_logins"`
	Messages    int64  `json:"fetched"`
	Bytes       int64  `json:"fetched_bytes"`
	Deleted     int64  `json:"deleted"`
	Sent        int64  `json:"sent"`
	MaybeLogins int64  `json:"maybe_pop_logins"`
	MaybeSent   int64  `json:"maybe_sent"`
}

// fewestDays: mail has a weekly tide, so less than a week gives no rate.
const fewestDays = 7

// still is how long before the end of the logs a use counts as going on.
const still = 31

// Result sums up what was read. The quotas may be nil.
func (r *Reader) Result(now time.Time, quotas Quotas) *Result {
	res := &Result{Schema: Schema, Command: "leaving", Run: now.Format(time.DateOnly), Google: r.google.Lists(),
		Sources: slices.Clone(r.sources), Lines: r.read, Months: []Month{}, Boxes: []Mailbox{}}
	if res.Sources == nil {
		res.Sources = []SourceRead{}
	}
	for _, s := range r.sources {
		if s.First != "" && (res.First == "" || s.First < res.First) {
			res.First = s.First
		}
		res.Last = max(res.Last, s.Last)
	}
	last := parseDay(res.Last)
	if res.First != "" {
		res.Days = int(last-parseDay(res.First)) + 1
	}
	months := map[month]*Month{}
	for _, name := range r.mailboxes() {
		b := r.total[name]
		res.Boxes = append(res.Boxes, r.mailbox(name, b, last, quotas))
		for _, t := range b.months {
			if t.logins == 0 && t.sent == 0 {
				continue
			}
			m := months[t.month]
			if m == nil {
				m = &Month{Month: t.month.String()}
				months[t.month] = m
			}
			m.Either++
			if t.logins > 0 {
				m.Fetched++
			}
			if t.sent > 0 {
				m.SentFor++
			}
			if d := deletes([]tally{t}); d == Yes || d == Mixed {
				m.Deleting++
			}
		}
	}
	for _, m := range months {
		res.Months = append(res.Months, *m)
	}
	slices.SortFunc(res.Months, func(a, b Month) int {
		if a.Month < b.Month {
			return -1
		}
		return 1
	})
	return res
}

func parseDay(text string) day {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0
	}
	return dayOf(t)
}

func dayText(d day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func (r *Reader) mailbox(name string, b *box, last day, quotas Quotas) Mailbox {
	m := Mailbox{Mailbox: name, Certain: b.by.certain(), By: []string{}, Months: []MailboxMonth{},
		Fetches: b.lastPOP != 0 && last-b.lastPOP < still, Sends: b.lastSent != 0 && last-b.lastSent < still,
		FirstPOP: dayText(b.firstPOP), LastPOP: dayText(b.lastPOP), LastSent: dayText(b.lastSent), LastSeen: dayText(b.maybeDay),
		Deletes: deletes(b.months), Inflow: -1, Used: -1, DaysUntilFull: -1}
	for how, text := range map[How]string{ByName: "name", ByAddress: "address", Maybe: "maybe"} {
		if b.by&how != 0 {
			m.By = append(m.By, text)
		}
	}
	slices.Sort(m.By)
	var ends, bytes int64
	for _, t := range b.months {
		ends += t.ends
		bytes += t.bytes
		mm := MailboxMonth{Month: t.month.String(), Logins: t.logins, Messages: t.messages, Bytes: t.bytes, Deleted: t.deleted,
			Sent: t.sent, MaybeLogins: t.maybeLogins, MaybeSent: t.maybeSent}
		if t.logins > 0 && t.ends == 0 {
			mm.Bytes = -1
		}
		if t.logins > 0 && !t.countsMessage {
			mm.Messages = -1
		}
		if t.logins > 0 && !t.logsDeletions() {
			mm.Deleted = -1
		}
		m.Months = append(m.Months, mm)
	}
	if b.firstPOP != 0 {
		until := b.lastPOP
		if m.Fetches {
			until = last
		}
		m.Over = int(until-b.firstPOP) + 1
	}
	if ends > 0 && m.Over >= fewestDays {
		m.Inflow = bytes / int64(m.Over)
	}
	m.fill(b, quotas[name])
	return m
}

// fill sets what is used and when it is full.
func (m *Mailbox) fill(b *box, q Quota) {
	m.Quota = q.Limit
	switch {
	case q.UsedKnow:
		m.Used, m.UsedFrom = q.Used, "quota"
	case b.sized && b.emptied:
		m.Used, m.UsedFrom = 0, "log"
	case b.sized:
		m.Used, m.UsedFrom = b.size, "log"
	}
	if m.Quota > 0 && m.Used >= 0 && m.Inflow > 0 && m.Deletes != No {
		m.DaysUntilFull = int(max(m.Quota-m.Used, 0) / m.Inflow)
	}
}

// deletes looks at the last month in which something was fetched or deleted.
func deletes(months []tally) Deletes {
	for i := len(months) - 1; i >= 0; i-- {
		t := months[i]
		switch {
		case t.ends == 0 && t.deleted == 0 || t.bytes == 0 && t.deleted == 0:
			continue
		case t.deleted == 0 && t.logsDeletions():
			return No
		case t.deleted == 0:
			return Unknown
		case t.countsMessage && t.deleted*2 < t.messages, !t.countsMessage && t.deletedBytes > 0 && t.deletedBytes*2 < t.bytes:
			return Mixed
		}
		return Yes
	}
	return Unknown
}
