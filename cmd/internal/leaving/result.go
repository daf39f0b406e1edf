package leaving

import (
	"slices"
	"time"
)

// Schema is the number of the JSON form, docs/schema/leaving.schema.json.
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
