package certs

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// randomChain is a chain with some faults that a seed chose.
type randomChain struct {
	made  []string // "fault@certificate", the leaf is 0
	chain [][]byte
	root  []byte
}

// sketch is a chain before it is minted, the leaf first and the root last.
type sketch struct {
	certs    []*x509.Certificate
	dates    map[int]string // notAfter of a certificate as it will be written
	broken   map[int]bool   // signatures
	sendRoot bool
	drop     int // the intermediate that is not sent, 0: none
	shuffle  bool
	unknown  bool // the root is another
}

type randomFault struct {
	name  string
	apply func(r *mathrand.Rand, s *sketch, at int)
}

var (
	idSAN         = asn1.ObjectIdentifier{2, 5, 29, 17}
	idConstraints = asn1.ObjectIdentifier{2, 5, 29, 30}
	idInhibitAny  = asn1.ObjectIdentifier{2, 5, 29, 54}
)

// der writes one value.
func der(tag casn1.Tag, parts ...[]byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) { b.AddBytes(bytes.Join(parts, nil)) })
	return b.BytesOrPanic()
}

func directory(cn string) []byte {
	name, err := asn1.Marshal(pkix.Name{Organization: []string{"Example"}, CommonName: cn}.ToRDNSequence())
	if err != nil {
		panic(err)
	}
	return name
}

// sanKinds are names of every kind that a certificate may have, some malformed.
var sanKinds = map[string][][]byte{
	"dns":       {[]byte("\x82\x11mail.example.test"), []byte("\x82\x0e*.example.test"), []byte("\x82\x0email.other.org"), []byte("\x82\x00")},
	"mail":      {[]byte("\x81\x11info@example.test"), []byte("\x81\x11Info@EXAMPLE.test"), []byte("\x81\x04info"), []byte("\x81\x0ea@b@other.test")},
	"uri":       {[]byte("\x86\x19https://host.example.test"), []byte("\x86\x14https://[::1]:80/abc"), []byte("\x86\x0amailto:a@b"), []byte("\x86\x12https://192.0.2.1/")},
	"ip":        {[]byte("\x87\x04\xc0\x00\x02\x07"), []byte("\x87\x04\x0a\x01\x01\x01"), []byte("\x87\x03\x0a\x01\x01")},
	"directory": {der(nameDirectory, directory("mail")), der(nameDirectory, directory("other"))},
	"rid":       {[]byte("\x88\x03\x2a\x03\x04")},
	"other":     {[]byte("\xa0\x0a\x06\x03\x2a\x03\x04\xa0\x03\x0c\x01x")},
	"edi":       {[]byte("\xa5\x05\xa1\x03\x0c\x01x")},
	"malformed": {[]byte("\xa5\x00"), []byte("\x89\x01x"), []byte("\xa0\x02\x06\x00"), []byte("\x88\x00")},
}

// baseKinds are constraints of every kind.
var baseKinds = map[string][][]byte{
	"dns":       {[]byte("\x82\x0cexample.test"), []byte("\x82\x09other.org"), []byte("\x82\x0d.example.test"), []byte("\x82\x00")},
	"mail":      {[]byte("\x81\x0cexample.test"), []byte("\x81\x0d@example.test"), []byte("\x81\x11info@example.test"), []byte("\x81\x0d.example.test")},
	"uri":       {[]byte("\x86\x11host.example.test"), []byte("\x86\x0d.example.test"), []byte("\x86\x00"), []byte("\x86\x09other.org")},
	"ip":        {[]byte("\x87\x08\xc0\x00\x02\x00\xff\xff\xff\x00"), []byte("\x87\x03\x01\x02\x03")},
	"directory": {der(nameDirectory, directory("mail")), der(nameDirectory, der(casn1.SEQUENCE))[:0], der(nameDirectory, directory("other"))},
	"rid":       {[]byte("\x88\x03\x2a\x03\x04")},
	"other":     {[]byte("\xa0\x0a\x06\x03\x2a\x03\x04\xa0\x03\x0c\x01x")},
	"edi":       {[]byte("\xa5\x05\xa1\x03\x0c\x01x")},
	"malformed": {[]byte("\xa5\x00"), []byte("\x89\x01x")},
}

