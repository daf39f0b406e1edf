package realmail

import (
	"flag"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// record is a folder that gets what the daemons said, one file a situation:
//
//	go test ./integration/realmail -run LogLines -record ../../verify/phrasebook/testdata/logs
var record = flag.String("record", "", "write the daemons' lines into this folder")

// TestLogLines brings real clients into the situations that a support person
// finds in a server's log, and holds the daemons to the words that the catalogue
// recognises.
func TestLogLines(t *testing.T) {
	Tools(t, "openssl", "swaks", "curl")
	type situation struct {
		name   string // of the file
		daemon string
		run    func(t *testing.T, s *Stack)
		want   []string
	}
	openssl := func(service, starttls, input string, extra ...string) func(*testing.T, *Stack) {
		return func(t *testing.T, s *Stack) {
			args := []string{"s_client", "-connect", s.Addr(service), "-quiet", "-no_ign_eof"}
			if starttls != "" {
				args = append(args, "-starttls", starttls)
			}
			_, _ = runWith(t, input, "openssl", append(args, extra...)...)
		}
	}
	swaks := func(service string, extra ...string) func(*testing.T, *Stack) {
		return func(t *testing.T, s *Stack) {
			_, _ = run(t, "swaks", append([]string{"--server", "127.0.0.1", "--port", strconv.Itoa(s.Ports[service]),
				"--from", "info@customer.test", "--to", "info@customer.test", "--auth-user", "info@customer.test",
				"--auth-password", "wrong"}, extra...)...)
		}
	}
	untrusted := []string{"-verify_return_error"} // by the system's roots
	old := []string{"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"}
	for _, tt := range []situation{
		{"postfix-left-after-certificate", "postfix", openssl("submission", "smtp", "", "-tls1_2"),
			[]string{"lost connection after STARTTLS"}},
		{"postfix-left-after-certificate-465", "postfix", openssl("submissions", "", "", "-tls1_2"),
			[]string{"lost connection after CONNECT"}},
		{"postfix-unknown-ca-alert", "postfix", openssl("submission", "smtp", "", untrusted...),
			[]string{"SSL_accept error from", "alert unknown ca", "lost connection after STARTTLS"}},
		{"postfix-old-tls", "postfix", openssl("submission", "smtp", "", old...),
			[]string{"SSL_accept error from", "lost connection after STARTTLS"}},
		{"postfix-plain-on-tls-port", "postfix", func(t *testing.T, s *Stack) {
			_, _ = run(t, "curl", "-sS", "-m", "5", "http://"+s.Addr("submissions")+"/")
		}, []string{"SSL_accept error from"}},
		{"postfix-password-refused-plain", "postfix", swaks("submission", "--tls", "--auth", "PLAIN"),
			[]string{"SASL PLAIN authentication failed", "auth=0/1"}},
		{"postfix-password-refused-login", "postfix", swaks("submission", "--tls", "--auth", "LOGIN"),
			[]string{"SASL LOGIN authentication failed", "auth=0/1"}},
		{"dovecot-left-after-certificate", "dovecot", openssl("pop3s", "", ""),
			[]string{"(no auth attempts in ", ", TLS, session="}},
		{"dovecot-left-after-certificate-stls", "dovecot", openssl("pop3", "pop3", ""),
			[]string{"(no auth attempts in ", ", TLS, session="}},
		{"dovecot-unknown-ca-alert", "dovecot", openssl("pop3s", "", "", untrusted...),
			[]string{"(no auth attempts in ", "TLS handshaking: SSL_accept() failed", "alert unknown ca"}},
		{"dovecot-old-tls", "dovecot", openssl("pop3s", "", "", old...),
			[]string{"(no auth attempts in ", "TLS handshaking: SSL_accept() failed"}},
		{"dovecot-plain-on-tls-port", "dovecot", func(t *testing.T, s *Stack) {
			_, _ = run(t, "curl", "-sS", "-m", "5", "http://"+s.Addr("pop3s")+"/")
		}, []string{"(no auth attempts in ", "TLS handshaking: SSL_accept() failed"}},
		{"dovecot-password-refused", "dovecot", openssl("pop3s", "", "USER info@customer.test\r\nPASS wrong\r\nQUIT\r\n"),
			[]string{"auth failed, 1 attempts in "}},
		{"dovecot-plaintext-forbidden", "dovecot", func(t *testing.T, s *Stack) {
			// From another address: the daemon's own counts as secured.
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}, Timeout: time.Minute}
			conn, err := d.DialContext(t.Context(), "tcp4", s.Addr("pop3"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			_ = conn.SetDeadline(time.Now().Add(time.Minute))
			_, _ = conn.Write([]byte("USER info@customer.test\r\nPASS wrong\r\nQUIT\r\n"))
			_, _ = io.Copy(io.Discard, conn)
		}, []string{"Login failed: Plaintext authentication disabled", "(auth failed, 2 attempts in "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opt := Options{
				Postfix: []string{"smtpd_tls_protocols = >=TLSv1.2", "smtpd_tls_mandatory_protocols = >=TLSv1.2"},
				Dovecot: []string{"auth_debug = no"},
			}
			if tt.name == "dovecot-plaintext-forbidden" {
				opt.Dovecot = append(opt.Dovecot, "disable_plaintext_auth = yes", "ssl = required", "login_trusted_networks =")
			}
			s := ForTest(t, opt)
			read := s.PostfixLog
			if tt.daemon == "dovecot" {
				read = s.DovecotLog
			}
			time.Sleep(100 * time.Millisecond) // the readiness checks' own lines
			before := read()
			tt.run(t, s)
			text, err := AwaitLog(func() string { return strings.TrimPrefix(read(), before) }, time.Minute, tt.want...)
			if err != nil {
				t.Fatal(err)
			}
			if *record != "" {
				if err := os.WriteFile(filepath.Join(*record, tt.name+".log"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
