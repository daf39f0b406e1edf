package client

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
)

// TestRefusedOnce: a refused login is not tried again, and both legs are tried.
func TestRefusedOnce(t *testing.T) {
	t.Parallel()
	no := func(verb, reply string) func(string) string {
		return func(line string) string {
			if strings.HasPrefix(line, verb) {
				return reply
			}
			return ""
		}
	}
	for _, c := range []struct {
		name       string
		smtp, pop  func(string) string
		send       string
		fetch      string
		refusals   int
		auth, pass int
	}{
		{"both", no("AUTH", "535 5.7.8 no"), no("PASS", "-ERR [AUTH] no"), "auth denied", "pass denied", 2, 1, 1},
		{"fetching", nil, no("PASS", "-ERR no"), "", "pass denied", 1, 1, 1},
		{"sending", no("AUTH", "535 5.7.8 no"), nil, "auth denied", "", 1, 1, 1},
		{"of the moment", no("AUTH", "454 4.7.0 later"), no("PASS", "-ERR [SYS/TEMP] later"), "auth denied", "pass denied", 0, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := &mailbox{}
			s := serve(t, m.smtp(c.smtp), m.pop(c.pop))
			opt := options()
			opt.Wait = 100 * time.Millisecond
			trip := s.run(t, context.Background(), opt)
			if ended(trip.Sessions(evidence.SendLeg)) != c.send || ended(trip.Sessions(evidence.FetchLeg)) != c.fetch || trip.Refusals != c.refusals {
				t.Errorf("send %q, fetch %q, refusals %d", ended(trip.Sessions(evidence.SendLeg)), ended(trip.Sessions(evidence.FetchLeg)), trip.Refusals)
			}
			if n := count(s.pop.Heard(), "PASS"); n > c.pass && c.refusals > 0 && c.fetch != "" {
				t.Errorf("%d times PASS", n)
			}
			if n := count(s.smtp.Heard(), "AUTH"); n > c.auth && c.send == "auth denied" && c.refusals > 0 {
				t.Errorf("%d times AUTH", n)
			}
		})
	}
}

// TestGreylisted: a 4xx is tried again within Wait, a 5xx is not.
func TestGreylisted(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"MAIL", "RCPT", "DATA"} {
		for code, want := range map[string]int{"450 4.7.1 greylisted": 3, "550 5.7.1 never": 1} {
			m, tries := &mailbox{}, 0
			s := serve(t, m.smtp(func(line string) string {
				if strings.HasPrefix(line, verb) {
					if tries++; tries < 3 {
						return code
					}
				}
				return ""
			}), m.pop(nil))
			opt := options()
			opt.Wait = time.Second
			trip := s.run(t, context.Background(), opt)
			if len(trip.Sessions(evidence.SendLeg)) != want || (trip.Sent != nil) != (want == 3) {
				t.Errorf("%s %s: %d sessions, sent %v", verb, code, len(trip.Sessions(evidence.SendLeg)), trip.Sent != nil)
			}
		}
	}
}

// TestLocked: [IN-USE] and [LOGIN-DELAY] are waited for.
func TestLocked(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"IN-USE", "LOGIN-DELAY", "SYS/TEMP"} {
		m, n := &mailbox{}, 0
		s := serve(t, m.smtp(nil), m.pop(func(line string) string {
			if strings.HasPrefix(line, "PASS") {
				if n++; n == 2 || n == 3 {
					return "-ERR [" + code + "] wait"
				}
			}
			return ""
		}))
		trip := s.run(t, context.Background(), options())
		if trip.Returned == nil || !trip.Deleted || trip.Refusals != 0 {
			t.Errorf("%s: returned %v, deleted %v, refusals %d", code, trip.Returned != nil, trip.Deleted, trip.Refusals)
		}
	}
}

// TestHangUp: a server that hangs up, or falls silent, after any number of
// lines is survived within the deadline, and nothing is left behind.
func TestHangUp(t *testing.T) {
	t.Parallel()
	after := func(script func(*fake.Peer), lines int, silent bool) func(*fake.Peer) {
		return func(p *fake.Peer) {
			p.OnHear = func(n int) {
				if n <= lines {
					return
				}
				if silent {
					p.Hang()
				}
				p.Close()
			}
			p.OnHear(0 + boolInt(lines < 0))
			script(p)
		}
	}
	for _, silent := range []bool{false, true} {
		kind := map[bool]string{false: "eof", true: "timeout"}[silent]
		for lines := -1; lines < 7; lines++ {
			t.Run(fmt.Sprintf("%s after %d", kind, lines), func(t *testing.T) {
				t.Parallel()
				m := &mailbox{}
				s := serve(t, after(m.smtp(nil), lines, silent), after(m.pop(nil), lines, silent))
				opt := options()
				opt.Timeout, opt.Wait = 200*time.Millisecond, 300*time.Millisecond
				trip := s.run(t, context.Background(), opt)
				stages := []string{"greeting", "ehlo", "auth", "mail", "rcpt", "data"}
				if lines < 5 {
					got, want := ended(trip.Sessions(evidence.SendLeg)), stages[lines+1]+" "
					if !strings.HasPrefix(got, want) || !silent && !strings.HasSuffix(got, "eof") && !strings.HasSuffix(got, "reset") || silent && !strings.HasSuffix(got, kind) {
						t.Errorf("send: %q, want %q", got, want+kind)
					}
				}
				stages = []string{"greeting", "user", "pass", "capa", "list", "uidl"}
				if lines < 5 {
					got, want := ended(trip.Sessions(evidence.FetchLeg)), stages[lines+1]+" "
					if !strings.HasPrefix(got, want) {
						t.Errorf("fetch: %q, want %q", got, want+kind)
					}
				}
			})
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestDoubtful: a server that takes the letter and hangs up before it answers
// may have delivered it: the trip is not sent, and nothing is left behind.
func TestDoubtful(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	s := serve(t, func(p *fake.Peer) {
		p.Say("220 x")
		p.Answer("250-x", "250 AUTH PLAIN")
		p.Answer("235 ok")
		p.Answer("250 ok")
		p.Answer("250 ok")
		p.Answer("354 go")
		m.put(p.Letter())
	}, m.pop(nil))
	trip := s.run(t, context.Background(), options())
	if ended(trip.Sessions(evidence.SendLeg)) != "body eof" || trip.Sent != nil || len(trip.Sessions(evidence.SendLeg)) != 1 {
		t.Errorf("send %q, sent %v, %d sessions", ended(trip.Sessions(evidence.SendLeg)), trip.Sent != nil, len(trip.Sessions(evidence.SendLeg)))
	}
	if len(m.all()) != 0 || !trip.Deleted || trip.Sessions(evidence.FetchLeg)[len(trip.Sessions(evidence.FetchLeg))-1].Purpose != evidence.ToCleanUp {
		t.Errorf("%d letters were left behind", len(m.all()))
	}
}

// TestPlaintextRefused: USER refused before any password is no refused login,
// and is not tried again.
func TestPlaintextRefused(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	s := serve(t, m.smtp(nil), m.pop(func(line string) string {
		if strings.HasPrefix(line, "USER") {
			return "-ERR plaintext authentication disallowed"
		}
		return ""
	}))
	trip := s.run(t, context.Background(), options())
	if trip.Refusals != 0 || ended(trip.Sessions(evidence.FetchLeg)) != "user denied" || count(s.pop.Heard(), "USER") != 1 || count(s.pop.Heard(), "PASS") != 0 {
		t.Errorf("refusals %d, %q, heard %q", trip.Refusals, ended(trip.Sessions(evidence.FetchLeg)), s.pop.Heard())
	}
}
