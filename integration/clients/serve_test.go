package clients

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io/fs"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowd is how many connections the whole catalogue answers at once.
const crowd = 500

// TestServeAll: the whole catalogue starts, answers 500 connections at once,
// ends clean and leaves nothing. How long it took and how much memory is told,
// and decides nothing.
func TestServeAll(t *testing.T) {
	t.Parallel()
	s := low(t)
	if len(s.Labs) < 100 {
		t.Errorf("%d scenarios", len(s.Labs))
	}
	conns := greet(t, s)
	kib, _ := peak(t, s.cmd.Process.Pid)
	own, _ := processorTime(t, s.cmd.Process.Pid)
	t.Logf("started in %v, took %d KiB and %v of processor time with %d connections", s.took, kib, own, len(conns))
	s.stop(t) // a hang is the test's own time-out
	for _, c := range conns {
		_ = c.Close() // the lab has closed its end
	}
	if _, err := os.Stat(s.Dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there: %v", s.Dir, err)
	}
	for _, l := range s.Labs {
		for _, e := range l.Endpoints {
			if c, err := net.DialTimeout("tcp", e.Connect, time.Second); err == nil {
				_ = c.Close()
				t.Errorf("%s: %s still answers at %s", l.Name, e.Address, e.Connect)
			}
		}
	}
}

// low starts all scenarios on ports below those that the system gives to
// others, so that whoever answers there later is the lab.
func low(t *testing.T) *served {
	t.Helper()
	for range 5 {
		s, err := try(t, "--all", "--base-port", strconv.Itoa(2000+rand.IntN(7000)))
		if err == nil {
			return s
		}
		t.Log(err) // somebody has one of the ports
	}
	t.Fatal("no free range of ports")
	return nil
}

// greet opens many connections, every other one with TLS, and keeps them open
// once they were greeted.
func greet(t *testing.T, s *served) []net.Conn {
	t.Helper()
	var plain, inTLS []string
	for _, name := range []string{"healthy", "gmo-shared", "expired", "wrong-host", "tls12-only", "auth-535"} {
		for _, e := range s.byName(t, name).Endpoints {
			switch {
			case strings.HasSuffix(e.Address, ":587"):
				plain = append(plain, e.Connect)
			case strings.HasSuffix(e.Address, ":465"):
				inTLS = append(inTLS, e.Connect)
			}
		}
	}
	conns := make([]net.Conn, crowd)
	var g sync.WaitGroup
	for i := range conns {
		g.Go(func() {
			at := plain[i%len(plain)]
			if i%2 == 0 {
				at = inTLS[i%len(inTLS)]
			}
			c, err := net.DialTimeout("tcp", at, 2*time.Minute)
			if err != nil {
				t.Error(err)
				return
			}
			_ = c.SetDeadline(time.Now().Add(5 * time.Minute))
			if i%2 == 0 {
				c = tls.Client(c, &tls.Config{InsecureSkipVerify: true})
			}
			conns[i] = c
			if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.HasPrefix(line, "220 ") {
				t.Errorf("connection %d of %d was greeted with %q, %v", i, crowd, line, err)
			}
		})
	}
	g.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return conns
}

// TestServeAddresses: with an address for each host, real ports and names.
func TestServeAddresses(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("needs Linux, for 127.0.0.0/8, and root, for ports below 1024")
	}
	dir := t.TempDir()
	s := serve(t, "--loopback-addresses", "--dir", dir, "round-robin-differs", "gmo-shared", "ipv6-differs")
	for _, l := range s.Labs {
		for _, e := range l.Endpoints {
			_, story, _ := strings.Cut(e.Address, "]")
			if story == "" {
				story = e.Address
			}
			port := story[strings.LastIndex(story, ":"):]
			if !strings.HasSuffix(e.Connect, port) {
				t.Errorf("%s: %s at %s, want the port of the story", l.Name, e.Address, e.Connect)
			}
		}
		if !strings.HasSuffix(l.DNS, ":53") {
			t.Errorf("%s: name server at %s", l.Name, l.DNS)
		}
	}
	l := s.byName(t, "gmo-shared")
	r := net.Resolver{PreferGo: true, Dial: dialer(l.DNS)}
	addrs, err := r.LookupHost(t.Context(), "pop.nippon-kigyou.test")
	if err != nil || len(addrs) != 1 || net.JoinHostPort(addrs[0], "995") != l.Fetch.Connect[0] {
		t.Errorf("the DNS leads to %v (%v), the lab says %v", addrs, err, l.Fetch.Connect)
	}
	names, err := r.LookupAddr(t.Context(), addrs[0])
	if err != nil || len(names) != 1 || names[0] != "pop-05.gmoserver.test." {
		t.Errorf("the reverse name of %s is %v, %v", addrs[0], names, err)
	}
	hosts, err := os.ReadFile(l.Hosts)
	if want := addrs[0] + "\tpop-05.gmoserver.test pop.nippon-kigyou.test\n"; err != nil || !strings.Contains(string(hosts), want) {
		t.Errorf("hosts: %v\n%s", err, hosts)
	}
	s.stop(t)
	if _, err := os.Stat(filepath.Join(dir, "ca.pem")); err != nil {
		t.Errorf("a folder that was asked for must stay: %v", err)
	}
}
