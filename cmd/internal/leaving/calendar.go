package leaving

import (
	"fmt"
	"time"
)

// day is a civil day: days since 1970-01-01 by the log's own clock.
type day int32

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return civil(y, int(m), d)
}

// civil counts days without a time zone; months run from 1.
func civil(y, m, d int) day {
	return day(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) date() (y, m, dd int) {
	year, month, dd := time.Unix(int64(d)*86400, 0).UTC().Date()
	return year, int(month), dd
}

func (d day) String() string {
	y, m, dd := d.date()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

// month is years*12 + month-1.
type month int32

func (d day) month() month {
	y, m, _ := d.date()
	return month(y*12 + m - 1)
}

func (m month) String() string { return fmt.Sprintf("%04d-%02d", m/12, m%12+1) }

// stamp is a line's date as it stands there; year is 0 where it has none.
type stamp struct{ year, month, day int }

func (s stamp) valid() bool {
	return s.month >= 1 && s.month <= 12 && s.day >= 1 && s.day <= 31
}

// calendar turns the stamps of one source into days. Without a year (RFC 3164
// section 4.1.2) the first line is of the latest year that the source's age
// allows, and each step from December to January is a new year. A log that turns
// out to end after its own last change is moved back by whole years at the end.
type calendar struct {
	until       day
	guess, turn int // year of the first line without one; steps over New Year since
	lastMonth   int
	logged      bool // some line had a year
	guessed     bool // some line had none
	any         bool
	first, last day
	// The stamp of the line before, most often the same.
	same    stamp
	sameDay day
}

func (c *calendar) day(s stamp) (day, bool) {
	if s == c.same && c.any {
		return c.sameDay, true
	}
	if !s.valid() {
		return 0, false
	}
	year := s.year
	if year == 0 {
		year = c.infer(s)
	} else {
		c.logged = true
	}
	d := civil(year, s.month, s.day)
	if !c.any || d < c.first {
		c.first = d
	}
	if !c.any || d > c.last {
		c.last = d
	}
	c.any, c.same, c.sameDay = true, s, d
	return d, true
}

func (c *calendar) infer(s stamp) int {
	if !c.guessed {
		c.guessed, c.lastMonth = true, s.month
		c.guess, _, _ = c.until.date()
		for civil(c.guess, s.month, s.day) > c.until+1 || s.month == 2 && s.day == 29 && !leap(c.guess) {
			c.guess--
		}
		return c.guess
	}
	switch step := s.month - c.lastMonth; {
	case step <= -6: // December to January
		c.turn++
	case step >= 6: // a straggler of the old year
		c.turn--
	}
	c.lastMonth = s.month
	return c.guess + c.turn
}

func leap(y int) bool { return y%4 == 0 && y%100 != 0 || y%400 == 0 }

// settle returns by how many years all of the source must be moved: none where a
// year was logged, else as many until its last day is possible.
func (c *calendar) settle() (years int) {
	if !c.any || c.logged {
		return 0
	}
	for c.last.years(years) > c.until+1 {
		years--
	}
	return years
}

// years is the same day of another year.
func (d day) years(n int) day {
	if n == 0 {
		return d
	}
	y, m, dd := d.date()
	return civil(y+n, m, dd)
}

func (c *calendar) year() string {
	switch {
	case c.guessed:
		return "inferred"
	case c.logged:
		return "logged"
	}
	return ""
}
