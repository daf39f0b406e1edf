package daemons

import (
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// byIMAP is a trip as the Gmail app makes it.
func byIMAP(s *realmail.Stack, smtp, imap string, args ...string) trip {
	return trip{stack: s, smtp: smtp, args: append([]string{"--as", "gmail-app", "--imap", imap}, args...)}
}

// fetcher is what a stack's server of mailboxes logs.
type fetcher struct {
	kind  realmail.Kind
	name  string
	log   func(*realmail.Stack) string
	login string // is in the log once a login over IMAP came
}

func fetchers() []fetcher {
	return []fetcher{
		{realmail.PostfixDovecot, "Dovecot", (*realmail.Stack).DovecotLog, "service=imap"},
		{realmail.EximCourier, "Courier", (*realmail.Stack).CourierLog, "service=imap, authtype=login"},
	}
}

// TestIMAP: over Dovecot's and Courier's IMAP every port works with its own
// security and is told apart from the other's; the messages of others stay as they
// were, and at a certificate of another name nobody logs in.
func TestIMAP(t *testing.T) {
	t.Parallel()
	for _, f := range fetchers() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			t.Run("right names", func(t *testing.T) {
				t.Parallel()
				s := newStack(t, realmail.Options{Kind: f.kind, IMAP: true})
				if err := s.Fill("info", 200); err != nil {
					t.Fatal(err)
				}
				imapCells(t, s)
				if left := s.Messages(t, "info"); len(left) != 200 {
					t.Errorf("%d messages, 200 were there before", len(left))
				}
			})
			t.Run("the customer's own names on a shared host", func(t *testing.T) {
				t.Parallel()
				refusedIMAP(t, f)
			})
		})
	}
}

// imapCells types every port with every security.
func imapCells(t *testing.T, s *realmail.Stack) {
	t.Helper()
	for _, smtp := range []string{"smtp.customer.test:465", "smtp.customer.test:587"} {
		for _, imap := range []string{"mail.customer.test:993", "mail.customer.test:143"} {
			byIMAP(s, smtp, imap).run(t).want(t, 0, "The letter came back")
		}
	}
	for _, c := range []struct {
		imap, security string
		exit           int
		says           []string
	}{
		{"mail.customer.test:143", "none", 0, []string{"plaintext-password"}},
		{"mail.customer.test:143", "ssl", 1, []string{"tls-on-plain-port"}},
		{"mail.customer.test:993", "tls", 1, []string{"plain-on-tls-port"}},
		{"mail.customer.test:993", "none", 1, []string{"plain-on-tls-port"}},
	} {
		byIMAP(s, "smtp.customer.test:587", c.imap, "--imap-security", c.security, "--only", "fetch", "--timeout", "5s", "--wait", "3s").run(t).want(t, c.exit, c.says...)
	}
}

// refusedIMAP types the customer's own names, for which the shared host has no
// certificate, and then the right ones.
func refusedIMAP(t *testing.T, f fetcher) {
	t.Helper()
	opt := realmail.Options{Kind: f.kind, IMAP: true, Domain: "nippon-kigyou.test", Names: []string{wildcard, "gmoserver.test"}}
	right := "imap.gmoserver.test"
	if f.kind == realmail.EximCourier {
		opt.Names, right = []string{"gmoserver.test"}, "gmoserver.test" // Courier finds the file by the name alone
	}
	s := newStack(t, opt)
	for _, port := range []string{"993", "143"} {
		got := byIMAP(s, right+":587", "imap.nippon-kigyou.test:"+port).run(t)
		got.want(t, 1, "tls-name-mismatch", "Can't safely connect to server.", "Certificate hostname not useable for server: imap.nippon-kigyou.test")
	}
	if log := f.log(s); strings.Contains(log, f.login) {
		t.Errorf("a login came to a refused certificate:\n%s", log)
	}
	byIMAP(s, right+":587", right+":993").run(t).want(t, 0)
	if _, err := realmail.AwaitLog(func() string { return f.log(s) }, time.Minute, f.login); err != nil { // the word that must be absent above
		t.Error(err)
	}
}
