package realmail

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestOthersClients has other people's programs send and fetch: the stack is a
// real mail server before anything of ours is measured with it.
func TestOthersClients(t *testing.T) {
	t.Parallel()
	Tools(t, "swaks", "mpop", "msmtp", "openssl")
	for _, opt := range []Options{
		{SNI: [][]string{{"*.shared.test", "shared.test"}}},
		{Kind: EximCourier, SNI: [][]string{{"any.shared.test", "shared.test"}}}, // Courier has no wildcards here
	} {
		t.Run(string(opt.Kind), func(t *testing.T) {
			t.Parallel()
			othersClients(t, opt)
		})
	}
}

func othersClients(t *testing.T, opt Options) {
	began := time.Now()
	s := ForTest(t, opt)
	t.Logf("up after %s", time.Since(began))

	for _, leg := range []struct{ name, service, tls string }{
		{"25 starttls", "smtp", "--tls"}, {"587 starttls", "submission", "--tls"}, {"465 tls", "submissions", "--tls-on-connect"},
	} {
		out, err := run(t, "swaks", "--server", "127.0.0.1", "--port", strconv.Itoa(s.Ports[leg.service]), leg.tls,
			"--tls-ca-path", s.CAFile, "--tls-verify", "--tls-sni", "smtp.customer.test",
			"--auth", "PLAIN", "--auth-user", "info@customer.test", "--auth-password", Password,
			"--from", "info@customer.test", "--to", "info@customer.test", "--header", "Subject: over "+leg.name, "--hide-all")
		if err != nil {
			t.Errorf("%s: %v\n%s", leg.name, err, out)
		}
	}
	for end := time.Now().Add(time.Minute); len(s.Files(t, "info")) < 3 && time.Now().Before(end); { // delivered after the 250
		time.Sleep(10 * time.Millisecond)
	}
	for i, leg := range [][]string{
		{"pop3s", "tls on", "tls_starttls off"}, {"pop3", "tls on", "tls_starttls on"}, {"pop3", "tls off"},
	} {
		into := filepath.Join(t.TempDir(), "box")
		mpop(t, s, into, leg)
		text, err := os.ReadFile(into)
		if err != nil || i == 0 && strings.Count(string(text), "\nSubject: over ") != 3 {
			t.Errorf("%q: fetched %q, %v, want three letters", leg, text, err)
		}
	}
	// A letter for another domain must not leave.
	out, err := run(t, "swaks", "--server", s.Addr("submission"), "--tls", "--auth", "PLAIN", "--auth-user", "info@customer.test",
		"--auth-password", Password, "--from", "info@customer.test", "--to", "someone@elsewhere.test")
	if err == nil || !strings.Contains(out, "this server delivers only to customer.test") {
		t.Errorf("relayed: %v\n%s", err, out)
	}
	for service, want := range map[string]string{"submissions": "", "submission": "smtp", "pop3": "pop3", "pop3s": ""} {
		for sni, names := range map[string]string{"pop.customer.test": "pop.customer.test", "any.shared.test": "*.shared.test"} {
			args := []string{"s_client", "-connect", s.Addr(service), "-servername", sni, "-CAfile", s.CAFile,
				"-verify_hostname", sni, "-verify_return_error", "-brief"}
			if want != "" {
				args = append(args, "-starttls", want)
			}
			out, err := run(t, "openssl", args...)
			if err != nil || !strings.Contains(out, "Verification: OK") {
				t.Errorf("%s for %s does not show %s: %v\n%s", service, sni, names, err, out)
			}
		}
	}
}

// mpop fetches all into a file, with the lines of leg[1:] in its configuration.
func mpop(t *testing.T, s *Stack, into string, leg []string) {
	t.Helper()
	conf := filepath.Join(t.TempDir(), "mpoprc")
	lines := append([]string{"account default", "host 127.0.0.1", "port " + strconv.Itoa(s.Ports[leg[0]]),
		"user info@customer.test", "password " + Password, "auth user", "delivery mbox " + into, "keep on",
		"uidls_file " + into + ".uidls"}, leg[1:]...)
	if leg[1] == "tls on" {
		lines = append(lines, "tls_trust_file "+s.CAFile, "tls_host_override pop.customer.test")
	}
	if err := os.WriteFile(conf, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(t, "mpop", "-q", "-C", conf); err != nil {
		t.Errorf("mpop %q: %v\n%s", leg, err, out)
	}
}

func run(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	return runWith(t, "", name, args...)
}

func runWith(t *testing.T, input, name string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin = strings.NewReader(input)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestFill: messages put in as files are served, and reading them by POP3 leaves
// them as they are.
func TestFill(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{PostfixDovecot, EximCourier} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			fill(t, Options{Kind: kind})
		})
	}
}

func fill(t *testing.T, opt Options) {
	s := ForTest(t, opt)
	if err := s.Fill("info", 500); err != nil {
		t.Fatal(err)
	}
	files := s.Files(t, "info")
	first, second := s.UIDLs(t, "info"), s.UIDLs(t, "info")
	if len(files) != 500 || len(first) != 500 || !slices.Equal(first, second) {
		t.Errorf("%d files, %d and %d UIDLs, want 500 that stay", len(files), len(first), len(second))
	}
	if now := s.Files(t, "info"); !maps.Equal(files, now) {
		t.Errorf("files changed: %d before, %d after", len(files), len(now))
	}
	for name := range files {
		if texts := s.Messages(t, "info", name); len(texts) != 1 || !strings.Contains(texts[0], "Keep this.") {
			t.Errorf("%s: %q", name, texts)
		}
		break
	}
}
