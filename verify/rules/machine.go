package rules

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/finding"
)

// refused is the finding of a negative reply. A refused login is not the
// password's fault where the mailbox is listed at another machine.
func (p place) refused(c *Case, code finding.Code) finding.Finding {
	if code == finding.SMTPAuthRefused || code == finding.POPLoginRefused || code == finding.IMAPLoginRefused {
		if listed := OtherMachine(c.Trip, p.s.Proto, p.s.Host); listed != "" {
			return p.found(finding.LoginOtherMachine, finding.Args{finding.KeyHome: {listed}})
		}
	}
	return p.found(code, nil)
}

// OtherMachine is the server that is listed for the mailbox, "" for none: if DNS
// leads to it and to the host that was typed, and to no address in common, as a
// machine may have many names. Where one of them has no known address nothing is
// claimed.
func OtherMachine(t *evidence.Trip, proto evidence.Proto, host string) string {
	for _, h := range t.Homes {
		if h.Proto != proto {
			continue
		}
		here, there := evidence.Addresses(host, t.DNS), evidence.Addresses(h.Host, t.DNS)
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
