package certs

import (
	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Kinds of GeneralName, RFC 5280 section 4.2.1.6.
const (
	nameOther     = casn1.Tag(0 | 0xa0)
	nameEmail     = casn1.Tag(1 | 0x80)
	nameDNS       = casn1.Tag(2 | 0x80)
	nameX400      = casn1.Tag(3 | 0xa0)
	nameDirectory = casn1.Tag(4 | 0xa0)
	nameEDI       = casn1.Tag(5 | 0xa0)
	nameURI       = casn1.Tag(6 | 0x80)
	nameIP        = casn1.Tag(7 | 0x80)
	nameRID       = casn1.Tag(8 | 0x80)
)

// generalName is one name of a SAN or a constraint.
type generalName struct {
	kind casn1.Tag
	text string // as it stands; of a directory name the canonical form
}

func readGeneralNames(in *cryptobyte.String, tag casn1.Tag) ([]generalName, bool) {
	var seq cryptobyte.String
	if !in.ReadASN1(&seq, tag) {
		return nil, false
	}
	var list []generalName
	for !seq.Empty() {
		g, ok := readGeneralName(&seq)
		if !ok {
			return nil, false
		}
		list = append(list, g)
	}
	return list, true
}

func readGeneralName(in *cryptobyte.String) (generalName, bool) {
	var body cryptobyte.String
	var g generalName
	if !in.ReadAnyASN1(&body, &g.kind) {
		return g, false
	}
	ok := true
	switch g.kind {
	case nameEmail, nameDNS, nameURI, nameIP:
		g.text = string(body)
	case nameRID:
		g.text = string(body)
		ok = validOID(body)
	case nameDirectory:
		var n name
		ok = parseName(&body, &n) && body.Empty()
		g.text = n.canon
	case nameOther:
		ok = validOtherName(body)
	case nameEDI:
		ok = validEDIName(body)
	case nameX400: // nobody looks into it
	default:
		ok = false
	}
	return g, ok
}

// validOtherName: OTHERNAME, a type and a value of which nothing is known.
func validOtherName(in cryptobyte.String) bool {
	var oid, value, any cryptobyte.String
	var tag casn1.Tag
	return readOID(&in, &oid, casn1.OBJECT_IDENTIFIER) && in.ReadASN1(&value, explicit(0)) && in.Empty() &&
		value.ReadAnyASN1(&any, &tag) && value.Empty()
}

// validEDIName: EDIPARTYNAME, two DirectoryStrings, the first of them optional.
func validEDIName(in cryptobyte.String) bool {
	if in.PeekASN1Tag(explicit(0)) && !validDirectoryString(&in, explicit(0)) {
		return false
	}
	return validDirectoryString(&in, explicit(1)) && in.Empty()
}

func validDirectoryString(in *cryptobyte.String, outer casn1.Tag) bool {
	var wrapper, value cryptobyte.String
	var tag casn1.Tag
	if !in.ReadASN1(&wrapper, outer) || !wrapper.ReadAnyASN1(&value, &tag) || !wrapper.Empty() {
		return false
	}
	switch tag {
	case casn1.PrintableString, casn1.UTF8String, tagT61, tagUniversal, tagBMP:
		_, _, valid := toUTF8(tag, value)
		return valid
	}
	return false
}

// explicit is the tag of EXPLICIT [n], and of IMPLICIT [n] of what is
// constructed.
func explicit(n int) casn1.Tag { return casn1.Tag(n).ContextSpecific().Constructed() }
