package wire

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"encoding/hex"
	"hash"

	"golang.org/x/crypto/chacha20poly1305"
)

// TLS 1.3 sends the certificate encrypted, and crypto/tls gives no chain when
// it cannot parse one. The handshake's own keys, which it hands to a
// KeyLogWriter, open that part of what was heard. They stay in memory and are
// dropped with the handshake; no application data is ever kept.

const (
	recordData     = 23
	serverSecret   = "SERVER_HANDSHAKE_TRAFFIC_SECRET"
	maxSealedParts = 64
)

// keyLog catches the one secret that is wanted.
type keyLog struct{ secret *[]byte }

func (k keyLog) Write(p []byte) (int, error) {
	fields := bytes.Fields(p) // label, client random, secret
	if len(fields) == 3 && string(fields[0]) == serverSecret {
		*k.secret, _ = hex.DecodeString(string(fields[2]))
	}
	return len(p), nil
}

// unseal reads the encrypted handshake messages of TLS 1.3 that were heard.
func (g *glimpse) unseal(heard, secret []byte) {
	open, iv := opener(g.suite, secret)
	if open == nil {
		return
	}
	var flight []byte
	seq := uint64(0)
	for len(heard) >= recordHeaderBytes && seq < maxSealedParts {
		size := int(heard[3])<<8 | int(heard[4])
		if len(heard) < recordHeaderBytes+size {
			break
		}
		head, body := heard[:recordHeaderBytes], heard[recordHeaderBytes:recordHeaderBytes+size]
		heard = heard[recordHeaderBytes+size:]
		if head[0] != recordData {
			continue // ServerHello, ChangeCipherSpec
		}
		nonce := bytes.Clone(iv)
		for i := range 8 {
			nonce[len(nonce)-1-i] ^= byte(seq >> (8 * i))
		}
		seq++
		text, err := open.Open(nil, nonce, body, head)
		if err != nil {
			break // keys have changed: the handshake is over
		}
		text = bytes.TrimRight(text, "\x00") // padding, then the inner type
		if n := len(text) - 1; n >= 0 && text[n] == recordHandshake {
			flight = append(flight, text[:n]...)
		}
	}
	g.messages13(flight)
}

func (g *glimpse) messages13(b []byte) {
	for len(b) >= 4 {
		size := int(b[1])<<16 | int(b[2])<<8 | int(b[3])
		if size > len(b)-4 {
			return
		}
		switch body := b[4 : 4+size]; b[0] {
		case msgCertificate:
			g.chain = certificates13(body)
		case msgCertRequest:
			g.asked = true
		}
		b = b[4+size:]
	}
}

// certificates13 reads a Certificate message (RFC 8446 section 4.4.2).
func certificates13(b []byte) [][]byte {
	if len(b) < 1 || len(b) < 1+int(b[0])+3 {
		return nil
	}
	b = b[1+int(b[0])+3:]
	var chain [][]byte
	for len(b) >= 3 {
		size := int(b[0])<<16 | int(b[1])<<8 | int(b[2])
		if size > len(b)-3 {
			break
		}
		chain = append(chain, bytes.Clone(b[3:3+size]))
		if b = b[3+size:]; len(b) < 2 {
			break
		}
		ext := int(b[0])<<8 | int(b[1])
		if ext > len(b)-2 {
			break
		}
		b = b[2+ext:]
	}
	return chain
}

// opener derives the record key of a suite (RFC 8446 section 7.3).
func opener(suite uint16, secret []byte) (cipher.AEAD, []byte) {
	h, size := sha256.New, 16
	switch suite {
	case tls.TLS_AES_128_GCM_SHA256:
	case tls.TLS_AES_256_GCM_SHA384:
		h, size = sha512.New384, 32
	case tls.TLS_CHACHA20_POLY1305_SHA256:
		size = chacha20poly1305.KeySize
	default:
		return nil, nil
	}
	key, iv := expand(h, secret, "key", size), expand(h, secret, "iv", 12)
	if key == nil || iv == nil {
		return nil, nil
	}
	if suite == tls.TLS_CHACHA20_POLY1305_SHA256 {
		aead, err := chacha20poly1305.New(key)
		if err != nil {
			return nil, nil
		}
		return aead, iv
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, nil
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, nil
	}
	return aead, iv
}

// expand is HKDF-Expand-Label with an empty context (RFC 8446 section 7.1).
func expand(h func() hash.Hash, secret []byte, label string, size int) []byte {
	label = "tls13 " + label
	info := append([]byte{0, byte(size), byte(len(label))}, label...)
	key, err := hkdf.Expand(h, secret, string(append(info, 0)), size)
	if err != nil {
		return nil
	}
	return key
}
