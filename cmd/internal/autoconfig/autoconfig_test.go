package autoconfig_test

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"harness/client/hostname"
	"harness/cmd/internal/autoconfig"
	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/internal/schema"
	"harness/internal/together"
	"harness/verify/finding"
	"harness/verify/published"
	"harness/verify/report"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

func run(t *testing.T, s scenario.Scenario) (*autoconfig.Result, *job.Lab) {
	t.Helper()
	lab, err := job.OpenLab(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	address := lab.Account.Address
	r, err := autoconfig.Run(t.Context(), autoconfig.Request{Env: lab.Env, Address: address, Domain: hostname.OfAddress(address)})
	if err != nil {
		t.Fatal(err)
	}
	return r, lab
}

// TestScenarios: every domain has just the findings that its scenario says; what is
// said to be right works; nobody logs in, and no server is asked that is none of
// the domain's.
func TestScenarios(t *testing.T) {
	t.Parallel()
	set, err := schema.Load(filepath.Join("..", "..", "..", "docs", "schema"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scenario.Published() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r, lab := run(t, s)
			var codes []string
			for _, f := range r.Codes() {
				codes = append(codes, string(f))
			}
			want := slices.Sorted(slices.Values(s.Expect.Codes))
			if slices.Sort(codes); !slices.Equal(codes, want) || r.Exit != s.Expect.Exit {
				t.Errorf("codes %q, exit %d; want %q, %d", codes, r.Exit, want, s.Expect.Exit)
			}
			for _, v := range lab.Events() {
				if v.Login {
					t.Errorf("a login at %v", v.Addr)
				}
			}
			for _, q := range lab.Queries() {
				if !strings.Contains(q, "customer.test. ") && !strings.Contains(q, "hoster.test. ") && !strings.Contains(q, ".arpa. ") {
					t.Errorf("asked for %s", q)
				}
			}
			shown(t, r, set)
			if r.Right == nil {
				t.Fatal("it is not said what to publish")
			}
			mended(t, s, r)
		})
	}
}

// shown writes the result in every form and language.
func shown(t *testing.T, r *autoconfig.Result, set *schema.Set) {
	t.Helper()
	for _, lang := range []string{"en", "ja"} {
		var b, j bytes.Buffer
		if err := r.Text(&b, lang); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "[[") || strings.Contains(b.String(), "{") {
			t.Errorf("a hole is left in:\n%s", b.String())
		}
		if err := r.JSON(&j, lang); err != nil {
			t.Fatal(err)
		}
		if name, err := set.Check(j.Bytes()); err != nil || !slices.Contains(name, "autoconfig") {
			t.Errorf("of the form %q: %v", name, err)
		}
	}
}

// mended publishes what the result says is right, and finds nothing wrong with it
// in every program that looks there.
func mended(t *testing.T, s scenario.Scenario, r *autoconfig.Result) {
	t.Helper()
	again, _ := run(t, scenario.PublishedAs(s, r.Right.Document, r.Right.Records))
	if again.Outcome != report.Works || len(again.Codes()) > 0 {
		t.Errorf("with what is said to be right: %s, %q", again.Outcome, again.Codes())
	}
	for _, p := range again.Programs {
		if (p.Program == "thunderbird" || p.Program == "rfc6186") && p.Outcome != report.Works {
			t.Errorf("%s: %+v", p.Program, p)
		}
	}
}

// TestProfile: a .mobileconfig is one more place, signed or not.
func TestProfile(t *testing.T) {
	t.Parallel()
	profile, err := os.ReadFile(filepath.Join("testdata", "mail.mobileconfig"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := scenario.PublishedByName("published-well")
	lab, err := job.OpenLab(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	for name, data := range map[string][]byte{"plain": profile, "signed": append(append([]byte("\x30\x82\x01\x00"), profile...), "\xa0\x80cert"...), "empty": []byte("<plist/>")} {
		r, err := autoconfig.Run(t.Context(), autoconfig.Request{Env: lab.Env, Domain: "customer.test", Profile: data, Name: "mail.mobileconfig"})
		if err != nil {
			t.Fatal(err)
		}
		apple := r.Programs[slices.IndexFunc(r.Programs, func(p published.Program) bool { return p.Program == "apple-mail" })]
		if good := name != "empty"; good != (apple.Outcome == report.Works) || good && (apple.Fetch.Host != "imap.customer.test" || apple.Send.Port != 587) ||
			!good && !slices.Contains(r.Codes(), finding.PublishedUnreadable) {
			t.Errorf("%s: %+v, %q", name, apple, r.Codes())
		}
	}
}

// TestNoRoots: without roots nothing can be judged, and that is an error.
func TestNoRoots(t *testing.T) {
	t.Parallel()
	if _, err := autoconfig.Run(t.Context(), autoconfig.Request{Domain: "customer.test"}); err == nil {
		t.Error("no error")
	}
}

// TestNothingSeen: without DNS nothing is known, and nothing is called broken.
func TestNothingSeen(t *testing.T) {
	t.Parallel()
	healthy, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := job.OpenLab(t.Context(), healthy)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	lab.Env.Names, lab.Env.Resolver = nil, netip.MustParseAddrPort("127.0.0.1:1") // nothing listens there
	r, err := autoconfig.Run(t.Context(), autoconfig.Request{Env: lab.Env, Domain: "customer.test"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Outcome != report.Undecided || r.Exit != 3 {
		t.Errorf("%s, exit %d: %v", r.Outcome, r.Exit, r.Codes())
	}
	for _, p := range r.Programs {
		if p.Program != "apple-mail" && p.Outcome != report.Undecided {
			t.Errorf("%+v", p)
		}
	}
}
