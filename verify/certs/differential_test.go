package certs

import (
	"bufio"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// recipe is a chain before it is minted; a fault changes it.
type recipe struct {
	root, inter, leaf *x509.Certificate
	below             *x509.Certificate // a second intermediate, nil: none
	otherKey          bool              // the leaf is signed with a key that the intermediate does not have
	noKeyIDs          bool              // the leaf does not say which key signed it
	selfSigned        bool              // the leaf signs itself
	breakLeaf         bool              // the last bits of the leaf's signature are turned
	breakInter        bool
	hash              string // object identifier that the leaf's signature is exchanged for, "" if none
	hashFunc          crypto.Hash
	leafBits          int    // RSA key for the leaf, 0: P-256
	serve             string // what is served: l, b, i, r, o(ther root), e (as i, expired), w (as i, another key)
	trust             string // what is trusted, same letters
}

type fault struct {
	name  string
	apply func(*recipe)
	pair  bool // also tried with every other fault of which this is true
}

var unknownExtension = pkix.Extension{Id: asn1.ObjectIdentifier{1, 2, 3, 4, 5}, Critical: true, Value: []byte{5, 0}}

var faultList = []fault{
	{"leaf-expired", func(r *recipe) { expired(r.leaf) }, true},
	{"leaf-not-yet", func(r *recipe) { notYet(r.leaf) }, true},
	{"inter-expired", func(r *recipe) { expired(r.inter) }, true},
	{"inter-not-yet", func(r *recipe) { notYet(r.inter) }, false},
	{"root-expired", func(r *recipe) { expired(r.root) }, true},
	{"root-unknown", func(r *recipe) { r.trust = "o" }, true},
	{"root-sent", func(r *recipe) { r.serve += "r" }, true},
	{"inter-missing", func(r *recipe) { r.serve = strings.ReplaceAll(r.serve, "i", "") }, true},
	{"leaf-client-only", func(r *recipe) { r.leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, true},
	{"leaf-any-eku", func(r *recipe) { r.leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }, false},
	{"leaf-no-eku", func(r *recipe) { r.leaf.ExtKeyUsage = nil }, false},
	{"inter-mail-only", func(r *recipe) { r.inter.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} }, true},
	{"leaf-is-ca", func(r *recipe) {
		r.leaf.IsCA, r.leaf.BasicConstraintsValid, r.leaf.KeyUsage = true, true, x509.KeyUsageCertSign
	}, true},
	{"leaf-is-ca-and-server", func(r *recipe) {
		r.leaf.IsCA, r.leaf.BasicConstraintsValid = true, true
	}, false},
	{"leaf-encipherment-only", func(r *recipe) { r.leaf.KeyUsage = x509.KeyUsageKeyEncipherment }, false},
	{"inter-no-ca", func(r *recipe) { r.inter.IsCA, r.inter.KeyUsage = false, 0 }, true},
	{"inter-no-basic-constraints", func(r *recipe) {
		r.inter.IsCA, r.inter.BasicConstraintsValid, r.inter.KeyUsage = false, false, 0
	}, false},
	{"inter-may-not-sign", func(r *recipe) { r.inter.KeyUsage = x509.KeyUsageDigitalSignature }, true},
	{"path-too-long", func(r *recipe) {
		r.inter.MaxPathLenZero = true
		r.below = caTemplate("Example Below")
		r.serve = strings.Replace(r.serve, "i", "bi", 1)
	}, true},
	{"constraint-permitted", func(r *recipe) { r.inter.PermittedDNSDomains = []string{"example.org"} }, true},
	{"constraint-excluded", func(r *recipe) { r.inter.ExcludedDNSDomains = []string{"example.test"} }, false},
	{"constraint-kept", func(r *recipe) { r.inter.PermittedDNSDomains = []string{"example.test"} }, false},
	{"constraint-on-cn", func(r *recipe) {
		r.inter.PermittedDNSDomains, r.leaf.DNSNames = []string{"example.test"}, nil
	}, false},
	{"root-constraint", func(r *recipe) { r.root.PermittedDNSDomains = []string{"example.org"} }, false},
	{"constraint-mail", func(r *recipe) {
		r.inter.PermittedEmailAddresses, r.leaf.EmailAddresses = []string{"example.test"}, []string{"info@example.org"}
	}, false},
	{"constraint-mail-kept", func(r *recipe) {
		r.inter.PermittedEmailAddresses, r.leaf.EmailAddresses = []string{".example.test"}, []string{"Info@mail.EXAMPLE.test"}
	}, false},
	{"constraint-mailbox-excluded", func(r *recipe) {
		r.inter.ExcludedEmailAddresses, r.leaf.EmailAddresses = []string{"info@example.test"}, []string{"info@example.test"}
	}, false},
	{"constraint-uri", func(r *recipe) {
		r.inter.PermittedURIDomains = []string{".example.test"}
		r.leaf.URIs = []*url.URL{{Scheme: "https", Host: "www.example.org", Path: "/x"}}
	}, false},
	{"constraint-uri-kept", func(r *recipe) {
		r.inter.PermittedURIDomains = []string{".example.test"}
		r.leaf.URIs = []*url.URL{{Scheme: "https", Host: "www.Example.test:8080", Path: "/x"}}
	}, false},
	{"constraint-ip-kept", func(r *recipe) {
		r.inter.PermittedIPRanges = []*net.IPNet{{IP: net.IPv4(192, 0, 2, 0).To4(), Mask: net.CIDRMask(24, 32)}}
		r.leaf.IPAddresses = []net.IP{net.IPv4(192, 0, 2, 7)}
	}, false},
	{"constraint-ip-without-ip", func(r *recipe) {
		r.inter.PermittedIPRanges = []*net.IPNet{{IP: net.IPv4(192, 0, 2, 0).To4(), Mask: net.CIDRMask(24, 32)}}
	}, false},
	{"constraint-wildcard-excluded", func(r *recipe) {
		r.inter.ExcludedDNSDomains, r.leaf.DNSNames = []string{"pop.example.test"}, []string{"*.example.test"}
	}, false},
	{"constraint-directory", func(r *recipe) {
		r.inter.ExtraExtensions = append(r.inter.ExtraExtensions, directoryConstraint("smtp.example.test"))
	}, false},
	{"constraint-directory-kept", func(r *recipe) {
		r.inter.ExtraExtensions = append(r.inter.ExtraExtensions, directoryConstraint("MAIL.example.test"))
	}, false},
	{"self-issued-below", func(r *recipe) {
		r.inter.MaxPathLenZero = true
		r.below = caTemplate("Example Intermediate")
		r.serve = strings.Replace(r.serve, "i", "bi", 1)
	}, false},
	{"inter-twin-expired-first", func(r *recipe) { r.serve = "lei" }, false},
	{"inter-twin-expired-last", func(r *recipe) { r.serve = "lie" }, false},
	{"inter-namesake-first", func(r *recipe) { r.serve = "lwi" }, false},
	{"inter-namesake-first-no-ids", func(r *recipe) { r.serve, r.noKeyIDs = "lwi", true }, false},
	{"inter-namesake-last-no-ids", func(r *recipe) { r.serve, r.noKeyIDs = "liw", true }, false},
	{"leaf-no-ids", func(r *recipe) { r.noKeyIDs = true }, false},
	{"leaf-constraints-in-leaf", func(r *recipe) { r.leaf.ExtraExtensions = append(r.leaf.ExtraExtensions, directoryConstraint("x")) }, false},
	{"leaf-extension-malformed", func(r *recipe) { extra(asn1.ObjectIdentifier{2, 5, 29, 30}, "\x04\x00")(r.leaf) }, false},
	{"inter-extension-malformed", func(r *recipe) { extra(asn1.ObjectIdentifier{2, 5, 29, 30}, "\x04\x00")(r.inter) }, false},
	{"leaf-signature-broken", func(r *recipe) { r.breakLeaf = true }, true},
	{"inter-signature-broken", func(r *recipe) { r.breakInter = true }, false},
	{"leaf-critical-extension", func(r *recipe) { r.leaf.ExtraExtensions = append(r.leaf.ExtraExtensions, unknownExtension) }, true},
	{"inter-critical-extension", func(r *recipe) { r.inter.ExtraExtensions = append(r.inter.ExtraExtensions, unknownExtension) }, false},
	{"inter-other-key", func(r *recipe) { r.otherKey = true }, true},
	{"inter-other-key-no-ids", func(r *recipe) { r.otherKey, r.noKeyIDs = true, true }, false},
	{"self-signed", func(r *recipe) { r.selfSigned, r.serve = true, "l" }, true},
	{"out-of-order", func(r *recipe) {
		r.below = caTemplate("Example Below")
		r.serve = strings.Replace(r.serve, "i", "ib", 1)
	}, false},
	{"inter-first", func(r *recipe) { r.serve = "il" }, false},
	{"superfluous-root", func(r *recipe) { r.serve += "o" }, false},
	{"leaf-twice", func(r *recipe) { r.serve = "l" + r.serve }, false},
	{"root-sent-unknown", func(r *recipe) { r.serve, r.trust = r.serve+"r", "o" }, false},
	{"inter-trusted-only", func(r *recipe) { r.trust = "i" }, false},
	{"leaf-trusted-only", func(r *recipe) { r.serve, r.trust = "l", "l" }, false},
	{"leaf-and-inter-trusted", func(r *recipe) { r.serve, r.trust = "l", "li" }, false},
	{"sha1", func(r *recipe) { r.hash, r.hashFunc = oidSHA1RSA, crypto.SHA1 }, false},
	{"md5", func(r *recipe) { r.hash, r.hashFunc = oidMD5RSA, crypto.MD5 }, false},
	{"rsa-1024", func(r *recipe) { r.leafBits = 1024 }, false},
	{"policy-twice", func(r *recipe) { extra(idPolicies, twiceA)(r.leaf) }, false},
	{"policy-required", func(r *recipe) { extra(idPolicyConstraints, requireExplicit)(r.inter) }, false},
	{"policy-mapped", func(r *recipe) {
		extra(idPolicyConstraints, requireExplicit)(r.inter)
		extra(idPolicies, policyA)(r.inter)
		extra(idPolicyMappings, mapAToB)(r.inter)
		extra(idPolicies, policyB)(r.leaf)
	}, false},
}

// directoryConstraint permits subjects below CN=cn.
func directoryConstraint(cn string) pkix.Extension {
	var b cryptobyte.Builder
	seq := func(b *cryptobyte.Builder, body func(*cryptobyte.Builder)) { b.AddASN1(casn1.SEQUENCE, body) }
	seq(&b, func(b *cryptobyte.Builder) {
		b.AddASN1(casn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
			seq(b, func(b *cryptobyte.Builder) {
				b.AddASN1(nameDirectory, func(b *cryptobyte.Builder) {
					name, err := asn1.Marshal(pkix.Name{CommonName: cn}.ToRDNSequence())
					if err != nil {
						b.SetError(err)
					}
					b.AddBytes(name)
				})
			})
		})
	})
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 30}, Critical: true, Value: b.BytesOrPanic()}
}

