package evidence

import (
	"net/netip"
	"time"
)

// MaxAddrs is how many addresses of one name are looked at.
const MaxAddrs = 8

// Survey is a look at listeners without logging in.
type Survey struct {
	Started  time.Time      `json:"started"`
	Took     Duration       `json:"took_ms"`
	Full     bool           `json:"full"`             // the larger number of connections was allowed
	Hosts    []SurveyedHost `json:"hosts"`            // names looked at, in the order asked
	DNS      []Answer       `json:"dns"`              // forward, reverse, MX, SRV and CNAME answers, in the order asked
	Sessions []Session      `json:"sessions"`         // Purpose ToSurvey; Steps end with quit or with the trouble
	Skipped  []Skip         `json:"skipped"`          // what politeness or blocking left out
	Anchors  []Bytes        `json:"anchors,omitzero"` // as Trip.Anchors
}

// Skip is what was not looked at on an address.
type Skip struct {
	Addr      netip.Addr `json:"addr"`           // zero: only a proxy knows it
	Name      string     `json:"name,omitempty"` // in place of the address
	Why       SkipReason `json:"why"`
	Listeners int        `json:"listeners"` // how many; 0: not counted
}

// SkipReason says why a listener was left out.
type SkipReason string

// The reasons. After the latter two the survey of the address is inconclusive.
const (
	SkipLimit  SkipReason = "limit"  // the bound on connections to one address
	SkipSilent SkipReason = "silent" // it does not answer, perhaps it blocks us
	SkipBusy   SkipReason = "busy"   // it answers 421: it may have had enough of us
)

// SurveyedHost is one name of a survey and where it leads.
type SurveyedHost struct {
	Name   string       `json:"name"`   // normalised, or an IP literal
	Part   Part         `json:"part"`   //
	Addrs  []netip.Addr `json:"addrs"`  // as dialled: DNS, or --connect-to; with a proxy what DNS here says; never null
	Listen []Listener   `json:"listen"` // what was typed or is usual for this name; never null
}

// Part is the part that a name plays in a survey.
type Part string

// The parts.
const (
	TypedHost     Part = "typed"     // in a dialog, on the command line or in the pasted text
	GuessedHost   Part = "guessed"   // a name that customers type, see verify/advice
	CandidateHost Part = "candidate" // found on the way: a password goes there only with consent
	ListedHost    Part = "listed"    // where the hosting company lists the mailbox; no password goes there
)

// Asked tells whether a host is one that was asked about, and none that turned up.
func (p Part) Asked() bool { return p == TypedHost || p == GuessedHost }

// Listener is a port as a person would type it.
type Listener struct {
	Proto    Proto    `json:"proto"`
	Port     uint16   `json:"port"`
	Security Security `json:"security"`
}

// Host finds a surveyed name; nil: it was not looked at.
func (s *Survey) Host(name string) *SurveyedHost {
	for i := range s.Hosts {
		if s.Hosts[i].Name == name {
			return &s.Hosts[i]
		}
	}
	return nil
}
