package certs

import (
	"bytes"
	"crypto"
	_ "crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
	"slices"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// row is one line of the table of what BoringSSL stops and ends with, as
// measured on the real library in November 2026, for a purpose of ssl_server.
type row struct {
	name        string
	chain       [][]byte
	roots       *Roots
	stops, ends int
	text        string // of ends
	class       Class
	codes       []string // all faults
}

func rows(t *testing.T) []row {
	f := newFamily(t)
	otherRoot := mint(t, caTemplate("Other Root"), nil, nil)
	oldLeaf := mint(t, with(leafTemplate("mail.example.test"), expired), f.inter, nil)
	known := trust(f.root)

	inter2 := mint(t, caTemplate("Second Intermediate"), f.inter, nil)
	deepLeaf := mint(t, leafTemplate("mail.example.test"), inter2, nil)

	selfCA := mint(t, with(caTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.DNSNames, c.KeyUsage = []string{"mail.example.test"}, 0
	}), nil, nil)
	selfCertSign := mint(t, with(caTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.DNSNames, c.KeyUsage = []string{"mail.example.test"}, x509.KeyUsageCertSign
	}), nil, nil)
	selfLeaf := mint(t, leafTemplate("mail.example.test"), nil, nil)
	selfLeafOld := mint(t, with(leafTemplate("mail.example.test"), expired), nil, nil)

	oldInter := mint(t, with(caTemplate("Example Intermediate"), expired), f.root, f.inter.key)
	oldRoot := mint(t, with(caTemplate("Example Root"), expired), nil, f.root.key)
	youngLeaf := mint(t, with(leafTemplate("mail.example.test"), notYet), f.inter, nil)

	caLeaf := mint(t, with(caTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.DNSNames = []string{"mail.example.test"}
	}), f.inter, nil)
	clientLeaf := mint(t, with(leafTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}), f.inter, nil)
	mailInter := mint(t, with(caTemplate("Example Intermediate"), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
	}), f.root, f.inter.key)
	noEKU := mint(t, with(leafTemplate("mail.example.test"), func(c *x509.Certificate) { c.ExtKeyUsage = nil }), f.inter, nil)
	noSign := mint(t, with(leafTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.KeyUsage = x509.KeyUsageKeyEncipherment
	}), f.inter, nil)

	notCA := mint(t, with(leafTemplate("issuer.example.test"), func(c *x509.Certificate) {
		c.SubjectKeyId = []byte{1, 2, 3}
	}), f.root, nil)
	underNotCA := mint(t, leafTemplate("mail.example.test"), notCA, nil)
	otherKey := mint(t, caTemplate("Example Intermediate"), f.root, nil)

	short := mint(t, with(caTemplate("Short Intermediate"), func(c *x509.Certificate) { c.MaxPathLenZero = true }), f.root, nil)
	below := mint(t, caTemplate("Below Short"), short, nil)
	tooDeep := mint(t, leafTemplate("mail.example.test"), below, nil)

	constrained := mint(t, with(caTemplate("Constrained Intermediate"), func(c *x509.Certificate) {
		c.PermittedDNSDomains, c.PermittedDNSDomainsCritical = []string{"example.org"}, true
	}), f.root, nil)
	outside := mint(t, leafTemplate("mail.example.test"), constrained, nil)

	broken := &minted{der: slices.Clone(f.leaf.der)}
	broken.der[len(broken.der)-3] ^= 1
	md5 := weakHashFamily(t, oidMD5RSA, crypto.MD5)

	rsa1024 := weakKeyFamily(t, 1024)
	rsa512 := weakKeyFamily(t, 512)
	sha1 := weakHashFamily(t, oidSHA1RSA, crypto.SHA1)

	return []row{
		{"good", chainOf(f.leaf, f.inter), known, 0, 0, "ok", Accepted, nil},
		{"good with root sent", chainOf(f.leaf, f.inter, f.root), known, 0, 0, "ok", Accepted, nil},
		{"intermediates out of order", chainOf(deepLeaf, f.inter, inter2), known, 0, 0, "ok", Accepted, []string{"tls-chain-disordered"}},
		{"superfluous root", chainOf(f.leaf, f.inter, otherRoot), known, 0, 0, "ok", Accepted, []string{"tls-chain-superfluous"}},
		{"leaf alone", chainOf(f.leaf), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-chain-incomplete"}},
		{"leaf alone, expired", chainOf(oldLeaf), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-chain-incomplete", "tls-cert-expired"}},
		{"root unknown", chainOf(f.leaf, f.inter), trust(otherRoot), 20, 20, "unable to get local issuer certificate", Refused, []string{"tls-root-untrusted"}},
		{"root unknown, leaf expired", chainOf(oldLeaf, f.inter), trust(otherRoot), 20, 10, "certificate has expired", Refused, []string{"tls-root-untrusted", "tls-cert-expired"}},
		{"root sent but not trusted", chainOf(f.leaf, f.inter, f.root), trust(otherRoot), 19, 19, "self signed certificate in certificate chain", Refused, []string{"tls-root-untrusted"}},
		{"self-signed, may sign", chainOf(selfCA), known, 18, 18, "self signed certificate", Refused, []string{"tls-self-signed"}},
		{"self-signed, key usage of signing certificates only", chainOf(selfCertSign), known, 18, 26, "unsupported certificate purpose", Refused, []string{"tls-self-signed", "tls-wrong-purpose"}},
		{"self-signed, no CA", chainOf(selfLeaf), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-self-signed"}},
		{"self-signed, no CA, expired", chainOf(selfLeafOld), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-self-signed", "tls-cert-expired"}},
		{"leaf expired", chainOf(oldLeaf, f.inter), known, 10, 10, "certificate has expired", Refused, []string{"tls-cert-expired"}},
		{"intermediate expired", chainOf(f.leaf, oldInter), known, 10, 10, "certificate has expired", Refused, []string{"tls-cert-expired"}},
		{"trusted root expired", chainOf(f.leaf, f.inter), trust(oldRoot), 10, 10, "certificate has expired", Refused, []string{"tls-cert-expired"}},
		{"leaf not yet valid", chainOf(youngLeaf, f.inter), known, 9, 9, "certificate is not yet valid", Refused, []string{"tls-cert-not-yet-valid"}},
		{"intermediate expired and leaf not yet valid", chainOf(youngLeaf, oldInter), known, 10, 9, "certificate is not yet valid", Refused, []string{"tls-cert-expired", "tls-cert-not-yet-valid"}},
		{"intermediate first", chainOf(f.inter, f.leaf), known, 26, 26, "unsupported certificate purpose", Refused, []string{"tls-chain-disordered"}},
		{"CA certificate as leaf", chainOf(caLeaf, f.inter), known, 26, 26, "unsupported certificate purpose", Refused, []string{"tls-wrong-purpose"}},
		{"clientAuth only", chainOf(clientLeaf, f.inter), known, 26, 26, "unsupported certificate purpose", Refused, []string{"tls-wrong-purpose"}},
		{"intermediate without serverAuth", chainOf(f.leaf, mailInter), known, 26, 26, "unsupported certificate purpose", Refused, []string{"tls-wrong-purpose"}},
		{"no EKU", chainOf(noEKU, f.inter), known, 0, 0, "ok", Accepted, nil},
		{"no digitalSignature", chainOf(noSign, f.inter), known, 0, 0, "ok", Accepted, nil},
		{"issuer is no CA", chainOf(underNotCA, notCA), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-issuer-not-ca"}},
		{"intermediate of another key", chainOf(f.leaf, otherKey), known, 20, 21, "unable to verify the first certificate", Refused, []string{"tls-chain-incomplete"}},
		{"path length exceeded", chainOf(tooDeep, below, short), known, 25, 25, "path length constraint exceeded", Refused, []string{"tls-path-too-long"}},
		{"name constraint violated", chainOf(outside, constrained), known, 47, 47, "permitted subtree violation", Refused, []string{"tls-name-constraint"}},
		{"broken signature", chainOf(broken, f.inter), known, 7, 7, "certificate signature failure", Refused, []string{"tls-signature-bad"}},
		{"MD5-signed", chainOf(md5.leaf, md5.inter), trust(md5.root), 7, 7, "certificate signature failure", Refused, []string{"tls-signature-bad"}},
		{"only the intermediate trusted", chainOf(f.leaf, f.inter), trust(f.inter), 2, 2, "unable to get issuer certificate", Refused, []string{"tls-root-untrusted"}},
		{"the leaf itself trusted", chainOf(f.leaf), trust(f.leaf), 20, 21, "unable to verify the first certificate", Refused, []string{"tls-chain-incomplete"}},
		{"RSA 1024", chainOf(rsa1024.leaf, rsa1024.inter), trust(rsa1024.root), 0, 0, "ok", Risky, []string{"tls-key-small"}},
		{"RSA 512", chainOf(rsa512.leaf, rsa512.inter), trust(rsa512.root), 0, 0, "ok", Refused, []string{"tls-key-unusable", "tls-key-small"}},
		{"SHA-1 signed", chainOf(sha1.leaf, sha1.inter), trust(sha1.root), 0, 0, "ok", Risky, []string{"tls-sha1-signature"}},
	}
}

func expired(c *x509.Certificate) {
	c.NotBefore, c.NotAfter = now.AddDate(-2, 0, 0), now.AddDate(0, -1, 0)
}

func notYet(c *x509.Certificate) {
	c.NotBefore, c.NotAfter = now.AddDate(0, 1, 0), now.AddDate(2, 0, 0)
}

func TestTableOfResults(t *testing.T) {
	t.Parallel()
	for _, r := range rows(t) {
		t.Run(r.name, func(t *testing.T) {
			v := Judge(Input{Chain: r.chain, Host: "mail.example.test", Roots: r.roots, At: now, Cipher: NoHandshake})
			if hasFault(v, "tls-name-mismatch") != nil && r.name != "intermediate first" {
				t.Error("a name mismatch that is not there")
			}
			got := slices.DeleteFunc(faultCodes(v), func(c string) bool { return c == "tls-name-mismatch" })
			if v.Stops.Code != r.stops || v.Ends.Code != r.ends || v.Ends.Text != r.text {
				t.Errorf("stops with %v and ends with %v, want %d and %d %q", v.Stops, v.Ends, r.stops, r.ends, r.text)
			}
			if v.Class != r.class {
				t.Errorf("class %s, want %s", v.Class, r.class)
			}
			if !slices.Equal(got, r.codes) && len(got)+len(r.codes) > 0 {
				t.Errorf("faults %v, want %v", got, r.codes)
			}
		})
	}
}

// weakKeyFamily has a leaf with a small RSA key. Keys below 1024 bits are not
// made by crypto/rsa, so its parts are put together here.
func weakKeyFamily(t *testing.T, bits int) family {
	t.Helper()
	f := newFamily(t)
	prime := func(bits int) *big.Int {
		p, err := rand.Prime(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	pub := &rsa.PublicKey{N: new(big.Int).Mul(prime(bits/2), prime(bits-bits/2)), E: 65537}
	f.leaf = mintFor(t, leafTemplate("mail.example.test"), f.inter, pub)
	return f
}

// weakHashFamily has a leaf signed with a hash that CreateCertificate does not
// sign with.
func weakHashFamily(t *testing.T, oid string, hash crypto.Hash) family {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	root := mint(t, caTemplate("Example Root"), nil, nil)
	inter := mint(t, caTemplate("Example Intermediate"), root, key)
	leaf := mint(t, leafTemplate("mail.example.test"), inter, nil)
	leaf.der = resign(t, leaf.der, key, oid, hash)
	return family{root, inter, leaf}
}

// resign exchanges a certificate's SHA256-RSA signature.
func resign(t *testing.T, der []byte, key *rsa.PrivateKey, oid string, hash crypto.Hash) []byte {
	t.Helper()
	c, err := parse(der)
	if err != nil {
		t.Fatal(err)
	}
	const sha256RSA = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
	tbs := bytes.Replace(c.tbs, []byte(sha256RSA), []byte(oid), 1)
	h := hash.New()
	h.Write(tbs)
	sig, err := rsa.SignPKCS1v15(nil, key, hash, h.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	var b cryptobyte.Builder
	b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(tbs)
		b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddBytes(bytes.Replace(c.outer, []byte(sha256RSA), []byte(oid), 1))
		})
		b.AddASN1BitString(sig)
	})
	return b.BytesOrPanic()
}

const (
	oidMD5RSA  = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"
	oidSHA1RSA = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"
)
