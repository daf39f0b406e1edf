package certs

import "strings"

// The comparisons of v3_ncons.cc, one for each kind of name. DNS names and
// URIs come in lower case.

func dnsWithin(dns, base string, excluding bool) bool {
	if base == "" {
		return true
	}
	dns, base = strings.TrimSuffix(dns, "."), strings.TrimSuffix(base, ".")
	if parent, ok := strings.CutPrefix(dns, "*."); ok && excluding {
		if _, baseParent, dot := strings.Cut(base, "."); dot && parent == baseParent {
			return true
		}
	}
	if strings.HasPrefix(base, ".") {
		return strings.HasSuffix(dns, base)
	}
	if len(dns) > len(base) && dns[len(dns)-len(base)-1] != '.' {
		return false
	}
	return strings.HasSuffix(dns, base)
}

func emailWithin(mail, base string, foldLocal bool) int {
	local, domain, at := strings.Cut(mail, "@")
	if !at || strings.Contains(domain, "@") || !onlyOf(local, localPartMarks) || !onlyOf(domain, domainMarks) {
		return errNameSyntax
	}
	baseLocal, baseDomain, baseAt := strings.Cut(base, "@")
	if !baseAt {
		baseDomain = base
	}
	if baseAt && (strings.Contains(baseDomain, "@") || !onlyOf(baseLocal, localPartMarks)) || !onlyOf(baseDomain, domainMarks) {
		return errNameSyntax
	}
	domain, baseDomain = lowerASCII(domain), lowerASCII(baseDomain)
	if foldLocal {
		local, baseLocal = lowerASCII(local), lowerASCII(baseLocal)
	}
	switch {
	case baseAt && (local != baseLocal || domain != baseDomain),
		!baseAt && strings.HasPrefix(baseDomain, ".") && !strings.HasSuffix(domain, baseDomain),
		!baseAt && !strings.HasPrefix(baseDomain, ".") && domain != baseDomain:
		return errPermitted
	}
	return 0
}

const (
	localPartMarks = "!#$%&'*+-/=?^_`{|}~."
	domainMarks    = "-."
)

// onlyOf: not empty, and of letters, digits and the marks only.
func onlyOf(s, marks string) bool {
	for i := range len(s) {
		if !alnum(s[i]) && strings.IndexByte(marks, s[i]) < 0 {
			return false
		}
	}
	return s != ""
}

func alnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
