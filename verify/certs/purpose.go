package certs

import (
	"encoding/asn1"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// purposes are the uses that a certificate is for.
func (c *cert) purposes() string {
	x := c.e()
	var list []string
	for i, oid := range x.ekus {
		if i == maxRenderedNameEntries {
			break
		}
		if s := purposeNames[oid]; s != "" {
			list = append(list, s)
		} else {
			list = append(list, dotted(oid))
		}
	}
	if x.hasUsage && x.usage&usageTLS == 0 {
		list = append(list, "keyUsage without digitalSignature")
	}
	return strings.Join(list, ",")
}

var purposeNames = map[string]string{
	oidServerAuth:                      "serverAuth",
	"\x2b\x06\x01\x05\x05\x07\x03\x02": "clientAuth",
	"\x2b\x06\x01\x05\x05\x07\x03\x03": "codeSigning",
	"\x2b\x06\x01\x05\x05\x07\x03\x04": "emailProtection",
	"\x2b\x06\x01\x05\x05\x07\x03\x08": "timeStamping",
	"\x2b\x06\x01\x05\x05\x07\x03\x09": "OCSPSigning",
	"\x55\x1d\x25\x00":                 "anyExtendedKeyUsage",
}

// dotted writes an object identifier for people.
func dotted(oid string) string {
	var o cryptobyte.Builder
	o.AddASN1(casn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(oid)) })
	b, err := o.Bytes()
	in := cryptobyte.String(b)
	var v asn1.ObjectIdentifier
	if err != nil || !in.ReadASN1ObjectIdentifier(&v) {
		return "?"
	}
	return v.String()
}