// served is a minted recipe.
type served struct {
	name  string
	chain [][]byte
	key   crypto.PrivateKey // of chain[0]
	roots *Roots
	pem   []byte
}

func mintRecipe(t *testing.T, name string, faults ...fault) served {
	t.Helper()
	r := &recipe{
		root: caTemplate("Example Root"), inter: caTemplate("Example Intermediate"),
		leaf: leafTemplate("mail.example.test"), serve: "li", trust: "r",
	}
	for _, f := range faults {
		f.apply(r)
	}
	r.inter.MaxPathLenZero = r.inter.MaxPathLenZero && r.inter.IsCA // only a CA has one
	var list = map[byte]*minted{'r': mint(t, r.root, nil, nil), 'o': mint(t, caTemplate("Other Root"), nil, nil)}
	var interKey crypto.Signer
	if r.hash != "" {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		interKey = k
	}
	list['i'] = mintAny(t, r.inter, list['r'], interKey)
	old := *r.inter
	expired(&old)
	old.SerialNumber = nil
	list['e'] = mintAny(t, &old, list['r'], list['i'].key)
	wrong := *r.inter
	wrong.SerialNumber = nil
	list['w'] = mintAny(t, &wrong, list['r'], nil)
	above := *list['i']
	x := *above.x
	above.x = &x
	if r.otherKey {
		above.key = ecKey(t)
		x.PublicKey, x.SubjectKeyId = above.key.Public(), []byte("another key")
	}
	if r.noKeyIDs {
		x.SubjectKeyId = nil
	}
	if r.below != nil {
		list['b'] = mintAny(t, r.below, &above, nil)
		above = *list['b']
	}
	var leafKey crypto.Signer
	if r.leafBits > 0 {
		k, err := rsa.GenerateKey(rand.Reader, r.leafBits)
		if err != nil {
			t.Fatal(err)
		}
		leafKey = k
	}
	by := &above
	if r.selfSigned {
		by = nil
	}
	list['l'] = mintAny(t, r.leaf, by, leafKey)
	if r.hash != "" {
		list['l'].der = resign(t, list['l'].der, interKey.(*rsa.PrivateKey), r.hash, r.hashFunc)
	}
	if r.breakLeaf {
		list['l'].der[len(list['l'].der)-3] ^= 1
	}
	if r.breakInter {
		list['i'].der[len(list['i'].der)-3] ^= 1
	}
	s := served{name: name, key: list[r.serve[0]].key}
	for i := range len(r.serve) {
		s.chain = append(s.chain, list[r.serve[i]].der)
	}
	for i := range len(r.trust) {
		s.pem = append(s.pem, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: list[r.trust[i]].der})...)
	}
	var err error
	if s.roots, err = RootsFromPEM("test", s.pem); err != nil {
		t.Fatal(err)
	}
	return s
}

