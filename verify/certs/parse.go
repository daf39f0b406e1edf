package certs

import (
	"errors"
	"math/big"
	"sort"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// cert is a certificate as BoringSSL reads it: x_x509.cc, which takes some
// that crypto/x509 does not (a negative serial number) and verifies with
// signatures that it does not (SHA-1).
type cert struct {
	index     int // in the served chain, -1: a root of ours
	raw, tbs  []byte
	version   int // 1 to 3
	serial    *big.Int
	serialDER string
	issuer    name
	subject   name
	notBefore stamp
	notAfter  stamp
	spki      []byte
	inner     []byte // AlgorithmIdentifier of the TBSCertificate, contents
	outer     []byte // of the Certificate, contents
	signature []byte
	exts      []extension

	seen bool // ext is filled in
	ext  extensions

	key key

	reading *reading // of which it is a copy; nil: nothing is kept
}

type extension struct {
	oid      string
	critical bool
	value    cryptobyte.String
}

var errDER = errors.New("not a certificate in DER")

// parse reads a certificate. With an error it returns what could be read up to
// the fault, for showing.
func parse(der []byte) (*cert, error) {
	c := &cert{index: -1, raw: der}
	in := cryptobyte.String(der)
	var whole, tbs, outer cryptobyte.String
	if !in.ReadASN1(&whole, casn1.SEQUENCE) || !in.Empty() {
		// Show what a certificate with bytes after it says.
		if len(whole) == 0 {
			return c, errDER
		}
		_ = c.parseTBS(whole)
		return c, errDER
	}
	rest := whole
	if !rest.ReadASN1Element(&tbs, casn1.SEQUENCE) {
		return c, errDER
	}
	c.tbs = tbs
	if err := c.parseTBS(whole); err != nil {
		return c, err
	}
	var sig cryptobyte.String
	if !readAlgorithm(&rest, &outer) {
		return c, errors.New("signature algorithm is malformed")
	}
	whole = rest
	if !readBits(&rest, &c.signature, casn1.BIT_STRING) || !rest.Empty() {
		return c, errors.New("signature is malformed")
	}
	c.outer = outer
	if whole.ReadASN1(&sig, casn1.BIT_STRING) && sig[0] != 0 {
		c.signature = nil // X509_verify takes whole bytes only
	}
	return c, nil
}

func (c *cert) parseTBS(in cryptobyte.String) error {
	var tbs, wrapper, validity, serial, spki cryptobyte.String
	if !in.ReadASN1(&tbs, casn1.SEQUENCE) {
		return errDER
	}
	c.version = 1
	var present bool
	if !tbs.ReadOptionalASN1(&wrapper, &present, casn1.Tag(0).ContextSpecific().Constructed()) {
		return errors.New("version is malformed")
	}
	if present {
		var v uint
		if !wrapper.ReadASN1Integer(&v) || !wrapper.Empty() || v > 2 {
			return errors.New("version is malformed")
		}
		c.version = int(v) + 1
	}
	c.serial = new(big.Int)
	if peek := tbs; !readInteger(&peek, &serial, casn1.INTEGER) || !tbs.ReadASN1Integer(c.serial) {
		c.serial = nil
		return errors.New("serial number is malformed")
	}
	c.serialDER = string(serial)
	var alg cryptobyte.String
	if !readAlgorithm(&tbs, &alg) {
		return errors.New("signature algorithm is malformed")
	}
	c.inner = alg
	if !parseName(&tbs, &c.issuer) {
		return errors.New("issuer is malformed")
	}
	if !tbs.ReadASN1(&validity, casn1.SEQUENCE) || !readStamp(&validity, &c.notBefore) ||
		!readStamp(&validity, &c.notAfter) || !validity.Empty() {
		return errors.New("validity is malformed")
	}
	if !parseName(&tbs, &c.subject) {
		return errors.New("subject is malformed")
	}
	if !tbs.ReadASN1Element(&spki, casn1.SEQUENCE) || !validPublicKey(spki) {
		return errors.New("public key is malformed")
	}
	c.spki = spki
	if c.version >= 2 {
		for _, tag := range []casn1.Tag{1, 2} {
			var bits []byte
			if tag = tag.ContextSpecific(); tbs.PeekASN1Tag(tag) && !readBits(&tbs, &bits, tag) {
				return errors.New("unique identifier is malformed")
			}
		}
	}
	if c.version >= 3 {
		if err := c.parseExtensions(&tbs); err != nil {
			return err
		}
	}
	if !tbs.Empty() {
		return errors.New("has fields that its version does not allow")
	}
	return nil
}

func (c *cert) parseExtensions(tbs *cryptobyte.String) error {
	var wrapper, list cryptobyte.String
	var present bool
	if !tbs.ReadOptionalASN1(&wrapper, &present, casn1.Tag(3).ContextSpecific().Constructed()) {
		return errors.New("extensions are malformed")
	}
	if !present {
		return nil
	}
	if !wrapper.ReadASN1(&list, casn1.SEQUENCE) || !wrapper.Empty() {
		return errors.New("extensions are malformed")
	}
	for !list.Empty() {
		var seq, oid, value cryptobyte.String
		var critical bool
		if !list.ReadASN1(&seq, casn1.SEQUENCE) || !readOID(&seq, &oid, casn1.OBJECT_IDENTIFIER) ||
			!readOptionalBool(&seq, &critical) || !seq.ReadASN1(&value, casn1.OCTET_STRING) || !seq.Empty() {
			return errors.New("an extension is malformed")
		}
		c.exts = append(c.exts, extension{string(oid), critical, value})
	}
	return nil
}

// readAlgorithm reads the contents of an AlgorithmIdentifier: which one, and at
// most one value of anything.
func readAlgorithm(in, out *cryptobyte.String) bool {
	var oid, value cryptobyte.String
	var tag casn1.Tag
	if !in.ReadASN1(out, casn1.SEQUENCE) {
		return false
	}
	rest := *out
	return readOID(&rest, &oid, casn1.OBJECT_IDENTIFIER) &&
		(rest.Empty() || rest.ReadAnyASN1(&value, &tag) && rest.Empty())
}

// validPublicKey: a SubjectPublicKeyInfo, whatever the key in it is.
func validPublicKey(in cryptobyte.String) bool {
	var spki, alg cryptobyte.String
	var bits []byte
	return in.ReadASN1(&spki, casn1.SEQUENCE) && readAlgorithm(&spki, &alg) &&
		readBits(&spki, &bits, casn1.BIT_STRING) && spki.Empty()
}

// subjectOf is the canonical subject of a certificate, without reading the
// rest of it.
func subjectOf(der []byte) (canon string, ok bool) {
	_, subject, ok := issuerAndSubject(der)
	return subject, ok
}

// issuerAndSubject are the canonical issuer and subject of a certificate, without reading
// the rest of it.
func issuerAndSubject(der []byte) (issuer, subject string, ok bool) {
	in := cryptobyte.String(der)
	var whole, tbs cryptobyte.String
	var by, of name
	version := casn1.Tag(0).ContextSpecific().Constructed()
	if !in.ReadASN1(&whole, casn1.SEQUENCE) || !whole.ReadASN1(&tbs, casn1.SEQUENCE) ||
		!tbs.SkipOptionalASN1(version) || !tbs.SkipASN1(casn1.INTEGER) || !tbs.SkipASN1(casn1.SEQUENCE) ||
		!parseName(&tbs, &by) || !tbs.SkipASN1(casn1.SEQUENCE) || !parseName(&tbs, &of) {
		return "", "", false
	}
	return by.canon, of.canon, true
}

func sortStrings(s []string) { sort.Strings(s) }

func (c *cert) selfIssued() bool { return c.subject.canon == c.issuer.canon }
