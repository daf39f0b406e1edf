package certs

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
	"harness/verify/certs/pemfile"
)

// resignEC signs a changed TBSCertificate with the key of its issuer.
func resignEC(t *testing.T, der []byte, key crypto.Signer, change func(tbs []byte) []byte) []byte {
	t.Helper()
	c, err := parse(der)
	if err != nil {
		t.Fatal(err)
	}
	tbs := change(slices.Clone(c.tbs))
	h := crypto.SHA256.New()
	h.Write(tbs)
	sig, err := key.Sign(rand.Reader, h.Sum(nil), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	var b cryptobyte.Builder
	b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(tbs)
		b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddBytes(c.outer) })
		b.AddASN1BitString(sig)
	})
	return b.BytesOrPanic()
}

// No fault hides another: an expired leaf of a weak purpose for another name,
// served alone, is all of that at once.
func TestNothingMasksAnything(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	leaf := mint(t, with(with(leafTemplate("other.example.test"), expired), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		c.IssuingCertificateURL = []string{"http://ca.example.test/inter.der"}
	}), f.inter, nil)
	v := Judge(Input{Chain: chainOf(leaf), Host: "mail.example.test", Roots: trust(f.root), At: now})
	for _, code := range []string{"tls-name-mismatch", "tls-cert-expired", "tls-wrong-purpose", "tls-chain-incomplete"} {
		fault := hasFault(v, code)
		if fault == nil {
			t.Errorf("%s is missing from %v", code, faultCodes(v))
			continue
		}
		for key, want := range map[string]string{
			"host": "mail.example.test", "sans": "other.example.test", "cn": "other.example.test", "x509": "21",
			"x509_text": "unable to verify the first certificate", "position": "leaf", "cert": "0",
			"aia": "http://ca.example.test/inter.der", "issuer": "O=Example, CN=Example Intermediate",
			"subject": "CN=other.example.test", "not_after": leaf.x.NotAfter.Format(time.RFC3339), "key": "ECDSA P-256",
		} {
			if fault.Args[key] != want {
				t.Errorf("%s: %s is %q, want %q", code, key, fault.Args[key], want)
			}
		}
	}
	if v.Ends.Code != 21 || v.Class != Refused {
		t.Errorf("ends with %v, class %s", v.Ends, v.Class)
	}
}

// A negative serial number: Go refuses to parse the certificate, BoringSSL does
// not. It is risky, with everything else judged as usual.
func TestNegativeSerial(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	tmpl := leafTemplate("mail.example.test")
	tmpl.SerialNumber = big.NewInt(0x7a7a7a)
	leaf := mint(t, tmpl, f.inter, nil)
	der := resignEC(t, leaf.der, f.inter.key, func(tbs []byte) []byte {
		return bytes.Replace(tbs, []byte{2, 3, 0x7a, 0x7a, 0x7a}, []byte{2, 3, 0x9a, 0x7a, 0x7a}, 1)
	})
	if _, err := x509.ParseCertificate(der); err == nil {
		t.Fatal("crypto/x509 parses it")
	}
	v := Judge(Input{Chain: [][]byte{der, f.inter.der}, Host: "mail.example.test", Roots: trust(f.root), At: now})
	fault := hasFault(v, "tls-cert-unparsable")
	if v.Class != Risky || v.Ends.Code != 0 || fault == nil || len(v.Faults) != 1 {
		t.Fatalf("class %s, ends with %v, faults %v", v.Class, v.Ends, faultCodes(v))
	}
	if !strings.HasPrefix(fault.Args["serial"], "-") || fault.Args["subject"] != "CN=mail.example.test" {
		t.Errorf("args %v", fault.Args)
	}
}

