package certs

import (
	"crypto/x509"
	"time"
)

// path is one run of X509_verify_cert (x509_vfy.cc, November 2026) for the
// purpose ssl_server, host name apart, with a verify callback that always
// answers "go on".
type path struct {
	served  []*cert // leaf first; also the pool to look for issuers in
	roots   *Roots
	barred  map[*root]bool // roots whose condition this chain does not meet
	at      int64
	work    *work
	chain   []*cert // as built, leaf first
	trusted int     // chain[trusted:] comes from our roots
	anchors []*root // those roots
	selfTop *cert   // a self-signed certificate at the top that nobody trusts
	errors  []failure
	halted  bool // ended before all was checked
}

// failure is one call of the verify callback.
type failure struct {
	code int
	cert *cert
	what string // the name or extension at fault, "" if none
}

func (p *path) fail(code int, c *cert, what string) {
	p.errors = append(p.errors, failure{code, c, what})
}

// verify builds and checks.
func (p *path) verify() {
	if !p.build() {
		p.halted = true
		return
	}
	bad := len(p.errors) > 0
	p.checkExtensions()
	p.checkSignaturesAndTimes()
	p.checkConstraints()
	if !bad {
		p.checkPolicies()
	}
}

func (p *path) top() *cert { return p.chain[len(p.chain)-1] }

// build is the first half of X509_verify_cert: roots first, then what was
// served. false: a leaf with extensions that cannot be read ends everything.
func (p *path) build() bool {
	p.chain, p.trusted = []*cert{p.served[0]}, 1
	if p.served[0].e().invalid {
		p.fail(errInvalidExtension, p.served[0], "")
		return false
	}
	pool := append([]*cert{}, p.served...)
	for len(p.chain) < maxDepth && !p.top().e().selfSigned {
		if r, _ := p.trustedIssuer(p.top()); r != nil {
			break
		}
		i := findIssuer(pool, p.top())
		if i < 0 {
			break
		}
		p.chain = append(p.chain, pool[i])
		pool = append(pool[:i], pool[i+1:]...)
		p.trusted++
	}
	bad := false
	if p.top().e().selfSigned {
		if len(p.chain) == 1 {
			if r, c := p.trustedIssuer(p.top()); r != nil && string(c.raw) == string(p.top().raw) {
				p.anchors = append(p.anchors, r)
				p.trusted = 0
			} else {
				p.fail(errSelfSignedLeaf, p.top(), "")
				bad = true
			}
		} else {
			p.selfTop = p.top()
			p.chain = p.chain[:len(p.chain)-1]
			p.trusted--
		}
	}
	for len(p.chain) < maxDepth && !p.top().e().selfSigned {
		r, c := p.trustedIssuer(p.top())
		if r == nil {
			break
		}
		p.chain = append(p.chain, c)
		p.anchors = append(p.anchors, r)
	}
	if !bad && !p.isTrusted() {
		p.failTrust()
	}
	return true
}

// failTrust says why nothing trusted was reached.
func (p *path) failTrust() {
	switch {
	case p.selfTop != nil && issued(p.selfTop, p.top()):
		p.chain = append(p.chain, p.selfTop)
		p.trusted = len(p.chain)
		p.fail(errSelfSignedInChain, p.selfTop, "")
	case p.trusted >= len(p.chain):
		p.fail(errNoLocalIssuer, p.top(), "")
	default:
		p.fail(errNoIssuer, p.top(), "")
	}
}

// isTrusted: a certificate of ours counts only if it is self-signed; a bare
// intermediate among the roots ends nothing.
func (p *path) isTrusted() bool {
	for _, c := range p.chain[p.trusted:] {
		if c.e().selfSigned {
			return true
		}
	}
	return false
}

func (p *path) trustedIssuer(c *cert) (*root, *cert) {
	for _, r := range p.roots.named(c.issuer.canon) {
		if rc := r.get(); rc != nil && !p.barred[r] && issued(rc, c) {
			return r, rc
		}
	}
	return nil, nil
}

func findIssuer(pool []*cert, c *cert) int {
	for i, by := range pool {
		if issued(by, c) {
			return i
		}
	}
	return -1
}

