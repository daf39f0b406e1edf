package certs

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"sync"
)

// Roots are trusted certificates under a name that reports show ("mozilla",
// "system", a file). They are safe for use by several goroutines.
type Roots struct {
	Name string
	list []*root
	keys map[string][]*root // by the subject's canonical form
}

// root is a trusted certificate. It is parsed when it is first looked at: of
// some hundred roots a run needs one or two.
type root struct {
	der   []byte
	canon string                          // canonical subject
	allow func([]*x509.Certificate) error // nil: no constraint
	once  sync.Once
	cert  *cert // nil after once: cannot be parsed
}

// Anchor is a trusted certificate in DER with the condition on which it is
// trusted.
type Anchor struct {
	DER   []byte                          // never changed
	Allow func([]*x509.Certificate) error // nil: no condition; else it is shown the chain, leaf first
}

// NewRoots trusts the given certificates.
func NewRoots(name string, certs ...*x509.Certificate) *Roots {
	return (&Roots{}).With(name, certs...)
}

// NewAnchors trusts the given certificates, some on conditions. Those that
// cannot be read are left out.
func NewAnchors(name string, anchors ...Anchor) *Roots {
	r := &Roots{Name: name, keys: make(map[string][]*root, len(anchors))}
	for _, a := range anchors {
		r.add(a)
	}
	return r
}

// ErrNoCertificate says that a PEM file held no certificate that can be read.
var ErrNoCertificate = errors.New("no certificate found")

// RootsFromPEM trusts every certificate of a PEM text that can be read; what
// else stands there is skipped. If there is none the error is ErrNoCertificate
// and says why the last one could not be read.
func RootsFromPEM(name string, text []byte) (*Roots, error) {
	r := &Roots{Name: name, keys: map[string][]*root{}}
	var unread error
	for n := 1; ; n++ {
		var block *pem.Block
		block, text = pem.Decode(text)
		if block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		if _, err := parse(block.Bytes); err != nil {
			unread = fmt.Errorf("certificate %d: %w", n, err)
			continue
		}
		r.add(Anchor{DER: block.Bytes})
	}
	switch {
	case r.Len() > 0:
		return r, nil
	case unread != nil:
		return nil, fmt.Errorf("%s: %w: %w", name, ErrNoCertificate, unread)
	}
	return nil, fmt.Errorf("%s: %w", name, ErrNoCertificate)
}

// With is a copy under a new name that trusts more certificates as well.
func (r *Roots) With(name string, more ...*x509.Certificate) *Roots {
	c := &Roots{Name: name, keys: make(map[string][]*root, r.Len()+len(more))}
	if r != nil {
		c.list = append(c.list, r.list...)
		for k, v := range r.keys {
			c.keys[k] = v[:len(v):len(v)]
		}
	}
	for _, x := range more {
		if x != nil {
			c.add(Anchor{DER: x.Raw})
		}
	}
	return c
}

// Len is the number of certificates trusted.
func (r *Roots) Len() int {
	if r == nil {
		return 0
	}
	return len(r.list)
}

func (r *Roots) add(a Anchor) {
	canon, ok := subjectOf(a.DER)
	if !ok {
		return
	}
	t := &root{der: a.DER, canon: canon, allow: a.Allow}
	r.list = append(r.list, t)
	r.keys[canon] = append(r.keys[canon], t)
}

func (t *root) get() *cert {
	t.once.Do(func() {
		c, err := parse(t.der)
		if err != nil {
			return
		}
		c.e()
		c.publicKey() // all is read now: from here on it is only looked at
		t.cert = c
	})
	return t.cert
}

// named are the trusted certificates with that subject.
func (r *Roots) named(canon string) []*root {
	if r == nil {
		return nil
	}
	return r.keys[canon]
}
