package leaving

import (
	"testing"
	"time"
)

func TestSplitLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line    string
		program program
		stamp   stamp
		text    string
	}{
		{"Mar  3 12:22:34 mail dovecot: pop3-login: x", dovecot, stamp{0, 3, 3}, "pop3-login: x"},
		{"Mar 03 12:22:34 mail dovecot[12]: pop3-login: x", dovecot, stamp{0, 3, 3}, "pop3-login: x"},
		{"Mar 3 12:22:34 mail dovecot[12]: pop3-login: x", dovecot, stamp{0, 3, 3}, "pop3-login: x"},
		{"Mar 13 12:22:34.123456 mail pop3d-ssl: LOGIN, x", courier, stamp{0, 3, 13}, "LOGIN, x"},
		{"<22>Mar 13 12:22:34 pop3d: LOGIN, x", courier, stamp{0, 3, 13}, "LOGIN, x"},
		{"2026-11-25T08:42:33.123+09:00 mail postfix/smtps/smtpd[3]: 4F: client=x", postfix, stamp{2026, 11, 25}, "4F: client=x"},
		{"2026-11-25T08:42:33+0900 mail postfix/submission/smtpd[3]: 4F: client=x", postfix, stamp{2026, 11, 25}, "4F: client=x"},
		{"Wed 2026-11-25 08:42:33 JST mail postfix-in/smtpd[3]: 4F: client=x", postfix, stamp{2026, 11, 25}, "4F: client=x"},
		{"<22>1 2026-11-25T08:42:33Z mail dovecot 7 - - pop3-login: x", dovecot, stamp{2026, 11, 25}, "pop3-login: x"},
		{"<22>1 2026-11-25T08:42:33Z mail dovecot 7 - [a@1 b=\"c\"] \ufeffpop3-login: x", dovecot, stamp{2026, 11, 25}, "pop3-login: x"},
		{"Nov 25 08:42:33 pop3-login: Info: x", dovecot, stamp{0, 11, 25}, "pop3-login: Info: x"},
		{"Nov 25 08:42:33 pop3(a@b)<7><s>: Info: x", dovecot, stamp{0, 11, 25}, "pop3(a@b)<7><s>: Info: x"},
		{"2026-11-25 08:42:33 1xW8lA-0001ps-0d <= a@b", exim, stamp{2026, 11, 25}, "1xW8lA-0001ps-0d <= a@b"},
		{"2026-11-25 08:42:33.123 +0900 [77] 1xW8lA-0001ps-0d <= a@b", exim, stamp{2026, 11, 25}, "[77] 1xW8lA-0001ps-0d <= a@b"},
		{"Nov 25 08:42:33 mail exim4[5]: 2026-11-25 08:42:33 1xW8lA-0001ps-0d <= a@b", exim, stamp{0, 11, 25}, "2026-11-25 08:42:33 1xW8lA-0001ps-0d <= a@b"},
		{"Nov 25 08:42:33 mail sshd[5]: x", nobody, stamp{}, ""},
		{"-- Boot 1234 --", nobody, stamp{}, ""},
		{"Foo 25 08:42:33 mail dovecot: x", nobody, stamp{}, ""},
		{"", nobody, stamp{}, ""},
	} {
		l, ok := splitLine([]byte(tt.line))
		if !ok {
			l = line{}
		}
		if l.program != tt.program || l.stamp != tt.stamp || string(l.text) != tt.text {
			t.Errorf("%q: %+v %q", tt.line, l, l.text)
		}
	}
}

