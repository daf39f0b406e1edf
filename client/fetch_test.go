package client

import (
	"context"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
)

// TestNoSnapshot: without a snapshot only the full match is deleted.
func TestNoSnapshot(t *testing.T) {
	t.Parallel()
	for _, damaged := range []bool{false, true} {
		m := &mailbox{}
		m.put("Subject: old\r\n\r\nold\r\n")
		m.deliver = func(letter string) {
			if damaged {
				letter += "-- \r\nscanned by x\r\n"
			}
			m.put(letter)
		}
		first := true
		s := serve(t, m.smtp(nil), m.pop(func(line string) string {
			if strings.HasPrefix(line, "PASS") && first {
				first = false
				return "-ERR [IN-USE] locked"
			}
			return ""
		}))
		trip := s.run(t, context.Background(), options())
		if trip.Returned == nil || trip.Comparison.BodyEqual == damaged || trip.Deleted == damaged {
			t.Errorf("damaged %v: deleted %v, %+v", damaged, trip.Deleted, trip.Comparison)
		}
		if left := len(m.all()); damaged && left != 2 || !damaged && left != 1 {
			t.Errorf("damaged %v: %d left", damaged, left)
		}
	}
}

// TestWithout: servers that lack UIDL, TOP or unique ids are got round.
func TestWithout(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(string) string{
		"UIDL": func(line string) string {
			if strings.HasPrefix(line, "UIDL") {
				return "-ERR unknown command"
			}
			return ""
		},
		"TOP": func(line string) string {
			if strings.HasPrefix(line, "TOP") {
				return "-ERR unknown command"
			}
			return ""
		},
	} {
		m := &mailbox{}
		m.put("Subject: old\r\n\r\nold\r\n")
		trip := serve(t, m.smtp(nil), m.pop(answer)).run(t, context.Background(), options())
		if trip.Returned == nil || !trip.Deleted || ended(trip.Sessions(evidence.FetchLeg)) != "" || len(m.all()) != 1 {
			t.Errorf("%s: returned %v, deleted %v, %q", name, trip.Returned != nil, trip.Deleted, ended(trip.Sessions(evidence.FetchLeg)))
		}
	}
}

// TestBounce: a report about the letter ends the wait and is read.
func TestBounce(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	m.deliver = func(letter string) {
		m.put("Return-Path: <>\r\nFrom: MAILER-DAEMON@x.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n" +
			"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; info@customer.test\r\nAction: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 full\r\n\r\n" +
			"--b\r\nContent-Type: message/rfc822\r\n\r\n" + letter + "\r\n--b--\r\n")
	}
	trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, context.Background(), options())
	if trip.Bounce == nil || trip.BounceReport.Status != "5.2.2" || trip.Returned != nil || trip.Deleted || len(m.all()) != 1 {
		t.Errorf("%+v", trip.BounceReport)
	}
	for i, s := range trip.Sessions(evidence.FetchLeg) {
		if s.Step(evidence.StageRetr) != nil && i != len(trip.Sessions(evidence.FetchLeg))-1 {
			t.Error("looked again after the bounce was read")
		}
	}
}

// TestUnconfirmedQuit: where the server does not confirm a deletion, the mailbox
// is looked at again, once, and nothing is claimed that was not seen.
func TestUnconfirmedQuit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		carriedOut bool
		without    string // a command that the server lacks
		after      string // what PASS gets after QUIT
		want       evidence.Fate
		logins     int
	}{
		"gone":                    {carriedOut: true, want: evidence.FateGone, logins: 3},
		"there":                   {want: evidence.FateThere, logins: 3},
		"gone, no UIDL":           {carriedOut: true, without: "UIDL", want: evidence.FateGone, logins: 3},
		"there, no UIDL":          {without: "UIDL", want: evidence.FateThere, logins: 3},
		"gone, no TOP":            {carriedOut: true, without: "TOP", want: evidence.FateGone, logins: 3},
		"there, no TOP":           {without: "TOP", want: evidence.FateThere, logins: 3},
		"login refused":           {carriedOut: true, after: "-ERR no", want: evidence.FateUnknown, logins: 3},
		"hangs up":                {carriedOut: true, after: "+OK\r\n-ERR\r\n", want: evidence.FateUnknown, logins: 3},
		"locked for a while":      {carriedOut: true, after: "-ERR [IN-USE] locked", want: evidence.FateGone, logins: 4},
		"locked, and still there": {after: "-ERR [IN-USE] locked", want: evidence.FateThere, logins: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &mailbox{}
			m.put("Subject: old\r\n\r\nold\r\n")
			var marked, refused bool
			s := serve(t, m.smtp(nil), m.pop(func(line string) string {
				word, _, _ := strings.Cut(line, " ")
				switch {
				case word == c.without:
					return "-ERR unknown command"
				case word == "DELE":
					marked = true
				case word == "QUIT" && marked:
					if c.carriedOut {
						m.remove(map[string]bool{"u2": true})
					}
					return "-ERR no answer that counts"
				case word == "PASS" && marked && c.after != "" && !refused:
					refused = true
					return c.after
				}
				return ""
			}))
			trip := s.run(t, context.Background(), options())
			if trip.Unconfirmed != c.want || trip.Deleted != (c.want == evidence.FateGone) || trip.Returned == nil {
				t.Errorf("%q, deleted %v, returned %v", trip.Unconfirmed, trip.Deleted, trip.Returned != nil)
			}
			if got := count(s.pop.Heard(), "PASS"); got != c.logins {
				t.Errorf("%d logins, want %d", got, c.logins)
			}
			if got, want := len(m.all()), 2-boolInt(c.carriedOut); got != want {
				t.Errorf("%d messages, want %d", got, want)
			}
		})
	}
}

