package leaving

import "bytes"

// cutStamp reads the date before a line and returns what follows the time and its
// zone.
func cutStamp(b []byte) (stamp, []byte, bool) {
	if len(b) < 16 {
		return stamp{}, nil, false
	}
	if b[0] >= '0' && b[0] <= '9' {
		return cutISO(b)
	}
	if m := monthOf(b[0], b[1], b[2]); m > 0 && b[3] == ' ' {
		return cutBSD(m, b[4:])
	}
	// The journal's short-full: a weekday, and the zone as a word after the time.
	if s, rest, ok := cutISO(b[4:]); ok && b[3] == ' ' && isUpper(b[0]) {
		_, rest = word(rest)
		return s, rest, true
	}
	return stamp{}, nil, false
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// cutBSD reads "25 08:42:33 " behind the month; days below ten are written " 3",
// "03" or "3".
func cutBSD(m int, b []byte) (stamp, []byte, bool) {
	if b[0] == ' ' {
		b = b[1:]
	}
	d, n := 0, 0
	for n < 2 && n < len(b) && isDigit(b[n]) {
		d = d*10 + int(b[n]-'0')
		n++
	}
	b = b[n:]
	if n == 0 || len(b) < 10 || b[0] != ' ' || !isClock(b[1:]) {
		return stamp{}, nil, false
	}
	b = b[9:]
	i := bytes.IndexByte(b, ' ') // behind a fraction, if any
	if i < 0 {
		return stamp{}, nil, false
	}
	return stamp{0, m, d}, b[i+1:], true
}

// cutISO reads "2026-11-25T08:42:33.123+09:00 ", and with a blank for the T.
func cutISO(b []byte) (stamp, []byte, bool) {
	if len(b) < 20 || b[4] != '-' || b[7] != '-' || b[10] != 'T' && b[10] != ' ' || !isClock(b[11:]) {
		return stamp{}, nil, false
	}
	var n [10]int
	for i, c := range b[:10] {
		if i != 4 && i != 7 && !isDigit(c) {
			return stamp{}, nil, false
		}
		n[i] = int(c - '0')
	}
	s := stamp{n[0]*1000 + n[1]*100 + n[2]*10 + n[3], n[5]*10 + n[6], n[8]*10 + n[9]}
	rest := b[19:]
	i := bytes.IndexByte(rest, ' ')
	if i < 0 || s.year == 0 {
		return stamp{}, nil, false
	}
	rest = rest[i+1:]
	// Exim writes its zone, if told to, as a word of its own (log_timezone).
	if len(rest) > 6 && (rest[0] == '+' || rest[0] == '-') && isDigit(rest[1]) && rest[5] == ' ' {
		rest = rest[6:]
	}
	return s, rest, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isClock tells whether b begins with HH:MM:SS.
func isClock(b []byte) bool {
	return len(b) >= 8 && isDigit(b[0]) && isDigit(b[1]) && b[2] == ':' && isDigit(b[3]) && isDigit(b[4]) && b[5] == ':' &&
		isDigit(b[6]) && isDigit(b[7])
}

// monthOf is the month of its English name's three letters, or 0: syslog's names
// are English everywhere (RFC 3164 section 4.1.2).
func monthOf(a, b, c byte) int {
	switch string([]byte{a, b, c}) {
	case "Jan":
		return 1
	case "Feb":
		return 2
	case "Mar":
		return 3
	case "Apr":
		return 4
	case "May":
		return 5
	case "Jun":
		return 6
	case "Jul":
		return 7
	case "Aug":
		return 8
	case "Sep":
		return 9
	case "Oct":
		return 10
	case "Nov":
		return 11
	case "Dec":
		return 12
	}
	return 0
}
