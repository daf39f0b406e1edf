// Package ticket answers a customer's mail: pasted text in, a note for the
// desk and a reply out. The servers that it is about are looked at, and nothing
// is ever logged in.
package ticket

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"harness/client/account"
	"harness/cmd/internal/job"
	"harness/verify/advice"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// ErrEmpty says that there are no words to answer.
var ErrEmpty = errors.New("the ticket is empty")

// Answer is the outcome.
type Answer struct {
	Lang      string            // of the reply
	Note      string            // for the desk
	Reply     string            // for the customer, as it can be sent
	Inbound   bool              // about mail to Gmail that was refused
	Diagnosis *report.Diagnosis // what the answer rests on
}

// Of answers a ticket: raw is a mail or a pasted text as it came. The request
// says in which environment, and what the desk knows beside the ticket; where
// it has no language, the answer is in the ticket's.
func Of(ctx context.Context, raw []byte, r job.Request) (*Answer, error) {
	text := phrasebook.Decode(raw)
	if strings.TrimSpace(text) == "" {
		return nil, ErrEmpty
	}
	if r.Lang == "" {
		r.Lang = langOf(text)
	}
	d, err := diagnose(ctx, raw, text, r)
	if err != nil {
		return nil, err
	}
	var note bytes.Buffer
	if err := (render.Text{}).Write(&note, d, render.Style{Lang: r.Lang}); err != nil {
		return nil, err
	}
	return &Answer{
		Lang: r.Lang, Note: masked(note.String(), text), Reply: render.Reply(d, r.Lang), Inbound: report.Inbound(d.Said), Diagnosis: d,
	}, nil
}

// diagnose looks at what a ticket is about.
func diagnose(ctx context.Context, raw []byte, text string, r job.Request) (*report.Diagnosis, error) {
	r.Command, r.NoLogin = "ticket", true
	said := job.Recognise(text)
	if report.Inbound(said) {
		return inbound(ctx, ticket{raw, text, said}, r), nil
	}
	r.Said = raw
	r.Env.Account = account.Account{} // the account is the one that the ticket names
	s, err := job.Resolve(ctx, r)
	if errors.Is(err, job.ErrNamesNothing) { // the reply asks for what is missing
		return &report.Diagnosis{Command: "ticket", NoLogin: true, Said: said,
			Advice: &advice.Advice{}, Outcome: report.Undecided}, nil
	}
	if err != nil {
		return nil, err
	}
	return job.Run(ctx, s, nil)
}

// ticket is what the customer wrote.
type ticket struct {
	raw  []byte
	text string // readable
	said []report.Recognised
}
