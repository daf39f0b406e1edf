package ticket

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/report"
)

// Seen is what a look at the servers says of one dialog.
type Seen string

// What may be seen. "Typed" means that the ticket says what stands in the
// dialog; else the names that customers usually type were looked at.
const (
	Fits      Seen = "fits"       // typed, and Gmail would reach the login
	Elsewhere Seen = "elsewhere"  // so it would, and the company's inventory lists the mailbox on another machine
	InClear   Seen = "in-clear"   // typed, works, and sends the password in clear
	WayOut    Seen = "way-out"    // typed, refused; other settings were seen to work
	Mend      Seen = "mend"       // typed, refused; nothing that can be typed helps
	NoName    Seen = "no-name"    // typed, leads nowhere; nothing else is known
	Unclear   Seen = "unclear"    // typed; may be our side or the moment
	UsualFits Seen = "usual-fits" // not typed; the usual names work
	UsualOut  Seen = "usual-out"  // not typed; the usual names are refused, others were seen to work
	UsualMend Seen = "usual-mend" // not typed; the usual names are refused, and nothing helps
	Unseen    Seen = "unseen"     // not looked at, or nothing to look at was found
)

// allSeen are all of them.
func allSeen() []Seen {
	return []Seen{Fits, Elsewhere, InClear, WayOut, Mend, NoName, Unclear, UsualFits, UsualOut, UsualMend, Unseen}
}

// settled tells whether a dialog is fine as typed.
func settled(l *advice.Leg) bool { return l.Reaches && l.Typed.Security != evidence.Plain }

// seenOf reads a diagnosis for one dialog.
func seenOf(d *report.Diagnosis, leg finding.Leg) (Seen, *advice.Leg) {
	if d == nil || d.Advice == nil {
		return Unseen, nil
	}
	i := slices.IndexFunc(d.Advice.Legs, func(l advice.Leg) bool { return l.Leg == leg })
	if i < 0 {
		return Unseen, nil
	}
	l := &d.Advice.Legs[i]
	rows := rowsOf(d, leg)
	if l.Typed.Host == "" {
		return seenUsual(l, rows), l
	}
	row := typedRow(l, rows)
	switch {
	case l.Listed != nil && l.Reaches:
		return Elsewhere, l
	case settled(l):
		return Fits, l
	case l.Typed.Security == evidence.Plain && l.Reaches, l.Typed.Security == evidence.Plain && row != nil && row.Outcome == advice.Accepts:
		return InClear, l
	case l.Advised() != nil && row != nil && (row.Outcome == advice.Refuses || row.Outcome == advice.NoSuchName):
		return WayOut, l
	case row == nil, row.Outcome == advice.Unclear, row.Outcome == advice.NotLooked:
		return Unclear, l
	case row.Outcome == advice.NoSuchName:
		return NoName, l
	case l.Mend:
		return Mend, l
	}
	return Unclear, l
}

func seenUsual(l *advice.Leg, rows []*advice.Row) Seen {
	accepts, refuses := false, false
	for _, r := range rows {
		accepts = accepts || r.Outcome == advice.Accepts
		refuses = refuses || r.Outcome == advice.Refuses
	}
	switch {
	case accepts && !refuses:
		return UsualFits
	case accepts: // some of the usual names: which one is typed decides
		return UsualFits
	case refuses && l.Best() != nil:
		return UsualOut
	case refuses && l.Mend:
		return UsualMend
	}
	return Unseen
}

// refusedElsewhere tells whether a login was refused by a machine on which the
// mailbox is not.
func (m *matter) refusedElsewhere() bool {
	return slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.seen == Elsewhere && d.cause == Login })
}

// listedHere tells whether the company's inventory knows where the mailbox is,
// and nothing is typed against it.
func (m *matter) listedHere() bool {
	return slices.ContainsFunc(m.dialogs, func(d *dialog) bool {
		return d.run != nil && d.run.Before != nil && d.run.Before.Trip != nil && len(d.run.Before.Trip.Homes) > 0 && d.leg0 != nil && d.leg0.Listed == nil
	})
}

func rowsOf(d *report.Diagnosis, leg finding.Leg) []*advice.Row {
	var out []*advice.Row
	for i := range d.Advice.Rows {
		if d.Advice.Rows[i].Leg == leg {
			out = append(out, &d.Advice.Rows[i])
		}
	}
	return out
}

// typedRow is the row of a dialog as it was typed.
func typedRow(l *advice.Leg, rows []*advice.Row) *advice.Row {
	for _, r := range rows {
		if r.Host == l.Typed.Host && r.Port == l.Typed.Port && r.Security == l.Typed.Security {
			return r
		}
	}
	return nil
}

// telling is the row that says what is wrong: as typed, else the first of the
// usual names that is refused.
func telling(d *report.Diagnosis, l *advice.Leg) *advice.Row {
	rows := rowsOf(d, l.Leg)
	if l.Typed.Host != "" {
		return typedRow(l, rows)
	}
	for _, r := range rows {
		if r.Outcome == advice.Refuses {
			return r
		}
	}
	return nil
}
