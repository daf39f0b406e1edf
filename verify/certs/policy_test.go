package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"testing"
)

func extra(id asn1.ObjectIdentifier, value string) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: id, Value: []byte(value)})
	}
}

var (
	idPolicies          = asn1.ObjectIdentifier{2, 5, 29, 32}
	idPolicyMappings    = asn1.ObjectIdentifier{2, 5, 29, 33}
	idPolicyConstraints = asn1.ObjectIdentifier{2, 5, 29, 36}
)

const (
	requireExplicit = "\x30\x03\x80\x01\x00"             // requireExplicitPolicy 0
	policyA         = "\x30\x06\x30\x04\x06\x02\x2a\x03" // 1.2.3
	policyB         = "\x30\x06\x30\x04\x06\x02\x2a\x04" // 1.2.4
	mapAToB         = "\x30\x0a\x30\x08\x06\x02\x2a\x03\x06\x02\x2a\x04"
	twiceA          = "\x30\x0c\x30\x04\x06\x02\x2a\x03\x30\x04\x06\x02\x2a\x03"
	noPolicies      = "\x30\x00"
)

func TestPolicies(t *testing.T) {
	t.Parallel()
	type change = func(*x509.Certificate)
	for _, tc := range []struct {
		name        string
		inter, leaf []change
		ends        int
	}{
		{"none required", nil, nil, 0},
		{"required and there", []change{extra(idPolicyConstraints, requireExplicit), extra(idPolicies, policyA)}, []change{extra(idPolicies, policyA)}, 0},
		{"required and not there", []change{extra(idPolicyConstraints, requireExplicit), extra(idPolicies, policyA)}, nil, errNoExplicitPolicy},
		{"required, another there", []change{extra(idPolicyConstraints, requireExplicit), extra(idPolicies, policyA)}, []change{extra(idPolicies, policyB)}, errNoExplicitPolicy},
		{"required and mapped", []change{extra(idPolicyConstraints, requireExplicit), extra(idPolicies, policyA), extra(idPolicyMappings, mapAToB)}, []change{extra(idPolicies, policyB)}, 0},
		{"the same twice", nil, []change{extra(idPolicies, twiceA)}, errPolicyExtension},
		{"with an address", nil, []change{extra(idPolicies, "\x30\x17\x30\x15\x06\x02\x2a\x03\x30\x0f\x30\x0d\x06\x08"+oidCPS+"\x16\x01x")}, 0},
		{"an address in UTF-8", nil, []change{extra(idPolicies, "\x30\x17\x30\x15\x06\x02\x2a\x03\x30\x0f\x30\x0d\x06\x08"+oidCPS+"\x0c\x01x")}, errPolicyExtension},
		{"a notice", nil, []change{extra(idPolicies, "\x30\x19\x30\x17\x06\x02\x2a\x03\x30\x11\x30\x0f\x06\x08"+oidNotice+"\x30\x03\x0c\x01x")}, 0},
		{"a notice that is a number", nil, []change{extra(idPolicies, "\x30\x19\x30\x17\x06\x02\x2a\x03\x30\x11\x30\x0f\x06\x08"+oidNotice+"\x30\x03\x02\x01\x05")}, errPolicyExtension},
		{"an empty list", nil, []change{extra(idPolicies, noPolicies)}, errPolicyExtension},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			ca, end := caTemplate("Policy CA"), leafTemplate("mail.example.test")
			for _, f := range tc.inter {
				f(ca)
			}
			for _, f := range tc.leaf {
				f(end)
			}
			root := mint(t, caTemplate("Example Root"), nil, nil)
			inter := mint(t, ca, root, nil)
			leaf := mintRaw(t, end, inter)
			v := Judge(Input{Chain: chainOf(leaf, inter), Roots: trust(root), At: now})
			if v.Ends.Code != tc.ends {
				t.Errorf("ends with %v, want %d", v.Ends, tc.ends)
			}
			if (v.Class == Refused) != (tc.ends != 0) {
				t.Errorf("class %s", v.Class)
			}
		})
	}
}
