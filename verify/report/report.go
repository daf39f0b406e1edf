// Package report is the verdict as data, and its renderings. A rendering adds
// no opinion: it shows what is in the Report.
package report

import (
	"harness/client/evidence"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// Schema is the number of the JSON form.
const Schema = 1

// Outcome is the verdict on a leg or a trip.
type Outcome string

// The outcomes, and the exit codes that they amount to.
const (
	Works     Outcome = "works"     // 0
	Broken    Outcome = "broken"    // 1
	Undecided Outcome = "undecided" // 3
)

// Exit is the exit code of an outcome.
func (o Outcome) Exit() int {
	switch o {
	case Works:
		return 0
	case Broken:
		return 1
	}
	return 3
}

// Worse is the outcome of two: broken beats undecided beats works.
func Worse(a, b Outcome) Outcome {
	for _, o := range []Outcome{Broken, Undecided} {
		if a == o || b == o {
			return o
		}
	}
	return Works
}

// Report is the verdict on one run.
type Report struct {
	Schema   int                   `json:"schema"`
	Command  string                `json:"command"`
	Outcome  Outcome               `json:"outcome"`
	Exit     int                   `json:"exit"`
	Lang     string                `json:"lang"` // of title, why and fix
	Legs     []Leg                 `json:"legs"`
	Findings []Item                `json:"findings"`
	Hidden   []finding.Consequence `json:"hidden"` // consequences of the findings
	Trip     *evidence.Trip        `json:"trip"`
}

// Leg is one half of the trip.
type Leg struct {
	Leg       finding.Leg       `json:"leg"`
	Host      string            `json:"host"`
	Port      uint16            `json:"port"`
	Security  evidence.Security `json:"security"`
	Guessed   string            `json:"guessed"`
	Addr      string            `json:"addr"` // last dialled, "" if none
	Outcome   Outcome           `json:"outcome"`
	StoppedAt evidence.Stage    `json:"stopped_at"` // "" where it ran to its end
	Codes     []finding.Code    `json:"codes"`
	Gmail     []Words           `json:"gmail"`
	Timings   []Timing          `json:"timings"`  // of the decisive session
	Sessions  int               `json:"sessions"` // opened for this leg
	Names     []string          `json:"names"`    // of the certificate, where one was seen
}

// Timing is how long one stage took.
type Timing struct {
	Stage evidence.Stage    `json:"stage"`
	Took  evidence.Duration `json:"took_ms"`
}

// Words are what Gmail says, on one surface.
type Words struct {
	ID      string             `json:"id"`
	Surface phrasebook.Surface `json:"surface"`
	Text    string             `json:"text"` // lines joined with \n
	Basis   phrasebook.Basis   `json:"basis"`
	Rank    phrasebook.Rank    `json:"rank"`
}

// WordsOf are Gmail's words for a finding, in a Gmail of the given language.
// The server's words in them are cleaned.
func WordsOf(f finding.Finding, lang string) []Words {
	f.Args = f.Args.Clean(clean.Line)
	words := []Words{}
	for _, s := range phrasebook.Says(f) {
		words = append(words, Words{ID: s.ID, Surface: s.Surface, Text: s.In(lang), Basis: s.Basis, Rank: s.Rank})
	}
	return words
}

// texts fill a Doc's holes, each value cleaned.
func texts(args finding.Args) map[string]string { return args.Clean(clean.Line).Holes() }

// Item is a finding with its texts in the report's language.
type Item struct {
	finding.Finding
	Severity finding.Severity `json:"severity"`
	Title    string           `json:"title"`
	Why      string           `json:"why"`
	Fix      string           `json:"fix"`
	Cite     []string         `json:"cite"`
	Gmail    []Words          `json:"gmail"` // empty: Gmail's wording for this is not known, or it has none
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
