package job_test

import (
	"context"
	"net/netip"
	"slices"
	"testing"
	"time"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/render"
)

// open stands a scenario up.
func open(t *testing.T, name string) *job.Lab {
	t.Helper()
	sc, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	lab, err := job.OpenLab(ctx, sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	return lab
}

// A host whose reverse name, certificate and banner all point to somebody
// else's domain gets the password only if the person named it.
func TestAStrangerNeverGetsThePassword(t *testing.T) {
	t.Parallel()
	no := func(job.Question) bool { return false }
	yes := func(job.Question) bool { return true }
	for _, test := range []struct {
		name  string
		prove []string
		agree job.Agree
		gets  bool
	}{
		{"nobody is there to be asked", nil, nil, false},
		{"refused", nil, no, false},
		{"another host agreed to", []string{"mail.other.test"}, no, false},
		{"named", []string{"mail.evil.test"}, nil, true},
		{"agreed to", nil, yes, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			lab := open(t, "evil-ptr")
			env := lab.Env
			env.Closed, env.Agreed = false, nil // nothing is agreed to beforehand
			var asked []job.Question
			agree := test.agree
			if agree != nil {
				agree = func(q job.Question) bool { asked = append(asked, q); return test.agree(q) }
			}
			s, err := job.Resolve(t.Context(), job.Request{Env: env, Tries: 2, Prove: test.prove})
			if err != nil {
				t.Fatal(err)
			}
			d, err := job.Run(t.Context(), s, agree)
			if err != nil {
				t.Fatal(err)
			}
			got := false
			for _, v := range lab.Events() {
				got = got || v.Secret
			}
			if got != test.gets || (d.After != nil) != test.gets {
				t.Errorf("the password was sent: %v; after: %v", got, d.After != nil)
			}
			if !test.gets && !slices.Contains(d.Asks, "mail.evil.test") {
				t.Errorf("asks %q", d.Asks)
			}
			for _, q := range asked {
				if q.Host != "mail.evil.test" || q.Address != lab.Account.Address || !slices.ContainsFunc(q.Addrs, netip.Addr.IsValid) {
					t.Errorf("asked %+v", q)
				}
			}
			if wanted := agree != nil; wanted != (len(asked) > 0) {
				t.Errorf("asked %v times", len(asked))
			}
		})
	}
	t.Run("the lab's consent is for its right names", func(t *testing.T) {
		t.Parallel()
		lab := open(t, "evil-ptr")
		s, err := job.Resolve(t.Context(), job.Request{Env: lab.Env, Tries: 2})
		if err != nil {
			t.Fatal(err)
		}
		d, err := job.Run(t.Context(), s, yes)
		if err != nil || d.After != nil || render.ExitCode(d.Outcome) != 1 {
			t.Errorf("%v, after %+v, exit %d", err, d.After, render.ExitCode(d.Outcome))
		}
	})
}
