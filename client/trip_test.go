package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
)

// TestHealthy: the letter comes back whole and goes again; nothing else is
// touched, whatever it says.
func TestHealthy(t *testing.T) {
	t.Parallel()
	for _, torture := range []bool{false, true} {
		m := &mailbox{}
		m.put("Subject: old\r\n\r\nold\r\n")
		m.deliver = func(letter string) {
			token := letter[strings.Index(letter, "token=")+6:][:32]
			m.put("Subject: new\r\n\r\nquotes "+token+"\r\n", letter, "In-Reply-To: <"+token+"@customer.test>\r\nMessage-ID: <a@b>\r\n\r\n"+letter)
		}
		s := serve(t, m.smtp(nil), m.pop(nil))
		opt := options()
		opt.Torture = torture
		trip := s.run(t, context.Background(), opt)
		if ended(trip.Send) != "" || ended(trip.Fetch) != "" {
			t.Fatalf("send %q, fetch %q", ended(trip.Send), ended(trip.Fetch))
		}
		if trip.Returned == nil || !trip.Comparison.BodyEqual || !trip.Comparison.Marked || !trip.Deleted || trip.Copies != 1 || trip.Returned.UIDL != "u3" {
			t.Errorf("%+v, %+v", trip.Comparison, trip.Deleted)
		}
		left := m.all()
		if len(left) != 3 || left[0].uidl != "u1" || left[1].uidl != "u2" || left[2].uidl != "u4" {
			t.Errorf("left in the mailbox: %d", len(left))
		}
		if string(trip.Returned.Raw) != string(trip.Sent.Raw) {
			t.Error("not the same bytes")
		}
	}
}

// TestKeep: the letter stays.
func TestKeep(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	opt := options()
	opt.Keep = true
	trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, context.Background(), opt)
	if trip.Returned == nil || trip.Deleted || len(m.all()) != 1 {
		t.Errorf("deleted %v, %d left", trip.Deleted, len(m.all()))
	}
}

// TestOnly: one leg alone.
func TestOnly(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	m.put("Subject: old\r\n\r\nold\r\n")
	s := serve(t, m.smtp(nil), m.pop(nil))
	opt := options()
	opt.Only = "fetch"
	if trip := s.run(t, context.Background(), opt); len(trip.Send) != 0 || trip.Token != "" || len(trip.Fetch) != 1 || trip.Fetch[0].Purpose != evidence.ToFetch || ended(trip.Fetch) != "" {
		t.Errorf("fetch: %+v", trip)
	}
	if len(s.smtp.Heard()) != 0 || len(m.all()) != 1 {
		t.Error("fetch: something was sent or deleted")
	}
	opt.Only = "send"
	if trip := s.run(t, context.Background(), opt); len(trip.Fetch) != 0 || trip.Sent == nil || ended(trip.Send) != "" {
		t.Errorf("send: %+v", trip)
	}
}

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
			if ended(trip.Send) != c.send || ended(trip.Fetch) != c.fetch || trip.Refusals != c.refusals {
				t.Errorf("send %q, fetch %q, refusals %d", ended(trip.Send), ended(trip.Fetch), trip.Refusals)
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
			if len(trip.Send) != want || (trip.Sent != nil) != (want == 3) {
				t.Errorf("%s %s: %d sessions, sent %v", verb, code, len(trip.Send), trip.Sent != nil)
			}
		}
	}
}

