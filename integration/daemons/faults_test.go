package daemons

import (
	"crypto/x509"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestFaults: what hosting companies get wrong, on the software that they run:
// each with its code on each leg, and with the settings else as they were.
func TestFaults(t *testing.T) {
	t.Parallel()
	expired := func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().AddDate(0, -3, 0), time.Now().AddDate(0, 0, -1)
	}
	for _, tt := range []struct {
		name        string
		opt         realmail.Options
		args, env   []string
		smtp        string // "" is 587
		code        int
		send, fetch []string // codes
		says        []string
		noLogin     bool // neither daemon may have seen credentials
	}{
		{name: "expired", opt: realmail.Options{Leaf: expired}, code: 1, noLogin: true,
			send: []string{"tls-cert-expired"}, fetch: []string{"tls-cert-expired"}, says: []string{"SSL error: certificate has expired"}},
		{name: "incomplete chain", opt: realmail.Options{NoIntermediate: true}, code: 1, noLogin: true,
			send: []string{"tls-chain-incomplete"}, fetch: []string{"tls-chain-incomplete"},
			says: []string{`Server returned error: "SSL error: unable to verify the first certificate"`}},
		{name: "self-signed", opt: realmail.Options{SelfSigned: true}, code: 1, noLogin: true,
			send: []string{"tls-self-signed"}, fetch: []string{"tls-self-signed"}, says: []string{"SSL error: unknown CA (alert 48)", saysSend}},
		{name: "CN only", opt: realmail.Options{Leaf: func(c *x509.Certificate) { c.DNSNames, c.Subject.CommonName = nil, "smtp.customer.test" }},
			code: 1, noLogin: true, send: []string{"tls-cn-only"}, fetch: []string{"tls-name-mismatch"}},
		{name: "TLS 1.1 only for sending", opt: realmail.Options{Postfix: []string{"smtpd_tls_protocols = <=TLSv1.1"}}, code: 1,
			send: []string{"tls-version-old"}},
		{name: "no STARTTLS", opt: realmail.Options{Postfix: []string{"smtpd_tls_security_level = none", "smtpd_tls_auth_only = no"}}, code: 1,
			send: []string{"smtp-starttls-missing"}, says: []string{"STARTTLS not supported and the user requires enforcement."}},
		{name: "no STLS", opt: realmail.Options{Dovecot: []string{"ssl = no"}, Without: []string{"pop3s"}}, args: []string{"--pop", "pop.customer.test:110", "--pop-security", "stls"},
			code: 1, fetch: []string{"pop-stls-missing"}},
		{name: "no AUTH", opt: realmail.Options{Postfix: []string{"smtpd_sasl_auth_enable = no"}}, code: 1,
			send: []string{"smtp-auth-missing"}, says: []string{"Unspecified Error (SENT_SECOND_EHLO): Smtp server does not advertise AUTH capability"}},
		// Postfix: 421 4.7.1 after the handshake; Dovecot: [AUTH] to PASS.
		{name: "client certificate required", opt: realmail.Options{
			Postfix: []string{"smtpd_tls_req_ccert = yes", "smtpd_tls_security_level = encrypt"},
			Dovecot: []string{"ssl_verify_client_cert = yes", "auth_ssl_require_client_cert = yes", "ssl_ca = </etc/ssl/certs/ca-certificates.crt"},
		}, args: []string{"--wait", "2s"}, code: 1, send: []string{"tls-client-cert-required"}, fetch: []string{"tls-client-cert-required"}},
		{name: "no login method that Gmail uses", opt: realmail.Options{Dovecot: []string{"auth_mechanisms = cram-md5"}}, code: 1,
			send: []string{"smtp-auth-unsupported"}, fetch: []string{"pop-auth-unsupported"}, says: []string{"[AUTH] Unsupported authentication mechanism."}},
		{name: "sender of somebody else", args: []string{"--smtp-login", "other@customer.test"}, env: []string{"HARNESS_SMTP_PASSWORD=" + passwords["other"]},
			code: 1, send: []string{"smtp-sender-refused"}, says: []string{"553 5.7.1"}},
		{name: "no such recipient", args: []string{"--to", "nobody@customer.test"}, code: 1, send: []string{"smtp-recipient-refused"}, says: []string{"550 5.1.1"}},
		{name: "too big", opt: realmail.Options{Postfix: []string{"message_size_limit = 900"}}, code: 1, send: []string{"smtp-message-too-big"}},
		{name: "TLS on a plain port", args: []string{"--smtp-security", "ssl"}, code: 1, send: []string{"tls-on-plain-port"}},
		{name: "STARTTLS on a TLS port", smtp: "465", args: []string{"--smtp-security", "tls", "--timeout", "5s"}, code: 1, send: []string{"plain-on-tls-port"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, tt.opt)
			tr := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995", args: tt.args, env: tt.env}
			if tt.smtp != "" {
				tr.smtp = "smtp.customer.test:" + tt.smtp
			}
			if slices.Contains(tt.args, "--pop") {
				tr.pop = ""
			}
			tr.run(t).want(t, tt.code, tt.says...)
			tr.args = append(slices.Clone(tt.args), "--format", "json")
			got := tr.run(t)
			for _, leg := range got.json(t).Legs {
				want := map[string][]string{"send": tt.send, "fetch": tt.fetch}[leg.Leg]
				for _, code := range want {
					if !slices.Contains(leg.Codes, code) {
						t.Errorf("%s: codes %q, want %q", leg.Leg, leg.Codes, want)
					}
				}
				if len(want) == 0 && leg.Outcome == "broken" {
					t.Errorf("%s: %q, want the fault on the other leg alone", leg.Leg, leg.Codes)
				}
			}
			if tt.noLogin {
				quiet(s)
				if log := s.DovecotLog(); strings.Contains(log, "client in: AUTH") {
					t.Errorf("somebody tried to log in:\n%s", log)
				}
			}
		})
	}
}

