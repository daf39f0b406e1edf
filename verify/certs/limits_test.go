package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"math/big"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"harness/verify/certs/oid"
)

// forged is a certificate put together by hand; nobody signed it.
type forged struct {
	subject, issuer string
	spki            []byte
	san             []byte // contents of GeneralNames
	constraints     []byte // contents of NameConstraints
	policies        []byte
	ca              bool
	rdns            int // further attributes of the subject
	alg             string
}

func (f forged) der(t testing.TB) []byte {
	t.Helper()
	var b cryptobyte.Builder
	seq := func(b *cryptobyte.Builder, body func(*cryptobyte.Builder)) { b.AddASN1(casn1.SEQUENCE, body) }
	alg := func(b *cryptobyte.Builder) {
		b.AddASN1(casn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(f.alg)) })
	}
	dn := func(cn string, more int) func(*cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) {
			for i := range more + 1 {
				b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) {
					seq(b, func(b *cryptobyte.Builder) {
						b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{2, 5, 4, 3})
						text := cn
						if i > 0 {
							text = "x"
						}
						b.AddASN1(casn1.UTF8String, func(b *cryptobyte.Builder) { b.AddBytes([]byte(text)) })
					})
				})
			}
		}
	}
	ext := func(b *cryptobyte.Builder, id string, body []byte) {
		seq(b, func(b *cryptobyte.Builder) {
			b.AddASN1(casn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(id)) })
			b.AddASN1(casn1.OCTET_STRING, func(b *cryptobyte.Builder) {
				seq(b, func(b *cryptobyte.Builder) { b.AddBytes(body) })
			})
		})
	}
	seq(&b, func(b *cryptobyte.Builder) {
		seq(b, func(b *cryptobyte.Builder) {
			b.AddASN1(casn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) { b.AddASN1Int64(2) })
			b.AddASN1BigInt(big.NewInt(serials.Add(1)))
			seq(b, alg)
			seq(b, dn(f.issuer, 0))
			seq(b, func(b *cryptobyte.Builder) {
				b.AddASN1UTCTime(now.AddDate(-1, 0, 0))
				b.AddASN1UTCTime(now.AddDate(1, 0, 0))
			})
			seq(b, dn(f.subject, f.rdns))
			b.AddBytes(f.spki)
			b.AddASN1(casn1.Tag(3).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
				seq(b, func(b *cryptobyte.Builder) {
					if f.ca {
						ext(b, oid.BasicConstraints, []byte{1, 1, 0xff})
					}
					if f.san != nil {
						ext(b, oid.SAN, f.san)
					}
					if f.constraints != nil {
						ext(b, oid.NameConstraints, f.constraints)
					}
					if f.policies != nil {
						ext(b, oid.Policies, f.policies)
					}
				})
			})
		})
		seq(b, alg)
		// An ECDSA signature of r = s = 1; for RSA as good as any.
		b.AddASN1BitString([]byte{0x30, 6, 2, 1, 1, 2, 1, 1})
	})
	der, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

const (
	oidECDSA256 = "\x2a\x86\x48\xce\x3d\x04\x03\x02"
	oidRSA256   = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
)

