package rules

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/finding"
)

// The dialogs offer these ports and no others (seen; docs/gmail.md sections 1, 2).
var (
	sendPorts  = []uint16{25, 465, 587}
	fetchPorts = []uint16{110, 143, 993, 995, 1110, 2221}
)

// featureEnds is when Gmail ends both features (docs/gmail.md section 0).
var featureEnds = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// settings looks at what was typed.
func settings(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		typed := l.Server.Typed
		note := func(code finding.Code, extra finding.Args) {
			args := about(l, nil).With(finding.Args{finding.KeyTyped: {typed}}).With(extra)
			out = append(out, finding.Finding{Code: code, Leg: l.Name, Session: -1, Step: -1, Args: args})
		}
		if hostname.Unsafe(typed) {
			note(finding.HostUnsafeCharacters, nil)
			if l.Name == evidence.SendLeg {
				// Seen in the POP dialog only (P13).
				out[len(out)-1].Severity = finding.Warning
			}
		}
		if strings.HasSuffix(hostname.Trim(typed), ".") {
			note(finding.HostTrailingDot, nil)
		}
		if l.Server.Guessed != "" {
			note(finding.HostGuessed, finding.Args{finding.KeyGuessed: {l.Server.Guessed}})
		}
		ports := fetchPorts
		if l.Name == evidence.SendLeg {
			ports = sendPorts
		}
		if l.Server.Port != 0 && !slices.Contains(ports, l.Server.Port) {
			note(finding.PortNotOffered, finding.Args{finding.KeyPorts: portList(ports)})
		}
		if i, s := l.Decisive(); s != nil && passwordInClear(s) {
			out = append(out, finding.Finding{Code: finding.PlaintextPassword, Leg: l.Name, Session: i, Step: -1, Args: about(l, s)})
		}
	}
	if !c.Now.IsZero() && !c.Now.Before(featureEnds) {
		out = append(out, finding.Finding{Code: finding.FeatureEnded, Session: -1, Step: -1, Args: finding.Args{}})
	}
	return out
}

// passwordInClear tells whether a login was tried outside of TLS.
func passwordInClear(s *evidence.Session) bool {
	if s.Step(evidence.StageTLS) != nil {
		return false
	}
	for _, stage := range []evidence.Stage{evidence.StageAuth, evidence.StagePass} {
		if st := s.Step(stage); st != nil && len(st.Said) > 0 {
			return true
		}
	}
	return false
}

func portList(ports []uint16) []string {
	parts := make([]string, len(ports))
	for i, p := range ports {
		parts[i] = strconv.Itoa(int(p))
	}
	return parts
}
