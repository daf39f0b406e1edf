package forward_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"harness/cmd/internal/forward"
	"harness/fixtures/forwarder"
	"harness/internal/together"
	"harness/verify/finding"
	"harness/verify/inbound"
	"harness/verify/phrasebook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

func run(t *testing.T, s forwarder.Scenario) *forward.Result {
	t.Helper()
	r, err := forward.Run(t.Context(), forward.Request{Scenario: &s})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestScenarios: every forwarder loses just the letters that its scenario says,
// for the reason that it says, with Google's code; and both languages can say it.
func TestScenarios(t *testing.T) {
	t.Parallel()
	all := forwarder.All()
	if len(all) < 12 {
		t.Errorf("%d scenarios", len(all))
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := run(t, s)
			var lost, codes, causes []string
			for _, l := range r.Letters {
				if l.Outcome != forward.Delivered {
					lost = append(lost, l.Letter)
				}
				if l.Verdict != nil && l.Verdict.Reply.Code != 250 && !slices.Contains(codes, l.Verdict.Reply.Enhanced) {
					codes = append(codes, l.Verdict.Reply.Enhanced)
				}
			}
			for _, c := range r.Causes {
				causes = append(causes, c.Cause)
			}
			slices.Sort(lost)
			want := slices.Sorted(slices.Values(s.Expect.Lost))
			if !slices.Equal(lost, want) || !slices.Equal(codes, s.Expect.Codes) || !slices.Equal(causes, s.Expect.Causes) || r.Exit != s.Expect.Exit {
				t.Errorf("lost %q, codes %q, causes %q, exit %d; want %+v", lost, codes, causes, r.Exit, s.Expect)
			}
			for _, lang := range []string{"en", "ja"} {
				var b bytes.Buffer
				if err := r.Text(&b, lang); err != nil {
					t.Fatal(err)
				}
				if strings.ContainsAny(b.String(), "{}") {
					t.Errorf("a hole is left in:\n%s", b.String())
				}
				if lang == "ja" {
					t.Log("\n" + b.String())
				}
			}
			if s.StoryJA == "" || finding.EnglishIn(s.StoryJA) != "" {
				t.Errorf("%s in Japanese: %q", s.Name, s.StoryJA)
			}
		})
	}
}

// TestMended: the same host without its fault loses nothing that can be forwarded.
func TestMended(t *testing.T) {
	t.Parallel()
	r := run(t, forwarder.Scenario{Name: "mended", Options: forwarder.Good()})
	if r.Exit != 0 {
		t.Errorf("%+v", r)
	}
	for _, l := range r.Letters {
		if want := forward.Delivered; (l.Outcome == want) == (l.Letter == "unsigned") {
			t.Errorf("%s: %s", l.Letter, l.Outcome)
		}
		if l.Envelope != "rewritten" || len(l.Changes) > 0 {
			t.Errorf("%s: envelope %s, changes %q", l.Letter, l.Envelope, l.Changes)
		}
	}
}

// TestChanges: what a scenario does to a letter is what is said of it.
func TestChanges(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"footer": "footer", "subject-tag": "subject-tag", "message-id": "changed:message-id", "unsigned-on-the-way": "unsigned",
		"recoded": "re-encoded", "refolded": "refolded", "from-rewritten": "from footer", "two-subjects": "doubled:subject", "srs": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ok := forwarder.ByName(name)
			if !ok {
				t.Fatal("no such scenario")
			}
			for _, l := range run(t, s).Letters {
				if l.Letter == "eight-bit" && strings.Join(l.Changes, " ") != want {
					t.Errorf("%q, want %q", l.Changes, want)
				}
			}
		})
	}
}

// TestExplainKnowsTheAnswers: what Gmail's port says, explain reads.
func TestExplainKnowsTheAnswers(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, name := range []string{"srs", "envelope-kept", "no-reverse-name", "in-clear", "two-subjects"} {
		s, _ := forwarder.ByName(name)
		for _, l := range run(t, s).Letters {
			if reply := l.Verdict.Reply; reply.Code != 250 && !seen[reply.Said()] {
				seen[reply.Said()] = true
				if len(phrasebook.Causes(strings.Join(reply.Lines(), "\n"))) == 0 {
					t.Errorf("explain does not know %q", reply.Said())
				}
				if reply.Basis != inbound.Inferred && reply.Source == "" {
					t.Errorf("%q has no source", reply.Said())
				}
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("%d answers", len(seen))
	}
}
