package job_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// both are the two commands on one scenario, each in a lab of its own.
type both struct {
	trip   *report.Report
	login  *report.Diagnosis
	survey *report.Diagnosis // without a password
}

func runBoth(t *testing.T, name string) both {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Minute) // only a hang takes so long
	defer cancel()
	var opt client.Options
	if name == "mailbox-100k" {
		opt.Timeout = 5 * time.Minute // its listing takes what the machine gives it
	}
	s, err := job.ResolveTrip(job.Request{Env: open(t, name).Env, Options: opt, Command: "roundtrip"})
	if err != nil {
		t.Fatal(err)
	}
	var b both
	if b.trip, err = job.RoundTrip(ctx, s); err != nil {
		t.Fatal(err)
	}
	for to, noLogin := range map[**report.Diagnosis]bool{&b.login: false, &b.survey: true} {
		s, err := job.Resolve(ctx, job.Request{Env: open(t, name).Env, Options: opt, Command: "diagnose", Tries: 2, NoLogin: noLogin})
		if err != nil {
			t.Fatal(err)
		}
		if *to, err = job.Run(ctx, s, nil); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func legOf(r *report.Report, leg evidence.LegName) *report.Leg {
	i := slices.IndexFunc(r.Legs, func(l report.Leg) bool { return l.Leg == leg })
	if i < 0 {
		return nil
	}
	return &r.Legs[i]
}

// decisive are the codes that decide a leg.
func decisive(r *report.Report, leg evidence.LegName) []string {
	var out []string
	for _, it := range r.Of(leg) {
		if it.Severity == finding.Broken || it.Severity == finding.Undecided {
			out = append(out, string(it.Code))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reached tells whether a leg got as far as saying something of the login.
func reached(r *report.Report, leg evidence.LegName) bool {
	for _, s := range r.Trip.Sessions(leg) {
		for _, stage := range []evidence.Stage{evidence.StageAuth, evidence.StageUser} {
			if st := s.Step(stage); st != nil && len(st.Said) > 0 {
				return true
			}
		}
	}
	return false
}

// beforeLogin are the codes that a trip which came to the login has of other
// addresses, where nobody logs in.
func beforeLogin(codes []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c != string(finding.NetAddressesDiffer) })
}

// Roundtrip and diagnose never disagree about one server: with a password the
// before is what roundtrip says, and without one a leg reaches the login
// exactly if roundtrip got that far, and says the same of the other addresses.
func TestTheTwoCommandsAgree(t *testing.T) {
	t.Parallel()
	for _, sc := range scenario.All() {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			b := runBoth(t, sc.Name)
			if b.login.Before.Outcome != b.trip.Outcome {
				t.Errorf("roundtrip: %s; diagnose: %s", b.trip.Outcome, b.login.Before.Outcome)
			}
			for _, leg := range b.trip.Legs {
				if again, want := decisive(b.login.Before, leg.Leg), decisive(b.trip, leg.Leg); !slices.Equal(again, want) {
					t.Errorf("%s: roundtrip: %q; diagnose: %q", leg.Leg, want, again)
				}
				look := legOf(b.survey.Before, leg.Leg)
				switch stopped := !reached(b.trip, leg.Leg); {
				case look == nil:
					t.Errorf("%s: not in the diagnosis without a password", leg.Leg)
				case !stopped && !slices.Equal(beforeLogin(decisive(b.trip, leg.Leg)), decisive(b.survey.Before, leg.Leg)):
					t.Errorf("%s: roundtrip reaches the login (%s %q), diagnose without a password: %s %q",
						leg.Leg, leg.Outcome, decisive(b.trip, leg.Leg), look.Outcome, decisive(b.survey.Before, leg.Leg))
				case stopped && look.Outcome != leg.Outcome:
					t.Errorf("%s: roundtrip stops at %s: %s %q; diagnose without a password: %s %q", leg.Leg, leg.StoppedAt,
						leg.Outcome, decisive(b.trip, leg.Leg), look.Outcome, decisive(b.survey.Before, leg.Leg))
				case stopped && !slices.Equal(decisive(b.trip, leg.Leg), decisive(b.survey.Before, leg.Leg)):
					t.Errorf("%s: roundtrip %q; diagnose without a password: %q", leg.Leg, decisive(b.trip, leg.Leg), decisive(b.survey.Before, leg.Leg))
				}
			}
			asExpected(t, sc, b.login)
			for _, d := range []*report.Diagnosis{b.login, b.survey} {
				saysWhatToDo(t, d)
			}
			oneScreen(t, b)
		})
	}
}

