package advice

import (
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"harness/client/evidence"
)

// own tells whether a name lies under the registrable domain of the account or
// of a typed host.
func (v *view) own(name string) bool {
	if under(name, domainOf(v.c.Trip.Address)) {
		return true
	}
	return slices.ContainsFunc(v.survey.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && under(name, h.Name)
	})
}

// under tells whether a name lies under the registrable domain of another.
func under(name, of string) bool {
	base := registrable(of)
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return base != "" && (name == base || strings.HasSuffix(name, "."+base))
}

// registrable is the registrable domain of a name, "" for a literal, a public
// suffix or nonsense.
func registrable(name string) string {
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	base, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(strings.TrimSuffix(name, ".")))
	if err != nil {
		return ""
	}
	return base
}

func domainOf(address string) string {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSuffix(address[i+1:], "."))
}

// hostName tells whether text is a host name that a person could type: two or
// more labels of letters, digits, hyphens and underscores.
func hostName(s string) bool {
	if len(s) > 253 || !strings.Contains(s, ".") {
		return false
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if len(label) == 0 || len(label) > 63 {
			return false
		}
		for _, c := range []byte(label) {
			if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return true
}
