package certs

import (
	"crypto/x509"
	"sync"
)

// Remembering is a copy that keeps what follows from bytes alone: how a certificate
// reads, and whose key signed it. A run over many servers judges the same
// certificates again and again, and each chain twice, at the gate and in the
// report. Verdicts are the same as without it: dates, names and budgets are asked anew.
func (r *Roots) Remembering() *Roots {
	if r == nil {
		return nil
	}
	c := *r
	c.memory = &memory{}
	return &c
}

// memory keeps the certificates that were of use lately. It is safe for use by
// several goroutines; nil keeps nothing.
type memory struct {
	mu         sync.Mutex
	young, old map[string]*reading // by DER
}

// reading is a certificate as it was read.
type reading struct {
	cert    *cert // only looked at
	err     error
	other   *x509.Certificate // as crypto/x509 reads it, where err is nil
	careful error             // of crypto/x509, where err is nil

	mu     sync.Mutex
	signed map[string]bool // by the signer's SubjectPublicKeyInfo
}

const (
	mostReadings = 256      // in each of two generations: some MB at most
	mostKept     = 16 << 10 // octets of a certificate
	mostSigners  = 8        // of a certificate
)

// read parses a certificate; careful is the error of crypto/x509. The certificate
// is the caller's own.
func (m *memory) read(der []byte) (c *cert, err, careful error) {
	got := m.reading(der)
	own := *got.cert
	return &own, got.err, got.careful
}

// Certificate is a certificate as crypto/x509 reads it, which is only looked at.
func (r *Roots) Certificate(der []byte) (*x509.Certificate, error) {
	if m := r.remembered(); m != nil {
		if got := m.reading(der); got.other != nil {
			return got.other, nil
		}
	}
	return x509.ParseCertificate(der)
}

func (m *memory) reading(der []byte) *reading {
	if m == nil || len(der) > mostKept {
		got := new(reading)
		got.read(der)
		return got
	}
	m.mu.Lock()
	got := m.young[string(der)]
	if got == nil {
		if got = m.old[string(der)]; got != nil {
			m.keep(string(der), got)
		}
	}
	m.mu.Unlock()
	if got == nil {
		got = &reading{signed: map[string]bool{}}
		got.read(der)
		got.cert.e() // all is read now, as of a root
		got.cert.publicKey()
		got.cert.reading = got
		m.mu.Lock()
		m.keep(string(der), got)
		m.mu.Unlock()
	}
	return got
}

func (m *memory) keep(der string, r *reading) {
	if m.young == nil || len(m.young) >= mostReadings {
		m.young, m.old = map[string]*reading{}, m.young
	}
	m.young[der] = r
}

func (r *reading) read(der []byte) {
	if r.cert, r.err = parse(der); r.err == nil {
		r.other, r.careful = x509.ParseCertificate(der)
	}
}

// signedBy is verify's answer, which depends on the two certificates alone.
func (r *reading) signedBy(by *cert, verify func() bool) bool {
	if r == nil {
		return verify()
	}
	r.mu.Lock()
	yes, known := r.signed[string(by.spki)]
	r.mu.Unlock()
	if !known {
		yes = verify()
		r.mu.Lock()
		if len(r.signed) < mostSigners {
			r.signed[string(by.spki)] = yes
		}
		r.mu.Unlock()
	}
	return yes
}
