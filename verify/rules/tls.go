package rules

import (
	"slices"
	"strconv"

	"harness/client/evidence"
	"harness/verify/finding"
)

// TLS alerts that name their cause (RFC 8446 section 6.2).
const (
	alertHandshakeFailure    = 40
	alertProtocolVersion     = 70
	alertInsufficient        = 71
	alertUnrecognizedName    = 112
	alertCertificateRequired = 116
)

// handshake: TLS that did not come about, certificates apart.
func handshake(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		i, s := l.Decisive()
		if s == nil {
			continue
		}
		if k := StopOf(s); k >= 0 && (s.Steps[k].Trouble.Kind == evidence.Alert || insists(place{l, i, k, s, &s.Steps[k], s.Steps[k].Trouble})) {
			continue // tls-client-cert-required says it
		}
		if st := s.Step(evidence.StageTLS); st != nil && st.TLS != nil && st.TLS.Done && st.TLS.ClientCertAsked {
			f := place{leg: l, session: i, step: -1, s: s}.found(finding.TLSClientCertRequested, nil)
			out = append(out, f)
		}
	}
	for _, p := range c.stops() {
		hs := p.s.Step(evidence.StageTLS)
		if p.trouble.Kind == evidence.Alert {
			out = append(out, p.found(alertCode(p, hs)))
			continue
		}
		if p.st.Stage != evidence.StageTLS {
			if p.trouble.Kind == evidence.Timeout && p.st.Stage == evidence.StageGreeting && hs == nil && probedTLS(p) {
				out = append(out, p.found(finding.PlainOnTLSPort, nil))
			}
			continue
		}
		switch p.trouble.Kind {
		case evidence.OldVersion:
			out = append(out, p.found(finding.TLSVersionOld, finding.Args{finding.KeyVersion: {hs.TLS.Version}}))
		case evidence.NotTLS:
			if p.s.Security == evidence.SSL {
				out = append(out, p.found(finding.TLSOnPlainPort, nil))
			} else {
				out = append(out, p.found(finding.TLSHandshakeBroken, nil))
			}
		case evidence.Timeout:
			out = append(out, p.found(sniOr(p, finding.TLSHandshakeStalled), nil))
		case evidence.EOF, evidence.Reset, evidence.Protocol, evidence.Overlong:
			out = append(out, p.found(sniOr(p, finding.TLSHandshakeBroken), nil))
		case evidence.Certificate:
			if hs.TLS != nil && len(hs.TLS.Chain) == 0 {
				out = append(out, p.found(finding.TLSCertUnparsable, nil))
			}
			if hs.TLS != nil && hs.TLS.SNI == "" && fitsByName(p) {
				out = append(out, p.found(finding.TLSSNINeeded, c.mismatch(p.s, hs.TLS)))
			}
		}
	}
	return out
}

func alertCode(p place, hs *evidence.Step) (finding.Code, finding.Args) {
	if hs == nil || hs.TLS == nil {
		return finding.TLSHandshakeFailed, nil
	}
	n := hs.TLS.Alert
	if p.st.TLS != nil {
		n = p.st.TLS.Alert
	}
	args := finding.Args{finding.KeyAlert: {strconv.Itoa(n)}, finding.KeyAlertText: {alertText(n)}}
	switch {
	case hs.TLS.ClientCertAsked, n == alertCertificateRequired:
		return finding.TLSClientCertRequired, args
	case n == alertProtocolVersion:
		return finding.TLSVersionOld, args
	case n == alertUnrecognizedName && hs.TLS.SNI != "":
		return finding.TLSSNIRefused, args
	case sniOr(p, "") != "":
		return sniOr(p, ""), args
	case n == alertHandshakeFailure, n == alertInsufficient:
		return finding.TLSNoCommonCipher, args
	}
	return finding.TLSHandshakeFailed, args
}

// sniOr is tls-sni-broken or tls-sni-needed where a probe that differed only
// in the server name got through the handshake, else the given code.
func sniOr(p place, code finding.Code) finding.Code {
	named := p.st.TLS != nil && p.st.TLS.SNI != ""
	for i := range p.leg.Sessions {
		s := &p.leg.Sessions[i]
		st := s.Step(evidence.StageTLS)
		if s.Purpose != evidence.ToProbe || s.Port != p.s.Port || st == nil || st.TLS == nil || !st.TLS.Done || (st.TLS.SNI != "") == named {
			continue
		}
		if named {
			return finding.TLSSNIBroken
		}
		return finding.TLSSNINeeded
	}
	return code
}

// mismatch are the arguments of the chain's name mismatch: what a client that
// sends no name meets.
func (c *Case) mismatch(s *evidence.Session, t *evidence.TLSFacts) finding.Args {
	v := judgeChain(c, s, t)
	for _, f := range v.Faults {
		if finding.Code(f.Code) == finding.TLSNameMismatch {
			return faultArgs(v, f)
		}
	}
	return nil
}

// fitsByName tells whether a probe that differed only in that it sent the name
// was shown a certificate that passed.
func fitsByName(p place) bool {
	return slices.ContainsFunc(p.leg.Sessions, func(s evidence.Session) bool {
		st := s.Step(evidence.StageTLS)
		return s.Purpose == evidence.ToProbe && s.Port == p.s.Port && s.Security == p.s.Security && st != nil && st.Trouble == nil &&
			st.TLS != nil && st.TLS.Done && st.TLS.SNI != ""
	})
}

// probedTLS tells whether a probe found TLS from the first byte on the port
// that a plain session met with silence.
func probedTLS(p place) bool {
	for i := range p.leg.Sessions {
		s := &p.leg.Sessions[i]
		st := s.Step(evidence.StageTLS)
		if s.Purpose == evidence.ToProbe && s.Port == p.s.Port && s.Security == evidence.SSL && st != nil && st.TLS != nil && len(st.TLS.Chain) > 0 {
			return true
		}
	}
	return false
}

// alertText is BoringSSL's text of an alert, as Gmail's POP3 fetcher prints it
// in "SSL error: unknown CA (alert 48)".
func alertText(n int) string {
	texts := map[int]string{
		0: "close notify", 10: "unexpected message", 20: "bad record mac", 22: "record overflow",
		40: "handshake failure", 42: "bad certificate", 43: "unsupported certificate",
		44: "certificate revoked", 45: "certificate expired", 46: "certificate unknown",
		47: "illegal parameter", 48: "unknown CA", 49: "access denied", 50: "decode error",
		51: "decrypt error", 70: "protocol version", 71: "insufficient security", 80: "internal error",
		86: "inappropriate fallback", 90: "user canceled", 109: "missing extension",
		110: "unsupported extension", 112: "unrecognized name", 116: "certificate required",
		120: "no application protocol",
	}
	if t, ok := texts[n]; ok {
		return t
	}
	return "unknown"
}
