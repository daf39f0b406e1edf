package verify_test

import (
	"slices"
	"testing"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/report"
)

// states are how each client stands on a leg.
func states(c *report.Clients, leg finding.Leg) map[string]report.State {
	out := map[string]report.State{}
	for _, one := range c.Clients {
		for _, cell := range one.Cells {
			if cell.Leg == leg {
				out[one.Name] = cell.State
			}
		}
	}
	return out
}

// One record, judged as each client: who refuses, who asks, who does not fetch so.
func TestClients(t *testing.T) {
	t.Parallel()
	trip, opt := recordedTrip(t, persona.Every)
	before := len(trip.Legs)
	c := verify.Clients(func(persona.Persona) []*evidence.Trip { return []*evidence.Trip{trip} }, opt)
	if c.Outcome != report.Broken || len(c.Clients) != len(persona.All()) || len(c.Common) != 0 {
		t.Errorf("%s, %d clients, common %+v", c.Outcome, len(c.Clients), c.Common)
	}
	for leg, want := range map[finding.Leg]map[string]report.State{
		finding.Send:  {"gmail": report.StateFails, "gmail-app": report.StateFails, "thunderbird": report.StateAsks, "outlook": report.StateAsks, "apple-mail": report.StateAsks},
		finding.Fetch: {"gmail": report.StateFails, "gmail-app": report.StateUnspoken, "thunderbird": report.StateAsks, "outlook": report.StateAsks, "apple-mail": report.StateAsks},
	} {
		for name, state := range states(c, leg) {
			if state != want[name] {
				t.Errorf("%s on %s: %s, want %s", name, leg, state, want[name])
			}
		}
	}
	if trip.Persona != persona.Every || len(trip.Legs) != before {
		t.Error("the record was changed")
	}
}

// imapSession ends after a login, of a server that offers these ways.
func imapSession(offers string) evidence.Session {
	capability := &evidence.Reply{OK: true, Text: []evidence.Bytes{evidence.Bytes("* CAPABILITY " + offers), evidence.Bytes("a1 OK")}}
	said := []evidence.Bytes{evidence.Bytes("(hidden)")}
	ok := &evidence.Reply{OK: true, Text: []evidence.Bytes{evidence.Bytes("a2 OK")}}
	return evidence.Session{
		Proto: evidence.IMAP, Purpose: evidence.ToFetch, Host: "imap.customer.test", Port: 143, Security: evidence.Plain,
		Steps: []evidence.Step{{Stage: evidence.StageConnect}, {Stage: evidence.StageGreeting, Reply: ok}, {Stage: evidence.StageCapa, Reply: capability}, {Stage: evidence.StageAuth, Said: said, Reply: ok}},
	}
}

// A login that one client made is not another's, which knows none of the ways that
// are offered; and what was typed must go into the client's dialog.
func TestClientsLogIn(t *testing.T) {
	t.Parallel()
	_, opt := recordedTrip(t, persona.Every)
	for offers, want := range map[string]map[string]report.State{
		"IMAP4rev1 AUTH=PLAIN":               {"gmail-app": report.StateExposed, "thunderbird": report.StateExposed, "outlook": report.StateExposed, "gmail": report.StateUnspoken},
		"IMAP4rev1 LOGINDISABLED AUTH=PLAIN": {"gmail-app": report.StateFails, "thunderbird": report.StateExposed, "outlook": report.StateExposed, "gmail": report.StateUnspoken},
	} {
		s := imapSession(offers)
		trip := &evidence.Trip{Schema: evidence.Schema, Persona: persona.Every, NoLetter: true, Legs: []evidence.Leg{{
			Name: evidence.FetchLeg, Proto: evidence.IMAP, Server: evidence.Server{Typed: s.Host, Host: s.Host, Port: s.Port, Security: s.Security}, Sessions: []evidence.Session{s},
		}}}
		got := states(verify.Clients(func(persona.Persona) []*evidence.Trip { return []*evidence.Trip{trip} }, opt), finding.Fetch)
		for name, state := range want {
			if got[name] != state {
				t.Errorf("%s as %s: %s, want %s", offers, name, got[name], state)
			}
		}
		if i := slices.IndexFunc(trip.Legs[0].Sessions[0].Steps, func(st evidence.Step) bool { return st.Stage == evidence.StageAuth }); trip.Legs[0].Sessions[0].Steps[i].Trouble != nil {
			t.Error("the record was changed")
		}
	}
}

// Port and encryption that a client's dialog does not offer cannot be set there.
func TestClientsDialogs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		client string
		proto  evidence.Proto
		server evidence.Server
		takes  bool
	}{
		{"gmail", evidence.SMTP, evidence.Server{Port: 2525, Security: evidence.StartTLS}, false},
		{"thunderbird", evidence.SMTP, evidence.Server{Port: 2525, Security: evidence.StartTLS}, true},
		{"gmail", evidence.POP3, evidence.Server{Port: 110, Security: evidence.STLS}, false},
		{"gmail", evidence.POP3, evidence.Server{Port: 110, Security: evidence.Plain}, true},
		{"outlook", evidence.POP3, evidence.Server{Port: 110, Security: evidence.STLS}, true},
	} {
		who, _ := persona.Find(persona.All(), c.client)
		if got := who.Dialog(c.proto).Takes(c.server); got != c.takes {
			t.Errorf("%s, %s %+v: %v", c.client, c.proto, c.server, got)
		}
	}
}
