package rules

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
)

// at is a session at an address that stopped as said; kind "" it came to the login.
func at(purpose evidence.Purpose, ip string, stage evidence.Stage, kind evidence.Kind) evidence.Session {
	s := evidence.Session{
		Proto: evidence.SMTP, Purpose: purpose, Host: "smtp.customer.test", Port: 587, Security: evidence.Plain,
		Addr: netip.AddrPortFrom(netip.MustParseAddr(ip), 587), Steps: []evidence.Step{{Stage: stage}},
	}
	if kind != "" {
		s.Steps[0].Trouble = &evidence.Trouble{Kind: kind}
	}
	return s
}

// TestAddresses: one address that works makes none of the others right, and one
// from which nothing came makes none wrong, in whatever order they stand.
func TestAddresses(t *testing.T) {
	t.Parallel()
	const main, other = evidence.ToSend, evidence.ToCompare
	fine := func(p evidence.Purpose, ip string) evidence.Session { return at(p, ip, evidence.StageEHLO, "") }
	many := []evidence.Answer{{Name: "smtp.customer.test.", Type: "A"}}
	for i := range 10 {
		many[0].Records = append(many[0].Records, evidence.Record{Name: "smtp.customer.test.", Type: "A", Data: fmt.Sprintf("192.0.2.%d", i+1)})
	}
	for _, c := range []struct {
		name     string
		sessions []evidence.Session
		dns      []evidence.Answer
		want     string
	}{
		{"one", []evidence.Session{fine(main, "192.0.2.1")}, nil, ""},
		{"both fine", []evidence.Session{fine(main, "192.0.2.1"), fine(other, "192.0.2.2")}, nil, ""},
		{"second refuses", []evidence.Session{fine(main, "192.0.2.1"), at(other, "192.0.2.2", evidence.StageConnect, evidence.Refused)}, nil,
			"net-addresses-differ [192.0.2.1] [192.0.2.2 (net-refused)]"},
		{"first refuses", []evidence.Session{at(main, "192.0.2.1", evidence.StageConnect, evidence.Refused), fine(main, "192.0.2.2")}, nil,
			"net-addresses-differ [192.0.2.2] [192.0.2.1 (net-refused)]"},
		{"second is silent after the connect", []evidence.Session{fine(main, "192.0.2.1"), at(other, "192.0.2.2", evidence.StageGreeting, evidence.Timeout)}, nil,
			"net-addresses-differ [192.0.2.1] [192.0.2.2 (server-silent)]"},
		{"second does not answer", []evidence.Session{fine(main, "192.0.2.1"), at(other, "192.0.2.2", evidence.StageConnect, evidence.Timeout)}, nil,
			"net-address-not-judged [192.0.2.2 (net-timeout)]"},
		{"no route", []evidence.Session{fine(main, "192.0.2.1"), at(other, "2001:db8::2", evidence.StageConnect, evidence.Unreachable)}, nil,
			"net-address-not-judged [2001:db8::2 (net-unreachable)]"},
		{"first does not answer", []evidence.Session{at(main, "192.0.2.1", evidence.StageConnect, evidence.Timeout), fine(main, "192.0.2.2")}, nil, ""},
		{"none works", []evidence.Session{at(main, "192.0.2.1", evidence.StageGreeting, evidence.EOF), at(other, "192.0.2.2", evidence.StageConnect, evidence.Refused)}, nil, ""},
		{"nothing answers", []evidence.Session{at(main, "192.0.2.1", evidence.StageConnect, evidence.Timeout), at(main, "192.0.2.2", evidence.StageConnect, evidence.Timeout)}, nil, ""},
		{"the same address twice", []evidence.Session{at(main, "192.0.2.1", evidence.StageGreeting, evidence.EOF), fine(main, "192.0.2.1")}, nil, ""},
		{"more than are looked at", []evidence.Session{fine(main, "192.0.2.1"), fine(other, "192.0.2.2")}, many, "net-address-not-judged [192.0.2.9 192.0.2.10]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			leg := evidence.Leg{Name: evidence.SendLeg, Proto: evidence.SMTP, Sessions: c.sessions,
				Server: evidence.Server{Host: "smtp.customer.test", Port: 587, Security: evidence.Plain}}
			var got []string
			for _, f := range addresses(&Case{Trip: &evidence.Trip{NoLogin: true, DNS: c.dns, Legs: []evidence.Leg{leg}}}) {
				text := string(f.Code)
				for _, k := range []finding.Key{finding.KeyGood, finding.KeyBad, finding.KeyAddrs} {
					if len(f.Args[k]) > 0 {
						text += fmt.Sprint(" ", f.Args[k])
					}
				}
				got = append(got, text)
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
