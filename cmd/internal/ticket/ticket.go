// Package ticket answers a customer's mail: pasted text in, a note for the
// desk and a reply out. What was typed is read from the text (package paste),
// its words are recognised (package phrasebook), the servers are looked at
// without logging in (package job), and one table of (what the words say x what
// was seen) decides what the reply does. A reply either can be sent unchanged
// or asks; what is uncertain stands in the note alone.
package ticket

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"harness/client/account"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// Schema is the number of the JSON form of Answer.
const Schema = 2

// ErrEmpty says that there are no words to answer.
var ErrEmpty = errors.New("the ticket is empty")

// Request is a ticket to be answered.
type Request struct {
	Raw     []byte           // a mail or a pasted text as it came
	Job     job.Request      // the environment, and what the desk knows beside the ticket
	Profile *profile.Profile // nil: none
	Files   fs.FS            // where the profile's inventory file is
	Details bool             // the note shows what one screen has no room for
	Date    time.Time        // of the advice: what Gmail offers changes with it; zero: now
	// Password gives the password of a test mailbox; nil: none is used.
	Password func(profile.Account) (account.Secret, error)
}

// Answer is the outcome.
type Answer struct {
	Schema   int            `json:"schema"`
	Command  string         `json:"command"`
	Lang     string         `json:"lang"`     // of the reply
	Language string         `json:"language"` // that the ticket seems to be in
	Date     string         `json:"date"`     // of the advice, 2006-01-02
	Outcome  report.Outcome `json:"outcome"`
	Exit     int            `json:"exit"`
	Sendable bool           `json:"sendable"` // the reply answers; else it asks
	Inbound  bool           `json:"inbound"`  // about mail to Gmail that was refused
	Accounts []Account      `json:"accounts"` // what was read and decided; never null
	Note     string         `json:"note"`
	Reply    string         `json:"reply"`

	Diagnoses []*report.Diagnosis `json:"-"` // what the answer rests on
	Proofs    []report.Proof      `json:"-"` // what test mailboxes showed
	Unproved  error               `json:"-"` // why one was not asked
}

// Verdict is the outcome.
func (a *Answer) Verdict() report.Outcome { return a.Outcome }

// Account is one account of a ticket.
type Account struct {
	Address string `json:"address"`
	Legs    []Leg  `json:"legs"` // never null
}

// Leg is one dialog of an account.
type Leg struct {
	Leg   finding.Leg `json:"leg"`
	Typed string      `json:"typed"` // "HOST:PORT security" as read, "" if the ticket does not say
	Cause Cause       `json:"cause"`
	Seen  Seen        `json:"seen"`
	Move  Move        `json:"move"`
}

// Of answers a ticket; where the request has no language, in the ticket's.
func Of(ctx context.Context, r Request) (*Answer, error) {
	t := &ticket{req: r, reading: job.Read(r.Raw)}
	if strings.TrimSpace(t.reading.Text) == "" {
		return nil, ErrEmpty
	}
	t.lang = languageOf(r, t.reading.Language)
	t.date = r.Date
	if t.date.IsZero() {
		t.date = now(r.Job)
	}
	t.words = wordsOf(t.reading.Matches)
	t.program, _ = job.As(t.programName(), t.fetchServer())
	if err := t.study(ctx); err != nil {
		return nil, err
	}
	return t.answer()
}

func now(r job.Request) time.Time {
	if r.Options.Now != nil {
		return r.Options.Now()
	}
	return time.Now()
}

// languageOf is that of the reply: what was asked for, the ticket's where it is
// one of ours, else the profile's, else English.
func languageOf(r Request, spoken string) string {
	switch {
	case r.Job.Lang != "":
		return r.Job.Lang
	case spoken == finding.JA || spoken == finding.EN:
		return spoken
	case r.Profile != nil && r.Profile.Language != "":
		return r.Profile.Language
	}
	return finding.EN
}

// ticket is the work on one.
type ticket struct {
	req     Request
	reading job.Reading
	words   []word
	program persona.Persona // whose words they are, if a mail program's; else zero
	lang    string
	date    time.Time
	cases   []*matter
	runs    []*report.Diagnosis
	proofs  []report.Proof

	unproved error
}

// answer writes note and reply.
func (t *ticket) answer() (*Answer, error) {
	a := &Answer{
		Schema: Schema, Command: "ticket", Lang: t.lang, Language: t.reading.Language, Date: t.date.Format(time.DateOnly),
		Accounts: []Account{}, Diagnoses: t.runs, Proofs: t.proofs, Unproved: t.unproved, Sendable: true,
	}
	for _, m := range t.cases {
		acc := Account{Address: m.subject.Address, Legs: []Leg{}}
		for _, d := range m.dialogs {
			acc.Legs = append(acc.Legs, Leg{d.leg, d.typedText(), d.cause, d.seen, d.move})
			a.Inbound = a.Inbound || d.move == ToGmail
		}
		a.Accounts = append(a.Accounts, acc)
	}
	reply := t.reply()
	a.Sendable = !reply.asks
	a.Reply = reply.String()
	a.Outcome = t.outcome(a.Sendable)
	a.Exit = render.ExitCode(a.Outcome)
	note, err := t.note(a.Sendable, reply)
	a.Note = note
	return a, err
}

// outcome is the worst that was seen; where nothing was looked at, words that
// are known are a fault, and unknown ones decide nothing.
func (t *ticket) outcome(sendable bool) report.Outcome {
	if len(t.runs) > 0 {
		out := report.Works
		for _, d := range t.runs {
			out = report.Worse(out, d.Outcome)
		}
		if slices.ContainsFunc(t.cases, (*matter).refusedElsewhere) { // as a round trip says of it
			return report.Broken
		}
		if out == report.Works && !sendable { // the servers fit, and the customer's trouble is not explained
			return report.Undecided
		}
		return out
	}
	if sendable {
		return report.Broken
	}
	return report.Undecided
}
