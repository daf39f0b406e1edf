package ticket

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/cmd/internal/ticket/paste"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// decided is the table as it must be: a row a cause, a column what was seen.
// Each cell is a decision about what a customer is told, and is changed here
// and there together.
const decided = `
             fits        elsewhere   in-clear    way-out     mend        no-name     unclear     usual-fits  usual-out   usual-mend  unseen
nothing      ask         change      change      change      at-server   ask         ask         ask         ask         ask         ask
heading      ask         change      change      change      at-server   ask         ask         ask         change      at-server   ask
certificate  try-again   change      change      change      at-server   ask         ask         ask         change      at-server   ask
reach        help-reach  change      change      change      at-server   ask         ask         ask         ask         ask         ask
name         try-again   change      change      change      at-server   ask         ask         ask         change      ask         ask
mode         try-again   change      change      change      at-server   ask         ask         change      change      at-server   ask
login        help-login  change      change      change      at-server   ask         help-login  help-login  help-login  help-login  help-login
moment       wait        change      change      change      at-server   ask         wait        wait        wait        wait        wait
sender       own-sender  own-sender  own-sender  own-sender  own-sender  own-sender  own-sender  own-sender  own-sender  own-sender  own-sender
server       at-server   change      change      change      at-server   at-server   at-server   at-server   at-server   at-server   at-server
slip         retype      change      change      change      retype      ask         retype      retype      retype      retype      retype
google       at-google   at-google   at-google   at-google   at-google   at-google   at-google   at-google   at-google   at-google   at-google
ended        has-ended   has-ended   has-ended   has-ended   has-ended   has-ended   has-ended   has-ended   has-ended   has-ended   has-ended
inbound      to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail    to-gmail
unlogged     log-in      log-in      log-in      log-in      log-in      log-in      log-in      log-in      log-in      log-in      log-in
delivery     recipient   recipient   recipient   recipient   recipient   recipient   recipient   recipient   recipient   recipient   recipient
`

func TestTable(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(decided), "\n")
	columns := strings.Fields(lines[0])
	if len(lines)-1 != len(allCauses()) || len(columns) != len(allSeen()) {
		t.Fatalf("%d causes, %d columns", len(lines)-1, len(columns))
	}
	for _, l := range lines[1:] {
		cells := strings.Fields(l)
		for i, want := range cells[1:] {
			if got := decide(Cause(cells[0]), Seen(columns[i]), false); string(got) != want {
				t.Errorf("%s, %s: %s, want %s", cells[0], columns[i], got, want)
			}
		}
	}
	for s, want := range map[Seen]Move{Fits: Quiet, Elsewhere: Change, InClear: Change, WayOut: Change, Mend: AtServer, UsualFits: Quiet, UsualOut: Quiet, Unseen: Quiet, Unclear: Quiet, NoName: Quiet, UsualMend: Quiet} {
		if got := decide(Nothing, s, true); got != want {
			t.Errorf("a dialog of which nothing was said, %s: %s", s, got)
		}
	}
}

// typicalCode is a code of each cause.
var typicalCode = map[Cause]finding.Code{
	Certificate: finding.TLSNameMismatch, Reach: finding.NetTimeout, Name: finding.DNSNoSuchHost, Mode: finding.PlainOnTLSPort, Login: finding.SMTPAuthRefused, Sender: finding.SMTPSenderRefused, Moment: finding.POPLoginTemporary,
	Server: finding.POPReplyBad, Slip: finding.HostUnsafeCharacters, Google: finding.SMTPAuthRefused, Ended: finding.FeatureEnded, Inbound: finding.SenderSPFMissing,
	Unlogged: finding.SMTPAuthMissing, Delivery: finding.DNSRecipientDomainMissing,
}

// cell is a ticket as it would stand after the look, without a network.
func cell(c Cause, s Seen, leg finding.Leg, lang string, date time.Time) *ticket {
	server := evidence.Server{Host: "typed.customer.test", Port: 587, Security: evidence.StartTLS}
	d := &dialog{leg: leg, cause: c, seen: s, typed: paste.Dialog{Host: server.Host, Port: 587, Security: server.Security}}
	if c != Nothing {
		d.word = &word{cause: c, code: typicalCode[c], leg: leg}
	}
	run := &report.Diagnosis{Advice: &advice.Advice{}}
	row := advice.Row{Leg: leg, Host: server.Host, Port: 587, Security: server.Security, Outcome: advice.Accepts}
	l := advice.Leg{Leg: leg, Typed: server, Reaches: s == Fits || s == Elsewhere}
	switch s {
	case InClear:
		l.Typed.Security, row.Security = evidence.Plain, evidence.Plain
	case WayOut, Mend, UsualOut, UsualMend:
		row.Outcome = advice.Refuses
		row.Findings = []finding.Finding{{Code: finding.TLSNameMismatch, Leg: leg, Args: finding.Args{finding.KeySANs: {"right.hoster.test"}}}}
	case NoName:
		row.Outcome = advice.NoSuchName
	case Unclear:
		row.Outcome = advice.Unclear
		row.Findings = []finding.Finding{{Code: finding.DNSFailed, Leg: leg}}
	}
	if s == UsualFits || s == UsualOut || s == UsualMend || s == Unseen {
		d.typed = paste.Dialog{}
		l.Typed = evidence.Server{}
	}
	if s == WayOut || s == Elsewhere || s == InClear || s == UsualOut || s == UsualFits && c == Mode {
		d.best = &advice.Option{Host: "right.hoster.test", Port: 465, Security: evidence.SSL, Risks: []advice.Line{{Code: "foreign-domain"}}}
	}
	if s == Elsewhere {
		d.best.Risks = nil
		l.Listed = d.best
	}
	run.Advice.Legs, run.Advice.Rows = []advice.Leg{l}, []advice.Row{row}
	if s != Unseen {
		d.run, d.leg0 = run, &run.Advice.Legs[0]
	}
	d.move = decide(c, s, false)
	m := &matter{subject: paste.Subject{Address: "info@customer.test"}, dialogs: []*dialog{d}}
	if d.word != nil {
		m.words = []word{*d.word}
	}
	if c == Inbound {
		m.inbound = &report.Diagnosis{Sender: &report.Sender{Seen: &evidence.Sender{From: "customer.test"}}}
	}
	return &ticket{lang: lang, date: date, cases: []*matter{m}, words: m.words, reading: job.Reading{Paste: &paste.Paste{Language: lang}}}
}

