package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// own is the output of a command whose results have forms of their own.
type own struct {
	Format string `placeholder:"text|json" help:"Form of the result (text)." group:"output"`
	spoken
}

// ownResult is a result that writes itself, its texts in "en" or "ja".
type ownResult interface {
	Text(out io.Writer, lang string) error
	JSON(out io.Writer, lang string) error
}

func (o own) check() error {
	if err := oneOf("--format", o.Format, "text", "json"); err != nil {
		return err
	}
	return o.checkLang()
}

// finish shows a result and gives its exit code as the command's error.
func (o own) finish(a *app, r ownResult, exit int) error {
	write := r.Text
	if o.Format == "json" {
		write = r.JSON
	}
	if err := write(a.stdout, o.lang(a)); err != nil || exit == 0 {
		return err
	}
	return exitCode(exit)
}

// told is a scenario of the lab as a list shows it.
type told struct{ name, story string }

// tell lists the scenarios that --lab takes.
func tell(a *app, list []told) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, s := range list {
		fmt.Fprintf(w, "%s\t%s\n", s.name, s.story)
	}
	return w.Flush()
}

// notTold adds to the error for a name that is not in a list which one was meant.
func notTold(err error, name string, list []told) error {
	known := make([]string, len(list))
	for i, s := range list {
		known[i] = s.name
	}
	return meant(err, nearest(name, known))
}
