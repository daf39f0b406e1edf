package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
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
	c.SetDeadline(time.Now().Add(10 * time.Second))
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

// --proxy: the proxy resolves the names, no DNS question is asked here, and
// its own password is shown nowhere.
func TestProxy(t *testing.T) {
	t.Parallel()
	s, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := fixtures.Start(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p := &socks{lab: lab}
	go p.serve(l)
	roots := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, lab.RootsPEM, 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"HARNESS_PASSWORD": scenario.Password, "HARNESS_PROXY": "socks5h://office:s3cret@" + l.Addr().String()}
	var stdout, stderr bytes.Buffer
	code := run([]string{"roundtrip", "--user", lab.Account.Address, "--smtp", "smtp.customer.test", "--pop", "pop.customer.test",
		"--roots", roots, "--resolver", lab.Resolver.String(), "-v", "--format", "json"},
		strings.NewReader(""), &stdout, &stderr, func(name string) string { return env[name] })
	if code != 0 {
		t.Fatalf("exit %d\n%s\n%s", code, stdout.Bytes(), stderr.Bytes())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.seen) < 3 || p.seen[0] != "pop.customer.test:995" || p.auth[0] != "office:s3cret" {
		t.Errorf("the proxy was asked for %v as %v", p.seen, p.auth)
	}
	if !strings.Contains(stdout.String(), `"via": "proxy"`) {
		t.Error("the report does not say that a proxy was used")
	}
	for _, out := range []string{stdout.String(), stderr.String()} {
		if strings.Contains(out, "s3cret") || strings.Contains(out, scenario.Password) {
			t.Error("a password stands in the output")
		}
	}
}
