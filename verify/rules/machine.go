package rules

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/finding"
)

// refused is the finding of a negative reply. A refused login is not the
// password's fault where the mailbox is listed at another machine.
func (p stop) refused(c *Case, code finding.Code) finding.Finding {
	if code == finding.SMTPAuthRefused || code == finding.POPLoginRefused || code == finding.IMAPLoginRefused {
		if listed := otherMachine(c.Trip, p.s); listed != "" {
			return p.found(finding.LoginOtherMachine, finding.Args{finding.KeyHome: {listed}})
		}
	}
	return p.found(code, nil)
}

// otherMachine is the server that is listed for the mailbox, if DNS leads to it
// and to that of the session, and to no address in common: a machine may have
// many names. Where one of them has no known address nothing is claimed.
func otherMachine(t *evidence.Trip, s *evidence.Session) string {
	for _, h := range t.Homes {
		if h.Proto != s.Proto {
			continue
		}
		here, there := evidence.Addresses(s.Host, t.DNS), evidence.Addresses(h.Host, t.DNS)
		if len(here) == 0 || len(there) == 0 {
			continue
		}
		for _, a := range here {
			if slices.Contains(there, a) {
				return ""
			}
		}
		return h.Host
	}
	return ""
}
