package job_test

import (
	"errors"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
)

// TestSpent: after as many refusals as a server may see, none is caused there
// until their time is over.
func TestSpent(t *testing.T) {
	t.Parallel()
	lab := open(t, "healthy")
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	refusals := job.NewRefusals(job.Budget{Count: 2, In: 10 * time.Minute}, func() time.Time { return at })
	try := func(password string) error {
		s, err := job.ResolveTrip(job.Request{Env: lab.Env, Refusals: refusals, Typed: job.Typed{Address: lab.Env.Account.Address}, Passwords: func(string, evidence.LegName) (job.Passwords, error) {
			return job.Passwords{SMTP: account.NewSecret(password), POP: account.NewSecret(password)}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = job.RoundTrip(t.Context(), s)
		return err
	}
	for i, c := range []struct {
		password string
		after    time.Duration
		want     error
	}{
		{"wrong-one", 0, nil}, {scenario.Password, 0, nil}, {"wrong-two", time.Minute, nil}, {scenario.Password, 0, job.ErrSpent}, {"wrong-three", 8 * time.Minute, job.ErrSpent}, {scenario.Password, time.Minute, nil},
	} {
		at = at.Add(c.after)
		if err := try(c.password); !errors.Is(err, c.want) {
			t.Errorf("%d: %v", i, err)
		}
	}
}
