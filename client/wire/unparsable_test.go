package wire

import (
	"context"
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"testing"

	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
)

// TestUnparsable: a certificate that crypto/tls gives up on is recorded raw
// all the same, in clear with TLS 1.2 and from under the handshake's encryption
// with TLS 1.3, and the gate says what is wrong with it.
func TestUnparsable(t *testing.T) {
	t.Parallel()
	ca := fake.NewCA(t)
	// A SAN extension whose content is no SEQUENCE.
	broken := func(c *x509.Certificate) {
		c.DNSNames = nil
		c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: []byte{1, 2, 3}}}
	}
	server := ca.For(t, broken, host)
	for _, c := range []struct {
		version uint16
		suite   uint16
	}{{tls.VersionTLS12, 0}, {tls.VersionTLS13, 0}} {
		t.Run(tls.VersionName(c.version), func(t *testing.T) {
			t.Parallel()
			conf := server.Clone()
			conf.MaxVersion = c.version
			s := fake.Serve(t, func(p *fake.Peer) { p.TLS(conf); p.Hang() })
			mine := config(s, evidence.SSL)
			mine.Roots = ca.Roots()
			conn, err := Open(context.Background(), mine)
			t.Cleanup(func() { conn.Close() })
			facts := conn.Facts()
			if KindOf(err) != evidence.Certificate || facts.Done || !facts.Refused {
				t.Fatalf("got %v, %+v", err, facts)
			}
			if len(facts.Chain) != 1 || string(facts.Chain[0]) != string(conf.Certificates[0].Certificate[0]) {
				t.Errorf("the chain was not recorded: %d", len(facts.Chain))
			}
			if len(facts.Codes) == 0 || facts.Codes[0] != "tls-cert-unparsable" {
				t.Errorf("codes %v", facts.Codes)
			}
		})
	}
}

// TestFalseKey: a server that does not own the key of the certificate it shows
// breaks the handshake; the certificate is recorded and is not the trouble.
func TestFalseKey(t *testing.T) {
	t.Parallel()
	ca := fake.NewCA(t)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		conf, other := ca.For(t, nil, host), ca.For(t, nil, host)
		conf.Certificates[0].PrivateKey = other.Certificates[0].PrivateKey.(*ecdsa.PrivateKey)
		conf.MaxVersion = version
		s := fake.Serve(t, func(p *fake.Peer) { p.TLS(conf); p.Hang() })
		mine := config(s, evidence.SSL)
		mine.Roots = ca.Roots()
		conn, err := Open(context.Background(), mine)
		conn.Close()
		if facts := conn.Facts(); KindOf(err) != evidence.Protocol || facts.Refused || len(facts.Chain) != 1 || len(facts.Codes) != 0 {
			t.Errorf("%s: %v, %+v", tls.VersionName(version), err, conn.Facts())
		}
	}
}

// FuzzUnseal: no bytes under no keys make the opening panic.
func FuzzUnseal(f *testing.F) {
	f.Add([]byte("\x17\x03\x03\x00\x05aaaaa"), []byte("0123456789abcdef0123456789abcdef"), uint16(tls.TLS_AES_128_GCM_SHA256))
	f.Fuzz(func(_ *testing.T, heard, secret []byte, suite uint16) {
		g := glimpse{suite: suite}
		g.unseal(heard, secret)
		g.messages13(heard)
		certificates13(heard)
	})
}
