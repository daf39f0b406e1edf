package labserve

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"harness/fixtures/port"
	"harness/fixtures/visit"
)

// guests are visits as their servers saw them.
func guests() []visit.Visit {
	at := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	came := func(verdict visit.Verdict, why string, change func(*port.Visit)) visit.Visit {
		v := port.Visit{
			Started: at, Left: at.Add(120 * time.Millisecond), Proto: "smtp", Host: "smtp.gmoserver.test",
			Addr: netip.MustParseAddrPort("203.0.113.25:587"), TLS: true, Helloed: true, Version: "TLS 1.3",
			SNI: "smtp.nippon-kigyou.test", Commands: []string{"EHLO me", "STARTTLS"},
		}
		if change != nil {
			change(&v)
		}
		return visit.Visit{Visit: v, Lab: "gmo-shared", Verdict: verdict, Why: why}
	}
	login := func(v *port.Visit) { v.Login, v.Secret, v.LoggedIn = true, true, true }
	return []visit.Visit{
		came(visit.Leak, "not valid for \x1b[2Jsmtp.nippon-kigyou.test", login),
		came(visit.Leak, "not encrypted", func(v *port.Visit) { *v = port.Visit{Started: at, Host: "h", Login: true} }),
		came(visit.Left, "expired", func(v *port.Visit) { v.TLS, v.Version, v.Alert = false, "", "remote error" }),
		came(visit.Fine, "", login),
		came(visit.Fine, "", func(v *port.Visit) { v.Login, v.Secret = true, true }),
		came(visit.Fine, "", func(v *port.Visit) { v.SNI, v.More = "", 7 }),
	}
}

func TestGuestBook(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	g := NewBook(&out, false, false)
	for _, v := range guests() {
		g.Add(v)
	}
	g.Close()
	want := []string{
		"LEAK  THE CLIENT SENT ITS PASSWORD TO A SERVER THAT IT SHOULD HAVE REFUSED (not valid for \\x1b[2Jsmtp.nippon-kigyou.test)  " +
			"09:30:00.000 gmo-shared smtp smtp.gmoserver.test (203.0.113.25:587) TLS 1.3, SNI smtp.nippon-kigyou.test: EHLO me; STARTTLS",
		"LEAK  THE CLIENT BEGAN TO LOG IN AT A SERVER THAT IT SHOULD HAVE REFUSED (not encrypted)  " +
			"09:30:00.000 gmo-shared  h (invalid AddrPort) no TLS",
		"good  it refused the server before any login (expired)  " +
			"09:30:00.000 gmo-shared smtp smtp.gmoserver.test (203.0.113.25:587) handshake not finished: remote error, SNI smtp.nippon-kigyou.test: EHLO me; STARTTLS",
		"ok    logged in  09:30:00.000 ",
		"ok    login refused  09:30:00.000 ",
		"ok    no login  09:30:00.000 gmo-shared smtp smtp.gmoserver.test (203.0.113.25:587) TLS 1.3, no SNI: EHLO me; STARTTLS; and 7 more",
		"harness: 6 visits, 2 leaks",
	}
	got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d:\n%s", len(got), len(want), out.String())
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("line %d:\ngot  %s\nwant %s", i+1, got[i], want[i])
		}
	}
}

func TestGuestBookJSON(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	g := NewBook(&out, true, false)
	all := guests()
	for _, v := range all {
		g.Add(v)
	}
	g.Close()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != len(all) {
		t.Fatalf("%d lines for %d visits:\n%s", len(lines), len(all), out.String())
	}
	for i, line := range lines {
		var v Visit
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if v.Type != "visit" || v.Verdict != string(all[i].Verdict) || v.ShouldLeave != all[i].Why || v.Password != all[i].Secret || v.Commands == nil {
			t.Errorf("line %d: %s", i+1, line)
		}
	}
	if strings.Contains(lines[0], "\x1b") {
		t.Errorf("an escape sequence reaches the terminal: %q", lines[0])
	}
}

// TestGuestBookFull: visits that come faster than they are written are
// counted, and hold nobody up.
func TestGuestBookFull(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	out := &slow{release: release}
	g := NewBook(out, true, false)
	for range waiting + 10 {
		g.Add(guests()[3])
	}
	close(release)
	g.Close()
	if !strings.Contains(out.String(), "visits too fast to be told") {
		t.Errorf("nothing is said of those that were missed")
	}
}

// slow is a terminal that waits.
type slow struct {
	release chan struct{}
	bytes.Buffer
}

func (s *slow) Write(p []byte) (int, error) {
	<-s.release
	return s.Buffer.Write(p)
}

// TestLabPage: docs/lab.md names every key of both JSON forms and every flag.
func TestLabPage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/lab.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for _, v := range []any{Visit{}, Doc{}, lab{Right: &both{}}, leg{}, endpoint{}} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var keys map[string]any
		if err := json.Unmarshal(raw, &keys); err != nil {
			t.Fatal(err)
		}
		for key := range keys {
			if !strings.Contains(page, `"`+key+`"`) && !strings.Contains(page, "`"+key+"`") {
				t.Errorf("docs/lab.md does not name %s of %T", key, v)
			}
		}
	}
	for _, flag := range []string{"--all", "--listen", "--base-port", "--loopback-addresses", "--dir", "--json", "--for"} {
		if !strings.Contains(page, flag) {
			t.Errorf("docs/lab.md does not name %s", flag)
		}
	}
}
