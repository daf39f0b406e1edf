package rules

import (
	"maps"
	"slices"
	"strconv"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// dns: the name led to no address, or would have without --connect-to.
func dns(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, p := range c.stops() {
		if p.st.Stage != evidence.StageResolve {
			continue
		}
		switch p.trouble.Kind {
		case evidence.NoSuchHost:
			out = append(out, p.found(finding.DNSNoSuchHost, nil))
		case evidence.NoAddress:
			out = append(out, p.found(finding.DNSNoAddress, nil))
		case evidence.DNSFailed, evidence.Timeout, evidence.Unreachable:
			out = append(out, p.found(finding.DNSFailed, nil))
		}
	}
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil || s.Via != evidence.ViaConnectTo {
			continue
		}
		if t := evidence.Lacking(s.Host, c.Trip.DNS); t != nil && (t.Kind == evidence.NoSuchHost || t.Kind == evidence.NoAddress) {
			out = append(out, finding.Finding{Code: finding.DNSDetour, Leg: l.Name, Session: i, Step: -1, Args: about(l, s)})
		}
	}
	return out
}

// network: connections that did not come about or broke outside of TLS.
func network(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		decisive, d := l.Decisive()
		if d == nil || d.Step(evidence.StageConnect) == nil || d.Step(evidence.StageConnect).Trouble != nil {
			continue
		}
		seen := map[string]bool{d.Addr.String(): true}
		for i := range l.Sessions[:decisive] {
			// Another address of the same host did not answer; the trip went on.
			s := &l.Sessions[i]
			st := s.Stopped()
			if st == nil || st.Stage != evidence.StageConnect || st.Trouble == nil || s.Purpose == evidence.ToProbe || seen[s.Addr.String()] {
				continue
			}
			seen[s.Addr.String()] = true
			if code, ok := connectCode(st.Trouble.Kind); ok {
				f := place{l, i, len(s.Steps) - 1, s, st, st.Trouble}.found(code, nil)
				f.Severity = finding.Warning
				out = append(out, f)
			}
		}
	}
	for _, p := range c.stops() {
		if p.st.Stage == evidence.StageConnect {
			if code, ok := connectCode(p.trouble.Kind); ok {
				out = append(out, p.found(code, nil))
			}
			continue
		}
		if p.st.Stage == evidence.StageTLS {
			continue // handshake
		}
		switch p.trouble.Kind {
		case evidence.EOF, evidence.Reset:
			out = append(out, p.found(finding.ServerHungUp, nil))
		case evidence.Timeout:
			out = append(out, p.found(finding.ServerSilent, nil))
		case evidence.Overlong:
			out = append(out, p.found(finding.ReplyOverlong, nil))
		}
	}
	return out
}

func connectCode(k evidence.Kind) (finding.Code, bool) {
	switch k {
	case evidence.Refused, evidence.Reset:
		return finding.NetRefused, true
	case evidence.Timeout:
		return finding.NetTimeout, true
	case evidence.Unreachable:
		return finding.NetUnreachable, true
	case evidence.Local:
		return finding.NetUnreachable, true
	}
	return "", false
}

// whoseNetwork: faults that say more about where we stand than about the server.
func whoseNetwork(c *Case) []finding.Finding {
	var out []finding.Finding
	stops := c.stops()
	silent, hosts := 0, map[string]bool{}
	for _, p := range stops {
		if p.st.Stage == evidence.StageConnect && (p.trouble.Kind == evidence.Timeout || p.trouble.Kind == evidence.Unreachable) {
			silent++
			hosts[p.s.Host] = true
		}
	}
	if legs := c.Legs(); len(legs) == 2 && silent == 2 && !anyConnected(legs) {
		out = append(out, finding.Finding{Code: finding.NetNothingAnswers, Session: -1, Step: -1, Args: finding.Args{finding.KeyHosts: slices.Sorted(maps.Keys(hosts))}})
	}
	for _, p := range stops {
		// Outbound port 25 or 587 is blocked by many access providers and offices.
		if p.leg.Name != evidence.SendLeg || p.st.Stage != evidence.StageConnect || p.trouble.Kind != evidence.Timeout {
			continue
		}
		for _, s := range p.leg.Sessions {
			if st := s.Step(evidence.StageConnect); s.Purpose == evidence.ToProbe && s.Port != p.s.Port && st != nil && st.Trouble == nil {
				out = append(out, p.found(finding.NetOutboundBlocked, finding.Args{finding.KeyOpen: {strconv.Itoa(int(s.Port))}}))
				break
			}
		}
	}
	if f, ok := inspected(c); ok {
		out = append(out, f)
	}
	return out
}

func anyConnected(legs []Leg) bool {
	for _, l := range legs {
		for i := range l.Sessions {
			if st := l.Sessions[i].Step(evidence.StageConnect); st != nil && st.Trouble == nil {
				return true
			}
		}
	}
	return false
}

// inspected: different hosts at different addresses show different
// certificates, each with the right name, by one and the same issuer that no
// root knows. A server does not look like that; an inspecting firewall does.
func inspected(c *Case) (finding.Finding, bool) {
	type sight struct{ host, addr, leaf, issuer string }
	var sights []sight
	for _, p := range c.stops() {
		if p.st.TLS == nil || len(p.st.TLS.Chain) == 0 || p.trouble.Kind != evidence.Certificate {
			return finding.Finding{}, false
		}
		v := judgeChain(c, p.s, p.st.TLS)
		if hasFault(v, string(finding.TLSNameMismatch)) || !(hasFault(v, string(finding.TLSRootUntrusted)) || hasFault(v, string(finding.TLSChainIncomplete))) {
			return finding.Finding{}, false
		}
		issuer := faultArg(v, "issuer")
		sights = append(sights, sight{p.s.Host, p.s.Addr.Addr().String(), string(p.st.TLS.Chain[0]), issuer})
	}
	if len(sights) < 2 {
		return finding.Finding{}, false
	}
	a, b := sights[0], sights[1]
	if a.host == b.host || a.addr == b.addr || a.leaf == b.leaf || a.issuer != b.issuer || a.issuer == "" {
		return finding.Finding{}, false
	}
	return finding.Finding{Code: finding.NetTLSInspected, Session: -1, Step: -1, Args: finding.Args{finding.KeyIssuer: {a.issuer}, finding.KeyHosts: {a.host, b.host}}}, true
}

func hasFault(v certs.Verdict, code string) bool {
	for _, f := range v.Faults {
		if f.Code == code {
			return true
		}
	}
	return false
}

func faultArg(v certs.Verdict, name string) string {
	for _, f := range v.Faults {
		if f.Args[name] != "" {
			return f.Args[name]
		}
	}
	return ""
}
