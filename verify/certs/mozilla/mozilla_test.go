package mozilla

import (
	"crypto/x509"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"harness/verify/certs"
)

// Every root of the bundle is there and, where it is trusted without a
// condition, is accepted as what it is: a self-signed root, good for no server.
func TestEveryRootIsKnown(t *testing.T) {
	t.Parallel()
	n := 0
	for r := range bundle.Roots() {
		n++
		x, err := x509.ParseCertificate(r.Certificate)
		if err != nil {
			t.Fatal(err)
		}
		v := certs.Judge(certs.Input{Chain: [][]byte{r.Certificate}, Roots: Roots(), At: x.NotBefore.Add(time.Hour)})
		if v.Stops.Code == 18 {
			t.Errorf("%s: unknown", x.Subject)
		}
		if unreadable := slices.ContainsFunc(v.Faults, func(f certs.Fault) bool { return f.Code == "tls-cert-unparsable" }); unreadable {
			t.Errorf("%s: %v", x.Subject, v.Faults)
		}
	}
	if n < 100 || Roots().Len() != n {
		t.Errorf("%d roots in the bundle, %d known", n, Roots().Len())
	}
	if again := Roots(); Roots().Name != "mozilla" || Roots() != again {
		t.Error("another name, or not the same roots twice")
	}
}

// A root with a condition is trusted until its date, and not beyond.
func TestConditions(t *testing.T) {
	t.Parallel()
	seen := 0
	for r := range bundle.Roots() {
		if r.Constraint == nil {
			continue
		}
		seen++
		x, err := x509.ParseCertificate(r.Certificate)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Constraint([]*x509.Certificate{{NotBefore: x.NotAfter}}); err == nil {
			t.Errorf("%s: its condition allows everything", x.Subject)
		}
	}
	if seen == 0 {
		t.Skip("this bundle has no root with a condition")
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		read()
	}
}
