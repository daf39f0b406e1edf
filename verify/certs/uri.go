package certs

import "strings"

// uriWithin: nc_uri. Both the URI and the constraint must name a host by a
// domain name, or nothing can be compared.
func uriWithin(uri, base string) int {
	host, ok := uriHost(uri)
	if !ok {
		return errNameSyntax
	}
	base = strings.TrimSuffix(base, ".")
	domain, below := strings.CutPrefix(base, ".")
	if !isDomain(domain) {
		return errConstraintSyntax
	}
	if below && strings.HasSuffix(host, base) || !below && host == base {
		return 0
	}
	return errPermitted
}

// uriHost is the host of a URI, RFC 3986 section 3: scheme, "//", host, port.
// User information, IP addresses and everything else that is no domain name
// make it unreadable, RFC 5280 section 4.2.1.10.
func uriHost(uri string) (string, bool) {
	scheme, rest, colon := strings.Cut(uri, ":")
	rest, slashes := strings.CutPrefix(rest, "//")
	if !colon || !slashes || !onlyOf(scheme, "+-.") || !letter(scheme[0]) {
		return "", false
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	host, port, _ := strings.Cut(rest, ":")
	host = strings.TrimSuffix(host, ".")
	return host, allDigits(port) && isDomain(host)
}

// isDomain: labels of letters, digits and inner hyphens, at most 63 bytes each,
// the last of them not a number, which would be an IP address's.
func isDomain(s string) bool {
	last := ""
	for label := range strings.SplitSeq(s, ".") {
		if len(label) > 63 || !onlyOf(label, "-") || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		last = label
	}
	if hex, ok := strings.CutPrefix(lowerASCII(last), "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") != ""
	}
	return !allDigits(last)
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
