package evidence

import (
	"fmt"
	"testing"
)

// TestLacking: what is told apart from "there is none".
func TestLacking(t *testing.T) {
	t.Parallel()
	const host = "pop.customer.test."
	soa := func(zone string) []Record { return []Record{{Name: zone, Type: "SOA"}} }
	negative := func(kind Kind, authority ...Record) Answer {
		return Answer{Name: host, Type: "A", RCode: "NXDOMAIN", Authority: authority, Trouble: &Trouble{Kind: kind}}
	}
	random := func(ip string) Answer {
		a := Answer{Name: CanaryLabel + "0123.customer.test.", Type: "A", RCode: "NXDOMAIN"}
		if ip != "" {
			a.RCode, a.Records = "NOERROR", []Record{{Name: a.Name, Type: "A", Data: ip}}
		}
		return a
	}
	zone := func(kind Kind, authority ...Record) Answer {
		a := Answer{Name: "customer.test.", Type: "SOA", RCode: "NOERROR", Authority: authority}
		if kind != "" {
			a.Trouble = &Trouble{Kind: kind}
		}
		return a
	}
	apex := Answer{Name: "customer.test.", Type: "SOA", RCode: "NOERROR", Records: soa("customer.test.")}
	for _, c := range []struct {
		name string
		dns  []Answer
		want Kind
	}{
		{"not asked", nil, ""},
		{"nothing more was asked", []Answer{negative(NoSuchHost)}, NoSuchHost},
		{"the zone says so", []Answer{negative(NoSuchHost, soa("customer.test.")...), random(""), apex}, NoSuchHost},
		{"the zone says so, of an address", []Answer{negative(NoAddress, soa("customer.test.")...), random(""), apex}, NoAddress},
		{"a wildcard of the customer's own is no lie", []Answer{negative(NoSuchHost, soa("customer.test.")...), random("192.0.2.1"), apex}, NoSuchHost},
		{"the parent says that the domain does not exist", []Answer{negative(NoSuchHost, soa("test.")...), random(""), zone(NoSuchHost, soa("test.")...)}, NoSuchHost},
		{"without its word in the answer, but the zone is there", []Answer{negative(NoSuchHost), random(""), apex}, NoSuchHost},
		{"the zone's servers fail", []Answer{negative(NoSuchHost, soa("customer.test.")...), random(""), zone(DNSFailed)}, DNSFailed},
		{"invented, and nobody speaks for the zone", []Answer{negative(NoSuchHost), random("192.0.2.1"), zone(NoAddress)}, DNSFailed},
		{"nobody speaks for the zone", []Answer{negative(NoSuchHost), random(""), zone(NoAddress)}, DNSFailed},
		{"the word is another zone's", []Answer{negative(NoSuchHost, soa("blocked.invalid.")...), random(""), apex}, DNSFailed},
		{"the zone of another name was asked", []Answer{negative(NoSuchHost), {Name: "other.test.", Type: "SOA"}}, NoSuchHost},
		{"one failed", []Answer{negative(NoAddress), {Name: host, Type: "AAAA", Trouble: &Trouble{Kind: DNSFailed}}}, DNSFailed},
		{"there is one", []Answer{negative(NoAddress), {Name: host, Type: "AAAA", Records: []Record{{Name: host, Type: "AAAA", Data: "2001:db8::1"}}}}, ""},
	} {
		got := Kind("")
		if trouble := Lacking("POP.customer.test", c.dns); trouble != nil {
			got = trouble.Kind
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestAddresses: aliases are followed in any order, strangers do not count.
func TestAddresses(t *testing.T) {
	t.Parallel()
	a := Answer{Name: "a.test.", Type: "A", Records: []Record{
		{Name: "c.test.", Type: "A", Data: "192.0.2.1"},
		{Name: "B.test.", Type: "CNAME", Data: "c.test."},
		{Name: "a.test.", Type: "CNAME", Data: "b.test."},
		{Name: "d.test.", Type: "A", Data: "192.0.2.2"},
	}}
	six := Answer{Name: "a.test.", Type: "AAAA", Records: []Record{{Name: "a.test.", Type: "AAAA", Data: "2001:db8::1"}, {Name: "a.test.", Type: "AAAA", Data: "none"}}}
	if got := fmt.Sprint(Addresses("A.test", []Answer{six, a})); got != "[192.0.2.1 2001:db8::1]" {
		t.Error(got)
	}
}

func TestMX(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ, data  string
		preference uint16
		host       string
		ok         bool
	}{
		{"MX", "10 mx.example.test.", 10, "mx.example.test.", true},
		{"MX", "0 .", 0, ".", true}, // RFC 7505
		{"MX", "mx.example.test.", 0, "", false},
		{"MX", "70000 mx.example.test.", 65535, "mx.example.test.", false},
		{"TXT", "10 mx.example.test.", 10, "mx.example.test.", false},
	} {
		r := Record{Type: c.typ, Data: c.data}
		if preference, host, ok := r.MX(); preference != c.preference || host != c.host || ok != c.ok {
			t.Errorf("%s %s: %d %q %v", c.typ, c.data, preference, host, ok)
		}
	}
}
