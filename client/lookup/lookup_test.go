package lookup

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"
	"go.uber.org/goleak"

	"harness/client/evidence"
	"harness/internal/together"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

// serve runs a DNS server on one loopback port, UDP and TCP.
func serve(t *testing.T, h dns.HandlerFunc) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	pc, err := net.ListenPacket("udp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*dns.Server{{Listener: l, Handler: h}, {PacketConn: pc, Handler: h}} {
		up := make(chan struct{})
		s.NotifyStartedFunc = func() { close(up) }
		go s.ActivateAndServe()
		<-up
		t.Cleanup(func() { s.Shutdown() })
	}
	return netip.MustParseAddrPort(l.Addr().String())
}

func rr(t *testing.T, s string) dns.RR {
	t.Helper()
	r, err := dns.NewRR(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAsk(t *testing.T) {
	t.Parallel()
	zone := map[string][]dns.RR{
		"mail.customer.test. A":    {rr(t, "mail.customer.test. 60 IN CNAME m4.host.test."), rr(t, "m4.host.test. 60 IN A 198.51.100.7"), rr(t, "m4.host.test. 60 IN A 198.51.100.8")},
		"mail.customer.test. AAAA": {rr(t, "mail.customer.test. 60 IN AAAA 2001:db8::7")},
		"customer.test. MX":        {rr(t, "customer.test. 60 IN MX 10 mail.customer.test.")},
		"customer.test. TXT":       {rr(t, `customer.test. 60 IN TXT "v=spf1 " "-all"`)},
		"7.100.51.198.in-addr.arpa. PTR": {
			rr(t, "7.100.51.198.in-addr.arpa. 60 IN PTR m4.host.test."),
		},
		"empty.customer.test. A":    {},
		"soa.customer.test. A":      {},
		"lame.customer.test. A":     {},
		"stranger.customer.test. A": {rr(t, "other.customer.test. 60 IN A 198.51.100.9")},
		"customer.test. SOA":        {rr(t, "customer.test. 60 IN SOA ns.host.test. h.host.test. 1 2 3 4 5")},
	}
	server := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		question := q.Question[0]
		key := strings.ToLower(question.Name) + " " + dns.TypeToString[question.Qtype]
		records, known := zone[key]
		m.Answer, m.AuthenticatedData = records, q.AuthenticatedData && known
		switch {
		case strings.HasPrefix(key, "empty."):
			m.Authoritative = true
		case strings.HasPrefix(key, "soa."):
			m.Ns = zone["customer.test. SOA"]
		case strings.HasPrefix(key, "lame."):
			m.Ns = []dns.RR{rr(t, "customer.test. 60 IN NS ns.elsewhere.test.")}
		case strings.HasPrefix(key, "broken."):
			m.Rcode = dns.RcodeServerFailure
		case strings.HasPrefix(key, "big.") && w.LocalAddr().Network() == "udp":
			m.Truncated = true
		case strings.HasPrefix(key, "big."):
			for i := range 200 {
				m.Answer = append(m.Answer, rr(t, fmt.Sprintf("big.customer.test. 60 IN A 198.51.100.%d", i)))
			}
		case !known && !strings.HasPrefix(key, "empty."):
			m.Rcode = dns.RcodeNameError
		}
		w.WriteMsg(m)
	})
	r := New(server)
	for _, c := range []struct {
		name, typ string
		rcode     string
		kind      evidence.Kind
		data      string // of all records, joined
	}{
		{"mail.customer.test", "A", "NOERROR", "", "m4.host.test. 198.51.100.7 198.51.100.8"},
		{"MAIL.customer.test.", "AAAA", "NOERROR", "", "2001:db8::7"},
		{"customer.test", "MX", "NOERROR", "", "10 mail.customer.test."},
		{"customer.test", "TXT", "NOERROR", "", "v=spf1 -all"},
		{evidence.ReverseName(netip.MustParseAddr("198.51.100.7")), "PTR", "NOERROR", "", "m4.host.test."},
		{"no.customer.test", "A", "NXDOMAIN", evidence.NoSuchHost, ""},
		{"empty.customer.test", "A", "NOERROR", evidence.NoAddress, ""},
		{"soa.customer.test", "A", "NOERROR", evidence.NoAddress, ""},
		{"lame.customer.test", "A", "NOERROR", evidence.DNSFailed, ""},
		{"stranger.customer.test", "A", "NOERROR", evidence.DNSFailed, "198.51.100.9"},
		{"customer.test", "SOA", "NOERROR", "", "ns.host.test. h.host.test. 1 2 3 4 5"},
		{"broken.customer.test", "A", "SERVFAIL", evidence.DNSFailed, ""},
		{strings.Repeat("a", 64) + ".test", "A", "", evidence.NoSuchHost, ""},
		{"customer.test", "NONSENSE", "", evidence.NoSuchHost, ""},
	} {
		a := r.Ask(context.Background(), c.name, c.typ)
		var data []string
		for _, rec := range a.Records {
			data = append(data, rec.Data)
		}
		kind := evidence.Kind("")
		if a.Trouble != nil {
			kind = a.Trouble.Kind
		}
		if a.RCode != c.rcode || kind != c.kind || strings.Join(data, " ") != c.data {
			t.Errorf("%s %s: %+v %+v", c.name, c.typ, a, a.Trouble)
		}
		if c.kind == "" && !a.Authentic {
			t.Errorf("%s %s: the AD bit is lost", c.name, c.typ)
		}
	}
	if a := r.Ask(context.Background(), "big.customer.test", "A"); len(a.Records) != 200 {
		t.Errorf("truncated: %d records", len(a.Records))
	}

	var log Log
	answers := log.Ask(context.Background(), r, "mail.customer.test", "A", "AAAA")
	ips := evidence.Addresses("mail.customer.test", answers)
	if fmt.Sprint(ips) != "[198.51.100.7 198.51.100.8 2001:db8::7]" {
		t.Errorf("addresses %v", ips)
	}
	rec := Recorder{&log, r}
	if txt, err := rec.LookupTXT(context.Background(), "customer.test"); err != nil || len(txt) != 1 {
		t.Errorf("TXT: %v %v", txt, err)
	}
	if names, err := rec.LookupAddr(context.Background(), "198.51.100.7"); err != nil || len(names) != 1 {
		t.Errorf("PTR: %v %v", names, err)
	}
	if mx, err := rec.LookupMX(context.Background(), "customer.test"); err != nil || len(mx) != 1 || mx[0].Pref != 10 {
		t.Errorf("MX: %v %v", mx, err)
	}
	var dnsErr *net.DNSError
	if _, err := rec.LookupIPAddr(context.Background(), "no.customer.test"); err == nil || !asDNS(err, &dnsErr) || !dnsErr.IsNotFound {
		t.Errorf("no such host: %v", err)
	}
	if n := len(log.Answers()); n != 7 {
		t.Errorf("%d answers were recorded", n)
	}
}

