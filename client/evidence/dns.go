package evidence

import (
	"harness/client/hostname"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// CanaryLabel begins the label of a name that is asked for because it cannot
// exist: an answer to it tells what the resolver does with such names.
const CanaryLabel = "harness-check-"

// Addresses are those that DNS answers give for a host, IPv4 first, each once,
// in the order served. Records of other owners do not count, but for those that
// the host is an alias of.
func Addresses(host string, dns []Answer) []netip.Addr {
	var v4, v6 []netip.Addr
	for i := range dns {
		a := &dns[i]
		if bare(a.Name) != bare(host) {
			continue
		}
		for _, r := range a.Own() {
			ip, err := netip.ParseAddr(r.Data)
			switch {
			case err != nil:
			case r.Type == "A" && !slices.Contains(v4, ip):
				v4 = append(v4, ip)
			case r.Type == "AAAA" && !slices.Contains(v6, ip):
				v6 = append(v6, ip)
			}
		}
	}
	return append(v4, v6...)
}

// Own are the records of the type asked for that belong to the name asked for,
// or to one that it is an alias of in the same answer.
func (a *Answer) Own() []Record {
	owners := map[string]bool{bare(a.Name): true}
	for range a.Records { // aliases need not stand in order
		for _, r := range a.Records {
			if r.Type == "CNAME" && owners[bare(r.Name)] {
				owners[bare(r.Data)] = true
			}
		}
	}
	var out []Record
	for _, r := range a.Records {
		if r.Type == a.Type && owners[bare(r.Name)] {
			out = append(out, r)
		}
	}
	return out
}

// MX are the preference and the host of an MX record, as served; ok is false for
// any other.
func (r *Record) MX() (preference uint16, host string, ok bool) {
	first, host, _ := strings.Cut(r.Data, " ")
	n, err := strconv.ParseUint(first, 10, 16)
	return uint16(n), host, r.Type == "MX" && err == nil
}

// ReverseName is the name under which an address has its PTR record, without the
// last dot (RFC 1035 section 3.5, RFC 3596 section 2.5).
func ReverseName(a netip.Addr) string {
	const hexDigits = "0123456789abcdef"
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

// Lacking says why the answers give a host no address; nil: they give one, or
// it was not asked for. That there is none is stated only on the word of a zone
// that the host belongs to: where the answer itself does not bring it, or the
// zone's own name servers fail, it is the resolver that gave no answer.
func Lacking(host string, dns []Answer) *Trouble {
	var worst *Trouble
	asked := false
	for i := range dns {
		a := &dns[i]
		if bare(a.Name) != bare(host) || a.Type != "A" && a.Type != "AAAA" {
			continue
		}
		asked = true
		if a.Trouble == nil {
			continue
		}
		// What failed weighs more than what is not there, and a name that does
		// not exist more than a type of record.
		if worst == nil || weight(a.Trouble.Kind) > weight(worst.Kind) {
			worst = a.Trouble
		}
	}
	switch {
	case !asked || len(Addresses(host, dns)) > 0 || worst == nil:
		return nil
	case worst.Kind == NoSuchHost || worst.Kind == NoAddress:
		if doubt := doubts(host, dns); doubt != "" {
			return &Trouble{Kind: DNSFailed, Detail: doubt}
		}
	}
	if worst.Kind == NoAddress {
		return &Trouble{Kind: NoAddress, Detail: "neither an A nor an AAAA record"}
	}
	return worst
}

func weight(k Kind) int {
	return slices.Index([]Kind{NoAddress, DNSFailed, NoSuchHost, Interrupted}, k)
}

// doubts says why "there is none" cannot be believed, "" if it can. Records of
// times when nothing more was asked are believed.
func doubts(host string, dns []Answer) string {
	var zone *Answer
	invented, stated, foreign := false, false, false
	for i := range dns {
		a := &dns[i]
		switch {
		case a.Type == "SOA" && within(host, a.Name):
			zone = a
		case a.Type == "A" && strings.HasPrefix(bare(a.Name), CanaryLabel) && within(host, parent(a.Name)):
			invented = invented || len(a.Own()) > 0
		case bare(a.Name) == bare(host) && a.RCode != "":
			for _, r := range a.Authority {
				stated = stated || r.Type == "SOA" && within(host, r.Name)
				foreign = foreign || r.Type == "SOA" && !within(host, r.Name)
			}
		}
	}
	if zone == nil {
		return ""
	}
	if zone.Trouble != nil && zone.Trouble.Kind == DNSFailed {
		return "the domain's own name servers give no answer: " + zone.Trouble.Detail
	}
	if !foreign {
		for _, r := range append(slices.Clone(zone.Records), zone.Authority...) {
			stated = stated || r.Type == "SOA" && within(host, r.Name)
		}
	}
	switch {
	case stated:
		return ""
	case invented:
		return "the resolver gives addresses for names that cannot exist"
	}
	return "the resolver says that there is none, and no zone that the name belongs to says so"
}

func bare(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

func parent(name string) string {
	_, rest, _ := strings.Cut(bare(name), ".")
	return rest
}

// within tells whether a name is a zone's or lies below it; all lie below ".".
func within(name, zone string) bool { return bare(zone) == "" || hostname.Within(name, zone) }
