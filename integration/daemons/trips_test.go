package daemons

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestPortsAndSecurity: every way to send with every way to fetch, as typed.
func TestPortsAndSecurity(t *testing.T) {
	t.Parallel()
	for _, kind := range []realmail.Kind{realmail.PostfixDovecot, realmail.EximCourier} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			portsAndSecurity(t, newStack(t, realmail.Options{Kind: kind}))
		})
	}
}

func portsAndSecurity(t *testing.T, s *realmail.Stack) {
	t.Helper()
	sends := []struct{ port, security string }{{"587", "tls"}, {"465", "ssl"}, {"25", "tls"}}
	fetches := []struct {
		port, security string
		flags          []string
	}{
		{"995", "ssl", nil},
		{"110", "stls", []string{"--pop-security", "stls"}},
		{"110", "none", []string{"--pop-security", "none", "--fail-on", "any,danger"}}, // it works, and fails for its danger
	}
	for _, send := range sends {
		for _, fetch := range fetches {
			t.Run(fmt.Sprintf("%s %s, %s %s", send.port, send.security, fetch.port, fetch.security), func(t *testing.T) {
				got := trip{stack: s, smtp: "smtp.customer.test:" + send.port, pop: "pop.customer.test:" + fetch.port,
					args: append([]string{"--format", "json"}, fetch.flags...)}.run(t)
				result := got.json(t)
				exit := 0
				if fetch.security == "none" {
					exit = 1
				}
				got.want(t, exit)
				if result.Outcome != "works" || len(result.Legs) != 2 {
					t.Fatalf("%+v", result)
				}
				for i, want := range []string{"send smtp.customer.test:" + send.port + " " + send.security,
					"fetch pop.customer.test:" + fetch.port + " " + fetch.security} {
					leg := result.Legs[i]
					if line := fmt.Sprintf("%s %s:%d %s", leg.Leg, leg.Host, leg.Port, leg.Security); line != want || leg.Outcome != "works" {
						t.Errorf("leg %q %s, want %q works", line, leg.Outcome, want)
					}
				}
			})
		}
	}
	// Nine letters went in, and each trip took its own out again.
	if left := s.Messages(t, "info"); len(left) != 0 {
		t.Errorf("%d letters left behind", len(left))
	}
}

// What Gmail says of a shared host's certificate.
const (
	wildcard   = "*.gmoserver.test"
	saysSend   = "TLS Negotiation failed, the certificate doesn't match the host."
	saysFetch  = `SSL error: ok Hostname "pop.nippon-kigyou.test" doesn't match any SANs: "*.gmoserver.test", "gmoserver.test" Valid hostnames: ,*.gmoserver.test,gmoserver.test`
	sharedSMTP = "smtp.gmoserver.test"
	sharedPOP  = "pop-05.gmoserver.test"
	ownSMTP    = "smtp.nippon-kigyou.test"
	ownPOP     = "pop.nippon-kigyou.test"
)

