package desk

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/miekg/dns"

	"harness/cmd/internal/job"
)

// public is an address outside of every special-purpose network; no test dials
// it: the recorder stands in front of the network.
const public = "93.184.215.14"

// recorder takes down what would be dialled, and dials nothing.
type recorder struct {
	mu     sync.Mutex
	dialed []netip.AddrPort
}

func (r *recorder) dial(_ context.Context, network, addr string) (net.Conn, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at, err := netip.ParseAddrPort(addr)
	if err != nil {
		at = netip.AddrPort{}
	}
	r.dialed = append(r.dialed, at)
	return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
}

// take is what was dialled since the last time.
func (r *recorder) take() []netip.AddrPort {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.dialed
	r.dialed = nil
	return out
}

// hostileDNS answers with what an attacker's name server would: private
// addresses behind names, MX, SRV and CNAME records, and for rebind.evil.test a
// public address at the first question of a type and a private one after it.
func hostileDNS(t *testing.T) netip.AddrPort {
	t.Helper()
	zone := map[string]string{
		"metadata.evil.test. A": "169.254.169.254", "loop.evil.test. A": "127.0.0.1", "ten.evil.test. A": "10.0.0.5", "mapped.evil.test. AAAA": "::ffff:127.0.0.1",
		"six.evil.test. AAAA": "::1", "ula.evil.test. AAAA": "fd00::5", "nat.evil.test. AAAA": "64:ff9b::7f00:1", "zero.evil.test. A": "0.0.0.0",
		"cname.evil.test. A": "CNAME loop.evil.test.", "chain.evil.test. A": "CNAME metadata.evil.test.", "localnat.evil.test. AAAA": "64:ff9b:1::a00:1", "mx.test. MX": "10 loop.evil.test.", "srv.test. A": public,
		"_submission._tcp.srv.test. SRV": "0 0 6379 loop.evil.test.", "_pop3s._tcp.srv.test. SRV": "0 0 22 metadata.evil.test.",
		"two.evil.test. A": public, "two.evil.test. AAAA": "::1", "good.test. A": public,
		"14.215.184.93.in-addr.arpa. PTR": "loop.evil.test.",
	}
	var mu sync.Mutex
	asked := map[string]int{}
	handler := dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		name, typ := strings.ToLower(q.Question[0].Name), dns.TypeToString[q.Question[0].Qtype]
		data, known := zone[name+" "+typ]
		if name == "rebind.evil.test." && typ == "A" {
			mu.Lock()
			data, known = public, true
			if asked[name]++; asked[name] > 1 {
				data = "127.0.0.1"
			}
			mu.Unlock()
		}
		if target, ok := strings.CutPrefix(data, "CNAME "); ok {
			rr, err := dns.NewRR(name + " 0 IN CNAME " + target)
			if err != nil {
				t.Error(err)
			}
			m.Answer = append(m.Answer, rr)
			name, data = target, zone[target+" "+typ]
		}
		if known {
			rr, err := dns.NewRR(name + " 0 IN " + typ + " " + data)
			if err != nil {
				t.Error(err)
			}
			m.Answer = append(m.Answer, rr)
		} else {
			m.Rcode = dns.RcodeNameError
		}
		if err := w.WriteMsg(m); err != nil {
			t.Log(err) // the asker has gone
		}
	})
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	up := make(chan struct{})
	s := &dns.Server{PacketConn: conn, Handler: handler, NotifyStartedFunc: func() { close(up) }}
	go s.ActivateAndServe()
	<-up
	t.Cleanup(func() { s.Shutdown() })
	return netip.MustParseAddrPort(conn.LocalAddr().String())
}

