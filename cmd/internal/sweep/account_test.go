package sweep

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/job"
	"harness/fixtures/dnsd"
	"harness/verify/report"
)

// people is a list of accounts on servers, every nth with a stale password.
func people(servers, accounts, stale int) (dnsd.Zone, string) {
	var zone dnsd.Zone
	for i := range servers {
		zone.Records = append(zone.Records, fmt.Sprintf("mail%d.host.test. A %s", i, addr(i)))
	}
	var list strings.Builder
	list.WriteString("address,smtp,pop,password\n")
	for i := range accounts {
		password := farmPassword
		if stale > 0 && i%stale == 0 {
			password = "stale"
		}
		fmt.Fprintf(&list, "u%d@d%d.test,mail%d.host.test:465,mail%d.host.test,%s\n", i, i, i%servers, i%servers, password)
	}
	return zone, list.String()
}

// Each account logs in on both legs, or has its letter back and gone again.
func TestAccounts(t *testing.T) {
	t.Parallel()
	for _, mode := range []Mode{Login, RoundTrip} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			zone, list := people(4, 24, 0)
			f := newFarm(t, zone, "*.host.test")
			got, s := sweepOf(t, t.Context(), Config{Env: f.env, Mode: mode}, list)
			if len(got) != 24 || s.Counts[report.Works] != 24 {
				t.Fatalf("%v %v", s.Counts, s.Causes)
			}
			for user, box := range f.boxes {
				if len(box) > 0 {
					t.Errorf("%s: %d letters left", user, len(box))
				}
			}
			if want := map[Mode]int{RoundTrip: 24}[mode]; f.letters != want {
				t.Errorf("%d letters, want %d", f.letters, want)
			}
			for at, n := range f.most {
				if n > 3 {
					t.Errorf("%s: %d connections at a time", at, n)
				}
			}
		})
	}
}

// No password stands in a result or in the journal, a server that repeats it included.
func TestPasswordsAreNotKept(t *testing.T) {
	t.Parallel()
	const secret = "n0t-the-right-0ne"
	zone, list := people(2, 6, 2) // all stale ones on the first server
	list = strings.ReplaceAll(list, ",stale\n", ","+secret+"\n")
	f := newFarm(t, zone, "*.host.test")
	f.policy[addr(0)] = func(int) string { return "echo" }
	name := filepath.Join(t.TempDir(), "journal")
	journal, err := OpenJournal(name)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := sweepOf(t, t.Context(), Config{Env: f.env, Mode: Login, Journal: journal}, list)
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, one := range got {
		if one.Refused {
			refused++
		}
		data, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, data...)
	}
	for _, password := range []string{secret, farmPassword} {
		if strings.Contains(string(kept), password) {
			t.Errorf("%q is kept", password)
		}
	}
	if refused != 3 {
		t.Errorf("%d refused, want 3", refused)
	}
}

// late is a run whose deadline comes by event.
type late struct {
	context.Context
	over <-chan struct{}
}

func (l late) Done() <-chan struct{} { return l.over }