// Lines without a year get it from the age of their file.
func TestYears(t *testing.T) {
	t.Parallel()
	until := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	type at = stamp
	for _, tt := range []struct {
		name        string
		stamps      []stamp
		first, last string
	}{
		{"this year", []stamp{at{0, 9, 1}, at{0, 11, 25}}, "2026-09-01", "2026-11-25"},
		{"a copy of an old file", []stamp{at{0, 12, 1}, at{0, 12, 31}}, "2025-12-01", "2025-12-31"},
		{"over New Year", []stamp{at{0, 12, 30}, at{0, 1, 2}}, "2025-12-30", "2026-01-02"},
		{"a straggler after New Year", []stamp{at{0, 12, 31}, at{0, 1, 1}, at{0, 12, 31}, at{0, 1, 1}}, "2025-12-31", "2026-01-01"},
		{"a clock that is ahead", []stamp{at{0, 11, 26}}, "2026-11-26", "2026-11-26"},
		{"a year and a day", []stamp{at{0, 11, 25}, at{0, 3, 1}, at{0, 7, 1}, at{0, 11, 25}}, "2025-11-25", "2026-11-25"},
		{"two years", []stamp{at{0, 11, 20}, at{0, 3, 1}, at{0, 8, 1}, at{0, 12, 1}, at{0, 4, 1}, at{0, 8, 1}, at{0, 11, 25}}, "2024-11-20", "2026-11-25"},
		{"rotated logs piped newest first", []stamp{at{0, 1, 4}, at{0, 1, 10}, at{0, 12, 28}, at{0, 1, 3}, at{0, 12, 20}}, "2025-12-20", "2026-01-10"},
		{"a leap day", []stamp{at{0, 2, 29}}, "2024-02-29", "2024-02-29"},
		{"rsyslog's new form takes over", []stamp{at{0, 9, 1}, at{2026, 9, 2}}, "2026-09-01", "2026-09-02"},
	} {
		c := calendar{until: dayOf(until)}
		for _, s := range tt.stamps {
			if _, ok := c.day(s); !ok {
				t.Fatalf("%s: %v", tt.name, s)
			}
		}
		years := c.settle()
		if first, last := c.first.years(years).String(), c.last.years(years).String(); first != tt.first || last != tt.last {
			t.Errorf("%s: %s to %s, want %s to %s", tt.name, first, last, tt.first, tt.last)
		}
	}
}

// FuzzLine: whatever stands in a log, it is read to its end.
func FuzzLine(f *testing.F) {
	for _, s := range []string{
		"Nov 25 08:42:33 mail dovecot: pop3-login: Login: user=<a@b>, method=PLAIN, rip=209.85.221.41, session=<s>",
		"Nov 25 08:42:33 mail dovecot: pop3(a@b)<7><s>: Disconnected: Logged out top=0/0, retr=1/900, del=1/1, size=880",
		"Nov 25 08:42:33 mail dovecot: service=pop3, user=a@b, ip=[209.85.221.41]. Logged out top=0/0, retr=1/900, del=1/1, size=880",
		"Nov 25 08:42:33 mail pop3d: LOGOUT, user=a@b, ip=[::ffff:209.85.221.41], port=[1], top=0, retr=9, rcvd=1, sent=1, time=0",
		"Nov 25 08:42:33 mail postfix/smtpd[3]: 4F: client=mail-wr1-f41.google.com[209.85.221.41], sasl_method=PLAIN, sasl_username=a@b",
		"2026-11-25 08:42:33 1xW8lA-0001ps-0d <= a@b H=mail-wr1-f41.google.com [209.85.221.41] P=esmtpsa A=plain:a@b S=9",
		"<22>1 2026-11-25T08:42:33Z mail exim 7 - - 1xW8lA-0001ps-0d <= a@b H= [209.85.221.41] P=esmtpsa A=plain:a@b S=9",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r := NewReader(NewGoogle())
		if err := r.Read(t.Context(), Source{Until: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC), R: newPlain(text)}); err != nil {
			t.Fatal(err)
		}
		res := r.Result(time.Time{}, nil)
		for _, b := range res.Boxes {
			if len(b.Months) == 0 && b.LastSeen == "" {
				t.Fatalf("a mailbox from nothing: %+v", b)
			}
		}
	})
}
