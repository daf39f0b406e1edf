// Package report is a verdict as data: codes, arguments, outcomes, and which of
// the client's phrases belong to them. It has no language, no exit code and no
// form; those come when it is written, see package render.
package report

import (
	"cmp"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// Outcome is the verdict on a leg or a trip.
type Outcome string

// The outcomes.
const (
	Works     Outcome = "works"
	Broken    Outcome = "broken"    // what the server or an authoritative answer of DNS did
	Undecided Outcome = "undecided" // may be our side or the moment
)

// Worse is the outcome of two: broken beats undecided beats works.
func Worse(a, b Outcome) Outcome {
	for _, o := range []Outcome{Broken, Undecided} {
		if a == o || b == o {
			return o
		}
	}
	return Works
}

// OutcomeOf is what a finding of a severity makes of the result: works where it
// decides nothing.
func OutcomeOf(s finding.Severity) Outcome {
	switch s {
	case finding.Broken:
		return Broken
	case finding.Undecided:
		return Undecided
	}
	return Works
}

// Result is what a command found and package render can write: a Report, a
// Diagnosis, a Cert, a Host.
type Result interface {
	// Verdict is the one outcome of it all.
	Verdict() Outcome
}

// Report is the verdict on one run.
type Report struct {
	Command  string
	Client   string // whose words and remarks: the persona's name as trips store it
	Outcome  Outcome
	Legs     []Leg
	Findings []Item
	Hidden   []finding.Consequence // consequences of the findings
	Refusals int                   // logins that servers counted as refused
	Trip     *evidence.Trip

	Candidates []Candidate // names that a server which refuses the typed one shows
	Next       string      // the command to run next, "" none; for the command line to fill in
	Concluded  Conclusion  // see FailOn
}

// Candidate is a name that might be the one to type: nothing was tried with it.
type Candidate struct {
	Leg  finding.Leg `json:"leg"`
	Name string      `json:"name"` // as shown; may begin with "*."
	From Origin      `json:"from"`
}

// Origin is where a candidate stands.
type Origin string

// The origins.
const (
	FromCertificate Origin = "certificate"
	FromReverse     Origin = "reverse" // the reverse name of the address
)

// Verdict is the outcome, unless it was concluded otherwise.
func (r *Report) Verdict() Outcome { return cmp.Or(r.Concluded.Outcome, r.Outcome) }

// Leg is one half of the trip.
type Leg struct {
	Leg       finding.Leg
	Host      string
	Port      uint16
	Security  evidence.Security
	Guessed   string
	Addr      string // last dialled, "" if none
	Outcome   Outcome
	StoppedAt evidence.Stage // "" where it ran to its end
	Codes     []finding.Code
	Gmail     []phrasebook.Said // the client's words
	Timings   []Timing          // of the decisive session
	Sessions  int               // opened for this leg
	Names     []string          // of the certificate, where one was seen
	// Certificates are those that the server sent in the decisive session.
	Certificates []certs.Lifetime
}

// Timing is how long one stage took.
type Timing struct {
	Stage evidence.Stage    `json:"stage"`
	Took  evidence.Duration `json:"took_ms"`
}

// Item is a finding with what it weighs and what the client says.
type Item struct {
	finding.Finding
	Severity finding.Severity  // what it weighs, see finding.Finding.Weighs
	Gmail    []phrasebook.Said // empty: the client's wording for this is not known, or it has none
}

// ItemOf is the item of a finding. Where it is weighed as deciding nothing,
// the client goes on and says nothing.
func ItemOf(book phrasebook.Book, f finding.Finding) Item {
	it := Item{Finding: f, Severity: f.Weighs()}
	if f.Severity == "" || it.Severity.Decides() {
		it.Gmail = WordsOf(book, f)
	}
	return it
}

// WordsOf are a client's words for a finding. The server's words in them are
// cleaned.
func WordsOf(book phrasebook.Book, f finding.Finding) []phrasebook.Said {
	f.Args = f.Args.Clean(clean.Line)
	return book.Says(f)
}

// Of lists the items of a leg; finding.Both those of neither.
func (r *Report) Of(leg finding.Leg) []Item {
	var out []Item
	for _, i := range r.Findings {
		if i.Leg == leg {
			out = append(out, i)
		}
	}
	return out
}

// Leg is the leg of that name, nil if it was not asked for; of no report there
// is none.
func (r *Report) Leg(leg finding.Leg) *Leg {
	if r == nil {
		return nil
	}
	for i := range r.Legs {
		if r.Legs[i].Leg == leg {
			return &r.Legs[i]
		}
	}
	return nil
}
