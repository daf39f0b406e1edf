package certs

import (
	"errors"
	"math/big"
	"sort"
	"time"

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
	notBefore time.Time
	notAfter  time.Time
	spki      []byte
	inner     []byte // AlgorithmIdentifier of the TBSCertificate, contents
	outer     []byte // of the Certificate, contents
	signature []byte
	exts      []extension

	seen bool // ext is filled in
	ext  extensions

	key key
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
	if !rest.ReadASN1(&outer, casn1.SEQUENCE) || !rest.ReadASN1(&sig, casn1.BIT_STRING) || !rest.Empty() ||
		len(sig) == 0 || sig[0] > 7 || (len(sig) == 1 && sig[0] != 0) {
		return c, errors.New("signature is malformed")
	}
	c.outer, c.signature = outer, sig[1:]
	if sig[0] != 0 {
		c.signature = nil // X509_verify takes whole bytes only
	}
	return c, nil
}

func (c *cert) parseTBS(in cryptobyte.String) error {
	var tbs, wrapper, validity, serial, alg, spki cryptobyte.String
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
	if peek := tbs; !peek.ReadASN1(&serial, casn1.INTEGER) || !tbs.ReadASN1Integer(c.serial) {
		c.serial = nil
		return errors.New("serial number is malformed")
	}
	c.serialDER = string(serial)
	if !tbs.ReadASN1(&alg, casn1.SEQUENCE) {
		return errors.New("signature algorithm is malformed")
	}
	c.inner = alg
	if !parseName(&tbs, &c.issuer) {
		return errors.New("issuer is malformed")
	}
	if !tbs.ReadASN1(&validity, casn1.SEQUENCE) || !readTime(&validity, &c.notBefore) ||
		!readTime(&validity, &c.notAfter) || !validity.Empty() {
		return errors.New("validity is malformed")
	}
	if !parseName(&tbs, &c.subject) {
		return errors.New("subject is malformed")
	}
	if !tbs.ReadASN1Element(&spki, casn1.SEQUENCE) {
		return errors.New("public key is malformed")
	}
	c.spki = spki
	if c.version >= 2 {
		if !tbs.SkipOptionalASN1(casn1.Tag(1).ContextSpecific()) || !tbs.SkipOptionalASN1(casn1.Tag(2).ContextSpecific()) {
			return errors.New("unique identifier is malformed")
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
		if !list.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1(&oid, casn1.OBJECT_IDENTIFIER) || len(oid) == 0 ||
			!readOptionalBool(&seq, &critical) || !seq.ReadASN1(&value, casn1.OCTET_STRING) || !seq.Empty() {
			return errors.New("an extension is malformed")
		}
		c.exts = append(c.exts, extension{string(oid), critical, value})
	}
	return nil
}

func readOptionalBool(in *cryptobyte.String, out *bool) bool {
	if !in.PeekASN1Tag(casn1.BOOLEAN) {
		return true
	}
	return in.ReadASN1Boolean(out)
}

func readTime(in *cryptobyte.String, out *time.Time) bool {
	if in.PeekASN1Tag(casn1.UTCTime) {
		return in.ReadASN1UTCTime(out)
	}
	return in.ReadASN1GeneralizedTime(out)
}

// subjectOf is the canonical subject of a certificate, without reading the
// rest of it.
func subjectOf(der []byte) (canon string, ok bool) {
	in := cryptobyte.String(der)
	var whole, tbs cryptobyte.String
	var n name
	version := casn1.Tag(0).ContextSpecific().Constructed()
	if !in.ReadASN1(&whole, casn1.SEQUENCE) || !whole.ReadASN1(&tbs, casn1.SEQUENCE) ||
		!tbs.SkipOptionalASN1(version) || !tbs.SkipASN1(casn1.INTEGER) || !tbs.SkipASN1(casn1.SEQUENCE) ||
		!tbs.SkipASN1(casn1.SEQUENCE) || !tbs.SkipASN1(casn1.SEQUENCE) || !parseName(&tbs, &n) {
		return "", false
	}
	return n.canon, true
}

func sortStrings(s []string) { sort.Strings(s) }

func (c *cert) selfIssued() bool { return c.subject.canon == c.issuer.canon }
