package certs

import (
	"strconv"
	"strings"

	"harness/verify/certs/oid"
)

// judgePath turns BoringSSL's errors into faults.
func (j *judge) judgePath() {
	p := j.path
	notCA := map[*cert]bool{}
	for _, e := range p.errors {
		switch e.code {
		case errSelfSignedLeaf:
			j.add("tls-self-signed", Refused, e.cert)
		case errSelfSignedInChain:
			j.add("tls-root-untrusted", Refused, e.cert)
		case errNoLocalIssuer, errNoIssuer:
			j.judgeMissing(e.cert)
		case errLeafSignature: // follows from errNoLocalIssuer
		case errInvalidCA:
			notCA[e.cert] = true
			j.add("tls-issuer-not-ca", Refused, e.cert)
		case errPurpose:
			if !notCA[e.cert] {
				j.add("tls-wrong-purpose", Refused, e.cert, "purpose", e.cert.purposes())
			}
		case errPathLength:
			j.add("tls-path-too-long", Refused, e.cert, "limit", itoa(e.cert.e().pathLen))
		case errCriticalExtension:
			j.add("tls-critical-extension", Refused, e.cert, "extension", e.what)
		case errNoExplicitPolicy, errPolicyExtension:
			j.add("tls-critical-extension", Refused, e.cert, "extension", dotted(oid.Policies), "reason", x509Texts[e.code])
		case errBadNotBefore, errBadNotAfter:
			j.add("tls-cert-unparsable", Refused, e.cert, "reason", x509Texts[e.code])
		case errInvalidExtension:
			j.add("tls-cert-unparsable", Refused, e.cert, "reason", x509Texts[e.code])
		case errIssuerKey:
			j.add("tls-key-unusable", Refused, e.cert)
		case errSignature:
			j.add("tls-signature-bad", Refused, e.cert)
		case errExpired:
			j.add("tls-cert-expired", Refused, e.cert)
		case errNotYetValid:
			j.add("tls-cert-not-yet-valid", Refused, e.cert)
		default:
			j.add("tls-name-constraint", Refused, e.cert, "name", e.what, "reason", x509Result(e.code).Text)
		}
	}
	for _, r := range j.barred {
		if c := r.get(); c != nil {
			j.add("tls-root-untrusted", Refused, c, "reason", "trusted only for certificates issued before a date")
		}
	}
}

// judgeMissing: nothing leads from c to a trusted root. Which kind is it.
func (j *judge) judgeMissing(c *cert) {
	if len(j.barred) > 0 {
		return // said there
	}
	for _, by := range j.certs {
		if by != c && by.subject.canon == c.issuer.canon && by.e().usageForbids(usageCertSign) {
			j.add("tls-issuer-not-ca", Refused, by)
			return
		}
	}
	switch {
	case c.index < 0:
		j.add("tls-root-untrusted", Refused, c, "reason", "the chain ends at a trusted intermediate: only a certificate that signed itself ends a chain")
	case c.selfIssued() && c.signedBy(c, &j.work):
		if c.index == 0 {
			j.add("tls-self-signed", Refused, c)
		} else {
			j.add("tls-root-untrusted", Refused, c)
		}
	case len(j.path.chain) == 1:
		j.add("tls-chain-incomplete", Refused, c)
	case c.index >= 0 && j.leaf.public():
		// Public authorities lead to known roots: what is missing is most
		// likely another intermediate.
		j.add("tls-chain-incomplete", Refused, c)
	default:
		j.add("tls-root-untrusted", Refused, c)
	}
}

// judgeRest looks at what BoringSSL does not, or not on a broken path.
func (j *judge) judgeRest() {
	at := j.in.At.Unix()
	for _, c := range j.relaxedPath() {
		if e := c.notAfter.Time; j.verdict.Expires.IsZero() || e.Before(j.verdict.Expires) {
			j.verdict.Expires = e
		}
		if c.notAfter.Unix() <= at {
			j.add("tls-cert-expired", Refused, c)
		}
		if c.notBefore.Unix() > at {
			j.add("tls-cert-not-yet-valid", Refused, c)
		}
		if c.index < 0 {
			continue // a root of ours: its key and signature are its keeper's choice
		}
		j.judgeStrength(c)
	}
	if leaf := j.leaf; !leaf.fits(false) && !leaf.e().invalid {
		j.add("tls-wrong-purpose", Refused, leaf, "purpose", leaf.purposes())
	}
}

// relaxedPath is the path, and beyond its end what else was served and names
// the right subject although it does not fit.
func (j *judge) relaxedPath() []*cert {
	list := append([]*cert{}, j.path.chain...)
	used := map[*cert]bool{}
	for _, c := range list {
		used[c] = true
	}
	for j.path.trusted == len(j.path.chain) {
		top := list[len(list)-1]
		i := 0
		for i < len(j.certs) && (used[j.certs[i]] || j.certs[i].subject.canon != top.issuer.canon) {
			i++
		}
		if i == len(j.certs) || len(list) >= maxDepth {
			break
		}
		used[j.certs[i]] = true
		list = append(list, j.certs[i])
	}
	return list
}

func (j *judge) judgeStrength(c *cert) {
	k := c.publicKey()
	switch {
	case c.index == 0 && (k.pub == nil || k.algo == "RSA" && k.bits < 1024):
		// DSA, an unknown curve; Go's handshake refuses RSA below 1024 bits.
		j.add("tls-key-unusable", Refused, c)
	case c.index == 0 && !k.offered():
		j.add("tls-key-unusable", Risky, c, "reason", "BoringSSL offers no signature with such a key unless it is told to")
	}
	if k.algo == "RSA" && k.bits < 2048 {
		j.add("tls-key-small", Risky, c)
	}
	if c.selfIssued() && c.e().selfSigned {
		return // nobody looks at a root's own signature
	}
	a, ok := c.algorithm()
	switch {
	case !ok:
		j.add("tls-signature-bad", Refused, c)
	case strings.Contains(a.name, "SHA1"):
		j.add("tls-sha1-signature", Risky, c)
	}
}

func (j *judge) judgeHost() {
	switch checkHost(j.leaf, j.in.Host) {
	case hostNotFound:
		j.add("tls-name-mismatch", Refused, j.leaf)
	case hostOdd:
		j.add("tls-host-odd", Risky, j.leaf)
	case hostInCN:
		j.add("tls-cn-only", Risky, j.leaf)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
