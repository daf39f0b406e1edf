package pemfile

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"net/url"
	"slices"
	"testing"
	"time"
)

// goodFiles are files that every server loads, in the shapes that they come in.
func goodFiles(t *testing.T) [][]byte {
	t.Helper()
	ec := family(t, func() (any, any) {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(t, err)
		return k, k.Public()
	})
	rs := family(t, func() (any, any) { k, err := rsa.GenerateKey(rand.Reader, 1024); must(t, err); return k, k.Public() })
	plain, old := encode("CERTIFICATE", ec), encode("X509 CERTIFICATE", rs)
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: bytes.Repeat([]byte{0x30, 1, 2}, 60)})
	crypted := []byte("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,0123456789ABCDEF\n\n" +
		"MFECAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END RSA PRIVATE KEY-----\n")
	trust := append(slices.Clone(ec[0]), 0x30, 0x0c, 0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 1)
	return [][]byte{
		plain, encode("CERTIFICATE", rs), old,
		bytes.ReplaceAll(plain, []byte("\n"), []byte("\r\n")),
		append([]byte(mark), plain...),
		append(slices.Clone(key), plain...),
		append(slices.Clone(plain), crypted...),
		append(encode("TRUSTED CERTIFICATE", [][]byte{trust}), encode("CERTIFICATE", ec[1:])...),
		append([]byte("Bag Attributes\n    friendlyName: mail\nsubject=CN = mail\n\n"), plain...),
		encode("CERTIFICATE", ec[:1]),
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// family is a leaf, an intermediate and a root in DER.
func family(t *testing.T, newKey func() (key, pub any)) [][]byte {
	t.Helper()
	var list [][]byte
	var parent *x509.Certificate
	var parentKey any
	for i, cn := range []string{"Root", "Intermediate", "mail.example.test"} {
		key, pub := newKey()
		tmpl := &x509.Certificate{
			SerialNumber: big.NewInt(int64(1000 + i)), Subject: pkix.Name{Organization: []string{"Example"}, CommonName: cn},
			NotBefore: time.Unix(1.7e9, 0), NotAfter: time.Unix(1.9e9, 0), IsCA: i < 2, BasicConstraintsValid: true,
		}
		if i == 2 {
			tmpl.DNSNames, tmpl.EmailAddresses = []string{cn, "*.example.test"}, []string{"info@example.test"}
			tmpl.IPAddresses, tmpl.URIs = []net.IP{net.IPv4(192, 0, 2, 1)}, []*url.URL{{Scheme: "https", Host: cn}}
			tmpl.KeyUsage, tmpl.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
			tmpl.CRLDistributionPoints, tmpl.SubjectKeyId = []string{"http://example.test/x.crl"}, []byte{1, 2, 3}
			tmpl.PermittedDNSDomains, tmpl.PermittedDNSDomainsCritical = []string{"example.test"}, false
		}
		if parent == nil {
			parent, parentKey = tmpl, key
		}
		der, err := x509.CreateCertificate(rand.Reader, tmpl, parent, pub, parentKey)
		must(t, err)
		list = slices.Insert(list, 0, der)
		parent, parentKey = tmpl, key
	}
	return list
}

func encode(name string, ders [][]byte) []byte {
	var out []byte
	for _, der := range ders {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: name, Bytes: der})...)
	}
	return out
}

// mutation damages, or only changes, a file.
type mutation struct {
	name  string
	apply func(r *mathrand.Rand, b []byte) []byte
}

// odd are bytes and words that mean something to some reader.
var odd = []string{
	"-", "=", "==", "\n", "\n\n", "\r", "\r\n", " ", "\t", ":", "\x00", "\x0b", "\x7f", "\x80", mark, "A", "/", "_", "#",
	"-----", "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----",
	"-----BEGIN JUNK-----\nAAAA\n-----END JUNK-----\n", "-----BEGIN JUNK-----\n-----END JUNK-----\n", "Proc-Type: 4,ENCRYPTED\n\n", "X: y\n", "AAAA\n",
}