var generalKinds = []string{"dns", "mail", "uri", "ip", "directory", "rid", "other", "edi", "malformed"}

func addExtension(c *x509.Certificate, id asn1.ObjectIdentifier, critical bool, value []byte) {
	c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: id, Critical: critical, Value: value})
}

// randomFaults: each says in its name what it made, so that a difference can be
// tied to it.
func randomFaults() []randomFault {
	list := []randomFault{
		{"expired", func(_ *mathrand.Rand, s *sketch, at int) { expired(s.certs[at]) }},
		{"not-yet", func(_ *mathrand.Rand, s *sketch, at int) { notYet(s.certs[at]) }},
		{"date-offset", func(_ *mathrand.Rand, s *sketch, at int) { s.dates[at] = "280101000000+0100" }},
		{"date-no-seconds", func(_ *mathrand.Rand, s *sketch, at int) { s.dates[at] = "2801010000Z" }},
		{"date-month-13", func(_ *mathrand.Rand, s *sketch, at int) { s.dates[at] = "281301000000Z" }},
		{"signature", func(_ *mathrand.Rand, s *sketch, at int) { s.broken[at] = true }},
		{"client", func(_ *mathrand.Rand, s *sketch, at int) {
			s.certs[at].ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		}},
		{"unknown-critical", func(_ *mathrand.Rand, s *sketch, at int) {
			s.certs[at].ExtraExtensions = append(s.certs[at].ExtraExtensions, unknownExtension)
		}},
		{"path-0", func(_ *mathrand.Rand, s *sketch, at int) { s.certs[at].MaxPathLenZero = s.certs[at].IsCA }},
		{"root-sent", func(_ *mathrand.Rand, s *sketch, _ int) { s.sendRoot = true }},
		{"dropped", func(r *mathrand.Rand, s *sketch, _ int) { s.drop = 1 + r.IntN(len(s.certs)-2) }},
		{"shuffled", func(_ *mathrand.Rand, s *sketch, _ int) { s.shuffle = true }},
		{"root-unknown", func(_ *mathrand.Rand, s *sketch, _ int) { s.unknown = true }},
		{"policy", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idPolicies, false, []byte(policyA))
		}},
		{"policy-twice", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idPolicies, false, []byte(twiceA))
		}},
		{"policy-empty", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idPolicies, false, []byte(noPolicies))
		}},
		{"policy-required", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idPolicyConstraints, true, []byte(requireExplicit))
		}},
		{"policy-mapped", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idPolicyMappings, false, []byte(mapAToB))
		}},
		{"policy-inhibit-any", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idInhibitAny, true, []byte("\x02\x01\x00"))
		}},
		{"policy-inhibit-negative", func(_ *mathrand.Rand, s *sketch, at int) {
			addExtension(s.certs[at], idInhibitAny, true, []byte("\x02\x01\xff"))
		}},
	}
	for _, kind := range generalKinds {
		list = append(list,
			randomFault{"san-" + kind, func(r *mathrand.Rand, s *sketch, _ int) {
				s.certs[0].DNSNames = nil
				names := sanKinds[kind]
				addExtension(s.certs[0], idSAN, false, der(casn1.SEQUENCE, sanKinds["dns"][0], names[r.IntN(len(names))]))
			}},
			randomFault{"constraint-" + kind, func(r *mathrand.Rand, s *sketch, at int) {
				bases := baseKinds[kind]
				tree := bases[r.IntN(len(bases))]
				if r.IntN(8) == 0 {
					tree = append(slices.Clone(tree), 0x80, 1, 0)
				}
				addExtension(s.certs[max(at, 1)], idConstraints, true, der(casn1.SEQUENCE, der(explicit(r.IntN(2)), der(casn1.SEQUENCE, tree))))
			}})
	}
	return list
}

