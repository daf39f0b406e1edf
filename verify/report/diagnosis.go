package report

import (
	"cmp"
	"net/netip"
	"slices"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// Diagnosis is the outcome of `harness diagnose`.
type Diagnosis struct {
	Command      string
	Target       string  // as given: an address, a domain, a host
	Client       string  // whose part was played: the persona's name as trips store it; "": Gmail's, or that of Before
	Outcome      Outcome // of what was typed
	WayOut       bool    // something typed fails, and with what is advised all of it works, or reaches the login where nobody logs in
	WayOutCounts bool    // for the verdict a way out is as good as settings that work
	NoLogin      bool    // nothing was logged in: the password and the mailbox were not tested
	Before       *Report // as typed; without a password up to the login; nil: nothing was typed
	After        *Report // with the advised settings; nil: not tried
	Advice       *advice.Advice
	Asks         []string     // hosts that would need --prove
	Said         []Recognised // what was recognised in the pasted text
	Survey       *evidence.Survey
	Certificates []Certificate // that the survey saw, each once
	Sender       *Sender       // mail from the host to Gmail; nil: nothing to look at was given
	Proofs       []Proof       // what test mailboxes of the hosting company's showed
	Elsewhere    []SecondLook  // the servers from here and from a second place; nil: there is none
	Company      *Company      // what the hosting company's profile says; nil: there is none
	Next         string        // the command to run next, "" none; for the command line to fill in
	Concluded    Conclusion    // see FailOn
}

// Verdict is the outcome, unless a way out counts or it was concluded otherwise.
func (d *Diagnosis) Verdict() Outcome { return cmp.Or(d.Concluded.Outcome, d.verdict()) }

func (d *Diagnosis) verdict() Outcome {
	if d.WayOutCounts && d.WayOut {
		return Works
	}
	return d.Outcome
}

// Certificate is one that a survey saw.
type Certificate struct {
	Fingerprint string `json:"fingerprint"` // as advice.Fingerprint
	Position    int    `json:"position"`    // in the chain: 0 is the server's own
	certs.Lifetime
}

// CertificatesOf are those that a survey's servers sent, each once and as it
// stood when it was first seen.
func CertificatesOf(sv *evidence.Survey, m certs.Margins) []Certificate {
	var out []Certificate
	seen := map[string]bool{}
	for i := range sv.Sessions {
		st := sv.Sessions[i].Step(evidence.StageTLS)
		if st == nil || st.TLS == nil {
			continue
		}
		chain := st.TLS.DER()
		for k, l := range certs.Lifetimes(chain, st.TLS.At, m) {
			if f := advice.Fingerprint(chain[k]); !seen[f] {
				seen[f] = true
				out = append(out, Certificate{f, k, l})
			}
		}
	}
	return out
}

// Sender is the sender's side: what was seen and what it means.
type Sender struct {
	Seen     *evidence.Sender
	Findings []Item
}

// IP is the address that mail left from, the zero one where it is not known.
func (s *Sender) IP() netip.Addr {
	if s == nil || s.Seen == nil {
		return netip.Addr{}
	}
	return s.Seen.IP
}

// Recognised is a phrase found in the pasted text.
type Recognised struct {
	ID     string             `json:"id"`
	Quote  string             `json:"quote"`
	Causes []finding.Code     `json:"causes"`
	Near   bool               `json:"near"` // only the nearest known phrase
	On     phrasebook.Surface `json:"surface"`
}

// Conclude sets the outcome: that of what was typed, or of the survey where
// nothing was. What works in the end is the way out and never the outcome.
func (d *Diagnosis) Conclude() {
	if d.Before != nil {
		d.Outcome = d.Before.Outcome
	} else {
		d.Outcome = surveyed(d.Advice)
	}
	d.WayOut = d.Outcome != Works && d.leadsOut()
	if d.Outcome == Works && d.NoLogin && slices.ContainsFunc(d.Proofs, func(p Proof) bool { return p.Outcome != Works }) {
		d.Outcome = Undecided // up to the login all is well, and a mailbox that we know does not get further
	}
	if d.Outcome == Works && d.NoLogin && slices.ContainsFunc(d.Advice.Legs, func(l advice.Leg) bool { return l.Listed != nil }) {
		d.Outcome = Undecided // up to the login all is well, and the mailbox is listed on another machine
	}
}

// leadsOut tells whether every leg works in the end: by the last round trip
// that took it, or, where nobody logs in, as far as the login.
func (d *Diagnosis) leadsOut() bool {
	login := d.Before != nil && !d.NoLogin
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		works := d.VerdictOf(l.Leg) == Works
		if d.Before == nil {
			works = l.Reaches
		}
		if !works && (login || l.Reaches || l.Advised() == nil) {
			return false
		}
	}
	return len(d.Advice.Legs) > 0
}

// Last is the report of the last round trip that took a leg, nil if none did.
func (d *Diagnosis) Last(leg finding.Leg) *Report {
	for _, r := range []*Report{d.After, d.Before} {
		if r != nil && r.Leg(leg) != nil {
			return r
		}
	}
	return nil
}

// VerdictOf is how a leg stands in the end; where nothing was typed, it is for
// the survey to say, and nothing speaks against it.
func (d *Diagnosis) VerdictOf(leg finding.Leg) Outcome {
	if r := d.Last(leg); r != nil {
		return r.Leg(leg).Outcome
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

// LegOf is the leg that a surface belongs to, Both for others.
func LegOf(s phrasebook.Surface) finding.Leg {
	switch s {
	case phrasebook.SendDialog, phrasebook.SendBounce:
		return finding.Send
	case phrasebook.POPDialog, phrasebook.POPHistory:
		return finding.Fetch
	}
	return finding.Both
}

// First is the likeliest cause, "" if there is none.
func (r Recognised) First() finding.Code {
	if len(r.Causes) == 0 {
		return ""
	}
	return r.Causes[0]
}

// Host is the outcome of one host of many.
type Host struct {
	Given   string // the host as given
	Outcome Outcome
	Advice  *advice.Advice // nil: it could not be read
	Error   string         // why it could not be read

	Certificates []Certificate // that were seen, each once
}

// Verdict is the outcome.
func (h *Host) Verdict() Outcome { return h.Outcome }

// Codes are those of all rows.
func (h *Host) Codes() []finding.Code {
	codes := []finding.Code{}
	if h.Advice == nil {
		return codes
	}
	for _, row := range h.Advice.Rows {
		for _, f := range row.Findings {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

// SecondLook is the same look at a server from here and from a second place, up
// to the login.
type SecondLook struct {
	Leg       finding.Leg       `json:"leg"`
	Host      string            `json:"host"`
	Port      uint16            `json:"port"`
	Security  evidence.Security `json:"security"`
	Here      Outcome           `json:"here"`
	There     Outcome           `json:"there"`
	StoppedAt evidence.Stage    `json:"stopped_at"` // from there; "" where it came to the login
	Codes     []finding.Code    `json:"codes"`      // from there
}

// Filtered: it works here and is refused there, so it depends on where one comes from.
func (l *SecondLook) Filtered() bool { return l.Here == Works && l.There == Broken }
