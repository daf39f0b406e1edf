package report

import (
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// NoSettings is the outcome of a domain for which nothing was given and which
// publishes nothing: what a tool guesses makes nobody broken. It is counted apart.
const NoSettings Outcome = "no-settings"

// Target is the result of one line of a sweep.
type Target struct {
	Key     string  `json:"key"`    // of the line: the same line of the same list has the same
	Line    int     `json:"line"`   // where it stands in the list, from 1
	Target  string  `json:"target"` // as given
	Place   string  `json:"place"`  // from where it was looked at; "" not named
	Mode    string  `json:"mode"`
	Outcome Outcome `json:"outcome"`
	// Cause decides the outcome: a code, or a reason of the sweep's own, see
	// package sweep; "" where it works.
	Cause     string            `json:"cause"`
	Codes     []finding.Code    `json:"codes"`
	Detail    string            `json:"detail"`      // for people
	Expect    string            `json:"expect"`      // "works", a code, or "" for works
	Expected  bool              `json:"as_expected"` // nothing to fail on
	Danger    bool              `json:"danger"`      // a password in clear, a risky certificate: whatever the outcome
	Legs      []TargetLeg       `json:"legs"`
	Elsewhere Outcome           `json:"elsewhere,omitempty"` // of the same look from the second place; "" not asked
	Known     string            `json:"known,omitempty"`     // why the failure is accepted; "": it is not
	At        time.Time         `json:"at"`
	Took      evidence.Duration `json:"took_ms"`
	Token     string            `json:"token,omitempty"`   // of a letter that was sent and was not seen to be deleted
	Refused   bool              `json:"refused,omitempty"` // the login was refused
}

// Verdict is the outcome.
func (t *Target) Verdict() Outcome { return t.Outcome }

// Server is the mail server that a target's failure is counted under.
func (t *Target) Server() string {
	for _, l := range t.Legs {
		if l.Outcome != Works {
			return l.Host
		}
	}
	if len(t.Legs) > 0 {
		return t.Legs[0].Host
	}
	return ""
}

// Ends is the certificate that ends first, nil if none was seen.
func (t *Target) Ends() *TargetLeg {
	var first *TargetLeg
	for i := range t.Legs {
		if l := &t.Legs[i]; !l.NotAfter.IsZero() && (first == nil || l.NotAfter.Before(first.NotAfter)) {
			first = l
		}
	}
	return first
}

// TargetLeg is one server of a target.
type TargetLeg struct {
	Leg       finding.Leg       `json:"leg"`
	Host      string            `json:"host"`
	Port      uint16            `json:"port"`
	Security  evidence.Security `json:"security"`
	Outcome   Outcome           `json:"outcome"`
	StoppedAt evidence.Stage    `json:"stopped_at"`
	Codes     []finding.Code    `json:"codes"`
	Addr      string            `json:"addr"`
	NotAfter  time.Time         `json:"not_after,omitzero"` // of the certificate that ends first
	DaysLeft  int               `json:"days_left"`
	Expiry    certs.Expiry      `json:"expiry"`
}

// Sweep is what became of a list of targets.
type Sweep struct {
	Command    string
	Outcome    Outcome  // what the pipeline is to make of it: --fail-on and --max-undecided decided
	Why        []string // what it failed on: any, new, expiring, danger, undecided
	Started    time.Time
	Took       time.Duration
	Total      int
	Counts     map[Outcome]int
	Unexpected int // failures: not as expected, not accepted, not undecided
	Wrong      int // lines that could not be read
	Expiring   int
	Dangerous  int
	Accepted   int      // known failures
	Elsewhere  int      // works here and is refused from the second place
	Resumed    int      // results that the journal had
	Letters    int      // that may still lie in mailboxes; Target.Token names each
	Causes     []Tally  // most first
	Servers    []Tally  // behind most failures, at most ten
	Changes    *Changes // since the baseline; nil: none was given
	Failures   []Target // the first of them, for forms that list them
	Left       int      // failures beyond those
	Series     []Series
	Differ     []Difference // between places; of merge
	Each       []*Target    // for series by target; nil: none are wanted
	Lapsed     []string     // known failures whose date has passed
}

// Verdict is the outcome.
func (s *Sweep) Verdict() Outcome { return s.Outcome }

// Tally is how often something came up.
type Tally struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Series counts targets by server, listener and cause.
type Series struct {
	Server   string    `json:"server"`
	Listener string    `json:"listener"` // "send 587 tls"
	Cause    string    `json:"cause"`    // "" works
	Count    int       `json:"count"`
	Ends     time.Time `json:"ends,omitzero"` // the first end of a certificate
}

// Changes are what differs from a baseline.
type Changes struct {
	New     int `json:"new"`      // failures that worked, or were not there
	Mended  int `json:"mended"`   //
	Still   int `json:"still"`    // failures as before
	NotSeen int `json:"not_seen"` // worked before, undecided now
}

// Difference is a target that two places see differently.
type Difference struct {
	Target string             `json:"target"`
	By     map[string]Outcome `json:"by"`
}
