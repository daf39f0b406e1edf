package rules

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// smtp: what the submission server said or lacked.
func smtp(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, p := range c.stops() {
		if p.leg.Proto != evidence.SMTP {
			continue
		}
		switch p.trouble.Kind {
		case evidence.Protocol:
			if p.st.Stage == evidence.StageGreeting {
				out = append(out, p.found(finding.SMTPBannerBad, finding.Args{finding.KeyBanner: {bannerOf(p)}}))
			} else if p.st.Stage != evidence.StageTLS {
				out = append(out, p.found(finding.SMTPReplyBad, nil))
			}
		case evidence.Injected:
			out = append(out, p.found(finding.SMTPStartTLSInjected, nil))
		case evidence.Unoffered:
			out = append(out, unofferedSMTP(p))
		case evidence.Local:
			if p.st.Stage == evidence.StageMail || p.st.Stage == evidence.StageRcpt {
				out = append(out, p.found(finding.SMTPSMTPUTF8Missing, nil))
			}
		case evidence.Denied:
			code, severity := deniedCode(p), finding.Severity("")
			if code == "" {
				code, severity = deniedSMTP(p)
			}
			f := p.refused(c, code)
			f.Severity = severity
			out = append(out, f)
		}
	}
	return out
}

func unofferedSMTP(p place) finding.Finding {
	switch p.st.Stage {
	case evidence.StageAuth:
		if offers := p.s.Capabilities(); offers.Has("AUTH") {
			return p.found(finding.SMTPAuthUnsupported, finding.Args{finding.KeyMechanisms: offers.Mechanisms()})
		}
		return p.found(finding.SMTPAuthMissing, nil)
	case evidence.StageMail, evidence.StageRcpt:
		return p.found(finding.SMTPSMTPUTF8Missing, nil)
	}
	return p.found(finding.SMTPStartTLSMissing, nil)
}

// deniedSMTP sorts a negative reply by its place and its codes (RFC 5321
// section 4.2.1: 4yz is of the moment); by its words only as said.go says.
func deniedSMTP(p place) (finding.Code, finding.Severity) {
	reply := p.st.Reply
	if reply == nil {
		return finding.SMTPReplyBad, ""
	}
	temporary := reply.Code/100 == 4
	if reply.Code == 421 { // RFC 5321 section 3.8
		switch { // 4.7: a policy, not a shutdown (RFC 3463 section 3.8)
		case ofRate(reply):
			return finding.SMTPRateLimited, ""
		case strings.HasPrefix(reply.Enhanced, "4.7.") && reply.Enhanced != "4.7.28":
			return finding.SMTPPolicyTemporary, ""
		case reply.Enhanced == "4.7.28":
			return finding.SMTPRateLimited, ""
		}
		return finding.SMTPUnavailable, ""
	}
	// X.7.28 and 4.7.0 forms of Gmail and others differ; only 4.5.3, 5.5.3 (too
	// many recipients) and 4.7.28 are sure (RFC 3463, Gmail's own list).
	if reply.Enhanced == "4.7.28" || reply.Enhanced == "4.5.3" || reply.Enhanced == "4.3.2" {
		return finding.SMTPRateLimited, ""
	}
	switch p.st.Stage {
	case evidence.StageGreeting:
		if temporary {
			return finding.SMTPUnavailable, ""
		}
		return finding.SMTPBannerRefused, ""
	case evidence.StageEHLO, evidence.StageEHLO2:
		if temporary {
			return finding.SMTPHelloRefused, finding.Undecided
		}
		return finding.SMTPHelloRefused, ""
	case evidence.StageStartTLS:
		if temporary {
			return finding.SMTPStartTLSRefused, finding.Undecided
		}
		return finding.SMTPStartTLSRefused, ""
	case evidence.StageAuth:
		switch {
		case temporary:
			return finding.SMTPAuthTemporary, ""
		case reply.Code == 504, reply.Code == 538, reply.Enhanced == "5.7.11": // RFC 4954 sections 4 and 6: of the mechanism
			return finding.SMTPAuthUnsupported, ""
		case reply.Code == 530: // RFC 3207 section 4: no login is taken as the session stands
			return finding.SMTPAuthMissing, ""
		case ofRate(reply):
			return finding.SMTPRateLimited, ""
		case filtered(reply):
			return finding.SMTPAddressFilter, ""
		}
		return finding.SMTPAuthRefused, ""
	case evidence.StageMail:
		switch {
		case temporary:
			return deferred(reply), ""
		case tooBig(reply):
			return finding.SMTPMessageTooBig, ""
		}
		return finding.SMTPSenderRefused, ""
	case evidence.StageRcpt:
		switch {
		case temporary:
			return deferred(reply), ""
		case ofSender(reply):
			return finding.SMTPSenderRefused, ""
		case reply.Code == 552 && reply.Enhanced == "": // RFC 5321 section 4.2.3: the mailbox's storage allocation
			return finding.SMTPMailboxFull, ""
		case reply.Enhanced == "5.3.4", reply.Enhanced == "5.2.3":
			return finding.SMTPMessageTooBig, ""
		}
		return finding.SMTPRecipientRefused, ""
	case evidence.StageData, evidence.StageBody:
		switch {
		case temporary:
			return deferred(reply), ""
		case tooBig(reply):
			return finding.SMTPMessageTooBig, ""
		}
		return finding.SMTPMessageRefused, ""
	}
	return finding.SMTPReplyBad, ""
}

