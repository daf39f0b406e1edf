package rules

import (
	"slices"
	"testing"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
)

// refusedBy is what is found of a certificate that was refused, as a client.
func refusedBy(t *testing.T, client string, s evidence.Session) map[finding.Code]finding.Finding {
	t.Helper()
	who, ok := persona.Find(persona.All(), client)
	if !ok {
		t.Fatal(client)
	}
	facts := s.Step(evidence.StageTLS).TLS
	facts.Refused = true
	out := map[finding.Code]finding.Finding{}
	for _, f := range Apply(&Case{Trip: sent(evidence.Server{Host: s.Host, Port: 2525, Security: evidence.SSL}, s), Roots: certs.NewRoots("none"), Now: noon, Client: who}) {
		out[f.Code] = f
	}
	return out
}

// A client that asks whether to go on sends the password if it is told to: that is
// said with the client's own button. Gmail does not ask, nor does its app.
func TestClickThrough(t *testing.T) {
	t.Parallel()
	for client, button := range map[string]string{
		"gmail": "", "gmail-app": "", "thunderbird": "Add Exception / 例外を追加", "outlook": "Yes / はい", "apple-mail": "Continue / 続ける",
	} {
		f, there := refusedBy(t, client, certificateSeen(t, -1))[finding.TLSClickThrough]
		if there != (button != "") || f.Args.Text(finding.KeyButton) != button || there && f.Weighs() != finding.High {
			t.Errorf("%s: %v, %+v", client, there, f)
		}
	}
}

// The alert that calls itself non-overridable has no button.
func TestNoClickThrough(t *testing.T) {
	t.Parallel()
	who, _ := persona.Find(persona.All(), persona.Thunderbird)
	base := place{s: &evidence.Session{}}
	v := certs.Verdict{Faults: []certs.Fault{{Code: "tls-cert-expired", Class: certs.Refused}, {Code: "tls-wrong-purpose", Class: certs.Refused}}}
	c := &Case{Trip: &evidence.Trip{}, Client: who}
	if out := clickThrough(c, base, v); len(out) != 0 {
		t.Errorf("%+v", out)
	}
	v.Faults = v.Faults[:1]
	if out := clickThrough(c, base, v); len(out) != 1 {
		t.Errorf("%+v", out)
	}
}

// A client that may complete a chain by itself is not told to fail for certain; one
// that does not is.
func TestCompletesChains(t *testing.T) {
	t.Parallel()
	for client, want := range map[string]finding.Severity{"gmail": finding.Broken, "gmail-app": finding.Broken, "thunderbird": finding.Undecided, "outlook": finding.Undecided, "apple-mail": finding.Undecided} {
		f, there := refusedBy(t, client, certificateSeen(t, 90))[finding.TLSChainIncomplete]
		if !there || f.Weighs() != want {
			t.Errorf("%s: %v, %s, want %s", client, there, f.Weighs(), want)
		}
	}
}

// Where Thunderbird was seen to go on it is not said to fail, and it alone is told so;
// the others' verdicts stand.
func TestSpares(t *testing.T) {
	t.Parallel()
	for client, spared := range map[string]bool{"gmail": false, "gmail-app": false, "thunderbird": true, "outlook": false, "apple-mail": false} {
		found := refusedBy(t, client, weakSeen(t))
		for _, code := range []finding.Code{finding.TLSKeySmall, finding.TLSKeyUsage} {
			f, there := found[code]
			if !there || (f.Weighs() == finding.Undecided) != spared || (f.Args.Text(finding.KeySpares) != "") != spared {
				t.Errorf("%s, %s: %v, %+v", client, code, there, f)
			}
		}
	}
}

// A port that can be typed is not called one that is not offered.
func TestFreePorts(t *testing.T) {
	t.Parallel()
	for _, who := range persona.All() {
		trip := sent(evidence.Server{Host: "mail.example.test", Port: 2525, Security: evidence.SSL})
		there := slices.ContainsFunc(settings(&Case{Trip: trip, Now: noon, Client: who}), func(f finding.Finding) bool { return f.Code == finding.PortNotOffered })
		if there == who.Send.Free {
			t.Errorf("%s: %v", who.Name, there)
		}
	}
}

// The codes that personas name are codes.
func TestPersonasNameCodes(t *testing.T) {
	t.Parallel()
	for _, who := range persona.All() {
		for _, code := range slices.Concat(who.Past.Of, who.Spares) {
			if _, ok := finding.Lookup(finding.Code(code)); !ok {
				t.Errorf("%s: %s", who.Name, code)
			}
		}
	}
}
