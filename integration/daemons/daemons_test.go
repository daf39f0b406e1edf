// Package daemons runs the program against Postfix, Dovecot, stunnel and NSD, as
// the person at the keyboard does: the binary, its flags, its output, its exit
// code; and reads in the servers' logs what really arrived there.
package daemons

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
	"harness/internal/together"
)

// binary is the program under test, built once by TestMain.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "harness-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }()
		binary = filepath.Join(dir, "harness")
		cmd := exec.Command("go", "build", "-o", binary, "../../cmd/harness")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // static, as it is released
		if out, err := cmd.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
			return 1
		}
		return together.Wait(m).Run()
	}())
}

// passwords of the accounts; each unlike anything else that is printed.
var passwords = map[string]string{"info": "Qx7-geheim+&=Wort.91", "other": "Zp3-anderes%Wort!58"}

// trip is one run of "harness roundtrip", or of another command on the same account.
type trip struct {
	stack *realmail.Stack
	verb  string   // "" is roundtrip
	user  string   // local part; "" is info
	smtp  string   // HOST:PORT as typed
	pop   string   //
	args  []string // further flags
	env   []string // further variables
	alone bool     // without the stack's --connect-to
}

// outcome is what the person, or the pipeline, got.
type outcome struct {
	stdout, stderr string
	code           int
	took           time.Duration
}

func (tr trip) command(ctx context.Context) *exec.Cmd {
	if tr.user == "" {
		tr.user = "info"
	}
	// Nothing answers at the resolver: with --connect-to none is needed, and no
	// question leaves the machine.
	if tr.verb == "" {
		tr.verb = "roundtrip"
	}
	args := []string{tr.verb, "--user", tr.user + "@" + tr.stack.Domain, "--ca-file", tr.stack.CAFile,
		"--resolver", "127.0.0.1:9", "--wait", "60s", "--timeout", "60s"}
	if tr.verb != "clean" { // the verdict is what most rows are about; what harms is asked for by name
		args = append(args, "--fail-on", "any")
	}
	if tr.smtp != "" {
		args = append(args, "--smtp", tr.smtp)
	}
	if tr.pop != "" {
		args = append(args, "--pop", tr.pop)
	}
	if !tr.alone {
		for _, to := range tr.stack.ConnectTo("") {
			args = append(args, "--connect-to", to)
		}
	}
	cmd := exec.CommandContext(ctx, binary, append(args, tr.args...)...)
	cmd.Env = append([]string{"LANG=C", "HARNESS_PASSWORD=" + passwords[tr.user]}, tr.env...)
	cmd.WaitDelay = time.Minute
	return cmd
}

// run makes the trip and looks for secrets in all that came out.
func (tr trip) run(t *testing.T) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := tr.command(ctx)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	got := outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode(), time.Since(began)}
	noSecrets(t, got.stdout+got.stderr)
	return got
}

// noSecrets fails if a password is in text, plain or in a base64 that covers it.
func noSecrets(t *testing.T, text string) {
	t.Helper()
	for user, password := range passwords {
		for _, secret := range hides(password) {
			if strings.Contains(text, secret) {
				t.Errorf("the output shows the password of %s as %q:\n%s", user, secret, text)
			}
		}
	}
}

// hides lists how a password may show: as it is, in JSON, and in base64 at each
// of the three offsets, without the characters that depend on the neighbours.
func hides(password string) []string {
	quoted, err := json.Marshal(password)
	if err != nil {
		panic(err) // a string
	}
	list := []string{password, string(quoted[1 : len(quoted)-1])}
	for lead := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", lead) + password))
		from, to := (lead*8+5)/6, (lead+len(password))*8/6
		list = append(list, text[from:to])
	}
	return list
}

func (o outcome) want(t *testing.T, code int, texts ...string) {
	t.Helper()
	if o.code != code {
		t.Errorf("exit %d, want %d", o.code, code)
	}
	for _, text := range texts {
		if !strings.Contains(o.stdout, text) {
			t.Errorf("the output lacks %q", text)
		}
	}
	if t.Failed() {
		t.Logf("stdout:\n%s\nstderr:\n%s", o.stdout, o.stderr)
	}
}

// shape is the part of the JSON output that the tests read.
type shape struct {
	Outcome string `json:"outcome"`
	Exit    int    `json:"exit"`
	Legs    []struct {
		Leg      string   `json:"leg"`
		Host     string   `json:"host"`
		Port     int      `json:"port"`
		Security string   `json:"security"`
		Outcome  string   `json:"outcome"`
		Codes    []string `json:"codes"`
		Gmail    []struct {
			Text string `json:"text"`
		} `json:"gmail"`
	} `json:"legs"`
}

func (o outcome) json(t *testing.T) shape {
	t.Helper()
	var got shape
	if err := json.Unmarshal([]byte(o.stdout), &got); err != nil {
		t.Fatalf("not JSON: %v\n%s%s", err, o.stdout, o.stderr)
	}
	return got
}

// newStack starts the daemons for two users.
func newStack(t *testing.T, opt realmail.Options) *realmail.Stack {
	t.Helper()
	opt.Users = passwords
	return realmail.ForTest(t, opt)
}

// TestSecretsAreFound: the search above can fail.
func TestSecretsAreFound(t *testing.T) {
	t.Parallel()
	password := passwords["info"]
	for _, shown := range []string{
		"PASS " + password,
		base64.StdEncoding.EncodeToString([]byte(password)),
		base64.StdEncoding.EncodeToString([]byte("\x00info@customer.test\x00" + password)),
		base64.StdEncoding.EncodeToString([]byte("\x00a@customer.test\x00" + password)),
		base64.StdEncoding.EncodeToString([]byte("\x00ab@customer.test\x00" + password)),
		fmt.Sprintf(`{"password":%q}`, password),
	} {
		if !slices.ContainsFunc(hides(password), func(s string) bool { return strings.Contains(shown, s) }) {
			t.Errorf("not found in %q", shown)
		}
	}
}
