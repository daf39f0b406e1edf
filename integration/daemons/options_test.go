package daemons

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestNewServerBeforeDNS: "::ADDR:" sends every host and port, as typed, to the
// new machine; names are verified as typed and nothing is asked of DNS.
func TestNewServerBeforeDNS(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	at := func(host, service string) string { return fmt.Sprintf("%s:%d", host, s.Ports[service]) }
	moved := []string{"--connect-to", "::127.0.0.1:", "--smtp-security", "tls", "--pop-security", "ssl"}
	trip{stack: s, smtp: at("smtp.customer.test", "submission"), pop: at("pop.customer.test", "pop3s"), args: moved, alone: true}.
		run(t).want(t, 0, "smtp.customer.test", "pop.customer.test")
	got := trip{stack: s, smtp: at("smtp.elsewhere.test", "submission"), pop: at("pop.elsewhere.test", "pop3s"), args: moved, alone: true}.run(t)
	got.want(t, 1, "TLS Negotiation failed, the certificate doesn't match the host.", `Hostname "pop.elsewhere.test"`)
}

// TestOneLeg: --only leaves the other server alone altogether.
func TestOneLeg(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	both := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995"}

	quiet(s)
	before := s.DovecotLog()
	send := both
	send.args = []string{"--only", "send", "--format", "json"}
	got := send.run(t)
	if legs := got.json(t).Legs; len(legs) != 1 || legs[0].Leg != "send" {
		t.Errorf("legs %+v, want the sending one", legs)
	}
	got.want(t, 0)
	if _, err := realmail.AwaitLog(s.PostfixLog, time.Minute, " status=sent "); err != nil {
		t.Fatal(err)
	}
	quiet(s)
	if log := strings.TrimPrefix(s.DovecotLog(), before); strings.Contains(log, "pop3") {
		t.Errorf("--only send went to the POP3 server:\n%s", log)
	}
	if letters := s.Messages(t, "info"); len(letters) != 1 {
		t.Errorf("%d letters arrived, want 1", len(letters))
	}

	quiet(s)
	before = s.PostfixLog()
	fetch := both
	fetch.args = []string{"--only", "fetch", "--format", "json"}
	got = fetch.run(t)
	if legs := got.json(t).Legs; len(legs) != 1 || legs[0].Leg != "fetch" {
		t.Errorf("legs %+v, want the fetching one", legs)
	}
	got.want(t, 0)
	quiet(s)
	if log := strings.TrimPrefix(s.PostfixLog(), before); log != "" {
		t.Errorf("--only fetch went to the SMTP server:\n%s", log)
	}
	if letters := s.Messages(t, "info"); len(letters) != 1 {
		t.Errorf("--only fetch left %d letters, want the one that was there", len(letters))
	}
}

// TestOtherMailbox: the letter goes to another mailbox, which is read instead.
func TestOtherMailbox(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	tr := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995",
		args: []string{"--to", "other@customer.test", "--pop-login", "other@customer.test"},
		env:  []string{"HARNESS_POP_PASSWORD=" + passwords["other"]}}
	tr.run(t).want(t, 0)
	if log := s.PostfixLog(); !strings.Contains(log, "to=<other@customer.test>") || strings.Contains(log, "to=<info@customer.test>") {
		t.Errorf("the letter went elsewhere:\n%s", log)
	}
	for _, user := range []string{"info", "other"} {
		if left := s.Messages(t, user); len(left) != 0 {
			t.Errorf("%d letters left with %s", len(left), user)
		}
	}
}

// TestWrongPassword: one refused login a leg, and the server's own words.
func TestWrongPassword(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	wrong := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995",
		env: []string{"HARNESS_PASSWORD=" + passwords["other"]}}
	wrong.run(t).want(t, 1, "535", "smtp-auth-refused", "pop-login-refused",
		"Server denied POP3 access for the given username and password.")
	quiet(s)
	if n := strings.Count(s.DovecotLog(), "client in: AUTH"); n != 2 {
		t.Errorf("%d logins were tried, want one a leg:\n%s", n, s.DovecotLog())
	}
}