// TestTakenMeanwhile: another client deletes a message between the list and the
// look at it. That is no fault of the server, and the letter is found.
func TestTakenMeanwhile(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	m.deliver = func(letter string) { m.put("Subject: theirs\r\n\r\nx\r\n", letter) }
	gone := func(line string) string { // the first of the new messages, looked at last
		if line == "TOP 1 0" || line == "RETR 1" {
			return "-ERR Message 1 expunged."
		}
		return ""
	}
	trip := serve(t, m.smtp(nil), m.pop(gone)).run(t, context.Background(), options())
	if trip.Returned == nil || !trip.Deleted || ended(trip.Sessions(evidence.FetchLeg)) != "" {
		t.Errorf("returned %v, deleted %v, %q", trip.Returned != nil, trip.Deleted, ended(trip.Sessions(evidence.FetchLeg)))
	}
}

// TestBigMailbox: 20,000 other messages cost little and stay.
func TestBigMailbox(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	for range 20000 {
		m.put("Subject: old\r\n\r\nold\r\n")
	}
	opt := options()
	opt.Timeout = 5 * time.Second
	trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, context.Background(), opt)
	if trip.Returned == nil || !trip.Deleted || len(m.all()) != 20000 {
		t.Errorf("returned %v, deleted %v, %d left", trip.Returned != nil, trip.Deleted, len(m.all()))
	}
	for _, left := range m.all() {
		if !strings.HasPrefix(left.text, "Subject: old\r\n") {
			t.Errorf("not one of the others is left: %.60q", left.text)
		}
	}
	for _, f := range trip.Sessions(evidence.FetchLeg) {
		if st := f.Step(evidence.StageUIDL); st != nil && len(st.Reply.Text) > 65 {
			t.Errorf("%d lines were kept", len(st.Reply.Text))
		}
	}
}

// TestForeignMail: big messages, reports about other letters, and a server
// whose TOP sends everything, do not keep the letter from being found.
func TestForeignMail(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(string) string{
		"": nil,
		"no TOP": func(line string) string {
			if strings.HasPrefix(line, "TOP") {
				return "-ERR unknown command"
			}
			return ""
		},
	} {
		m := &mailbox{}
		big := "Subject: big\r\n\r\n" + strings.Repeat(strings.Repeat("x", 70)+"\r\n", 30000)
		m.deliver = func(letter string) {
			m.put(letter, big, "Return-Path: <>\r\nFrom: MAILER-DAEMON@x.test\r\n"+big, "From: MAILER-DAEMON@x.test\r\nContent-Type: multipart/report; boundary=b\r\n\r\nnonsense\r\n")
		}
		opt := options()
		opt.Timeout = 2 * time.Second
		trip := serve(t, m.smtp(nil), m.pop(answer)).run(t, context.Background(), opt)
		if trip.Returned == nil || !trip.Deleted || trip.Bounce != nil || len(m.all()) != 3 || ended(trip.Sessions(evidence.FetchLeg)) != "" {
			t.Errorf("%s: returned %v, deleted %v, bounce %v, %d left, %q", name, trip.Returned != nil, trip.Deleted, trip.Bounce != nil, len(m.all()), ended(trip.Sessions(evidence.FetchLeg)))
		}
	}
}
