//go:build fleet

package fleet

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"harness/cmd/internal/job"
	"harness/cmd/internal/sweep"
	"harness/verify/certs/mozilla"
	"harness/verify/report"
)

// planRun is a planned run of so many accounts on one server that nobody reaches.
func planRun(t *testing.T, accounts int, mode sweep.Mode) (*Run, sweep.Config, []sweep.Target) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(time.Minute) {
		t.Fatal("no server")
	}
	conn, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	r, err := Open(conn, "test")
	if err != nil {
		t.Fatal(err)
	}
	cfg := sweep.Config{Env: job.World(mozilla.Roots()), Mode: mode, Now: time.Now}
	if cfg.Secrets, err = sweep.ReadSecrets(nil, false, nil); err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	list.WriteString("address,smtp,pop\n")
	for i := range accounts {
		fmt.Fprintf(&list, "u%d@d.test,198.51.100.1:465,198.51.100.1\n", i)
	}
	var targets []sweep.Target
	for one, err := range sweep.Read(strings.NewReader(list.String())) {
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, one)
	}
	p, err := r.Make(t.Context(), sweep.New(cfg), Plan{Mode: mode, Lease: time.Minute, Manners: sweep.Manners{Refused: job.Budget{Count: 2, In: time.Hour}}}, sweep.Read(strings.NewReader(list.String())), false, nil)
	if err != nil || p.Total != accounts || p.Groups != 1 {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := r.Make(t.Context(), sweep.New(cfg), p, nil, false, nil); !errors.Is(err, ErrPlanned) {
		t.Errorf("planned twice: %v", err)
	}
	return r, cfg, targets
}

// What workers ended with, again and again and without a result, is given up as
// undecided; the rest goes on. A target's first result stays, by the server's rule.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	r, cfg, targets := planRun(t, 300, sweep.Login)
	ctx := t.Context()
	if err := r.put(ctx, r.groupSubject("tries", 0), attempt{N: usualTries}); err != nil {
		t.Fatal(err)
	}
	if err := r.put(ctx, r.begunSubject(0, targets[250].Key()), []string{"198.51.100.1"}); err != nil {
		t.Fatal(err)
	}
	w := &Worker{Run: r, Config: cfg, Groups: 2}
	if err := w.Work(ctx); err != nil {
		t.Fatal(err)
	}
	got := map[string]*report.Target{}
	status, err := r.Collect(ctx, true, func(one *report.Target) error {
		if got[one.Target] != nil {
			t.Errorf("%s has two results", one.Target)
		}
		got[one.Target] = one
		return nil
	})
	if err != nil || !status.Over() || len(got) != len(targets) {
		t.Fatalf("%d results, %+v %v", len(got), status, err)
	}
	for i, one := range targets {
		want := "no-password"
		if i == 250 {
			want = "given-up"
		}
		if have := got[one.Target]; have.Outcome != report.Undecided || have.Cause != want {
			t.Errorf("%s: %s %s, want %s", one.Target, have.Outcome, have.Cause, want)
		}
	}
	if _, err := r.js.Publish(ctx, r.resultSubject(0, 0, targets[0].Key()), []byte("{}")); err == nil {
		t.Error("the server took a second result")
	}
}

// What an earlier worker was refused counts, and what it had begun with, too.
func TestRefusalsAcrossWorkers(t *testing.T) {
	t.Parallel()
	r, cfg, targets := planRun(t, 5, sweep.Login)
	ctx := t.Context()
	w := &Worker{Run: r, Config: cfg}
	var err error
	if w.plan, err = r.Plan(ctx); err != nil {
		t.Fatal(err)
	}
	l := &lease{wait: time.Minute, heard: time.Now()}
	first, err := w.begin(ctx, l, group{Chunks: 1, Size: 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.begun(ctx)(targets[0].Key(), []string{"198.51.100.1"}); err != nil {
		t.Fatal(err)
	}
	if err := first.refuse(ctx)(sweep.Refusal{Server: "198.51.100.1", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	second, err := w.begin(ctx, l, group{Chunks: 1, Size: 5})
	if err != nil {
		t.Fatal(err)
	}
	if len(second.refused) != 2 {
		t.Errorf("%d refusals count, want the one that was noted and the login that was begun: %v", len(second.refused), second.refused)
	}
	stale := &lease{wait: time.Second, heard: time.Now().Add(-time.Hour)}
	_, stop := stale.hold(ctx)
	defer stop()
	second.lease = stale
	if err := second.begun(ctx)(targets[1].Key(), nil); !errors.Is(err, errLost) {
		t.Errorf("a login without a lease: %v", err)
	}
}
