// Package render writes results: one form a file, all of them in one list. A
// form adds no opinion: it shows what is in the result. Texts, words and exit
// codes come here and not before, so that one result can be written in several
// forms and languages.
package render

import (
	"fmt"
	"io"

	"harness/verify/report"
)

// Style is how a result is shown.
type Style struct {
	Lang   string // "en" or "ja"
	Colour bool   // ANSI colours, on a terminal without NO_COLOR
	// Details shows what one screen has no room for: the survey's table, the
	// reasons of an advice, the other forms of a phrase, every name of a long
	// list, long words to their end.
	Details bool
	Width   int // columns of the terminal; 0: 80
}

// Format is one form of results.
type Format interface {
	// Name is what --format takes.
	Name() string
	// Write writes a result in the style's language. What a form cannot show
	// is an error that says so.
	Write(w io.Writer, r report.Result, s Style) error
	// Exit is the exit code of a process that wrote the result.
	Exit(r report.Result) int
}

// Formats are all forms, the usual one first: a format is its file and one
// line here.
func Formats() []Format {
	return []Format{
		Text{},
		JSON{},
		JSONL{},
		JUnit{},
		Prometheus{},
		Nagios{},
		GitHub{},
		Markdown{},
		CSV{},
		HTML{},
	}
}

// Find is the form of a name among the given ones; "" is the first.
func Find(list []Format, name string) (Format, bool) {
	for _, f := range list {
		if name == "" || f.Name() == name {
			return f, true
		}
	}
	return nil, false
}

// Names are the names of the forms, in their order.
func Names(list []Format) []string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.Name()
	}
	return names
}

// ExitCode is the exit code of an outcome, for forms that have no convention
// of their own: 0 works, 1 broken, 3 undecided.
func ExitCode(o report.Outcome) int {
	switch o {
	case report.Works:
		return 0
	case report.Broken:
		return 1
	}
	return 3
}

// unshown says that a form has nothing for a kind of result.
func unshown(f Format, r report.Result) error {
	return fmt.Errorf("the form %s has nothing for a %T", f.Name(), r)
}
