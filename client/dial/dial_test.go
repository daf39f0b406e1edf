package dial

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/wire"
)

// TestPlaces: every way from a typed name to what is dialled.
func TestPlaces(t *testing.T) {
	t.Parallel()
	elsewhere := []ConnectTo{{Host: "A.test.", Port: 587, Addr: "192.0.2.1", Port2: 2587}, {Host: "a.test", Port: 25, Addr: "b.test"}, {Port: 995, Port2: 1995}}
	for _, c := range []struct {
		name string
		conf Config
		host string
		port uint16
		want string
	}{
		{"literal", Config{}, "192.0.2.7", 25, "192.0.2.7:25 literal"},
		{"literal in the lab", Config{Via: evidence.ViaLab}, "192.0.2.7", 25, "192.0.2.7:25 lab"},
		{"connect-to an address", Config{ConnectTo: elsewhere}, "a.test", 587, "192.0.2.1:2587 connect-to"},
		{"connect-to in the lab", Config{ConnectTo: elsewhere, Via: evidence.ViaLab}, "a.test", 587, "192.0.2.1:2587 connect-to"},
		{"connect-to a port", Config{ConnectTo: elsewhere}, "192.0.2.7", 995, "192.0.2.7:1995 connect-to"},
		{"connect-to a name that DNS does not know", Config{ConnectTo: elsewhere}, "a.test", 25, ""},
		{"a name that DNS does not know", Config{}, "a.test", 110, ""},
		{"proxy", Config{Via: evidence.ViaProxy}, "a.test", 110, "a.test:110 proxy"},
		{"proxy and connect-to", Config{Via: evidence.ViaProxy, ConnectTo: elsewhere}, "a.test", 25, "b.test:25 proxy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.conf.Resolver = new(lookup.Resolver)
			p := New(c.conf)
			p.Ahead(t.Context(), c.host, c.port)
			places, lacking := p.Places(c.host, c.port)
			var got []string
			for _, at := range places {
				to := at.Name
				if to == "" {
					to = at.Addr.String()
				}
				got = append(got, fmt.Sprint(to, " ", at.Via))
			}
			if strings.Join(got, ", ") != c.want || (c.want == "") != (lacking.Trouble.Kind == evidence.DNSFailed) {
				t.Errorf("%q, %+v", got, lacking.Trouble)
			}
		})
	}
}

// TestQuestions: what has to be asked for, and when nobody needs the answer.
func TestQuestions(t *testing.T) {
	t.Parallel()
	p := New(Config{ConnectTo: []ConnectTo{{Host: "a.test", Port: 587, Addr: "b.test"}, {Host: "c.test", Addr: "192.0.2.1"}}})
	if got := fmt.Sprint(p.Questions("a.test", 587), p.Questions("a.test", 25), p.Questions("a.test"), p.Questions("192.0.2.1")); got != "[b.test a.test] [a.test] [b.test a.test] []" {
		t.Error(got)
	}
	if p.Given("a.test") || !p.Given("c.test") || p.Given("") || !New(Config{Via: evidence.ViaProxy}).Given("") {
		t.Error("given")
	}
}

// TestBestFirst: the address that answered is tried first from then on.
func TestBestFirst(t *testing.T) {
	t.Parallel()
	p, conf := New(Config{}), wire.Config{Host: "a.test", Port: 1}
	a, b := Place{Name: "a"}, Place{Name: "b"}
	if got := p.bestFirst(conf, []Place{a, b}); got[0] != a || len(got) != 2 {
		t.Errorf("%v", got)
	}
	p.reached[key(conf)] = b
	if got := p.bestFirst(conf, []Place{a, b}); got[0] != b || got[1] != a || len(got) != 2 {
		t.Errorf("%v", got)
	}
	if got := p.bestFirst(wire.Config{Host: "a.test", Port: 2}, []Place{a, b}); got[0] != a {
		t.Errorf("%v", got)
	}
}

// TestSpare: what is only evidence costs a plan no more than its share, however
// often it is asked for, and time spent side by side counts once.
func TestSpare(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s spare
		began := time.Now()
		for range 3 {
			a, doneA := s.spend(t.Context())
			b, doneB := s.spend(t.Context())
			select {
			case <-a.Done():
			case <-time.After(needless * 2 / 3):
			}
			doneA()
			doneB()
			if b.Err() == nil {
				t.Error("not ended")
			}
		}
		if d := time.Since(began); d != needless {
			t.Errorf("%s", d)
		}
	})
}

// TestPacer: three looks at a peer at a time, a trip's connections count, and
// after a 421 there is one at a time with a pause before it.
func TestPacer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var p Pacer
		here, there := net.Pipe()
		defer there.Close()
		dial := p.Dialler(func(context.Context, string, string) (net.Conn, error) { return here, nil })
		conn, err := dial(t.Context(), "tcp", "192.0.2.1:25")
		if err != nil {
			t.Fatal(err)
		}
		peer := Place{Addr: netip.MustParseAddrPort("192.0.2.1:587")}.Peer()
		var leave []func()
		for range atOnce - 1 {
			l, _ := p.Turn(t.Context(), peer)
			leave = append(leave, l)
		}
		if other, _ := p.Turn(t.Context(), "192.0.2.2"); other != nil {
			other()
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := p.Turn(short, peer); err == nil {
			t.Fatal("more at once than allowed")
		}
		conn.Close()
		conn.Close() // counts once
		l, err := p.Turn(t.Context(), peer)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Turn(short, peer); err == nil {
			t.Error("a connection was counted off twice")
		}
		for _, l := range append(leave, l) {
			l()
			l()
		}
		p.Busy(peer)
		began := time.Now()
		one, _ := p.Turn(t.Context(), peer)
		time.AfterFunc(time.Minute/2, one)
		two, _ := p.Turn(t.Context(), peer)
		two()
		if d := time.Since(began); d != restAfter+time.Minute/2+restAfter {
			t.Errorf("after a 421: %s", d)
		}
	})
}
