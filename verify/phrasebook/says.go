package phrasebook

import (
	"strings"
	"time"

	"harness/verify/finding"
)

// Rank orders what Gmail may say for one finding on one surface.
type Rank string

// The ranks.
const (
	First        Rank = "first"         // what to expect
	AlsoPossible Rank = "also possible" // the evidence leaves this open
	AlsoSeen     Rank = "also seen"     // an older or rarer form of the same
)

// Said is one text as the person would read it.
type Said struct {
	ID      string       `json:"id"`
	Surface Surface      `json:"surface"`
	Text    string       `json:"text"`  // byte-exact, lines joined with "\n"
	Basis   Basis        `json:"basis"` // for this cause: a phrase that was seen may be inferred here
	Rank    Rank         `json:"rank"`
	Note    finding.Text `json:"-"`

	japanese string // Text as the client has it in Japanese, "" as Phrase.JA
}

// holes adds to a finding's args the forms in which Gmail prints lists.
func holes(args finding.Args) map[string]string {
	more := args.Holes()
	var quoted []string
	var listed strings.Builder
	for _, san := range args[finding.KeySANs] {
		if san = strings.TrimSpace(san); san != "" {
			quoted = append(quoted, `"`+san+`"`)
			listed.WriteString("," + san) // seen: a comma before every name, no space
		}
	}
	more["sans_quoted"] = strings.Join(quoted, ", ")
	more["sans_listed"] = listed.String()
	if more["user"] == "" {
		more["user"] = more["login"]
	}
	return more
}

// dated adds the day that a client names for a certificate's time. In which form it
// writes it depends on the machine; here it is 2006-01-02.
func dated(f finding.Finding) finding.Args {
	key := finding.KeyNotAfter
	if f.Code == finding.TLSCertNotYetValid {
		key = finding.KeyNotBefore
	}
	day := f.Args.Text(key)
	if len(day) < len(time.DateOnly) || f.Args.Text(finding.KeyDate) != "" {
		return f.Args
	}
	return f.Args.With(finding.Args{finding.KeyDate: {day[:len(time.DateOnly)]}})
}

// filled tells whether args have a value for every hole of a text.
func filled(text string, args map[string]string) bool {
	for _, name := range holeNames(text) {
		if args[name] == "" {
			return false
		}
	}
	return true
}
