package rules

import (
	"strconv"
	"time"

	"harness/verify/certs"
	"harness/verify/finding"
)

// expiry warns of certificates that end soon: of each leg the first of the
// served chain to end. One that has ended is the rule certificate's.
func expiry(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		at, ok := handshakeOf(l)
		if !ok {
			continue
		}
		if soon := certs.EndsFirst(c.Roots.Lifetimes(at.st.TLS.DER(), at.st.TLS.At, c.Margins)); soon != nil {
			out = append(out, at.found(finding.TLSCertEndsSoon, endArgs(*soon)))
		}
	}
	return out
}

// endArgs are the arguments of finding.TLSCertEndsSoon.
func endArgs(l certs.Lifetime) finding.Args {
	return finding.Args{
		finding.KeySubject: {l.Subject}, finding.KeyNotAfter: {l.NotAfter.Format(time.RFC3339)}, finding.KeyDays: {strconv.Itoa(l.DaysLeft)},
	}
}
