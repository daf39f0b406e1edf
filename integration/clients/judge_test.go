package clients

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"testing"
	"time"

	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// chain is what a server presents to a client that asks for the name which the
// customer typed.
func chain(t *testing.T, l leg) [][]byte {
	t.Helper()
	conn, err := net.DialTimeout("tcp", l.Connect[0], 2*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	// The judge is to say what is wrong, not crypto/tls.
	var got [][]byte
	cfg := &tls.Config{
		ServerName: l.Host, InsecureSkipVerify: true, MinVersion: tls.VersionTLS10,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			got = raw
			return nil
		},
	}
	switch l.Security {
	case "ssl":
		err = tls.Client(conn, cfg).HandshakeContext(t.Context())
	case "tls":
		var c *smtp.Client
		if c, err = smtp.NewClient(conn, l.Host); err == nil {
			err = c.StartTLS(cfg)
		}
	default:
		p := textproto.NewConn(conn)
		if _, err = p.ReadLine(); err == nil {
			if err = p.PrintfLine("STLS"); err == nil {
				if _, err = p.ReadLine(); err == nil {
					err = tls.Client(conn, cfg).HandshakeContext(t.Context())
				}
			}
		}
	}
	if len(got) == 0 {
		t.Fatalf("%s: no certificate: %v", l.Host, err)
	}
	return got
}

// judged is whether the harness goes on with a certificate.
func judged(t *testing.T, roots *certs.Roots, l leg) (bool, certs.Verdict) {
	t.Helper()
	v := certs.Judge(certs.Input{Chain: chain(t, l), Host: l.Host, Roots: roots, At: time.Now()})
	return v.Class == certs.Accepted, v
}

// agree compares the two clients that do as OpenSSL does with the judge, at
// every scenario about certificates.
func agree(t *testing.T, cols []column, results []map[string]result, known *ledger) {
	t.Helper()
	var about []scenario.Scenario
	var names []string
	for _, sc := range scenario.All() {
		if sc.Group == scenario.Certificates {
			about, names = append(about, sc), append(names, sc.Name)
		}
	}
	s := serve(t, names...)
	pem, err := os.ReadFile(s.CA)
	if err != nil {
		t.Fatal(err)
	}
	roots, err := certs.RootsFromPEM("lab", pem)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, sc := range about {
		l := s.byName(t, sc.Name)
		for i, c := range cols {
			if c.client != "curl" && c.client != "openssl" {
				continue
			}
			n++
			asked := l.Send
			if c.fetch {
				asked = l.Fetch
			}
			accepts, verdict := judged(t, roots, asked)
			r := results[i][sc.Name]
			content := r.exit == nil
			if accepts == content {
				continue
			}
			known.differs(t, c, sc.Name, "it "+map[bool]string{true: "goes on", false: "refuses"}[content]+
				", the judge says "+string(verdict.Class)+": "+verdict.Ends.Text)
		}
	}
	if n < 4*20 {
		t.Errorf("compared %d times only", n)
	}
	s.stop(t)
}
