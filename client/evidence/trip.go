package evidence

import (
	"bytes"
	"slices"
	"time"
)

// Schema is the number of the JSON form of a Trip. It rises when a field
// changes its meaning; new fields alone do not raise it. Schema 1 is still
// read, see Trip.UnmarshalJSON.
const Schema = 2

// Trip is one run of the main job: look up, snapshot, send, wait, fetch.
type Trip struct {
	Schema       int             `json:"schema"`
	Token        string          `json:"token"` // of the letter, 32 hex digits; "" when nothing was to be sent
	Started      time.Time       `json:"started"`
	Took         Duration        `json:"took_ms"`
	Persona      string          `json:"persona"`               // e.g. "gmail"
	Address      string          `json:"address"`               // the account's address
	To           string          `json:"to"`                    // where the letter was sent, usually Address
	Roots        string          `json:"roots"`                 // name of the trusted roots
	Anchors      []Bytes         `json:"anchors,omitzero"`      // DER; of these roots all to which a chain that was seen could lead; nil: not kept
	Risky        bool            `json:"risky"`                 // --allow-risky: risky certificates were let through
	NoLogin      bool            `json:"no_login,omitempty"`    // no login was asked for: the sessions end where it would come
	NoLetter     bool            `json:"no_letter,omitempty"`   // no letter was asked for: the sessions end after the login
	Homes        []Home          `json:"homes,omitempty"`       // where the hosting company lists the mailbox; asked once a login was refused
	DNS          []Answer        `json:"dns"`                   // in the order asked
	Legs         []Leg           `json:"legs"`                  // those that were asked for, in the order of the job
	Sent         *Letter         `json:"sent"`                  // the letter as handed to the server; nil: it was not accepted
	SentAt       time.Time       `json:"sent_at"`               // when the server accepted it; zero: never
	Returned     *Letter         `json:"returned"`              // nil: it did not come back
	Bounce       *Letter         `json:"bounce"`                // nil: none seen
	Comparison   *Comparison     `json:"comparison"`            // of Returned with Sent; nil: nothing came back
	BounceReport *DeliveryReport `json:"bounce_report"`         // read out of Bounce; nil: none seen
	Strayed      string          `json:"strayed,omitempty"`     // the folder beside the inbox where the letter lies, as the server names it; looked at read-only (IMAP)
	Copies       int             `json:"copies"`                // how many copies of the letter came back
	Deleted      bool            `json:"deleted"`               // the letter was deleted from the mailbox again
	Unconfirmed  Fate            `json:"unconfirmed,omitempty"` // where the server did not confirm that: what a second look found; "": it did, or was not asked to
	Refusals     int             `json:"refusals"`              // refused logins that this run caused
	Keep         bool            `json:"keep"`                  // --keep: the letter was to stay
	Stopped      string          `json:"stopped"`               // "": ran to its end; "interrupted"
	LocalIPs     []string        `json:"local_ips"`             // local addresses that connections left from
	Survey       *Survey         `json:"survey"`                // nil: not asked
	Sender       *Sender         `json:"sender,omitempty"`      // nil: not asked
}

// Fate is what became of the letter after a deletion that the server did not
// confirm: by its answer to QUIT (RFC 1939 section 6), or to EXPUNGE.
type Fate string

// The fates.
const (
	FateGone    Fate = "gone"    // it is not there any more
	FateThere   Fate = "there"   // it is still there
	FateUnknown Fate = "unknown" // nobody could look, or not at all that may be it
)

// LegName names a leg of the trip. A trip has each at most once.
type LegName string

// The legs.
const (
	SendLeg  LegName = "send"  // the letter is submitted
	FetchLeg LegName = "fetch" // the letter is looked for and fetched
)

// Leg is one leg of the trip.
type Leg struct {
	Name     LegName   `json:"leg"`
	Proto    Proto     `json:"proto"`    // the protocol that was asked for
	Server   Server    `json:"server"`   // as typed, or guessed
	Sessions []Session `json:"sessions"` // every attempt, in order: snapshot, polls, further addresses, probes
}

// Leg is the leg of that name, nil if it was not asked for.
func (t *Trip) Leg(name LegName) *Leg {
	i := slices.IndexFunc(t.Legs, func(l Leg) bool { return l.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Legs[i]
}

// Asked tells whether the leg was asked for.
func (t *Trip) Asked(name LegName) bool { return t.Leg(name) != nil }

// Server is what was typed for a leg; zero if the leg was not asked for.
func (t *Trip) Server(name LegName) Server {
	if l := t.Leg(name); l != nil {
		return l.Server
	}
	return Server{}
}

// Sessions are those of a leg; none if it was not asked for.
func (t *Trip) Sessions(name LegName) []Session {
	if l := t.Leg(name); l != nil {
		return l.Sessions
	}
	return nil
}

// Remains tells whether the letter may lie in the mailbox, or arrive there yet,
// although it was not to stay: it was accepted, or handed over without an answer
// (RFC 5321 section 4.5.3.2.6), and was neither deleted nor sent back.
func (t *Trip) Remains() bool {
	return t.Token != "" && !t.Deleted && !t.Keep && t.Bounce == nil && (!t.SentAt.IsZero() || slices.ContainsFunc(t.Sessions(SendLeg), handedOver))
}

// handedOver tells whether a session ended between the letter and its answer.
func handedOver(s Session) bool {
	step := s.Step(StageBody)
	return step != nil && step.Trouble != nil && step.Trouble.Kind != Denied
}

// Leg is the leg that speaks the protocol.
func (p Proto) Leg() LegName {
	if p == SMTP {
		return SendLeg
	}
	return FetchLeg
}

// Chains are the certificates as served in the sessions of a trip or a survey, in
// DER, each chain once.
func Chains(sessions ...Session) [][][]byte {
	var out [][][]byte
	seen := map[string]bool{}
	for i := range sessions {
		for _, st := range sessions[i].Steps {
			if st.TLS == nil || len(st.TLS.Chain) == 0 {
				continue
			}
			if key := string(bytes.Join(st.TLS.DER(), nil)); !seen[key] {
				seen[key] = true
				out = append(out, st.TLS.DER())
			}
		}
	}
	return out
}

// Home is the server that a hosting company's inventory lists for a mailbox.
// Trip.DNS has its addresses.
type Home struct {
	Proto Proto  `json:"proto"`
	Host  string `json:"host"`
}
