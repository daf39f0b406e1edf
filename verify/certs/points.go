package certs

import (
	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"harness/verify/certs/oid"
)

// validCRLPoints: CRL_DIST_POINTS, RFC 5280 section 4.2.1.13.
func validCRLPoints(v cryptobyte.String) bool {
	var list cryptobyte.String
	if !v.ReadASN1(&list, casn1.SEQUENCE) || !v.Empty() {
		return false
	}
	for !list.Empty() {
		var point, where cryptobyte.String
		var there bool
		var bits []byte
		if !list.ReadASN1(&point, casn1.SEQUENCE) || !point.ReadOptionalASN1(&where, &there, explicit(0)) ||
			there && !validPointName(where) {
			return false
		}
		if tag := casn1.Tag(1).ContextSpecific(); point.PeekASN1Tag(tag) && !readBits(&point, &bits, tag) {
			return false
		}
		if point.PeekASN1Tag(explicit(2)) {
			if _, ok := readGeneralNames(&point, explicit(2)); !ok {
				return false
			}
		}
		if !point.Empty() {
			return false
		}
	}
	return true
}

// validPointName: DIST_POINT_NAME, whole or relative to the issuer's name.
func validPointName(in cryptobyte.String) bool {
	if in.PeekASN1Tag(explicit(0)) {
		_, ok := readGeneralNames(&in, explicit(0))
		return ok && in.Empty()
	}
	var set cryptobyte.String
	if !in.ReadASN1(&set, explicit(1)) || !in.Empty() || set.Empty() {
		return false
	}
	for !set.Empty() {
		if _, ok := parseAttribute(&set); !ok {
			return false
		}
	}
	return true
}

// aia is the first caIssuers address, "" if there is none.
func (c *cert) aia() string {
	v, there, twice := c.find(oid.AIA)
	var seq cryptobyte.String
	if !there || twice || !v.ReadASN1(&seq, casn1.SEQUENCE) {
		return ""
	}
	for !seq.Empty() {
		var d, method, loc cryptobyte.String
		var tag casn1.Tag
		if !seq.ReadASN1(&d, casn1.SEQUENCE) || !d.ReadASN1(&method, casn1.OBJECT_IDENTIFIER) || !d.ReadAnyASN1(&loc, &tag) {
			return ""
		}
		if string(method) == oidCAIssuers && tag == nameURI {
			return string(loc)
		}
	}
	return ""
}
