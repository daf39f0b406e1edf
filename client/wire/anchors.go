package wire

import (
	"harness/client/evidence"
	"harness/verify/certs"
)

// Anchors are the roots, in DER, to which the chains of sessions could lead: what a
// record keeps of them, so that it can be judged later and elsewhere. Never nil.
func Anchors(roots *certs.Roots, sessions ...evidence.Session) []evidence.Bytes {
	out := []evidence.Bytes{}
	for _, der := range roots.Concerned(evidence.Chains(sessions...)...) {
		out = append(out, der)
	}
	return out
}
