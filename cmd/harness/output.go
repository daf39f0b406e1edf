package main

import (
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"harness/cmd/internal/explain"
	"harness/verify/clean"
	"harness/verify/render"
	"harness/verify/report"
)

// output is how the result is shown.
type output struct {
	Format  string   `yaml:"-" placeholder:"NAME" help:"Form of the result (${format}): ${formats}." group:"output"`
	Output  []string `yaml:"-" name:"output" sep:"none" placeholder:"NAME=FILE" help:"Also write the result to FILE, in the form NAME. Repeatable; the exit code is that of --format." group:"output"`
	Details bool     `yaml:"-" help:"Also show what has no room on one screen: the table of the survey, reasons, every name, long quotes to their end." group:"output"`
	spoken
}

// helpVars are what the help says of the forms that there are.
func helpVars(list []render.Format) kong.Vars {
	return kong.Vars{
		"formats": strings.Join(render.Names(list), ", "), "format": list[0].Name(),
		"explain_formats": strings.Join(render.Names(explain.Formats()), "|"),
	}
}

func (o *output) check(a *app) error {
	if err := oneOf("--format", o.Format, render.Names(a.formats)...); err != nil {
		return err
	}
	if _, err := o.files(a); err != nil {
		return err
	}
	return o.checkLang()
}

func (o *output) style(a *app) render.Style {
	style := render.Style{Lang: o.lang(a), Details: o.Details}
	if f, ok := fileOf(a.stdout); ok && term.IsTerminal(int(f.Fd())) {
		style.Colour = a.wantsColour()
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil {
			style.Width = min(columns, widest)
		}
	}
	return style
}

// widest is how many columns a line of text takes at most, however wide the
// terminal is: longer ones are hard to read.
const widest = 100

// finish shows a result in the form asked for, writes it to the files of
// --output and --save, and gives the form's exit code as the command's error.
func (o *output) finish(a *app, r report.Result, save string) error {
	f, style := o.form(a), o.style(a)
	if err := f.Write(a.stdout, r, style); err != nil {
		return err
	}
	files, err := o.files(a)
	if err != nil {
		return err
	}
	style.Colour, style.Details, style.Width = false, true, 0
	for _, file := range files {
		if err := writeForm(a, file, r, style); err != nil {
			return badUsage("--output takes NAME=FILE, with a file that can be written", "--output: %w", err)
		}
	}
	if save != "" {
		if err := writeForm(a, formFile{render.JSON{}, save}, r, style); err != nil {
			return badUsage("--save takes a file to write", "%w", err)
		}
	}
	if err := summarise(a, f, r, style); err != nil {
		return err
	}
	if code := f.Exit(r); code != 0 {
		return exitCode(code)
	}
	return nil
}

// form is the form asked for.
func (o *output) form(a *app) render.Format {
	f, _ := render.Find(a.formats, o.Format) // checked
	return f
}

// movable tells whether the cursor of a stream can be moved about.
func movable(a *app, w io.Writer) bool { return isTerminal(w) && a.getenv("TERM") != "dumb" }

// fileOf is the file behind the guard of a stream.
func fileOf(w any) (*os.File, bool) {
	if guard, ok := w.(*clean.Terminal); ok {
		w = guard.Unwrap()
	}
	f, ok := w.(*os.File)
	return f, ok
}

func isTerminal(w io.Writer) bool {
	f, ok := fileOf(w)
	return ok && term.IsTerminal(int(f.Fd()))
}

// wantsColour tells whether the environment lets a terminal have colours (no-color.org).
func (a *app) wantsColour() bool { return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" }
