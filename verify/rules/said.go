package rules

import (
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// says tells whether a reply speaks of one of the topics.
func says(r *evidence.Reply, topics ...phrasebook.Topic) bool {
	if r == nil {
		return false
	}
	for _, line := range r.Text {
		if slices.ContainsFunc(topics, func(t phrasebook.Topic) bool { return t.In(string(line)) }) {
			return true
		}
	}
	return false
}

// ofRate: of too much at once.
func ofRate(r *evidence.Reply) bool { return says(r, phrasebook.Rate, phrasebook.Excess) }

// insists tells whether a server refused because the client showed no certificate:
// it had asked for one in the handshake, and its refusal speaks of one, or comes
// with a code of policy before any name or password was sent.
func insists(p place) bool {
	hs := p.s.Step(evidence.StageTLS)
	if p.trouble.Kind != evidence.Denied || p.st.Reply == nil || hs == nil || hs.TLS == nil || !hs.TLS.Done || !hs.TLS.ClientCertAsked {
		return false
	}
	if says(p.st.Reply, phrasebook.Certificate) {
		return true
	}
	policy := strings.HasPrefix(p.st.Reply.Enhanced, "4.7.") || strings.HasPrefix(p.st.Reply.Enhanced, "5.7.")
	return policy && !ofRate(p.st.Reply) && (p.st.Stage == evidence.StageGreeting || p.st.Stage == evidence.StageEHLO || p.st.Stage == evidence.StageEHLO2)
}

// ofMailbox: the recipient's mailbox is full (RFC 3463 section 3.3, X.2.2), which
// is not the letter's size though 552 may stand before both.
func ofMailbox(r *evidence.Reply) bool { return r.Enhanced == "5.2.2" || r.Enhanced == "4.2.2" }

// deniedCode is what a denial means that no place in the conversation decides; ""
// if there is no such thing.
func deniedCode(p place) finding.Code {
	switch {
	case insists(p):
		return finding.TLSClientCertRequired
	case p.leg.Proto == evidence.SMTP && p.st.Reply != nil && ofMailbox(p.st.Reply):
		return finding.SMTPMailboxFull
	case p.leg.Proto == evidence.POP3 && says(p.st.Reply, phrasebook.Mechanism):
		return finding.POPAuthUnsupported
	case p.leg.Proto == evidence.IMAP && says(p.st.Reply, phrasebook.Mechanism):
		return finding.IMAPAuthUnsupported
	}
	return ""
}
