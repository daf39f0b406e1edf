package certs

import (
	"slices"
	"testing"
	"time"
)

// TestOrder: of a file upside down the order is the fault, and what is wrong
// besides stays.
func TestOrder(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	old := mint(t, with(leafTemplate("mail.example.test"), expired), f.inter, nil)
	other := mint(t, caTemplate("Other Root"), nil, nil)
	for _, tc := range []struct {
		name  string
		chain [][]byte
		host  string
		codes []string
		class Class
		ends  int
		cert  int // of the second fault
	}{
		{"as it should be", chainOf(f.leaf, f.inter), "mail.example.test", nil, Accepted, 0, 0},
		{"upside down", chainOf(f.inter, f.leaf), "mail.example.test", []string{"tls-chain-disordered"}, Refused, errPurpose, 0},
		{"upside down with the root", chainOf(f.root, f.inter, f.leaf), "mail.example.test", []string{"tls-chain-disordered"}, Refused, 0, 0}, // a trusted root is looked at no closer
		{"another name as well", chainOf(f.inter, f.leaf), "pop.example.test", []string{"tls-chain-disordered", "tls-name-mismatch"}, Refused, errPurpose, 1},
		{"ended as well", chainOf(f.root, f.inter, old), "mail.example.test", []string{"tls-chain-disordered", "tls-cert-expired"}, Refused, 0, 2},
		{"an authority alone", chainOf(f.inter), "mail.example.test", []string{"tls-wrong-purpose", "tls-name-mismatch"}, Refused, errPurpose, 0},
		{"somebody else's leaf behind it", chainOf(other, f.leaf), "mail.example.test", []string{"tls-self-signed", "tls-wrong-purpose", "tls-name-mismatch"}, Refused, errPurpose, 0},
	} {
		v := Judge(Input{Chain: tc.chain, Host: tc.host, Roots: trust(f.root), At: now})
		got := faultCodes(v)
		if v.Class != tc.class || v.Ends.Code != tc.ends || !slices.Equal(got, tc.codes) && len(got)+len(tc.codes) > 0 {
			t.Errorf("%s: class %s, ends with %d, faults %v; want %s, %d, %v", tc.name, v.Class, v.Ends.Code, got, tc.class, tc.ends, tc.codes)
		}
		if len(tc.codes) > 1 && v.Faults[1].Cert != tc.cert {
			t.Errorf("%s: the second fault is of certificate %d, want %d", tc.name, v.Faults[1].Cert, tc.cert)
		}
		if len(tc.codes) > 0 && v.Faults[0].Args["x509"] != itoa(tc.ends) {
			t.Errorf("%s: x509 %q", tc.name, v.Faults[0].Args["x509"])
		}
	}
	// The path runs out with the leaf, wherever it stands.
	if v := Judge(Input{Chain: chainOf(f.inter, f.leaf), Roots: trust(f.root), At: now}); !v.Expires.Equal(f.leaf.x.NotAfter) {
		t.Errorf("expires %s, want %s", v.Expires, f.leaf.x.NotAfter.Format(time.RFC3339))
	}
}
