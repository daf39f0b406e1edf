package job

import (
	"context"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// Clean looks in a mailbox for letters that earlier runs left, and removes them
// if it is told to. The request is of ResolveClean; the error means that the harness
// itself could not run, or is a Fault.
func Clean(ctx context.Context, s Subject, how client.Cleaning) (*Cleaned, error) {
	trip, cleaned, err := client.Clean(ctx, s.account, s.options, how)
	if err != nil {
		return nil, guessed(err)
	}
	return &Cleaned{Cleaned: cleaned, Report: verify.Judge(trip, s.req.judging()), deleting: how.Delete}, nil
}

// Cleaned is what was found in a mailbox and what became of it.
type Cleaned struct {
	*client.Cleaned
	Report   *report.Report // of the fetching leg
	deleting bool
}

// Exit is 0 where the mailbox was looked through and what was to be removed is
// gone, else what the report of the leg says.
func (c *Cleaned) Exit() int {
	switch {
	case c.Done:
		return render.ExitCode(report.Works)
	case c.Report.Outcome == report.Broken:
		return render.ExitCode(report.Broken)
	}
	return render.ExitCode(report.Undecided)
}

// CleanSchema is the number of CleanForm.
const CleanSchema = 1

// CleanForm is the JSON form of Cleaned.
type CleanForm struct {
	Schema   int            `json:"schema"`
	Command  string         `json:"command"`
	Exit     int            `json:"exit"`
	Done     bool           `json:"done"`
	Deleting bool           `json:"deleting"`
	Messages int            `json:"messages"`
	Read     int            `json:"read"`
	Letters  []leftForm     `json:"letters"`
	Codes    []finding.Code `json:"codes"`
}

type leftForm struct {
	UIDL    string    `json:"uidl"`
	Token   string    `json:"token"`
	Sent    time.Time `json:"sent"`
	Altered bool      `json:"altered"`
	Fate    string    `json:"fate"`
}

// Form is the JSON form.
func (c *Cleaned) Form() CleanForm {
	f := CleanForm{
		Schema: CleanSchema, Command: "clean", Exit: c.Exit(), Done: c.Done, Deleting: c.deleting,
		Messages: c.Messages, Read: c.Read, Letters: []leftForm{}, Codes: []finding.Code{},
	}
	for _, l := range c.Letters {
		f.Letters = append(f.Letters, leftForm{l.UIDL, l.Token, l.Sent, l.Altered, string(l.Fate)})
	}
	for _, item := range c.Report.Findings {
		f.Codes = append(f.Codes, item.Code)
	}
	return f
}

// ResolveClean finds out whose mailbox is wanted: as ResolveTrip, of the fetching
// leg alone.
func ResolveClean(r Request) (Subject, error) {
	r.Only = evidence.FetchLeg
	return ResolveTrip(r)
}
