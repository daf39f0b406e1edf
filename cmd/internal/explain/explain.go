// Package explain goes from pasted words to causes, and from a code to its texts:
// what was recognised is a result, which one of Formats writes.
package explain

import (
	"cmp"
	"strings"

	"harness/cmd/internal/ticket/paste"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Pasted explains a text or a file as it is; nil: there is no text in it.
func Pasted(raw []byte) *Words {
	text := phrasebook.Decode(raw)
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return explain(text, phrasebook.Causes(text))
}

// Numbered explains the phrase of a number such as "B01"; nil: there is none.
func Numbered(number string) *Words {
	phrases := phrasebook.ByID(strings.TrimSpace(number))
	if len(phrases) == 0 {
		return nil
	}
	p := phrases[0]
	return explain(number, []phrasebook.Match{{Phrase: p, Quote: p.Sketch(), Causes: p.Causes}})
}

func explain(text string, found []phrasebook.Match) *Words {
	return &Words{
		written: paste.Read(text[:min(len(text), mother)]).Language, found: found, corrections: phrasebook.Corrections(text, found),
	}
}

// Code is a code's texts.
type Code struct{ doc finding.Doc }

// Named explains a code; nil: there is none of that name.
func Named(name string) *Code {
	doc, ok := finding.Lookup(finding.Code(strings.ToLower(strings.TrimSpace(name))))
	if !ok {
		return nil
	}
	return &Code{doc.For(finding.Gmail)}
}

// Verdict of a code: it is known.
func (*Code) Verdict() report.Outcome { return report.Works }

// List is every code and every phrase.
type List struct{}

// Verdict of the list: there is one.
func (List) Verdict() report.Outcome { return report.Works }

// mother is how much of a paste tells in which language it is, in bytes.
const mother = 4 << 10

// Words is what was found in a paste.
type Words struct {
	written     string // the language that the paste seems to be in: "fr"
	found       []phrasebook.Match
	corrections []phrasebook.Myth
}

// foreign is the language of the paste where it is neither of ours, "" else.
func (e *Words) foreign() string {
	if e.written == finding.EN || e.written == finding.JA {
		return ""
	}
	return e.written
}

// Verdict is undecided where nothing was recognised.
func (e *Words) Verdict() report.Outcome {
	if e.known() {
		return report.Works
	}
	return report.Undecided
}

func (e *Words) known() bool { return len(e.found) > 0 && !e.found[0].Near }

// readerOf is the client whose user reads a cause: of what is nobody's words, Gmail's.
func readerOf(s phrasebook.Surface) string {
	return cmp.Or(s.Client(), finding.Gmail)
}

// cleanHoles are a match's values, safe to print, as Fill takes them.
func cleanHoles(m phrasebook.Match) map[string]string {
	safe := map[string]string{}
	for name, value := range m.Holes {
		safe[name] = clean.Line(value)
	}
	safe["sans"] = strings.ReplaceAll(safe["sans"], ",", ", ")
	return safe
}
