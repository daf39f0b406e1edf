package certs

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	_ "crypto/sha1" // BoringSSL still takes SHA-1 here
	_ "crypto/sha256"
	_ "crypto/sha512"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// signatureAlgorithm is how a certificate is signed.
type signatureAlgorithm struct {
	name string
	kind string // "rsa", "pss", "ecdsa", "ed25519"
	hash crypto.Hash
}

// signatureOIDs are those that BoringSSL knows. MD5 and MD2 are not: their
// digests are refused (x509_digest_nid_ok).
var signatureOIDs = map[string]signatureAlgorithm{
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05": {"SHA1-RSA", "rsa", crypto.SHA1},
	"\x2b\x0e\x03\x02\x1d":                 {"SHA1-RSA", "rsa", crypto.SHA1},
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e": {"SHA224-RSA", "rsa", crypto.SHA224},
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b": {"SHA256-RSA", "rsa", crypto.SHA256},
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c": {"SHA384-RSA", "rsa", crypto.SHA384},
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d": {"SHA512-RSA", "rsa", crypto.SHA512},
	"\x2a\x86\x48\xce\x3d\x04\x01":         {"ECDSA-SHA1", "ecdsa", crypto.SHA1},
	"\x2a\x86\x48\xce\x3d\x04\x03\x01":     {"ECDSA-SHA224", "ecdsa", crypto.SHA224},
	"\x2a\x86\x48\xce\x3d\x04\x03\x02":     {"ECDSA-SHA256", "ecdsa", crypto.SHA256},
	"\x2a\x86\x48\xce\x3d\x04\x03\x03":     {"ECDSA-SHA384", "ecdsa", crypto.SHA384},
	"\x2a\x86\x48\xce\x3d\x04\x03\x04":     {"ECDSA-SHA512", "ecdsa", crypto.SHA512},
	"\x2b\x65\x70":                         {"Ed25519", "ed25519", 0},
	oidPSS:                                 {"RSA-PSS", "pss", 0},
}

// brokenOIDs are signatures that BoringSSL refuses whoever made them.
var brokenOIDs = map[string]string{
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02": "MD2-RSA",
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x03": "MD4-RSA",
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04": "MD5-RSA",
}

const (
	oidPSS  = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"
	oidMGF1 = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
)

var pssHashes = map[string]crypto.Hash{
	"\x60\x86\x48\x01\x65\x03\x04\x02\x01": crypto.SHA256,
	"\x60\x86\x48\x01\x65\x03\x04\x02\x02": crypto.SHA384,
	"\x60\x86\x48\x01\x65\x03\x04\x02\x03": crypto.SHA512,
}

// algorithm is the certificate's own, by name even if BoringSSL refuses it.
func (c *cert) algorithm() (a signatureAlgorithm, ok bool) {
	in := cryptobyte.String(c.inner)
	var oid cryptobyte.String
	if !in.ReadASN1(&oid, casn1.OBJECT_IDENTIFIER) {
		return signatureAlgorithm{name: "unknown"}, false
	}
	a, ok = signatureOIDs[string(oid)]
	switch {
	case !ok:
		a.name = brokenOIDs[string(oid)]
		if a.name == "" {
			a.name = "unknown"
		}
	case a.kind == "pss":
		a.hash, ok = pssHash(in)
	case a.kind == "ed25519":
		ok = in.Empty()
	default:
		ok = in.Empty() || bytes.Equal(in, []byte{5, 0})
	}
	return a, ok
}

// pssHash reads RSASSA-PSS-params: one of the three combinations that
// BoringSSL takes, where hash, mask and salt go together.
func pssHash(in cryptobyte.String) (crypto.Hash, bool) {
	var seq, f, alg, hash, mgf, mgfHash cryptobyte.String
	var salt int
	tag := func(n int) casn1.Tag { return casn1.Tag(n).ContextSpecific().Constructed() }
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !in.Empty() ||
		!seq.ReadASN1(&f, tag(0)) || !f.ReadASN1(&alg, casn1.SEQUENCE) || !alg.ReadASN1(&hash, casn1.OBJECT_IDENTIFIER) ||
		!seq.ReadASN1(&f, tag(1)) || !f.ReadASN1(&alg, casn1.SEQUENCE) || !alg.ReadASN1(&mgf, casn1.OBJECT_IDENTIFIER) ||
		!alg.ReadASN1(&f, casn1.SEQUENCE) || !f.ReadASN1(&mgfHash, casn1.OBJECT_IDENTIFIER) ||
		!seq.ReadASN1(&f, tag(2)) || !f.ReadASN1Integer(&salt) {
		return 0, false
	}
	h, ok := pssHashes[string(hash)]
	return h, ok && string(mgf) == oidMGF1 && string(mgfHash) == string(hash) && salt == h.Size()
}

// signedBy verifies the signature: X509_verify.
func (c *cert) signedBy(by *cert, w *work) bool {
	a, ok := c.algorithm()
	if !ok || !bytes.Equal(c.inner, c.outer) {
		return false
	}
	k := by.publicKey()
	if w.sign -= k.cost(); w.sign < 0 {
		return false // far more keys than any real chain has: refused
	}
	return c.reading.signedBy(by, func() bool { return c.verifies(a, k) })
}

// verifies tells whether the signature is by that key.
func (c *cert) verifies(a signatureAlgorithm, k *key) bool {
	var digest []byte
	if a.hash != 0 {
		h := a.hash.New()
		h.Write(c.tbs)
		digest = h.Sum(nil)
	}
	switch pub := k.pub.(type) {
	case *rsa.PublicKey:
		switch {
		case a.kind == "pss":
			return rsa.VerifyPSS(pub, a.hash, digest, c.signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil
		case a.kind == "rsa" && pub.N.BitLen() < 1024:
			return smallRSA(pub, a.hash, digest, c.signature)
		case a.kind == "rsa":
			return rsa.VerifyPKCS1v15(pub, a.hash, digest, c.signature) == nil
		}
	case *ecdsa.PublicKey:
		return a.kind == "ecdsa" && ecdsa.VerifyASN1(pub, digest, c.signature)
	case ed25519.PublicKey:
		return a.kind == "ed25519" && ed25519.Verify(pub, c.tbs, c.signature)
	}
	return false
}

// digestInfo are the DER prefixes of RFC 8017 section 9.2, note 1.
var digestInfo = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA224: "\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
	crypto.SHA384: "\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
	crypto.SHA512: "\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
}

// smallRSA verifies PKCS #1 v1.5 with keys that crypto/rsa no longer touches:
// an RSA 512 chain is judged as BoringSSL does, not lost. RFC 8017 section 8.2.2.
func smallRSA(pub *rsa.PublicKey, h crypto.Hash, digest, sig []byte) bool {
	size := (pub.N.BitLen() + 7) / 8
	s := new(big.Int).SetBytes(sig)
	prefix, ok := digestInfo[h]
	pad := size - 3 - len(prefix) - len(digest)
	if !ok || len(sig) != size || pad < 8 || pub.E < 3 || s.Cmp(pub.N) >= 0 {
		return false
	}
	want := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, pad)...)
	want = append(append(append(want, 0), prefix...), digest...)
	got := s.Exp(s, big.NewInt(int64(pub.E)), pub.N).FillBytes(make([]byte, size))
	return bytes.Equal(want, got)
}
