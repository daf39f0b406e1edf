package integration

import (
	"context"
	"slices"
	"testing"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/client/survey"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/finding"
)

// advised surveys a scenario as diagnose does without a password, and gives
// the advice.
func advised(t *testing.T, name string) (*fixtures.Lab, advice.Case, *advice.Advice) {
	t.Helper()
	lab, s, most := surveyor(t, name, false)
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	s.Look(ctx, typed(lab)...)
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	c := advice.Case{Roots: roots, Trip: &evidence.Trip{
		Schema: evidence.Schema, Persona: persona.Usual(lab.Account.Over).Name, Address: lab.Account.Address, Legs: lab.Account.Legs(""), Survey: s.Survey(),
	}}
	for _, tries := range []func(advice.Case) []advice.Try{advice.Tries, advice.MoreTries} {
		var hosts []survey.Host
		for _, n := range tries(c) {
			hosts = append(hosts, survey.Host{Name: n.Host, Part: evidence.CandidateHost, Listen: n.Listen})
		}
		s.Try(ctx, hosts...)
		c.Trip.Survey = s.Survey()
	}
	perAddr := map[string]int{}
	for _, one := range c.Trip.Survey.Sessions {
		perAddr[one.Addr.Addr().String()]++
	}
	for a, n := range perAddr {
		if n > 12 {
			t.Errorf("%s: %d connections, 12 allowed", a, n)
		}
	}
	if n := most.Load(); n > 3 {
		t.Errorf("%d connections at once, 3 allowed", n)
	}
	for _, v := range lab.Events() {
		if v.Login || v.Secret {
			t.Errorf("a login at %s: %v", v.Addr, v.Commands)
		}
	}
	return lab, c, advice.Advise(c)
}

// TestAdviceFindsTheRightNames takes every scenario that has a right name: the
// survey alone finds it, for each leg that fails as typed.
func TestAdviceFindsTheRightNames(t *testing.T) {
	t.Parallel()
	for _, sc := range scenario.All() {
		if sc.Right == nil {
			continue
		}
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			lab, _, a := advised(t, sc.Name)
			for _, l := range a.Legs {
				want := lab.Right.SMTP.Server
				if l.Leg == finding.Fetch {
					want = lab.Right.POP.Server
				}
				got := evidence.Server{Host: l.Typed.Host, Port: l.Typed.Port, Security: l.Typed.Security}
				if !l.Reaches || l.Typed.Security == evidence.Plain {
					if l.Best() == nil {
						t.Errorf("%s: no way found; rows %+v; unproven %+v", l.Leg, a.Rows, l.Unproven)
						continue
					}
					got = evidence.Server{Host: l.Best().Host, Port: l.Best().Port, Security: l.Best().Security}
				}
				if got.Host != want.Host || got.Port != want.Port || got.Security != want.Security {
					t.Errorf("%s: %s:%d %s, want %s:%d %s", l.Leg, got.Host, got.Port, got.Security, want.Host, want.Port, want.Security)
				}
			}
		})
	}
}

// TestAdviceSaysWhereOnlyTheServerHelps takes the scenarios in which nothing
// that a customer can type would work.
func TestAdviceSaysWhereOnlyTheServerHelps(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"self-signed", "expired", "incomplete-chain", "tls10-only", "sni-map-broken", "wildcard-no-ptr"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, a := advised(t, name)
			for _, l := range a.Legs {
				if !l.Mend || len(l.Options) > 0 || l.Reaches {
					t.Errorf("%s: mend %v, reaches %v, options %+v", l.Leg, l.Mend, l.Reaches, l.Options)
				}
			}
			if name == "wildcard-no-ptr" && len(a.Legs[0].Unproven) == 0 {
				t.Error("no candidates are listed")
			}
		})
	}
}

// TestRemarksNameWhatDiffers wants one line for each of these.
func TestRemarksNameWhatDiffers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"stale-listener", "round-robin-differs", "ipv6-differs", "incomplete-chain-sni-only", "swapped-hosts", "sni-map-broken"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, a := advised(t, name)
			want := name
			if name == "sni-map-broken" {
				want = "sni-broken"
			}
			if !slices.ContainsFunc(a.Remarks, func(l advice.Line) bool { return l.Code == want }) {
				t.Errorf("remarks %+v", a.Remarks)
			}
		})
	}
	t.Run("healthy", func(t *testing.T) {
		t.Parallel()
		_, _, a := advised(t, "healthy")
		if len(a.Remarks) != 0 {
			t.Errorf("remarks %+v", a.Remarks)
		}
	})
}

// TestSurveysAreHarmless looks at every broken certificate and handshake of the
// lab: no login, no more connections than agreed (advised checks both), an end
// in time, and no advice where the scenario knows no way out.
func TestSurveysAreHarmless(t *testing.T) {
	t.Parallel()
	for _, sc := range scenario.All() {
		if sc.Right != nil || sc.Group != scenario.Certificates && sc.Group != scenario.TLS {
			continue
		}
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			_, _, a := advised(t, sc.Name)
			for _, l := range a.Legs {
				if sc.Expect.Exit == 0 && !l.Reaches {
					t.Errorf("%s: Gmail would reach the login, the survey says %v", l.Leg, l.Codes)
				}
				if sc.Expect.Exit == 1 && slices.Contains(sc.Expect.NoLogin, string(l.Leg)) && (l.Reaches || len(l.Options) > 0) {
					t.Errorf("%s: reaches %v, options %+v", l.Leg, l.Reaches, l.Options)
				}
			}
		})
	}
}
