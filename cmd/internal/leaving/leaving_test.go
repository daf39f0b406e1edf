package leaving

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var today = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// newPlain keeps the first bytes from being taken for a packing's.
func newPlain(text []byte) io.Reader {
	return io.MultiReader(strings.NewReader("\n\n\n\n\n\n"), bytes.NewReader(text))
}

// count reads lines with a date put before each.
func count(t *testing.T, google *Google, lines ...string) *Result {
	t.Helper()
	r := NewReader(google)
	var log strings.Builder
	for _, l := range lines {
		log.WriteString("Nov 20 10:00:00 mail " + l + "\n")
	}
	if err := r.Read(t.Context(), Source{Name: "log", Until: today, R: strings.NewReader(log.String())}); err != nil {
		t.Fatal(err)
	}
	return r.Result(today, nil)
}

// TestRecorded counts what the real servers wrote (testdata/README.md).
func TestRecorded(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		logins  int64
		sent    int64
		deletes map[string]Deletes
	}{
		{"dovecot", 2, 0, map[string]Deletes{"deletes@customer.test": Yes, "leaves@customer.test": No}},
		{"courier", 2, 0, map[string]Deletes{"deletes@customer.test": Yes, "leaves@customer.test": No}},
		{"postfix", 0, 1, map[string]Deletes{"leaves@customer.test": Unknown}},
		{"exim", 0, 1, map[string]Deletes{"leaves@customer.test": Unknown}},
	} {
		log, err := os.ReadFile(filepath.Join("testdata", "logs", tt.name+".log"))
		if err != nil {
			t.Fatal(err)
		}
		for _, google := range []bool{true, false} {
			r, text := NewReader(NewGoogle()), string(log)
			if google {
				text = fromGmail(text)
			}
			if err := r.Read(t.Context(), Source{Name: tt.name, Until: today, R: strings.NewReader(text)}); err != nil {
				t.Fatal(err)
			}
			res := r.Result(today, nil)
			if res.Lines.POPLogins != tt.logins || res.Lines.SMTPSent != tt.sent {
				t.Errorf("%s: %+v", tt.name, res.Lines)
			}
			if !google {
				if len(res.Boxes) != 0 {
					t.Errorf("%s: 127.0.0.1 is not Gmail: %+v", tt.name, res.Boxes)
				}
				continue
			}
			if len(res.Boxes) != len(tt.deletes) {
				t.Errorf("%s: %+v", tt.name, res.Boxes)
			}
			for _, b := range res.Boxes {
				if b.Deletes != tt.deletes[b.Mailbox] || !b.Certain {
					t.Errorf("%s: %+v", tt.name, b)
				}
			}
		}
	}
}

// What a stranger can put into a log makes no customer.
func TestNotGmail(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"a login that was refused":     "dovecot: pop3-login: Disconnected: Aborted login (auth failed, 1 attempts in 2 secs): user=<a@b>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1",
		"a user named like fields":     "dovecot: pop3-login: Disconnected (auth failed): user=<Login: user=<a@b>, rip=209.85.221.41>, rip=203.0.113.1",
		"HELO is not a name":           "exim[1]: 1xW8lA-0001ps-0d <= a@b H=(mail-wr1-f41.google.com) [203.0.113.1] P=esmtpsa A=plain:a@b S=9",
		"HELO is not an address":       "exim[1]: 1xW8lA-0001ps-0d <= a@b H=([209.85.221.41]) [203.0.113.1]:99 I=[192.0.2.1]:587 P=esmtpsa A=plain:a@b S=9",
		"a subject":                    `exim[1]: 1xW8lA-0001ps-0d <= a@gmail.com H=mail-wr1-f41.google.com [209.85.221.41] P=esmtps S=9 id=x T="hello A=plain:a@b"`,
		"a quoted sender":              `exim[1]: 1xW8lA-0001ps-0d <= "x H=mail-wr1-f41.google.com [209.85.221.41] A=plain:a@b "@x.test H=x.test [203.0.113.1] P=esmtps S=9`,
		"ordinary mail from Gmail":     "postfix/smtpd[1]: 4F1: client=mail-wr1-f41.google.com[209.85.221.41]",
		"a customer of Google Cloud":   "postfix/submission/smtpd[1]: 4F1: client=41.221.85.34.bc.googleusercontent.com[34.85.221.41], sasl_method=PLAIN, sasl_username=a@b",
		"a name that only looks alike": "postfix/submission/smtpd[1]: 4F1: client=mail-wr1-f41.google.com.example.test[203.0.113.1], sasl_method=PLAIN, sasl_username=a@b",
		"IMAP":                         "dovecot: imap-login: Login: user=<a@b>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=1, TLS, session=<s>",
		"Courier, refused":             "pop3d: LOGIN FAILED, user=a@b, ip=[::ffff:209.85.221.41]",
	} {
		if res := count(t, NewGoogle(), line); len(res.Boxes) != 0 {
			t.Errorf("%s: %+v", name, res.Boxes)
		}
	}
}

