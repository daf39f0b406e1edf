package lookup

import (
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
	a.Authority = nil
	for _, rr := range m.Ns {
		if h := rr.Header(); h.Rrtype == dns.TypeSOA || h.Rrtype == dns.TypeNS {
			a.Authority = append(a.Authority, evidence.Record{Name: h.Name, Type: dns.TypeToString[h.Rrtype], TTL: h.Ttl, Data: data(rr)})
		}
	}
	for _, rr := range m.Answer {
		h := rr.Header()
		a.Records = append(a.Records, evidence.Record{Name: h.Name, Type: dns.TypeToString[h.Rrtype], TTL: h.Ttl, Data: data(rr)})
	}
	a.Trouble = trouble(a)
	if a.Trouble != nil && a.Trouble.Kind == evidence.NoAddress && (a.Type == "A" || a.Type == "AAAA") && !states(a, m) {
		a.Trouble = &evidence.Trouble{Kind: evidence.DNSFailed, Detail: "the resolver answers, but not the question: neither an address nor the word of a zone that there is none"}
	}
}

// states tells whether somebody who may say so says that there is no such
// record: the name server of the zone itself, or the zone's SOA record with the
// answer (RFC 2308 section 2.2). A referral is neither.
func states(a *evidence.Answer, m *dns.Msg) bool {
	if stranger := slices.ContainsFunc(a.Records, func(r evidence.Record) bool { return r.Type == a.Type }); stranger {
		return false // there is one, of another name
	}
	return m.Authoritative || slices.ContainsFunc(a.Authority, func(r evidence.Record) bool { return r.Type == "SOA" })
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
	case len(a.Own()) == 0:
		return &evidence.Trouble{Kind: evidence.NoAddress, Detail: "no " + a.Type + " record"}
	}
	return nil
}
