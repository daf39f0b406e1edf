package daemons

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/fixtures/scenario"
	"harness/integration/realmail"
	"harness/verify/phrasebook"
	"harness/verify/render"
)

// oldStories are the lab's stories about the version of TLS. Those that are to
// work come after the logs were searched for logins of the others.
var oldStories = []string{"tls10-only", "tls11-only", "centos5-tls10", "tls12-only", "tls13-only"}

// TestOldTLS tells the stories on stunnel before Postfix and Dovecot: the codes,
// the words of Gmail and the exit code are those that the lab's scenario expects,
// in the settings of the story and in the other two ways to TLS.
func TestOldTLS(t *testing.T) {
	t.Parallel()
	old := named(t, "centos5-tls10")
	s := newStack(t, realmail.Options{Postfix: append(realmail.Unencrypted(), "smtpd_banner = "+old.Hosts[0].SMTP.Greeting)})
	rows := differences(t)
	for _, refused := range []bool{true, false} {
		t.Run(map[bool]string{true: "refused", false: "taken"}[refused], func(t *testing.T) {
			for _, name := range oldStories {
				story := named(t, name)
				if (story.Expect.Exit != 0) != refused {
					continue
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					oldTLS(t, s, story, rows)
				})
			}
		})
		quiet(s)
		log := s.Logs()
		for _, word := range []string{"sasl_username", "client in: AUTH", "Login: "} {
			if strings.Contains(log, word) == refused {
				t.Errorf("refused %v, and %q in the logs: %v\n%s", refused, word, !refused, log)
			}
		}
		if !strings.Contains(log, "connect from") || !strings.Contains(log, "(no auth attempts") {
			t.Errorf("nobody came to the daemons behind:\n%s", log)
		}
	}
}

func oldTLS(t *testing.T, s *realmail.Stack, story scenario.Scenario, rows []difference) {
	f := s.OldTLSForTest(t, onlyVersion(t, story))
	greeting(t, f.Addr("submission"), story, rows)
	acc, err := story.Account()
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range []struct {
		smtp, pop uint16
		args      []string
	}{
		{acc.SMTP.Port, acc.POP.Port, nil}, // as the customer of the story typed it
		{465, 110, []string{"--pop-security", "stls"}},
		{25, 995, nil},
	} {
		tr := trip{stack: s, smtp: fmt.Sprintf("%s:%d", acc.SMTP.Host, way.smtp), pop: fmt.Sprintf("%s:%d", acc.POP.Host, way.pop),
			alone: true, args: append([]string{"--format", "json"}, way.args...)}
		for _, to := range f.ConnectTo("") {
			tr.args = append(tr.args, "--connect-to", to)
		}
		got := tr.run(t)
		for _, wrong := range unlike(adjusted(story, "stunnel", rows), got) {
			t.Errorf("%d and %d: %s\n%s", way.smtp, way.pop, wrong, got.stderr)
		}
		if len(unlike(opposite(t, story), got)) == 0 {
			t.Errorf("%d and %d: fits the expectation of the opposite story as well", way.smtp, way.pop)
		}
	}
}

// opposite is what must not fit as well, or the comparison compares nothing.
func opposite(t *testing.T, s scenario.Scenario) scenario.Expect {
	if s.Expect.Exit == 0 {
		return named(t, "tls10-only").Expect
	}
	return named(t, "tls12-only").Expect
}

// greeting compares the first line of submission with the story's, or with what
// the table has in its place.
func greeting(t *testing.T, addr string, story scenario.Scenario, rows []difference) {
	t.Helper()
	conn, err := net.DialTimeout("tcp", addr, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	want := story.Hosts[0].SMTP.Greeting
	for _, row := range rows {
		if row.stack == "stunnel" && row.scenario == story.Name && row.what == "greeting" {
			if row.lab != want {
				t.Errorf("differences.txt: the lab greets with %q, not %q", want, row.lab)
			}
			want = row.daemon
		}
	}
	if want != "" && line != "220 "+want+"\r\n" {
		t.Errorf("greeting %q, want %q", line, want)
	}
}

func named(t *testing.T, name string) scenario.Scenario {
	t.Helper()
	s, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// onlyVersion is the one version of TLS that the story's server speaks, in
// OpenSSL's words.
func onlyVersion(t *testing.T, s scenario.Scenario) string {
	t.Helper()
	h := s.Hosts[0].TLS
	if h.Min == 0 {
		h.Min = tls.VersionTLS12 // as scenario.Handshake says
	}
	if h.Max == 0 {
		h.Max = tls.VersionTLS13
	}
	name, known := map[uint16]string{tls.VersionTLS10: "TLSv1", tls.VersionTLS11: "TLSv1.1", tls.VersionTLS12: "TLSv1.2", tls.VersionTLS13: "TLSv1.3"}[h.Min]
	if h.Min != h.Max || !known {
		t.Fatalf("%s has no one version: %#x to %#x", s.Name, h.Min, h.Max)
	}
	return name
}

// unlike are the ways in which a trip's result is not what is expected.
func unlike(e scenario.Expect, got outcome) []string {
	var r render.ReportForm
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		return []string{fmt.Sprintf("not JSON: %v: %s", err, got.stdout)}
	}
	var wrong, codes []string
	for _, f := range r.Findings {
		if c := string(f.Code); !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	slices.Sort(codes)
	if want := slices.Sorted(slices.Values(e.Codes)); !slices.Equal(codes, want) {
		wrong = append(wrong, fmt.Sprintf("codes %q, want %q", codes, want))
	}
	if got.code != e.Exit {
		wrong = append(wrong, fmt.Sprintf("exit %d, want %d", got.code, e.Exit))
	}
	if len(r.Legs) != 2 {
		return append(wrong, fmt.Sprintf("%d legs", len(r.Legs)))
	}
	for i, want := range [][]string{e.Send, e.Fetch} {
		leg := r.Legs[i]
		for _, w := range want {
			if !slices.ContainsFunc(leg.Gmail, func(g render.WordsForm) bool { return g.ID == w || strings.Contains(g.Text, w) }) {
				wrong = append(wrong, fmt.Sprintf("%s: no phrase %q in %v", leg.Leg, w, leg.Gmail))
			}
		}
		for _, g := range leg.Gmail {
			if len(want) == 0 && g.Rank == phrasebook.First {
				wrong = append(wrong, fmt.Sprintf("%s: phrase %s not expected: %q", leg.Leg, g.ID, g.Text))
			}
		}
	}
	return wrong
}
