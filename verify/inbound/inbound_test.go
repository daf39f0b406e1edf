package inbound_test

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"

	"harness/verify/inbound"
)

// zone is DNS for a test: "name TYPE" to its data. A name under broken.test fails
// for the moment.
type zone map[string][]string

func (z zone) get(name, typ string) ([]string, error) {
	if strings.Contains(name, "broken.test") {
		return nil, &net.DNSError{Name: name, IsTemporary: true}
	}
	if list := z[strings.TrimSuffix(name, ".")+" "+typ]; len(list) > 0 {
		return list, nil
	}
	return nil, &net.DNSError{Name: name, IsNotFound: true}
}

func (z zone) LookupTXT(_ context.Context, name string) ([]string, error) { return z.get(name, "TXT") }
func (z zone) LookupAddr(_ context.Context, ip string) ([]string, error)  { return z.get(ip, "PTR") }

func (z zone) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	_, err := z.get(name, "MX")
	return nil, err
}

func (z zone) LookupIPAddr(_ context.Context, name string) ([]net.IPAddr, error) {
	list, err := z.get(name, "A")
	var out []net.IPAddr
	for _, text := range list {
		out = append(out, net.IPAddr{IP: net.ParseIP(text)})
	}
	return out, err
}

func dns() zone {
	return zone{
		"203.0.113.25 PTR": {"mx.host.test"}, "mx.host.test A": {"203.0.113.25"},
		"203.0.113.26 PTR": {"mx.host.test"}, "203.0.113.27 PTR": {"mx.broken.test"},
		"host.test TXT": {"v=spf1 ip4:203.0.113.25 -all"}, "sub.strict.test TXT": {"v=spf1 ip4:203.0.113.25 -all"},
		"sub.loose.test TXT": {"v=spf1 ip4:203.0.113.25 -all"}, "there.parted.test TXT": {"v=spf1 -all"},
		"_dmarc.strict.test TXT":   {"v=DMARC1; p=reject; aspf=s"},
		"_dmarc.loose.test TXT":    {"v=DMARC1; p=reject"},
		"_dmarc.quiet.test TXT":    {"v=DMARC1; p=quarantine"},
		"_dmarc.testing.test TXT":  {"v=DMARC1; p=reject; t=y"},
		"_dmarc.twice.test TXT":    {"v=DMARC1; p=reject", "v=DMARC1; p=none"},
		"_dmarc.reports.test TXT":  {"v=DMARC1; p=refuse; rua=mailto:a@reports.test"},
		"_dmarc.nonsense.test TXT": {"v=DMARC1; p=refuse"},
		"_dmarc.parted.test TXT":   {"v=DMARC1; p=none; sp=quarantine; np=reject"},
		"there.parted.test A":      {"203.0.113.1"},
		// RFC 9989 section 4.10: a public suffix that says so, and a domain that says that it is none.
		"_dmarc.suffix.test TXT": {"v=DMARC1; p=reject; psd=y"}, "a.suffix.test TXT": {"v=spf1 ip4:203.0.113.25 -all"},
		"_dmarc.own.big.test TXT": {"v=DMARC1; p=reject; psd=n"}, "_dmarc.big.test TXT": {"v=DMARC1; p=none"},
	}
}

func judge(from, mailFrom, ip, tls string) inbound.Verdict {
	raw := "From: <a@" + from + ">\r\nTo: <b@gmail.test>\r\nSubject: x\r\n\r\nx\r\n"
	return inbound.Judge(context.Background(), inbound.Arrival{IP: netip.MustParseAddr(ip), Helo: "mx.host.test", MailFrom: mailFrom, TLS: tls, Raw: []byte(raw)}, dns())
}

