package certs

import (
	"math"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"harness/verify/certs/oid"
)

// Object identifiers, DER contents.
const (
	oidCAIssuers  = "\x2b\x06\x01\x05\x05\x07\x30\x02"
	oidServerAuth = "\x2b\x06\x01\x05\x05\x07\x03\x01"
)

// Key usages, first byte of the bit string.
const (
	usageDigitalSignature = 0x80
	usageKeyEncipherment  = 0x20
	usageKeyAgreement     = 0x08
	usageCertSign         = 0x04
	usageTLS              = usageDigitalSignature | usageKeyEncipherment | usageKeyAgreement
)

// extensions is what x509v3_cache_extensions of v3_purp.cc keeps.
type extensions struct {
	invalid     bool // an extension is malformed, or there twice
	hasBC, ca   bool
	pathLen     int // -1: none
	hasUsage    bool
	usage       byte
	hasEKU      bool
	serverAuth  bool
	ekus        []string // object identifiers, DER contents
	skid        []byte
	hasSKID     bool
	akid        *authorityKeyID
	selfSigned  bool // EXFLAG_SS
	hasSAN      bool
	san         []generalName
	constraints *constraints
	critical    string // object identifier of the first unsupported critical extension
}

type authorityKeyID struct {
	keyID  []byte // nil: none
	issuer []generalName
	serial *string
}

// supported may be critical: X509_supported_extension.
var supported = map[string]bool{
	oid.KeyUsage: true, oid.SAN: true, oid.BasicConstraints: true, oid.Policies: true, oid.ExtKeyUsage: true,
	oid.PolicyConstraints: true, oid.NameConstraints: true, oid.PolicyMappings: true, oid.InhibitAnyPolicy: true,
}

// find is the extension; twice: it is there more than once.
func (c *cert) find(id string) (value cryptobyte.String, there, twice bool) {
	for i := range c.exts {
		if c.exts[i].oid == id {
			if there {
				return nil, true, true
			}
			value, there = c.exts[i].value, true
		}
	}
	return value, there, false
}

// e is the certificate's extensions, read once.
func (c *cert) e() *extensions {
	if c.seen {
		return &c.ext
	}
	c.seen = true
	x := &c.ext
	x.pathLen = -1
	read := func(id string, parse func(cryptobyte.String) bool) {
		if v, there, twice := c.find(id); there && (twice || !parse(v)) {
			x.invalid = true
		}
	}
	read(oid.BasicConstraints, x.readBasicConstraints)
	read(oid.KeyUsage, x.readKeyUsage)
	read(oid.ExtKeyUsage, x.readExtKeyUsage)
	read(oid.SubjectKeyID, func(v cryptobyte.String) bool {
		var id cryptobyte.String
		x.hasSKID = v.ReadASN1(&id, casn1.OCTET_STRING) && v.Empty()
		x.skid = id
		return x.hasSKID
	})
	read(oid.AuthorityKeyID, x.readAuthorityKeyID)
	if c.selfIssued() && c.matchesKeyID(x.akid) && !x.usageForbids(usageCertSign) {
		x.selfSigned = true
	}
	read(oid.SAN, func(v cryptobyte.String) bool {
		var ok bool
		x.san, ok = readGeneralNames(&v, casn1.SEQUENCE)
		x.hasSAN = ok && v.Empty()
		return x.hasSAN
	})
	read(oid.NameConstraints, func(v cryptobyte.String) bool {
		x.constraints = readConstraints(v)
		return x.constraints != nil
	})
	read(oid.CRLPoints, validCRLPoints)
	for i := range c.exts {
		if c.exts[i].critical && !supported[c.exts[i].oid] {
			x.critical = c.exts[i].oid
			break
		}
	}
	return x
}

