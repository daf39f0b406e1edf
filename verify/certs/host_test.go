package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"net"
	"testing"
)

// hostRow is one line of the table of host names, measured on BoringSSL's
// X509_check_host in November 2026.
type hostRow struct {
	sans  []string
	ips   []string
	cn    string
	host  string
	class Class
	code  string // the fault, "" if none
}

var hostRows = []hostRow{
	{sans: []string{"mail.test"}, host: "mail.test.", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.test"}, host: "mail.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.co.jp"}, host: "mail.co.jp", class: Accepted},
	{sans: []string{"*.example.test"}, host: "mail.example.test", class: Accepted},
	{sans: []string{"*.example.test"}, host: "a.mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.example.test"}, host: "example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"m*.example.test"}, host: "mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*l.example.test"}, host: "mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"m*l.example.test"}, host: "mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.example.test"}, host: "my_mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.example.test"}, host: "_smtp.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"my_mail.example.test"}, host: "my_mail.example.test", class: Accepted},
	{sans: []string{"*.example.test"}, host: "xn--bcher-kva.example.test", class: Accepted},
	{sans: []string{"*.example.test"}, host: "-mail.example.test", class: Risky, code: "tls-host-odd"},
	{sans: []string{"MAIL.Example.Test"}, host: "mail.example.test", class: Accepted},
	{sans: []string{"*.EXAMPLE.test"}, host: "mail.example.test", class: Accepted},
	{cn: "mail.test", host: "mail.test", class: Risky, code: "tls-cn-only"},
	{cn: "*.example.test", host: "mail.example.test", class: Risky, code: "tls-cn-only"},
	{cn: "mail.test", sans: []string{"other.test"}, host: "mail.test", class: Refused, code: "tls-name-mismatch"},
	{cn: "mail.test", ips: []string{"192.0.2.1"}, host: "mail.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*.*.example.test"}, host: "a.b.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"mail.*.test"}, host: "mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*"}, host: "mail.example.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"*"}, host: "mail", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{" mail.test"}, host: "mail.test", class: Refused, code: "tls-name-mismatch"},

	// IP literals: iPAddress alone counts.
	{ips: []string{"192.0.2.1"}, host: "192.0.2.1", class: Accepted},
	{ips: []string{"2001:db8::1"}, host: "2001:db8::1", class: Accepted},
	{ips: []string{"192.0.2.1"}, host: "192.0.2.2", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"192.0.2.1"}, host: "192.0.2.1", class: Refused, code: "tls-name-mismatch"},
	{cn: "192.0.2.1", host: "192.0.2.1", class: Refused, code: "tls-name-mismatch"},
	{ips: []string{"192.0.2.1"}, host: "::ffff:192.0.2.1", class: Refused, code: "tls-name-mismatch"},
	{ips: []string{"2001:db8::1"}, host: "2001:db8::1%eth0", class: Refused, code: "tls-name-mismatch"},

	// Common names that are people's, not hosts'.
	{cn: "Example Mail Server", host: "mail.test", class: Refused, code: "tls-name-mismatch"},
	{cn: "mail.test", host: "smtp.test", class: Refused, code: "tls-name-mismatch"},
	{sans: []string{"mail.test", "pop.mail.test", "*.smtp.test"}, host: "a.smtp.test", class: Accepted},
	{sans: []string{"mail.test"}, host: "", class: Accepted},
}

func TestTableOfHostNames(t *testing.T) {
	t.Parallel()
	f := newFamily(t)
	for _, r := range hostRows {
		t.Run(r.host+" in "+namesText(r), func(t *testing.T) {
			t.Parallel()
			v := Judge(Input{Chain: chainOf(nameLeaf(t, f, r), f.inter), Host: r.host, Roots: trust(f.root), At: now})
			if v.Class != r.class {
				t.Errorf("class %s, want %s: %v", v.Class, r.class, faultCodes(v))
			}
			if r.code != "" && hasFault(v, r.code) == nil || r.code == "" && len(v.Faults) > 0 {
				t.Errorf("faults %v, want %q", faultCodes(v), r.code)
			}
			if v.Ends.Code != 0 {
				t.Errorf("the host name changed the chain's result: %v", v.Ends)
			}
		})
	}
}

// nameLeaf makes SANs by hand: crypto/x509 refuses to write some of them.
func nameLeaf(t *testing.T, f family, r hostRow) *minted {
	t.Helper()
	c := leafTemplate()
	c.Subject = pkix.Name{CommonName: r.cn}
	var names []asn1.RawValue
	for _, s := range r.sans {
		names = append(names, asn1.RawValue{Class: 2, Tag: 2, Bytes: []byte(s)})
	}
	for _, s := range r.ips {
		ip := net.ParseIP(s)
		if v4 := ip.To4(); v4 != nil {
			ip = v4
		}
		names = append(names, asn1.RawValue{Class: 2, Tag: 7, Bytes: ip})
	}
	if names != nil {
		der, err := asn1.Marshal(names)
		if err != nil {
			t.Fatal(err)
		}
		c.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: der}}
	}
	return mint(t, c, f.inter, nil)
}

func namesText(r hostRow) string {
	s := ""
	for _, n := range append(r.sans, r.ips...) {
		s += n + ","
	}
	return s + "CN=" + r.cn
}

// A CN-only certificate under a CA with name constraints is refused: the
// constraints do not reach common names.
func TestCommonNameUnderConstraints(t *testing.T) {
	t.Parallel()
	root := mint(t, caTemplate("Example Root"), nil, nil)
	inter := mint(t, with(caTemplate("Constrained"), func(c *x509.Certificate) {
		c.PermittedDNSDomains, c.PermittedDNSDomainsCritical = []string{"example.test"}, true
	}), root, nil)
	leaf := leafTemplate()
	leaf.Subject = pkix.Name{CommonName: "mail.example.test"}
	v := Judge(Input{Chain: chainOf(mint(t, leaf, inter, nil), inter), Host: "mail.example.test", Roots: trust(root), At: now})
	if v.Ends.Code != 67 || v.Class != Refused || hasFault(v, "tls-name-constraint") == nil {
		t.Errorf("ends with %v, class %s, faults %v", v.Ends, v.Class, faultCodes(v))
	}
}