// dates are on both sides of the end of Gmail's features, and in it.
var dates = []time.Time{
	time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC), time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC), time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC),
}

// TestEveryCellCanBeSent writes the reply of every cell, for both dialogs, in
// both languages, at every date, and holds it against what every reply keeps to.
func TestEveryCellCanBeSent(t *testing.T) {
	t.Parallel()
	for _, c := range allCauses() {
		for _, s := range allSeen() {
			for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
				for _, lang := range []string{"en", "ja"} {
					for _, date := range dates {
						k := cell(c, s, leg, lang, date)
						p := k.reply()
						name := fmt.Sprintf("%s, %s, %s, %s, %s", c, s, leg, lang, date.Format(time.DateOnly))
						keeps(t, name, p.String(), []string{"typed.customer.test", "right.hoster.test", "customer.test"})
						if asks := decide(c, s, false) == Ask; p.asks != asks && eraOf(date) != After {
							t.Errorf("%s: asks %v", name, p.asks)
						}
						if note, err := k.note(!p.asks, p); err != nil || strings.TrimSpace(note) == "" {
							t.Errorf("%s: note %q, %v", name, note, err)
						}
					}
				}
			}
		}
	}
}

// keeps holds a reply against what every reply keeps to: it has no host but
// those that are known, no empty section, no mark for the desk, asks for no
// password, advises nothing in clear, says nothing that only experts know, and
// is narrow enough for any mail program.
func keeps(t *testing.T, name, reply string, hosts []string) {
	t.Helper()
	for _, bad := range []string{
		"要確認", "to confirm", "SAN", "EHLO", "SNI", "STARTTLS not", "{", "}", "[[", "]]", "?)", "（?）", " ? ", "%!", "\n\n\n", "send us your password.", "パスワードをお送りください",
	} {
		if strings.Contains(reply, bad) {
			t.Errorf("%s: %q stands in the reply:\n%s", name, bad, reply)
		}
	}
	if strings.TrimSpace(reply) == "" {
		t.Errorf("%s: no reply", name)
	}
	for _, h := range hostsIn(reply) {
		if !slices.Contains(hosts, h) {
			t.Errorf("%s: %s comes from nowhere:\n%s", name, h, reply)
		}
	}
	paragraphs := strings.Split(strings.TrimRight(reply, "\n"), "\n\n")
	for _, part := range paragraphs {
		lines := strings.Split(part, "\n")
		head := lines[0]
		if strings.HasPrefix(head, "■") && len(lines) == 1 {
			t.Errorf("%s: %q stands over nothing", name, head)
		}
	}
	for line := range strings.SplitSeq(reply, "\n") {
		if render.Columns(line) > 80 {
			t.Errorf("%s: %d columns: %s", name, render.Columns(line), line)
		}
		low := strings.ToLower(line)
		if strings.Contains(low, "unsecured") && !strings.Contains(low, "choose \"unsecured") || strings.Contains(line, "保護されていない接続") && !strings.Contains(line, "選ばない") {
			t.Errorf("%s: in clear: %s", name, line)
		}
	}
	if strings.Contains(reply, "■") {
		for line := range strings.SplitSeq(reply, "\n") {
			if run := finding.EnglishIn(line); run != "" {
				t.Errorf("%s: English in the Japanese reply: %q", name, run)
			}
		}
	}
}

// hostsIn are the host names of a text.
func hostsIn(text string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_')
	}) {
		f = strings.ToLower(strings.Trim(f, ".-_"))
		if strings.Contains(f, ".") && hostname.Is(f) && hostname.Plausible(f) {
			out = append(out, f)
		}
	}
	return out
}

// TestProfileInReplies: greeting, signature, panels and the switch of the
// filter are the company's, in every move.
func TestProfileInReplies(t *testing.T) {
	t.Parallel()
	p := &profile.Profile{
		Name: "Hana", Greeting: profile.Text{EN: "Hello from Hana.", JA: "ハナでございます。"}, Signature: profile.Text{EN: "-- \nHana desk", JA: "-- \nハナ窓口"},
		Panels: []profile.Panel{{Password: profile.Text{EN: "Panel > Password", JA: "パネル → パスワード"}}},
		Filter: profile.Filter{Exists: true, Switch: profile.Text{EN: "Panel > Abroad", JA: "パネル → 国外"}},
		WaysOn: []profile.Way{profile.Webmail},
	}
	k := cell(Login, Fits, finding.Send, "en", dates[0])
	k.req.Profile = p
	reply := k.reply().String()
	for _, want := range []string{"Hello from Hana.\n", "Panel > Password", "Panel > Abroad", "please use\nour webmail", "-- \nHana desk\n"} {
		if !strings.Contains(reply, want) {
			t.Errorf("%q is missing:\n%s", want, reply)
		}
	}
	k.req.Profile.Filter.Exists = false
	if reply := k.reply().String(); strings.Contains(reply, "abroad") {
		t.Errorf("a filter that does not exist is named:\n%s", reply)
	}
}
