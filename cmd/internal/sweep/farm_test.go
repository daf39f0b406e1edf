package sweep

import (
	"bufio"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/fixtures/dnsd"
	"harness/fixtures/pki"
	"harness/verify/certs"
)

// farm is many mail servers behind three listeners on loopback: an address of
// the documentation ranges, a port and the name that a client sends tell which
// one it is. It counts what was done to each.
type farm struct {
	rootsPEM []byte
	leaf     *tls.Certificate
	env      job.Env

	mu         sync.Mutex
	handshakes map[string]int // by address, port and name
	open, most map[string]int // connections by address
	dials      map[string]int
	refused    map[string]int         // logins, by user
	refusedAt  map[string][]time.Time // by address
	logins     map[string]int
	letters    int                           // taken
	boxes      map[string][]string           // letters by user
	policy     map[string]func(n int) string // by address: of the nth connection "", "421", "refuse", "hang", "echo" (of a refused password)
	hold       func()                        // called when a letter is about to be taken; nil: at once
	real       map[string]string             // port -> listener
	from       map[string]string             // a client's end -> the address that it dialled
}

const farmPassword = "correct horse"

func newFarm(t testing.TB, zone dnsd.Zone, names ...string) *farm {
	t.Helper()
	f := &farm{
		handshakes: map[string]int{}, open: map[string]int{}, most: map[string]int{}, dials: map[string]int{}, refused: map[string]int{}, logins: map[string]int{},
		boxes: map[string][]string{}, refusedAt: map[string][]time.Time{}, policy: map[string]func(int) string{}, real: map[string]string{}, from: map[string]string{},
	}
	ca, err := pki.New(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := ca.Issue(pki.Leaf{Names: names})
	if err != nil {
		t.Fatal(err)
	}
	f.leaf = &leaf
	roots, err := certs.RootsFromPEM("farm", ca.RootsPEM())
	if err != nil {
		t.Fatal(err)
	}
	dns, err := dnsd.StartWith(zone, dnsd.Options{Loopback: true, Forget: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dns.Close() })
	for _, port := range []string{"465", "587", "995"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		f.real[port] = l.Addr().String()
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go f.serve(c, port)
			}
		}()
	}
	f.rootsPEM = ca.RootsPEM()
	f.env = job.Env{Roots: roots, Resolver: dns.Addr(), Dial: f.dial, Via: evidence.ViaLab, Timeout: 20 * time.Second, Wait: 20 * time.Second}
	return f
}

// enter counts a connection to a host until leave; do is what its policy says of it,
// "" nothing.
func (f *farm) enter(host string) (do string, leave func()) {
	f.mu.Lock()
	f.dials[host]++
	n := f.dials[host]
	policy := f.policy[host]
	f.open[host]++
	f.most[host] = max(f.most[host], f.open[host])
	f.mu.Unlock()
	if policy != nil {
		do = policy(n)
	}
	return do, sync.OnceFunc(func() { f.mu.Lock(); f.open[host]--; f.mu.Unlock() })
}

func (f *farm) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	at := netip.MustParseAddrPort(addr)
	host, port := at.Addr().String(), fmt.Sprint(at.Port())
	do, leave := f.enter(host)
	switch {
	case do == "hang":
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
		leave()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ETIMEDOUT}
	case do == "refuse" || f.real[port] == "":
		leave()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	var d net.Dialer
	c, err := d.DialContext(ctx, network, f.real[port])
	if err != nil {
		leave()
		return nil, err
	}
	f.mu.Lock()
	f.from[c.LocalAddr().String()] = host + " " + do
	f.mu.Unlock()
	return &leaving{c, leave}, nil
}

type leaving struct {
	net.Conn
	leave func()
}

func (l *leaving) Close() error { l.leave(); return l.Conn.Close() }

func (f *farm) serve(c net.Conn, port string) {
	host := ""
	for host == "" { // the dialler notes it right after the connection stands
		f.mu.Lock()
		host = f.from[c.RemoteAddr().String()]
		delete(f.from, c.RemoteAddr().String()) // the port may come again, for another host
		f.mu.Unlock()
		if host == "" {
			time.Sleep(100 * time.Microsecond)
		}
	}
	host, do, _ := strings.Cut(host, " ")
	f.converse(c, host, port, do)
}

// converse is a server of that port at that address.
func (f *farm) converse(c net.Conn, host, port, do string) {
	defer c.Close()
	conf := &tls.Config{GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		f.mu.Lock()
		f.handshakes[host+":"+port+" "+h.ServerName]++
		f.mu.Unlock()
		return f.leaf, nil
	}}
	s := &farmed{farm: f, c: c, host: host}
	if port != "587" {
		s.tls(conf)
	}
	if port == "995" {
		s.pop(do)
		return
	}
	s.smtp(do, conf, port == "587")
}

type farmed struct {
	farm *farm
	c    net.Conn
	in   *bufio.Reader
	user string
	host string
}

