package advice

import (
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// Consent is what decides whether a password may go to a host.
type Consent struct {
	Address string                  // of the account
	Hosts   []evidence.SurveyedHost // of the survey; only those that were typed count
	Prove   []string                // hosts that the person named with --prove, or agreed to
	Own     func(host string) bool  // the hosting company's own servers, by its profile; nil: not known
}

// MayReceive tells whether a password may be sent to host, dialled at addr.
//
// Unasked it goes only to a host under the registrable domain of a typed host
// or of the account's address, dialled at an address that a typed host
// resolved to. Anyone can own a reverse name, a SAN or a banner, and a valid
// certificate for his own name: any other host needs to be named by the
// person, or to be the hosting company's own by its profile. Such a host may be
// dialled at any address of a typed host, and at no other.
func (c Consent) MayReceive(host string, addr netip.Addr) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "" || !addr.IsValid() || !c.reached(addr) {
		return false
	}
	if slices.ContainsFunc(c.Prove, func(p string) bool { return strings.EqualFold(strings.TrimSuffix(p, "."), host) }) {
		return true
	}
	if c.Own != nil && c.Own(host) {
		return true
	}
	if c.typed(host) || hostname.Under(host, hostname.OfAddress(c.Address)) {
		return true
	}
	return slices.ContainsFunc(c.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && hostname.Under(host, h.Name)
	})
}

// typed tells whether the very name was typed; a literal has no domain.
func (c Consent) typed(host string) bool {
	return slices.ContainsFunc(c.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && h.Name == host
	})
}

// reached tells whether a typed host resolved to an address.
func (c Consent) reached(addr netip.Addr) bool {
	return slices.ContainsFunc(c.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && slices.Contains(h.Addrs, addr)
	})
}

// Provable are the addresses of an option at which its password may be tried;
// empty: not without asking. The zero address stands for the one that only the
// proxy knows: a typed name may go there, as the round trip's own password does.
func (c Consent) Provable(o Option) []netip.Addr {
	if o.Via == evidence.ViaProxy && len(o.Addrs) == 0 && c.typed(o.Host) {
		return []netip.Addr{{}}
	}
	var out []netip.Addr
	for _, a := range o.Addrs {
		if c.MayReceive(o.Host, a) {
			out = append(out, a)
		}
	}
	return out
}