// What cannot be parsed at all is refused without an X509_V_ERR code, and what
// can be read of it is shown.
func TestUnparsable(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	cut := f.leaf.der[:len(f.leaf.der)-20]
	trailing := append(slices.Clone(f.leaf.der), 0)
	for name, tc := range map[string]struct {
		chain   [][]byte
		subject string
		cert    int
	}{
		"nothing":              {nil, "", -1},
		"an empty certificate": {[][]byte{{}}, "", 0},
		"not DER":              {[][]byte{[]byte("-----BEGIN CERTIFICATE-----")}, "", 0},
		"cut off":              {[][]byte{cut, f.inter.der}, "", 0},
		"a byte too many":      {[][]byte{trailing, f.inter.der}, "CN=mail.example.test", 0},
		"broken intermediate":  {[][]byte{f.leaf.der, {0x30, 0x01}}, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Judge(Input{Chain: tc.chain, Host: "mail.example.test", Roots: trust(f.root), At: now})
			fault := hasFault(v, "tls-cert-unparsable")
			if v.Class != Refused || v.Ends.Code != -1 || v.Ends.Text != "" || fault == nil {
				t.Fatalf("class %s, ends with %v, faults %v", v.Class, v.Ends, faultCodes(v))
			}
			if fault.Args["subject"] != tc.subject || fault.Cert != tc.cert || fault.Args["reason"] == "" {
				t.Errorf("certificate %d, args %v", fault.Cert, fault.Args)
			}
		})
	}
}

// Names of an unparsable leaf are still told where they can be read.
func TestNamesOfUnparsableLeaf(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	v := Judge(Input{Chain: [][]byte{append(slices.Clone(f.leaf.der), 0)}, Host: "mail.example.test", Roots: trust(f.root), At: now})
	if !slices.Equal(v.Names.DNS, []string{"mail.example.test"}) || v.Names.CN != "mail.example.test" || !v.Names.HasSAN {
		t.Errorf("names %+v", v.Names)
	}
}

// A public certificate whose intermediate leads nowhere lacks another one; a
// private one has a private root. BoringSSL ends with 20 for both.
func TestSecondIntermediateMissing(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	second := mint(t, with(caTemplate("Second Intermediate"), func(c *x509.Certificate) {
		c.IssuingCertificateURL = []string{"http://ca.example.test/first.der"}
	}), f.inter, nil)
	private := mint(t, leafTemplate("mail.example.test"), second, nil)
	public := mint(t, with(leafTemplate("mail.example.test"), func(c *x509.Certificate) {
		c.Policies = []x509.OID{domainValidated(t)}
	}), second, nil)
	for code, leaf := range map[string]*minted{"tls-chain-incomplete": public, "tls-root-untrusted": private} {
		v := Judge(Input{Chain: chainOf(leaf, second), Host: "mail.example.test", Roots: trust(f.root), At: now})
		if v.Ends.Code != 20 || !slices.Equal(faultCodes(v), []string{code}) {
			t.Fatalf("ends with %v, faults %v, want %s", v.Ends, faultCodes(v), code)
		}
		if a := v.Faults[0].Args; a["issuer"] != "O=Example, CN=Example Intermediate" || a["aia"] != "http://ca.example.test/first.der" {
			t.Errorf("%s: args %v", code, a)
		}
	}
}

func domainValidated(t *testing.T) x509.OID {
	t.Helper()
	oid, err := x509.ParseOID("2.23.140.1.2.1")
	if err != nil {
		t.Fatal(err)
	}
	return oid
}

// Roots are shared by everybody who judges.
func TestRootsAreShared(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	roots := trust(f.root)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, chain := range [][][]byte{chainOf(f.leaf, f.inter), chainOf(f.root), chainOf(f.leaf, f.inter, f.root)} {
				if v := Judge(Input{Chain: chain, Roots: roots, At: now}); v.Ends.Code != 0 && v.Ends.Code != errPurpose {
					t.Errorf("ends with %v", v.Ends)
				}
			}
		})
	}
	wg.Wait()
}