func (s *farmed) tls(conf *tls.Config) { s.c = tls.Server(s.c, conf); s.in = bufio.NewReader(s.c) }

func (s *farmed) say(lines ...string) {
	for _, l := range lines {
		_, _ = s.c.Write([]byte(l + "\r\n"))
	}
}

func (s *farmed) hear() string {
	if s.in == nil {
		s.in = bufio.NewReader(s.c)
	}
	line, err := s.in.ReadString('\n')
	if err != nil {
		return "\x00"
	}
	return strings.TrimRight(line, "\r\n")
}

func (s *farmed) login(user, password string) bool {
	s.farm.mu.Lock()
	defer s.farm.mu.Unlock()
	if password != farmPassword {
		s.farm.refused[user]++
		s.farm.refusedAt[s.host] = append(s.farm.refusedAt[s.host], time.Now())
		return false
	}
	s.farm.logins[user]++
	s.user = user
	return true
}

func (s *farmed) smtp(do string, conf *tls.Config, starts bool) {
	if do == "421" {
		s.say("421 too many connections")
		return
	}
	s.say("220 farm ESMTP")
	for {
		line := s.hear()
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "\x00":
			return
		case "EHLO":
			if starts {
				s.say("250-farm", "250 STARTTLS")
			} else {
				s.say("250-farm", "250 AUTH PLAIN")
			}
		case "STARTTLS":
			s.say("220 go")
			s.tls(conf)
			starts = false
		case "AUTH":
			raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			if parts := strings.Split(string(raw), "\x00"); len(parts) == 3 && s.login(parts[1], parts[2]) {
				s.say("235 welcome")
			} else if do == "echo" && len(parts) == 3 {
				s.say("535 5.7.8 not " + parts[2] + " for " + parts[1])
			} else {
				s.say("535 5.7.8 no")
			}
		case "DATA":
			s.say("354 go")
			var letter strings.Builder
			for line = s.hear(); line != "." && line != "\x00"; line = s.hear() {
				letter.WriteString(line + "\r\n")
			}
			s.farm.mu.Lock()
			s.farm.letters++
			s.farm.boxes[s.user] = append(s.farm.boxes[s.user], letter.String())
			s.farm.mu.Unlock()
			if s.farm.hold != nil {
				s.farm.hold()
			}
			s.say("250 taken")
		case "QUIT":
			s.say("221 bye")
			return
		default:
			s.say("250 ok")
		}
	}
}

func (s *farmed) pop(do string) {
	if do == "421" {
		s.say("-ERR [SYS/TEMP] too many connections")
		return
	}
	s.say("+OK farm")
	user := ""
	var box []string
	gone := map[int]bool{}
	for {
		verb, rest, _ := strings.Cut(s.hear(), " ")
		n := 0
		_, _ = fmt.Sscan(rest, &n)
		switch verb = strings.ToUpper(verb); {
		case verb == "\x00":
			return
		case verb == "USER":
			user = rest
			s.say("+OK")
		case verb == "PASS":
			if !s.login(user, rest) {
				if do == "echo" {
					s.say("-ERR [AUTH] not " + rest + " for " + user)
					continue
				}
				s.say("-ERR [AUTH] no")
				continue
			}
			s.farm.mu.Lock()
			box = append([]string{}, s.farm.boxes[user]...)
			s.farm.mu.Unlock()
			s.say("+OK")
		case verb == "STAT":
			s.say(fmt.Sprintf("+OK %d %d", len(box), len(strings.Join(box, ""))))
		case verb == "UIDL" || verb == "LIST":
			s.say("+OK")
			for i := range box {
				about := any(len(box[i]))
				if verb == "UIDL" {
					about = fmt.Sprintf("%x", sha256.Sum256([]byte(box[i])))
				}
				s.say(fmt.Sprintf("%d %v", i+1, about))
			}
			s.say(".")
		case verb == "TOP" && n > 0 && n <= len(box):
			head, _, _ := strings.Cut(box[n-1], "\r\n\r\n")
			s.say("+OK", head, "", ".")
		case verb == "RETR" && n > 0 && n <= len(box):
			s.say("+OK", strings.TrimSuffix(box[n-1], "\r\n"), ".")
		case verb == "DELE":
			gone[n] = true
			s.say("+OK")
		case verb == "QUIT":
			s.farm.mu.Lock()
			kept := []string{}
			for i, letter := range s.farm.boxes[user] {
				if !gone[i+1] {
					kept = append(kept, letter)
				}
			}
			s.farm.boxes[user] = kept
			s.farm.mu.Unlock()
			s.say("+OK bye")
			return
		default:
			s.say("-ERR what?")
		}
	}
}

// addr is the nth address of the documentation ranges.
func addr(n int) string {
	if n < 250 {
		return fmt.Sprintf("198.51.100.%d", n+1)
	}
	return fmt.Sprintf("203.0.113.%d", n-249)
}
