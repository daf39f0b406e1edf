package ticket

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/finding"
)

var update = flag.Bool("update", false, "write the golden answers of the tickets anew")

// story is a ticket of testdata: the lab that it comes from, and what the
// customer wrote.
func story(t *testing.T, file string) (lab, text string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, text, _ := strings.Cut(string(raw), "\n\n")
	return strings.TrimPrefix(head, "lab: "), text
}

// answered answers a ticket in a lab.
func answered(t *testing.T, lab string, r Request) *Answer {
	t.Helper()
	i := slices.IndexFunc(scenario.All(), func(s scenario.Scenario) bool { return s.Name == lab })
	if i < 0 {
		t.Fatalf("no scenario %s", lab)
	}
	l, err := job.OpenLab(t.Context(), scenario.All()[i])
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	r.Job.Env = l.Env
	a, err := Of(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// decidedFor are the lines of the golden file that say what was read and
// decided.
func decidedFor(a *Answer) string {
	var b strings.Builder
	for _, acc := range a.Accounts {
		b.WriteString("account " + acc.Address + "\n")
		for _, l := range acc.Legs {
			b.WriteString("  " + string(l.Leg) + " [" + l.Typed + "] " + string(l.Cause) + " x " + string(l.Seen) + " = " + string(l.Move) + "\n")
		}
	}
	return b.String()
}

// TestStories holds each story's answer against a golden file: what was
// decided, the desk's note up to the details, the reply. All were read by eye:
// each reply can be sent as it stands, or asks for what is missing.
func TestStories(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			lab, text := story(t, file)
			a := answered(t, lab, Request{Raw: []byte(text), Date: dates[0]})
			note, _, _ := strings.Cut(a.Note, "\nDetails:\n")
			note, _, _ = strings.Cut(note, "\n詳細:\n")
			got := decidedFor(a) + "--- note\n" + note + "--- reply\n" + a.Reply
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("another answer by now; got:\n%s\nwant:\n%s", got, want)
			}
			keeps(t, file, a.Reply, known(a, text))
			if strings.Contains(a.Note+a.Reply, "Tr0ub4dor") {
				t.Error("the password of the ticket is shown")
			}
		})
	}
}

// known are the hosts that a reply may name: those that the ticket has in a
// field or in Gmail's words, and those that the look turned up. The domains of
// addresses stand in the addresses.
func known(a *Answer, text string) []string {
	var out []string
	for _, acc := range a.Accounts {
		_, domain, _ := strings.Cut(acc.Address, "@")
		out = append(out, domain)
		for _, l := range acc.Legs {
			host, _, _ := strings.Cut(l.Typed, ":")
			out = append(out, strings.Fields(host+" ")...)
		}
	}
	for _, d := range a.Diagnoses {
		if d.Survey != nil {
			for _, h := range d.Survey.Hosts {
				out = append(out, h.Name)
			}
		}
		if d.Advice != nil {
			for _, n := range d.Advice.Names {
				out = append(out, n.Host)
			}
			for _, r := range d.Advice.Rows {
				for _, f := range r.Findings {
					for _, name := range f.Args[finding.KeySANs] {
						out = append(out, strings.TrimPrefix(name, "*."))
					}
				}
			}
		}
		if d.Sender != nil {
			out = append(out, d.Sender.Seen.From)
		}
	}
	for _, h := range hostsIn(text) { // names of certificates and of the other claim stand there
		if strings.HasSuffix(h, ".test") {
			out = append(out, h)
		}
	}
	return out
}

// TestEras answers one ticket before, in and after the month in which Google
// ends the features: advice and the line "edit, never delete" follow the date.
func TestEras(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "ja"} {
		for _, date := range dates {
			t.Run(lang+"/"+date.Format(time.DateOnly), func(t *testing.T) {
				t.Parallel()
				lab, text := story(t, "testdata/stories/02-gmo-both-settings-ja.txt")
				r := Request{Raw: []byte(text), Date: date}
				r.Job.Lang = lang
				a := answered(t, lab, r)
				golden := "testdata/eras/" + lang + "-" + date.Format(time.DateOnly) + ".golden"
				if *update {
					if err := os.WriteFile(golden, []byte(a.Reply), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if a.Reply != string(want) {
					t.Errorf("another reply by now; got:\n%s\nwant:\n%s", a.Reply, want)
				}
				if a.Date != date.Format(time.DateOnly) {
					t.Errorf("date %s", a.Date)
				}
				keeps(t, golden, a.Reply, known(a, text))
				if edits := strings.Contains(a.Reply, "アカウントとインポート") || strings.Contains(a.Reply, "Accounts and Import"); edits != (eraOf(date) != After) {
					t.Errorf("the reply has Gmail's dialog edited: %v", edits)
				}
			})
		}
	}
}