func asDNS(err error, to **net.DNSError) bool {
	e, ok := err.(*net.DNSError)
	*to = e
	return ok
}

// TestSlow: an answer that comes after the next try was made still counts, as
// long as it comes in time.
func TestSlow(t *testing.T) {
	t.Parallel()
	again := make(chan struct{}, 8)
	server := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		again <- struct{}{}
		if len(again) > 1 {
			return // the later tries are lost
		}
		for len(again) < 2 {
			time.Sleep(time.Millisecond)
		}
		m := new(dns.Msg).SetReply(q)
		m.Answer = []dns.RR{rr(t, q.Question[0].Name+" 60 IN A 198.51.100.7")}
		w.WriteMsg(m)
	})
	r := New(server)
	r.Timeout = time.Minute
	r.patience = 20 * time.Millisecond
	if a := r.Ask(t.Context(), "mail.customer.test", "A"); a.Trouble != nil || len(a.Own()) != 1 {
		t.Errorf("%+v %+v", a, a.Trouble)
	}
	if r := New(server).Within(30 * time.Second); r.Timeout != 30*time.Second {
		t.Errorf("%s of 30s", r.Timeout)
	}
}

// TestPlainWords: no text of a library's or the system's stands in a trouble.
func TestPlainWords(t *testing.T) {
	t.Parallel()
	closed, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := netip.MustParseAddrPort(closed.LocalAddr().String())
	closed.Close()
	cut := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		if w.LocalAddr().Network() == "tcp" {
			w.Close()
			return
		}
		m := new(dns.Msg).SetReply(q)
		m.Truncated = true
		w.WriteMsg(m)
	})
	silent := serve(t, func(dns.ResponseWriter, *dns.Msg) {})
	garbage := serve(t, func(w dns.ResponseWriter, q *dns.Msg) { w.Write([]byte{byte(q.Id >> 8), byte(q.Id), 2}) })
	for server, want := range map[netip.AddrPort]string{
		nobody:  "nothing listens at the resolver's address",
		cut:     errCut.Error(),
		silent:  "the resolver did not answer in time",
		garbage: "",
	} {
		r := New(server)
		r.Timeout = 300 * time.Millisecond
		a := r.Ask(t.Context(), "mail.customer.test", "A")
		if a.Trouble == nil || a.Trouble.Kind != evidence.DNSFailed || want != "" && a.Trouble.Detail != want {
			t.Errorf("want %q: %+v", want, a.Trouble)
		}
		if a.Trouble != nil && (strings.Contains(a.Trouble.Detail, "127.0.0.1") || strings.Contains(a.Trouble.Detail, "udp") || strings.Contains(a.Trouble.Detail, "dns:")) {
			t.Errorf("raw text: %q", a.Trouble.Detail)
		}
	}
}

