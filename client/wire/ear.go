package wire

import (
	"bytes"
	"net"
)

// ear is a connection that keeps what the peer sends while a handshake runs:
// crypto/tls tells neither a refused chain nor the peer's version afterwards.
type ear struct {
	net.Conn
	quick func() // asks for quick acknowledgement before a read, see quickAck
	on    bool
	heard []byte
	early []byte // read before the handshake began, to be handed out first
}

const maxHeard = 1 << 18 // crypto/tls itself takes no certificate message longer than this

func (e *ear) Read(p []byte) (int, error) {
	if len(e.early) > 0 {
		n := copy(p, e.early)
		e.early = e.early[n:]
		return n, nil
	}
	e.quick()
	n, err := e.Conn.Read(p)
	if e.on && n > 0 && len(e.heard) < maxHeard {
		e.heard = append(e.heard, p[:n]...)
	}
	return n, err
}

// Types of TLS records and handshake messages (RFC 8446 section B).
const (
	recordAlert       = 21
	recordHandshake   = 22
	msgServerHello    = 2
	msgCertificate    = 11
	msgCertRequest    = 13
	extVersions       = 43
	recordHeaderBytes = 5
)

// glimpse is what the clear part of a handshake shows.
type glimpse struct {
	plain    []byte   // the peer did not speak TLS: what it said
	injected bool     // TLS follows after the plain text
	version  uint16   // of the ServerHello, 0: none came
	suite    uint16   // of the ServerHello
	chain    [][]byte // TLS 1.2 and older
	asked    bool     // a client certificate, TLS 1.2 and older
	alert    int      // -1: none in clear
}

// overhear reads what was heard. The bytes may be anything.
func overhear(heard []byte) glimpse {
	g := glimpse{alert: -1}
	if len(heard) == 0 {
		return g
	}
	if t := heard[0]; t < 20 || t > 24 || len(heard) > 1 && heard[1] != 3 {
		g.plain = heard
		if i := bytes.Index(heard, []byte("\n\x16\x03")); i >= 0 {
			g.plain, g.injected = heard[:i+1], true
		}
		return g
	}
	var flight []byte
	for len(heard) >= recordHeaderBytes {
		size := int(heard[3])<<8 | int(heard[4])
		typ, rest := heard[0], heard[recordHeaderBytes:]
		body := rest[:min(size, len(rest))]
		heard = rest[len(body):]
		switch {
		case typ == recordAlert && len(body) == 2: // longer: encrypted
			g.alert = int(body[1])
		case typ == recordHandshake:
			flight = append(flight, body...)
		case typ != recordAlert:
			heard = nil // ChangeCipherSpec or data: what follows is encrypted
		}
	}
	g.messages(flight)
	return g
}

func (g *glimpse) messages(b []byte) {
	for len(b) >= 4 {
		size := int(b[1])<<16 | int(b[2])<<8 | int(b[3])
		if size > len(b)-4 {
			return
		}
		body := b[4 : 4+size]
		switch b[0] {
		case msgServerHello:
			g.version = helloVersion(body)
			g.suite = helloSuite(body)
		case msgCertificate:
			g.chain = certificates(body)
		case msgCertRequest:
			g.asked = true
		}
		b = b[4+size:]
	}
}

// helloVersion reads a ServerHello: the version in its extension if there is
// one, else the old field (RFC 8446 section 4.1.3).
func helloVersion(b []byte) uint16 {
	if len(b) < 35 {
		return 0
	}
	version := uint16(b[0])<<8 | uint16(b[1])
	at := 35 + int(b[34]) + 3 + 2 // session id, suite, compression, length of extensions
	for at+4 <= len(b) {
		typ := int(b[at])<<8 | int(b[at+1])
		size := int(b[at+2])<<8 | int(b[at+3])
		at += 4
		if typ == extVersions && size == 2 && at+2 <= len(b) {
			return uint16(b[at])<<8 | uint16(b[at+1])
		}
		at += size
	}
	return version
}

func helloSuite(b []byte) uint16 {
	if len(b) < 35 || len(b) < 37+int(b[34]) {
		return 0
	}
	at := 35 + int(b[34])
	return uint16(b[at])<<8 | uint16(b[at+1])
}

// certificates reads a Certificate message of TLS 1.2 (RFC 5246 section 7.4.2).
func certificates(b []byte) [][]byte {
	if len(b) < 3 {
		return nil
	}
	b = b[3:]
	var chain [][]byte
	for len(b) >= 3 {
		size := int(b[0])<<16 | int(b[1])<<8 | int(b[2])
		if size > len(b)-3 {
			break
		}
		chain = append(chain, bytes.Clone(b[3:3+size]))
		b = b[3+size:]
	}
	return chain
}
