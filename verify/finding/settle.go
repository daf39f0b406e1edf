package finding

import "slices"

// Decides tells whether a severity bears on the outcome.
func (s Severity) Decides() bool { return s == Broken || s == Undecided }

// Weight orders severities: what decides weighs most, a note least.
func (s Severity) Weight() int {
	return slices.Index([]Severity{Note, Warning, High, Undecided, Broken}, s)
}

// Weighs is the severity of a finding: its own, else its Doc's. A code without
// a Doc is no verdict: it is undecided.
func (f Finding) Weighs() Severity {
	if f.Severity != "" {
		return f.Severity
	}
	if doc, ok := Lookup(f.Code); ok {
		return doc.Severity
	}
	return Undecided
}

// Decides tells whether a finding bears on the outcome.
func (f Finding) Decides() bool { return f.Weighs().Decides() }

// Consequence is a finding that another one explains.
type Consequence struct {
	Code Code `json:"code"`
	Leg  Leg  `json:"leg"`
	Of   Code `json:"of"`
}

// Settle takes duplicates out and hides each consequence behind its cause,
// which stands on the same leg or on neither in particular. A finding that
// decides nothing hides none that does. The order stays.
func Settle(all []Finding) (shown []Finding, hidden []Consequence) {
	type place struct {
		code Code
		leg  Leg
	}
	hidden = []Consequence{}
	seen := map[place]bool{}
	for _, f := range all {
		at := place{f.Code, f.Leg}
		if seen[at] && f.Args.Text(KeyCert) == "" { // each certificate of a chain has its own
			continue
		}
		seen[at] = true
		if cause := causeOf(f, all); cause != "" {
			hidden = append(hidden, Consequence{Code: f.Code, Leg: f.Leg, Of: cause})
			continue
		}
		shown = append(shown, f)
	}
	return shown, hidden
}

// causeOf is the first finding among all that explains f, "" if none does.
func causeOf(f Finding, all []Finding) Code {
	doc, _ := Lookup(f.Code)
	for _, g := range all {
		if g.Code != f.Code && slices.Contains(doc.DependsOn, g.Code) &&
			(g.Leg == f.Leg || g.Leg == Both) && (g.Decides() || !f.Decides()) {
			return g.Code
		}
	}
	return ""
}

// Deciding are the findings that bear on the outcome.
func Deciding(all []Finding) []Finding {
	out := []Finding{}
	for _, f := range all {
		if f.Decides() {
			out = append(out, f)
		}
	}
	return out
}
