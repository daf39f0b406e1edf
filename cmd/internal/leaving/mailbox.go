package leaving

import "slices"

// fewestDays: mail has a weekly tide, so less than a week gives no rate.
const fewestDays = 7

// still is how long before the end of the logs a use counts as going on.
const still = 31

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
