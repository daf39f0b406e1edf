package leaving

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/profile"
)

var update = flag.Bool("update", false, "write the goldens anew")

// visits makes a log of two weeks: Gmail fetches two letters of 1 MiB a day.
func visits(deleted int) string {
	var b strings.Builder
	for d := range 14 {
		at := time.Date(2026, 11, 12+d, 9, 0, 0, 0, time.UTC).Format(time.Stamp)
		fmt.Fprintf(&b, "%s mail dovecot: pop3-login: Login: user=<info@customer.test>, method=PLAIN, rip=209.85.221.41, lip=192.0.2.1, mpid=7, TLS, session=<s%d>\n", at, d)
		fmt.Fprintf(&b, "%s mail dovecot: pop3(info@customer.test)<7><s%d>: Disconnected: Logged out top=0/0, retr=2/2097152, del=%d/2, size=2097152\n", at, d, deleted)
	}
	return b.String()
}

const sends = "Nov 25 09:00:00 mail postfix/smtpd[1]: 4F1: client=mail-wr1-f41.google.com[209.85.221.41], sasl_method=PLAIN, sasl_username=info@customer.test\n"

// courierVisits is the same from a server that does not log deletions.
func courierVisits() string {
	var b strings.Builder
	for d := range 14 {
		at := time.Date(2026, 11, 12+d, 9, 0, 0, 0, time.UTC).Format(time.Stamp)
		fmt.Fprintf(&b, "%s mail pop3d: LOGIN, user=info@customer.test, ip=[::ffff:209.85.221.41], port=[1]\n", at)
		fmt.Fprintf(&b, "%s mail pop3d: LOGOUT, user=info@customer.test, ip=[::ffff:209.85.221.41], port=[1], top=0, retr=2097152, rcvd=1, sent=1, time=0\n", at)
	}
	return b.String()
}

func mailbox(t *testing.T, log string, q Quotas) Mailbox {
	t.Helper()
	r := NewReader(NewGoogle())
	if err := r.Read(t.Context(), Source{Name: "log", Until: today, R: strings.NewReader(log)}); err != nil {
		t.Fatal(err)
	}
	res := r.Result(today, q)
	if len(res.Boxes) != 1 {
		t.Fatalf("%+v", res.Boxes)
	}
	return res.Boxes[0]
}

// TestFill: what a day brings and when the mailbox is full.
func TestFill(t *testing.T) {
	t.Parallel()
	gig := Quotas{"info@customer.test": {Limit: 1 << 30, Used: 24 << 20, UsedKnow: true}}
	for _, tt := range []struct {
		name    string
		log     string
		quotas  Quotas
		deletes Deletes
		inflow  int64
		used    int64
		days    int
	}{
		{"deletes all", visits(2), gig, Yes, 2 << 20, 24 << 20, 500},
		{"deletes all, quota without use", visits(2), Quotas{"info@customer.test": {Limit: 1 << 30}}, Yes, 2 << 20, 0, 512},
		{"deletes half", visits(1), gig, Yes, 2 << 20, 24 << 20, 500},
		{"leaves copies", visits(0), gig, No, 2 << 20, 24 << 20, -1},
		{"no quota known", visits(2), nil, Yes, 2 << 20, 0, -1},
		{"full already", visits(2), Quotas{"info@customer.test": {Limit: 1 << 20, Used: 2 << 20, UsedKnow: true}}, Yes, 2 << 20, 2 << 20, 0},
		{"not logged", courierVisits(), gig, Unknown, 2 << 20, 24 << 20, 500},
		{"too short for a rate", strings.Join(strings.SplitAfter(visits(2), "\n")[20:], ""), gig, Yes, -1, 24 << 20, -1},
		{"only sends", sends, gig, Unknown, -1, 24 << 20, -1},
	} {
		m := mailbox(t, tt.log, tt.quotas)
		if m.Deletes != tt.deletes || m.Inflow != tt.inflow || m.Used != tt.used || m.DaysUntilFull != tt.days {
			t.Errorf("%s: deletes %s, %d a day, %d used, %d days", tt.name, m.Deletes, m.Inflow, m.Used, m.DaysUntilFull)
		}
	}
}

// TestMixed: a part was deleted.
func TestMixed(t *testing.T) {
	t.Parallel()
	mixed := strings.Replace(visits(0), "<7><s3>: Disconnected: Logged out top=0/0, retr=2/2097152, del=0/2", "<7><s3>: Disconnected: Logged out top=0/0, retr=2/2097152, del=2/2", 1)
	if m := mailbox(t, mixed, nil); m.Deletes != Mixed {
		t.Errorf("%+v", m)
	}
}

// TestLetters holds each kind of letter against its golden, in both languages and
// before, in and after January 2027.
func TestLetters(t *testing.T) {
	t.Parallel()
	quotas := Quotas{"info@customer.test": {Limit: 1 << 30, Used: 24 << 20, UsedKnow: true}}
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "profile.example.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	host, err := profile.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	dates := map[string]time.Time{"2026-12-31": time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
		"2027-01-15": time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), "2027-02-01": time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)}
	for name, tt := range map[string]struct {
		log     string
		quotas  Quotas
		profile *profile.Profile
		date    string
	}{
		"deletes":       {visits(2), quotas, nil, "2026-12-31"},
		"deletes-sends": {visits(2) + sends, quotas, host, "2027-01-15"},
		"deletes-after": {visits(2), nil, nil, "2027-02-01"},
		"leaves-sends":  {visits(0) + sends, quotas, nil, "2026-12-31"},
		"not-logged":    {courierVisits(), quotas, nil, "2026-12-31"},
		"only-sends":    {sends, nil, nil, "2026-12-31"},
		"no-forwarding": {visits(0), nil, &profile.Profile{WaysOn: []profile.Way{profile.Webmail, profile.GmailApp}}, "2026-12-31"},
		"mixed":         {strings.Replace(visits(0), "del=0/2", "del=2/2", 3), quotas, nil, "2026-12-31"},
		"short":         {strings.Join(strings.SplitAfter(visits(2), "\n")[26:], ""), quotas, nil, "2026-12-31"},
	} {
		m := mailbox(t, tt.log, tt.quotas)
		for _, lang := range []string{"en", "ja"} {
			got := Letter{Lang: lang, Profile: tt.profile, Now: dates[tt.date]}.Write(m)
			if strings.Contains(got, "{") || strings.Contains(got, " -1") {
				t.Errorf("%s %s: a hole is left:\n%s", name, lang, got)
			}
			file := filepath.Join("testdata", "letters", name+"."+lang+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil || got != string(want) {
				t.Errorf("%s: %v, got\n%s", file, err, got)
			}
		}
	}
}