func TestKeys(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve := func(c elliptic.Curve) crypto.PublicKey {
		k, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k.Public()
	}
	good := mint(t, leafTemplate("mail.example.test"), f.inter, nil)
	dsaKey := "\x2a\x86\x48\xce\x38\x04\x01" // 1.2.840.10040.4.1
	for name, tc := range map[string]struct {
		chain [][]byte
		class Class
		codes []string
	}{
		"P-256":   {chainOf(good, f.inter), Accepted, nil},
		"P-384":   {chainOf(mintFor(t, leafTemplate("mail.example.test"), f.inter, curve(elliptic.P384())), f.inter), Accepted, nil},
		"P-521":   {chainOf(mintFor(t, leafTemplate("mail.example.test"), f.inter, curve(elliptic.P521())), f.inter), Risky, []string{"tls-key-unusable"}},
		"Ed25519": {chainOf(mintFor(t, leafTemplate("mail.example.test"), f.inter, ed.Public()), f.inter), Risky, []string{"tls-key-unusable"}},
		"no key that anybody knows": {[][]byte{resignEC(t, good.der, f.inter.key, func(tbs []byte) []byte {
			return bytes.Replace(tbs, []byte("\x2a\x86\x48\xce\x3d\x02\x01"), []byte(dsaKey), 1)
		}), f.inter.der}, Refused, []string{"tls-cert-unparsable", "tls-key-unusable"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Judge(Input{Chain: tc.chain, Host: "mail.example.test", Roots: trust(f.root), At: now})
			if v.Class != tc.class || !slices.Equal(faultCodes(v), append([]string{}, tc.codes...)) {
				t.Errorf("class %s, faults %v; want %s, %v", v.Class, faultCodes(v), tc.class, tc.codes)
			}
		})
	}
}

// The second at which a certificate ends is over; the one at which it starts is in.
func TestEdgesOfValidity(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	x := f.leaf.x
	for _, tc := range []struct {
		at   time.Time
		ends int
	}{
		{x.NotBefore.Add(-time.Second), errNotYetValid}, {x.NotBefore, 0},
		{x.NotAfter.Add(-time.Second), 0}, {x.NotAfter, errExpired},
	} {
		long := mint(t, with(caTemplate("Example Root"), decades), nil, f.root.key)
		inter := mint(t, with(caTemplate("Example Intermediate"), decades), long, f.inter.key)
		v := Judge(Input{Chain: chainOf(f.leaf, inter), Roots: trust(long), At: tc.at})
		if v.Ends.Code != tc.ends {
			t.Errorf("at %v: ends with %v, want %d", tc.at, v.Ends, tc.ends)
		}
		if !v.Expires.Equal(x.NotAfter) {
			t.Errorf("expires %v, want %v", v.Expires, x.NotAfter)
		}
	}
}

func decades(c *x509.Certificate) {
	c.NotBefore, c.NotAfter = now.AddDate(-10, 0, 0), now.AddDate(10, 0, 0)
}

// Names are compared in BoringSSL's canonical form: case, white space and the
// string type do not matter.
func TestCanonicalNames(t *testing.T) {
	t.Parallel()
	raw := func(tag int, s string) []byte {
		var b cryptobyte.Builder
		b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) {
				b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{2, 5, 4, 3})
					b.AddASN1(casn1.Tag(tag), func(b *cryptobyte.Builder) { b.AddBytes([]byte(s)) })
				})
			})
		})
		return b.BytesOrPanic()
	}
	canon := func(der []byte) string {
		var n name
		in := cryptobyte.String(der)
		if !parseName(&in, &n) || !in.Empty() {
			t.Fatalf("cannot read %x", der)
		}
		return n.canon
	}
	want := canon(raw(12, "Example Root"))
	for _, same := range [][]byte{raw(19, "EXAMPLE  root"), raw(22, " example\troot "), raw(20, "Example Root"),
		raw(30, "\x00E\x00x\x00a\x00m\x00p\x00l\x00e\x00 \x00R\x00o\x00o\x00t")} {
		if canon(same) != want {
			t.Errorf("%x is another name", same)
		}
	}
	for _, other := range [][]byte{raw(12, "ExampleRoot"), raw(4, "Example Root"), raw(18, "Example Root")} {
		if canon(other) == want {
			t.Errorf("%x is the same name", other)
		}
	}
	var n name
	if in := cryptobyte.String(raw(12, "\xff")); parseName(&in, &n) {
		t.Error("a UTF8String that is no UTF-8 was read")
	}
}

