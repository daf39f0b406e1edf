// Package finding is what a piece of evidence means: codes, and for each code
// one Doc in English and Japanese that feeds the report, explain and the docs.
package finding

import "harness/client/evidence"

// Code names a fault: kebab-case, stating the fault; printed, never renamed.
type Code string

// Severity says what a finding does to the verdict of its leg.
type Severity string

// The severities.
const (
	Broken    Severity = "broken"    // Gmail would fail here: exit 1
	Undecided Severity = "undecided" // may be our side or the moment: exit 3
	High      Severity = "high"      // works, and is harmful (a password in clear): the outcome stays, see report.FailOn
	Warning   Severity = "warning"   // works, and will bite
	Note      Severity = "note"      // worth knowing
)

// Leg is the leg of the trip that a finding speaks of.
type Leg = evidence.LegName

// The legs.
const (
	Send  = evidence.SendLeg
	Fetch = evidence.FetchLeg
	Both  = Leg("") // neither leg in particular
)

// Finding points at its evidence.
type Finding struct {
	Code    Code `json:"code"`
	Leg     Leg  `json:"leg"`
	Session int  `json:"session"` // index into the leg's sessions, -1: none
	Step    int  `json:"step"`    // index into Session.Steps, -1: none
	Args    Args `json:"args"`    // fill the {holes} of Doc's texts and of the phrasebook
	// Severity replaces the Doc's where the evidence says more than the code,
	// e.g. one of two addresses refused and the other worked; "" keeps it.
	Severity Severity `json:"severity,omitempty"`
}

// Text is one text in both languages. {holes} are filled from Finding.Args.
type Text struct {
	EN string `json:"en"`
	JA string `json:"ja"`
}

// Doc is what a code means to a support person. Title, Why and Fix hold for any
// client; see For.
type Doc struct {
	Code      Code
	Severity  Severity
	Title     Text     // one line, no full stop
	Why       Text     // one to three sentences
	Fix       Text     // what to type or mend; one to three sentences
	Gmail     Remark   // what holds of Gmail only
	Cite      []string // RFC sections, docs/gmail.md rows, vendor pages
	DependsOn []Code   // causes: where one of these stands on the same leg (or on Both), this finding is a consequence and is hidden
}
