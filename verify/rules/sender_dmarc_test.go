package rules

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"

	"harness/client/dmarc"
	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/inbound"
)

// answers makes a record of lines "name TYPE data"; "none" is an answer without
// records, "failed" one that did not come.
func answers(lines ...string) []evidence.Answer {
	var out []evidence.Answer
	for _, line := range lines {
		name, rest, _ := strings.Cut(line, " ")
		typ, data, _ := strings.Cut(rest, " ")
		a := evidence.Answer{Name: name, Type: typ}
		switch data {
		case "none":
			a.Trouble = &evidence.Trouble{Kind: evidence.NoSuchHost}
		case "failed":
			a.Trouble = &evidence.Trouble{Kind: evidence.DNSFailed}
		default:
			a.Records = []evidence.Record{{Name: name, Type: typ, Data: data}}
		}
		out = append(out, a)
	}
	return out
}

// TestOneRuleForThePolicy: mail that a host sends and a letter as it arrives are
// asked after the same policy and the same organisation, by RFC 9989's walk; the
// Public Suffix List would say otherwise in each of the first four.
func TestOneRuleForThePolicy(t *testing.T) {
	t.Parallel()
	const allows = " TXT v=spf1 ip4:203.0.113.25 -all"
	ip := netip.MustParseAddr("203.0.113.25")
	for _, tt := range []struct {
		name, from, envelope, want string
		dns                        []string
	}{
		{"a suffix of the list, without psd=y, is an organisation", "a.blogspot.com", "b.blogspot.com", "",
			[]string{"b.blogspot.com" + allows, "_dmarc.a.blogspot.com TXT none", "_dmarc.b.blogspot.com TXT none", "_dmarc.blogspot.com TXT v=DMARC1; p=reject", "_dmarc.com TXT none"}},
		{"a domain that parts itself", "a.own.example.com", "b.example.com", "p=reject",
			[]string{"b.example.com" + allows, "_dmarc.a.own.example.com TXT none", "_dmarc.own.example.com TXT v=DMARC1; p=reject; psd=n", "_dmarc.b.example.com TXT none", "_dmarc.example.com TXT v=DMARC1; p=none", "_dmarc.com TXT none"}},
		{"a suffix that says so and that the list lacks", "a.example.com", "b.example.com", "p=reject",
			[]string{"b.example.com" + allows, "_dmarc.a.example.com TXT none", "_dmarc.b.example.com TXT none", "_dmarc.example.com TXT v=DMARC1; p=reject; psd=y", "_dmarc.com TXT none"}},
		{"a policy between", "x.mid.example.com", "host.test", "p=quarantine",
			[]string{"host.test" + allows, "_dmarc.x.mid.example.com TXT none", "_dmarc.mid.example.com TXT v=DMARC1; p=quarantine", "_dmarc.example.com TXT none", "_dmarc.com TXT none",
				"_dmarc.host.test TXT none", "_dmarc.test TXT none"}},
		{"on trial", "example.com", "host.test", "p=quarantine",
			[]string{"host.test" + allows, "_dmarc.example.com TXT v=DMARC1; p=reject; t=y", "_dmarc.com TXT none", "_dmarc.host.test TXT none", "_dmarc.test TXT none"}},
		{"no answer for the moment", "a.example.com", "host.test", "",
			[]string{"host.test" + allows, "_dmarc.a.example.com TXT none", "_dmarc.example.com TXT failed"}},
		{"a record that does not hold the walk", "a.example.com", "host.test", "",
			[]string{"host.test" + allows, "_dmarc.a.example.com TXT none", "_dmarc.example.com TXT v=DMARC1; p=reject"}},
	} {
		raw := []byte("From: <a@" + tt.from + ">\r\nTo: <b@gmail.test>\r\nSubject: x\r\n\r\nx\r\n")
		sent := evidence.Sender{From: tt.from, MailFrom: "a@" + tt.envelope, Helo: "mx.host.test", IP: ip, Whole: true, Mail: &evidence.Letter{Raw: raw}, DNS: answers(tt.dns...)}
		got := ""
		for _, f := range Sender(&Case{Trip: &evidence.Trip{Sender: &sent}}) {
			if f.Code == finding.SenderDMARCFail {
				got = f.Args.Text(finding.KeyDetail)
			}
		}
		arrived := ""
		d := inbound.Judge(t.Context(), inbound.Arrival{IP: ip, Helo: sent.Helo, MailFrom: sent.MailFrom, TLS: "TLS 1.3", Raw: raw}, replay{sent.DNS}).DMARC
		if d.Result == inbound.Fail {
			arrived = "p=" + d.Policy
		}
		if got != tt.want || arrived != tt.want {
			t.Errorf("%s: as sent %q, as it arrives %q, want %q (%+v)", tt.name, got, arrived, tt.want, d)
		}
	}
}

