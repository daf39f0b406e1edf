package certs

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync/atomic"
	"testing"
	"time"
)

// now is the clock of all tests.
var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

var serials atomic.Int64

// minted is a certificate with its key.
type minted struct {
	der []byte
	x   *x509.Certificate
	key crypto.Signer
}

// mint makes a certificate; by nil: self-signed with its own key.
func mint(t testing.TB, tmpl *x509.Certificate, by *minted, key crypto.Signer) *minted {
	t.Helper()
	if key == nil {
		key = ecKey(t)
	}
	if by == nil {
		by = &minted{x: tmpl, key: key}
	}
	m := mintFor(t, tmpl, by, key.Public())
	m.key = key
	return m
}

// mintRaw makes a certificate that crypto/x509 may not be able to read.
func mintRaw(t testing.TB, tmpl *x509.Certificate, by *minted) *minted {
	t.Helper()
	fill(tmpl)
	der, err := x509.CreateCertificate(rand.Reader, tmpl, by.x, ecKey(t).Public(), by.key)
	if err != nil {
		t.Fatalf("minting %s: %v", tmpl.Subject, err)
	}
	return &minted{der: der}
}

func fill(tmpl *x509.Certificate) {
	if tmpl.SerialNumber == nil {
		tmpl.SerialNumber = big.NewInt(1000 + serials.Add(1))
	}
	if tmpl.NotBefore.IsZero() {
		tmpl.NotBefore = now.AddDate(-1, 0, 0)
	}
	if tmpl.NotAfter.IsZero() {
		tmpl.NotAfter = now.AddDate(1, 0, 0)
	}
}

// mintFor makes a certificate for a key of which only the public half is known.
func mintFor(t testing.TB, tmpl *x509.Certificate, by *minted, pub crypto.PublicKey) *minted {
	t.Helper()
	fill(tmpl)
	der, err := x509.CreateCertificate(rand.Reader, tmpl, by.x, pub, by.key)
	if err != nil {
		t.Fatalf("minting %s: %v", tmpl.Subject, err)
	}
	x, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatalf("minting %s: %v", tmpl.Subject, err)
	}
	return &minted{der: der, x: x}
}

func ecKey(t testing.TB) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// caTemplate is a CA's template.
func caTemplate(cn string) *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: cn, Organization: []string{"Example"}}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
}

// leafTemplate is a server's template.
func leafTemplate(names ...string) *x509.Certificate {
	cn := ""
	if len(names) > 0 {
		cn = names[0]
	}
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: cn}, DNSNames: names, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

// with changes a template.
func with(c *x509.Certificate, change func(*x509.Certificate)) *x509.Certificate {
	change(c)
	return c
}

// family is a root, an intermediate and a leaf for mail.example.test.
type family struct{ root, inter, leaf *minted }

func newFamily(t testing.TB) family {
	t.Helper()
	root := mint(t, caTemplate("Example Root"), nil, nil)
	inter := mint(t, caTemplate("Example Intermediate"), root, nil)
	return family{root, inter, mint(t, leafTemplate("mail.example.test"), inter, nil)}
}

func chainOf(list ...*minted) [][]byte {
	var c [][]byte
	for _, m := range list {
		c = append(c, m.der)
	}
	return c
}

func trust(list ...*minted) *Roots {
	var c []*x509.Certificate
	for _, m := range list {
		c = append(c, m.x)
	}
	return NewRoots("test", c...)
}

// hasFault finds a fault by its code.
func hasFault(v Verdict, code string) *Fault {
	for i := range v.Faults {
		if v.Faults[i].Code == code {
			return &v.Faults[i]
		}
	}
	return nil
}

// faultCodes are the codes of a verdict.
func faultCodes(v Verdict) []string {
	list := []string{}
	for _, f := range v.Faults {
		list = append(list, f.Code)
	}
	return list
}