func TestRootsFromPEM(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	text := append([]byte("# a comment\n"), pemOf(f.root.der)...)
	text = append(text, "-----BEGIN JUNK-----\nAAAA\n-----END JUNK-----\n"...)
	r, err := RootsFromPEM("file.pem", text)
	if err != nil || r.Len() != 1 || r.Name != "file.pem" {
		t.Fatalf("%v, %d roots", err, r.Len())
	}
	v := Judge(Input{Chain: chainOf(f.leaf, f.inter), Host: "mail.example.test", Roots: r, At: now})
	if v.Class != Accepted {
		t.Errorf("class %s: %v", v.Class, faultCodes(v))
	}
	for _, bad := range []string{"", "hello"} {
		if _, err := RootsFromPEM("file.pem", []byte(bad)); !errors.Is(err, ErrNoCertificate) || !strings.Contains(err.Error(), "file.pem") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	// Half a file is no file: what is damaged is not passed over.
	damaged := append(pemOf(f.root.der), pemOf([]byte("junk"))...)
	var damage *pemfile.Damage
	if _, err := RootsFromPEM("file.pem", damaged); !errors.As(err, &damage) || damage.Line != 1+strings.Count(string(pemOf(f.root.der)), "\n") {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestUnanchored(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	both := trust(f.root).Join("both", trust(f.inter))
	for name, r := range map[string][2]*Roots{"a root": {trust(f.root), trust(f.root)}, "with its root": {trust(f.inter), both}} {
		if list := r[0].Unanchored(r[1]); len(list) != 0 {
			t.Errorf("%s: %v", name, list)
		}
	}
	list := trust(f.inter).Unanchored(trust(f.inter))
	if len(list) != 1 || !strings.Contains(list[0].Subject, "Example Intermediate") || !strings.Contains(list[0].Issuer, "Example Root") || both.Len() != 2 {
		t.Errorf("%v of %d", list, both.Len())
	}
	v := Judge(Input{Chain: chainOf(f.leaf, f.inter), Host: "mail.example.test", Roots: trust(f.inter), At: now})
	fault := hasFault(v, "tls-root-untrusted")
	if v.Ends.Code != errNoIssuer || fault == nil || !strings.Contains(fault.Args["reason"], "intermediate") {
		t.Errorf("ends with %v, %+v", v.Ends, fault)
	}
}

func TestRootsWith(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	empty := NewRoots("none")
	more := empty.With("none and ours", f.root.x)
	in := Input{Chain: chainOf(f.leaf, f.inter), Host: "mail.example.test", At: now}
	for _, tc := range []struct {
		roots *Roots
		class Class
	}{{nil, Refused}, {empty, Refused}, {more, Accepted}, {more.With("still"), Accepted}} {
		in.Roots = tc.roots
		if v := Judge(in); v.Class != tc.class {
			t.Errorf("%d roots: class %s", tc.roots.Len(), v.Class)
		}
	}
	if empty.Len() != 0 || more.Name != "none and ours" {
		t.Error("With changed what it was called on")
	}
}

// A root that is trusted on a condition is as good as unknown where the chain
// does not meet it.
func TestConditionOfRoot(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	roots := func(allowed bool) *Roots {
		return NewAnchors("conditional", Anchor{DER: f.root.der, Allow: func(chain []*x509.Certificate) error {
			if len(chain) != 3 || !chain[0].Equal(f.leaf.x) {
				t.Errorf("shown a chain of %d", len(chain))
			}
			if allowed {
				return nil
			}
			return errors.New("no")
		}})
	}
	in := Input{Chain: chainOf(f.leaf, f.inter), Host: "mail.example.test", Roots: roots(true), At: now}
	if v := Judge(in); v.Class != Accepted {
		t.Errorf("met: class %s, %v", v.Class, faultCodes(v))
	}
	in.Roots = roots(false)
	v := Judge(in)
	if v.Class != Refused || v.Ends.Code != errNoLocalIssuer || !slices.Equal(faultCodes(v), []string{"tls-root-untrusted"}) {
		t.Errorf("not met: class %s, ends with %v, %v", v.Class, v.Ends, faultCodes(v))
	}
}

func pemOf(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
