package report

import (
	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// Diagnosis is the outcome of `harness diagnose`.
type Diagnosis struct {
	Schema  int              `json:"schema"`
	Command string           `json:"command"`
	Target  string           `json:"target"` // as given: an address, a domain, a host
	Outcome Outcome          `json:"outcome"`
	Exit    int              `json:"exit"`
	Lang    string           `json:"lang"`
	NoLogin bool             `json:"no_login"` // nothing was logged in: the password and the mailbox were not tested
	Before  *Report          `json:"before"`   // as typed; without a password up to the login; nil: nothing was typed
	After   *Report          `json:"after"`    // with the advised settings; nil: not tried
	Advice  *advice.Advice   `json:"advice"`
	Asks    []string         `json:"asks"` // hosts that would need --prove
	Said    []Recognised     `json:"said"` // what was recognised in the pasted text
	Survey  *evidence.Survey `json:"survey"`
	Sender  *Sender          `json:"sender"` // mail from the host to Gmail; nil: nothing to look at was given
}

// Sender is the sender's side: what was seen and what it means.
type Sender struct {
	Seen     *evidence.Sender `json:"seen"`
	Findings []Item           `json:"findings"`
}

// Recognised is a phrase found in the pasted text.
type Recognised struct {
	ID     string             `json:"id"`
	Quote  string             `json:"quote"`
	Causes []finding.Code     `json:"causes"`
	Near   bool               `json:"near"` // only the nearest known phrase
	On     phrasebook.Surface `json:"surface"`
}

// Conclude sets the outcome: the after's if there was one, else the before's,
// else the survey's. Where the after could take one leg only, the other leg
// counts as it was.
func (d *Diagnosis) Conclude() {
	switch {
	case d.After != nil:
		d.Outcome = d.After.Outcome
		if d.Before != nil {
			for _, l := range d.Before.Legs {
				if d.After.leg(l.Leg) == nil {
					d.Outcome = Worse(d.Outcome, l.Outcome)
				}
			}
		}
	case d.Before != nil:
		d.Outcome = d.Before.Outcome
	default:
		d.Outcome = surveyed(d.Advice)
	}
	d.Exit = d.Outcome.Exit()
}

// last is the report of the last round trip that took a leg, nil if none did.
func (d *Diagnosis) last(leg finding.Leg) *Report {
	for _, r := range []*Report{d.After, d.Before} {
		if r != nil && r.leg(leg) != nil {
			return r
		}
	}
	return nil
}

// verdict is how a leg stands in the end; where nothing was typed, it is for
// the survey to say, and nothing speaks against it.
func (d *Diagnosis) verdict(leg finding.Leg) Outcome {
	if r := d.last(leg); r != nil {
		return r.leg(leg).Outcome
	}
	return Works
}

// surveyed is the outcome where nothing was typed: for each leg one of the
// names that customers type leads up to the login.
func surveyed(a *advice.Advice) Outcome {
	out := Works
	for _, l := range a.Legs {
		leg := Undecided
		for _, r := range a.Rows {
			switch {
			case r.Leg != l.Leg:
			case r.Outcome == advice.Accepts:
				leg = Works
			case leg == Undecided && (r.Outcome == advice.Refuses || r.Outcome == advice.NoSuchName):
				leg = Broken
			}
			if leg == Works {
				break
			}
		}
		out = Worse(out, leg)
	}
	return out
}

func (r *Report) leg(leg finding.Leg) *Leg {
	for i := range r.Legs {
		if r.Legs[i].Leg == leg {
			return &r.Legs[i]
		}
	}
	return nil
}