// TestInterrupted: once the letter may be on its way, it is fetched and
// deleted although the trip was interrupted; before, nothing is sent.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	t.Run("waiting", func(t *testing.T) {
		t.Parallel()
		m := &mailbox{}
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		timer := make(chan *time.Timer, 1)
		m.deliver = func(letter string) {
			cancel()
			timer <- time.AfterFunc(300*time.Millisecond, func() { m.put(letter) })
		}
		opt := options()
		trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, ctx, opt)
		(<-timer).Stop()
		if trip.Stopped != "interrupted" || !trip.Deleted || len(m.all()) != 0 {
			t.Errorf("stopped %q, deleted %v, left %d", trip.Stopped, trip.Deleted, len(m.all()))
		}
		if last := trip.Fetch[len(trip.Fetch)-1]; last.Purpose != evidence.ToCleanUp {
			t.Errorf("the last session is %s", last.Purpose)
		}
	})
	t.Run("never delivered", func(t *testing.T) {
		t.Parallel()
		m := &mailbox{deliver: func(string) {}}
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, ctx, options())
		if trip.Stopped != "interrupted" || trip.Deleted || trip.Sent == nil {
			t.Errorf("stopped %q, deleted %v", trip.Stopped, trip.Deleted)
		}
	})
	t.Run("before sending", func(t *testing.T) {
		t.Parallel()
		m := &mailbox{}
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		s := serve(t, m.smtp(func(line string) string {
			if strings.HasPrefix(line, "RCPT") {
				cancel()
				time.Sleep(50 * time.Millisecond)
			}
			return ""
		}), m.pop(nil))
		trip := s.run(t, ctx, options())
		if trip.Stopped != "interrupted" || trip.Sent != nil || ended(trip.Send) != "rcpt interrupted" {
			t.Errorf("stopped %q, send %q", trip.Stopped, ended(trip.Send))
		}
		for _, f := range trip.Fetch {
			if f.Purpose == evidence.ToCleanUp {
				t.Error("cleaned up although nothing was sent")
			}
		}
	})
}

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
		if trip.Returned == nil || !trip.Deleted || ended(trip.Fetch) != "" || len(m.all()) != 1 {
			t.Errorf("%s: returned %v, deleted %v, %q", name, trip.Returned != nil, trip.Deleted, ended(trip.Fetch))
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
	began := time.Now()
	trip := serve(t, m.smtp(nil), m.pop(nil)).run(t, context.Background(), options())
	if trip.Bounce == nil || trip.BounceReport.Status != "5.2.2" || trip.Returned != nil || trip.Deleted || len(m.all()) != 1 {
		t.Errorf("%+v", trip.BounceReport)
	}
	if time.Since(began) > time.Second {
		t.Error("went on waiting after the bounce")
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
					got, want := ended(trip.Send), stages[lines+1]+" "
					if !strings.HasPrefix(got, want) || !silent && !strings.HasSuffix(got, "eof") && !strings.HasSuffix(got, "reset") || silent && !strings.HasSuffix(got, kind) {
						t.Errorf("send: %q, want %q", got, want+kind)
					}
				}
				stages = []string{"greeting", "user", "pass", "uidl"}
				if lines < 3 {
					got, want := ended(trip.Fetch), stages[lines+1]+" "
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

// TestRun: what keeps the harness itself from running is an error.
func TestRun(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	good := serve(t, m.smtp(nil), m.pop(nil)).account()
	for name, c := range map[string]struct {
		acc  func(*account.Account)
		opt  func(*Options)
		want error
	}{
		"no roots":  {nil, func(o *Options) { o.Roots = nil }, ErrNoRoots},
		"address":   {func(a *account.Account) { a.Address = "x" }, nil, account.ErrAddress},
		"line ends": {func(a *account.Account) { a.POP.Password = account.NewSecret("a\r\nDELE 1") }, nil, account.ErrCredentials},
		"security":  {func(a *account.Account) { a.POP.Security = "" }, nil, account.ErrNeedsSecurity},
	} {
		acc, opt := good, options()
		if c.acc != nil {
			c.acc(&acc)
		}
		if c.opt != nil {
			c.opt(&opt)
		}
		if _, err := RoundTrip(context.Background(), acc, opt); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
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
	for _, f := range trip.Fetch {
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
		if trip.Returned == nil || !trip.Deleted || trip.Bounce != nil || len(m.all()) != 3 || ended(trip.Fetch) != "" {
			t.Errorf("%s: returned %v, deleted %v, bounce %v, %d left, %q", name, trip.Returned != nil, trip.Deleted, trip.Bounce != nil, len(m.all()), ended(trip.Fetch))
		}
	}
}

// TestMissingResolver: where --connect-to says the address, a resolver that
// does not answer costs 2 s at most in all, and the trip works.
func TestMissingResolver(t *testing.T) {
	t.Parallel()
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	m := &mailbox{}
	s := serve(t, m.smtp(nil), m.pop(nil))
	acc := s.account()
	acc.SMTP.Host, acc.POP.Host = "smtp.customer.test", "pop.customer.test"
	opt := options()
	opt.Resolver = netip.MustParseAddrPort(silent.LocalAddr().String())
	opt.ConnectTo = []ConnectTo{{Host: "other.test", Addr: "192.0.2.1"}, {Addr: "127.0.0.1"}}
	began := time.Now()
	trip, err := RoundTrip(context.Background(), acc, opt)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 3*time.Second || trip.Returned == nil || trip.Send[0].Via != evidence.ViaConnectTo || trip.Send[0].Host != "smtp.customer.test" {
		t.Errorf("took %s, returned %v, %+v", took, trip.Returned != nil, trip.Send[0])
	}
	if len(trip.DNS) != 4 || trip.DNS[0].Trouble == nil {
		t.Errorf("DNS: %+v", trip.DNS)
	}
	// Without --connect-to the same resolver means that nothing can be reached.
	opt.ConnectTo = nil
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if trip, _ = RoundTrip(ctx, acc, opt); ended(trip.Send) == "" {
		t.Error("reached a server without an address")
	}
}

func TestSameDomain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		host, domain string
		want         bool
	}{
		{"mx.customer.co.jp", "customer.co.jp", true},
		{"mx.customer.co.jp", "sub.customer.co.jp", true},
		{"other.co.jp", "customer.co.jp", false},
		{"co.jp", "customer.co.jp", false},
		{"evilcustomer.co.jp", "customer.co.jp", false},
		{"aspmx.l.google.com", "customer.co.jp", false},
		{"mx.co.jp", "co.jp", true},
		{"192.0.2.1", "customer.test", false},
	} {
		if got := sameDomain(c.host, c.domain); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