// TestKeyOfTheMoment: a signature whose key could not be asked for is not called
// bad, and no policy is broken by it.
func TestKeyOfTheMoment(t *testing.T) {
	t.Parallel()
	raw := []byte("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=x; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\nFrom: <a@example.com>\r\n\r\n")
	for answer, want := range map[string]int{"failed": 0, "none": 2} {
		sent := evidence.Sender{From: "example.com", MailFrom: "a@host.test", Helo: "mx.host.test", IP: netip.MustParseAddr("203.0.113.25"), Whole: true, Mail: &evidence.Letter{Raw: raw},
			DNS: answers("host.test TXT v=spf1 -all", "x._domainkey.example.com TXT "+answer, "_dmarc.example.com TXT v=DMARC1; p=reject", "_dmarc.com TXT none")}
		n := 0
		for _, f := range Sender(&Case{Trip: &evidence.Trip{Sender: &sent}}) {
			if f.Code == finding.SenderDKIMBad || f.Code == finding.SenderDMARCFail {
				n++
			}
		}
		if n != want {
			t.Errorf("key %s: %d findings, want %d", answer, n, want)
		}
	}
}

// heard is a resolver that keeps what it was asked.
type heard struct {
	replay
	names map[string]bool
}

func (h heard) LookupTXT(ctx context.Context, name string) ([]string, error) {
	h.names[name] = true
	return h.replay.LookupTXT(ctx, name)
}

func (h heard) LookupIPAddr(ctx context.Context, name string) ([]net.IPAddr, error) {
	h.names[name+" A"] = true
	return h.replay.LookupIPAddr(ctx, name)
}

// TestRecordServesLess: what is asked with all domains passed holds what any
// fewer ask for.
func TestRecordServesLess(t *testing.T) {
	t.Parallel()
	ask := func(p dmarc.Passed) map[string]bool {
		h := heard{replay{answers("_dmarc.a.example.com TXT none", "_dmarc.example.com TXT v=DMARC1; p=none; np=reject", "_dmarc.com TXT none", "a.example.com A none",
			"a.example.com AAAA none", "a.example.com MX none", "_dmarc.b.example.com TXT none", "_dmarc.c.test TXT none", "_dmarc.test TXT none", "_dmarc.d.test TXT none")}, map[string]bool{}}
		dmarc.Check(t.Context(), "a.example.com", p, h)
		return h.names
	}
	all := ask(dmarc.Passed{SPF: "d.test", DKIM: []string{"b.example.com", "c.test"}})
	if !all["_dmarc.d.test"] || !all["_dmarc.c.test"] || !all["a.example.com A"] {
		t.Errorf("asked: %v", all)
	}
	for _, p := range []dmarc.Passed{{}, {SPF: "d.test"}, {DKIM: []string{"c.test"}}, {DKIM: []string{"b.example.com"}}} {
		for name := range ask(p) {
			if !all[name] {
				t.Errorf("%+v asks %s as well", p, name)
			}
		}
	}
}
