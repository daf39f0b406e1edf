package pemfile

import "harness/verify/certs/oid"

// types are those of a certificate: X509, X509_CINF and what they are made of.
type types struct {
	certificate, aux, nameEntry *item
	extensions                  map[string]*item // by object identifier, contents: those that X509v3_cache_extensions reads
}

func newTypes() types {
	name := &item{kind: distinguished}
	when := &item{kind: choice, mask: 1<<tagUTCTime | 1<<tagGeneralized}
	algorithm := seq(one(of(tagOID)), optional(&item{kind: anything}))
	extension := seq(one(of(tagOID)), optional(of(tagBoolean)), one(of(tagOctetString)))
	publicKey := seq(one(algorithm), one(of(tagBitString)))
	tbs := seq(
		explicit(0, one(of(tagInteger))),
		one(of(tagInteger)),
		one(algorithm),
		one(name),
		one(seq(one(when), one(when))),
		one(name),
		one(publicKey),
		implicit(1, one(of(tagBitString))),
		implicit(2, one(of(tagBitString))),
		explicit(3, listOf(tagSequence, extension)),
	)
	nameEntry := seq(one(of(tagOID)), one(&item{kind: choice, mask: printableMask}))
	optionalList := listOf(tagSequence, of(tagOID))
	optionalList.optional = true
	return types{
		certificate: seq(one(tbs), one(algorithm), one(of(tagBitString))),
		aux: seq( // X509_CERT_AUX
			optionalList,
			implicit(0, listOf(tagSequence, of(tagOID))),
			optional(of(tagUTF8)),
			optional(of(tagOctetString)),
			implicit(1, listOf(tagSequence, algorithm)),
		),
		nameEntry:  nameEntry,
		extensions: newExtensions(name, nameEntry),
	}
}

const directoryMask = 1<<tagPrintable | 1<<tagT61 | 1<<tagBMP | 1<<tagUniversal | 1<<tagUTF8

func newExtensions(name, nameEntry *item) map[string]*item {
	directory := one(&item{kind: choice, mask: directoryMask})
	other := explicit(0, one(&item{kind: anything}))
	party := explicit(1, directory)
	other.optional, party.optional = false, false
	general := &item{kind: alternatives, fields: []field{
		implicit(0, one(seq(one(of(tagOID)), other))),
		implicit(1, one(of(tagIA5))),
		implicit(2, one(of(tagIA5))),
		implicit(3, one(of(tagSequence))),
		explicit(4, one(name)),
		implicit(5, one(seq(explicit(0, directory), party))),
		implicit(6, one(of(tagIA5))),
		implicit(7, one(of(tagOctetString))),
		implicit(8, one(of(tagOID))),
	}}
	subtree := seq(one(general), implicit(0, one(of(tagInteger))), implicit(1, one(of(tagInteger))))
	pointName := &item{kind: alternatives, fields: []field{
		implicit(0, listOf(tagSequence, general)), implicit(1, listOf(tagSet, nameEntry)),
	}}
	point := seq(
		explicit(0, one(pointName)), implicit(1, one(of(tagBitString))), implicit(2, listOf(tagSequence, general)),
	)
	list := func(i *item) *item { return &item{kind: alternatives, fields: []field{listOf(tagSequence, i)}} }
	return map[string]*item{
		oid.BasicConstraints: seq(optional(of(tagBoolean)), optional(of(tagInteger))),
		oid.KeyUsage:         of(tagBitString),
		oid.ExtKeyUsage:      list(of(tagOID)),
		oid.NetscapeType:     of(tagBitString),
		oid.SubjectKeyID:     of(tagOctetString),
		oid.AuthorityKeyID: seq(
			implicit(0, one(of(tagOctetString))), implicit(1, listOf(tagSequence, general)), implicit(2, one(of(tagInteger))),
		),
		oid.SAN:             list(general),
		oid.NameConstraints: seq(implicit(0, listOf(tagSequence, subtree)), implicit(1, listOf(tagSequence, subtree))),
		oid.CRLPoints:       list(point),
	}
}
