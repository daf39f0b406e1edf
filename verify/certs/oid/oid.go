// Package oid holds the object identifiers of a certificate's extensions, as
// contents in DER, for verify/certs, which reads what they say, and
// verify/certs/pemfile, which reads whether they can be read.
package oid

// Extensions (RFC 5280 section 4.2; the last one is Netscape's).
const (
	SubjectKeyID      = "\x55\x1d\x0e"
	KeyUsage          = "\x55\x1d\x0f"
	SAN               = "\x55\x1d\x11"
	BasicConstraints  = "\x55\x1d\x13"
	NameConstraints   = "\x55\x1d\x1e"
	CRLPoints         = "\x55\x1d\x1f"
	Policies          = "\x55\x1d\x20"
	PolicyMappings    = "\x55\x1d\x21"
	AuthorityKeyID    = "\x55\x1d\x23"
	PolicyConstraints = "\x55\x1d\x24"
	ExtKeyUsage       = "\x55\x1d\x25"
	InhibitAnyPolicy  = "\x55\x1d\x36"
	AIA               = "\x2b\x06\x01\x05\x05\x07\x01\x01"
	NetscapeType      = "\x60\x86\x48\x01\x86\xf8\x42\x01\x01"
)
