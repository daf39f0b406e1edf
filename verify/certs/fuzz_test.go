package certs

import (
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"

	"harness/verify/certs/oid"
)

// The oracle: X509_check_host written down a second time, from the rules as
// people would state them, with nothing of the implementation.
var (
	wildcard = regexp.MustCompile(`(?s)^\*(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?){2,}$`)
	oneLabel = regexp.MustCompile(`^([A-Za-z0-9-]+|\*)$`)
	hostLike = regexp.MustCompile(`^(\*\.)?[A-Za-z0-9_:][A-Za-z0-9_:-]*(\.[A-Za-z0-9_:][A-Za-z0-9_:-]*)*\.?$`)
)

func upperBytes(b []byte) []byte {
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 32
		}
	}
	return b
}

func oracleMatch(pattern, host string) bool {
	if wildcard.MatchString(pattern) && !(len(host) > 1 && host[0] == '.') {
		label, rest, _ := strings.Cut(host, ".")
		return oneLabel.MatchString(label) && string(upperBytes([]byte("*."+rest))) == string(upperBytes([]byte(pattern)))
	}
	return !strings.Contains(pattern, "\x00") && string(upperBytes([]byte(pattern))) == string(upperBytes([]byte(host)))
}

// oracleHost: may a certificate with these names stand for that host.
func oracleHost(sans []string, hasSAN bool, cn, host string) bool {
	if ip := net.ParseIP(host); ip != nil || strings.Contains(host, "\x00") {
		return false // no iPAddress here
	}
	if hasSAN {
		for _, s := range sans {
			if s != "" && oracleMatch(s, host) {
				return true
			}
		}
		return false
	}
	return hostLike.MatchString(cn) && oracleMatch(cn, host)
}

// fuzzCert is a certificate of nothing but names.
func fuzzCert(sans []string, hasSAN bool, cn string) *cert {
	c := &cert{seen: true}
	if hasSAN {
		c.exts = []extension{{oid: oid.SAN, value: cryptobyte.String{}}}
		c.ext.hasSAN = true
		for _, s := range sans {
			c.ext.san = append(c.ext.san, generalName{nameDNS, s})
		}
	}
	c.subject = name{cns: []string{cn}, cnBad: -1}
	return c
}

func FuzzHost(f *testing.F) {
	for _, r := range hostRows {
		f.Add(strings.Join(r.sans, "\n"), r.sans != nil || r.ips != nil, r.cn, r.host)
	}
	for _, s := range []string{"*.example.test", "*.a-.test", "*.-a.test", "*..test", "xn--*.example.test", "*.xn--bcher-kva.test",
		"mail.example.test\x00.evil.test", "*.example.test.", "*.a_b.test", ".example.test", "*.*", "", "*.1.2"} {
		for _, h := range []string{"mail.example.test", ".example.test", "*.example.test", "a.a-.test", "x.-a.test", "x..test", "mail.example.test.", "a.1.2", "\x00"} {
			f.Add(s, true, "", h)
			f.Add("", false, s, h)
		}
	}
	f.Fuzz(func(t *testing.T, list string, hasSAN bool, cn, host string) {
		if len(list)+len(cn)+len(host) > 4096 || !utf8.ValidString(cn) {
			return
		}
		sans := strings.Split(list, "\n")
		got := checkHost(fuzzCert(sans, hasSAN, cn), host)
		want := oracleHost(sans, hasSAN, cn, host)
		if (got != hostNotFound) != want {
			t.Errorf("%q, CN %q (SAN %v) for %q: %v, the rules say %v", sans, cn, hasSAN, host, got, want)
		}
		if got == hostInCN && hasSAN {
			t.Error("a common name counted beside SANs")
		}
	})
}

// FuzzChain: never panics, never accepts what no trusted root signed.
func FuzzChain(f *testing.F) {
	fam := fixedFamily(f)
	stranger := newFamily(f)
	add := func(list ...*minted) {
		var b cryptobyte.Builder
		for _, m := range list {
			b.AddUint16LengthPrefixed(func(b *cryptobyte.Builder) { b.AddBytes(m.der) })
		}
		f.Add(b.BytesOrPanic())
	}
	add(fam.leaf, fam.inter)
	add(fam.leaf, fam.inter, fam.root)
	add(stranger.leaf, stranger.inter, stranger.root)
	add(fam.leaf)
	add(fam.root)
	add(mint(f, with(caTemplate("Constrained"), func(c *x509.Certificate) {
		c.PermittedDNSDomains, c.ExcludedEmailAddresses, c.MaxPathLenZero = []string{"example.test"}, []string{"a@example.test"}, true
		c.PermittedURIDomains = []string{".example.test"}
	}), stranger.root, nil))
	roots := trust(fam.root)
	known := map[string]bool{string(fam.leaf.der): true, string(fam.inter.der): true, string(fam.root.der): true}
	f.Fuzz(func(t *testing.T, data []byte) {
		var chain [][]byte
		for in := cryptobyte.String(data); !in.Empty() && len(chain) < 200; {
			var c cryptobyte.String
			if !in.ReadUint16LengthPrefixed(&c) {
				c, in = in, nil
			}
			chain = append(chain, c)
		}
		v := Judge(Input{Chain: chain, Host: "mail.example.test", Roots: roots, At: now})
		if len(v.Faults) == 0 && v.Class != Accepted || v.Class == Accepted && v.Ends.Code != 0 {
			t.Errorf("class %s, ends with %v, faults %v", v.Class, v.Ends, faultCodes(v))
		}
		if v.Class != Refused && (len(chain) == 0 || !known[string(chain[0])]) {
			t.Errorf("a certificate that our root's family did not sign is %s", v.Class)
		}
		if v.Class != Refused {
			careful(t, chain, fam)
		}
	})
}

// fixedFamily is the same in every process that fuzzes: leaf, intermediate and
// root from a file, without keys.
func fixedFamily(f *testing.F) family {
	f.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "family.pem"))
	if err != nil {
		f.Fatal(err)
	}
	var list []*minted
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		x, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			f.Fatal(err)
		}
		list = append(list, &minted{der: block.Bytes, x: x})
	}
	return family{leaf: list[0], inter: list[1], root: list[2]}
}

// careful asks crypto/x509 about what was accepted: every fault that it knows
// of must be one that BoringSSL does not mind.
func careful(t *testing.T, chain [][]byte, fam family) {
	t.Helper()
	leaf, err := x509.ParseCertificate(chain[0])
	if err != nil {
		return // risky: said so
	}
	roots, inters := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(fam.root.x)
	for _, der := range chain[1:] {
		if c, err := x509.ParseCertificate(der); err == nil {
			inters.AddCert(c)
		}
	}
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: "mail.example.test", Roots: roots, Intermediates: inters, CurrentTime: now}); err != nil {
		t.Errorf("accepted, and crypto/x509 says: %v", err)
	}
}
