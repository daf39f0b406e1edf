//go:build unix

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// interrupt starts the program on a scenario, sends a signal once the letter
// was accepted, and gives the exit code, what was said from then on, and how
// long the end took.
func interrupt(t *testing.T, sig os.Signal, name string) (code int, said string, took time.Duration) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "roundtrip", "--lab", name, "--wait", "24h", "-v")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(5*time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	lines, rest := bufio.NewScanner(stderr), strings.Builder{}
	var sent time.Time
	for lines.Scan() {
		if !sent.IsZero() {
			rest.WriteString(lines.Text() + "\n")
		}
		if sent.IsZero() && strings.HasPrefix(lines.Text(), "<~ 250 ") && strings.Contains(lines.Text(), "queued") {
			sent = time.Now()
			cmd.Process.Signal(sig)
		}
	}
	cmd.Wait()
	if sent.IsZero() {
		t.Fatalf("the letter was never accepted\n%s", stdout.Bytes())
	}
	return cmd.ProcessState.ExitCode(), rest.String() + stdout.String(), time.Since(sent)
}

// Interrupted after the letter was accepted: one short look for it, and where
// it cannot be found, the program says that it may still arrive.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		sig  os.Signal
		code int
		left bool
	}{
		{"letter-never", os.Interrupt, 130, true},
		{"letter-never", syscall.SIGTERM, 143, true},
		{"letter-late", os.Interrupt, 130, false},
	} {
		t.Run(c.name+c.sig.String(), func(t *testing.T) {
			t.Parallel()
			code, said, took := interrupt(t, c.sig, c.name)
			if code != c.code {
				t.Errorf("exit %d, want %d", code, c.code)
			}
			t.Logf("the end took %v", took)
			if left := strings.Contains(said, "the letter may still arrive"); left != c.left {
				t.Errorf("left behind: %v, want %v\n%s", left, c.left, said)
			}
			if !c.left && !strings.Contains(said, "~> DELE") {
				t.Errorf("the letter was not deleted\n%s", said)
			}
		})
	}
}
