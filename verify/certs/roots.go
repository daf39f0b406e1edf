package certs

import (
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"sync"

	"harness/verify/certs/pemfile"
)

// Roots are trusted certificates under a name that reports show ("mozilla",
// "system", a file). They are safe for use by several goroutines.
type Roots struct {
	Name string
	list []*root
	keys map[string][]*root // by the subject's canonical form

	memory *memory // nil: nothing is kept
}

func (r *Roots) remembered() *memory {
	if r == nil {
		return nil
	}
	return r.memory
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

// ErrNoCertificate says that a PEM file held no certificate.
var ErrNoCertificate = errors.New("no certificate found")

// RootsFromPEM trusts every certificate of a PEM text, read as OpenSSL's loader
// reads it: text between the blocks and blocks of other kinds are passed over,
// damage is an error (*pemfile.Damage, which names the line). A certificate that
// BoringSSL could not parse is left out. If none is left the error is
// ErrNoCertificate.
func RootsFromPEM(name string, text []byte) (*Roots, error) {
	list, err := pemfile.Bundle(text)
	var damage *pemfile.Damage
	switch {
	case errors.As(err, &damage) && damage.Kind == pemfile.Empty:
		return nil, fmt.Errorf("%s: %w", name, ErrNoCertificate)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Roots{Name: name, keys: map[string][]*root{}}
	var unread error
	for _, c := range list {
		if _, err := parse(c.DER); err != nil {
			unread = fmt.Errorf("line %d: %w", c.Line, err)
			continue
		}
		r.add(Anchor{DER: c.DER})
	}
	if r.Len() == 0 {
		return nil, fmt.Errorf("%s: %w: %w", name, ErrNoCertificate, unread)
	}
	return r, nil
}

// Issued is a trusted certificate that another one issued.
type Issued struct{ Subject, Issuer string }

// Unanchored are the certificates of r that end no chain, since they did not
// sign themselves (BoringSSL stops there with "unable to get issuer
// certificate", docs/gmail.md 1.1), and whose issuer is not a root of trusted.
func (r *Roots) Unanchored(trusted *Roots) []Issued {
	var list []Issued
	for _, t := range r.list {
		c := t.get()
		if c == nil || c.e().selfSigned {
			continue
		}
		if !slices.ContainsFunc(trusted.named(c.issuer.canon), func(by *root) bool {
			x := by.get()
			return x != nil && x.e().selfSigned && issued(x, c)
		}) {
			list = append(list, Issued{c.subject.text, c.issuer.text})
		}
	}
	return list
}

// Join is a copy under a new name that trusts the certificates of more as well.
func (r *Roots) Join(name string, more *Roots) *Roots {
	c := r.With(name)
	for _, t := range more.list {
		c.add(Anchor{DER: t.der, Allow: t.allow})
	}
	return c
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

// Concerned are those of r, in DER, to which chains as served could lead: the
// subject is that of a certificate of theirs or of its issuer, or of the issuer
// of such a root. Judged with these alone, a chain gets the verdict that it gets
// with all of r. Never nil.
func (r *Roots) Concerned(chains ...[][]byte) [][]byte {
	out, seen := [][]byte{}, map[string]bool{}
	var take func(der []byte)
	take = func(der []byte) {
		issuer, subject, _ := issuerAndSubject(der)
		for _, canon := range []string{issuer, subject} {
			if seen[canon] {
				continue
			}
			seen[canon] = true
			for _, t := range r.named(canon) {
				out = append(out, t.der)
				take(t.der)
			}
		}
	}
	for _, chain := range chains {
		for _, der := range chain {
			take(der)
		}
	}
	return out
}

// Only are the given certificates under a name; those that r has too are trusted on
// r's conditions. Those that cannot be read are left out.
func (r *Roots) Only(name string, ders ...[]byte) *Roots {
	list := make([]Anchor, 0, len(ders))
	for _, der := range ders {
		a := Anchor{DER: der}
		if canon, ok := subjectOf(der); ok {
			for _, t := range r.named(canon) {
				if string(t.der) == string(der) {
					a.Allow = t.allow
				}
			}
		}
		list = append(list, a)
	}
	return NewAnchors(name, list...)
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
