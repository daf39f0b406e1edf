package certs

import "strings"

// keyUsage: the leaf's key usage must allow what the handshake does with
// its key (ssl_cert_check_key_usage of ssl/ssl_cert.cc): decrypting with static
// RSA, else signing. Without the extension a key may do everything. The check
// falls as soon as the certificate comes in, before the chain is verified, so
// there is no X509_V_ERR code then.
//
// That a key whose usage lacks keyEncipherment is refused with static RSA
// depends on a switch of BoringSSL's (SSL_set_enforce_rsa_key_usage); Gmail's is
// not known.
func (j *judge) keyUsage() (class Class, reason string) {
	if j.leaf == nil || j.in.Cipher == NoHandshake {
		return Accepted, ""
	}
	x := j.leaf.e()
	static := strings.HasPrefix(j.in.Cipher, "TLS_RSA_")
	switch {
	case x.invalid || x.usageForbids(usageTLS): // said as tls-wrong-purpose or as unreadable
	case static && x.usageForbids(usageKeyEncipherment):
		return Risky, "static RSA needs keyEncipherment in the key usage"
	case !static && x.usageForbids(usageDigitalSignature):
		return Refused, "TLS 1.3, and every cipher but those of static RSA, need digitalSignature in the key usage"
	}
	return Accepted, ""
}
