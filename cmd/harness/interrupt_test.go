//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// standing starts the program with a standard input that stays open.
func standing(t *testing.T, args ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd, stderr = exec.Command(self, args...), &bytes.Buffer{}
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stderr = stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	return cmd, stderr
}

// TestInterruptedAtOnce: whatever file blocks, a signal ends the program: where
// nothing has to be tidied up, there is nothing to wait for. It ends, or the test
// ends by its own limit.
func TestInterruptedAtOnce(t *testing.T) {
	t.Parallel()
	account := []string{"roundtrip", "--user", "info@customer.test", "--smtp", "127.0.0.1:1", "--pop", "127.0.0.1:1", "--pop-security", "ssl"}
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte("geheim-7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(more ...string) []string { return append(append([]string{}, account...), more...) }
	for name, args := range map[string][]string{
		"password file":  with("--password-file", "FIFO"),
		"smtp password":  with("--smtp-password-file", "FIFO"),
		"password stdin": with("--password-stdin"),
		"account file":   {"roundtrip", "--account", "FIFO"},
		"account stdin":  {"roundtrip", "--account", "-"},
		"roots":          with("--roots", "FIFO"),
		"ca file":        with("--ca-file", "FIFO"),
		"said":           {"diagnose", "--said", "FIFO"},
		"mail":           {"diagnose", "info@customer.test", "--mail", "FIFO"},
		"hosts":          {"diagnose", "--hosts", "FIFO"},
		"saved":          {"diagnose", "--offline-report", "FIFO"},
		"ticket":         {"ticket", "FIFO"},
		"chain":          {"cert", "--chain", "FIFO"},
		"explain":        {"explain", "FIFO"},
		"explain stdin":  {"explain", "-"},
		"profile":        {"profile", "check", "FIFO"},
		"leaving":        {"leaving", "FIFO"},
		"leaving stdin":  {"leaving", "-"},
		"quota":          {"leaving", "--quota", "FIFO", "/dev/null"},
		"google":         {"leaving", "--google-ranges", "FIFO", "/dev/null"},
		"leaving's host": {"leaving", "--profile", "FIFO", "/dev/null"},
		"pop password":   with("--smtp-password-file", secret, "--pop-password-file", "FIFO"),
		"imap password": {"roundtrip", "--user", "info@customer.test", "--as", "thunderbird", "--smtp", "127.0.0.1:1", "--smtp-security", "tls",
			"--smtp-password-file", secret, "--imap", "127.0.0.1:1", "--imap-security", "ssl", "--imap-password-file", "FIFO"},
		"lab file":       {"roundtrip", "--lab", "./FIFO"},
		"lab show":       {"lab", "show", "./FIFO"},
		"lab serve":      {"lab", "serve", "./FIFO"},
		"lab check":      {"lab", "check", "--known", "FIFO", "healthy", "--", "true"},
		"lab from":       {"lab", "from", "FIFO"},
		"save":           {"roundtrip", "--lab", "healthy", "--save", "FIFO"},
		"output":         {"roundtrip", "--lab", "healthy", "--output", "json=FIFO"},
		"diagnose saves": {"diagnose", "--lab", "healthy", "--save", "FIFO"},
		"diagnose host":  {"diagnose", "--profile", "FIFO", "info@customer.test"},
		"ticket's host":  {"ticket", "--profile", "FIFO", "/dev/null"},
		"ticket stdin":   {"ticket"},
		"clean":          {"clean", "--user", "info@customer.test", "--pop", "127.0.0.1:1", "--pop-security", "ssl", "--password-file", "FIFO"},
		"clean account":  {"clean", "--account", "FIFO"},
		"targets":        {"sweep", "FIFO"},
		"targets stdin":  {"sweep", "-"},
		"secrets":        {"sweep", "--secrets", "FIFO", "/dev/null"},
		"journal":        {"sweep", "--journal", "FIFO", "/dev/null"},
		"baseline":       {"sweep", "--baseline", "FIFO", "/dev/null"},
		"known":          {"sweep", "--known", "FIFO", "/dev/null"},
		"merge":          {"merge", "FIFO"},
		"merge known":    {"merge", "--known", "FIFO", "/dev/null"},
		"merge baseline": {"merge", "--baseline", "FIFO", "/dev/null"},
		"mobileconfig":   {"autoconfig", "--mobileconfig", "FIFO", "customer.test"},
		"exporter":       {"exporter", "--targets", "FIFO", "--listen", "127.0.0.1:0"},
		"desk's host":    {"desk", "--listen", "127.0.0.1:0", "--profile", "FIFO"},
		"desk results":   {"desk", "--listen", "127.0.0.1:0", "--results", "FIFO"},
		"desk baseline":  {"desk", "--listen", "127.0.0.1:0", "--results", "/dev/null", "--baseline", "FIFO"},
		"desk cert":      {"desk", "--listen", "127.0.0.1:0", "--tls-cert", "FIFO", "--tls-key", "FIFO"},
		"desk token":     {"desk", "--listen", "127.0.0.1:0", "--token-file", "FIFO"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fifo := filepath.Join(t.TempDir(), "fifo")
			if err := syscall.Mkfifo(fifo, 0o600); err != nil {
				t.Fatal(err)
			}
			for i := range args {
				args[i] = strings.ReplaceAll(strings.ReplaceAll(args[i], "./FIFO", fifo), "FIFO", fifo)
			}
			cmd, stderr := standing(t, args...)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			// The program may not have come to its handler yet: then the signal ends
			// it by itself. Either way it ends, and not by our hand.
			limit := time.After(5 * time.Minute)
			again := time.NewTicker(500 * time.Millisecond)
			defer again.Stop()
			var began time.Time
			for {
				select {
				case <-again.C:
					if began.IsZero() {
						began = time.Now()
						cmd.Process.Signal(syscall.SIGTERM)
					}
				case <-ended:
					if began.IsZero() {
						t.Fatalf("it ended by itself: %s", stderr)
					}
					if code := cmd.ProcessState.ExitCode(); code != 143 && code != -1 {
						t.Errorf("exit %d: %s", code, stderr)
					}
					t.Logf("it took %v", time.Since(began).Round(time.Millisecond))
					return
				case <-limit:
					cmd.Process.Kill()
					<-ended
					t.Fatalf("it did not end: %s", stderr)
				}
			}
		})
	}
}

// TestFirstSignalWhereOnlyAFileIsWaitedFor: it ends the program there and then.
func TestFirstSignalWhereOnlyAFileIsWaitedFor(t *testing.T) {
	t.Parallel()
	left, opened, never := make(chan int, 1), make(chan bool), make(chan bool)
	i := &interruption{limit: time.Hour, stop: func() {}, say: func() {}, exit: func(code int) { left <- code }}
	defer i.watch()()
	ended := make(chan bool)
	go func() {
		defer close(ended)
		_, _ = blocking(&app{interrupt: i}, func() (bool, error) { close(opened); return <-never, nil })
	}()
	<-opened
	i.signals <- syscall.SIGTERM
	if code := <-left; code != 143 {
		t.Errorf("exit %d", code)
	}
	close(never)
	<-ended
}

// TestSecondSignal: the second signal ends what the first would have waited for.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	left := make(chan int, 1)
	i := &interruption{limit: time.Hour, stop: func() {}, say: func() {}, exit: func(code int) { left <- code }}
	defer i.watch()()
	i.signals <- os.Interrupt
	i.signals <- os.Interrupt
	if code := <-left; code != 130 {
		t.Errorf("exit %d", code)
	}
}
