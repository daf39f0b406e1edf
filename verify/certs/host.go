package certs

import (
	"crypto/x509"
	"net/netip"
	"strings"

	"harness/verify/certs/oid"
)

// hostMatch says how a host was found in a certificate.
type hostMatch int

const (
	hostNotFound hostMatch = iota
	hostInSAN
	hostOdd  // in the SANs for BoringSSL, not for careful clients
	hostInCN // in the common name, and the certificate has no SAN
)

// checkHost: X509_check_host and, for an IP literal, X509_check_ip of
// v3_utl.cc, without flags.
func checkHost(c *cert, host string) hostMatch {
	x := c.e()
	_, there, _ := c.find(oid.SAN)
	if addr, err := netip.ParseAddr(host); err == nil {
		if x.hasSAN && addr.Zone() == "" && hasIP(x.san, addr) {
			return hostInSAN
		}
		return hostNotFound
	}
	if strings.IndexByte(host, 0) >= 0 {
		return hostNotFound
	}
	if x.hasSAN {
		found := hostNotFound
		for _, g := range x.san {
			if g.kind != nameDNS || g.text == "" || !matchPattern(g.text, host) {
				continue
			}
			if carefulMatch(g.text, host) {
				return hostInSAN
			}
			found = hostOdd
		}
		return found
	}
	if there {
		return hostNotFound // a SAN that cannot be read ends it
	}
	for i, cn := range c.subject.cns {
		if i == c.subject.cnBad {
			return hostNotFound
		}
		if cn != "" && looksLikeDNS(cn) && matchPattern(cn, host) {
			return hostInCN
		}
	}
	return hostNotFound
}

func hasIP(san []generalName, addr netip.Addr) bool {
	want := string(addr.AsSlice())
	for _, g := range san {
		if g.kind == nameIP && g.text == want {
			return true
		}
	}
	return false
}

// carefulMatch is what Go, and clients like it, think of a match.
func carefulMatch(pattern, host string) bool {
	return (&x509.Certificate{DNSNames: []string{pattern}}).VerifyHostname(host) == nil
}

// matchPattern compares a dNSName with a host.
func matchPattern(pattern, host string) bool {
	if len(host) > 1 && host[0] == '.' || !validStar(pattern) {
		return equalFold(pattern, host)
	}
	suffix := pattern[1:]
	if len(host) <= len(suffix) || !equalFold(host[len(host)-len(suffix):], suffix) {
		return false
	}
	label := host[:len(host)-len(suffix)]
	if label == "*" {
		return true // the wildcard may match a literal one
	}
	for i := range len(label) {
		if !alnum(label[i]) && label[i] != '-' {
			return false
		}
	}
	return true
}

func equalFold(pattern, host string) bool {
	if len(pattern) != len(host) {
		return false
	}
	for i := range len(pattern) {
		if pattern[i] == 0 || lower(pattern[i]) != lower(host[i]) {
			return false
		}
	}
	return true
}

// validStar: the pattern is a wildcard that counts, "*." before at least two
// well-formed labels.
func validStar(pattern string) bool {
	rest, ok := strings.CutPrefix(pattern, "*.")
	if !ok {
		return false
	}
	labels := 0
	for label := range strings.SplitSeq(rest, ".") {
		labels++
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' || !onlyOf(label, "-") {
			return false
		}
	}
	return labels >= 2
}

// looksLikeDNS: a common name that is a host name, not a person's.
func looksLikeDNS(s string) bool {
	s = strings.TrimSuffix(s, ".")
	s = strings.TrimPrefix(s, "*.")
	if s == "" {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || label[0] == '-' || !onlyOf(label, "-_:") {
			return false
		}
	}
	return true
}
