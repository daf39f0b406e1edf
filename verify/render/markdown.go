package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"harness/verify/report"
)

// Markdown is the form for comments and summaries of jobs.
type Markdown struct{}

// Name is "markdown".
func (Markdown) Name() string { return "markdown" }

// Exit is the usual exit code.
func (Markdown) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes a heading, a table of the checks, and what was found.
func (f Markdown) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	var out strings.Builder
	in := func(t text) string { return t.In(s.Lang) }
	fmt.Fprintf(&out, "## %s: %s\n\n", markdown(joined(b.command, b.subject)), in(outcomeWord[b.outcome]))
	fmt.Fprintf(&out, "| %s | %s | %s | %s |\n|---|---|---|---|\n", in(checkWord), in(resultLabel), in(causeWord), in(endWord))
	for i := range b.checks {
		c := &b.checks[i]
		cause, end := "", ""
		if it := c.cause(); it != nil {
			cause = joined(code(string(it.Code)), markdown(it.Title))
		}
		if c.ends != nil {
			end = c.ends.NotAfter.Format(time.DateOnly)
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", markdown(c.name), in(outcomeWord[c.outcome]), cause, end)
	}
	for i := range b.checks {
		c := &b.checks[i]
		for k := range c.items {
			it := &c.items[k]
			fmt.Fprintf(&out, "\n**%s** %s %s\n", markdown(c.name), code(string(it.Code)), markdown(it.Title))
			for _, w := range it.Gmail {
				fmt.Fprintln(&out)
				for line := range strings.SplitSeq(w.Text, "\n") {
					fmt.Fprintf(&out, "> %s\n", markdown(line))
				}
			}
			for _, p := range []struct{ label, text string }{{in(whyWord), it.Why}, {in(fixWord), it.Fix}} {
				if p.text != "" {
					fmt.Fprintf(&out, "\n%s %s\n", p.label, markdown(p.text))
				}
			}
		}
	}
	_, err = io.WriteString(w, out.String())
	return err
}

// markdown is a text of which nothing is markup: no table cell, link, image or
// element of HTML begins in it (CommonMark 0.31 section 2.4).
func markdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r':
			r = ' '
		case strings.ContainsRune("\\`*_{}[]<>()#+!|~&@:", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code is one of our own codes in code style, "" for none.
func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// Labels of the tables.
var (
	checkWord   = text{EN: "Check", JA: "項目"}
	resultLabel = text{EN: "Result", JA: "結果"}
	causeWord   = text{EN: "Cause", JA: "原因"}
	endWord     = text{EN: "Certificate ends", JA: "証明書の期限"}
)
