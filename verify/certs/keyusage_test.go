package certs

import (
	"crypto/x509"
	"testing"
)

// TestKeyUsage: what the handshake does with the leaf's key, its key usage must
// allow; the cipher that was used, or would be, decides.
func TestKeyUsage(t *testing.T) {
	t.Parallel()
	const (
		sign    = x509.KeyUsageDigitalSignature
		decrypt = x509.KeyUsageKeyEncipherment
		agree   = x509.KeyUsageKeyAgreement
	)
	root := mint(t, caTemplate("Example Root"), nil, nil)
	for _, tc := range []struct {
		name   string
		usage  x509.KeyUsage // 0: no such extension
		cipher string
		class  Class
		code   string // of the fault, "" if none
		ends   int
	}{
		{"both, TLS 1.3", sign | decrypt, "TLS_AES_128_GCM_SHA256", Accepted, "", 0},
		{"decrypting only, TLS 1.3", decrypt, "TLS_AES_128_GCM_SHA256", Refused, "tls-key-usage", noResult},
		{"decrypting only, ECDHE", decrypt, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Refused, "tls-key-usage", noResult},
		{"decrypting only, what would be used", decrypt, "", Refused, "tls-key-usage", noResult},
		{"decrypting only, static RSA", decrypt, "TLS_RSA_WITH_AES_128_GCM_SHA256", Accepted, "", 0},
		{"decrypting only, no handshake", decrypt, NoHandshake, Accepted, "", 0},
		{"agreeing only", agree, "", Refused, "tls-key-usage", noResult},
		{"signing only", sign, "", Accepted, "", 0},
		{"signing only, static RSA", sign, "TLS_RSA_WITH_AES_128_GCM_SHA256", Risky, "tls-key-usage", 0},
		{"no key usage", 0, "", Accepted, "", 0},
		{"no key usage, static RSA", 0, "TLS_RSA_WITH_AES_128_GCM_SHA256", Accepted, "", 0},
		{"signing certificates only", x509.KeyUsageCertSign, "", Refused, "tls-wrong-purpose", errPurpose},
	} {
		leaf := mint(t, with(leafTemplate("mail.example.test"), func(c *x509.Certificate) { c.KeyUsage = tc.usage }), root, nil)
		v := Judge(Input{Chain: chainOf(leaf), Host: "mail.example.test", Roots: trust(root), At: now, Cipher: tc.cipher})
		if v.Class != tc.class || v.Ends.Code != tc.ends {
			t.Errorf("%s: class %s, ends with %d; want %s and %d", tc.name, v.Class, v.Ends.Code, tc.class, tc.ends)
		}
		switch f := hasFault(v, "tls-key-usage"); {
		case (f != nil) != (tc.code == "tls-key-usage"):
			t.Errorf("%s: faults %v, want %q", tc.name, faultCodes(v), tc.code)
		case f != nil && (f.Cert != 0 || f.Args["reason"] == ""):
			t.Errorf("%s: %+v", tc.name, f)
		}
	}
}
