package daemons

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestForeignMailIsSafe: 20,000 messages of somebody else's, 20 round trips, 5 of
// them killed at a random moment: every message still there under its UIDL, no
// file of it touched, and nothing new but the letters of the killed runs.
func TestForeignMailIsSafe(t *testing.T) {
	t.Parallel()
	const others, trips, kills = 20000, 20, 5
	s := newStack(t, realmail.Options{})
	if err := s.Fill("info", others); err != nil {
		t.Fatal(err)
	}
	before, files := s.UIDLs(t, "info"), s.Files(t, "info")
	if len(before) != others || len(files) != others {
		t.Fatalf("%d UIDLs, %d files, want %d", len(before), len(files), others)
	}
	whole := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995"}
	first := whole.run(t) // also shows how long a trip takes
	first.want(t, 0)
	t.Logf("a round trip beside %d messages took %s", others, first.took)

	killed := map[int]bool{}
	for _, i := range rand.Perm(trips - 1)[:kills] {
		killed[i] = true
	}
	for i := range trips - 1 {
		if !killed[i] {
			whole.run(t).want(t, 0)
			continue
		}
		// A trip that was over before its moment came was not killed: sooner.
		for limit, dead := first.took, false; !dead; limit = limit * 3 / 4 {
			if limit < time.Millisecond {
				t.Fatalf("trip %d always ends before it can be killed", i)
			}
			after := time.Duration(rand.Int64N(int64(limit)))
			dead = whole.kill(t, after)
			t.Logf("trip %d, SIGKILL after %s: killed %v", i, after, dead)
		}
	}

	// A letter of a killed trip may still be on its way into the mailbox.
	after, now := s.UIDLs(t, "info"), s.Files(t, "info")
	for end := time.Now().Add(2 * time.Minute); len(after) != len(now) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		after, now = s.UIDLs(t, "info"), s.Files(t, "info")
	}
	for _, uidl := range before {
		if _, found := slices.BinarySearch(after, uidl); !found {
			t.Errorf("UIDL %s is gone", uidl)
		}
	}
	for name, size := range files {
		if now[name] != size {
			t.Errorf("message %s had %d bytes and has %d", name, size, now[name])
		}
	}
	// What a killed run could not take away is its own letter.
	extra := maps.Clone(now)
	maps.DeleteFunc(extra, func(name string, _ int64) bool { _, old := files[name]; return old })
	if len(extra) > kills || len(after) != others+len(extra) {
		t.Errorf("%d UIDLs and %d new messages after %d killed trips", len(after), len(extra), kills)
	}
	if len(extra) == 0 {
		return
	}
	for _, text := range s.Messages(t, "info", slices.Collect(maps.Keys(extra))...) {
		if !strings.Contains(text, "\nX-Harness-Letter: v1; ") {
			t.Errorf("a new message that is no letter of ours:\n%s", text)
		}
	}
}

// kill starts the trip and sends it SIGKILL, and tells whether that ended it.
func (tr trip) kill(t *testing.T, after time.Duration) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := tr.command(ctx)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Signal(syscall.SIGKILL)
	_ = cmd.Wait()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}
