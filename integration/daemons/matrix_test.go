package daemons

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/fixtures/dnsd"
	"harness/integration/realmail"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// setup is one configuration of real servers, and what customers type for it.
type setup struct {
	name string
	opt  realmail.Options
	via  string                                    // prefix of the ports of a proxy before the servers
	help func(t *testing.T, opt *realmail.Options) // starts what the options name, before
	up   func(t *testing.T, stack *realmail.Stack) // the same, once the stack runs
	rows []row
}

// row is what is typed and what must be said of it. A code in send or fetch decides
// its leg; all that decide are there. What only a login shows, "diagnose --no-login"
// does not say.
type row struct {
	name        string
	smtp, pop   string                // "" is smtp.customer.test:587 and pop.customer.test:995
	args, env   []string              //
	dns         map[string]dnsd.Fault // of the name server, else NSD answers
	late        time.Duration         // of the answers of a name server that is slow
	exit        int                   // of roundtrip
	send, fetch []string              // codes
	notes       []string              // further codes of roundtrip
	doubted     bool                  // by diagnose without a login, which knows what an inventory lists
	mended      bool                  // diagnose with the password finds and proves what works
}

// zone has every name that the rows type. 127.0.0.2 and ::1 are served wrongly by
// the setup that listens there, at 127.0.0.3 nobody listens, and to ff02::1 no
// connection leads.
var zone = dnsd.Zone{Records: []string{
	"customer.test. MX 10 mail.customer.test.",
	"smtp.customer.test. A 127.0.0.1", "pop.customer.test. A 127.0.0.1", "mail.customer.test. A 127.0.0.1",
	"alias.customer.test. CNAME smtp.customer.test.",
	"first.customer.test. A 127.0.0.1", "first.customer.test. A 127.0.0.2",
	"last.customer.test. A 127.0.0.2", "last.customer.test. A 127.0.0.1",
	"six.customer.test. A 127.0.0.1", "six.customer.test. AAAA ::1",
	"partly.customer.test. A 127.0.0.1", "partly.customer.test. AAAA ff02::1", "away.customer.test. AAAA ff02::1",
	"half.customer.test. A 127.0.0.1", "half.customer.test. A 127.0.0.3",
	"own.customer.test. A 127.0.0.1",
	"far.customer.test. A 127.0.0.2", "sv2.customer.test. A 127.0.0.2", "sv5.customer.test. A 127.0.0.1",
	`empty.customer.test. TXT "no address"`,
}}

// TestMatrix: on each of these servers roundtrip, diagnose with the password and
// diagnose without a login say the same as the table, and so as each other.
func TestMatrix(t *testing.T) {
	t.Parallel()
	rows := 0
	for _, s := range matrix() {
		rows += len(s.rows)
	}
	if rows < 40 {
		t.Errorf("%d rows", rows)
	}
	file, err := zone.File()
	if err != nil {
		t.Fatal(err)
	}
	nsd := realmail.NSDForTest(t, file)
	t.Run("servers", func(t *testing.T) { // ends before NSD does
		for _, s := range matrix() {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				if s.help != nil {
					s.help(t, &s.opt)
				}
				stack := newStack(t, s.opt)
				if s.up != nil {
					s.up(t, stack)
				}
				for _, r := range s.rows {
					t.Run(r.name, func(t *testing.T) {
						if r.late > 0 { // it waits, and uses no CPU
							t.Parallel()
						}
						r.check(t, s, stack, nsd)
					})
				}
			})
		}
	})
}

