package sweep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/fixtures/dnsd"
	"harness/verify/report"
)

// sweepOf runs a sweep over a list and gives the results by target.
func sweepOf(t testing.TB, ctx context.Context, cfg Config, list string) (map[string]*report.Target, *report.Sweep) {
	t.Helper()
	out := map[string]*report.Target{}
	also := cfg.Result
	cfg.Result = func(one *report.Target) error {
		if out[one.Target] != nil {
			t.Errorf("%s has two results", one.Target)
		}
		out[one.Target] = one
		if also != nil {
			return also(one)
		}
		return nil
	}
	if cfg.Secrets == nil {
		cfg.Secrets, _ = ReadSecrets(nil, true, nil)
	}
	s, err := New(cfg).Run(ctx, Read(strings.NewReader(list)))
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return out, s
}

// shared is n domains on servers, each named by its own server's name.
func shared(servers, domains int) (dnsd.Zone, string) {
	var zone dnsd.Zone
	for i := range servers {
		zone.Records = append(zone.Records, fmt.Sprintf("mail%d.host.test. A %s", i, addr(i)))
	}
	var list strings.Builder
	list.WriteString("domain,host,ports\n")
	list.Reset()
	for i := range domains {
		fmt.Fprintf(&list, `{"target":"d%d.test","smtp":"mail%d.host.test:587","pop":"mail%d.host.test"}`+"\n", i, i%servers, i%servers)
	}
	return zone, list.String()
}

// Every server is looked at once, however many domains name it.
func TestOneHandshakeForAll(t *testing.T) {
	t.Parallel()
	const servers, domains = 20, 2000
	zone, list := shared(servers, domains)
	f := newFarm(t, zone, "*.host.test")
	got, s := sweepOf(t, t.Context(), Config{Env: f.env, Mode: TLS}, list)
	if len(got) != domains || s.Counts[report.Works] != domains {
		t.Fatalf("%d results, %v %v", len(got), s.Counts, s.Causes)
	}
	if len(f.handshakes) != 2*servers {
		t.Errorf("%d different handshakes, want %d", len(f.handshakes), 2*servers)
	}
	for what, n := range f.handshakes {
		if n != 1 {
			t.Errorf("%s: %d handshakes", what, n)
		}
	}
	for at, n := range f.most {
		if n > 3 {
			t.Errorf("%s: %d connections at a time", at, n)
		}
	}
}

// What a tool would guess makes no domain broken; what a domain publishes is
// judged; what was given is judged even where another name would work.
func TestWhatIsJudged(t *testing.T) {
	t.Parallel()
	zone := dnsd.Zone{Records: []string{
		"mail.host.test. A " + addr(0), "smtp.own.test. A " + addr(0), "own.test. A " + addr(0), "mail.own.test. A " + addr(0),
		"_submissions._tcp.says.test. SRV 0 1 465 mail.host.test.", "_pop3s._tcp.says.test. SRV 0 1 995 mail.host.test.",
		"_submissions._tcp.wrong.test. SRV 0 1 465 smtp.own.test.", "_pop3s._tcp.wrong.test. SRV 0 0 0 .",
	}}
	f := newFarm(t, zone, "mail.host.test")
	got, s := sweepOf(t, t.Context(), Config{Env: f.env, Mode: TLS}, `target,smtp,pop,ports,expect
own.test,,,,
says.test,,,,
wrong.test,,,,
info@typed.test,smtp.own.test:465,mail.host.test,,
mail.host.test,,,465 587 995,
mail.host.test:465,,,,
mail.host.test:143,,,,
known.test,smtp.own.test:465,,,tls-name-mismatch
none.test,none.host.test,,,
`)
	for target, want := range map[string]string{
		"own.test": "no-settings no-settings", "says.test": "works ", "wrong.test": "broken tls-name-mismatch", "info@typed.test": "broken tls-name-mismatch",
		"mail.host.test": "works ", "mail.host.test:465": "works ", "known.test": "broken tls-name-mismatch", "none.test": "broken dns-no-such-host",
	} {
		one := got[target]
		if one == nil || string(one.Outcome)+" "+one.Cause != want {
			t.Errorf("%s: %+v, want %s", target, one, want)
		}
	}
	if s.Wrong != 1 || s.Unexpected != 3 || s.Counts[report.NoSettings] != 1 || len(got["mail.host.test"].Legs) != 3 {
		t.Errorf("%+v", s)
	}
}

// A server that bans, one that is busy and one that is dead make nobody broken
// and keep nobody else waiting.
func TestServersThatHadEnough(t *testing.T) {
	t.Parallel()
	const servers = 30
	var zone dnsd.Zone
	var list strings.Builder
	for i := range servers {
		zone.Records = append(zone.Records, fmt.Sprintf("mail%d.host.test. A %s", i, addr(i)))
		for k := range 12 {
			zone.Records = append(zone.Records, fmt.Sprintf("c%d.s%d.host.test. A %s", k, i, addr(i)))
			fmt.Fprintf(&list, `{"target":"c%d.s%d.test","smtp":"c%d.s%d.host.test:465","pop":"c%d.s%d.host.test"}`+"\n", k, i, k, i, k, i)
		}
	}
	f := newFarm(t, zone, hostNames(servers, 12)...)
	f.policy[addr(0)] = func(n int) string { return map[bool]string{n > 5: "421"}[true] }
	f.policy[addr(1)] = func(n int) string { return map[bool]string{n > 5: "refuse"}[true] }
	f.policy[addr(2)] = func(int) string { return "hang" }
	got, s := sweepOf(t, t.Context(), Config{Env: f.env, Mode: TLS, Manners: Manners{Account: 3 * time.Second, pause: 50 * time.Millisecond}}, list.String())
	if len(got) != servers*12 {
		t.Errorf("%d results", len(got))
	}
	for target, one := range got {
		bad := strings.Contains(target, ".s0.") || strings.Contains(target, ".s1.") || strings.Contains(target, ".s2.")
		if one.Outcome == report.Broken || !bad && one.Outcome != report.Works {
			t.Errorf("%s: %s %s %s", target, one.Outcome, one.Cause, one.Detail)
		}
	}
	if s.Counts[report.Undecided] < 12 {
		t.Errorf("%v", s.Counts)
	}
}

func hostNames(servers, each int) []string {
	var out []string
	for i := range servers {
		for k := range each {
			out = append(out, fmt.Sprintf("c%d.s%d.host.test", k, i))
		}
	}
	return out
}
