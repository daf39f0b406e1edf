package main

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"harness/verify/render"
	"harness/verify/report"
)

// output is how the result is shown.
type output struct {
	Format string `yaml:"-" placeholder:"${formats}" help:"Form of the result (${format})." group:"output"`
	Lang   string `yaml:"-" placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's." group:"output"`
}

// helpVars are what the help says of the forms that there are.
func helpVars(list []render.Format) kong.Vars {
	return kong.Vars{"formats": strings.Join(render.Names(list), "|"), "format": list[0].Name()}
}

func (o *output) check(a *app) error {
	if err := oneOf("--format", o.Format, render.Names(a.formats)...); err != nil {
		return err
	}
	return oneOf("--lang", o.Lang, "en", "ja")
}

// lang is the language asked for.
func (o *output) lang(a *app) string {
	switch {
	case o.Lang != "":
		return o.Lang
	case a.lang != "":
		return a.lang
	}
	return a.language()
}

func (o *output) style(a *app) render.Style {
	return render.Style{Lang: o.lang(a), Colour: isTerminal(a.stdout) && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb"}
}

// show writes a result in the form asked for, and gives its exit code as the
// command's error.
func (o *output) show(a *app, r report.Result) error {
	f := o.form(a)
	if err := f.Write(a.stdout, r, o.style(a)); err != nil {
		return err
	}
	if code := f.Exit(r); code != 0 {
		return exitCode(code)
	}
	return nil
}

// finish shows a result and saves its JSON form, if a file is given.
func (o *output) finish(a *app, r report.Result, save string) error {
	err := o.show(a, r)
	var code exitCode
	if err != nil && !errors.As(err, &code) || save == "" {
		return err
	}
	if wrong := saveJSON(save, r, o.style(a)); wrong != nil {
		return wrong
	}
	return err
}

// form is the form asked for.
func (o *output) form(a *app) render.Format {
	f, _ := render.Find(a.formats, o.Format) // checked
	return f
}

// movable tells whether the cursor of a stream can be moved about.
func movable(a *app, w io.Writer) bool { return isTerminal(w) && a.getenv("TERM") != "dumb" }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
