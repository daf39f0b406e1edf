package daemons

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestIMAPAfterKills: beside messages of somebody else's, round trips over IMAP that
// SIGKILL ends at random moments: every file of the others is still there with its
// size, each has its UIDL, and nothing is new but the letters of killed runs, which
// are ours. A whole trip before and after finds its way.
func TestIMAPAfterKills(t *testing.T) {
	t.Parallel()
	for _, f := range fetchers() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, realmail.Options{Kind: f.kind, IMAP: true})
			if err := s.Fill("info", imapForeign); err != nil {
				t.Fatal(err)
			}
			files, began := s.Files(t, "info"), time.Now()
			if len(files) != imapForeign {
				t.Fatalf("%d files, want %d", len(files), imapForeign)
			}
			over := byIMAP(s, "smtp.customer.test:587", "mail.customer.test:993")
			first := over.run(t) // also shows how long a trip takes
			first.want(t, 0)
			for killed := 0; killed < imapKills; {
				if over.kill(t, time.Duration(rand.Int64N(int64(first.took)))) {
					killed++
				}
			}
			over.run(t).want(t, 0)
			extra := untouched(t, s, files)
			t.Logf("%s: %d kills beside %d messages of others: %d letters of ours are left, in %s", f.name, imapKills, imapForeign, extra, time.Since(began).Round(time.Second))
		})
	}
}

// untouched holds a mailbox against the files that it had, and tells how many
// letters of ours came to them.
func untouched(t *testing.T, s *realmail.Stack, files map[string]int64) int {
	t.Helper()
	// A letter of a killed trip may still be on its way into the mailbox.
	uidls, now := s.UIDLs(t, "info"), s.Files(t, "info")
	for end := time.Now().Add(2 * time.Minute); len(uidls) != len(now) && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		uidls, now = s.UIDLs(t, "info"), s.Files(t, "info")
	}
	if len(uidls) != len(now) {
		t.Errorf("%d UIDLs of %d messages", len(uidls), len(now))
	}
	for name, size := range files {
		if now[name] != size {
			t.Errorf("message %s had %d bytes and has %d", name, size, now[name])
		}
	}
	maps.DeleteFunc(now, func(name string, _ int64) bool { _, old := files[name]; return old })
	for name := range now {
		if text := s.Messages(t, "info", name)[0]; !strings.Contains(text, "\nX-Harness-Letter: v1; ") {
			t.Errorf("a new message that is no letter of ours:\n%s", text)
		}
	}
	return len(now)
}
