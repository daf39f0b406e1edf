package rules

import (
	"slices"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
)

// judgeChain asks the same question as the gate, from the record.
func judgeChain(c *Case, s *evidence.Session, t *evidence.TLSFacts) certs.Verdict {
	return certs.Judge(certs.Input{Chain: t.DER(), Host: s.Host, Roots: c.Roots, At: t.At, Cipher: t.Cipher})
}

// handshakeOf is the TLS step of a leg's decisive session, where it came so far.
func handshakeOf(l Leg) (place, bool) {
	i, s := l.Decisive()
	if s == nil {
		return place{}, false
	}
	k := slices.IndexFunc(s.Steps, func(st evidence.Step) bool { return st.Stage == evidence.StageTLS })
	if k < 0 || s.Steps[k].TLS == nil {
		return place{}, false
	}
	return place{leg: l, session: i, step: k, s: s, st: &s.Steps[k]}, true
}

// certificate judges the chain that the decisive session saw, every question
// apart, and checks that the gate came to the same answer.
func certificate(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		base, ok := handshakeOf(l)
		if !ok || len(base.st.TLS.Chain) == 0 {
			continue
		}
		t := base.st.TLS
		v := judgeChain(c, base.s, t)
		for _, fault := range v.Faults {
			one := OfFault(v, fault, c.Trip.Risky)
			f := base.found(one.Code, one.Args)
			f.Severity = one.Severity
			if who := c.client(); f.Decides() && slices.Contains(who.Spares, fault.Code) {
				key := finding.KeySpares
				if f.Code == finding.TLSChainIncomplete {
					key = finding.KeyCompletes
				}
				f.Severity, f.Args[key] = finding.Undecided, []string{who.Title.EN}
			}
			out = append(out, f)
		}
		if t.Refused && !v.Passes(c.Trip.Risky) {
			out = append(out, clickThrough(c, base, v)...)
		}
		if c.Roots != nil && c.Roots.Name == t.Roots && t.Done {
			if v.Passes(c.Trip.Risky) == t.Refused {
				out = append(out, base.found(finding.TLSVerdictDisagrees, finding.Args{finding.KeyGate: t.Codes, finding.KeyJudge: codesOf(v)}))
			}
		}
	}
	return out
}

// clickThrough says that the client lets its user go on where it refuses a
// certificate.
func clickThrough(c *Case, base place, v certs.Verdict) []finding.Finding {
	who := c.client()
	final := func(f certs.Fault) bool {
		return !f.Class.Passes(c.Trip.Risky) && who.Past.Of != nil && !slices.Contains(who.Past.Of, f.Code)
	}
	if who.Past.By == (persona.Label{}) || slices.ContainsFunc(v.Faults, final) {
		return nil
	}
	return []finding.Finding{base.found(finding.TLSClickThrough, finding.Args{finding.KeyButton: {who.Past.By.Both()}, finding.KeyClient: {who.Title.EN}})}
}

// OfFault is the finding about a fault of a verdict, of no leg; risky tells that
// the client goes on with what is risky. Of a fault that stops the client
// because it is risky the severity is the code's own.
func OfFault(v certs.Verdict, f certs.Fault, risky bool) finding.Finding {
	out := finding.Finding{Code: finding.Code(f.Code), Session: -1, Step: -1, Args: faultArgs(v, f)}
	switch {
	case f.Class.Passes(false):
		out.Severity = finding.Note
	case f.Class.Passes(risky):
		out.Severity = finding.Warning
	case !f.Class.Passes(true):
		out.Severity = finding.Broken // of the order of a chain: it may as well do no harm
	}
	return out
}

func faultArgs(v certs.Verdict, f certs.Fault) finding.Args {
	args := make(finding.Args, len(f.Args))
	for k, value := range f.Args {
		args[finding.Key(k)] = []string{value}
	}
	args[finding.KeySANs] = v.Names.DNS // a name may hold a comma
	return args
}

func codesOf(v certs.Verdict) []string {
	out := make([]string, len(v.Faults))
	for i, f := range v.Faults {
		out[i] = f.Code
	}
	return out
}
