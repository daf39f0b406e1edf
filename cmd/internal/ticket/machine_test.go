package ticket

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/fixtures/scenario"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// TestOtherMachine: the right company's wrong machine. With an inventory that
// knows it the round trip, the diagnosis with and without a password, and the
// answer to a ticket name the listed machine, and none of them has anything to
// say against the password; without one each asks first which machine it is.
func TestOtherMachine(t *testing.T) {
	t.Parallel()
	company := &profile.Profile{
		Name: "Hoster", Servers: profile.Servers{Patterns: []string{"*.hoster.test"}},
		Inventory: profile.Inventory{File: "list.txt"},
	}
	files := fstest.MapFS{"list.txt": {Data: []byte("customer.test sv5.hoster.test:587 sv5.hoster.test:995\n")}}
	paste := "info@customer.test\nSMTP Server: sv2.hoster.test Port: 587 TLS\nPOP Server: sv2.hoster.test Port: 995 SSL\n" +
		"Server denied POP3 access for the given username and password.\n"
	const machine, first = "sv5.hoster.test", "which machine the mailbox lives on"
	for name, known := range map[string]bool{"with an inventory": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			request := func() job.Request {
				s, err := scenario.ByName("login-other-machine")
				if err != nil {
					t.Fatal(err)
				}
				lab, err := job.OpenLab(t.Context(), s)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { lab.Close() })
				r := job.Request{Env: lab.Env}
				r.Env.Homes = nil // it is the profile's to say
				return r
			}
			asked := func() job.Request {
				r := request()
				if known {
					r.Company, r.Home = company, company.Homes(files)
				}
				return r
			}
			text := func(v report.Result) string {
				var b bytes.Buffer
				if err := (render.Text{}).Write(&b, v, render.Style{Lang: "en"}); err != nil {
					t.Fatal(err)
				}
				return strings.Join(strings.Fields(b.String()), " ")
			}
			says := func(who, text string) {
				t.Helper()
				if strings.Contains(text, machine) != known || strings.Contains(text, first) == known {
					t.Errorf("%s: names %s: %v, asks which machine it is: %v:\n%s", who, machine, strings.Contains(text, machine), strings.Contains(text, first), text)
				}
			}

			r := asked()
			s, err := job.ResolveTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			trip, err := job.RoundTrip(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			says("roundtrip", text(trip))

			with := diagnosed(t, asked(), false)
			says("diagnose with a password", text(with))
			if with.Outcome != trip.Outcome || trip.Outcome != report.Broken {
				t.Errorf("roundtrip: %s, diagnose: %s", trip.Outcome, with.Outcome)
			}
			for _, leg := range trip.Legs {
				codes := with.Before.Leg(leg.Leg).Codes
				if !slices.Equal(codes, leg.Codes) || slices.Contains(codes, finding.LoginOtherMachine) != known {
					t.Errorf("%s: roundtrip: %q, diagnose: %q", leg.Leg, leg.Codes, codes)
				}
			}

			look := diagnosed(t, asked(), true)
			want := report.Works // up to the login, and nobody knows better
			if known {
				want = report.Undecided
			}
			if look.Outcome != want || strings.Contains(text(look), machine) != known || strings.Contains(text(look), "nothing to change") == known {
				t.Errorf("diagnose without a password: %s:\n%s", look.Outcome, text(look))
			}

			q := Request{Raw: []byte(paste), Job: request(), Date: dates[0]}
			if known {
				q.Profile, q.Files = company, files
			}
			a, err := Of(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			reply := strings.Join(strings.Fields(a.Reply), " ")
			typed := strings.Contains(reply, "SMTP Server: "+machine) && strings.Contains(reply, "POP Server: "+machine)
			questions := strings.Index(reply, "First check that the server name in Gmail is the one that your contract names")
			switch {
			case known && !(typed && a.Sendable && a.Outcome == report.Broken && questions < 0):
				t.Errorf("ticket: %s\n%s\n%s", a.Outcome, decidedFor(a), a.Reply)
			case !known && (typed || questions < 0 || questions > strings.Index(reply, "Type the password again")):
				t.Errorf("ticket: the first question is not which machine it is:\n%s", a.Reply)
			}
		})
	}
}

// TestListedWhereTheNameDoesNotExist: a typed name that leads nowhere is mended
// by what the inventory lists.
func TestListedWhereTheNameDoesNotExist(t *testing.T) {
	t.Parallel()
	text := "info@customer.test\nPOP Server: sv1.hoster.test Port: 995 SSL\nServer denied POP3 access for the given username and password.\n"
	p := &profile.Profile{Name: "Hoster", Servers: profile.Servers{Patterns: []string{"*.hoster.test"}}, Inventory: profile.Inventory{File: "list.txt"}}
	files := fstest.MapFS{"list.txt": {Data: []byte("customer.test - sv5.hoster.test:995\n")}}
	a := answered(t, "login-other-machine", Request{Raw: []byte(text), Date: dates[0], Profile: p, Files: files})
	if !a.Sendable || !strings.Contains(a.Reply, "POP Server: sv5.hoster.test\n") {
		t.Errorf("%s\n%s", decidedFor(a), a.Reply)
	}
}

// diagnosed is a diagnosis of what the lab's account types.
func diagnosed(t *testing.T, r job.Request, noLogin bool) *report.Diagnosis {
	t.Helper()
	r.Command, r.NoLogin, r.Tries = "diagnose", noLogin, 2
	s, err := job.Resolve(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	d, err := job.Run(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