func (x *extensions) readBasicConstraints(v cryptobyte.String) bool {
	var seq cryptobyte.String
	if !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() || !readOptionalBool(&seq, &x.ca) {
		return false
	}
	x.hasBC = true
	if !seq.Empty() {
		var n int64
		var raw cryptobyte.String
		peek := seq
		if !readInteger(&peek, &raw, casn1.INTEGER) {
			return false
		}
		if !seq.ReadASN1Integer(&n) {
			n, seq = math.MaxInt32, peek // longer than 64 bits: no limit
			if raw[0] >= 0x80 {
				n = -1
			}
		}
		if n < 0 || !x.ca {
			x.pathLen = 0
			return false
		}
		x.pathLen = int(min(n, math.MaxInt32))
	}
	return seq.Empty()
}

func (x *extensions) readKeyUsage(v cryptobyte.String) bool {
	var bits []byte
	if !readBits(&v, &bits, casn1.BIT_STRING) || !v.Empty() {
		return false
	}
	x.hasUsage = true
	if len(bits) > 0 {
		x.usage = bits[0]
	}
	return true
}

func (x *extensions) readExtKeyUsage(v cryptobyte.String) bool {
	var seq cryptobyte.String
	if !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() {
		return false
	}
	x.hasEKU = true
	for !seq.Empty() {
		var id cryptobyte.String
		if !readOID(&seq, &id, casn1.OBJECT_IDENTIFIER) {
			return false
		}
		// anyExtendedKeyUsage is not serverAuth for BoringSSL.
		x.serverAuth = x.serverAuth || string(id) == oidServerAuth
		x.ekus = append(x.ekus, string(id))
	}
	return true
}

func (x *extensions) readAuthorityKeyID(v cryptobyte.String) bool {
	var seq, id, serial cryptobyte.String
	var hasID bool
	a := &authorityKeyID{}
	if !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() ||
		!seq.ReadOptionalASN1(&id, &hasID, casn1.Tag(0).ContextSpecific()) {
		return false
	}
	if hasID {
		a.keyID = append([]byte{}, id...)
	}
	if tag := casn1.Tag(1).ContextSpecific().Constructed(); seq.PeekASN1Tag(tag) {
		var ok bool
		if a.issuer, ok = readGeneralNames(&seq, tag); !ok {
			return false
		}
	}
	if !readOptionalInteger(&seq, &serial, casn1.Tag(2).ContextSpecific()) || !seq.Empty() {
		return false
	}
	if serial != nil {
		s := string(serial)
		a.serial = &s
	}
	x.akid = a
	return true
}

func (x *extensions) usageForbids(bits byte) bool { return x.hasUsage && x.usage&bits == 0 }

// matchesKeyID: X509_check_akid.
func (c *cert) matchesKeyID(a *authorityKeyID) bool {
	if a == nil {
		return true
	}
	if a.keyID != nil && c.ext.hasSKID && string(a.keyID) != string(c.ext.skid) {
		return false
	}
	if a.serial != nil && *a.serial != c.serialDER {
		return false
	}
	for _, g := range a.issuer {
		if g.kind == nameDirectory {
			return g.text == c.issuer.canon // only the first counts
		}
	}
	return true
}

// canIssue: check_ca of v3_purp.cc.
func (c *cert) canIssue() bool {
	x := c.e()
	if x.invalid || x.usageForbids(usageCertSign) {
		return false
	}
	if c.version == 1 && x.selfSigned {
		return true
	}
	return x.hasBC && x.ca
}

// fits: X509_check_purpose for ssl_server.
func (c *cert) fits(asCA bool) bool {
	x := c.e()
	if x.invalid || asCA && !c.canIssue() || x.hasEKU && !x.serverAuth {
		return false
	}
	return asCA || !x.usageForbids(usageTLS)
}

// issued: X509_check_issued. Names and key identifiers only; the signature
// comes later.
func issued(by, c *cert) bool {
	if by.subject.canon != c.issuer.canon {
		return false
	}
	bx, x := by.e(), c.e()
	return !bx.invalid && !x.invalid && by.matchesKeyID(x.akid) && !bx.usageForbids(usageCertSign)
}
