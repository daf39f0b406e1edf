package verify

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

var certNow = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// mintPair makes a root and a certificate of it for the names.
func mintPair(t *testing.T, names ...string) (root, leaf *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	make := func(tmpl, by *x509.Certificate) *x509.Certificate {
		tmpl.NotBefore, tmpl.NotAfter = certNow.AddDate(0, -1, 0), certNow.AddDate(0, 0, 10)
		der, err := x509.CreateCertificate(rand.Reader, tmpl, by, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Root \x1b[2J"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	root = make(ca, ca)
	leaf = make(&x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: names, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, root)
	return root, leaf
}

func judgeCert(t *testing.T, leaf *x509.Certificate, roots *certs.Roots, hosts ...string) *report.CertReport {
	t.Helper()
	q := CertQuestion{File: "new.pem", Chain: [][]byte{leaf.Raw}}
	for _, h := range hosts {
		q.Hosts = append(q.Hosts, CertHost{Typed: h, Host: strings.TrimSuffix(h, ".")})
	}
	soon := 21 * 24 * time.Hour
	return JudgeCert(q, Options{Roots: roots, Now: certNow, Command: "cert", Margins: certs.Margins{Warn: &soon}})
}

func TestJudgeCert(t *testing.T) {
	t.Parallel()
	root, leaf := mintPair(t, "*.gmoserver.test", "gmoserver.test")
	known := certs.NewRoots("ours", root)
	r := judgeCert(t, leaf, known, "pop.kigyou.test", "pop-05.gmoserver.test", "gmoserver.test.")
	if r.Outcome != report.Broken || r.Cert.Outcome != report.Works || !r.Cert.ExpiresSoon || r.Cert.Roots != "ours" {
		t.Errorf("outcome %s, chain %s, soon %v", r.Outcome, r.Cert.Outcome, r.Cert.ExpiresSoon)
	}
	for i, want := range []report.Outcome{report.Broken, report.Works, report.Works} {
		if r.Hosts[i].Outcome != want {
			t.Errorf("%s: %s", r.Hosts[i].Host, r.Hosts[i].Outcome)
		}
	}
	said := map[string]bool{}
	for _, w := range r.Hosts[0].Findings[0].Gmail {
		said[w.Text] = true
	}
	for _, want := range []string{
		"TLS Negotiation failed, the certificate doesn't match the host.",
		`SSL error: ok Hostname "pop.kigyou.test" doesn't match any SANs: "*.gmoserver.test", "gmoserver.test" Valid hostnames: ,*.gmoserver.test,gmoserver.test`,
	} {
		if !said[want] {
			t.Errorf("not said: %s", want)
		}
	}
	if f := r.Hosts[2].Findings; len(f) != 1 || f[0].Code != finding.HostTrailingDot {
		t.Errorf("the dot at the end: %v", f)
	}
	if r := judgeCert(t, leaf, known, "gmoserver.test"); r.Outcome != report.Works {
		t.Errorf("a warning alone: %s", r.Outcome)
	}
	if r := judgeCert(t, leaf, certs.NewRoots("none")); r.Outcome != report.Broken || len(r.Cert.Findings) == 0 {
		t.Errorf("without names: %s, %v", r.Outcome, r.Cert.Findings)
	}
}

// What stands in a certificate is remote: nothing of it moves the cursor.
func TestJudgeCertIsClean(t *testing.T) {
	t.Parallel()
	_, leaf := mintPair(t, "\x1b]0;owned\x07.test", "a\nb.test", "mail.test")
	for _, lang := range []string{"en", "ja"} {
		r := judgeCert(t, leaf, certs.NewRoots("none"), "mail.test", "x.test")
		var text, data bytes.Buffer
		if err := (render.Text{}).Write(&text, r, render.Style{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		if err := (render.JSON{}).Write(&data, r, render.Style{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{text.String(), data.String()} {
			if i := strings.IndexFunc(out, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }); i >= 0 {
				t.Errorf("%s: a control character in %q", lang, out[max(0, i-40):i+1])
			}
		}
		if !strings.Contains(text.String(), `\x1b]0;owned\x07.test`) || strings.Contains(text.String(), "a\nb.test") {
			t.Errorf("%s: the names are not shown as they are:\n%s", lang, text.String())
		}
		var back render.CertReportForm
		if err := json.Unmarshal(data.Bytes(), &back); err != nil || back.Hosts[1].Host != "x.test" || back.Cert.Names.DNS[1] != "a\nb.test" {
			t.Errorf("%s: %v, %+v", lang, err, back.Cert.Names)
		}
	}
}

// TestNamesAsTyped: what a name was read as may work, and what was typed be
// refused (P13) or not known to be read so.
func TestNamesAsTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]finding.Code{
		" mail.shop.test": finding.HostUnsafeCharacters, "mail.shop.test\u200b": finding.HostUnsafeCharacters,
		"ｍａｉｌ.shop.test": finding.HostFullWidth, "mail。shop.test": finding.HostFullWidth, "mail.shop.test.": finding.HostTrailingDot, "mail.shop.test": "",
	} {
		r := JudgeCert(CertQuestion{Hosts: []CertHost{{Typed: typed, Host: "mail.shop.test"}}}, Options{})
		found := slices.ContainsFunc(r.Hosts[0].Findings, func(it report.Item) bool { return it.Code == want })
		if want != "" && !found || want == "" && slices.ContainsFunc(r.Hosts[0].Findings, func(it report.Item) bool { return strings.HasPrefix(string(it.Code), "host-") }) {
			t.Errorf("%q: %+v", typed, r.Hosts[0].Findings)
		}
	}
}
