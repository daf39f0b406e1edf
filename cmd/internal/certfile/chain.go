// Package certfile reads what is given of certificates before anything is judged:
// a file with a chain, names that customers type, the roots that count.
package certfile

import (
	"bytes"
	"crypto/x509"
	"errors"
	"slices"
	"strings"

	"harness/verify/certs/pemfile"
)

// Chain is what a server that loads a file would serve.
type Chain struct {
	DER    [][]byte // leaf first
	Hidden []int    // lines with a BEGIN inside of the block before it: servers read over that certificate
}

// Lack says what a file holds in place of a certificate.
type Lack struct {
	Kind  LackKind
	Found string // kinds of PEM blocks, each once: "PRIVATE KEY, PKCS7"
}

// LackKind is what somebody who gave such a file has to do about it.
type LackKind string

// The kinds.
const (
	LackPKCS7  LackKind = "pkcs7"      // the certificates are in another form
	LackOther  LackKind = "other"      // there are PEM blocks, of other things
	LackBroken LackKind = "broken"     // there is a BEGIN, and nothing that can be read
	LackAll    LackKind = "everything" // there is nothing of PEM
)

func (l *Lack) Error() string { return "no certificate in the file (" + string(l.Kind) + ")" }

// ReadChain reads a file as a server does; a private key beside the certificates is
// passed over, and one certificate in DER is taken. A file that servers cannot
// load is a *pemfile.Damage with the line: there is no chain that they would
// serve. A file without a certificate is a *Lack.
func ReadChain(text []byte) (Chain, error) {
	list, err := pemfile.Chain(text)
	var damage *pemfile.Damage
	if errors.As(err, &damage) && damage.Kind == pemfile.Empty {
		if _, err := x509.ParseCertificate(text); err == nil {
			return Chain{DER: [][]byte{text}}, nil
		}
		return Chain{}, lackOf(text, damage.Found)
	}
	if err != nil {
		return Chain{}, err
	}
	var c Chain
	for _, one := range list {
		if one.Hides > 0 {
			c.Hidden = append(c.Hidden, one.Hides)
		}
		c.DER = append(c.DER, one.DER)
	}
	return c, nil
}

func lackOf(text []byte, found []string) *Lack {
	slices.Sort(found)
	l := &Lack{Kind: LackAll, Found: strings.Join(slices.Compact(found), ", ")}
	switch {
	case strings.Contains(l.Found, "PKCS7"):
		l.Kind = LackPKCS7
	case l.Found != "":
		l.Kind = LackOther
	case bytes.Contains(text, []byte("-----BEGIN")):
		l.Kind = LackBroken
	}
	return l
}
