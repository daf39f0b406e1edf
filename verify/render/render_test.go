package render_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// counting is a form of this test alone: a type, passed in as a value.
type counting struct{}

func (counting) Name() string { return "count" }

func (counting) Write(w io.Writer, r report.Result, s render.Style) error {
	_, err := fmt.Fprintf(w, "%s %s\n", s.Lang, r.Verdict())
	return err
}

// Exit is 2 for what is broken, as monitoring systems have it.
func (counting) Exit(r report.Result) int {
	return map[report.Outcome]int{report.Works: 0, report.Broken: 2, report.Undecided: 3}[r.Verdict()]
}

func TestAFormatIsAValue(t *testing.T) {
	t.Parallel()
	list := append(render.Formats(), counting{})
	if got := render.Names(list); !slices.Equal(got, append(render.Names(render.Formats()), "count")) || got[0] != "text" {
		t.Errorf("names %q", got)
	}
	f, ok := render.Find(list, "count")
	if !ok {
		t.Fatal("not found")
	}
	r := broken()
	var out bytes.Buffer
	if err := f.Write(&out, r, render.Style{Lang: "ja"}); err != nil || out.String() != "ja broken\n" || f.Exit(r) != 2 {
		t.Errorf("%v, %q, exit %d", err, out.String(), f.Exit(r))
	}
	if _, ok := render.Find(render.Formats(), "count"); ok {
		t.Error("the form stays behind")
	}
	if f, ok := render.Find(list, ""); !ok || f.Name() != "text" {
		t.Errorf("the usual form is %v", f)
	}
}

func broken() *report.Report {
	it := report.ItemOf(phrasebook.Gmail, finding.Finding{
		Code: finding.TLSNameMismatch, Leg: finding.Fetch, Session: -1, Step: -1,
		Args: finding.Args{
			finding.KeyHost: {"pop.customer.test"}, finding.KeySANs: {"*.shared.test", "shared.test"},
			finding.KeyX509: {"0"}, finding.KeyX509Text: {"ok"},
		},
	})
	leg := report.Leg{Leg: finding.Fetch, Host: "pop.customer.test", Port: 995, Security: evidence.SSL, Outcome: report.Broken, Gmail: it.Gmail}
	return &report.Report{
		Command: "roundtrip", Client: finding.Gmail, Outcome: report.Broken, Legs: []report.Leg{leg}, Findings: []report.Item{it},
		Trip: &evidence.Trip{Schema: evidence.Schema, Address: "info@customer.test"},
	}
}

// One result is written in both languages without being judged again, and
// writing does not change it.
func TestOneResultInBothLanguages(t *testing.T) {
	t.Parallel()
	r := broken()
	for _, f := range render.Formats() {
		var first, ja, again bytes.Buffer
		for _, c := range []struct {
			w    io.Writer
			lang string
		}{{&first, "en"}, {&ja, "ja"}, {&again, "en"}} {
			if err := f.Write(c.w, r, render.Style{Lang: c.lang}); err != nil {
				t.Fatal(err)
			}
		}
		if first.String() != again.String() {
			t.Errorf("%s: the second time in English:\n%s\nwas\n%s", f.Name(), again.String(), first.String())
		}
		if f.Name() == "prometheus" { // has no words
			continue
		}
		if !strings.Contains(ja.String(), "サーバー") || strings.Contains(first.String(), "サーバー") {
			t.Errorf("%s: in Japanese\n%s\nin English\n%s", f.Name(), ja.String(), first.String())
		}
	}
}

// What only Gmail does is said to Gmail's users alone.
func TestRemarksAreOfTheClient(t *testing.T) {
	t.Parallel()
	for client, want := range map[string]bool{finding.Gmail: true, "another": false} {
		r := broken()
		r.Client = client
		var out bytes.Buffer
		if err := (render.Text{}).Write(&out, r, render.Style{Lang: "en"}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "Gmail compares the name typed in its dialog"); got != want {
			t.Errorf("%s: %v\n%s", client, got, out.String())
		}
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for o, want := range map[report.Outcome]int{report.Works: 0, report.Broken: 1, report.Undecided: 3, "of a later version": 3} {
		for _, f := range render.Formats() {
			want := want
			if f.Name() == "nagios" && want == 1 { // CRITICAL
				want = 2
			}
			if got := f.Exit(&report.Report{Outcome: o}); got != want {
				t.Errorf("%s: %s is exit %d, want %d", f.Name(), o, got, want)
			}
		}
	}
}

// A form that has nothing for a result says so.
func TestUnshown(t *testing.T) {
	t.Parallel()
	if err := (render.Text{}).Write(io.Discard, &report.Host{}, render.Style{}); err == nil {
		t.Error("a line of many hosts has a text form")
	}
}
