package daemons

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestCleanAfterKills: round trips and cleanings, four at once on one mailbox, are
// killed at random moments while another client of the mailbox deletes mail. Then
// clean finds every letter that they left and removes it, and each foreign
// message that nobody else deleted is there, as it was.
func TestCleanAfterKills(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		kind realmail.Kind
		pop  string
	}{{"Postfix and Dovecot", "", "pop.customer.test:995"}, {"Exim and Courier", realmail.EximCourier, "pop.customer.test:995"}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, realmail.Options{Kind: c.kind})
			if err := s.Fill("info", foreign); err != nil {
				t.Fatal(err)
			}
			files := s.Files(t, "info")
			if len(files) != foreign {
				t.Fatalf("%d files", len(files))
			}
			one := trip{stack: s, smtp: "smtp.customer.test:587", pop: c.pop}
			first := one.run(t)
			first.want(t, 0)
			doomed := killAll(t, one, files, first.took)

			left := 0
			sweep := one
			sweep.verb, sweep.smtp = "clean", ""
			sweep.args = []string{"--delete", "--most", "100000", "--json"}
			// Letters of killed trips may still be on their way into the mailbox.
			for quiet, end := 0, time.Now().Add(5*time.Minute); quiet < 3 && time.Now().Before(end); time.Sleep(300 * time.Millisecond) {
				got := sweep.run(t)
				got.want(t, 0)
				n := strings.Count(got.stdout, `"fate": "removed"`)
				left += n
				if quiet++; n > 0 {
					quiet = 0
				}
			}
			now := s.Files(t, "info")
			for name, size := range files {
				if _, gone := doomed[name]; !gone && now[name] != size {
					t.Errorf("message %s had %d bytes and has %d", name, size, now[name])
				}
			}
			for name := range now {
				if _, old := files[name]; !old {
					t.Errorf("%s is left:\n%s", name, s.Messages(t, "info", name)[0])
				}
			}
			t.Logf("%d kills beside %d foreign messages, of which another client deleted %d: %d letters left and removed, %d foreign messages as they were",
				kills, foreign, len(doomed), left, foreign-len(doomed))
		})
	}
}

// killAll kills runs at random moments, four at a time, while another client
// deletes a tenth of the messages, which it gives.
func killAll(t *testing.T, one trip, files map[string]int64, took time.Duration) map[string]bool {
	t.Helper()
	doomed := map[string]bool{}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := 0; i < len(names); i += 10 {
		doomed[names[i]] = true
	}
	var killed, runs atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for killed.Load() < kills {
				run := one
				if n := runs.Add(1); n%5 == 0 {
					run.verb, run.smtp, run.args = "clean", "", []string{"--delete"}
				} else if n > 40*kills {
					t.Error("the runs end before they can be killed")
					return
				}
				if run.kill(t, time.Duration(rand.Int64N(int64(took)))) {
					killed.Add(1)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for name := range doomed {
			found, err := filepath.Glob(filepath.Join(one.stack.Maildir("info"), "[cn]*", name+"*"))
			if err == nil && len(found) == 1 {
				err = os.Remove(found[0])
			}
			if err != nil {
				t.Error(err)
			}
			time.Sleep(time.Millisecond)
		}
	}()
	all.Wait()
	<-done
	return doomed
}