// TestNothingPrivateIsDialled: whatever a form or a paste says and whatever DNS
// answers, only public addresses are dialled, at the ports of mail.
func TestNothingPrivateIsDialled(t *testing.T) {
	t.Parallel()
	rec := &recorder{}
	d := newDesk(t, Config{Env: job.Env{Roots: mozilla(t), Resolver: hostileDNS(t), Dial: rec.dial}})
	d.unlimited()
	type attempt struct{ what, smtp, pop, paste string }
	var list []attempt
	for _, host := range []string{
		"127.0.0.1", "127.1.2.3", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.9", "192.168.1.1", "169.254.169.254",
		"100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fe80::1]",
		"[fd00::1]", "[ff02::1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[::127.0.0.1]", "localhost", "loop.evil.test", "metadata.evil.test",
		"ten.evil.test", "mapped.evil.test", "six.evil.test", "ula.evil.test", "nat.evil.test", "zero.evil.test", "cname.evil.test",
		"127.0.0.1.", "１２７.0.0.1", "127。0。0。1", "LOCALHOST", "ip6-localhost", "[::ffff:0:127.0.0.1]", "[64:ff9b:1::a00:1]", "[fec0::1]", "[100::1]", "[5f00::1]", "[2001:20::1]",
		"[fe80::1%25lo]", "[::ffff:169.254.169.254]", "192.88.99.1", "chain.evil.test", "localnat.evil.test",
	} {
		list = append(list, attempt{what: host, smtp: host + ":587"})
	}
	list = append(list,
		attempt{what: "a domain whose MX is private", paste: "mx.test"},
		attempt{what: "an address whose domain's MX is private", paste: "info@mx.test"},
		attempt{what: "a URL", paste: "http://127.0.0.1:8080/"},
		attempt{what: "a URL with a name in front", paste: "http://good.test@127.0.0.1/"},
		attempt{what: "connect-to in the host", smtp: "good.test:587:127.0.0.1:22"},
		attempt{what: "a line break in the host", smtp: "good.test\r\nHost: 127.0.0.1"},
		attempt{what: "settings in a mail", paste: "SMTP server: 10.0.0.5\nPort: 587\nPOP server: metadata.evil.test\nPort: 110\ninfo@evil.test"},
	)
	for _, port := range []string{"22", "80", "443", "2525", "3306", "6379", "8025", "1110", "0", "65536"} {
		list = append(list, attempt{what: "port " + port, smtp: public + ":" + port})
	}
	list = append(list, attempt{what: "fetching alone", pop: "loop.evil.test:995"}, attempt{what: "an address with a private literal", paste: "info@[127.0.0.1]"}, attempt{what: "a port behind a URL's", paste: "smtp://good.test:587@10.0.0.5:25/"})
	if len(list) < 70 {
		t.Fatalf("%d attempts", len(list))
	}
	for _, a := range list {
		d.attempt(t, a.smtp, a.pop, a.paste)
		for _, at := range rec.take() {
			if at.Addr().String() != public || !mailPort(at.Port()) {
				t.Errorf("%s: %s was dialled", a.what, at)
			}
			if a.smtp != "" && !strings.HasPrefix(a.what, "port ") && !strings.HasPrefix(a.smtp, "good.test") {
				t.Errorf("%s: %s was dialled", a.what, at)
			}
		}
	}
	// A name that changes its answer, one with a public and a private address, and
	// SRV records that lead inside: the public address alone is dialled.
	for _, host := range []string{"rebind.evil.test", "two.evil.test", "srv.test", "good.test"} {
		for range 2 {
			d.attempt(t, host+":587", "", "")
		}
		n := 0
		for _, at := range rec.take() {
			n++
			if at.Addr().String() != public || !mailPort(at.Port()) {
				t.Errorf("%s: %s was dialled", host, at)
			}
		}
		if n == 0 {
			t.Errorf("%s: nothing was dialled: the test shows nothing", host)
		}
	}
}

// attempt runs a form to its end.
func (d *testDesk) attempt(t *testing.T, smtp, pop, paste string) {
	t.Helper()
	form := url.Values{}
	if smtp != "" || pop != "" {
		form = url.Values{"address": {"info@evil.test"}, "smtp-host": {smtp}, "smtp-security": {"tls"}, "pop-host": {pop}, "pop-security": {"ssl"}}
	}
	d.finish(t, d.newRun(t, d.newCase(t, url.Values{"paste": {paste}}), form))
}

// TestGuard: the rule itself, and the networks that are allowed on purpose.
func TestGuard(t *testing.T) {
	t.Parallel()
	g := &guard{allow: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
	for at, want := range map[string]bool{
		public + ":587": true, public + ":143": true, public + ":22": false, "[2606:4700:4700::1111]:995": true, "[::ffff:" + public + "]:587": true,
		"10.1.2.3:587": true, "10.1.2.3:80": false, "10.2.2.3:587": false, "[::ffff:10.1.2.3]:587": true, "[fe80::1%eth0]:587": false, "[3fff::1]:25": false, "[4000::1]:25": false,
	} {
		if got := g.open(netip.MustParseAddrPort(at)); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
	rec := &recorder{}
	dial := g.dialler(rec.dial)
	for _, c := range [][2]string{{"tcp", "good.test:587"}, {"udp", public + ":587"}, {"tcp", public}, {"tcp", "127.0.0.1:587"}} {
		if _, err := dial(t.Context(), c[0], c[1]); err == nil || len(rec.take()) != 0 {
			t.Errorf("%s was dialled", c)
		}
	}
	if got := fmt.Sprint(g.turnedAway()); got != "[93.184.215.14:587 127.0.0.1:587]" {
		t.Error(got)
	}
	// The network's own dialler asks once more.
	if _, err := (&guard{}).dialler(nil)(t.Context(), "tcp", "127.0.0.1:25"); err == nil {
		t.Error("dialled")
	}
}
