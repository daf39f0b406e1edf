package realmail

import (
	"errors"
	"os"
	"os/exec"
	"testing"
)

// ForTest starts a stack that ends with the test. Where the daemons are absent
// the test is skipped, naming them, or fails if HARNESS_REAL is "require".
func ForTest(tb testing.TB, opt Options) *Stack {
	tb.Helper()
	s, err := Start(tb.Context(), opt)
	if err != nil {
		Absent(tb, err)
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if tb.Failed() {
			tb.Log(s.Logs())
		}
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// OldTLSForTest is OldTLS for the time of a test, likewise.
func (s *Stack) OldTLSForTest(tb testing.TB, version string) *Front {
	tb.Helper()
	f, err := s.OldTLS(tb.Context(), version)
	return started(tb, f, err)
}

// NSDForTest is launchNSD for the time of a test, likewise.
func NSDForTest(tb testing.TB, zone string) *NSD {
	tb.Helper()
	n, err := launchNSD(tb.Context(), zone)
	return started(tb, n, err)
}

func started[T interface{ Close() error }](tb testing.TB, daemon T, err error) T {
	tb.Helper()
	if err != nil {
		Absent(tb, err)
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := daemon.Close(); err != nil {
			tb.Error(err)
		}
	})
	return daemon
}

// Tools skips or fails likewise where a command is not on the path.
func Tools(tb testing.TB, names ...string) {
	tb.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			Absent(tb, errors.Join(ErrAbsent, err))
		}
	}
}

// Absent skips, or fails, if err says that something is not on this machine.
func Absent(tb testing.TB, err error) {
	tb.Helper()
	switch {
	case !errors.Is(err, ErrAbsent):
	case os.Getenv("HARNESS_REAL") == "require":
		tb.Fatal("HARNESS_REAL=require: ", err)
	default:
		tb.Skip("real daemons: ", err)
	}
}

// Held skips a test that holds a page made by other people's programs, unless
// HARNESS_REAL is "require": how long those hang, and which version they are of,
// is not ours. What it names is held in CI.
func Held(tb testing.TB, page string) {
	tb.Helper()
	if os.Getenv("HARNESS_REAL") != "require" {
		tb.Skipf("%s is made by other people's clients, and held with HARNESS_REAL=require", page)
	}
}