// mintAny mints what crypto/x509 may not read again; its template stands for it.
func mintAny(t *testing.T, tmpl *x509.Certificate, by *minted, key crypto.Signer) *minted {
	t.Helper()
	if key == nil {
		key = ecKey(t)
	}
	fill(tmpl)
	if by == nil {
		by = &minted{x: tmpl, key: key}
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, by.x, key.Public(), by.key)
	if err != nil {
		t.Fatalf("minting %s: %v", tmpl.Subject, err)
	}
	x, err := x509.ParseCertificate(der)
	if err != nil {
		x = tmpl
	}
	return &minted{der: der, x: x, key: key}
}

// TestAgainstOpenSSL compares Ends with what s_client's verification, which
// goes on past errors too, ends with. Where OpenSSL and BoringSSL differ stands
// in testdata/openssl-differences.txt, with the reason; a line there that is no
// longer true fails as well.
func TestAgainstOpenSSL(t *testing.T) {
	t.Parallel()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("HARNESS_REAL") == "require" {
			t.Fatal("the openssl command is missing, and HARNESS_REAL=require")
		}
		t.Skip("the openssl command is missing")
	}
	cases := allRecipes(t)
	if len(cases) < 60 {
		t.Fatalf("only %d chains", len(cases))
	}
	differ := readDifferences(t)
	addr := serveAll(t, cases)
	dir := t.TempDir()
	var mu sync.Mutex
	seen := map[string]bool{}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	gate := make(chan struct{}, 4)
	for i, c := range cases {
		wg.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			theirs, err := sClient(ctx, openssl, filepath.Join(dir, strconv.Itoa(i)), addr, i, c)
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				return
			}
			ours := Judge(Input{Chain: c.chain, Host: "mail.example.test", Roots: c.roots, At: now, Cipher: NoHandshake}).Ends.Code
			mu.Lock()
			defer mu.Unlock()
			d, listed := differ[c.name]
			seen[c.name] = true
			switch {
			case !listed && ours != theirs:
				t.Errorf("%s: we end with %d, OpenSSL with %d", c.name, ours, theirs)
			case listed && (ours != d.ours || theirs != d.theirs):
				t.Errorf("%s: we end with %d, OpenSSL with %d; listed as %d and %d", c.name, ours, theirs, d.ours, d.theirs)
			}
		})
	}
	wg.Wait()
	for name := range differ {
		if !seen[name] {
			t.Errorf("%s is listed but not tried", name)
		}
	}
	t.Logf("%d chains, %d listed differences", len(cases), len(differ))
}

