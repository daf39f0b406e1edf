package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"

	"harness/verify/report"
)

// CSV is the form for spreadsheets: a row for each check (RFC 4180).
type CSV struct{}

// Name is "csv".
func (CSV) Name() string { return "csv" }

// Exit is the usual exit code.
func (CSV) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

var csvHead = []string{"target", "check", "leg", "host", "port", "security", "outcome", "stopped_at", "code", "codes", "title", "fix", "not_after", "days_left"}

// Write writes the head and the rows.
func (f CSV) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(csvHead); err != nil {
		return err
	}
	for i := range b.checks {
		c := &b.checks[i]
		var codes []string
		for _, it := range c.items {
			codes = append(codes, string(it.Code))
		}
		port, end, days, cause, title, fix := "", "", "", "", "", ""
		if c.port != 0 {
			port = fmt.Sprint(c.port)
		}
		if c.ends != nil {
			end, days = c.ends.NotAfter.Format(time.RFC3339), fmt.Sprint(c.ends.DaysLeft)
		}
		if it := c.cause(); it != nil {
			cause, title, fix = string(it.Code), it.Title, it.Fix
		}
		row := []string{b.subject, c.name, string(c.leg), c.host, port, string(c.security), string(c.outcome), string(c.stopped), cause, strings.Join(codes, " "), title, fix, end, days}
		for k := range row {
			if csvHead[k] != "days_left" { // a number of ours, which may be below zero
				row[k] = harmless(row[k])
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a cell from being a formula: spreadsheets run what begins with
// one of these (OWASP, "CSV Injection").
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
