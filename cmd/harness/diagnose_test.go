package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/fixtures/scenario"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// harness runs the command line in this process, with a deadline.
func harness(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(args, strings.NewReader(stdin), &out, &errs, func(string) string { return "" })
	}()
	select {
	case code = <-done:
	case <-time.After(5 * time.Minute):
		t.Fatalf("harness %q does not end", args)
	}
	for name, text := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
		if strings.Contains(text, scenario.Password) {
			t.Errorf("%s shows the password", name)
		}
	}
	if err := ofNoForm(out.Bytes()); err != nil {
		t.Error(err)
	}
	return out.String(), errs.String(), code
}

func diagnosed(t *testing.T, args ...string) (*render.DiagnosisForm, int) {
	t.Helper()
	stdout, stderr, code := harness(t, "", append([]string{"diagnose", "--format", "json"}, args...)...)
	var d render.DiagnosisForm
	if err := json.Unmarshal([]byte(stdout), &d); err != nil {
		t.Fatalf("%v; exit %d; stderr %s", err, code, stderr)
	}
	if d.Exit != code {
		t.Errorf("exit %d, the report says %d", code, d.Exit)
	}
	return &d, code
}

// names are what the advice says to type, for both legs.
func names(d *render.DiagnosisForm) []string {
	var out []string
	for _, l := range d.Advice.Legs {
		switch {
		case l.Reaches && l.Typed.Security != evidence.Plain:
			out = append(out, server(l.Typed.Host, l.Typed.Port, l.Typed.Security))
		case l.Best() != nil:
			out = append(out, server(l.Best().Host, l.Best().Port, l.Best().Security))
		default:
			out = append(out, "-")
		}
	}
	return out
}

func server(host string, port uint16, s evidence.Security) string {
	return fmt.Sprintf("%s:%d %s", host, port, s)
}

// turning stories go from red to green by what diagnose says.
var turning = []string{
	"gmo-shared", "sakura-shared", "coreserver-shared", "xserver-own-domain", "two-names", "apex-only", "swapped-hosts",
	"smtp-587-ssl", "smtp-465-tls", "pop-110-ssl", "pop-995-plain",
}

// hopeless have no way on the customer's side.
var hopeless = []string{"self-signed", "expired", "incomplete-chain", "tls10-only", "sni-map-broken", "wildcard-no-ptr"}

func TestDiagnoseTurnsRedGreen(t *testing.T) {
	t.Parallel()
	for _, name := range turning {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc, err := scenario.ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			right, err := sc.RightAccount()
			if err != nil || right == nil {
				t.Fatalf("no right account: %v", err)
			}
			d, code := diagnosed(t, "--lab", name)
			if d.Before == nil || d.Before.Outcome != report.Broken {
				t.Errorf("before: %+v", d.Before)
			}
			if d.After == nil || d.After.Outcome != report.Works || d.Outcome != report.Broken || !d.WayOut || code != 1 {
				t.Errorf("after %+v, outcome %s, way out %v, exit %d", d.After, d.Outcome, d.WayOut, code)
			}
			want := []string{server(right.SMTP.Host, right.SMTP.Port, right.SMTP.Security), server(right.POP.Host, right.POP.Port, right.POP.Security)}
			if got := names(d); !slices.Equal(got, want) {
				t.Errorf("advised %q, want %q", got, want)
			}
			text, _, code := harness(t, "", "diagnose", "--lab", name, "--exit-on", "way-out")
			if code != 0 {
				t.Errorf("exit %d where a way out counts", code)
			}
			for _, host := range []string{right.SMTP.Host, right.POP.Host} {
				if !strings.Contains(text, host) {
					t.Errorf("the text does not name %s:\n%s", host, text)
				}
			}

			without, code := diagnosed(t, "--lab", name, "--no-login")
			if got := names(without); !slices.Equal(got, want) {
				t.Errorf("without login: advised %q, want %q", got, want)
			}
			if without.After != nil || code != 1 || !without.NoLogin || !without.WayOut {
				t.Errorf("without login: after %+v, exit %d", without.After, code)
			}
			noLogin(t, without)
		})
	}
}

// noLogin looks for a login in what was said on the wire.
func noLogin(t *testing.T, d *render.DiagnosisForm) {
	t.Helper()
	for _, s := range d.Survey.Sessions {
		for _, st := range s.Steps {
			for _, said := range st.Said {
				verb, _, _ := strings.Cut(string(said), " ")
				if slices.Contains([]string{"AUTH", "USER", "PASS", "APOP", "MAIL", "RCPT"}, strings.ToUpper(verb)) {
					t.Errorf("%s port %d: said %q", s.Addr, s.Port, said)
				}
			}
		}
	}
}