// allRecipes are the good chain, each fault alone, and pairs.
func allRecipes(t *testing.T) []served {
	t.Helper()
	cases := []served{mintRecipe(t, "good")}
	for i, f := range faultList {
		cases = append(cases, mintRecipe(t, f.name, f))
		for _, g := range faultList[i+1:] {
			if f.pair && g.pair {
				cases = append(cases, mintRecipe(t, f.name+"+"+g.name, f, g))
			}
		}
	}
	return cases
}

// refusedByUsAlone is what crypto/x509 accepts and BoringSSL does not.
var refusedByUsAlone = map[string]string{
	"leaf-is-ca":                  "a key usage of signing certificates only is no server's",
	"root-sent+leaf-is-ca":        "the same",
	"leaf-encipherment-only":      "without digitalSignature BoringSSL's handshake breaks",
	"leaf-any-eku":                "anyExtendedKeyUsage is not serverAuth",
	"inter-trusted-only":          "for crypto/x509 any certificate in the pool ends a chain",
	"leaf-trusted-only":           "the same",
	"leaf-and-inter-trusted":      "the same",
	"constraint-ip-kept":          "BoringSSL knows no constraints of IP addresses",
	"inter-twin-expired-first":    "crypto/x509 tries every path, BoringSSL the first",
	"inter-namesake-first-no-ids": "the same",
}

