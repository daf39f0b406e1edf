// Package fakepeer is a mail server that follows a script, for the tests of
// client/...: each test says line by line what the far end does.
package fakepeer

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/verify/certs"
)

// Peer is the server's end of one connection.
type Peer struct {
	net.Conn
	r    *bufio.Reader
	said *transcript
	n    int
	// OnHear is called with the number of lines heard so far, before the
	// latest is answered. May be nil.
	OnHear func(n int)
}

type transcript struct {
	mu    sync.Mutex
	lines []string
}

// Server is a listener that runs scripts.
type Server struct {
	Addr netip.AddrPort
	said transcript
}

// Serve runs the first script for the first connection, and so on; the last
// one for all that follow. The connection is closed when a script returns, and
// everything ends with the test.
func Serve(t testing.TB, scripts ...func(*Peer)) *Server {
	t.Helper()
	return ServeOn(t, func(c *net.TCPConn) net.Conn { return c }, scripts...)
}

// ServeOn is Serve on what end makes of each connection that was accepted.
func ServeOn(t testing.TB, end func(*net.TCPConn) net.Conn, scripts ...func(*Peer)) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: netip.MustParseAddrPort(l.Addr().String())}
	var wg sync.WaitGroup
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	wg.Go(func() {
		for i := 0; ; i++ {
			accepted, err := l.Accept()
			if err != nil {
				return
			}
			c := end(accepted.(*net.TCPConn))
			mu.Lock()
			open[c] = true
			mu.Unlock()
			c.SetDeadline(time.Now().Add(5 * time.Minute)) // a hang
			script := scripts[min(i, len(scripts)-1)]
			wg.Go(func() {
				defer c.Close()
				script(&Peer{Conn: c, r: bufio.NewReader(c), said: &s.said})
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		for c := range open {
			c.Close()
		}
		mu.Unlock()
		wg.Wait()
	})
	return s
}

// Heard are all lines that clients have sent, in order of arrival.
func (s *Server) Heard() []string {
	s.said.mu.Lock()
	defer s.said.mu.Unlock()
	return append([]string{}, s.said.lines...)
}

// Say writes lines with CRLF, in one packet.
func (p *Peer) Say(lines ...string) {
	io.WriteString(p, strings.Join(lines, "\r\n")+"\r\n")
}

// Raw writes bytes as they are.
func (p *Peer) Raw(s string) { io.WriteString(p, s) }

// Hear reads one line, "" at the end of the connection.
func (p *Peer) Hear() string {
	line, err := p.r.ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line != "" {
		p.said.mu.Lock()
		p.said.lines = append(p.said.lines, line)
		p.said.mu.Unlock()
	}
	if err != nil {
		return ""
	}
	if p.n++; p.OnHear != nil {
		p.OnHear(p.n)
	}
	return line
}

// Answer hears a line and says these; it does nothing once the client left.
func (p *Peer) Answer(lines ...string) string {
	heard := p.Hear()
	if heard != "" && len(lines) > 0 {
		p.Say(lines...)
	}
	return heard
}

// Letter hears a letter up to its final dot, and gives it without dot-stuffing;
// "" if the client left before.
func (p *Peer) Letter() string {
	var b strings.Builder
	for {
		line, err := p.r.ReadString('\n')
		switch {
		case err != nil:
			return ""
		case line == ".\r\n":
			return b.String()
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

// Hang waits until the client is gone.
func (p *Peer) Hang() { io.Copy(io.Discard, p.r) }

// TLS speaks TLS from here on; false if the handshake failed.
func (p *Peer) TLS(conf *tls.Config) bool {
	c := tls.Server(buffered{p.Conn, p.r}, conf)
	if c.Handshake() != nil {
		return false
	}
	p.Conn, p.r = c, bufio.NewReader(c)
	return true
}

// buffered lets TLS read what the line reader has taken already.
type buffered struct {
	net.Conn
	r io.Reader
}

func (b buffered) Read(p []byte) (int, error) { return b.r.Read(p) }

// CA signs certificates for the tests.
type CA struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

// NewCA makes a root.
func NewCA(t testing.TB) *CA {
	t.Helper()
	key := newKey(t)
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test root"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &CA{key, cert}
}

// Roots trust this CA alone.
func (ca *CA) Roots() *certs.Roots { return certs.NewRoots("test", ca.cert) }

// For is a server's configuration with a certificate for these names; change
// may be nil.
func (ca *CA) For(t testing.TB, change func(*x509.Certificate), names ...string) *tls.Config {
	t.Helper()
	key := newKey(t)
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "test leaf"}, DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(tmpl)
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, ca.cert, key.Public(), ca.key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
