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

const hexDigits = "0123456789abcdef"

// reverseName is the name under which an address has its PTR record, without
// the last dot (RFC 1035 section 3.5, RFC 3596 section 2.5).
func reverseName(a netip.Addr) string {
	a = a.Unmap()
	if a.Is4() {
		b := a.As4()
		return netip.AddrFrom4([4]byte{b[3], b[2], b[1], b[0]}).String() + ".in-addr.arpa"
	}
	var out strings.Builder
	b := a.As16()
	for i := 15; i >= 0; i-- {
		out.Write([]byte{hexDigits[b[i]&15], '.', hexDigits[b[i]>>4], '.'})
	}
	return out.String() + "ip6.arpa"
}