// The same visit in each form that servers write.
func TestGmail(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"Dovecot 2.3": {"dovecot: pop3-login: Login: user=<Info@B.test>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=7, TLS, session=<s/1>",
			"dovecot: pop3(info@b.test)<7><s/1>: Disconnected: Logged out top=0/0, retr=2/900, del=2/2, size=880"},
		"Dovecot 2.4": {"dovecot[1]: pop3-login: Logged in: user=<info@b.test>, method=PLAIN, rip=2a00:1450:4864:20::52c, lip=2001:db8::1, mpid=7, TLS, session=<s>",
			"dovecot[1]: pop3(info@b.test)<7><s>: Disconnected: Logged out top=0/0, retr=2/900, del=2/2, size=880"},
		"Dovecot 2.2": {"dovecot: pop3-login: Login: user=<info@b.test>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=7, TLS, session=<s>",
			"dovecot: pop3(info@b.test): Disconnected: Logged out top=0/0, retr=2/900, del=2/2, size=880"},
		"Dovecot with %r": {"dovecot: pop3-login: Login: user=<info@b.test>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=7, TLS",
			"dovecot: pop3(info@b.test,209.85.221.41): Disconnected: Logged out top=0/0, retr=2/900, del=2/2, size=880"},
		"Plesk": {"dovecot: pop3-login: Login: user=<info@b.test>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=7, TLS, session=<s>",
			"dovecot: service=pop3, user=info@b.test, ip=[209.85.221.41]. Disconnected: Logged out top=0/0, retr=2/900, del=2/2, size=880"},
		"Courier": {"pop3d-ssl: LOGIN, user=info@b.test, ip=[::ffff:209.85.221.41], port=[1], protocol=POP3",
			"pop3d-ssl: DELETED, user=info@b.test, ip=[::ffff:209.85.221.41], port=[1], filename=cur/1.M1.x,S=440:2,S",
			"pop3d-ssl: DELETED, user=info@b.test, ip=[::ffff:209.85.221.41], port=[1], filename=cur/1.M2.x,S=440:2,S",
			"pop3d-ssl: DISCONNECTED, user=info@b.test, ip=[::ffff:209.85.221.41], port=[1], top=0, retr=900, rcvd=60, sent=473, time=0"},
	} {
		res := count(t, NewGoogle(), lines...)
		if len(res.Boxes) != 1 || len(res.Boxes[0].Months) != 1 {
			t.Errorf("%s: %+v", name, res.Boxes)
			continue
		}
		b := res.Boxes[0]
		m := b.Months[0]
		if b.Mailbox != "info@b.test" || b.Deletes != Yes || m.Logins != 1 || m.Bytes != 900 || m.Deleted != 2 || m.Month != "2026-11" {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// Another client's session is not Gmail's, and where that cannot be told nothing
// is counted.
func TestOtherClients(t *testing.T) {
	t.Parallel()
	gmail := "dovecot: pop3-login: Login: user=<a@b>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=1, TLS, session=<g>"
	other := "dovecot: pop3-login: Login: user=<a@b>, method=PLAIN, rip=203.0.113.1, lip=192.0.2.1, mpid=2, TLS, session=<o>"
	named := count(t, NewGoogle(), gmail, other,
		"dovecot: pop3(a@b)<2><o>: Disconnected: Logged out top=0/0, retr=5/5000, del=5/5, size=5000",
		"dovecot: pop3(a@b)<1><g>: Disconnected: Logged out top=0/0, retr=1/1000, del=0/5, size=5000")
	if b := named.Boxes[0]; b.Deletes != No || b.Months[0].Bytes != 1000 || b.Months[0].Logins != 1 {
		t.Errorf("%+v", b)
	}
	nameless := count(t, NewGoogle(), gmail, other, "dovecot: pop3(a@b): Disconnected: Logged out top=0/0, retr=5/5000, del=5/5, size=5000")
	if b := nameless.Boxes[0]; b.Deletes != Unknown || b.Months[0].Bytes != -1 || nameless.Lines.Unmatched != 1 {
		t.Errorf("%+v, %+v", b, nameless.Lines)
	}
}

// That Courier logged no deletion means something only on a server that logs them.
func TestCourierDeletions(t *testing.T) {
	t.Parallel()
	visit := func(host, user string) string {
		return "Nov 20 10:00:00 " + host + " pop3d: LOGIN, user=" + user + ", ip=[::ffff:209.85.221.41], port=[1]\n" +
			"Nov 20 10:00:01 " + host + " pop3d: LOGOUT, user=" + user + ", ip=[::ffff:209.85.221.41], port=[1], top=0, retr=900, rcvd=6, sent=9, time=0\n"
	}
	r := NewReader(NewGoogle())
	text := visit("mx1", "one@b") + visit("mx2", "two@b") + visit("mx1", "both@b") + visit("mx2", "both@b") +
		"Nov 20 10:00:02 mx1 pop3d: DELETED, user=else@b, ip=[::ffff:203.0.113.1], port=[1], filename=cur/1,S=9\n"
	if err := r.Read(t.Context(), Source{Name: "log", Until: today, R: strings.NewReader(text)}); err != nil {
		t.Fatal(err)
	}
	for _, b := range r.Result(today, nil).Boxes {
		if want := map[string]Deletes{"one@b": No, "two@b": Unknown, "both@b": Unknown}[b.Mailbox]; b.Deletes != want {
			t.Errorf("%s: %s, want %s", b.Mailbox, b.Deletes, want)
		}
	}
}

// A log that ends in the middle counts as far as it goes, and says so.
func TestCutOff(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 4000 {
		_, _ = io.WriteString(z, "Nov 20 10:00:00 mail postfix/smtpd[1]: 4F1: client=mail-wr1-f41.google.com[209.85.221.41], sasl_method=PLAIN, sasl_username=a@b\n")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r := NewReader(NewGoogle())
	err := r.Read(t.Context(), Source{Name: "log.gz", Until: today, R: bytes.NewReader(packed.Bytes()[:packed.Len()-200])})
	res := r.Result(today, nil)
	if !errors.Is(err, io.ErrUnexpectedEOF) || res.Sources[0].Trouble == "" || len(res.Boxes) != 1 || res.Lines.SMTPSent == 0 {
		t.Errorf("%v, %+v", err, res)
	}
	if err := r.Read(t.Context(), Source{R: strings.NewReader("\xfd7zXZ\x00....")}); !errors.Is(err, ErrPacked) {
		t.Error(err)
	}
	long := "Nov 20 10:00:00 mail dovecot: " + strings.Repeat("x", 3<<20) + "\nNov 20 10:00:00 mail postfix/smtpd[1]: 4F1: client=mail-wr1-f41.google.com[209.85.221.41], sasl_username=c@d"
	if err := r.Read(t.Context(), Source{Name: "long", Until: today, R: strings.NewReader(long)}); err != nil {
		t.Error(err)
	}
	if res := r.Result(today, nil); res.Lines.TooLong != 1 || len(res.Boxes) != 2 {
		t.Errorf("%+v", res)
	}
}
