package lookup

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/miekg/dns"

	"harness/client/evidence"
)

// take reads a message into an answer.
func take(a *evidence.Answer, m *dns.Msg) {
	a.RCode = dns.RcodeToString[m.Rcode]
	a.Authentic = m.AuthenticatedData
	a.Records = []evidence.Record{}
	a.Trouble = nil
	for _, rr := range m.Answer {
		h := rr.Header()
		a.Records = append(a.Records, evidence.Record{Name: h.Name, Type: dns.TypeToString[h.Rrtype], TTL: h.Ttl, Data: data(rr)})
	}
	a.Trouble = trouble(a)
}

// data is the presentation form of what a record says, without its header.
func data(rr dns.RR) string {
	if txt, ok := rr.(*dns.TXT); ok {
		return strings.Join(txt.Txt, "")
	}
	return strings.TrimPrefix(rr.String(), rr.Header().String())
}

// trouble says what an answer lacks.
func trouble(a *evidence.Answer) *evidence.Trouble {
	switch {
	case a.RCode == "NXDOMAIN":
		return &evidence.Trouble{Kind: evidence.NoSuchHost, Detail: "the name does not exist"}
	case a.RCode != "NOERROR":
		return &evidence.Trouble{Kind: evidence.DNSFailed, Detail: "the resolver answers " + a.RCode}
	case !slices.ContainsFunc(a.Records, func(r evidence.Record) bool { return r.Type == a.Type }):
		return &evidence.Trouble{Kind: evidence.NoAddress, Detail: "no " + a.Type + " record"}
	}
	return nil
}

// Addresses are those of A and AAAA answers, IPv4 first, each once, in the
// order served.
func Addresses(answers ...evidence.Answer) []netip.Addr {
	var v4, v6 []netip.Addr
	for _, a := range answers {
		for _, r := range a.Records {
			ip, err := netip.ParseAddr(r.Data)
			switch {
			case err != nil || r.Type != "A" && r.Type != "AAAA":
			case r.Type == "A" && !slices.Contains(v4, ip):
				v4 = append(v4, ip)
			case r.Type == "AAAA" && !slices.Contains(v6, ip):
				v6 = append(v6, ip)
			}
		}
	}
	return append(v4, v6...)
}

// Lacking says why A and AAAA answers give no address: the name does not
// exist, it has none, or DNS failed.
func Lacking(answers ...evidence.Answer) evidence.Trouble {
	worst := evidence.Trouble{Kind: evidence.NoAddress, Detail: "neither an A nor an AAAA record"}
	for _, a := range answers {
		if a.Trouble == nil {
			continue
		}
		switch a.Trouble.Kind {
		case evidence.NoSuchHost, evidence.Interrupted:
			return *a.Trouble
		case evidence.DNSFailed:
			worst = *a.Trouble
		}
	}
	return worst
}
