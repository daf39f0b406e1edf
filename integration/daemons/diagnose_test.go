package daemons

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
	"harness/internal/schema"
	"harness/verify/render"
	"harness/verify/report"
)

// diagnose runs the command against a stack and gives its report.
func diagnose(t *testing.T, s *realmail.Stack, password bool, args ...string) (render.DiagnosisForm, int) {
	t.Helper()
	reach := []string{"--resolver", "127.0.0.1:9"}
	for _, to := range s.ConnectTo("") {
		reach = append(reach, "--connect-to", to)
	}
	return diagnoseBy(t, s, password, append(reach, args...)...)
}

// diagnoseBy is diagnose for those who bring resolver and ways of their own.
func diagnoseBy(t *testing.T, s *realmail.Stack, password bool, args ...string) (render.DiagnosisForm, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	all := []string{"diagnose", "--user", "info@" + s.Domain, "--smtp", "smtp." + s.Domain, "--pop", "pop." + s.Domain,
		"--ca-file", s.CAFile, "--wait", "20s", "--timeout", "10s", "--format", "json"}
	cmd := exec.CommandContext(ctx, binary, append(all, args...)...)
	cmd.Env = []string{"LANG=C"}
	if password {
		cmd.Env = append(cmd.Env, "HARNESS_PASSWORD="+passwords["info"])
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	noSecrets(t, stdout.String()+stderr.String())
	set, err := schema.Load("../../docs/schema")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Check(stdout.Bytes()); err != nil {
		t.Error(err)
	}
	var d render.DiagnosisForm
	if err := json.Unmarshal(stdout.Bytes(), &d); err != nil {
		t.Fatalf("%v; exit %d; %s", err, cmd.ProcessState.ExitCode(), stderr.String())
	}
	return d, cmd.ProcessState.ExitCode()
}

// TestDiagnoseOnRealServers: the certificate names another host of the own
// domain; diagnose finds it, with and without the password, and proves it.
func TestDiagnoseOnRealServers(t *testing.T) {
	t.Parallel()
	s := realmail.ForTest(t, realmail.Options{Users: passwords, Names: []string{"mx.customer.test"}})
	d, code := diagnose(t, s, true)
	if code != 1 || !d.WayOut || d.Before == nil || d.Before.Outcome != report.Broken || d.After == nil || d.After.Outcome != report.Works {
		t.Errorf("exit %d, way out %v, before %+v, after %+v", code, d.WayOut, d.Before, d.After)
	}
	for _, l := range d.Advice.Legs {
		if l.Best() == nil || l.Best().Host != "mx.customer.test" {
			t.Errorf("%s: %+v", l.Leg, l.Options)
		}
	}
	d, code = diagnose(t, s, true, "--no-login")
	if code != 1 || d.After != nil || d.Advice.Legs[0].Best() == nil || d.Advice.Legs[0].Best().Host != "mx.customer.test" {
		t.Errorf("without login: exit %d, %+v", code, d.Advice.Legs)
	}
}

// TestDiagnoseLogsInNowhereWithoutAPassword reads the servers' logs.
func TestDiagnoseLogsInNowhereWithoutAPassword(t *testing.T) {
	t.Parallel()
	s := realmail.ForTest(t, realmail.Options{Users: passwords, Names: []string{"mx.customer.test"}})
	if _, code := diagnose(t, s, false); code != 1 {
		t.Errorf("exit %d", code)
	}
	postfix, err := realmail.AwaitLog(s.PostfixLog, time.Minute, "disconnect from")
	if err != nil {
		t.Fatal(err)
	}
	logins := func() (lines []string) {
		for _, line := range strings.Split(postfix+s.DovecotLog(), "\n") {
			if strings.Contains(line, " auth=") || strings.Contains(line, "sasl_username") || strings.Contains(line, "client in: AUTH") {
				lines = append(lines, line)
			}
		}
		return lines
	}
	if got := logins(); len(got) > 0 {
		t.Errorf("logins: %q", got)
	}
	// With the password the same logs do show it.
	if d, code := diagnose(t, s, true); code != 1 || !d.WayOut {
		t.Errorf("with the password: exit %d, way out %v", code, d.WayOut)
	}
	if postfix, err = realmail.AwaitLog(s.PostfixLog, time.Minute, "sasl_username"); err != nil || len(logins()) == 0 {
		t.Errorf("the logs do not show logins at all: %v", err)
	}
}
