package forward

import (
	"slices"

	"harness/client/hostname"
	"harness/verify/finding"
	"harness/verify/inbound"
	"harness/verify/render"
	"harness/verify/report"
)

const schema = 1

// Result is what became of all letters.
type Result struct {
	Schema    int            `json:"schema"`
	Command   string         `json:"command"`
	Outcome   report.Outcome `json:"outcome"`
	Exit      int            `json:"exit"`
	Lab       string         `json:"lab"` // the scenario, "" with a real forwarder
	SendingIP string         `json:"sending_ip"`
	Letters   []Letter       `json:"letters"`
	Causes    []Cause        `json:"causes"`
}

// Outcome is what became of a letter.
type Outcome string

// The outcomes.
const (
	Delivered Outcome = "delivered"
	Spam      Outcome = "spam"     // taken, and filed as spam
	Refused   Outcome = "refused"  // by Gmail, for good
	Deferred  Outcome = "deferred" // by Gmail, for now
	Stopped   Outcome = "stopped"  // by the forwarder
	Lost      Outcome = "lost"     // the forwarder took it, and it did not arrive in time
)

// Letter is a canary and what became of it.
type Letter struct {
	Letter    string           `json:"letter"`
	From      string           `json:"from"`
	Signed    bool             `json:"signed"`
	Policy    string           `json:"policy"` // of the domain's DMARC record, "" without one
	Outcome   Outcome          `json:"outcome"`
	Forwarder string           `json:"forwarder"` // the words with which it refused the letter
	MailFrom  string           `json:"mail_from"` // as it arrived
	Envelope  string           `json:"envelope"`  // kept, rewritten, empty; "" did not arrive
	Changes   []string         `json:"changes"`
	Verdict   *inbound.Verdict `json:"verdict"` // null: did not arrive
}

// arrived notes what came of a letter; of several attempts the last counts.
func (l *Letter) arrived(a inbound.Arrival, v inbound.Verdict, changes []string) {
	l.MailFrom, l.Changes, l.Verdict = a.MailFrom, changes, &v
	switch {
	case a.MailFrom == "":
		l.Envelope = "empty"
	case hostname.OfAddress(a.MailFrom) == hostname.OfAddress(l.From):
		l.Envelope = "kept"
	default:
		l.Envelope = "rewritten"
	}
	switch {
	case v.Spam:
		l.Outcome = Spam
	case v.Reply.Code/100 == 2:
		l.Outcome = Delivered
	case v.Reply.Code/100 == 5:
		l.Outcome = Refused
	default:
		l.Outcome = Deferred
	}
}

// Cause is one thing to mend, with the letters that it cost.
type Cause struct {
	Cause   string       `json:"cause"`
	Code    finding.Code `json:"code"` // for harness explain
	Letters []string     `json:"letters"`
	Decides bool         `json:"decides"` // the forwarder's fault; else nobody's, or a remark
}

// conclude finds the causes and the outcome.
func (r *Result) conclude() {
	r.Causes = []Cause{}
	r.Outcome = report.Works
	for _, l := range r.Letters {
		name := l.cause()
		if name == "" {
			continue
		}
		i := slices.IndexFunc(r.Causes, func(c Cause) bool { return c.Cause == name })
		if i < 0 {
			i = len(r.Causes)
			r.Causes = append(r.Causes, Cause{Cause: name, Code: codeOf(name), Decides: name != unsignedReject && name != fromRewritten})
		}
		r.Causes[i].Letters = append(r.Causes[i].Letters, l.Letter)
		switch {
		case !r.Causes[i].Decides || r.Outcome == report.Broken:
		case name == notArrived || name == moment || name == stoppedNow:
			r.Outcome = report.Undecided
		default:
			r.Outcome = report.Broken
		}
	}
	r.Exit = render.ExitCode(r.Outcome)
}

// The causes.
const (
	stopped         = "stopped"          // the forwarder refuses the letter
	stoppedNow      = "stopped-for-now"  // with a 4xx
	notArrived      = "not-arrived"      // it took the letter, which did not arrive
	reverseName     = "reverse-name"     // its address has none that leads back
	inClear         = "in-clear"         // it does not use TLS
	fieldDoubled    = "field-doubled"    // it adds a field that may stand once
	moment          = "moment"           // DNS failed
	signatureBroken = "signature-broken" // a signature did not survive the forwarder
	envelopeKept    = "envelope-kept"    // SPF is judged by the author's domain
	srsSPF          = "srs-spf"          // SPF of the forwarder's own domain does not pass
	unsignedReject  = "unsigned-reject"  // no forwarder can carry it
	fromRewritten   = "from-rewritten"   // delivered under the forwarder's name
)

// cause is why a letter did not arrive as it was sent, "" if it did.
func (l Letter) cause() string {
	switch {
	case l.Outcome == Stopped && l.Forwarder != "" && l.Forwarder[0] == '4':
		return stoppedNow
	case l.Outcome == Stopped:
		return stopped
	case l.Verdict == nil:
		return notArrived
	case l.Outcome == Delivered && slices.Contains(l.Changes, headFrom):
		return fromRewritten
	case l.Outcome == Delivered:
		return ""
	}
	switch v := l.Verdict; {
	case v.PTR == inbound.Missing || v.PTR == inbound.Mismatch:
		return reverseName
	case v.PTR == inbound.TempError:
		return moment
	case !v.TLS:
		return inClear
	case v.Reply.Enhanced == "5.7.1":
		return fieldDoubled
	case v.Reply.Code/100 == 4:
		return moment
	case l.Signed:
		return signatureBroken
	case l.Policy == "reject":
		return unsignedReject
	case l.Envelope == "kept":
		return envelopeKept
	}
	return srsSPF
}
