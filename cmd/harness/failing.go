package main

import (
	"fmt"
	"slices"
	"strings"

	"harness/verify/report"
)

// failing is what the exit code of one run is about.
type failing struct {
	FailOn string `name:"fail-on" default:"any,danger" placeholder:"any|expiring|danger|none" help:"What makes the run fail, exit 1; several with commas. danger: a password in clear, a risky certificate, although it works." group:"output"`
}

// check looks at the flag. many: the run is not about one client and one account.
func (f *failing) check(a *app, many bool) error {
	on, err := report.ParseFailOn(f.FailOn)
	switch {
	case err != nil:
		return badUsage("for example --fail-on any,danger", "--fail-on: %w", err)
	case slices.Contains(on, "new"):
		return badUsage("harness sweep --baseline FILE --fail-on new", "--fail-on new: one run knows of none before it")
	case many && a.given["fail-on"]:
		return badUsage("harness sweep --fail-on looks at many", "--fail-on is about one account as one client")
	}
	return nil
}

func (f *failing) on() report.FailOn {
	on, _ := report.ParseFailOn(f.FailOn) // checked
	return on
}

// say tells on standard error why the exit code is not what the outcome says.
func (f *failing) say(a *app, o report.Outcome, c report.Conclusion) {
	switch {
	case o == report.Works && c.Outcome == report.Broken:
		fmt.Fprintf(a.stderr, "harness: %s\n", saying{"exit 1 by --fail-on: %s", []any{strings.Join(c.Why, ", ")}}.in(a.lang))
	case o == report.Broken && c.Outcome == report.Works:
		fmt.Fprintf(a.stderr, "harness: %s\n", saying{"broken, and exit 0 by --fail-on", nil}.in(a.lang))
	}
}