// TestDMARC: which record governs, what it asks for, and what is aligned.
func TestDMARC(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ from, envelope, want, code string }{
		{"nobody.test", "a@host.test", "none nobody.test  ", "2.0.0"},
		{"nobody.test", "a@nobody.test", "none nobody.test  ", "5.7.26"},
		{"loose.test", "a@host.test", "fail loose.test reject ", "5.7.26"},
		{"loose.test", "a@sub.loose.test", "pass loose.test reject spf", "2.0.0"},
		{"strict.test", "a@sub.strict.test", "fail strict.test reject ", "5.7.26"},
		{"quiet.test", "a@host.test", "fail quiet.test quarantine ", "2.0.0"},
		{"testing.test", "a@host.test", "fail testing.test quarantine ", "2.0.0"},
		{"twice.test", "a@host.test", "none twice.test  ", "2.0.0"},
		{"reports.test", "a@host.test", "fail reports.test none ", "2.0.0"},
		{"nonsense.test", "a@host.test", "none nonsense.test  ", "2.0.0"},
		{"parted.test", "a@host.test", "fail parted.test none ", "2.0.0"},
		{"there.parted.test", "a@host.test", "fail parted.test quarantine ", "2.0.0"},
		{"gone.parted.test", "a@host.test", "fail parted.test reject ", "5.7.26"},
		{"b.suffix.test", "a@a.suffix.test", "fail b.suffix.test reject ", "5.7.26"},
		{"x.own.big.test", "a@host.test", "fail own.big.test reject ", "5.7.26"},
		{"y.big.test", "a@host.test", "fail big.test none ", "2.0.0"},
		{"x.broken.test", "a@host.test", "temperror   ", "4.7.26"},
	} {
		v := judge(tt.from, tt.envelope, "203.0.113.25", "TLS 1.3")
		d := v.DMARC
		if got := d.Result + " " + d.Org + " " + d.Policy + " " + d.By; got != tt.want || v.Reply.Enhanced != tt.code {
			t.Errorf("%s by %s: %q %s, want %q %s", tt.from, tt.envelope, got, v.Reply.Enhanced, tt.want, tt.code)
		}
		if spam := d.Result == "fail" && d.Policy == "quarantine"; v.Spam != spam {
			t.Errorf("%s: spam %t", tt.from, v.Spam)
		}
	}
}

// TestDeepNames: eight questions at most, the first and the last seven labels
// (RFC 9989 section 4.10).
func TestDeepNames(t *testing.T) {
	t.Parallel()
	z := dns()
	z["_dmarc.d.e.f.g.h.i.test TXT"] = []string{"v=DMARC1; p=reject"} // seven labels
	z["_dmarc.c.d.e.f.g.h.i.test TXT"] = []string{"v=DMARC1; p=none"} // eight: passed over
	raw := []byte("From: <a@a.b.c.d.e.f.g.h.i.test>\r\n\r\n")
	a := inbound.Arrival{IP: netip.MustParseAddr("203.0.113.25"), MailFrom: "a@host.test", TLS: "TLS 1.3", Raw: raw}
	if d := inbound.Judge(t.Context(), a, z).DMARC; d.Org != "d.e.f.g.h.i.test" || d.Policy != "reject" {
		t.Errorf("%+v", d)
	}
}

// TestConnection: the reverse name and TLS come before the letter.
func TestConnection(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ ip, tls, ptr, code string }{
		{"203.0.113.25", "TLS 1.2", "pass", "2.0.0"},
		{"203.0.113.25", "", "pass", "4.7.29"},
		{"203.0.113.26", "TLS 1.2", "mismatch", "5.7.25"},
		{"203.0.113.28", "TLS 1.2", "missing", "5.7.25"},
		{"203.0.113.27", "TLS 1.2", "temperror", "4.7.0"},
	} {
		from := "a@host.test"
		if v := judge("host.test", from, tt.ip, tt.tls); v.PTR != tt.ptr || v.Reply.Enhanced != tt.code {
			t.Errorf("%s %q: %s, %s", tt.ip, tt.tls, v.PTR, v.Reply.Enhanced)
		}
	}
}

// TestARC: sets are counted, and a gap is said.
func TestARC(t *testing.T) {
	t.Parallel()
	set := func(i string) string {
		return "ARC-Seal: i=" + i + "; a=rsa-sha256; cv=none; d=Host.test; s=x; b=AA==\r\n" +
			"ARC-Message-Signature: i=" + i + "; d=host.test; b=AA==\r\nARC-Authentication-Results: i=" + i + "; host.test; spf=pass\r\n"
	}
	for head, want := range map[string]inbound.ARC{
		"":                               {},
		set("1"):                         {Sets: 1, Whole: true, Chain: "none", Sealers: []string{"host.test"}},
		set("2") + set("1"):              {Sets: 2, Whole: true, Chain: "none", Sealers: []string{"host.test", "host.test"}},
		set("3") + set("1"):              {Sets: 2, Chain: "none", Sealers: []string{"host.test"}},
		"ARC-Seal: i=1; d=host.test\r\n": {Sets: 1, Sealers: []string{"host.test"}},
		set("x"):                         {Sets: 1},
		set("1") + set("1"):              {Sets: 1, Chain: "none", Sealers: []string{"host.test"}},
	} {
		a := inbound.Arrival{IP: netip.MustParseAddr("203.0.113.25"), Raw: []byte(head + "From: <a@host.test>\r\n\r\n")}
		got := inbound.Judge(t.Context(), a, dns()).ARC
		if got.Sets != want.Sets || got.Whole != want.Whole || got.Chain != want.Chain || strings.Join(got.Sealers, " ") != strings.Join(want.Sealers, " ") {
			t.Errorf("%q: %+v", head, got)
		}
	}
}
