package report

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/finding"
)

// Clients is who works with some settings and who does not: the same records, judged
// as each client.
type Clients struct {
	Command string
	Address string
	NoLogin bool // nothing was logged in: up to the login
	Outcome Outcome
	Clients []Client
	Common  []Common
	Trips   []*evidence.Trip // the records; without a login, those of the settings typed
	Survey  *evidence.Survey // nil: none was made
	Next    string           // the command to run next, "" none; for the command line to fill in
}

// Verdict is the worst of the clients'.
func (c *Clients) Verdict() Outcome { return c.Outcome }

// Client is one of them.
type Client struct {
	Name    string
	Outcome Outcome // sending and fetching; where it fetches by two protocols, the better
	Cells   []Cell
	Items   []Item // of neither leg
}

// Cell is a client on one leg.
type Cell struct {
	Leg    finding.Leg
	Proto  evidence.Proto
	Server evidence.Server
	State  State
	Items  []Item // what decides or is harmful
}

// State is how a client stands on a leg.
type State string

// The states.
const (
	StateWorks    State = "works"
	StateExposed  State = "exposed"   // it works, and the password travels in clear
	StateAsks     State = "asks"      // it refuses, but can be told to go on; the password then goes out
	StateFails    State = "fails"     //
	StateUnclear  State = "undecided" //
	StateUnset    State = "unset"     // its dialog does not take these settings
	StateUnspoken State = "unspoken"  // it does not fetch by this protocol
)

// Outcome is a state as a verdict.
func (s State) Outcome() Outcome {
	switch s {
	case StateWorks, StateExposed:
		return Works
	case StateUnclear, StateUnspoken:
		return Undecided
	}
	return Broken
}

// Together is a client's outcome: every leg, and of two ways to fetch the better. One
// whose way of fetching was not asked about is undecided.
func Together(list []Cell) Outcome {
	out := Works
	var fetch []Outcome
	unspoken := false
	for _, cell := range list {
		switch {
		case cell.Leg == finding.Fetch && cell.State == StateUnspoken:
			unspoken = true
			continue
		case cell.Leg == finding.Fetch:
			fetch = append(fetch, cell.State.Outcome())
			continue
		}
		out = Worse(out, cell.State.Outcome())
	}
	switch {
	case len(list) == 0, len(fetch) == 0 && unspoken && out == Works:
		return Undecided
	case len(fetch) == 0 || slices.Contains(fetch, Works):
		return out
	case slices.Contains(fetch, Undecided):
		return Worse(out, Undecided)
	}
	return Broken
}

// Common is a setting that works for every client that speaks its protocol.
type Common struct {
	Leg     finding.Leg     `json:"leg"`
	Proto   evidence.Proto  `json:"proto"`
	Server  evidence.Server `json:"server"`
	Clients []string        `json:"clients"` // their names
	Typed   bool            `json:"typed"`   // it is what was typed
}