func spkiOf(t testing.TB, pub any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// generalNames repeats a GeneralName up to about size bytes.
func generalNames(tag byte, size int, name func(i int) string) []byte {
	var b []byte
	for i := 0; len(b) < size; i++ {
		s := name(i)
		b = append(append(b, tag, byte(len(s))), s...)
	}
	return b
}

// subtrees makes NameConstraints with permitted subtrees.
func subtrees(tag byte, size int, name func(i int) string) []byte {
	var list []byte
	for i := 0; len(list) < size; i++ {
		s := name(i)
		list = append(append(list, 0x30, byte(len(s)+2), tag, byte(len(s))), s...)
	}
	return append(appendHeader(nil, 0xa0, len(list)), list...)
}

type hostile struct {
	name  string
	chain [][]byte
	roots *Roots
}

func hostiles(t testing.TB) []hostile {
	t.Helper()
	p256 := spkiOf(t, ecKey(t).Public())
	k521, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	bigRSA := func(bits uint) []byte {
		n := new(big.Int).Lsh(big.NewInt(1), bits-1)
		return spkiOf(t, &rsa.PublicKey{N: n.Add(n, big.NewInt(12345)), E: 1<<31 - 1})
	}
	root := mint(t, caTemplate("Example Root"), nil, nil)
	known := trust(root)
	line := func(n int, each func(i int, f *forged)) [][]byte {
		var c [][]byte
		for i := range n {
			f := forged{subject: fmt.Sprint("CA ", i), issuer: fmt.Sprint("CA ", i+1), spki: p256, ca: i > 0, alg: oidECDSA256}
			each(i, &f)
			c = append(c, f.der(t))
		}
		return c
	}
	short := func(i int) string { return string(rune('a' + i%26)) }
	hosts := func(i int) string { return fmt.Sprintf("h%d.example.test", i) }
	manyRoots := make([]*x509.Certificate, 0, 200)
	for range 200 {
		manyRoots = append(manyRoots, mint(t, caTemplate("Example Root"), nil, root.key).x)
	}
	list := []hostile{
		{"100 certificates in a line", line(100, func(int, *forged) {}), known},
		{"100 of the same subject and issuer", line(100, func(_ int, f *forged) { f.subject, f.issuer = "CA", "CA" }), known},
		{"two that issued each other, 100 times", line(100, func(i int, f *forged) {
			f.subject, f.issuer = fmt.Sprint("CA ", i%2), fmt.Sprint("CA ", (i+1)%2)
		}), known},
		{"100 with P-521 keys", line(100, func(_ int, f *forged) { f.spki = spkiOf(t, k521.Public()) }), known},
		{"100 with RSA 8192 and the largest exponent", line(100, func(_ int, f *forged) { f.spki, f.alg = bigRSA(8192), oidRSA256 }), known},
		{"50 with RSA 16384 and the largest exponent", line(50, func(_ int, f *forged) { f.spki, f.alg = bigRSA(16384), oidRSA256 }), known},
		{"100 with thousands of names", line(100, func(_ int, f *forged) { f.san = generalNames(0x82, 60_000, hosts) }), known},
		{"one with a great many names", line(1, func(_ int, f *forged) { f.san = generalNames(0x82, 250_000, short) }), known},
		{"one with a great many URIs", line(1, func(_ int, f *forged) {
			f.san = generalNames(0x86, 250_000, func(int) string { return "a:b" })
		}), known},
		{"one with a great many attributes in its subject", line(1, func(_ int, f *forged) { f.rdns = 20_000 }), known},
		{"as many names as constraints", line(2, func(i int, f *forged) {
			f.san = generalNames(0x82, 60_000, short)
			f.constraints = subtrees(0x82, 60_000, func(int) string { return "q.test" })
		}), known},
		{"names and constraints in every certificate", line(100, func(i int, f *forged) {
			f.san = generalNames(0x82, 1000, short)
			f.constraints = subtrees(0x82, 1000, short)
		}), known},
		{"long names and constraints", line(2, func(i int, f *forged) {
			long := fmt.Sprintf("%0120d", 7)
			f.san = generalNames(0x82, 60_000, func(int) string { return long })
			f.constraints = subtrees(0x82, 60_000, func(i int) string { return fmt.Sprintf("%0120d", i*100+8) })
		}), known},
		{"mail addresses and constraints", line(2, func(i int, f *forged) {
			f.san = generalNames(0x81, 60_000, func(int) string { return "a@b.test" })
			f.constraints = subtrees(0x81, 60_000, func(i int) string { return fmt.Sprintf("%d@b.test", i) })
		}), known},
		{"a great many policies", line(3, func(i int, f *forged) {
			for n := range 8000 {
				f.policies = append(f.policies, 0x30, 5, 6, 3, 0x2a, byte(n>>7)&0x7f, byte(n)&0x7f)
			}
		}), known},
		{"1,700 tiny ones", slices.Repeat([][]byte{{0x30, 0x00}}, 1700), known},
		{"1,000,000 of nothing", make([][]byte, 1_000_000), known},
		{"200 roots of the same name", chainOf(mint(t, leafTemplate("mail.example.test"), mint(t, caTemplate("Example Root"), nil, nil), nil)), NewRoots("many", manyRoots...)},
	}
	return list
}

// maxJudgeBytes is the limit for whatever a server serves.
const maxJudgeBytes = 32 << 20

// TestHostileChains is not parallel: it counts what Judge allocates.
func TestHostileChains(t *testing.T) {
	for _, h := range hostiles(t) {
		t.Run(h.name, func(t *testing.T) {
			in := Input{Chain: h.chain, Host: "mail.example.test", Roots: h.roots, At: now}
			best, least := time.Hour, uint64(1<<62)
			for range runs { // others may be at work on this machine
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				start := time.Now()
				v := Judge(in)
				best = min(best, time.Since(start))
				runtime.ReadMemStats(&after)
				least = min(least, after.TotalAlloc-before.TotalAlloc)
				if v.Class != Refused {
					t.Fatalf("class %s", v.Class)
				}
			}
			t.Logf("%v, %d KiB", best, least>>10)
			if least > maxJudgeBytes {
				t.Errorf("allocated %d KiB", least>>10)
			}
		})
	}
}

// The limits are of structure: they hold on a machine of any speed.
func TestWorkIsBounded(t *testing.T) {
	t.Parallel()
	for _, h := range hostiles(t) {
		j := &judge{in: Input{Chain: h.chain, Host: "mail.example.test", Roots: h.roots, At: now}, work: work{names: maxNameChecks, sign: maxSignatureCost}}
		j.read()
		looked := 0
		for _, c := range j.certs {
			looked += len(c.raw)
		}
		if looked > maxLookedAtBytes {
			t.Errorf("%s: looked at %d bytes", h.name, looked)
		}
		if j.leaf == nil {
			continue
		}
		p, _ := run(j.certs, h.roots, now, &j.work)
		if len(p.chain) > maxDepth {
			t.Errorf("%s: a path of %d", h.name, len(p.chain))
		}
	}
}

// A real chain is far from every limit, and over a limit means refused.
func TestLimitsRefuse(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	padding := slices.Repeat([][]byte{f.inter.der}, maxMessageBytes/len(f.inter.der)+1)
	v := Judge(Input{Chain: append(chainOf(f.leaf), padding...), Host: "mail.example.test", Roots: trust(f.root), At: now})
	if v.Class != Refused || v.Ends.Code != noResult || hasFault(v, "tls-cert-unparsable") == nil {
		t.Errorf("a chain over 100 KiB: class %s, ends with %v", v.Class, v.Ends)
	}
	in := Input{Chain: chainOf(f.leaf, f.inter), Host: "mail.example.test", Roots: trust(f.root), At: now}
	j := &judge{in: in, work: work{names: maxNameChecks, sign: maxSignatureCost}}
	j.read()
	run(j.certs, in.Roots, now, &j.work)
	if j.work.sign < maxSignatureCost*9/10 {
		t.Errorf("a usual chain costs %d", maxSignatureCost-j.work.sign)
	}
	spent := work{}
	p, _ := run(j.certs, in.Roots, now, &spent)
	if _, ends := p.results(); ends.Code != errSignature {
		t.Errorf("without work left a chain ends with %v", ends)
	}
}

func BenchmarkJudge(b *testing.B) {
	key := func() *rsa.PrivateKey {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			b.Fatal(err)
		}
		return k
	}
	ec := newFamily(b)
	root := mint(b, caTemplate("RSA Root"), nil, key())
	inter := mint(b, caTemplate("RSA Intermediate"), root, key())
	leaf := mint(b, leafTemplate("mail.example.test", "smtp.example.test", "*.pop.example.test"), inter, key())
	for _, c := range []struct {
		name string
		in   Input
	}{
		{"P-256", Input{Chain: chainOf(ec.leaf, ec.inter), Host: "mail.example.test", Roots: trust(ec.root), At: now}},
		{"RSA-2048", Input{Chain: chainOf(leaf, inter), Host: "mail.example.test", Roots: trust(root), At: now}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := Judge(c.in); v.Class != Accepted {
					b.Fatal(faultCodes(v))
				}
			}
		})
	}
}
