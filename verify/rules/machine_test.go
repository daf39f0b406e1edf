package rules

import (
	"slices"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
)

// A refused login is told from a mailbox on another machine by addresses, not by
// names, and only where both are known.
func TestOtherMachine(t *testing.T) {
	t.Parallel()
	address := func(host, ip string) evidence.Answer {
		return evidence.Answer{Name: host + ".", Type: "A", RCode: "NOERROR", Records: []evidence.Record{{Name: host + ".", Type: "A", Data: ip}}}
	}
	here := address("mail.example.test", "198.51.100.7")
	smtp := sending(evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(535, "5.7.8", "535 5.7.8 no"))
	pop := fetching(evidence.SSL, evidence.StagePass, evidence.Denied, popReply("AUTH", "-ERR [AUTH] no"))
	for _, tt := range []struct {
		name   string
		s      evidence.Session
		listed evidence.Proto
		dns    []evidence.Answer
		want   finding.Code
	}{
		{"another address", smtp, evidence.SMTP, []evidence.Answer{here, address("sv5.example.test", "198.51.100.8")}, finding.LoginOtherMachine},
		{"another address, fetching", pop, evidence.POP3, []evidence.Answer{here, address("sv5.example.test", "198.51.100.8")}, finding.LoginOtherMachine},
		{"another name of the machine", smtp, evidence.SMTP, []evidence.Answer{here, address("sv5.example.test", "198.51.100.7")}, finding.SMTPAuthRefused},
		{"an address that is not known", smtp, evidence.SMTP, []evidence.Answer{here}, finding.SMTPAuthRefused},
		{"listed for the other leg", pop, evidence.SMTP, []evidence.Answer{here, address("sv5.example.test", "198.51.100.8")}, finding.POPLoginRefused},
		{"not the login", sending(evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(550, "5.1.1", "550 5.1.1 no")), evidence.SMTP,
			[]evidence.Answer{here, address("sv5.example.test", "198.51.100.8")}, finding.SMTPRecipientRefused},
	} {
		trip := legTrip(tt.s)
		trip.DNS, trip.Homes = tt.dns, []evidence.Home{{Proto: tt.listed, Host: "sv5.example.test"}}
		got := codesFor(t, trip)
		if slices.Contains(got, finding.LoginOtherMachine) != (tt.want == finding.LoginOtherMachine) || !slices.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %s", tt.name, got, tt.want)
		}
	}
}

// Where no name was sent, a probe that sends it tells a server that needs it from
// one that has nothing better.
func TestNameNeeded(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		kind, probe evidence.Kind // of the session's handshake, and of the probe's
		alert       int
		sni         string
		want        finding.Code
		not         finding.Code
	}{
		{"another certificate", evidence.Certificate, "", -1, "", finding.TLSSNINeeded, ""},
		{"no better certificate", evidence.Certificate, evidence.Certificate, -1, "", "", finding.TLSSNINeeded},
		{"with the name", evidence.Certificate, "", -1, "mail.example.test", "", finding.TLSSNINeeded},
		{"unrecognized name", evidence.Alert, "", alertUnrecognizedName, "", finding.TLSSNINeeded, finding.TLSSNIRefused},
		{"unrecognized name, which was sent", evidence.Alert, "", alertUnrecognizedName, "mail.example.test", finding.TLSSNIRefused, finding.TLSSNINeeded},
	} {
		s, probe := sending(evidence.SSL, evidence.StageTLS, tt.kind, nil), sending(evidence.SSL, "", "", nil)
		if tt.probe != "" {
			probe = sending(evidence.SSL, evidence.StageTLS, tt.probe, nil)
		}
		facts := s.Step(evidence.StageTLS).TLS
		facts.SNI, facts.Alert, facts.Chain = tt.sni, tt.alert, []evidence.Bytes{[]byte("any")}
		probe.Purpose = evidence.ToProbe
		got := codesFor(t, legTrip(s, probe))
		if tt.want != "" && !slices.Contains(got, tt.want) || tt.not != "" && slices.Contains(got, tt.not) {
			t.Errorf("%s: %q, want %q and not %q", tt.name, got, tt.want, tt.not)
		}
	}
}

// legTrip is a trip of one leg with these sessions.
func legTrip(sessions ...evidence.Session) *evidence.Trip {
	s := sessions[0]
	server := evidence.Server{Host: s.Host, Port: s.Port, Security: s.Security}
	if s.Proto == evidence.POP3 {
		return fetched(server, sessions...)
	}
	return sent(server, sessions...)
}
