package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"harness/verify/report"
)

// JUnit is the XML that CI servers read: a test case for each check. Broken is
// a failure, undecided an error.
type JUnit struct{}

// Name is "junit".
func (JUnit) Name() string { return "junit" }

// Exit is the usual exit code.
func (JUnit) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// The elements and attributes that both Jenkins' schema (junit-10.xsd) and GitLab read.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name      string      `xml:"name,attr"`
		Tests     int         `xml:"tests,attr"`
		Failures  int         `xml:"failures,attr"`
		Errors    int         `xml:"errors,attr"`
		Time      string      `xml:"time,attr"`
		Timestamp string      `xml:"timestamp,attr,omitempty"`
		Cases     []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string     `xml:"name,attr"`
		Class     string     `xml:"classname,attr"`
		Time      string     `xml:"time,attr"`
		Failure   *junitSays `xml:"failure"`
		Error     *junitSays `xml:"error"`
		SystemOut string     `xml:"system-out,omitempty"`
	}
	junitSays struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// Write writes one document.
func (f JUnit) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	suite := junitSuite{Name: joined("harness", b.command, b.subject), Tests: len(b.checks), Time: seconds(b.took)}
	if !b.at.IsZero() {
		suite.Timestamp = b.at.UTC().Format("2006-01-02T15:04:05")
	}
	for i := range b.checks {
		c := &b.checks[i]
		var took time.Duration
		for _, t := range c.timings {
			took += time.Duration(t.Took)
		}
		one := junitCase{Name: c.name, Class: strings.ReplaceAll(joined("harness", b.command), " ", "."), Time: seconds(took)}
		switch c.outcome {
		case report.Works:
			one.SystemOut = c.story()
		case report.Broken:
			suite.Failures++
			one.Failure = c.junit(s.Lang)
		default:
			suite.Errors++
			one.Error = c.junit(s.Lang)
		}
		suite.Cases = append(suite.Cases, one)
	}
	out, err := xml.MarshalIndent(junitSuites{Suites: []junitSuite{suite}}, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, out)
	return err
}

func (c *check) junit(lang string) *junitSays {
	out := &junitSays{Message: c.says(lang), Type: string(c.outcome), Text: c.story()}
	if it := c.cause(); it != nil && it.Code != "" {
		out.Type = string(it.Code)
	}
	return out
}

// story is everything that was found of a check, a paragraph each.
func (c *check) story() string {
	var b strings.Builder
	for _, it := range c.items {
		fmt.Fprintf(&b, "\n[%s] %s\n", it.Code, it.Title)
		for _, w := range it.Gmail {
			fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(w.Text, "\n", "\n  "))
		}
		for _, text := range []string{it.Why, it.Fix} {
			if text != "" {
				fmt.Fprintf(&b, "%s\n", text)
			}
		}
	}
	return b.String()
}

// seconds is a duration as formats of pipelines write it.
func seconds(d time.Duration) string { return fmt.Sprintf("%.6f", d.Seconds()) }

// joined are the words that there are.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}
