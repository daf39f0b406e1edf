package rules

import (
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/verify/finding"
)

// Slips are what is wrong with a host name as it was typed, whatever it leads to.
func Slips(typed string) []finding.Code {
	var out []finding.Code
	if hostname.Unsafe(typed) {
		// Its words were seen in the POP dialog only (P13). That the other
		// dialog takes such a name was never seen.
		out = append(out, finding.HostUnsafeCharacters)
	}
	if hostname.FullWidth(typed) {
		out = append(out, finding.HostFullWidth)
	}
	if strings.HasSuffix(hostname.Trim(typed), ".") {
		out = append(out, finding.HostTrailingDot)
	}
	return out
}

// settings looks at what was typed.
func settings(c *Case) []finding.Finding {
	var out []finding.Finding
	who := c.client()
	for _, l := range c.Legs() {
		typed := l.Server.Typed
		note := func(code finding.Code, extra finding.Args) {
			args := about(l, nil).With(finding.Args{finding.KeyTyped: {typed}}).With(extra)
			out = append(out, finding.Finding{Code: code, Leg: l.Name, Session: -1, Step: -1, Args: args})
		}
		for _, code := range Slips(typed) {
			note(code, nil)
		}
		if l.Server.Guessed != "" {
			note(finding.HostGuessed, finding.Args{finding.KeyGuessed: {l.Server.Guessed}})
		}
		dialog := who.Dialog(l.Proto)
		ports := dialog.Ports
		if l.Server.Port != 0 && !dialog.Free && len(ports) > 0 && !slices.Contains(ports, l.Server.Port) {
			note(finding.PortNotOffered, finding.Args{finding.KeyPorts: portList(ports)})
		}
		if i, s := l.Decisive(); s != nil && passwordInClear(s) {
			out = append(out, finding.Finding{Code: finding.PlaintextPassword, Leg: l.Name, Session: i, Step: -1, Args: about(l, s)})
		}
	}
	if who.Phase(c.Now) != persona.Alive {
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
