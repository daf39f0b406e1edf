package certs

import (
	"crypto"
	"crypto/dsa" //lint:ignore SA1019 named in reports, never used
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
)

// key is a public key, read once.
type key struct {
	seen bool
	pub  crypto.PublicKey // nil: cannot be read
	algo string           // "RSA", "ECDSA P-256", "Ed25519", "DSA", "unknown"
	bits int
}

func (c *cert) publicKey() *key {
	k := &c.key
	if k.seen {
		return k
	}
	k.seen, k.algo = true, "unknown"
	pub, err := x509.ParsePKIXPublicKey(c.spki)
	if err != nil {
		return k
	}
	switch p := pub.(type) {
	case *rsa.PublicKey:
		k.pub, k.algo, k.bits = p, "RSA", p.N.BitLen()
	case *ecdsa.PublicKey:
		k.pub, k.algo, k.bits = p, "ECDSA "+p.Curve.Params().Name, p.Curve.Params().BitSize
	case ed25519.PublicKey:
		k.pub, k.algo, k.bits = p, "Ed25519", 256
	case *dsa.PublicKey:
		k.algo, k.bits = "DSA", p.P.BitLen() // known by name, not usable
	}
	return k
}

// cost is about how many microseconds a signature by this key takes.
func (k *key) cost() int {
	switch p := k.pub.(type) {
	case *rsa.PublicKey:
		words := k.bits/64 + 1
		return words * words * (big.NewInt(int64(p.E)).BitLen()*2 + 8) / 1000
	case *ecdsa.PublicKey:
		if k.bits == 256 {
			return 80
		}
		return k.bits * 3
	}
	return 60
}

// offered: a key that a TLS client of BoringSSL's defaults has signatures for
// (kVerifySignatureAlgorithms of ssl/extensions.cc): RSA, P-256 and P-384.
func (k *key) offered() bool {
	return k.algo == "RSA" || k.algo == "ECDSA P-256" || k.algo == "ECDSA P-384"
}

func (k *key) describe() string {
	if k.algo == "RSA" || k.algo == "DSA" {
		return k.algo + " " + itoa(k.bits)
	}
	return k.algo
}