// acceptedByUsAlone is what crypto/x509 refuses because it lacks something that
// other careful clients have.
var acceptedByUsAlone = map[string]string{
	"constraint-directory-kept": "crypto/x509 does not know constraints of directory names",
	"leaf-constraints-in-leaf":  "the same",
}

// TestAgainstGo: what is accepted without a remark crypto/x509 accepts as
// well, or it would be risky; and what it accepts is refused only for a reason
// that is listed.
func TestAgainstGo(t *testing.T) {
	t.Parallel()
	const host = "mail.example.test"
	for _, c := range allRecipes(t) {
		class := Judge(Input{Chain: c.chain, Host: host, Roots: c.roots, At: now}).Class
		err := verifyWithGo(c, host)
		_, listed := refusedByUsAlone[c.name]
		_, lacking := acceptedByUsAlone[c.name]
		switch {
		case lacking && (class != Accepted || err == nil):
			t.Errorf("%s: listed as accepted by us alone: class %s, crypto/x509: %v", c.name, class, err)
		case class == Accepted && err != nil && !lacking:
			t.Errorf("%s: accepted, and crypto/x509 says: %v", c.name, err)
		case class == Refused && err == nil && !listed:
			t.Errorf("%s: refused, and crypto/x509 accepts it", c.name)
		case listed && (class != Refused || err != nil):
			t.Errorf("%s: listed as refused by us alone: class %s, crypto/x509: %v", c.name, class, err)
		}
	}
}

func verifyWithGo(c served, host string) error {
	roots, inters := x509.NewCertPool(), x509.NewCertPool()
	if !roots.AppendCertsFromPEM(c.pem) {
		return errors.New("no roots")
	}
	leaf, err := x509.ParseCertificate(c.chain[0])
	if err != nil {
		return err
	}
	for _, der := range c.chain[1:] {
		if x, err := x509.ParseCertificate(der); err == nil {
			inters.AddCert(x)
		}
	}
	_, err = leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, Intermediates: inters, CurrentTime: now})
	return err
}

// serveAll serves case i to clients that ask for "ci.test".
func serveAll(t *testing.T, cases []served) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(h.ServerName, "c"), ".test"))
		if err != nil || n < 0 || n >= len(cases) {
			return nil, errors.New("no such case")
		}
		return &tls.Certificate{Certificate: cases[n].chain, PrivateKey: cases[n].key}, nil
	}}
	var wg sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer conn.Close()
				_ = conn.SetDeadline(time.Now().Add(5 * time.Minute))
				if s := tls.Server(conn, config); s.Handshake() == nil {
					_, _ = s.Read(make([]byte, 1)) // until the client leaves
				}
			})
		}
	})
	return l.Addr().String()
}

var returnCode = regexp.MustCompile(`Verify return code: (\d+)`)

func sClient(ctx context.Context, openssl, roots, addr string, n int, c served) (int, error) {
	if err := os.WriteFile(roots, c.pem, 0o600); err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(ctx, openssl, "s_client", "-connect", addr, "-servername", fmt.Sprintf("c%d.test", n),
		"-CAfile", roots, "-no-CApath", "-no-CAstore", "-attime", strconv.FormatInt(now.Unix(), 10),
		"-tls1_2", "-cipher", "DEFAULT@SECLEVEL=0", "-purpose", "sslserver")
	out, err := cmd.CombinedOutput()
	m := returnCode.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("openssl s_client: %w: %s", err, out)
	}
	return strconv.Atoi(string(m[1]))
}

type difference struct{ ours, theirs int }

// readDifferences: "case ours theirs reason", one a line, # starts a comment.
func readDifferences(t *testing.T) map[string]difference {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "openssl-differences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list := map[string]difference{}
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		w := strings.Fields(line)
		if len(w) < 6 || slices.Contains(w[3:4], "") {
			t.Fatalf("no reason: %q", line)
		}
		ours, err1 := strconv.Atoi(w[1])
		theirs, err2 := strconv.Atoi(w[2])
		if err1 != nil || err2 != nil || ours == theirs {
			t.Fatalf("no difference: %q", line)
		}
		list[w[0]] = difference{ours, theirs}
	}
	return list
}
