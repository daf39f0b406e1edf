package pemfile

import (
	"crypto/ecdh"
	"crypto/elliptic"
	"crypto/x509"
	"math/big"
	"strings"
)

// Algorithms and curves, contents of the object identifiers.
const (
	oidRSA        = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
	oidRSAPSS     = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"
	oidEC         = "\x2a\x86\x48\xce\x3d\x02\x01"
	oidEd448      = "\x2b\x65\x71"
	oidP224       = "\x2b\x81\x04\x00\x21"
	oidP256       = "\x2a\x86\x48\xce\x3d\x03\x01\x07"
	oidP384       = "\x2b\x81\x04\x00\x22"
	oidP521       = "\x2b\x81\x04\x00\x23"
	oidSecp256k1  = "\x2b\x81\x04\x00\x0a"
	oidBrainpools = "\x2b\x24\x03\x03\x02\x08\x01\x01"
)

// keyReadable: SSL_CTX_use_certificate can read the public key of a certificate
// and sign with such a key in TLS.
func keyReadable(spki []byte) bool {
	oid, param, key, ok := splitKey(spki)
	if !ok {
		return false
	}
	switch string(oid) {
	case oidRSA, oidRSAPSS:
		return rsaReadable(key)
	case oidEC:
		return ecReadable(string(param), key)
	case oidEd448:
		return len(key) == 57
	}
	pub, err := x509.ParsePKIXPublicKey(spki)
	_, agreement := pub.(*ecdh.PublicKey)
	return err == nil && !agreement
}

// splitKey takes a SubjectPublicKeyInfo apart: the algorithm, the object
// identifier among its parameters, the bytes of the key.
func splitKey(spki []byte) (oid, param, key []byte, ok bool) {
	whole, ok := cut(&spki)
	if !ok {
		return nil, nil, nil, false
	}
	alg, ok := cut(&whole.body)
	if !ok {
		return nil, nil, nil, false
	}
	o, ok := cut(&alg.body)
	if !ok {
		return nil, nil, nil, false
	}
	if p, ok := cut(&alg.body); ok && p.class == universal && p.tag == tagOID {
		param = p.body
	}
	b, ok := cut(&whole.body)
	if !ok || len(b.octets()) < 1 {
		return nil, nil, nil, false
	}
	return o.body, param, b.octets()[1:], true
}

// rsaReadable: RSAPublicKey, two integers; whatever they are.
func rsaReadable(key []byte) bool {
	d := decoder{}
	rest, r := d.item(key, seq(one(of(tagInteger)), one(of(tagInteger))), -1, false, 0)
	return r == done && len(rest) < len(key)
}

// ecReadable: a point on a curve that OpenSSL knows by name, whole, compressed
// or both (SEC 1 section 2.3.3).
func ecReadable(curve string, point []byte) bool {
	var c elliptic.Curve
	switch curve {
	case oidP224:
		c = elliptic.P224()
	case oidP256:
		c = elliptic.P256()
	case oidP384:
		c = elliptic.P384()
	case oidP521:
		c = elliptic.P521()
	case oidSecp256k1:
		return len(point) > 0
	default:
		return strings.HasPrefix(curve, oidBrainpools) && len(point) > 0
	}
	size := (c.Params().BitSize + 7) / 8
	switch {
	case len(point) == 1+size && (point[0] == 2 || point[0] == 3):
		x, _ := elliptic.UnmarshalCompressed(c, point)
		return x != nil
	case len(point) == 1+2*size && (point[0] == 4 || point[0] == 6 || point[0] == 7):
		x, y := new(big.Int).SetBytes(point[1:1+size]), new(big.Int).SetBytes(point[1+size:])
		if point[0] != 4 && y.Bit(0) != uint(point[0]&1) {
			return false
		}
		return onCurve(c, x, y)
	}
	return false
}

// onCurve: y² = x³ - 3x + b.
func onCurve(c elliptic.Curve, x, y *big.Int) bool {
	p := c.Params()
	if x.Cmp(p.P) >= 0 || y.Cmp(p.P) >= 0 {
		return false
	}
	right := new(big.Int).Exp(x, big.NewInt(3), p.P)
	right.Sub(right, new(big.Int).Mul(x, big.NewInt(3)))
	right.Add(right, p.B).Mod(right, p.P)
	return right.Cmp(new(big.Int).Exp(y, big.NewInt(2), p.P)) == 0
}
