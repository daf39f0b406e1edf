package ticket

import (
	"context"

	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/verify/finding"
	"harness/verify/report"
)

// Proof is what a test mailbox of the hosting company's showed at the server
// that is to be typed. It says nothing about the customer's own login.
type Proof struct {
	Host    string
	Outcome ProofOutcome
	Codes   []finding.Code // what failed
	Mailbox string
	Left    string // the token of a letter that may lie there yet
}

// ProofOutcome is "" where no test mailbox is on that server.
type ProofOutcome string

// The outcomes.
const (
	Proved ProofOutcome = "proved"
	Failed ProofOutcome = "failed"
)

// provable is the server that a test mailbox would type for a dialog; a zero
// server if there is none.
func (d *dialog) provable() evidence.Server {
	switch {
	case d.move == Change && d.best != nil:
		return evidence.Server{Host: d.best.Host, Port: d.best.Port, Security: d.best.Security}
	case d.seen == Fits && d.move != Quiet && d.leg0.Typed.Security != evidence.Plain:
		return d.leg0.Typed
	}
	return evidence.Server{}
}

// prove makes the trip of the company's test mailbox under the names that are
// to be typed, or that fit as typed: both ways at once where one mailbox serves
// both.
func (t *ticket) prove(ctx context.Context, m *matter) error {
	if t.req.Password == nil || t.req.Profile == nil {
		return nil
	}
	boxes := map[*profile.Account][]*dialog{}
	var order []*profile.Account
	for _, d := range m.dialogs {
		if s := d.provable(); s.Host != "" {
			if box := t.req.Profile.TestAccount(s.Host); box != nil {
				if boxes[box] == nil {
					order = append(order, box)
				}
				boxes[box] = append(boxes[box], d)
			}
		}
	}
	for _, box := range order {
		if err := t.trip(ctx, box, boxes[box]); err != nil {
			return err
		}
	}
	return nil
}

// trip is one round trip of a test mailbox.
func (t *ticket) trip(ctx context.Context, box *profile.Account, dialogs []*dialog) error {
	r := t.jobRequest()
	r.TestPassword = t.req.Password
	var tries []job.Try
	for _, d := range dialogs {
		tries = append(tries, job.Try{Leg: d.leg, Server: d.provable()})
	}
	proofs, err := job.TestTrip(ctx, r, *box, tries)
	if err != nil {
		return err
	}
	t.proofs = append(t.proofs, proofs...)
	for i, d := range dialogs {
		d.proof = Proof{Host: proofs[i].Host, Outcome: Failed, Codes: proofs[i].Codes, Mailbox: proofs[i].Mailbox, Left: proofs[i].Left}
		if proofs[i].Outcome == report.Works {
			d.proof.Outcome = Proved
		}
	}
	return nil
}
