package render

import (
	"io"

	"harness/verify/report"
)

// JSONL is the JSON form on one line, for streams.
type JSONL struct{}

// Name is "jsonl".
func (JSONL) Name() string { return "jsonl" }

// Exit is the usual exit code.
func (JSONL) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes one object on one line.
func (JSONL) Write(w io.Writer, r report.Result, s Style) error {
	v, err := JSON{}.form(r, s.Lang)
	if err != nil {
		return err
	}
	return EncodeLine(w, v)
}