// deferred is a refusal of the moment: greylisting where the words ask to come
// back, the server's own trouble where its code says so (RFC 3463 section 3.4,
// RFC 5321 section 4.2.3), else what stands in its words.
func deferred(r *evidence.Reply) finding.Code {
	switch {
	case says(r, phrasebook.Greylist):
		return finding.SMTPGreylisted
	case ofRate(r):
		return finding.SMTPRateLimited
	case strings.HasPrefix(r.Enhanced, "4.3."), r.Enhanced == "" && r.Code != 450:
		return finding.SMTPUnavailable
	}
	return finding.SMTPPolicyTemporary
}

// filtered: the refusal of AUTH is a policy (5.7.1 and no 535), as hosts that
// filter foreign addresses answer. Sakura's did so to Gmail: "550 5.7.1 ...
// Command rejected" (docs/gmail.md section 5).
func filtered(r *evidence.Reply) bool {
	return r.Code != 535 && r.Code != 534 && r.Code != 538 && r.Enhanced == "5.7.1"
}

// ofSender: Postfix, as it comes (smtpd_delay_reject), answers a sender that it
// refuses only at RCPT: 5.1.7 and 5.1.8 are of the sender's address (RFC 3463
// section 3.2), 553 5.7.1 is a sender that belongs to another login (seen with
// Postfix 3.7; relaying is 554 5.7.1).
func ofSender(r *evidence.Reply) bool {
	return r.Enhanced == "5.1.7" || r.Enhanced == "5.1.8" || r.Code == 553 && r.Enhanced == "5.7.1"
}

// tooBig: 552, 5.3.4 (RFC 1870 section 6.2), 5.2.3 (RFC 3463).
func tooBig(r *evidence.Reply) bool {
	return r.Code == 552 && !says(r, phrasebook.Content) || r.Enhanced == "5.3.4" || r.Enhanced == "5.2.3"
}

// smtpHints: what works and is worth knowing.
func smtpHints(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil || s.Proto != evidence.SMTP {
			continue
		}
		at := func(code finding.Code, args finding.Args) {
			out = append(out, place{leg: l, session: i, step: -1, s: s}.found(code, args))
		}
		if s.Security == evidence.StartTLS {
			if offers := s.CapabilitiesAt(evidence.StageEHLO); offers.Has("AUTH") {
				at(finding.SMTPAuthBeforeTLS, finding.Args{finding.KeyMechanisms: offers.Mechanisms()})
			}
		}
		if st := s.Step(evidence.StageQuit); st != nil && st.Trouble != nil && StopOf(s) < 0 {
			at(finding.SMTPQuitUnanswered, nil)
		}
		// Refused for the moment once, accepted later.
		if body := s.Step(evidence.StageBody); body != nil && body.Trouble == nil {
			for k := range l.Sessions[:i] {
				if st, t := l.Sessions[k].Trouble(); t != nil && t.Kind == evidence.Denied && st.Reply != nil && st.Reply.Code/100 == 4 {
					f := place{l, k, -1, &l.Sessions[k], st, t}.found(finding.SMTPGreylisted, nil)
					f.Severity = finding.Note
					out = append(out, f)
					break
				}
			}
		}
	}
	return out
}

// bannerOf is what came instead of a banner.
func bannerOf(p place) string {
	if p.st.Reply != nil && len(p.st.Reply.Text) > 0 {
		return first(p.st.Reply.Text)
	}
	return p.trouble.Detail
}
