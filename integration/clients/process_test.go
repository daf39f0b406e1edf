package clients

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// processorTime is what a process has used so far, where the system tells it.
func processorTime(t *testing.T, pid int) (time.Duration, bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(text), ") ") // proc(5): the name, in parentheses, may hold anything
	f := strings.Fields(rest)
	if len(f) < 13 {
		t.Fatalf("stat: %q", text)
	}
	var ticks int
	for _, s := range f[11:13] { // utime and stime
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / 100, true // USER_HZ
}

// peak is the most memory that a process has had, where the system tells it.
func peak(t *testing.T, pid int) (kib int, ok bool) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		if runtime.GOOS == "linux" {
			t.Error(err)
		}
		t.Logf("memory not measured: %v", err)
		return 0, false
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			if kib, err = strconv.Atoi(f[1]); err == nil {
				return kib, true
			}
		}
	}
	t.Fatalf("no VmHWM in %s", text)
	return 0, false
}
