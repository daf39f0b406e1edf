package main

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"harness/verify/report"
)

// output is how the result is shown.
type output struct {
	Format string `yaml:"-" placeholder:"text|json" help:"Form of the result (text)." group:"output"`
	Lang   string `yaml:"-" placeholder:"en|ja" help:"Language of the texts; by default the locale's." group:"output"`
}

func (o *output) check() error {
	if err := oneOf("--format", o.Format, "text", "json"); err != nil {
		return err
	}
	return oneOf("--lang", o.Lang, "en", "ja")
}

// lang is the language asked for, else the locale's (POSIX order).
func (o *output) lang(a *app) string {
	if o.Lang != "" {
		return o.Lang
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.getenv(name); v != "" {
			if japanese(v) {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

func (o *output) style(a *app) report.Style {
	return report.Style{Lang: o.lang(a), Colour: isTerminal(a.stdout) && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb"}
}

// show writes a report in the format asked for.
func (o *output) show(a *app, r *report.Report) error {
	if o.Format == "json" {
		return report.JSON(a.stdout, r)
	}
	return report.Text(a.stdout, r, o.style(a))
}

// japanese tells whether a locale is one of Japanese: ja, ja_JP.UTF-8, ja-JP, Japanese_Japan.932 of Windows.
func japanese(locale string) bool {
	name := strings.ToLower(locale)
	if i := strings.IndexAny(name, "_.@-"); i >= 0 {
		name = name[:i]
	}
	return name == "ja" || name == "japanese"
}

// movable tells whether the cursor of a stream can be moved about.
func movable(a *app, w io.Writer) bool { return isTerminal(w) && a.getenv("TERM") != "dumb" }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
