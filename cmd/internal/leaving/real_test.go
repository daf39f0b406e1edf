package leaving

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// record is a folder that gets the daemons' lines:
//
//	go test ./cmd/internal/leaving -run Real -record testdata/logs
var record = flag.String("record", "", "write the daemons' lines into this folder")

// fetch reads all letters of the account, as Gmail does, and deletes them if told to.
func fetch(t *testing.T, s *realmail.Stack, user string, deleting bool) {
	t.Helper()
	c, err := textproto.Dial("tcp", s.Addr("pop3"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	say := func(format string, args ...any) string {
		t.Helper()
		if format != "" {
			if err := c.PrintfLine(format, args...); err != nil {
				t.Fatal(err)
			}
		}
		line, err := c.ReadLine()
		if err != nil || !strings.HasPrefix(line, "+OK") {
			t.Fatalf(format+": %q, %v", append(args, line, err)...)
		}
		return line
	}
	say("")
	say("USER %s@%s", user, s.Domain)
	say("PASS %s", realmail.Password)
	var n, size int
	if _, err := fmt.Sscanf(say("STAT"), "+OK %d %d", &n, &size); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		say("RETR %d", i+1)
		if _, err := c.ReadDotLines(); err != nil {
			t.Fatal(err)
		}
		if deleting {
			say("DELE %d", i+1)
		}
	}
	say("QUIT")
}

// send puts a letter in by STARTTLS and AUTH PLAIN.
func send(t *testing.T, s *realmail.Stack, user string) {
	t.Helper()
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	c, err := smtp.Dial(s.Addr("submission"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	address, host := user+"@"+s.Domain, "smtp."+s.Domain
	w, err := func() (w interface {
		Write([]byte) (int, error)
		Close() error
	}, err error) {
		if err = c.StartTLS(&tls.Config{RootCAs: pool, ServerName: host}); err != nil {
			return nil, err
		}
		if err = c.Auth(smtp.PlainAuth("", address, realmail.Password, "127.0.0.1")); err != nil {
			return nil, err
		}
		if err = c.Mail(address); err != nil {
			return nil, err
		}
		if err = c.Rcpt(address); err != nil {
			return nil, err
		}
		return c.Data()
	}()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte("From: " + address + "\r\nTo: " + address + "\r\nSubject: hello\r\n\r\nHello.\r\n"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Quit(); err != nil {
		t.Fatal(err)
	}
}

// TestRealDaemons makes the four servers write the lines that Gmail's visits
// leave, with Gmail's address in place of this machine's, and counts them.
func TestRealDaemons(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		kind  realmail.Kind
		logs  func(*realmail.Stack) map[string]string
		await [2]string
	}{
		{"postfix-dovecot", realmail.PostfixDovecot, func(s *realmail.Stack) map[string]string {
			return map[string]string{"postfix": s.PostfixLog(), "dovecot": s.DovecotLog()}
		}, [2]string{"del=3/3", "sasl_username="}},
		{"exim-courier", realmail.EximCourier, func(s *realmail.Stack) map[string]string {
			return map[string]string{"exim": s.EximLog(), "courier": courierLines(s.CourierLog())}
		}, [2]string{"LOGOUT, user=deletes", "A=plain:"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := realmail.ForTest(t, realmail.Options{
				Kind: tt.kind, Users: map[string]string{"deletes": realmail.Password, "leaves": realmail.Password, "others": realmail.Password},
				Dovecot: []string{"auth_debug = no"}, Courier: []string{"POP3_LOG_DELETIONS=1"},
			})
			for _, user := range []string{"deletes", "leaves", "others"} {
				if err := s.Fill(user, 3); err != nil {
					t.Fatal(err)
				}
			}
			fetch(t, s, "leaves", false)
			fetch(t, s, "deletes", true)
			send(t, s, "leaves")
			text := ""
			_, err := realmail.AwaitLog(func() string {
				text = ""
				for _, log := range tt.logs(s) {
					text += log
				}
				return text
			}, 20*time.Second, tt.await[:]...)
			if err != nil {
				t.Fatal(err)
			}
			r := NewReader(NewGoogle())
			for name, log := range tt.logs(s) {
				if *record != "" {
					keep(t, name, log)
				}
				if err := r.Read(t.Context(), Source{Name: name, Until: time.Now(), R: strings.NewReader(fromGmail(log))}); err != nil {
					t.Fatal(err)
				}
			}
			res := r.Result(time.Now(), nil)
			if len(res.Boxes) != 2 {
				t.Fatalf("%d mailboxes: %+v\n%s", len(res.Boxes), res.Boxes, text)
			}
			for i, want := range []struct {
				name          string
				deletes       Deletes
				sends         bool
				logins, gone  int64
				sent, letters int64
			}{{"deletes@", Yes, false, 1, 3, 0, 3}, {"leaves@", No, true, 1, 0, 1, 3}} {
				b := res.Boxes[i]
				if !strings.HasPrefix(b.Mailbox, want.name) || b.Deletes != want.deletes || !b.Fetches || b.Sends != want.sends || len(b.Months) != 1 {
					t.Fatalf("%+v", b)
				}
				if tt.kind == realmail.EximCourier {
					want.letters = -1 // Courier counts bytes
				}
				m := b.Months[0]
				if m.Logins != want.logins || m.Deleted != want.gone || m.Sent != want.sent || m.Messages != want.letters || m.Bytes < 250 {
					t.Fatalf("%s: %+v\n%s", b.Mailbox, m, text)
				}
			}
		})
	}
}

// fromGmail puts one of Gmail's addresses where the daemons saw this machine.
func fromGmail(log string) string {
	return strings.NewReplacer(
		"unknown[127.0.0.1]", "mail-wr1-f41.google.com[209.85.221.41]", // as Postfix writes a confirmed name
		"rip=127.0.0.1", "rip=209.85.221.41",
		"ip=[127.0.0.1]", "ip=[::ffff:209.85.221.41]",
		"ip=[::ffff:127.0.0.1]", "ip=[::ffff:209.85.221.41]",
		"[127.0.0.1]", "[209.85.221.41]",
	).Replace(log)
}

// courierLines gives Courier's lines, which its logger would have sent to syslog,
// the head that syslog gives them.
func courierLines(log string) string {
	var out strings.Builder
	for s := bufio.NewScanner(strings.NewReader(log)); s.Scan(); {
		if text, ok := strings.CutPrefix(s.Text(), "INFO: "); ok {
			fmt.Fprintf(&out, "%s mail pop3d: %s\n", time.Now().Format(time.Stamp), text)
		}
	}
	return out.String()
}

func keep(t *testing.T, name, log string) {
	t.Helper()
	if err := os.MkdirAll(*record, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*record, name+".log"), []byte(log), 0o644); err != nil {
		t.Fatal(err)
	}
}
