package client

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
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
		if ended(trip.Sessions(evidence.SendLeg)) != "" || ended(trip.Sessions(evidence.FetchLeg)) != "" {
			t.Fatalf("send %q, fetch %q", ended(trip.Sessions(evidence.SendLeg)), ended(trip.Sessions(evidence.FetchLeg)))
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
	opt.Only = evidence.FetchLeg
	if trip := s.run(t, context.Background(), opt); len(trip.Sessions(evidence.SendLeg)) != 0 || trip.Token != "" || len(trip.Sessions(evidence.FetchLeg)) != 1 || trip.Sessions(evidence.FetchLeg)[0].Purpose != evidence.ToFetch || ended(trip.Sessions(evidence.FetchLeg)) != "" {
		t.Errorf("fetch: %+v", trip)
	}
	if len(s.smtp.Heard()) != 0 || len(m.all()) != 1 {
		t.Error("fetch: something was sent or deleted")
	}
	opt.Only = evidence.SendLeg
	if trip := s.run(t, context.Background(), opt); len(trip.Sessions(evidence.FetchLeg)) != 0 || trip.Sent == nil || ended(trip.Sessions(evidence.SendLeg)) != "" {
		t.Errorf("send: %+v", trip)
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
		if last := trip.Sessions(evidence.FetchLeg)[len(trip.Sessions(evidence.FetchLeg))-1]; last.Purpose != evidence.ToCleanUp {
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
				time.Sleep(2 * time.Second) // the client leaves meanwhile
			}
			return ""
		}), m.pop(nil))
		trip := s.run(t, ctx, options())
		if trip.Stopped != "interrupted" || trip.Sent != nil || ended(trip.Sessions(evidence.SendLeg)) != "rcpt interrupted" {
			t.Errorf("stopped %q, send %q", trip.Stopped, ended(trip.Sessions(evidence.SendLeg)))
		}
		for _, f := range trip.Sessions(evidence.FetchLeg) {
			if f.Purpose == evidence.ToCleanUp {
				t.Error("cleaned up although nothing was sent")
			}
		}
	})
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

// TestMissingResolver: where --connect-to says the address, a resolver that
// does not answer is asked and not needed: the trip works.
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
	trip, err := RoundTrip(context.Background(), acc, opt)
	if err != nil {
		t.Fatal(err)
	}
	if trip.Returned == nil || trip.Sessions(evidence.SendLeg)[0].Via != evidence.ViaConnectTo || trip.Sessions(evidence.SendLeg)[0].Host != "smtp.customer.test" {
		t.Errorf("returned %v, %+v", trip.Returned != nil, trip.Sessions(evidence.SendLeg)[0])
	}
	if len(trip.DNS) != 4 || trip.DNS[0].Trouble == nil {
		t.Errorf("DNS: %+v", trip.DNS)
	}
	// The same holds where the hosts have to be guessed.
	guess := acc
	guess.SMTP.Server, guess.POP.Server = evidence.Server{}, evidence.Server{}
	opt.ConnectTo = []ConnectTo{{Addr: "127.0.0.1", Port2: closedPort(t)}}
	if trip, err = RoundTrip(context.Background(), guess, opt); err != nil {
		t.Fatal(err)
	}
	if trip.Server(evidence.SendLeg).Host != "smtp.customer.test" || trip.Server(evidence.FetchLeg).Host != "mail.customer.test" || ended(trip.Sessions(evidence.SendLeg)) != "connect refused" {
		t.Errorf("guessing: %+v, %q", trip.Server(evidence.SendLeg), ended(trip.Sessions(evidence.SendLeg)))
	}
	// Without --connect-to the same resolver means that nothing can be reached.
	opt.ConnectTo = nil
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if trip, _ = RoundTrip(ctx, acc, opt); ended(trip.Sessions(evidence.SendLeg)) == "" {
		t.Error("reached a server without an address")
	}
}

// closedPort is a port of 127.0.0.1 where nothing listens.
func closedPort(t *testing.T) uint16 {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return netip.MustParseAddrPort(l.Addr().String()).Port()
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