func TestDiagnoseSaysWhereOnlyTheServerHelps(t *testing.T) {
	t.Parallel()
	for _, name := range hopeless {
		for _, more := range []string{"--tries=2", "--no-login"} {
			t.Run(name+more, func(t *testing.T) {
				t.Parallel()
				d, code := diagnosed(t, "--lab", name, more)
				if code != 1 || d.After != nil || d.WayOut {
					t.Errorf("exit %d, after %+v", code, d.After)
				}
				for _, l := range d.Advice.Legs {
					if !l.Mend || len(l.Options) > 0 {
						t.Errorf("%s: mend %v, options %+v", l.Leg, l.Mend, l.Options)
					}
				}
				if len(d.Advice.Mends) == 0 {
					t.Error("the server's side is not said")
				}
				text, _, code := harness(t, "", "diagnose", "--lab", name, more, "--exit-on", "way-out")
				if code != 1 {
					t.Errorf("exit %d where a way out counts and there is none", code)
				}
				if !strings.Contains(strings.Join(strings.Fields(text), " "), "the server must be mended") || !strings.Contains(text, "At the server: ") {
					t.Errorf("the text does not say that the server must be mended:\n%s", text)
				}
			})
		}
	}
}

func TestDiagnosePutsWhatDiffersAboveTheTable(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{
		"stale-listener": "Stale listener: ", "round-robin-differs": "The addresses of ",
		"ipv6-differs": "IPv6 and IPv4 of ", "incomplete-chain-sni-only": "The intermediate certificate is missing only where",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, _, _ := harness(t, "", "diagnose", "--lab", name, "--details")
			at, table := -1, -1
			for i, line := range strings.Split(text, "\n") {
				if strings.HasPrefix(line, "  - "+words) && at < 0 {
					at = i
				}
				if strings.HasPrefix(line, "address ") && table < 0 {
					table = i
				}
			}
			if at < 0 || table < at {
				t.Errorf("remark in line %d, table in line %d:\n%s", at, table, text)
			}
		})
	}
}

func BenchmarkDiagnose(b *testing.B) {
	for b.Loop() {
		var out, errs bytes.Buffer
		if code := run([]string{"diagnose", "--lab", "gmo-shared"}, strings.NewReader(""), &out, &errs, func(string) string { return "" }); code != 1 {
			b.Fatalf("exit %d\n%s", code, &errs)
		}
	}
}

func TestDiagnoseAgainFromASavedRun(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "run.json")
	first, _ := diagnosed(t, "--lab", "two-names", "--no-login", "--save", file)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	// With Mozilla's roots in place of the lab's the verdict is another, and that it
	// was judged again shows.
	again, code := diagnosed(t, "--offline-report", file, "--roots", "mozilla")
	if len(again.Survey.Sessions) != len(first.Survey.Sessions) || code != 1 {
		t.Errorf("%d sessions, were %d; exit %d", len(again.Survey.Sessions), len(first.Survey.Sessions), code)
	}
	if again.Advice.Legs[1].Reaches {
		t.Error("the saved verdict was taken over")
	}
	if again, _ := diagnosed(t, "--offline-report", file); !again.Advice.Legs[1].Reaches {
		t.Error("the run kept its roots, and they were not used")
	}
}

// A saved run of the lab, or with roots of one's own, has the verdict that it had
// on its day: it carries the roots.
func TestASavedRunHasTheVerdictOfItsDay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"healthy", "wrong-host", "untrusted-root", "gmo-shared"} {
		for _, command := range []string{"roundtrip", "diagnose"} {
			t.Run(command+" "+name, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(t.TempDir(), "run.json")
				_, stderr, code := harness(t, "", command, "--lab", name, "--save", file)
				first, err := os.ReadFile(file)
				if err != nil {
					t.Fatalf("%v: %s", err, stderr)
				}
				again, stderr, code2 := harness(t, "", "diagnose", "--offline-report", file, "--format", "json")
				if code2 != code || !reflect.DeepEqual(verdictOf(t, []byte(again)), verdictOf(t, first)) {
					t.Errorf("exit %d, was %d\n%s%s\nwas\n%s", code2, code, stderr, again, first)
				}
			})
		}
	}
}

// verdictOf is a run's form without what the command line adds.
func verdictOf(t *testing.T, form []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(form, &out); err != nil {
		t.Fatal(err)
	}
	delete(out, "next")
	return out
}

func TestDiagnoseJudgesASavedRoundTripAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "run.json")
	if _, stderr, code := harness(t, "", "roundtrip", "--lab", "expired", "--save", file); code != 1 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	stdout, _, code := harness(t, "", "diagnose", "--offline-report", file)
	if code != 1 || !strings.Contains(stdout, "tls-cert-expired") {
		t.Errorf("exit %d:\n%s", code, stdout)
	}
	if _, stderr, code := harness(t, "", "diagnose", "--offline-report", "diagnose_test.go"); code != 2 || !strings.Contains(stderr, "--offline-report") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestDiagnoseTellsEachConnectionInOnePiece(t *testing.T) {
	t.Parallel()
	_, stderr, code := harness(t, "", "diagnose", "--lab", "gmo-shared", "--no-login", "-v")
	pieces := strings.Split(stderr, "*** trying ")
	if code != 1 || len(pieces) < 15 {
		t.Fatalf("exit %d, %d connections", code, len(pieces)-1)
	}
	for _, piece := range pieces[1:] {
		if n := strings.Count(piece, "TLS started"); n > 1 {
			t.Errorf("%d handshakes in one piece:\n%s", n, piece)
		}
	}
}