func (r row) check(t *testing.T, s setup, stack *realmail.Stack, nsd *realmail.NSD) {
	resolver := nsd.Addr
	if r.dns != nil {
		server, err := dnsd.StartWith(dnsd.Zone{Records: zone.Records, Faults: r.dns, Slow: r.late}, dnsd.Options{Loopback: true})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = server.Close() }()
		resolver = server.Addr()
	}
	tr := trip{stack: stack, smtp: or(r.smtp, "smtp.customer.test:587"), pop: or(r.pop, "pop.customer.test:995"), env: r.env, alone: true,
		args: []string{"--format", "json", "--resolver", resolver.String()}}
	for _, to := range stack.ConnectVia(s.via) {
		tr.args = append(tr.args, "--connect-to", to)
	}
	for _, arg := range r.args {
		tr.args = append(tr.args, stack.Expand(arg))
	}
	out := tr.run(t)
	var typed render.ReportForm
	parse(t, out, &typed)
	r.asInTable(t, "roundtrip", out.code, &typed)
	for _, code := range r.notes {
		if !slices.ContainsFunc(typed.Findings, func(f render.ItemForm) bool { return string(f.Code) == code }) {
			t.Errorf("roundtrip: no %s", code)
		}
	}

	tr.verb = "diagnose"
	out = tr.run(t)
	diagnosis := out.stdout
	var with render.DiagnosisForm
	parse(t, out, &with)
	r.asInTable(t, "diagnose, before", with.Before.Exit, with.Before)
	if out.code != r.exit || with.WayOut != (r.mended && r.exit != 0) {
		t.Errorf("diagnose: exit %d, want %d, way out %v, mended %v", out.code, r.exit, with.WayOut, r.mended)
	}

	tr.args = append(tr.args, "--no-login")
	out = tr.run(t)
	var without render.DiagnosisForm
	parse(t, out, &without)
	look := row{}
	for _, leg := range typed.Legs {
		codes := r.codes(leg.Leg)
		if reached(typed.Trip, leg.Leg) { // what other addresses say is seen without a login
			codes = slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c != string(finding.NetAddressesDiffer) })
		}
		if leg.Leg == finding.Send {
			look.send = codes
		} else {
			look.fetch = codes
		}
	}
	look.exit = r.exit
	if len(look.send)+len(look.fetch) == 0 {
		look.exit = 0
		if r.doubted {
			look.exit = render.ExitCode(report.Undecided)
		}
	} else if len(look.send)+len(look.fetch) < len(r.send)+len(r.fetch) {
		look.exit = without.Exit // of the leg that is left; its codes are compared
	}
	look.asInTable(t, "diagnose --no-login", out.code, without.Before)
	if t.Failed() {
		t.Logf("roundtrip legs: %s", brief(&typed))
		t.Logf("diagnose: %s", diagnosis) // whole, with the certificates that were seen
	}
}

// matrixTable is the table as docs/stacks.md shows it.
func matrixTable() string {
	var b strings.Builder
	b.WriteString("| servers | what is typed | exit | sending | fetching | diagnose |\n|---|---|---|---|---|---|\n")
	for _, s := range matrix() {
		for _, r := range s.rows {
			proves := ""
			if r.mended {
				proves = "proves what works"
			}
			notes := ""
			if len(r.notes) > 0 {
				notes = " (notes: " + strings.Join(r.notes, ", ") + ")"
			}
			fmt.Fprintf(&b, "| %s | %s | %d%s | %s | %s | %s |\n", s.name, r.name, r.exit, notes, strings.Join(r.send, ", "), strings.Join(r.fetch, ", "), proves)
		}
	}
	return b.String()
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func parse(t *testing.T, out outcome, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(out.stdout), into); err != nil {
		t.Fatalf("not JSON: %v; exit %d\n%s%s", err, out.code, out.stdout, out.stderr)
	}
}

func (r row) codes(leg finding.Leg) []string {
	if leg == finding.Send {
		return r.send
	}
	return r.fetch
}

// asInTable compares the exit code, which legs work, and the codes that decide.
func (r row) asInTable(t *testing.T, who string, code int, got *render.ReportForm) {
	t.Helper()
	if got == nil {
		t.Fatalf("%s: no report", who)
	}
	if code != r.exit {
		t.Errorf("%s: exit %d, want %d", who, code, r.exit)
	}
	for _, leg := range got.Legs {
		want := slices.Sorted(slices.Values(r.codes(leg.Leg)))
		if codes := deciding(got, leg.Leg); !slices.Equal(codes, want) {
			t.Errorf("%s: %s: %q, want %q", who, leg.Leg, codes, want)
		}
		if works := leg.Outcome == report.Works; works != (len(want) == 0) {
			t.Errorf("%s: %s is %s with %q in the table", who, leg.Leg, leg.Outcome, want)
		}
	}
}

// deciding are the codes that decide a leg.
func deciding(r *render.ReportForm, leg finding.Leg) []string {
	var codes []string
	for _, f := range r.Findings {
		if (f.Leg == leg || f.Leg == finding.Both) && f.Severity.Decides() {
			codes = append(codes, string(f.Code))
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// reached tells whether a leg said something of the login.
func reached(trip *evidence.Trip, leg finding.Leg) bool {
	for _, s := range trip.Sessions(leg) {
		for _, stage := range []evidence.Stage{evidence.StageAuth, evidence.StageUser} {
			if st := s.Step(stage); st != nil && len(st.Said) > 0 {
				return true
			}
		}
	}
	return false
}

// brief is a report in a few lines.
func brief(r *render.ReportForm) string {
	var b strings.Builder
	for _, leg := range r.Legs {
		fmt.Fprintf(&b, "\n%s %s:%d %s stopped at %q %q", leg.Leg, leg.Host, leg.Port, leg.Outcome, leg.StoppedAt, leg.Codes)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "\n%s %s: %s", f.Leg, f.Code, f.Why)
		if detail := f.Args["detail"]; len(detail) > 0 {
			fmt.Fprintf(&b, " %q", detail)
		}
	}
	return b.String()
}