// TestSilent: a resolver that does not answer is asked so many times and no more, is
// asked again once, and the context ends it at once.
func TestSilent(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	server := serve(t, func(dns.ResponseWriter, *dns.Msg) { asked.Add(1) })
	r := New(server)
	r.Timeout = time.Second
	a := r.Ask(context.Background(), "mail.customer.test", "A")
	if a.Trouble == nil || a.Trouble.Kind != evidence.DNSFailed || asked.Load() != tries {
		t.Errorf("%+v, asked %d times", a.Trouble, asked.Load())
	}
	r.Timeout = 24 * time.Hour
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	a = r.Ask(ctx, "mail.customer.test", "A")
	if a.Trouble == nil || a.Trouble.Kind != evidence.Interrupted {
		t.Errorf("%+v", a.Trouble)
	}
}

func TestNone(t *testing.T) {
	t.Parallel()
	if a := new(Resolver).Ask(context.Background(), "a.test", "A"); a.Trouble == nil || a.Trouble.Kind != evidence.DNSFailed || a.Server != "" {
		t.Errorf("%+v", a)
	}
}

func TestSystem(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(path, []byte("nameserver 192.0.2.1\nnameserver 2001:db8::53\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(fromFile(path).Servers); got != "[192.0.2.1:53 [2001:db8::53]:53 192.0.2.2:53]" {
		t.Error(got)
	}
	if fromFile(path+".absent").system == nil {
		t.Error("without the file the system is to be asked")
	}
}

func TestReverse(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"198.51.100.7", "2001:db8::7"} {
		ip := netip.MustParseAddr(s)
		if got, ok := reverse(evidence.ReverseName(ip)); !ok || got != ip {
			t.Errorf("%s: %s, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "arpa.", "a.in-addr.arpa.", "1.2.3.4.5.in-addr.arpa.", "x.ip6.arpa."} {
		if _, ok := reverse(s); ok {
			t.Errorf("%q is no reverse name", s)
		}
	}
}

// FuzzAnswer: no message makes the reading panic.
func FuzzAnswer(f *testing.F) {
	m := new(dns.Msg).SetQuestion("a.test.", dns.TypeA)
	m.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: "a.test.", Rrtype: dns.TypeA, Class: 1}, A: net.IPv4(192, 0, 2, 1)}}
	if b, err := m.Pack(); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(_ *testing.T, wire []byte) {
		m := new(dns.Msg)
		if m.Unpack(wire) != nil {
			return
		}
		a := evidence.Answer{Name: "a.test.", Type: "A"}
		take(&a, m)
		evidence.Addresses("a.test", []evidence.Answer{a})
		evidence.Lacking("a.test", []evidence.Answer{a})
	})
}