// TestWorksAsWell: less usual settings of the daemons, and the letter that shows
// damage, come through.
func TestWorksAsWell(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		opt  realmail.Options
		args []string
		log  string // what Postfix must have noted
	}{
		{name: "AUTH LOGIN alone", opt: realmail.Options{Dovecot: []string{"auth_mechanisms = login"}}, args: []string{"--only", "send"}, log: "sasl_method=LOGIN"},
		{name: "torture letter", args: []string{"--letter", "torture"}, log: "status=sent"},
		{name: "TLS 1.2 alone", opt: realmail.Options{Postfix: []string{"smtpd_tls_protocols = TLSv1.2"}}, log: "TLSv1.2 with cipher"},
		{name: "client certificate asked for", opt: realmail.Options{Postfix: []string{"smtpd_tls_ask_ccert = yes"}}, log: "status=sent"},
		{name: "wildcard certificate", opt: realmail.Options{Names: []string{"*.customer.test"}}, log: "status=sent"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, tt.opt)
			trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995", args: tt.args}.run(t).want(t, 0)
			if _, err := realmail.AwaitLog(s.PostfixLog, time.Minute, tt.log); err != nil {
				t.Error(err)
			}
			if left := s.Messages(t, "info"); len(left) != 0 && !slices.Contains(tt.args, "--only") {
				t.Errorf("%d letters left behind", len(left))
			}
		})
	}
}

// TestLockedMaildrop: another program has the mailbox open, as Gmail itself may.
// Dovecot lets the next login wait; so does the trip.
func TestLockedMaildrop(t *testing.T) {
	t.Parallel()
	const hold = 1500 * time.Millisecond
	s := newStack(t, realmail.Options{Dovecot: []string{"protocol pop3 {", "  pop3_lock_session = yes", "}"}})
	release := s.HoldMaildrop(t, "info")
	held := time.Now()
	time.AfterFunc(hold, release)
	trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995"}.run(t).want(t, 0)
	if took := time.Since(held); took < hold {
		t.Errorf("the trip ended after %s, while the maildrop was locked", took)
	}
}

// TestTranscript: -v shows every line with its mark and no secret.
func TestTranscript(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	got := trip{stack: s, smtp: "smtp.customer.test:587", pop: "pop.customer.test:995", args: []string{"-v"}}.run(t)
	got.want(t, 0)
	for _, line := range []string{"-> STARTTLS", "~> AUTH PLAIN (hidden)", "~> PASS (hidden)", "<~ 235 2.7.0", "~> DELE 1"} {
		if !strings.Contains(got.stderr, line+"\n") && !strings.Contains(got.stderr, line+" ") {
			t.Errorf("the transcript lacks %q:\n%s", line, got.stderr)
		}
	}
}
