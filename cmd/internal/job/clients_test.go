package job

import (
	"context"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/fixtures/scenario"
	"harness/verify/report"
)

// allIn runs a scenario as all clients, with both ways of fetching typed.
func allIn(t *testing.T, name string, change func(*Request)) (*report.Clients, *Lab) {
	t.Helper()
	sc, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	lab, err := OpenLab(ctx, sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	r := Request{Env: lab.Env, Command: "roundtrip", Typed: Typed{POP: Dialog{Server: "pop.customer.test"}, IMAP: Dialog{Server: "imap.customer.test"}}}
	if change != nil {
		change(&r)
	}
	c, err := RoundTripAll(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	return c, lab
}

// Five clients, one letter: it is fetched one way, and the mailbox is opened once the
// other.
func TestOneLetterForAll(t *testing.T) {
	t.Parallel()
	c, _ := allIn(t, "imap-healthy", nil)
	if c.Outcome != report.Works || len(c.Trips) != 2 || c.Trips[0].Sent == nil || c.Trips[1].Sent != nil || !c.Trips[0].Deleted {
		t.Errorf("%s, %d records", c.Outcome, len(c.Trips))
	}
	for _, one := range c.Clients {
		if one.Outcome != report.Works || len(one.Cells) != 3 {
			t.Errorf("%s: %s, %+v", one.Name, one.Outcome, one.Cells)
		}
	}
	if len(c.Common) != 3 {
		t.Errorf("common: %+v", c.Common)
	}
	for _, one := range c.Common {
		want := 5
		switch one.Proto {
		case evidence.POP3, evidence.IMAP:
			want = 4
		}
		if len(one.Clients) != want || !one.Typed {
			t.Errorf("%+v", one)
		}
	}
}

// Once a login was refused, none is tried again the other way.
func TestRefusedOnceForAll(t *testing.T) {
	t.Parallel()
	c, _ := allIn(t, "imap-healthy", func(r *Request) {
		r.Passwords = func(string, evidence.LegName) (Passwords, error) {
			return Passwords{account.NewSecret("wrong"), account.NewSecret("wrong")}, nil
		}
	})
	if len(c.Trips) != 1 || c.Trips[0].Refusals == 0 || c.Outcome != report.Broken {
		t.Errorf("%s, %d records, %d refusals", c.Outcome, len(c.Trips), c.Trips[0].Refusals)
	}
}

// Where a certificate is refused, no client logs in, whoever is asked.
func TestNoLoginForAnyone(t *testing.T) {
	t.Parallel()
	c, _ := allIn(t, "imap-wrong-host", func(r *Request) { r.Typed.POP = Dialog{} })
	for _, l := range c.Trips[0].Legs {
		for _, s := range l.Sessions {
			if l.Name == evidence.FetchLeg && s.Step(evidence.StageAuth) != nil {
				t.Errorf("%+v", s)
			}
		}
	}
	for _, one := range c.Clients {
		if one.Name != persona.Gmail.Name && one.Outcome != report.Broken {
			t.Errorf("%s: %s", one.Name, one.Outcome)
		}
	}
}

// The two commands say the same of a server, client by client.
func TestSurveyAllAgrees(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"imap-wrong-host", "gmo-shared", "imap-plaintext-refused", "imap-login-disabled"} {
		sc, err := scenario.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
			defer cancel()
			lab, err := OpenLab(ctx, sc)
			if err != nil {
				t.Fatal(err)
			}
			defer lab.Close()
			r := Request{Env: lab.Env}
			made, err := RoundTripAll(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			seen, err := SurveyAll(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			for i, one := range made.Clients {
				for k, cell := range one.Cells {
					if other := seen.Clients[i].Cells[k]; other.Proto != cell.Proto || other.State != cell.State {
						t.Errorf("%s on %s: the round trip says %s, the survey %s", one.Name, cell.Proto, cell.State, other.State)
					}
				}
			}
		})
	}
}

// A host with a port of IMAP is asked about as IMAP, by whoever speaks it.
func TestNamedIMAPPort(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("imap-wrong-host")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	lab, err := OpenLab(ctx, sc)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	r := Request{Env: lab.Env, Target: "imap.customer.test:993", NoLogin: true}
	c, err := SurveyAll(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]report.State{"gmail": report.StateUnspoken, "gmail-app": report.StateFails, "thunderbird": report.StateAsks, "outlook": report.StateAsks, "apple-mail": report.StateAsks}
	for _, one := range c.Clients {
		if len(one.Cells) != 1 || one.Cells[0].Proto != evidence.IMAP || one.Cells[0].State != want[one.Name] {
			t.Errorf("%s: %+v", one.Name, one.Cells)
		}
	}
	s, err := Resolve(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Run(ctx, s, nil)
	if err != nil || d.Client != persona.GmailApp.Name || d.Outcome != report.Broken {
		t.Errorf("%v, as %s: %s", err, d.Client, d.Outcome)
	}
}

// Of two ways to fetch the better counts, and one that the client does not know
// decides nothing beside one that it does.
func TestTogether(t *testing.T) {
	t.Parallel()
	cell := func(proto evidence.Proto, s report.State) report.Cell {
		return report.Cell{Leg: proto.Leg(), Proto: proto, State: s}
	}
	for _, c := range []struct {
		cells []report.Cell
		want  report.Outcome
	}{
		{nil, report.Undecided},
		{[]report.Cell{cell(evidence.SMTP, report.StateWorks)}, report.Works},
		{[]report.Cell{cell(evidence.SMTP, report.StateAsks)}, report.Broken},
		{[]report.Cell{cell(evidence.SMTP, report.StateWorks), cell(evidence.POP3, report.StateUnspoken)}, report.Undecided},
		{[]report.Cell{cell(evidence.SMTP, report.StateWorks), cell(evidence.POP3, report.StateUnspoken), cell(evidence.IMAP, report.StateFails)}, report.Broken},
		{[]report.Cell{cell(evidence.SMTP, report.StateWorks), cell(evidence.POP3, report.StateWorks), cell(evidence.IMAP, report.StateFails)}, report.Works},
		{[]report.Cell{cell(evidence.SMTP, report.StateUnset), cell(evidence.POP3, report.StateWorks)}, report.Broken},
		{[]report.Cell{cell(evidence.POP3, report.StateUnclear), cell(evidence.IMAP, report.StateFails)}, report.Undecided},
	} {
		if got := report.Together(c.cells); got != c.want {
			t.Errorf("%+v: %s, want %s", c.cells, got, c.want)
		}
	}
}