func mutations() []mutation {
	lines := func(f func(r *mathrand.Rand, l [][]byte) [][]byte) func(*mathrand.Rand, []byte) []byte {
		return func(r *mathrand.Rand, b []byte) []byte {
			l := bytes.SplitAfter(b, []byte("\n"))
			return bytes.Join(f(r, l), nil)
		}
	}
	inDER := func(f func(r *mathrand.Rand, der []byte) []byte) func(*mathrand.Rand, []byte) []byte {
		return func(r *mathrand.Rand, b []byte) []byte {
			var out []byte
			var blocks []*pem.Block
			for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
				blocks = append(blocks, block)
			}
			if len(blocks) == 0 {
				return b
			}
			i := r.IntN(len(blocks))
			if len(blocks[i].Bytes) > 0 {
				blocks[i].Bytes = f(r, blocks[i].Bytes)
			}
			for _, block := range blocks {
				out = append(out, pem.EncodeToMemory(block)...)
			}
			return out
		}
	}
	wrap := func(width int) func(*mathrand.Rand, []byte) []byte {
		return func(_ *mathrand.Rand, b []byte) []byte {
			var out []byte
			for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
				text := bytes.Split(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: block.Bytes}), []byte("\n"))
				body := bytes.Join(text[1:len(text)-2], nil)
				out = fmt.Appendf(out, "%s\n", text[0])
				for len(body) > 0 {
					n := min(width, len(body))
					out = fmt.Appendf(out, "%s\n", body[:n])
					body = body[n:]
				}
				out = fmt.Appendf(out, "%s\n", text[len(text)-2])
			}
			return out
		}
	}
	return []mutation{
		{"byte deleted", func(r *mathrand.Rand, b []byte) []byte { i := r.IntN(len(b)); return slices.Delete(b, i, i+1) }},
		{"byte changed", func(r *mathrand.Rand, b []byte) []byte { b[r.IntN(len(b))] = byte(r.IntN(256)); return b }},
		{"letter changed", func(r *mathrand.Rand, b []byte) []byte { b[r.IntN(len(b))] = alphabet[r.IntN(64)]; return b }},
		{"word inserted", func(r *mathrand.Rand, b []byte) []byte {
			return slices.Insert(b, r.IntN(len(b)+1), []byte(odd[r.IntN(len(odd))])...)
		}},
		{"word inserted at a line", lines(func(r *mathrand.Rand, l [][]byte) [][]byte {
			return slices.Insert(l, r.IntN(len(l)+1), []byte(odd[r.IntN(len(odd))]))
		})},
		{"cut off", func(r *mathrand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
		{"cut off in front", func(r *mathrand.Rand, b []byte) []byte { return b[r.IntN(len(b)):] }},
		{"a piece lost", func(r *mathrand.Rand, b []byte) []byte {
			i := r.IntN(len(b))
			return slices.Delete(b, i, min(len(b), i+r.IntN(200)))
		}},
		{"line lost", lines(func(r *mathrand.Rand, l [][]byte) [][]byte { i := r.IntN(len(l)); return slices.Delete(l, i, i+1) })},
		{"line twice", lines(func(r *mathrand.Rand, l [][]byte) [][]byte { i := r.IntN(len(l)); return slices.Insert(l, i, l[i]) })},
		{"lines swapped", lines(func(r *mathrand.Rand, l [][]byte) [][]byte {
			i, j := r.IntN(len(l)), r.IntN(len(l))
			l[i], l[j] = l[j], l[i]
			return l
		})},
		{"line end lost", lines(func(r *mathrand.Rand, l [][]byte) [][]byte {
			i := r.IntN(len(l))
			l[i] = bytes.TrimRight(l[i], "\r\n")
			return l
		})},
		{"END line changed", lines(func(r *mathrand.Rand, l [][]byte) [][]byte {
			for i := range l {
				if bytes.HasPrefix(l[i], []byte("-----END")) && r.IntN(2) == 0 {
					words := []string{"", "\n", "-----END CERTIFICATE----\n", "-----END CERTIFICATE-----x\n", "-----END X509 CERTIFICATE-----\n",
						" -----END CERTIFICATE-----\n", "-----END CERTIFICATE----- \t\r\n", "-----END CERTIFICATE-----\x80\n"}
					l[i] = []byte(words[r.IntN(len(words))])
					break
				}
			}
			return l
		})},
		{"BEGIN line changed", lines(func(r *mathrand.Rand, l [][]byte) [][]byte {
			for i := range l {
				if bytes.HasPrefix(l[i], []byte("-----BEGIN")) && r.IntN(2) == 0 {
					words := []string{"", "\n", "-----BEGIN CERTIFICATE----\n", "-----BEGIN CERTIFICATE-----x\n", "-----BEGIN X509 CERTIFICATE-----\n",
						" -----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE----- \t\r\n", mark + "-----BEGIN CERTIFICATE-----\n", "-----BEGIN TRUSTED CERTIFICATE-----\n"}
					l[i] = []byte(words[r.IntN(len(words))])
					break
				}
			}
			return l
		})},
		{"one line each", wrap(1 << 20)}, {"76 columns", wrap(76)}, {"254 columns", wrap(254)}, {"63 columns", wrap(63)}, {"3 columns", wrap(3)},
		{"DER byte", inDER(func(r *mathrand.Rand, der []byte) []byte { der[r.IntN(len(der))] = byte(r.IntN(256)); return der })},
		{"DER bit", inDER(func(r *mathrand.Rand, der []byte) []byte { der[r.IntN(len(der))] ^= 1 << r.IntN(8); return der })},
		{"DER cut", inDER(func(r *mathrand.Rand, der []byte) []byte { return der[:r.IntN(len(der))] })},
		{"DER more", inDER(func(r *mathrand.Rand, der []byte) []byte { return append(der, byte(r.IntN(256)), 0) })},
		{"DER header", inDER(func(r *mathrand.Rand, der []byte) []byte {
			i := r.IntN(min(40, len(der)))
			der[i] = []byte{0, 0x80, 0x30, 0xa0, 0x31, 0x02, 0x05, 0xff, 0x24}[r.IntN(9)]
			return der
		})},
	}
}

// mutants are n files, each made of a good one by one to three mutations.
func mutants(t *testing.T, seed uint64, n int) (files [][]byte, made []string) {
	t.Helper()
	r := mathrand.New(mathrand.NewPCG(seed, 1))
	good, how := goodFiles(t), mutations()
	for range n {
		i := r.IntN(len(good))
		b, name := slices.Clone(good[i]), fmt.Sprintf("file %d", i)
		for range 1 + r.IntN(5)/3 {
			if len(b) == 0 {
				break
			}
			m := how[r.IntN(len(how))]
			b, name = m.apply(r, b), name+", "+m.name
		}
		files, made = append(files, b), append(made, name)
	}
	return files, made
}
