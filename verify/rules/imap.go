package rules

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
)

// imap: what the IMAP server said or lacked.
func imap(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, p := range c.stops() {
		if p.leg.Proto != evidence.IMAP {
			continue
		}
		switch p.trouble.Kind {
		case evidence.Protocol:
			switch {
			case p.st.Stage == evidence.StageTLS:
			case p.st.Stage != evidence.StageGreeting:
				out = append(out, p.found(finding.IMAPReplyBad, nil))
			case p.st.Reply != nil && p.st.Reply.Preauth():
				out = append(out, p.found(finding.IMAPPreauth, nil))
			default:
				out = append(out, p.found(finding.IMAPBannerBad, finding.Args{finding.KeyBanner: {bannerOf(p)}}))
			}
		case evidence.Injected:
			out = append(out, p.found(finding.IMAPStartTLSInjected, nil))
		case evidence.Unoffered:
			out = append(out, p.found(lackingIMAP(p), nil))
		case evidence.Denied:
			code := deniedCode(p)
			if code == "" {
				code = deniedIMAP(p)
			}
			out = append(out, p.refused(c, code))
		}
	}
	return out
}

// lackingIMAP sorts what was not offered.
func lackingIMAP(p place) finding.Code {
	switch {
	case p.st.Stage != evidence.StageAuth:
		return finding.IMAPStartTLSMissing
	case !p.s.Capabilities().Has("LOGINDISABLED"):
		return finding.IMAPAuthUnsupported
	case p.s.Step(evidence.StageTLS) == nil:
		return finding.IMAPPlaintextRefused
	}
	return finding.IMAPLoginDisabled
}

// deniedIMAP sorts a refusal by its place and its response code.
func deniedIMAP(p place) finding.Code {
	passing := p.st.Reply != nil && p.st.Reply.Passing()
	switch p.st.Stage {
	case evidence.StageGreeting:
		return finding.IMAPBannerRefused
	case evidence.StageStartTLS:
		return finding.IMAPStartTLSRefused
	case evidence.StageSelect:
		if passing {
			return finding.IMAPLoginTemporary
		}
		return finding.IMAPInboxMissing
	case evidence.StageAuth:
		switch {
		case p.st.Reply != nil && p.st.Reply.Enhanced == "PRIVACYREQUIRED":
			return finding.IMAPPlaintextRefused
		case passing:
			return finding.IMAPLoginTemporary
		}
		return finding.IMAPLoginRefused
	}
	return finding.IMAPReplyBad
}

// imapUIDs: the sessions of a leg were told different values of UIDVALIDITY.
func imapUIDs(c *Case) []finding.Finding {
	for _, l := range c.Legs() {
		before := ""
		for i := range l.Sessions {
			s := &l.Sessions[i]
			st := s.Step(evidence.StageSelect)
			if l.Proto != evidence.IMAP || st == nil || st.Reply == nil {
				continue
			}
			now := validity(st.Reply)
			if before != "" && now != "" && now != before {
				return []finding.Finding{place{leg: l, session: i, step: -1, s: s}.found(finding.IMAPUIDsWrong, nil)}
			}
			before = now
		}
	}
	return nil
}

// validity is the UIDVALIDITY that an answer to SELECT tells, "" if it does not.
func validity(r *evidence.Reply) string {
	for _, line := range r.Text {
		if _, rest, ok := strings.Cut(string(line), "[UIDVALIDITY "); ok {
			number, _, _ := strings.Cut(rest, "]")
			return number
		}
	}
	return ""
}