// randomChains are n chains of a seed.
func randomChains(t *testing.T, seed uint64, n int) []randomChain {
	t.Helper()
	r := mathrand.New(mathrand.NewPCG(seed, 7))
	faults := randomFaults()
	var keys []*ecdsa.PrivateKey
	for range 5 {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, k)
	}
	var list []randomChain
	for range n {
		s := &sketch{certs: []*x509.Certificate{leafTemplate("mail.example.test")}, dates: map[int]string{}, broken: map[int]bool{}}
		for i := range 1 + r.IntN(2) {
			s.certs = append(s.certs, caTemplate(fmt.Sprintf("Example Intermediate %d", i)))
		}
		s.certs = append(s.certs, caTemplate("Example Root"))
		var made []string
		for range 1 + r.IntN(3) {
			f, at := faults[r.IntN(len(faults))], r.IntN(len(s.certs)-1)
			f.apply(r, s, at)
			made = append(made, fmt.Sprintf("%s@%d", f.name, at))
			if kind, ok := strings.CutPrefix(f.name, "constraint-"); ok && len(s.certs[0].ExtraExtensions) == 0 && r.IntN(2) == 0 {
				i := slices.IndexFunc(faults, func(f randomFault) bool { return f.name == "san-"+kind })
				faults[i].apply(r, s, 0)
				made = append(made, faults[i].name+"@0")
			}
		}
		list = append(list, s.mint(t, r, keys, made))
	}
	return list
}

func (s *sketch) mint(t *testing.T, r *mathrand.Rand, keys []*ecdsa.PrivateKey, made []string) randomChain {
	t.Helper()
	top := len(s.certs) - 1
	out := make([][]byte, len(s.certs))
	for i := top; i >= 0; i-- {
		c := s.certs[i]
		fill(c)
		by := min(i+1, top)
		if c.IsCA {
			id := sha256.Sum256([]byte(c.Subject.CommonName))
			c.SubjectKeyId = id[:8]
		}
		raw, err := x509.CreateCertificate(rand.Reader, c, s.certs[by], keys[i].Public(), keys[by])
		if err != nil {
			t.Fatalf("%v: %v", made, err)
		}
		if s.dates[i] != "" {
			raw = redate(t, raw, s.dates[i], keys[by])
		}
		if s.broken[i] {
			raw[len(raw)-3] ^= 1
		}
		out[i] = raw
	}
	c := randomChain{made: made, chain: out[:top:top], root: out[top]}
	if s.drop > 0 {
		c.chain = slices.Delete(slices.Clone(c.chain), s.drop, s.drop+1)
	}
	if s.sendRoot {
		c.chain = append(slices.Clone(c.chain), c.root)
	}
	if s.shuffle && len(c.chain) > 2 {
		rest := slices.Clone(c.chain[1:])
		r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		c.chain = append([][]byte{c.chain[0]}, rest...)
	}
	if s.unknown {
		c.root = mint(t, caTemplate("Other Root"), nil, nil).der
	}
	return c
}

// redate writes another notAfter and signs again.
func redate(t *testing.T, raw []byte, date string, key crypto.Signer) []byte {
	t.Helper()
	var cert struct {
		TBS       asn1.RawValue
		Algorithm asn1.RawValue
		Signature asn1.BitString
	}
	if _, err := asn1.Unmarshal(raw, &cert); err != nil {
		t.Fatal(err)
	}
	in := cryptobyte.String(cert.TBS.Bytes)
	var parts [][]byte
	for n := 0; !in.Empty(); n++ {
		var v cryptobyte.String
		var tag casn1.Tag
		if !in.ReadAnyASN1Element(&v, &tag) {
			t.Fatal("a certificate that cannot be taken apart")
		}
		if n == 4 { // after version, serial number, algorithm, issuer
			var seq, notBefore cryptobyte.String
			if !v.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadAnyASN1Element(&notBefore, &tag) {
				t.Fatal("no dates")
			}
			v = der(casn1.SEQUENCE, notBefore, der(casn1.UTCTime, []byte(date)))
		}
		parts = append(parts, v)
	}
	tbs := der(casn1.SEQUENCE, parts...)
	digest := sha256.Sum256(tbs)
	sig, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return der(casn1.SEQUENCE, tbs, cert.Algorithm.FullBytes, der(casn1.BIT_STRING, []byte{0}, sig))
}
