package certs

import (
	"math"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"harness/verify/certs/oid"
)

const oidAnyPolicy = "\x55\x1d\x20\x00"

// policies is the policies that are valid so far: one level of RFC 9618's
// graph. Nobody asks which policies they are, so its edges are not kept.
type policies struct {
	any   bool
	nodes map[string]bool
}

func (p *policies) empty() bool { return !p.any && len(p.nodes) == 0 }

// checkPolicies: X509_policy_check of policy.cc with no policy asked for: it
// fails on malformed extensions, and where a CA requires some policy.
func (p *path) checkPolicies() {
	n := len(p.chain)
	level := &policies{any: true, nodes: map[string]bool{}}
	explicit, inhibitAny, mapping := n+1, n+1, n+1
	for i := n - 2; i >= 0; i-- {
		c := p.chain[i]
		if !level.restrict(c, inhibitAny > 0 || i > 0 && c.selfIssued()) {
			p.fail(errPolicyExtension, c, "")
			return
		}
		if explicit == 0 && level.empty() {
			p.fail(errNoExplicitPolicy, c, "")
			return
		}
		if i > 0 && !level.mapped(c, mapping > 0) {
			p.fail(errPolicyExtension, c, "")
			return
		}
		if i == 0 || !c.selfIssued() {
			explicit, mapping, inhibitAny = max(explicit-1, 0), max(mapping-1, 0), max(inhibitAny-1, 0)
		}
		if !limitPolicies(c, &explicit, &mapping, &inhibitAny) {
			p.fail(errPolicyExtension, c, "")
			return
		}
	}
	if n > 1 && explicit == 0 && level.empty() {
		p.fail(errNoExplicitPolicy, p.chain[0], "")
	}
}

// restrict takes a certificate's own policies into account, RFC 5280 section
// 6.1.3 steps (d) and (e). false: malformed.
func (p *policies) restrict(c *cert, anyAllowed bool) bool {
	v, there, twice := c.find(oid.Policies)
	if !there {
		p.any, p.nodes = false, map[string]bool{}
		return true
	}
	var seq cryptobyte.String
	if twice || !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() || seq.Empty() {
		return false
	}
	own := map[string]bool{}
	for !seq.Empty() {
		var info, oid cryptobyte.String
		if !seq.ReadASN1(&info, casn1.SEQUENCE) || !readOID(&info, &oid, casn1.OBJECT_IDENTIFIER) ||
			!validQualifiers(info) || own[string(oid)] {
			return false
		}
		own[string(oid)] = true
	}
	hasAny := own[oidAnyPolicy]
	delete(own, oidAnyPolicy)
	wasAny := p.any
	if !hasAny || !anyAllowed {
		both := map[string]bool{}
		for oid := range own {
			if p.nodes[oid] {
				both[oid] = true
			}
		}
		p.any, p.nodes = false, both
	}
	if wasAny {
		for oid := range own {
			p.nodes[oid] = true
		}
	}
	return true
}

// cabForum is the arc of the policies that only publicly trusted authorities
// assert (2.23.140.1, CA/Browser Forum Baseline Requirements section 7.1.6.1).
const cabForum = "\x67\x81\x0c\x01"

// public: the certificate says that it comes from a public authority.
func (c *cert) public() bool {
	v, there, _ := c.find(oid.Policies)
	var seq cryptobyte.String
	if !there || !v.ReadASN1(&seq, casn1.SEQUENCE) {
		return false
	}
	for !seq.Empty() {
		var info, oid cryptobyte.String
		if !seq.ReadASN1(&info, casn1.SEQUENCE) || !info.ReadASN1(&oid, casn1.OBJECT_IDENTIFIER) {
			return false
		}
		if strings.HasPrefix(string(oid), cabForum) {
			return true
		}
	}
	return false
}

// mapped replaces policies as the certificate maps them, RFC 5280 section
// 6.1.4 steps (a) and (b). false: malformed.
func (p *policies) mapped(c *cert, allowed bool) bool {
	v, there, twice := c.find(oid.PolicyMappings)
	if !there {
		return true
	}
	var seq cryptobyte.String
	if twice || !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() || seq.Empty() {
		return false
	}
	var gone, come []string
	for !seq.Empty() {
		var m, from, to cryptobyte.String
		if !seq.ReadASN1(&m, casn1.SEQUENCE) || !readOID(&m, &from, casn1.OBJECT_IDENTIFIER) ||
			!readOID(&m, &to, casn1.OBJECT_IDENTIFIER) || !m.Empty() ||
			string(from) == oidAnyPolicy || string(to) == oidAnyPolicy {
			return false
		}
		if p.any || p.nodes[string(from)] {
			gone, come = append(gone, string(from)), append(come, string(to))
		}
	}
	for _, oid := range gone {
		delete(p.nodes, oid)
	}
	if allowed {
		for _, oid := range come {
			p.nodes[oid] = true
		}
	}
	return true
}

// limitPolicies reads policyConstraints and inhibitAnyPolicy, RFC 5280 section
// 6.1.4 steps (i) and (j). false: malformed.
func limitPolicies(c *cert, explicit, mapping, inhibitAny *int) bool {
	if v, there, twice := c.find(oid.PolicyConstraints); there {
		var seq cryptobyte.String
		if twice || !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() || seq.Empty() {
			return false
		}
		for i, limit := range []*int{explicit, mapping} {
			tag := casn1.Tag(i).ContextSpecific()
			if seq.PeekASN1Tag(tag) && !lowerLimit(&seq, tag, limit) {
				return false
			}
		}
		if !seq.Empty() {
			return false
		}
	}
	if v, there, twice := c.find(oid.InhibitAnyPolicy); there {
		return !twice && lowerLimit(&v, casn1.INTEGER, inhibitAny) && v.Empty()
	}
	return true
}

// lowerLimit reads a number of certificates to skip; negative is malformed.
func lowerLimit(in *cryptobyte.String, tag casn1.Tag, limit *int) bool {
	var raw cryptobyte.String
	if !readInteger(in, &raw, tag) || raw[0] >= 0x80 {
		return false
	}
	n := 0
	for _, b := range raw {
		if n > math.MaxInt16 {
			return true // more than any chain is long
		}
		n = n<<8 | int(b)
	}
	*limit = min(*limit, n)
	return true
}
