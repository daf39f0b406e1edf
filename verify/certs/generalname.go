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
	switch g.kind {
	case nameEmail, nameDNS, nameURI, nameIP, nameRID:
		g.text = string(body)
	case nameDirectory:
		var n name
		if !parseName(&body, &n) || !body.Empty() {
			return g, false
		}
		g.text = n.canon
	case nameOther, nameX400, nameEDI:
	default:
		return g, false
	}
	return g, true
}
