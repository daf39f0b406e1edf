// Package mozilla is the root list of Mozilla's NSS, as x/crypto packages it:
// Google's help page 21291 asks for a certification authority "like one in the
// Mozilla CA list".
package mozilla

import (
	"sync"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"harness/verify/certs"
)

// Roots are Mozilla's roots with their conditions (a root may be trusted only
// for certificates issued before a date). They are read once, and of each no
// more than its name until a chain asks for it: under a millisecond instead of three.
func Roots() *certs.Roots { return once() }

var once = sync.OnceValue(read)

func read() *certs.Roots {
	var list []certs.Anchor
	for r := range bundle.Roots() {
		list = append(list, certs.Anchor{DER: r.Certificate, Allow: r.Constraint})
	}
	return certs.NewAnchors("mozilla", list...)
}
