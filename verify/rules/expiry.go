package rules

import (
	"slices"
	"strconv"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// expiry warns of certificates that end soon: of each leg the first of the
// served chain to end. One that has ended is the rule certificate's.
func expiry(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil {
			continue
		}
		k := slices.IndexFunc(s.Steps, func(st evidence.Step) bool { return st.Stage == evidence.StageTLS })
		if k < 0 || s.Steps[k].TLS == nil {
			continue
		}
		if soon := certs.EndsFirst(certs.Lifetimes(s.Steps[k].TLS.DER(), s.Steps[k].TLS.At, c.Margins)); soon != nil {
			base := stop{leg: l, session: i, step: k, s: s, st: &s.Steps[k]}
			out = append(out, base.found(finding.TLSCertEndsSoon, endArgs(*soon)))
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
