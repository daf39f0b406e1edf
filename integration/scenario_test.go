package integration

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/internal/schema"
	"harness/verify"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// hang is when a run that does not end is given up. It decides nothing else.
const hang = 5 * time.Minute

// ran is a scenario's round trip with its verdict and all its outputs.
type ran struct {
	report     *report.Report
	trip       *evidence.Trip
	allocated  uint64 // octets from the start of the trip to the verdict, by everybody in the process
	lab        *fixtures.Lab
	roots      *certs.Roots
	transcript string
	forms      string // the report in every form and language
}

// runScenario makes the round trip of a scenario, judges it, renders it in
// every form, and looks for the password in all of them.
func runScenario(t *testing.T, s scenario.Scenario) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), hang)
	defer cancel()
	lab, err := fixtures.Start(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := lab.Close(); err != nil {
			t.Errorf("the lab: %v", err)
		}
	}()
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	var transcript bytes.Buffer
	before := allocated()
	started := time.Now()
	trip, err := client.RoundTrip(ctx, lab.Account, client.Options{
		Roots: roots, Resolver: lab.Resolver, Dial: lab.Dial, Via: evidence.ViaLab, Lookup: names(lab), Timeout: s.Step, Wait: s.Wait,
		Home: func(context.Context, string) []evidence.Home { return s.Homes },
		Trace: func(m client.Mark, line []byte) {
			fmt.Fprintf(&transcript, "%s %s\n", m, bytes.TrimRight(line, "\r\n"))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	out := ran{lab: lab, roots: roots, trip: trip, transcript: transcript.String()}
	var all bytes.Buffer
	out.report = verify.Judge(trip, verify.Options{Roots: roots, Now: started, Command: "roundtrip"})
	out.allocated = allocated() - before
	for _, lang := range []string{"en", "ja"} {
		for _, f := range render.Formats() {
			var one bytes.Buffer
			if err := f.Write(&one, out.report, render.Style{Lang: lang, Colour: true}); err != nil {
				t.Fatal(err)
			}
			all.Write(one.Bytes())
			if f.Name() == (render.JSON{}).Name() {
				ofAForm(t, one.Bytes())
			}
		}
	}
	out.forms = all.String()
	noSecret(t, scenario.Password, all.Bytes(), transcript.Bytes())
	plainWords(t, all.String())
	sameFromFile(t, trip, roots, started)
	return out
}

// allocated is what the process has ever allocated, in octets.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// ofOurs are words of ours before a colon: a plugin's output names a check
// "smtp.customer.test:587 tls: works", the page a stage that failed "! connect: timeout".
// The prefixes of crypto/tls and net stand neither behind a port nor behind that mark.
var ofOurs = regexp.MustCompile(`(:[0-9]+ [a-z]+|[\n>]! [a-z0-9]+): $`)

// plainWords wants no text of Go's libraries in what a person reads: it stands in
// the transcript.
func plainWords(t *testing.T, shown string) {
	t.Helper()
	for _, raw := range []string{
		"dial tcp", "read tcp", "write tcp", "i/o timeout", "connect: connection", "connect: network", "connect: no ", "local error", "remote error", ": tls: ", "(tls: ", "\"tls: ", "x509: ", "asn1: ", "strconv.", "context deadline", "context canceled", "lookup ",
		"broken pipe", "closed network", "unexpected EOF", "short response", "textproto",
	} {
		for from := 0; ; {
			i := strings.Index(shown[from:], raw)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(raw)
			if !ofOurs.MatchString(shown[max(0, at-80):from]) { // a look at the few places only: the forms are long
				t.Errorf("a library's words: %q", shown[max(0, at-80):min(len(shown), at+80)])
				break
			}
		}
	}
}

var schemas = sync.OnceValues(func() (*schema.Set, error) { return schema.Load("../docs/schema") })

// ofAForm holds JSON against docs/schema.
func ofAForm(t *testing.T, data []byte) {
	t.Helper()
	set, err := schemas()
	if err != nil {
		t.Fatal(err)
	}
	if forms, err := set.Check(data); err != nil || !slices.Equal(forms, []string{"report"}) {
		t.Errorf("forms %q: %v", forms, err)
	}
}

// sameFromFile judges a saved trip again: the verdict must be the same.
func sameFromFile(t *testing.T, trip *evidence.Trip, roots *certs.Roots, now time.Time) {
	t.Helper()
	saved, err := json.Marshal(trip)
	if err != nil {
		t.Fatal(err)
	}
	var read evidence.Trip
	if err := json.Unmarshal(saved, &read); err != nil {
		t.Fatal(err)
	}
	var forms [2]bytes.Buffer
	for i, tr := range []*evidence.Trip{trip, &read} {
		r := verify.Judge(tr, verify.Options{Roots: roots, Now: now})
		r.Trip = nil
		if err := (render.JSON{}).Write(&forms[i], r, render.Style{Lang: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(forms[0].Bytes(), forms[1].Bytes()) {
		t.Errorf("the saved trip is judged otherwise:\n%s\n%s", forms[0].Bytes(), forms[1].Bytes())
	}
}

// mismatches are the ways in which a result is not what the scenario expects.
func mismatches(e scenario.Expect, r ran) []string {
	var out []string
	var got []string
	for _, f := range r.report.Findings {
		if c := string(f.Code); !slices.Contains(got, c) {
			got = append(got, c)
		}
	}
	want := slices.Clone(e.Codes)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("codes %v, want %v", got, want))
	}
	if exit := render.ExitCode(r.report.Outcome); exit != e.Exit {
		out = append(out, fmt.Sprintf("exit %d, want %d", exit, e.Exit))
	}
	for _, leg := range r.report.Legs {
		wanted := e.Send
		if leg.Leg == finding.Fetch {
			wanted = e.Fetch
		}
		for _, w := range wanted {
			if !slices.ContainsFunc(leg.Gmail, func(g phrasebook.Said) bool { return g.ID == w || strings.Contains(g.Text, w) }) {
				out = append(out, fmt.Sprintf("%s: no phrase %q among %v", leg.Leg, w, leg.Gmail))
			}
		}
		for _, g := range leg.Gmail {
			if len(wanted) == 0 && g.Rank == phrasebook.First {
				out = append(out, fmt.Sprintf("%s: phrase %s not expected: %q", leg.Leg, g.ID, g.Text))
			}
		}
	}
	for _, v := range r.lab.Events() {
		of := "fetch"
		if v.Proto == string(evidence.SMTP) {
			of = "send"
		}
		for _, leg := range e.NoLogin {
			if of == leg && (v.Login || v.Secret) {
				out = append(out, fmt.Sprintf("%s: credentials reached %s:%d: %v", leg, v.Host, v.Addr.Port(), v.Commands))
			}
		}
	}
	return out
}

// refusals counts the logins that a scenario's servers turned down, by protocol.
func refusals(r ran) map[string]int {
	n := map[string]int{}
	for _, v := range r.lab.Events() {
		if v.Secret && !v.LoggedIn {
			n[v.Proto]++
		}
	}
	return n
}

// Every scenario of the lab gives just what it says.
func TestScenarios(t *testing.T) {
	t.Parallel()
	rows := &personaRows{of: map[string]string{}}
	t.Cleanup(func() { rows.write(t) })
	for _, s := range scenario.All() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := runScenario(t, s)
			for _, m := range mismatches(s.Expect, r) {
				t.Error(m)
			}
			if len(mismatches(scenario.Expect{}, r)) == 0 && (len(s.Expect.Codes) > 0 || s.Expect.Exit != 0) {
				t.Error("an emptied expectation would pass")
			}
			// After one refused login the same credentials are not sent again.
			for proto, code := range map[string]string{"smtp": "smtp-auth-refused", "pop3": "pop-login-refused", "imap": "imap-login-refused"} {
				if n := refusals(r)[proto]; slices.Contains(s.Expect.Codes, code) && (n != 1 || r.report.Trip.Refusals != 1) {
					t.Errorf("%s: %d refused logins reached the server, the report says %d, want 1", proto, n, r.report.Trip.Refusals)
				}
			}
			rows.hold(t, s.Name, personaRow(t, s, r))
			if t.Failed() {
				t.Logf("transcript:\n%s", r.transcript)
			}
		})
	}
}

// The test above can fail: a scenario without its fault, or with an empty
// expectation, is noticed.
func TestScenariosNoticeTheirFault(t *testing.T) {
	t.Parallel()
	for _, s := range scenario.All() {
		if len(s.Expect.Codes) == 0 {
			continue // works, and is to work
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := runScenario(t, s.Healthy())
			if len(mismatches(s.Expect, r)) == 0 {
				t.Errorf("the healthy twin gives the same codes %v", s.Expect.Codes)
			}
			if len(mismatches(scenario.Expect{}, ran{report: r.report, lab: r.lab})) > 0 && render.ExitCode(r.report.Outcome) == s.Expect.Exit && s.Expect.Exit != 0 {
				t.Errorf("the healthy twin exits %d too: %v", render.ExitCode(r.report.Outcome), mismatches(scenario.Expect{}, r))
			}
		})
	}
}
