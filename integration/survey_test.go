package integration

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/client/survey"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// surveyor stands a scenario up and prepares a survey of it.
func surveyor(t *testing.T, name string, full bool) (*fixtures.Lab, *survey.Surveyor, *atomic.Int32) {
	t.Helper()
	sc, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return surveyorOf(t, sc, full)
}

func surveyorOf(t *testing.T, sc scenario.Scenario, full bool) (*fixtures.Lab, *survey.Surveyor, *atomic.Int32) {
	t.Helper()
	lab, err := fixtures.Start(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	var now, most atomic.Int32
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := lab.Dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		return &counted{Conn: conn, now: &now}, nil
	}
	return lab, survey.New(survey.Config{Full: full, Options: client.Options{
		Persona: persona.Usual(lab.Account.Over), Roots: roots, Resolver: lab.Resolver, Dial: dial, Via: evidence.ViaLab, Lookup: names(lab), Timeout: sc.Step,
	}}), &most
}

type counted struct {
	net.Conn
	now  *atomic.Int32
	gone atomic.Bool
}

func (c *counted) Close() error {
	if c.gone.CompareAndSwap(false, true) {
		c.now.Add(-1)
	}
	return c.Conn.Close()
}

func typed(l *fixtures.Lab) []survey.Host {
	smtp, pop := l.Account.SMTP, l.Account.POP
	return []survey.Host{
		{Name: smtp.Host, Part: evidence.TypedHost, Listen: []evidence.Listener{{Proto: evidence.SMTP, Port: smtp.Port, Security: smtp.Security}}},
		{Name: pop.Host, Part: evidence.TypedHost, Listen: []evidence.Listener{{Proto: evidence.POP3, Port: pop.Port, Security: pop.Security}}},
	}
}

func TestSurveySeesWithoutLogin(t *testing.T) {
	t.Parallel()
	lab, s, most := surveyor(t, "gmo-shared", false)
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	plan := s.Plan(ctx, typed(lab)...)
	s.Look(ctx, typed(lab)...)
	got := s.Survey()
	perAddr, seen := map[string]int{}, map[string]bool{}
	for _, one := range got.Sessions {
		perAddr[one.Addr.Addr().String()]++
		key := fmt.Sprint(one.Proto, one.Port)
		if st := one.Step(evidence.StageTLS); st != nil && st.TLS != nil && st.TLS.Done {
			seen[key+" "+st.TLS.SNI] = true
		}
		if one.Purpose != evidence.ToSurvey {
			t.Errorf("purpose %q", one.Purpose)
		}
	}
	for _, want := range []string{
		"smtp587 smtp.nippon-kigyou.test", "smtp587 ", "smtp465 smtp.nippon-kigyou.test", "smtp25 smtp.nippon-kigyou.test",
		"pop3995 pop.nippon-kigyou.test", "pop3995 ", "pop3110 pop.nippon-kigyou.test",
	} {
		if !seen[want] {
			t.Errorf("no handshake seen: %q; seen %v", want, seen)
		}
	}
	for a, n := range perAddr {
		if n > 12 {
			t.Errorf("%s: %d connections, 12 allowed", a, n)
		}
	}
	if n := most.Load(); n > 3 {
		t.Errorf("%d connections at once, 3 allowed", n)
	}
	if len(plan) == 0 || len(plan) < len(got.Sessions) {
		t.Errorf("dry run lists %d connections, %d were made: %q", len(plan), len(got.Sessions), plan)
	}
	for _, v := range lab.Events() {
		if v.Login || v.Secret {
			t.Errorf("a login at %s: %v", v.Addr, v.Commands)
		}
	}
	ptr := false
	for _, a := range got.DNS {
		for _, r := range a.Records {
			ptr = ptr || a.Type == "PTR" && r.Data == "pop-05.gmoserver.test."
		}
	}
	if !ptr {
		t.Errorf("no reverse name in %+v", got.DNS)
	}
}

// TestSurveyIsPolite counts connections at the lab's network: closed ports are
// tried once, an address that has had enough is left alone, and the bound of
// the full survey is higher and holds.
func TestSurveyIsPolite(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		full bool
		most int
		skip evidence.SkipReason // "" none
	}{
		{"swapped-hosts", false, 12, evidence.SkipLimit},
		{"healthy", false, 12, evidence.SkipLimit},
		{"healthy", true, 32, ""},
		{"421-too-many", false, 12, evidence.SkipBusy},
		{"connect-timeout", true, 32, ""},
	} {
		t.Run(fmt.Sprint(test.name, test.full), func(t *testing.T) {
			t.Parallel()
			lab, s, most := surveyor(t, test.name, test.full)
			ctx, cancel := context.WithTimeout(t.Context(), hang)
			defer cancel()
			s.Look(ctx, typed(lab)...)
			got := s.Survey()
			perAddr, refused := map[netip.Addr]int{}, map[netip.AddrPort]int{}
			for _, one := range got.Sessions {
				perAddr[one.Addr.Addr()]++
				if st := one.Step(evidence.StageConnect); st != nil && st.Trouble != nil && st.Trouble.Kind == evidence.Refused {
					refused[one.Addr]++
				}
			}
			for a, n := range perAddr {
				if n > test.most {
					t.Errorf("%s: %d connections, %d allowed", a, n, test.most)
				}
			}
			for at, n := range refused {
				if n > 1 {
					t.Errorf("%s: a closed port was tried %d times", at, n)
				}
			}
			if test.name == "healthy" && test.full && len(got.Sessions) <= 10 {
				t.Errorf("a full survey of %d sessions", len(got.Sessions))
			}
			if n := most.Load(); n > 3 {
				t.Errorf("%d connections at once, 3 allowed", n)
			}
			found := test.skip == ""
			for _, sk := range got.Skipped {
				found = found || sk.Why == test.skip
			}
			if !found {
				t.Errorf("skipped %+v, want %s", got.Skipped, test.skip)
			}
		})
	}
}

// TestSurveyLeavesTheSilentAlone: an address that answers nowhere is given up,
// one with a single silent port is not.
func TestSurveyLeavesTheSilentAlone(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	hole := scenario.Port{Speaks: scenario.BlackHole}
	sc.Hosts[0].Ports = map[uint16]scenario.Port{25: hole, 110: hole, 143: hole, 465: hole, 587: hole, 993: hole, 995: hole}
	sc.Step = time.Second // nothing answers
	lab, s, _ := surveyorOf(t, sc, false)
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	s.Look(ctx, typed(lab)...)
	got := s.Survey()
	if n := len(got.Sessions); n < 2 || n > 3 {
		t.Errorf("%d connections were tried", n)
	}
	if len(got.Skipped) == 0 || got.Skipped[0].Why != evidence.SkipSilent {
		t.Errorf("skipped %+v", got.Skipped)
	}
}

// TestSurveyEndsWithItsContext: an interrupted survey ends at once.
func TestSurveyEndsWithItsContext(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("handshake-stall")
	if err != nil {
		t.Fatal(err)
	}
	sc.Step = 24 * time.Hour // only the interruption ends it before the test's own time-out
	lab, s, _ := surveyorOf(t, sc, true)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	s.Look(ctx, typed(lab)...)
	if ctx.Err() == nil {
		t.Error("nothing stalled: the survey was over before its context")
	}
}
