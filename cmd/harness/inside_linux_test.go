package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"harness/fixtures"
	"harness/fixtures/scenario"
)

// TestPasswordStaysInside: while a password is in use it stands in no argument and,
// given in a file, in no variable of the process and of what it started; and not in
// what the program says, saves or, brought down in the midst of it, dumps.
func TestPasswordStaysInside(t *testing.T) {
	t.Parallel()
	lab := fixtures.ForTest(t, "letter-never")
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	saved := filepath.Join(dir, "saved.json")
	args := []string{
		"roundtrip", "--user", lab.Account.Address, "--password-file", file("password", scenario.Password+"\n"), "--wait", "24h", "-v",
		"--roots", file("roots.pem", string(lab.RootsPEM)), "--resolver", lab.Resolver.String(), "--save", saved,
		"--smtp", fmt.Sprintf("%s:%d", lab.Account.SMTP.Host, lab.Account.SMTP.Port), "--smtp-security", string(lab.Account.SMTP.Security),
		"--pop", fmt.Sprintf("%s:%d", lab.Account.POP.Host, lab.Account.POP.Port), "--pop-security", string(lab.Account.POP.Security),
	}
	for _, e := range lab.Endpoints() {
		if e.Real.IsValid() {
			args = append(args, "--connect-to", fmt.Sprintf(":%d:%s:%d", e.Addr.Port(), e.Real.Addr(), e.Real.Port()))
		}
	}
	for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGQUIT} {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self, args...)
		cmd.Env = slices.DeleteFunc(append(os.Environ(), asProgram+"=1", "GOTRACEBACK=all"), func(v string) bool { return strings.HasPrefix(v, "HARNESS_PASSWORD") })
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
		var said strings.Builder
		looked := false
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			if !looked && strings.HasPrefix(lines.Text(), "<~ 250 ") && strings.Contains(lines.Text(), "queued") {
				looked = true // both servers were told the password by now
				for _, what := range []string{"cmdline", "environ"} {
					data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", cmd.Process.Pid, what))
					if err != nil || len(data) == 0 {
						t.Fatalf("%s: %v", what, err)
					}
					hidden(t, what, string(data))
				}
				cmd.Process.Signal(end)
			}
		}
		cmd.Wait()
		if !looked {
			t.Fatalf("the letter was never accepted\n%s%s", said.String(), stdout.String())
		}
		if end == syscall.SIGQUIT && !strings.Contains(said.String(), "goroutine ") {
			t.Errorf("no dump\n%s", said.String())
		}
		hidden(t, "what it says", said.String()+stdout.String())
	}
	data, err := os.ReadFile(saved)
	if err != nil || len(data) == 0 {
		t.Fatalf("nothing was saved: %v", err)
	}
	hidden(t, "--save", string(data))
}

// hidden fails where a password stands in a text, or its base64 as AUTH PLAIN has it.
func hidden(t *testing.T, what, text string) {
	t.Helper()
	for pad := range 3 {
		enc := base64.RawStdEncoding.EncodeToString(append(make([]byte, pad), scenario.Password...))
		for _, trace := range []string{scenario.Password, enc[(pad*8+5)/6 : len(enc)-1]} {
			if i := strings.Index(text, trace); i >= 0 {
				t.Fatalf("%s: the password stands there: ...%q", what, text[max(0, i-100):i+len(trace)])
			}
		}
	}
}
