//go:build long

package sweep

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"iter"
	"net"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"harness/fixtures/dnsd"
	"harness/verify/report"
)

func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// manyDomains is a list of n domains on servers, made while it is read.
func manyDomains(n, servers int) io.Reader {
	r, w := io.Pipe()
	go func() {
		defer w.Close()
		var b strings.Builder
		for i := range n {
			s := i % servers
			fmt.Fprintf(&b, `{"target":"mail%d.host.test","ports":"465 587 995","login":"d%d"}`+"\n", s, i)
			if b.Len() > 1<<16 {
				_, _ = io.WriteString(w, b.String())
				b.Reset()
			}
		}
		_, _ = io.WriteString(w, b.String())
	}()
	return r
}

// TestManyDomains is workload A: 200,000 domains whose settings name 100 servers
// on three ports are 300 handshakes. The figures are of the client and of the
// servers, which run in the same process.
func TestManyDomains(t *testing.T) {
	zone, _ := shared(100, 1)
	f := newFarm(t, zone, "*.host.test")
	for _, n := range []int{1000, 100_000, 200_000} {
		clear(f.handshakes)
		var peak uint64
		count := 0
		cfg := Config{Env: f.env, Mode: TLS, Result: func(*report.Target) error {
			if count++; count%(n/4) == 0 { // what is in use, and not what waits to be collected
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			return nil
		}}
		cfg.Secrets, _ = ReadSecrets(nil, false, nil)
		runtime.GC()
		began, spent := time.Now(), cpu()
		s, err := New(cfg).Run(t.Context(), Read(manyDomains(n, 100)))
		used := cpu() - spent
		if err != nil || s.Total != n || s.Counts[report.Works] != n {
			t.Fatalf("%v %+v", err, s.Counts)
		}
		shakes := 0
		for _, k := range f.handshakes {
			shakes += k
		}
		t.Logf("%d domains: %d handshakes, wall %v, CPU %v (servers included), %.0f domains a CPU second, %d KiB in use at most",
			n, shakes, time.Since(began).Round(time.Millisecond), used.Round(time.Millisecond), float64(n)/used.Seconds(), peak>>10)
		if shakes != 300 {
			t.Errorf("%d handshakes, want 300", shakes)
		}
	}
}

// TestOwnNames is workload B: each domain has names of its own. The CPU time is
// held against crypto/tls making the same handshakes with the same servers.
func TestOwnNames(t *testing.T) {
	const domains, servers = 2000, 100
	var zone dnsd.Zone
	for i := range domains {
		zone.Records = append(zone.Records, fmt.Sprintf("smtp%d.host.test. A %s", i, addr(i%servers)), fmt.Sprintf("pop%d.host.test. A %s", i, addr(i%servers)))
	}
	f := newFarm(t, zone, "*.host.test")
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(f.rootsPEM)
	for range 3 {
		spent := cpu()
		for i := range domains {
			for _, at := range []struct{ name, port string }{{fmt.Sprintf("smtp%d.host.test", i), "465"}, {fmt.Sprintf("pop%d.host.test", i), "995"}} {
				c, err := f.dial(t.Context(), "tcp", net.JoinHostPort(addr(i%servers), at.port))
				if err != nil {
					t.Fatal(err)
				}
				conn := tls.Client(c, &tls.Config{ServerName: at.name, RootCAs: roots})
				if err := conn.Handshake(); err != nil {
					t.Fatal(err)
				}
				_, _ = io.WriteString(conn, "QUIT\r\n")
				_, _ = io.Copy(io.Discard, conn)
				conn.Close()
			}
		}
		bare := cpu() - spent
		clear(f.handshakes)
		cfg := Config{Env: f.env, Mode: TLS}
		cfg.Secrets, _ = ReadSecrets(nil, false, nil)
		spent = cpu()
		list := iter.Seq2[Target, error](func(yield func(Target, error) bool) {
			for i := range domains {
				if !yield(Target{Line: i + 1, Target: fmt.Sprintf("d%d.test", i), SMTP: fmt.Sprintf("smtp%d.host.test:465", i), POP: fmt.Sprintf("pop%d.host.test", i)}, nil) {
					return
				}
			}
		})
		s, err := New(cfg).Run(t.Context(), list)
		ours := cpu() - spent
		again := 0
		for _, n := range f.handshakes {
			again += n
		}
		if again -= 2 * domains; err != nil || s.Counts[report.Works] != domains || again > domains/100 { // a machine that is busy may be asked twice
			t.Fatalf("%v %+v, %d handshakes too many", err, s.Counts, again)
		}
		t.Logf("%d handshakes: bare crypto/tls %v, sweep %v, ratio %.2f (servers and DNS included in both processes' time)", 2*domains, bare, ours, ours.Seconds()/bare.Seconds())
	}
}
