package certs

import (
	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

const (
	oidCPS    = "\x2b\x06\x01\x05\x05\x07\x02\x01"
	oidNotice = "\x2b\x06\x01\x05\x05\x07\x02\x02"
)

// validQualifiers: what may follow a policy, RFC 5280 section 4.2.1.4.
func validQualifiers(in cryptobyte.String) bool {
	var list cryptobyte.String
	if in.Empty() {
		return true
	}
	if !in.ReadASN1(&list, casn1.SEQUENCE) || !in.Empty() {
		return false
	}
	for !list.Empty() {
		var q, oid, value cryptobyte.String
		var tag casn1.Tag
		if !list.ReadASN1(&q, casn1.SEQUENCE) || !readOID(&q, &oid, casn1.OBJECT_IDENTIFIER) ||
			!q.ReadAnyASN1(&value, &tag) || !q.Empty() {
			return false
		}
		if string(oid) == oidCPS && tag != casn1.IA5String ||
			string(oid) == oidNotice && (tag != casn1.SEQUENCE || !validNotice(value)) {
			return false
		}
	}
	return true
}

// validNotice: USERNOTICE, a reference and a text, both optional.
func validNotice(in cryptobyte.String) bool {
	var ref, organization, numbers, n cryptobyte.String
	if in.PeekASN1Tag(casn1.SEQUENCE) {
		if !in.ReadASN1(&ref, casn1.SEQUENCE) || !readDisplayText(&ref, &organization) ||
			!ref.ReadASN1(&numbers, casn1.SEQUENCE) || !ref.Empty() {
			return false
		}
		for !numbers.Empty() {
			if !readInteger(&numbers, &n, casn1.INTEGER) {
				return false
			}
		}
	}
	return in.Empty() || readDisplayText(&in, &n) && in.Empty()
}

func readDisplayText(in, out *cryptobyte.String) bool {
	var tag casn1.Tag
	if !in.ReadAnyASN1(out, &tag) {
		return false
	}
	switch tag {
	case casn1.IA5String, casn1.UTF8String, tagVisible, tagBMP:
		_, _, valid := toUTF8(tag, *out)
		return valid
	}
	return false
}
