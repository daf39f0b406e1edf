package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/fixtures"
	"harness/fixtures/scenario"
)

// socks is a SOCKS5 proxy (RFC 1928) with user and password (RFC 1929) that
// leads into a lab, resolving every name itself to the one host there.
type socks struct {
	lab  *fixtures.Lab
	mu   sync.Mutex
	seen []string // "host:port" as asked
	auth []string // "user:password"
}

func (p *socks) serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go p.handle(c)
	}
}

func (p *socks) handle(c net.Conn) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Minute)) // a hang
	read := func(n int) []byte {
		b := make([]byte, n)
		io.ReadFull(c, b)
		return b
	}
	read(int(read(2)[1])) // the methods offered
	c.Write([]byte{5, 2})
	user := string(read(int(read(2)[1])))
	password := string(read(int(read(1)[0])))
	c.Write([]byte{1, 0})
	if head := read(4); head[3] != 3 { // a name, not an address: that is the h of socks5h
		c.Write([]byte{5, 8, 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	host := string(read(int(read(1)[0])))
	port := binary.BigEndian.Uint16(read(2))
	p.mu.Lock()
	p.seen = append(p.seen, net.JoinHostPort(host, itoa(port)))
	p.auth = append(p.auth, user+":"+password)
	p.mu.Unlock()
	to, err := p.lab.Dial(context.Background(), "tcp", net.JoinHostPort("198.51.100.25", itoa(port)))
	if err != nil {
		c.Write([]byte{5, 5, 0, 1, 0, 0, 0, 0, 0, 0})
		return
	}
	defer to.Close()
	c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	go func() { io.Copy(to, c); to.Close() }()
	io.Copy(c, to)
}

func itoa(n uint16) string { return strconv.Itoa(int(n)) }

// behindProxy is a healthy lab behind a SOCKS5 proxy, and the way to run a
// command through it.
type behindProxy struct {
	*socks
	roots string
	env   map[string]string
}

func throughProxy(t *testing.T) *behindProxy {
	t.Helper()
	s, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := fixtures.Start(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &behindProxy{socks: &socks{lab: lab}, roots: filepath.Join(t.TempDir(), "roots.pem")}
	go p.serve(l)
	if err := os.WriteFile(p.roots, lab.RootsPEM, 0o600); err != nil {
		t.Fatal(err)
	}
	p.env = map[string]string{"HARNESS_PASSWORD": scenario.Password, "HARNESS_PROXY": "socks5h://office:s3cret@" + l.Addr().String()}
	return p
}

func (p *behindProxy) run(command, resolver string, more ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	args := append([]string{command, "--user", p.lab.Account.Address, "--smtp", "smtp.customer.test", "--pop", "pop.customer.test",
		"--roots", p.roots, "--resolver", resolver}, more...)
	code = run(args, strings.NewReader(""), &out, &errs, func(name string) string { return p.env[name] })
	return code, out.String(), errs.String()
}

// --proxy: the proxy resolves the names, no DNS question is asked here, and
// its own password is shown nowhere.
func TestProxy(t *testing.T) {
	t.Parallel()
	p := throughProxy(t)
	code, stdout, stderr := p.run("roundtrip", p.lab.Resolver.String(), "-v", "--format", "json")
	if code != 0 {
		t.Fatalf("exit %d\n%s\n%s", code, stdout, stderr)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.seen) < 3 || p.seen[0] != "pop.customer.test:995" || p.auth[0] != "office:s3cret" {
		t.Errorf("the proxy was asked for %v as %v", p.seen, p.auth)
	}
	if !strings.Contains(stdout, `"via": "proxy"`) {
		t.Error("the report does not say that a proxy was used")
	}
	for _, out := range []string{stdout, stderr} {
		if strings.Contains(out, "s3cret") || strings.Contains(out, scenario.Password) {
			t.Error("a password stands in the output")
		}
	}
}

// A name that only the proxy can resolve: every command asks the proxy for it,
// and they agree.
func TestProxyAloneResolves(t *testing.T) {
	t.Parallel()
	p := throughProxy(t)
	nobody, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	resolver := nobody.LocalAddr().String()
	nobody.Close()
	for _, c := range [][]string{{"roundtrip"}, {"diagnose"}, {"diagnose", "--no-login"}} {
		p.mu.Lock()
		p.seen = nil
		p.mu.Unlock()
		code, stdout, stderr := p.run(c[0], resolver, c[1:]...)
		if code != 0 {
			t.Errorf("%v: exit %d\n%s\n%s", c, code, stdout, stderr)
		}
		p.mu.Lock()
		for _, want := range []string{"smtp.customer.test:587", "pop.customer.test:995"} {
			if !slices.Contains(p.seen, want) {
				t.Errorf("%v: the proxy was asked for %v, not for %s", c, p.seen, want)
			}
		}
		p.mu.Unlock()
		if strings.Contains(stdout, "invalid") {
			t.Errorf("%v: an address that is not known is shown\n%s", c, stdout)
		}
	}
	// Another port is the way out: what the proxy alone knows can be advised, and proved.
	code, stdout, stderr := p.run("diagnose", resolver, "--pop", "pop.customer.test:2221", "--pop-security", "ssl", "--exit-on", "way-out")
	if code != 0 || !strings.Contains(stdout, "995") {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
}
