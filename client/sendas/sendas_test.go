package sendas

import (
	"context"
	"encoding/base64"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
	"harness/client/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const letter = "From: <info@customer.test>\r\nSubject: x\r\n\r\n.\r\nbody\r\n"

func send(t *testing.T, s *fake.Server, change func(*Job)) (Outcome, evidence.Session) {
	t.Helper()
	conn, err := wire.Open(context.Background(), wire.Config{
		Proto: evidence.SMTP, Purpose: evidence.ToSend, Host: "127.0.0.1", Port: 25, Security: evidence.Plain, Addr: s.Addr, Timeout: 2 * time.Minute,
	})
	if err != nil {
		t.Fatal(err)
	}
	job := Job{
		From: "info@customer.test", To: "info@customer.test", Letter: []byte(letter), Login: "info", Password: account.NewSecret("geheim"),
		Mechs: []string{"PLAIN", "LOGIN"}, Security: evidence.Plain, Hello: "me.test",
	}
	if change != nil {
		change(&job)
	}
	return Send(conn, job), conn.Session()
}

// script greets, answers EHLO with these keywords, and then line by line.
func script(keywords []string, answers ...string) func(*fake.Peer) {
	return func(p *fake.Peer) {
		p.Say("220 x")
		lines := []string{}
		for i, k := range append([]string{"mail.test"}, keywords...) {
			lines = append(lines, map[bool]string{true: "250 ", false: "250-"}[i == len(keywords)]+k)
		}
		p.Answer(lines...)
		for _, a := range answers {
			if p.Answer(a) == "" {
				return
			}
			if strings.HasPrefix(a, "354") {
				p.Letter()
				p.Say("250 2.0.0 queued")
			}
		}
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// TestAuth: what is said for each kind of offer.
func TestAuth(t *testing.T) {
	t.Parallel()
	rest := []string{"250 ok", "250 ok", "354 go", "221 bye"}
	for _, c := range []struct {
		name     string
		keywords []string
		answers  []string
		heard    []string // after EHLO
		stopped  string
	}{
		{"PLAIN", []string{"AUTH LOGIN PLAIN"}, append([]string{"235 ok"}, rest...), []string{"AUTH PLAIN " + b64("\x00info\x00geheim")}, ""},
		{"lower case", []string{"auth plain"}, append([]string{"235 ok"}, rest...), []string{"AUTH PLAIN " + b64("\x00info\x00geheim")}, ""},
		{"AUTH=", []string{"AUTH=PLAIN LOGIN"}, append([]string{"235 ok"}, rest...), []string{"AUTH PLAIN " + b64("\x00info\x00geheim")}, ""},
		{"LOGIN", []string{"AUTH LOGIN"}, append([]string{"334 " + b64("Username:"), "334 " + b64("Password:"), "235 ok"}, rest...), []string{"AUTH LOGIN", b64("info"), b64("geheim")}, ""},
		{"LOGIN, other words", []string{"AUTH CRAM-MD5 LOGIN"}, append([]string{"334 " + b64("User Name\x00"), "334 " + b64("password"), "235 ok"}, rest...), []string{"AUTH LOGIN", b64("info"), b64("geheim")}, ""},
		{"LOGIN, no words", []string{"AUTH LOGIN"}, append([]string{"334 ", "334 ", "235 ok"}, rest...), []string{"AUTH LOGIN", b64("info"), b64("geheim")}, ""},
		{"LOGIN that asks for ever", []string{"AUTH LOGIN"}, []string{"334 " + b64("Username:"), "334 " + b64("Username:"), "501 cancelled", "221 bye"}, []string{"AUTH LOGIN", b64("info"), "*", "QUIT"}, "auth denied"},
		{"none", []string{"SIZE 1"}, []string{"221 bye"}, []string{"QUIT"}, "auth unoffered"},
		{"none that we speak", []string{"AUTH CRAM-MD5 GSSAPI"}, []string{"221 bye"}, []string{"QUIT"}, "auth unoffered"},
		{"refused", []string{"AUTH PLAIN"}, []string{"535 5.7.8 no", "221 bye"}, []string{"AUTH PLAIN " + b64("\x00info\x00geheim"), "QUIT"}, "auth denied"},
		{"closing", []string{"AUTH PLAIN"}, []string{"421 4.7.0 too many"}, []string{"AUTH PLAIN " + b64("\x00info\x00geheim")}, "auth denied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := fake.Serve(t, script(c.keywords, c.answers...))
			out, session := send(t, s, nil)
			heard := s.Heard()
			if heard[0] != "EHLO me.test" || len(heard) <= len(c.heard) || !slices.Equal(heard[1:1+len(c.heard)], c.heard) {
				t.Errorf("heard %q, want %q", heard, c.heard)
			}
			got := ""
			if step, trouble := session.Trouble(); trouble != nil {
				got = string(step.Stage) + " " + string(trouble.Kind)
			}
			if got != c.stopped || out.Accepted.IsZero() != (c.stopped != "") || out.Refused != (c.name == "refused" || c.name == "LOGIN that asks for ever") {
				t.Errorf("stopped %q, %+v", got, out)
			}
			for _, step := range session.Steps {
				for _, line := range step.Said {
					if strings.Contains(string(line), b64("geheim")) || strings.Contains(string(line), b64("\x00info\x00geheim")) {
						t.Errorf("recorded %q", line)
					}
				}
			}
		})
	}
}

// TestUTF8: an address that needs SMTPUTF8 is not sent to a server without it.
func TestUTF8(t *testing.T) {
	t.Parallel()
	for offered, want := range map[string]evidence.Kind{"SMTPUTF8": "", "8BITMIME": evidence.Local} {
		s := fake.Serve(t, script([]string{offered, "AUTH PLAIN"}, "235 ok", "250 ok", "250 ok", "354 go", "221 bye"))
		_, session := send(t, s, func(j *Job) { j.From = "情報@customer.test" })
		var kind evidence.Kind
		if _, trouble := session.Trouble(); trouble != nil {
			kind = trouble.Kind
		}
		if kind != want {
			t.Errorf("%s: %q", offered, kind)
		}
		sent := slices.ContainsFunc(s.Heard(), func(l string) bool {
			return strings.HasPrefix(l, "MAIL FROM:<情報@customer.test>") && strings.Contains(l, "SMTPUTF8")
		})
		if sent != (want == "") {
			t.Errorf("%s: heard %q", offered, s.Heard())
		}
	}
}

func TestLiteral(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{"192.0.2.1": "[192.0.2.1]", "2001:db8::1": "[IPv6:2001:db8::1]"} {
		if got := literal(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
	if literal(netip.Addr{}) == "" {
		t.Error("there is always a name to say")
	}
}
