package hostname

import (
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Registrable is the registrable domain of a name ("example.co.jp" of
// "smtp.example.co.jp"), by the Public Suffix List; "" for an IP literal, a
// public suffix and nonsense. Which domain DMARC takes for the organisation's is
// another question, which DNS answers: client/dmarc.
func Registrable(name string) string {
	name = bare(name)
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	base, err := publicsuffix.EffectiveTLDPlusOne(name)
	if err != nil {
		return ""
	}
	return base
}

// Plausible tells whether a name ends as names of hosts do, under a suffix of
// ICANN's or one that is kept for examples (RFC 2606): "Node.js" and "e.g" do
// not.
func Plausible(name string) bool {
	suffix, icann := publicsuffix.PublicSuffix(bare(name))
	return icann || suffix == "test" || suffix == "example" || suffix == "invalid"
}

// Under tells whether a name lies under the registrable domain of another;
// nothing lies under a name that has none.
func Under(name, of string) bool {
	base := Registrable(of)
	return base != "" && Within(name, base)
}

// Within tells whether a name is a zone's name or lies below it.
func Within(name, zone string) bool {
	name, zone = bare(name), bare(zone)
	rest, ok := strings.CutSuffix(name, zone)
	return ok && zone != "" && (rest == "" || strings.HasSuffix(rest, "."))
}

// OfAddress is the domain of a mail address as it stands there, lower case and
// without the trailing dot; "" if there is no "@".
func OfAddress(address string) string {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return ""
	}
	return bare(address[i+1:])
}