// checkExtensions: check_chain_extensions, on what was served only.
func (p *path) checkExtensions() {
	length := 0
	for i, c := range p.chain[:p.trusted] {
		x := c.e()
		if x.critical != "" {
			p.fail(errCriticalExtension, c, dotted(x.critical))
		}
		if i > 0 && !c.canIssue() {
			p.fail(errInvalidCA, c, "")
		}
		if !c.fits(i > 0) {
			p.fail(errPurpose, c, "")
		}
		if i > 1 && x.pathLen != -1 && length > x.pathLen+1 {
			p.fail(errPathLength, c, "")
		}
		if i == 0 || !c.selfIssued() {
			length++
		}
	}
}

// checkSignaturesAndTimes: internal_verify, from the top to the leaf. Where
// the top is not self-issued only the certificates below it are looked at.
func (p *path) checkSignaturesAndTimes() {
	n := len(p.chain) - 1
	by := p.chain[n]
	if !issued(by, by) {
		if n == 0 {
			p.fail(errLeafSignature, by, "")
			return
		}
		n--
	}
	for ; n >= 0; n-- {
		c := p.chain[n]
		if c != by {
			if by.publicKey().pub == nil {
				p.fail(errIssuerKey, by, "")
			} else if !c.signedBy(by, p.work) {
				p.fail(errSignature, c, "")
			}
		}
		p.checkTime(c)
		by = c
	}
}

func (p *path) checkTime(c *cert) {
	switch {
	case c.notBefore.offset:
		p.fail(errBadNotBefore, c, "")
	case c.notBefore.Unix() > p.at:
		p.fail(errNotYetValid, c, "")
	}
	switch {
	case c.notAfter.offset:
		p.fail(errBadNotAfter, c, "")
	case c.notAfter.Unix() <= p.at: // the last second counts as over
		p.fail(errExpired, c, "")
	}
}

// checkConstraints: check_name_constraints, from the top to the leaf.
func (p *path) checkConstraints() {
	constrained := false
	for i := len(p.chain) - 1; i >= 0; i-- {
		c := p.chain[i]
		if i > 0 && c.selfIssued() {
			continue
		}
		for j := len(p.chain) - 1; j > i; j-- {
			n := p.chain[j].e().constraints
			if n == nil {
				continue
			}
			constrained = true
			if code, what := n.violated(c, p.work); code != 0 {
				p.fail(code, c, what)
			}
		}
	}
	if leaf := p.chain[0]; constrained && !leaf.e().hasSAN {
		for _, cn := range leaf.subject.cns {
			if looksLikeDNS(cn) {
				p.fail(errConstraintsNoSAN, leaf, cn)
				break
			}
		}
	}
}

// results are the first and the last error.
func (p *path) results() (stops, ends X509) {
	if len(p.errors) == 0 {
		return x509Result(0), x509Result(0)
	}
	return x509Result(p.errors[0].code), x509Result(p.errors[len(p.errors)-1].code)
}

// run verifies, and once more without each root whose condition is not met:
// for us such a root is as good as unknown.
func run(served []*cert, roots *Roots, at time.Time, w *work) (*path, []*root) {
	barred := map[*root]bool{}
	var list []*root
	for {
		p := &path{served: served, roots: roots, barred: barred, at: at.Unix(), work: w}
		p.verify()
		r := p.unmet()
		if r == nil {
			return p, list
		}
		barred[r] = true
		list = append(list, r)
	}
}

// unmet is a root of the path whose condition the chain does not meet.
func (p *path) unmet() *root {
	var chain []*x509.Certificate
	for _, r := range p.anchors {
		if r.allow == nil {
			continue
		}
		if chain == nil {
			for _, c := range p.chain {
				x, err := x509.ParseCertificate(c.raw)
				if err != nil {
					x = &x509.Certificate{Raw: c.raw, NotBefore: c.notBefore.Time, NotAfter: c.notAfter.Time}
				}
				chain = append(chain, x)
			}
		}
		if r.allow(chain) != nil {
			return r
		}
	}
	return nil
}
