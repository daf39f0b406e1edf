package job

import (
	"net/netip"
	"slices"
	"testing"

	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/profile"
	"harness/verify/advice"
	"harness/verify/rules"
)

func TestMayLogIn(t *testing.T) {
	t.Parallel()
	secret := account.NewSecret("x")
	given := func(string, evidence.LegName) (Passwords, error) { return Passwords{}, nil }
	known := account.Account{Address: "info@shop.example", POP: account.Server{Password: secret}}
	for _, test := range []struct {
		name string
		r    Request
		acc  account.Account
		want bool
	}{
		{"no password", Request{}, account.Account{Address: "info@shop.example"}, false},
		{"a password was given", Request{Passwords: given}, account.Account{Address: "info@shop.example"}, true},
		{"the environment's account has one", Request{}, known, true},
		{"not to be used", Request{Passwords: given, NoLogin: true}, known, false},
		{"whose?", Request{Passwords: given}, account.Account{SMTP: account.Server{Password: secret}}, false},
	} {
		if got := mayLogIn(test.r, test.acc); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// A password goes to the options of a leg in their order, but never to a
// stranger who was not named, to an address that no typed host has, twice to
// the same place, or to a leg whose login was refused.
func TestGrant(t *testing.T) {
	t.Parallel()
	own, other := netip.MustParseAddr("192.0.2.25"), netip.MustParseAddr("192.0.2.66")
	option := func(host string, at netip.Addr) advice.Option {
		return advice.Option{Host: host, Port: 465, Security: evidence.SSL, Addrs: []netip.Addr{at}}
	}
	stranger, elsewhere, relative := option("mail.host.example", own), option("smtp.shop.example", other), option("mail.shop.example", own)
	for _, test := range []struct {
		name    string
		options []advice.Option
		prove   []string
		refused bool
		want    []string // in the order of the attempts
		asks    string
	}{
		{"the customer's own", []advice.Option{relative}, nil, false, []string{"mail.shop.example"}, ""},
		{"nothing", nil, nil, false, nil, ""},
		{"a stranger", []advice.Option{stranger}, nil, false, nil, "mail.host.example"},
		{"a stranger, then the customer's own", []advice.Option{stranger, relative}, nil, false, []string{"mail.shop.example"}, "mail.host.example"},
		{"only the best is asked for", []advice.Option{relative, stranger}, nil, false, []string{"mail.shop.example"}, ""},
		{"named", []advice.Option{stranger, relative}, []string{"mail.host.example"}, false, []string{"mail.host.example", "mail.shop.example"}, ""},
		{"another was named", []advice.Option{stranger}, []string{"mail.hosting.example"}, false, nil, "mail.host.example"},
		{"an address of nobody typed", []advice.Option{elsewhere}, nil, false, nil, "smtp.shop.example"},
		{"naming does not lead elsewhere", []advice.Option{elsewhere}, []string{"smtp.shop.example"}, false, nil, "smtp.shop.example"},
		{"the login was refused", []advice.Option{relative, stranger}, []string{"mail.host.example"}, true, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			g := &grant{refused: map[evidence.LegName]bool{evidence.SendLeg: test.refused}, tried: map[string]bool{}}
			g.consent = advice.Consent{Address: "info@shop.example", Prove: test.prove, Hosts: []evidence.SurveyedHost{
				{Name: "smtp.shop.example", Part: evidence.TypedHost, Addrs: []netip.Addr{own}},
				{Name: "mail.host.example", Part: evidence.CandidateHost, Addrs: []netip.Addr{own, other}},
			}}
			leg := &advice.Leg{Leg: evidence.SendLeg, Options: test.options}
			asks := ""
			if o := g.stranger(leg); o != nil {
				asks = o.Host
			}
			if asks != test.asks {
				t.Errorf("asks for %q, want %q", asks, test.asks)
			}
			var got []string
			for {
				o, at := g.next(leg)
				if o == nil {
					break
				}
				if len(at) != 1 || at[0] != own {
					t.Errorf("%s at %v", o.Host, at)
				}
				g.use(leg.Leg, o)
				if got = append(got, o.Host); len(got) > len(test.options) {
					t.Fatalf("tried again: %q", got)
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("tried %q, want %q", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("tried %q, want %q", got, test.want)
				}
			}
		})
	}
	t.Run("the company's own", func(t *testing.T) {
		t.Parallel()
		mine := &profile.Profile{Servers: profile.Servers{Names: []string{"mail.host.example"}}}
		away := option("mail.host.example", other)
		g := &grant{tried: map[string]bool{}, consent: advice.Consent{Address: "info@shop.example", Own: mine.Owns, Hosts: []evidence.SurveyedHost{
			{Name: "smtp.shop.example", Part: evidence.TypedHost, Addrs: []netip.Addr{own}},
		}}}
		if o, at := g.next(&advice.Leg{Leg: evidence.SendLeg, Options: []advice.Option{stranger}}); o == nil || len(at) != 1 || at[0] != own {
			t.Errorf("%+v at %v: the company's own server is not proved", o, at)
		}
		for _, o := range []advice.Option{option("mail.other.example", own), option("mail.host.example.evil.example", own), away} {
			if got, at := g.next(&advice.Leg{Leg: evidence.SendLeg, Options: []advice.Option{o}}); got != nil {
				t.Errorf("the password goes to %s at %v", got.Host, at)
			}
		}
	})
	t.Run("agreed to", func(t *testing.T) {
		t.Parallel()
		g := &grant{tried: map[string]bool{}, consent: advice.Consent{Address: "info@shop.example", Hosts: []evidence.SurveyedHost{
			{Name: "smtp.shop.example", Part: evidence.TypedHost, Addrs: []netip.Addr{own}},
		}}}
		leg := &advice.Leg{Leg: evidence.SendLeg, Options: []advice.Option{stranger}}
		g.agree(g.stranger(leg).Host)
		if o, _ := g.next(leg); o == nil || g.stranger(leg) != nil {
			t.Errorf("%+v", o)
		}
	})
}

func TestLoginRefused(t *testing.T) {
	t.Parallel()
	at := func(stage evidence.Stage, kind evidence.Kind) []evidence.Session {
		return []evidence.Session{{Steps: []evidence.Step{{Stage: stage, Trouble: &evidence.Trouble{Kind: kind}}}}} // of no known reply
	}
	for _, test := range []struct {
		sessions []evidence.Session
		want     bool
	}{
		{nil, false},
		{at(evidence.StageAuth, evidence.Denied), true},
		{at(evidence.StageUser, evidence.Denied), true},
		{at(evidence.StagePass, evidence.Denied), true},
		{at(evidence.StageAuth, evidence.Timeout), false},
		{at(evidence.StageMail, evidence.Denied), false},
		{at(evidence.StageGreeting, evidence.Denied), false},
	} {
		if got := slices.ContainsFunc(test.sessions, rules.LoginRefused); got != test.want {
			t.Errorf("%+v: %v", test.sessions, got)
		}
	}
}