func TestDiagnoseManyHosts(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := harness(t, "mail.osaka-books.test # fine\nsmtp.osaka-books.test:587\nnowhere.osaka-books.test\n\n", "diagnose", "--lab", "two-names", "--hosts", "-")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if len(lines) != 3 || code != 1 {
		t.Fatalf("%d lines, exit %d, %s", len(lines), code, stderr)
	}
	for i, want := range []report.Outcome{report.Works, report.Broken, report.Broken} {
		var l render.HostForm
		if err := json.Unmarshal([]byte(lines[i]), &l); err != nil {
			t.Fatal(err)
		}
		if l.Outcome != want {
			t.Errorf("%s: %s, want %s: %v", l.Host, l.Outcome, want, l.Codes)
		}
	}
}

func TestDiagnoseFromPastedText(t *testing.T) {
	t.Parallel()
	said := filepath.Join(t.TempDir(), "said.txt")
	text := `SSL error: ok Hostname "pop.nippon-kigyou.test" doesn't match any SANs: "*.gmoserver.test", "gmoserver.test" Valid hostnames: ,*.gmoserver.test,gmoserver.test`
	if err := os.WriteFile(said, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d, code := diagnosed(t, "--lab", "gmo-shared", "--no-login", "--only", "fetch", "--said", said)
	if code != 1 || len(d.Said) != 1 || d.Said[0].ID != "P01" || d.Before.Legs[0].Host != "pop.nippon-kigyou.test" {
		t.Errorf("exit %d, said %+v", code, d.Said)
	}
	if got := names(d); !slices.Equal(got, []string{server("pop-05.gmoserver.test", 995, evidence.SSL)}) {
		t.Errorf("advised %q", got)
	}
}

func TestDiagnoseDryRunOpensNothing(t *testing.T) {
	t.Parallel()
	stdout, _, code := harness(t, "", "diagnose", "--lab", "gmo-shared", "--dry-run")
	if code != 0 || !strings.Contains(stdout, "203.0.113.25 smtp port 587 (tls), SNI smtp.nippon-kigyou.test\n") {
		t.Errorf("exit %d:\n%s", code, stdout)
	}
}

// TestDiagnoseSpeaksJapanese finds no English sentence but the words of Gmail
// and the servers, what is to be copied, and the labels that stand in both.
func TestDiagnoseSpeaksJapanese(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"gmo-shared", "tls10-only", "stale-listener", "spf-missing", "evil-ptr", "plaintext-25-workaround", "wildcard-no-ptr", "421-too-many"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, _, _ := harness(t, "", "diagnose", "--lab", name, "--lang", "ja", "--no-login")
			for line := range strings.SplitSeq(text, "\n") {
				quoted := strings.HasPrefix(line, "      ") || strings.Contains(line, " / ") || strings.Contains(line, "出典: ") || strings.Contains(line, "Plesk") || strings.Contains(line, "SSL Certificates")
				if run := finding.EnglishIn(line); run != "" && !quoted {
					t.Errorf("%q in %q", run, line)
				}
			}
		})
	}
}

// What was reached by a detour is not proved as typed: a name without an
// address is not advised, and a trip by such a name says so.
func TestDetour(t *testing.T) {
	t.Parallel()
	d, _ := diagnosed(t, "--lab", "ipv6-differs", "--smtp", "smtp.customer.test:465", "--connect-to", ":465:[2001:db8::25]:", "--only", "send")
	l := d.Advice.Legs[0]
	if len(l.Options) > 0 || l.Mend {
		t.Errorf("advised %+v, mend %v", l.Options, l.Mend)
	}
	if i := slices.IndexFunc(l.Unproven, func(u advice.Unproven) bool { return u.Host == "v6.hoster.test" }); i < 0 || l.Unproven[i].Why.Code != "detour" {
		t.Errorf("%+v", l.Unproven)
	}
	text, _, code := harness(t, "", "diagnose", "--no-login", "--lab", "ipv6-differs", "--smtp", "v6.hoster.test:465", "--connect-to", ":465:[2001:db8::25]:", "--only", "send")
	if code != 0 || !strings.Contains(strings.Join(strings.Fields(text), " "), "DNS has no address for it") {
		t.Errorf("exit %d:\n%s", code, text)
	}
	text, _, code = harness(t, "", "roundtrip", "--lab", "ipv6-differs", "--smtp", "v6.hoster.test:465", "--connect-to", ":465:[2001:db8::25]:", "--only", "send")
	if code != 0 || !strings.Contains(text, "[dns-detour]") {
		t.Errorf("exit %d:\n%s", code, text)
	}
}
