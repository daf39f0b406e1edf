package clients

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"harness/integration/realmail"
)

// TestHealthy: the lab is a mail server like any other to the clients. All of
// them send by every way there is, what they sent is fetched whole by every
// way there is, and every mechanism of logging in works.
func TestHealthy(t *testing.T) {
	t.Parallel()
	realmail.Tools(t, tools...)
	s := serve(t, "healthy")
	l := s.Labs[0]
	// via is a leg at another port of the same host.
	via := func(host string, port int, security string) job {
		for _, e := range l.Endpoints {
			if strings.HasSuffix(e.Address, ":"+strconv.Itoa(port)) {
				return job{lab: l, leg: leg{Host: host, Port: port, Security: security, Connect: []string{e.Connect}}, ca: s.CA, dir: t.TempDir()}
			}
		}
		t.Fatalf("no port %d", port)
		return job{}
	}
	sent := 0
	for _, send := range []struct {
		port     int
		security string
	}{{25, "tls"}, {587, "tls"}, {465, "ssl"}} {
		for _, c := range []func(*testing.T, job) command{swaks, msmtp, curlSend} {
			cmd := c(t, via("smtp.customer.test", send.port, send.security))
			if r := cmd.run(t.TempDir(), columns()[0].deadline()); r.exit != nil {
				t.Errorf("%s by port %d: %v, it said %q", cmd.args[0], send.port, r.exit, r.said)
			}
			sent++
		}
	}
	for _, mech := range []string{"plain", "login"} {
		j := via("smtp.customer.test", 587, "tls")
		cmd := msmtp(t, j)
		retouch(t, filepath.Join(j.dir, "msmtprc"), "auth on", "auth "+mech)
		if r := cmd.run(t.TempDir(), columns()[0].deadline()); r.exit != nil {
			t.Errorf("auth %s: %v, it said %q", mech, r.exit, r.said)
		}
		sent++
	}
	for _, fetch := range []struct {
		port           int
		security, auth string
	}{{995, "ssl", "user"}, {995, "ssl", "plain"}, {110, "stls", "user"}, {110, "stls", "plain"}} {
		j := via("pop.customer.test", fetch.port, fetch.security)
		cmd := mpop(t, j)
		retouch(t, filepath.Join(j.dir, "mpoprc"), "auth on", "auth "+fetch.auth)
		if r := cmd.run(t.TempDir(), columns()[0].deadline()); r.exit != nil {
			t.Errorf("port %d, auth %s: %v, it said %q", fetch.port, fetch.auth, r.exit, r.said)
			continue
		}
		box, err := os.ReadFile(filepath.Join(j.dir, "box"))
		if n := strings.Count(string(box), "\nFrom: "); err != nil || n != sent {
			t.Errorf("port %d, auth %s: %d letters of %d, %v", fetch.port, fetch.auth, n, sent, err)
		}
		if n := strings.Count(string(box), "\nA letter.\n"); n == 0 {
			t.Errorf("port %d: the letter's text is not whole:\n%s", fetch.port, box)
		}
		if r := curlFetch(t, j).run(j.dir, columns()[0].deadline()); r.exit != nil || strings.Count(r.said, "\n") < sent {
			t.Errorf("curl by port %d: %v, it listed %q", fetch.port, r.exit, r.said)
		}
	}
	var used []string
	for _, v := range s.stop(t) {
		if v.Verdict != "fine" || !v.LoggedIn || !v.PasswordSent || v.ShouldRefuse != "" || v.SNI == "" {
			t.Errorf("a good client is told as %+v", v)
		}
		for _, c := range v.Commands {
			if strings.HasPrefix(c, "AUTH ") && !slices.Contains(used, c) {
				used = append(used, c)
			}
			if strings.Contains(c, l.Password) {
				t.Errorf("the password is told: %q", c)
			}
		}
	}
	if slices.Sort(used); !slices.Equal(used, []string{"AUTH LOGIN", "AUTH PLAIN"}) {
		t.Errorf("mechanisms %q", used)
	}
}

// retouch changes a line of a configuration.
func retouch(t *testing.T, path, from, to string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), from) {
		t.Fatalf("%s: %v, no %q", path, err, from)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}
