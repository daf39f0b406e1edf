package daemons

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// overIMAP are the lines by which a stack's Dovecot serves IMAP as well, at the
// ports {imap} and {imaps}.
func overIMAP(o realmail.Options) realmail.Options {
	o.Further = append(o.Further, "imap", "imaps")
	o.Dovecot = append(o.Dovecot, "protocols = pop3 lmtp imap",
		"service imap-login {", "inet_listener imap {", "port = {imap}", "}", "inet_listener imaps {", "port = {imaps}", "ssl = yes", "}", "}")
	return o
}

// byIMAP is a trip as the Gmail app makes it.
func byIMAP(s *realmail.Stack, smtp, imap string, args ...string) trip {
	host, port, _ := strings.Cut(imap, ":")
	name := map[string]string{"993": "imaps", "143": "imap"}[port]
	to := fmt.Sprintf("%s:%s:127.0.0.1:%d", host, port, s.Ports[name])
	return trip{stack: s, smtp: smtp, args: append([]string{"--as", "gmail-app", "--imap", imap, "--connect-to", to}, args...)}
}

// TestIMAP: both ways in over Dovecot's IMAP work, the messages of others stay
// as they were, and at a certificate of another name nobody logs in.
func TestIMAP(t *testing.T) {
	t.Parallel()
	realmail.Tools(t, "/usr/lib/dovecot/imap-login") // Debian's dovecot-imapd
	t.Run("right names", func(t *testing.T) {
		t.Parallel()
		s := newStack(t, overIMAP(realmail.Options{}))
		if err := s.Fill("info", 200); err != nil {
			t.Fatal(err)
		}
		for _, imap := range []string{"mail.customer.test:993", "mail.customer.test:143"} {
			for _, smtp := range []string{"smtp.customer.test:465", "smtp.customer.test:587"} {
				byIMAP(s, smtp, imap).run(t).want(t, 0, "The letter came back")
			}
		}
		if left := s.Messages(t, "info"); len(left) != 200 {
			t.Errorf("%d messages, 200 were there before", len(left))
		}
	})
	t.Run("the customer's own names on a shared host", func(t *testing.T) {
		t.Parallel()
		s := newStack(t, overIMAP(realmail.Options{Domain: "nippon-kigyou.test", Names: []string{wildcard, "gmoserver.test"}}))
		for _, port := range []string{"993", "143"} {
			got := byIMAP(s, sharedSMTP+":587", "imap.nippon-kigyou.test:"+port).run(t)
			got.want(t, 1, "tls-name-mismatch", "Can't safely connect to server.", "Certificate hostname not useable for server: imap.nippon-kigyou.test")
		}
		if log := s.DovecotLog(); strings.Contains(log, "service=imap") {
			t.Errorf("a login came to a refused certificate:\n%s", log)
		}
		byIMAP(s, sharedSMTP+":587", "imap.gmoserver.test:993").run(t).want(t, 0)
		if _, err := realmail.AwaitLog(s.DovecotLog, time.Minute, "service=imap"); err != nil { // the word that must be absent above
			t.Error(err)
		}
	})
}
