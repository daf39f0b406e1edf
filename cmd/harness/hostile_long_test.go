//go:build long

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostileSize is what Gmail takes at most.
const hostileSize = 50_000_000

var hostileCommands = []string{"explain -", "ticket --lab gmo-shared -", "diagnose --lab gmo-shared --said -", "diagnose --lab gmo-shared --mail -"}

func hostileTaken(string) bool { return true }

// hostileFigures are what the runs took, of this machine: they decide nothing.
type hostileFigures struct {
	runs            int
	most            time.Duration
	memory          int64 // KiB
	slowest, widest string
}

// run runs a command as a process of its own.
func (f *hostileFigures) run(t *testing.T, name, args string, in io.Reader) (code int, said string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), self, strings.Fields(args)...)
	cmd.Env, cmd.Stdin, cmd.Stderr = append(os.Environ(), asProgram+"=1"), in, &stderr
	_ = cmd.Run() // the exit code says it
	state := cmd.ProcessState
	if state == nil {
		return -1, stderr.String()
	}
	f.runs++
	if took := state.UserTime() + state.SystemTime(); took > f.most {
		f.most, f.slowest = took, name+", "+args
	}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok && usage.Maxrss > f.memory {
		f.memory, f.widest = usage.Maxrss, name+", "+args
	}
	return state.ExitCode(), stderr.String()
}

func (f *hostileFigures) tell(t *testing.T) {
	t.Helper()
	t.Logf("%d runs with %d MB each: at most %d ms of CPU time (%s) and %d MiB (%s)", f.runs, hostileSize/1_000_000, f.most.Milliseconds(), f.slowest, f.memory>>10, f.widest)
}