// TestWrongNames: one certificate for the shared host, names of the customer's
// own: Gmail's words, and no credential on the refused connection.
func TestWrongNames(t *testing.T) {
	t.Parallel()
	shared := realmail.Options{Domain: "nippon-kigyou.test", Names: []string{wildcard, "gmoserver.test"}}
	for _, smtp := range []string{"587", "465", "25"} {
		for _, pop := range []string{"995", "110"} {
			t.Run("both, "+smtp+" "+pop, func(t *testing.T) {
				t.Parallel()
				s := newStack(t, shared)
				wrong := trip{stack: s, smtp: ownSMTP + ":" + smtp, pop: ownPOP + ":" + pop}
				if pop == "110" {
					wrong.args = []string{"--pop-security", "stls"}
				}
				wrong.run(t).want(t, 1, saysSend, saysFetch, "tls-name-mismatch")
				neverLoggedIn(t, s, smtp)
			})
		}
	}
	t.Run("sending only", func(t *testing.T) {
		t.Parallel()
		s := newStack(t, shared)
		got := trip{stack: s, smtp: ownSMTP + ":587", pop: sharedPOP + ":995"}.run(t)
		got.want(t, 1, saysSend)
		if strings.Contains(got.stdout, "SSL error") {
			t.Errorf("the fetching leg is blamed as well:\n%s", got.stdout)
		}
		refusedSMTP(t, s)
	})
	t.Run("fetching only", func(t *testing.T) {
		t.Parallel()
		s := newStack(t, shared)
		got := trip{stack: s, smtp: sharedSMTP + ":587", pop: ownPOP + ":995"}.run(t)
		got.want(t, 1, saysFetch)
		if strings.Contains(got.stdout, saysSend) {
			t.Errorf("the sending leg is blamed as well:\n%s", got.stdout)
		}
		refusedPOP(t, s)
	})
	t.Run("the shared host's names", func(t *testing.T) {
		t.Parallel()
		s := newStack(t, shared)
		trip{stack: s, smtp: sharedSMTP + ":587", pop: sharedPOP + ":995"}.run(t).want(t, 0)
		// The words that must be absent above are those of a login.
		for word, read := range map[string]func() string{
			" auth=1 ": s.PostfixLog, "sasl_": s.PostfixLog,
			"client in: AUTH": s.DovecotLog, "service=pop3": s.DovecotLog, "Login: ": s.DovecotLog,
		} {
			if _, err := realmail.AwaitLog(read, time.Minute, word); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("the own names, once SNI knows them", func(t *testing.T) {
		t.Parallel()
		mended := shared
		mended.SNI = [][]string{{ownSMTP, ownPOP}}
		s := newStack(t, mended)
		trip{stack: s, smtp: ownSMTP + ":587", pop: ownPOP + ":995"}.run(t).want(t, 0)
		trip{stack: s, smtp: ownSMTP + ":587", pop: ownPOP + ":995", args: []string{"--no-sni"}}.run(t).want(t, 1, saysSend, saysFetch)
	})
}

// neverLoggedIn reads both logs after a trip that was refused on both legs.
func neverLoggedIn(t *testing.T, s *realmail.Stack, port string) {
	t.Helper()
	refusedSMTP(t, s)
	refusedPOP(t, s)
	if log := s.DovecotLog(); strings.Contains(log, "client in: AUTH") {
		t.Errorf("somebody tried to log in:\n%s", log)
	}
	if log := s.PostfixLog(); port != "465" && !strings.Contains(log, " starttls=1 ") {
		t.Errorf("the refused connection never got to TLS:\n%s", log)
	}
}

// refusedSMTP: TLS was established or left in the handshake, and no AUTH came.
// Postfix counts the commands of each connection when it ends: "auth=1", or
// "auth=0/1" for a refused one.
func refusedSMTP(t *testing.T, s *realmail.Stack) {
	t.Helper()
	quiet(s)
	log := s.PostfixLog()
	if strings.Contains(log, " auth=") || strings.Contains(log, "sasl_") || strings.Contains(log, "SASL") {
		t.Errorf("AUTH reached Postfix:\n%s", log)
	}
	if !strings.Contains(log, "lost connection after STARTTLS") && !strings.Contains(log, "lost connection after CONNECT") &&
		!strings.Contains(log, "SSL_accept error") && !strings.Contains(log, "quit=1") {
		t.Errorf("no connection was refused:\n%s", log)
	}
}

// refusedPOP: Dovecot saw a client leave without trying to log in, and its
// authentication never heard of POP3.
func refusedPOP(t *testing.T, s *realmail.Stack) {
	t.Helper()
	quiet(s)
	log := s.DovecotLog()
	if !strings.Contains(log, "(no auth attempts") {
		t.Errorf("no connection was refused:\n%s", log)
	}
	if strings.Contains(log, "service=pop3") || strings.Contains(log, "Login: ") || strings.Contains(log, "auth failed") {
		t.Errorf("a login reached Dovecot:\n%s", log)
	}
}

// quiet waits until neither log has grown for a moment: the daemons write after
// the client has gone.
func quiet(s *realmail.Stack) {
	for size, same := -1, 0; same < 10; time.Sleep(20 * time.Millisecond) {
		if now := len(s.Logs()); now == size {
			same++
		} else {
			size, same = now, 0
		}
	}
}