func (l late) Err() error {
	select {
	case <-l.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// An account causes one refused login at most, a server no more than its
// budget; who waits for it ends undecided, and other servers' accounts do not wait.
func TestBudgetOfRefusals(t *testing.T) {
	t.Parallel()
	zone, list := people(2, 24, 4) // all stale ones on the first server
	f := newFarm(t, zone, "*.host.test")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute) // only a hang takes so long
	defer cancel()
	others, spent := 0, 0
	end := func(one *report.Target) error { // when nobody is left but those who wait for the budget
		if !strings.Contains(lineOf(list, one.Target), "mail0.") {
			others++
		}
		if one.Refused {
			spent++
		}
		if others == 12 && spent == 2 {
			cancel()
		}
		return nil
	}
	name := filepath.Join(t.TempDir(), "journal")
	journal, err := OpenJournal(name)
	if err != nil {
		t.Fatal(err)
	}
	got, s := sweepOf(t, late{context.WithoutCancel(ctx), ctx.Done()}, Config{Env: f.env, Mode: Login, Manners: Manners{Refused: job.Budget{Count: 2, In: time.Hour}}, Journal: journal, Result: end}, list)
	total := 0
	for user, n := range f.refused {
		if total += n; n > 1 {
			t.Errorf("%s: %d refused logins", user, n)
		}
	}
	if total == 0 || total > 2 || len(got) != 24 {
		t.Errorf("%d refused logins, %d results", total, len(got))
	}
	for target, one := range got {
		first := strings.Contains(lineOf(list, target), "mail0.")
		if !first && one.Outcome != report.Works || first && one.Outcome == report.Broken && !one.Refused {
			t.Errorf("%s: %s %s", target, one.Outcome, one.Cause)
		}
	}
	waited := 0
	for _, c := range s.Causes {
		if c.Name == reasonBudget || c.Name == reasonDeadline {
			waited += c.Count
		}
	}
	if waited == 0 {
		t.Errorf("%v", s.Causes)
	}
	// The next run knows what was refused.
	journal.Close()
	if journal, err = OpenJournal(name); err != nil || len(journal.refusals()) < total {
		t.Errorf("%v: %d refusals in the journal, want %d", err, len(journal.refusals()), total)
	}
}

func lineOf(list, target string) string {
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, target+",") {
			return line
		}
	}
	return ""
}

// A run that is killed again and again gives each account one result.
func TestGoesOn(t *testing.T) {
	t.Parallel()
	const accounts = 32
	zone, list := people(4, accounts, 0)
	f := newFarm(t, zone, "*.host.test")
	name := filepath.Join(t.TempDir(), "journal")
	for kill := 5; ; kill += 8 {
		journal, err := OpenJournal(name)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		cfg := Config{Env: f.env, Mode: RoundTrip, Journal: journal, Result: func(*report.Target) error {
			if n++; n == kill {
				return errors.New("killed") // what comes after is lost
			}
			return nil
		}}
		cfg.Secrets, _ = ReadSecrets(nil, true, nil)
		s, err := New(cfg).Run(ctx, Read(strings.NewReader(list)))
		cancel()
		journal.Close()
		torn, _ := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
		fmt.Fprint(torn, `{"key":"0123","outcome":"wor`)
		torn.Close()
		if err == nil {
			if s.Total != accounts || s.Counts[report.Works] != accounts || s.Resumed == 0 {
				t.Errorf("%+v", s)
			}
			break
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for one, err := range results(bytes.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		seen[one.Target]++
	}
	for target, n := range seen {
		if n != 1 {
			t.Errorf("%s: %d results", target, n)
		}
	}
	if len(seen) != accounts {
		t.Errorf("%d results", len(seen))
	}
}

// While the resolver fails the run pauses and says so; nobody is called broken,
// and once it answers again all is well.
func TestResolverThatFails(t *testing.T) {
	t.Parallel()
	zone, list := shared(40, 40)
	f := newFarm(t, zone, "*.host.test")
	paused := []bool{}
	cfg := Config{Env: f.env, Mode: TLS, Paused: func(p bool) { paused = append(paused, p) }}
	e := New(cfg)
	e.names.paused = time.Now() // as after many failures
	e.lookup.Cache.Pace = e.names.pace
	n := 0
	e.cfg.Result = func(one *report.Target) error {
		if n++; one.Outcome != report.Works {
			t.Errorf("%s: %s %s", one.Target, one.Outcome, one.Cause)
		}
		return nil
	}
	if _, err := e.Run(t.Context(), Read(strings.NewReader(list))); err != nil || n != 40 {
		t.Errorf("%v, %d results", err, n)
	}
	if len(paused) != 1 || paused[0] {
		t.Errorf("said %v", paused)
	}
}
