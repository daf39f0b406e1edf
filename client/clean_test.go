package client

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
)

// leftBehind is a mailbox with other people's mail, a letter that was left, one
// whose body was altered, and mail that only looks like a letter.
func leftBehind(t *testing.T) *mailbox {
	t.Helper()
	m := &mailbox{}
	m.put("Subject: old\r\n\r\nold\r\n")
	opt := options()
	opt.Keep = true
	if trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, context.Background(), opt); trip.Returned == nil {
		t.Fatal("no letter came")
	}
	whole := m.all()[1].text
	m.put(
		whole+"\r\nScanned.\r\n",                                                            // u3: altered
		"Subject: Fwd\r\n\r\n"+whole,                                                        // u4: a letter in a body
		strings.Replace(whole, "Message-ID: <", "Message-ID: <x", 1),                        // u5: another's Message-ID
		strings.Replace(whole, "X-Harness-Letter: v1; token=", "X-Harness-Letter: v1; ", 1), // u6: no mark
		"Subject: new\r\n\r\nnew\r\n",
	)
	return m
}

// TestClean: nothing is deleted without being told; then the letter alone; an
// altered one only if it is named; nothing else ever.
func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		how   Cleaning
		fates string
		left  string
	}{
		{Cleaning{}, "u3 altered kept, u2 kept", "u1 u2 u3 u4 u5 u6 u7"},
		{Cleaning{Altered: true}, "u3 altered kept, u2 kept", "u1 u2 u3 u4 u5 u6 u7"},
		{Cleaning{Delete: true}, "u3 altered kept, u2 removed", "u1 u3 u4 u5 u6 u7"},
		{Cleaning{Delete: true, Altered: true}, "u3 altered removed, u2 removed", "u1 u4 u5 u6 u7"},
		{Cleaning{Delete: true, Most: 5}, "u3 altered kept", "u1 u2 u3 u4 u5 u6 u7"},
	} {
		t.Run(fmt.Sprintf("%+v", c.how), func(t *testing.T) {
			t.Parallel()
			m := leftBehind(t)
			s := serve(t, m.smtp(nil), m.pop(nil))
			trip, got, err := Clean(context.Background(), s.account(), options(), c.how)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Done || got.Messages != 7 || ended(trip.Sessions(evidence.FetchLeg)) != "" || len(trip.Sessions(evidence.SendLeg)) != 0 {
				t.Errorf("%+v, %s", got, ended(trip.Sessions(evidence.FetchLeg)))
			}
			if fates(got) != c.fates || uidls(m) != c.left {
				t.Errorf("%s; left %s", fates(got), uidls(m))
			}
			if !c.how.Delete && count(s.pop.Heard(), "DELE") > 0 {
				t.Error("a dry run said DELE")
			}
		})
	}
}

func fates(c *Cleaned) string {
	var out []string
	for _, l := range c.Letters {
		word := l.UIDL + " "
		if l.Altered {
			word += "altered "
		}
		out = append(out, word+string(l.Fate))
	}
	return strings.Join(out, ", ")
}

func uidls(m *mailbox) string {
	var out []string
	for _, mail := range m.all() {
		out = append(out, mail.uidl)
	}
	return strings.Join(out, " ")
}

// TestCleanUnconfirmed: a QUIT without an answer is looked into: the letter is gone
// or there, whatever the server did with it.
func TestCleanUnconfirmed(t *testing.T) {
	t.Parallel()
	for _, commits := range []bool{true, false} {
		m, quits := leftBehind(t), 0
		s := serve(t, m.smtp(nil), m.pop(func(line string) string {
			if line != "QUIT" || quits > 0 {
				return ""
			}
			quits++
			if commits {
				m.remove(map[string]bool{"u2": true})
			}
			return "-ERR some deleted messages were not removed"
		}))
		_, got, err := Clean(context.Background(), s.account(), options(), Cleaning{Delete: true})
		want := map[bool]string{true: "u3 altered kept, u2 removed", false: "u3 altered kept, u2 kept"}[commits]
		if err != nil || got.Done != commits || fates(got) != want {
			t.Errorf("commits %v: %v, %+v, %s", commits, err, got, fates(got))
		}
	}
}

// TestCleanRefused: where the server lets nobody in, nothing is said of letters.
func TestCleanRefused(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	s := serve(t, m.smtp(nil), m.pop(func(line string) string {
		if strings.HasPrefix(line, "PASS") {
			return "-ERR [AUTH] no"
		}
		return ""
	}))
	trip, got, err := Clean(context.Background(), s.account(), options(), Cleaning{Delete: true})
	if err != nil || got.Done || ended(trip.Sessions(evidence.FetchLeg)) != "pass denied" || count(s.pop.Heard(), "PASS") != 1 {
		t.Errorf("%v, %+v, %s", err, got, ended(trip.Sessions(evidence.FetchLeg)))
	}
}

// TestCleanWithoutTop: a server that does not show headers was not looked at.
func TestCleanWithoutTop(t *testing.T) {
	t.Parallel()
	m := leftBehind(t)
	s := serve(t, m.smtp(nil), m.pop(func(line string) string {
		if strings.HasPrefix(line, "TOP") {
			return "-ERR unknown"
		}
		return ""
	}))
	_, got, err := Clean(context.Background(), s.account(), options(), Cleaning{Delete: true})
	if err != nil || got.Done || got.Read != 0 || uidls(m) != "u1 u2 u3 u4 u5 u6 u7" {
		t.Errorf("%v, %+v, left %s", err, got, uidls(m))
	}
}

// TestCleanLocked: a mailbox that stays locked is tried for as long as one may wait,
// with a rest before each login, and then left alone.
func TestCleanLocked(t *testing.T) {
	t.Parallel()
	m := leftBehind(t)
	s := serve(t, m.smtp(nil), m.pop(func(line string) string {
		if strings.HasPrefix(line, "PASS") || strings.HasPrefix(line, "AUTH") {
			return "-ERR [IN-USE] another session has it"
		}
		return ""
	}))
	o := options()
	o.Wait = 100 * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // of a hang
	defer cancel()
	_, got, err := Clean(ctx, s.account(), o, Cleaning{Delete: true})
	if err != nil || ctx.Err() != nil || len(got.Letters) > 0 {
		t.Errorf("%v, %v, %+v", err, ctx.Err(), got)
	}
	if n := count(s.pop.Heard(), "PASS") + count(s.pop.Heard(), "AUTH"); n < 1 || n > 12 {
		t.Errorf("%d logins", n)
	}
}
