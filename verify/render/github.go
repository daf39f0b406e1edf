package render

import (
	"fmt"
	"io"
	"strings"

	"harness/verify/report"
)

// GitHub is the form for GitHub Actions: an annotation for each check that does
// not work or is in danger, as workflow commands.
type GitHub struct{}

// Name is "github".
func (GitHub) Name() string { return "github" }

// Exit is the usual exit code.
func (GitHub) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Summary is the form of the job's summary, and the variable that names its file.
func (GitHub) Summary() (variable string, f Format) { return "GITHUB_STEP_SUMMARY", Markdown{} }

// Write writes the annotations, and one line that says how many checks there were.
func (f GitHub) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	var out strings.Builder
	for i := range b.checks {
		c := &b.checks[i]
		kind := ""
		switch l := c.level(); {
		case c.outcome == report.Broken:
			kind = "error"
		case l != fine:
			kind = "warning"
		default:
			continue
		}
		text := c.says(s.Lang)
		if it := c.cause(); it != nil && it.Fix != "" {
			text += "\n" + it.Fix
		}
		fmt.Fprintf(&out, "::%s title=%s::%s\n", kind, githubProperty.Replace(joined(b.subject, c.name)), githubData.Replace(text))
	}
	fmt.Fprintf(&out, "%s: %s\n", githubLog.Replace(joined("harness", b.command, b.subject)), outcomeWord[b.outcome].In(s.Lang))
	_, err = io.WriteString(w, out.String())
	return err
}

// The escapes of workflow commands (actions/toolkit, packages/core/src/command.ts).
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubLog      = strings.NewReplacer("::", ": :", "##[", "## [") // the runner looks for the older commands within a line
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
