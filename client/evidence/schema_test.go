package evidence

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// The legs of a trip of schema 1 are those that were asked for, each with its
// server and its sessions.
func TestSchema1HasItsLegs(t *testing.T) {
	t.Parallel()
	const rest = `"smtp": {"host": "smtp.customer.test"}, "pop": {"host": "pop.customer.test"},
		"send": [{"proto": "smtp"}], "fetch": [{"proto": "pop3"}, {"proto": "pop3"}]}`
	send := Leg{SendLeg, SMTP, Server{Host: "smtp.customer.test"}, []Session{{Proto: SMTP}}}
	fetch := Leg{FetchLeg, POP3, Server{Host: "pop.customer.test"}, []Session{{Proto: POP3}, {Proto: POP3}}}
	for only, want := range map[string][]Leg{"": {send, fetch}, "send": {send}, "fetch": {fetch}} {
		var trip Trip
		if err := json.Unmarshal([]byte(`{"schema": 1, "only": "`+only+`", `+rest), &trip); err != nil {
			t.Fatal(err)
		}
		if trip.Schema != Schema || !reflect.DeepEqual(trip.Legs, want) {
			t.Errorf("only %q: schema %d, %+v", only, trip.Schema, trip.Legs)
		}
	}
	for _, bad := range []string{`{"schema": 1, "only": "both", ` + rest, `{"schema": 3}`, `{"schema": 0}`, `{}`} {
		trip := Trip{Token: "untouched"}
		if err := json.Unmarshal([]byte(bad), &trip); err == nil || trip.Token != "untouched" {
			t.Errorf("%s was read: %v", bad, err)
		}
	}
}

func TestLegsByName(t *testing.T) {
	t.Parallel()
	trip := Trip{Legs: []Leg{{Name: FetchLeg, Proto: IMAP, Server: Server{Port: 993}, Sessions: []Session{{Proto: IMAP}}}}}
	if trip.Asked(SendLeg) || trip.Leg(SendLeg) != nil || trip.Server(SendLeg) != (Server{}) || trip.Sessions(SendLeg) != nil {
		t.Error("a leg that was not asked for is there")
	}
	if !trip.Asked(FetchLeg) || trip.Server(FetchLeg).Port != 993 || len(trip.Sessions(FetchLeg)) != 1 {
		t.Errorf("%+v", trip.Leg(FetchLeg))
	}
	trip.Leg(FetchLeg).Sessions = append(trip.Leg(FetchLeg).Sessions, Session{})
	if len(trip.Sessions(FetchLeg)) != 2 {
		t.Error("Leg is a copy")
	}
	if got := []LegName{SMTP.Leg(), POP3.Leg(), IMAP.Leg()}; !slices.Equal(got, []LegName{SendLeg, FetchLeg, FetchLeg}) {
		t.Errorf("%v", got)
	}
}