// asExpected: the before is what the scenario expects of a round trip, so is
// the exit code, and where the scenario has right names, they are found and are
// a way out.
func asExpected(t *testing.T, sc scenario.Scenario, d *report.Diagnosis) {
	t.Helper()
	var got []string
	for _, f := range d.Before.Findings {
		got = append(got, string(f.Code))
	}
	want := slices.Clone(sc.Expect.Codes)
	slices.Sort(got)
	slices.Sort(want)
	if got = slices.Compact(got); !slices.Equal(got, want) || render.ExitCode(d.Before.Outcome) != sc.Expect.Exit {
		t.Errorf("before: %q, exit %d, want %q, exit %d", got, render.ExitCode(d.Before.Outcome), want, sc.Expect.Exit)
	}
	if render.ExitCode(d.Verdict()) != sc.Expect.Exit {
		t.Errorf("exit %d, want %d: the verdict is on what was typed", render.ExitCode(d.Verdict()), sc.Expect.Exit)
	}
	if sc.Expect.Exit == 0 || len(sc.Expect.RightNames) == 0 {
		if d.WayOut {
			t.Error("a way out where there is none")
		}
		return
	}
	var advised []string
	for _, l := range d.Advice.Legs {
		switch {
		case l.Reaches && l.Typed.Security != evidence.Plain:
			advised = append(advised, l.Typed.Host)
		case l.Best() != nil:
			advised = append(advised, l.Best().Host)
		}
	}
	for _, name := range sc.Expect.RightNames {
		if !slices.Contains(advised, name) {
			t.Errorf("advised %q, which lacks %s", advised, name)
		}
	}
	if !d.WayOut {
		t.Error("the right names are no way out")
	}
	counts := *d
	if counts.WayOutCounts = true; render.ExitCode(counts.Verdict()) != 0 {
		t.Errorf("exit %d where a way out counts", render.ExitCode(counts.Verdict()))
	}
}

// saysWhatToDo wants no leg called fine that is not, and for each that is not a
// way on: something to type, something to mend, or the fix of what was found.
// That nothing helps is said only where every name was tried.
func saysWhatToDo(t *testing.T, d *report.Diagnosis) {
	t.Helper()
	var b bytes.Buffer
	if err := (render.Text{}).Write(&b, d, render.Style{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		last := legOf(d.Before, l.Leg)
		if d.After != nil && legOf(d.After, l.Leg) != nil {
			last = legOf(d.After, l.Leg)
		}
		if l.Mend {
			for _, u := range l.Unproven {
				switch u.Why.Code {
				case "not-looked", "not-looked-limit", "not-looked-left", "refused-so-far", "dns-failed", "detour":
					t.Errorf("%s: nothing is said to help, and %s is %s:\n%s", l.Leg, u.Host, u.Why.Code, text)
				}
			}
		}
		for _, s := range d.Survey.Skipped {
			if l.Mend && s.Why != evidence.SkipLimit {
				t.Errorf("%s: nothing is said to help, and %s was left alone: %s:\n%s", l.Leg, s.Addr, s.Why, text)
			}
		}
		if last.Outcome == report.Works {
			continue
		}
		if strings.Contains(section(text, d.Before.Client, l.Leg), "nothing to change") {
			t.Errorf("%s is %s, and the text says that there is nothing to change:\n%s", l.Leg, last.Outcome, text)
		}
		if l.Best() == nil && len(d.Advice.Mends) == 0 && !strings.Contains(section(text, d.Before.Client, l.Leg), "\n  - ") {
			t.Errorf("%s is %s, and the text does not say what to do:\n%s", l.Leg, last.Outcome, text)
		}
	}
}

// section is the advice for a leg: from the line that begins with its name, or
// with that of both, to the end of the paragraph or to the next leg.
func section(text, client string, leg evidence.LegName) string {
	who, _ := persona.Find(persona.All(), client)
	titles := map[evidence.LegName]string{evidence.SendLeg: who.Send.Title.EN + ":", evidence.FetchLeg: who.Fetch.Title.EN + ":"}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		begins := strings.HasPrefix(line, titles[leg]) || strings.HasPrefix(line, "Both:")
		switch {
		case len(out) == 0 && begins:
			out = append(out, line)
		case len(out) > 0 && (line == "" || strings.HasPrefix(line, titles[evidence.FetchLeg])):
			return strings.Join(out, "\n")
		case len(out) > 0:
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
