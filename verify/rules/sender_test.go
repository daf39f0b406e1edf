package rules

import (
	"net/netip"
	"testing"

	"harness/client/evidence"
)

func TestSPFRecord(t *testing.T) {
	t.Parallel()
	v4, v6 := netip.MustParseAddr("203.0.113.7"), netip.MustParseAddr("2001:db8::7")
	for _, test := range []struct {
		existing []string
		ip       netip.Addr
		want     string
	}{
		{nil, v4, "v=spf1 ip4:203.0.113.7 ~all"},
		{nil, v6, "v=spf1 ip6:2001:db8::7 ~all"},
		{[]string{"v=spf1 mx -all"}, v4, "v=spf1 mx ip4:203.0.113.7 -all"},
		{[]string{"v=spf1 ip4:203.0.113.7 -all"}, v4, "v=spf1 ip4:203.0.113.7 -all"},
		{[]string{"v=spf1 include:_spf.google.com ~all", "v=spf1 mx include:_SPF.google.com -all"}, v4, "v=spf1 include:_spf.google.com mx ip4:203.0.113.7 ~all"},
		{[]string{"v=spf1 redirect=_spf.host.example"}, v4, "v=spf1 ip4:203.0.113.7 redirect=_spf.host.example"},
		{[]string{"V=SPF1 a all"}, netip.Addr{}, "v=spf1 a +all"},
		{[]string{"v=spf1"}, v4, "v=spf1 ip4:203.0.113.7 ~all"},
	} {
		if got := spfRecord(test.existing, (&senderCase{s: &evidence.Sender{IP: test.ip}}).spfTerm()); got != test.want {
			t.Errorf("%q %s: %q, want %q", test.existing, test.ip, got, test.want)
		}
	}
	company := senderCase{s: &evidence.Sender{IP: v4}, include: "spf.host.example"}
	if got := spfRecord([]string{"v=spf1 mx -all"}, company.spfTerm()); got != "v=spf1 mx include:spf.host.example -all" {
		t.Errorf("with the company's own include: %q", got)
	}
}
