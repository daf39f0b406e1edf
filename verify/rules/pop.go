package rules

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
)

// pop: what the POP3 server said or lacked.
func pop(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, p := range c.stops() {
		if p.leg.Proto != evidence.POP3 {
			continue
		}
		switch p.trouble.Kind {
		case evidence.Protocol:
			if p.st.Stage == evidence.StageGreeting {
				out = append(out, p.found(finding.POPBannerBad, finding.Args{finding.KeyBanner: {bannerOf(p)}}))
			} else if p.st.Stage != evidence.StageTLS {
				out = append(out, p.found(finding.POPReplyBad, nil))
			}
		case evidence.Injected:
			out = append(out, p.found(finding.POPSTLSInjected, nil))
		case evidence.Unoffered:
			if p.st.Stage == evidence.StageSTLS || p.st.Stage == evidence.StageCapa {
				out = append(out, p.found(finding.POPSTLSMissing, nil))
			} else {
				out = append(out, p.found(finding.POPPlaintextRefused, nil))
			}
		case evidence.Denied:
			code := deniedCode(p)
			if code == "" {
				code = deniedPOP(p)
			}
			out = append(out, p.refused(c, code))
		}
	}
	return out
}

// deniedPOP sorts -ERR by its place and its response code (RFC 2449 section 8,
// RFC 3206); by its words only as said.go says.
func deniedPOP(p place) finding.Code {
	code := ""
	if p.st.Reply != nil {
		code = strings.ToUpper(p.st.Reply.Enhanced)
	}
	switch {
	case code == "IN-USE":
		return finding.POPMailboxLocked
	case code == "LOGIN-DELAY":
		return finding.POPLoginDelay
	case code == "SYS/TEMP", code == "SYS/PERM": // the server's own trouble, whose end nobody knows
		return finding.POPLoginTemporary
	}
	switch p.st.Stage {
	case evidence.StageGreeting:
		return finding.POPBannerRefused
	case evidence.StageSTLS:
		return finding.POPSTLSRefused
	case evidence.StageUser:
		if p.s.Step(evidence.StageTLS) == nil {
			return finding.POPPlaintextRefused
		}
		return finding.POPLoginRefused
	case evidence.StagePass, evidence.StageAuth:
		return finding.POPLoginRefused
	}
	return finding.POPReplyBad
}

// popLists: UIDLs that are missing or not unique. "Leave a copy" needs them.
func popLists(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		if l.Proto != evidence.POP3 {
			continue
		}
		for i := range l.Sessions {
			s := &l.Sessions[i]
			st := s.Step(evidence.StageUIDL)
			if st == nil {
				continue
			}
			at := place{leg: l, session: i, step: -1, s: s, st: st}
			if st.Reply != nil && !st.Reply.OK {
				f := at.found(finding.POPUIDLMissing, nil)
				return append(out, f)
			}
			if dup := duplicateUIDL(st); dup != "" {
				return append(out, at.found(finding.POPUIDLDuplicate, finding.Args{finding.KeyUIDL: {dup}}))
			}
		}
	}
	return out
}

// popOrder: a list whose numbers do not ascend. Gmail refuses it (seen
// 2021-05-16); our session reads on, so that the letter does not stay there. Over
// IMAP it is a UID that stands twice.
func popOrder(c *Case) []finding.Finding {
	for _, l := range c.Legs() {
		code := finding.POPOrderWrong
		if l.Proto == evidence.IMAP {
			code = finding.IMAPUIDsWrong
		}
		for i := range l.Sessions {
			s := &l.Sessions[i]
			for k := range s.Steps {
				if st := &s.Steps[k]; st.Trouble != nil && st.Trouble.Kind == evidence.Disorder {
					return []finding.Finding{place{l, i, k, s, st, st.Trouble}.found(code, nil)}
				}
			}
		}
	}
	return nil
}

// duplicateUIDL looks through the recorded lines (RFC 1939 section 7: unique
// within the maildrop).
func duplicateUIDL(st *evidence.Step) string {
	if st.Reply == nil {
		return ""
	}
	seen := map[string]bool{}
	for _, l := range st.Reply.Text {
		fields := strings.Fields(string(l))
		if len(fields) != 2 || strings.HasPrefix(fields[0], "+") {
			continue
		}
		if seen[fields[1]] {
			return fields[1]
		}
		seen[fields[1]] = true
	}
	return ""
}
