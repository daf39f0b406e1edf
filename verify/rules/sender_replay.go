package rules

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"harness/client/evidence"
)

// replay answers from the record. What was not asked then is a failure of the
// moment: it never becomes "there is none".
type replay struct{ answers []evidence.Answer }

func (r replay) find(name, typ string) (evidence.Answer, bool) {
	name = strings.TrimSuffix(name, ".")
	for _, a := range r.answers {
		if a.Type == typ && strings.EqualFold(strings.TrimSuffix(a.Name, "."), name) {
			return a, true
		}
	}
	return evidence.Answer{}, false
}

func (r replay) data(name, typ string) ([]string, error) {
	a, ok := r.find(name, typ)
	if !ok {
		return nil, &net.DNSError{Err: "not in the record", Name: name, IsTemporary: true}
	}
	var out []string
	for _, rec := range a.Records {
		if rec.Type == typ {
			out = append(out, rec.Data)
		}
	}
	if a.Trouble == nil {
		return out, nil
	}
	none := a.Trouble.Kind == evidence.NoSuchHost || a.Trouble.Kind == evidence.NoAddress
	return out, &net.DNSError{Err: a.Trouble.Detail, Name: name, IsNotFound: none, IsTemporary: !none}
}

// LookupTXT is for the libraries, as are the following.
func (r replay) LookupTXT(_ context.Context, name string) ([]string, error) {
	return r.data(name, "TXT")
}

// LookupMX gives what was recorded.
func (r replay) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	_, err := r.data(name, "MX")
	var out []*net.MX
	a, _ := r.find(name, "MX")
	for _, rec := range a.Records {
		if pref, host, ok := rec.MX(); ok {
			out = append(out, &net.MX{Host: host, Pref: pref})
		}
	}
	return out, err
}

// LookupIPAddr gives what was recorded.
func (r replay) LookupIPAddr(_ context.Context, host string) ([]net.IPAddr, error) {
	var out []net.IPAddr
	for _, ip := range r.addresses(host) {
		out = append(out, net.IPAddr{IP: net.IP(ip.AsSlice())})
	}
	if len(out) > 0 {
		return out, nil
	}
	_, err := r.data(host, "A")
	return nil, err
}

// LookupAddr gives what was recorded.
func (r replay) LookupAddr(_ context.Context, addr string) ([]string, error) {
	ip, err := netip.ParseAddr(addr)
	if err != nil {
		return nil, err
	}
	return r.data(evidence.ReverseName(ip), "PTR")
}

func (r replay) addresses(host string) []netip.Addr {
	var out []netip.Addr
	for _, typ := range []string{"A", "AAAA"} {
		list, _ := r.data(host, typ)
		for _, d := range list {
			if ip, err := netip.ParseAddr(d); err == nil {
				out = append(out, ip)
			}
		}
	}
	return out
}

// spfTerm names who sends: the hosting company's own include, which stays right
// when its addresses change, else the address; "" if neither is known.
func (j *senderCase) spfTerm() string {
	switch {
	case j.include != "":
		return "include:" + j.include
	case !j.s.IP.IsValid():
		return ""
	case j.s.IP.Is6():
		return "ip6:" + j.s.IP.String()
	}
	return "ip4:" + j.s.IP.String()
}

// spfRecord is the one record to publish: what the existing ones allow, each
// term once, and the sender's term. Two records are an error, so they are merged.
// The end is the existing one's; of several the one that refuses least, and
// "~all" where there was none.
func spfRecord(existing []string, sender string) string {
	var terms []string
	end, redirect := "", ""
	add := func(term string) {
		for _, have := range terms {
			if strings.EqualFold(have, term) {
				return
			}
		}
		terms = append(terms, term)
	}
	for _, record := range existing {
		for i, term := range strings.Fields(record) {
			low := strings.ToLower(term)
			switch {
			case i == 0:
			case strings.TrimLeft(low, "+-~?") == "all":
				if low == "all" { // RFC 7208 section 4.6.2
					low = "+all"
				}
				if end == "" || strings.Index("-~?+", low[:1]) > strings.Index("-~?+", end[:1]) {
					end = low
				}
			case strings.HasPrefix(low, "redirect="):
				redirect = term
			default:
				add(term)
			}
		}
	}
	if sender != "" {
		add(sender)
	}
	if redirect != "" && end == "" {
		// RFC 7208 section 6.1: a redirect counts only without "all"; the
		// address stands before it.
		end = redirect
	}
	if end == "" {
		end = "~all"
	}
	return strings.Join(append(append([]string{"v=spf1"}, terms...), end), " ")
}
