package explain

import (
	"fmt"
	"io"

	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// Formats are the forms of explanations, the usual one first: a form is its type
// and one line here.
func Formats() []render.Format { return []render.Format{text{}, object{}, markdown{}} }

// ListOnly tells whether a form can show the List alone.
func ListOnly(f render.Format) bool {
	_, only := f.(markdown)
	return only
}

// exits gives the usual exit codes: 3 where nothing was recognised.
type exits struct{}

func (exits) Exit(r report.Result) int { return render.ExitCode(r.Verdict()) }

// text is for people; every remote word has passed clean.Line.
type text struct{ exits }

func (text) Name() string { return "text" }

func (f text) Write(w io.Writer, r report.Result, s render.Style) error {
	shown, ok := r.(interface{ text(lang string) string })
	if !ok {
		return unshown(f, r)
	}
	_, err := io.WriteString(w, shown.text(s.Lang))
	return err
}

// object is JSON.
type object struct{ exits }

func (object) Name() string { return "json" }

func (f object) Write(w io.Writer, r report.Result, s render.Style) error {
	switch r := r.(type) {
	case *Words:
		return render.Encode(w, r.json(s.Lang))
	case *Code:
		return render.Encode(w, r.json(s.Lang))
	case List:
		return render.Encode(w, r.json(s.Lang))
	}
	return unshown(f, r)
}

// markdown is the page docs/catalogue.md.
type markdown struct{ exits }

func (markdown) Name() string { return "markdown" }

func (f markdown) Write(w io.Writer, r report.Result, _ render.Style) error {
	if _, ok := r.(List); !ok {
		return unshown(f, r)
	}
	_, err := w.Write(phrasebook.Markdown())
	return err
}

func unshown(f render.Format, r report.Result) error {
	return fmt.Errorf("the form %s has nothing for a %T", f.Name(), r)
}
