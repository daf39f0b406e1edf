package evidence

import (
	"encoding/json"
	"fmt"
)

// schema1 is what schema 1 had instead of Legs: two fields a leg, and the one
// leg that was asked for, "" for both.
type schema1 struct {
	Only  string    `json:"only"`
	SMTP  Server    `json:"smtp"`
	POP   Server    `json:"pop"`
	Send  []Session `json:"send"`
	Fetch []Session `json:"fetch"`
}

// legs are the legs of a trip of schema 1. What was typed for a leg that was
// not asked for is left out: nothing was seen of it.
func (o schema1) legs() ([]Leg, error) {
	send := Leg{SendLeg, SMTP, o.SMTP, o.Send}
	fetch := Leg{FetchLeg, POP3, o.POP, o.Fetch}
	switch LegName(o.Only) {
	case "":
		return []Leg{send, fetch}, nil
	case SendLeg:
		return []Leg{send}, nil
	case FetchLeg:
		return []Leg{fetch}, nil
	}
	return nil, fmt.Errorf("trip: only %q: no such leg", o.Only)
}

// UnmarshalJSON reads a trip of this schema or of schema 1, which becomes one
// of this schema. A trip of any other schema is refused: fields that changed
// their meaning would be misjudged in silence.
func (t *Trip) UnmarshalJSON(data []byte) error {
	type plain Trip // without this method
	var read struct {
		plain
		schema1
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	switch read.Schema {
	case Schema:
	case 1:
		legs, err := read.legs()
		if err != nil {
			return err
		}
		read.Legs, read.Schema = legs, Schema
	default:
		return fmt.Errorf("trip: schema %d is not known: 1 and %d are", read.Schema, Schema)
	}
	*t = Trip(read.plain)
	return nil
}
