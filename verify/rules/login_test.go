package rules

import (
	"testing"

	"harness/client/evidence"
)

// A refused login is one that servers count: a name and a password were said and
// found wrong. What was refused for another reason may be tried with other settings.
func TestLoginRefused(t *testing.T) {
	t.Parallel()
	smtp := func(code int, enhanced, line string) evidence.Session {
		return sending(evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(code, enhanced, line))
	}
	pop := func(security evidence.Security, stage evidence.Stage, code, line string) evidence.Session {
		return fetching(security, stage, evidence.Denied, popReply(code, line))
	}
	for _, tt := range []struct {
		name    string
		s       evidence.Session
		refused bool
		counted int
	}{
		{"535", smtp(535, "5.7.8", "535 5.7.8 no"), true, 1},
		{"a filter of addresses", smtp(550, "5.7.1", "550 5.7.1 Command rejected"), true, 1},
		{"STARTTLS first", smtp(530, "5.7.0", "530 5.7.0 Must issue a STARTTLS command first"), false, 0},
		{"encryption first", smtp(538, "5.7.11", "538 5.7.11 Encryption required"), false, 0},
		{"no such mechanism", smtp(504, "5.5.4", "504 5.5.4 Unrecognized authentication type"), false, 0},
		{"no such command", smtp(502, "5.5.1", "502 5.5.1 not implemented"), false, 0},
		{"of the moment", smtp(454, "4.7.0", "454 4.7.0 Temporary authentication failure"), false, 0},
		{"too many", smtp(421, "4.7.0", "421 4.7.0 too many errors"), false, 0},
		{"the sender", sending(evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(553, "5.7.1", "553 5.7.1 not owned")), false, 0},
		{"PASS", pop(evidence.SSL, evidence.StagePass, "AUTH", "-ERR [AUTH] no"), true, 1},
		{"USER inside TLS", pop(evidence.SSL, evidence.StageUser, "", "-ERR no such user"), true, 0},
		{"USER in clear", pop(evidence.Plain, evidence.StageUser, "AUTH", "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections."), false, 0},
		{"locked", pop(evidence.SSL, evidence.StagePass, "IN-USE", "-ERR [IN-USE] locked"), false, 0},
		{"too soon", pop(evidence.SSL, evidence.StagePass, "LOGIN-DELAY", "-ERR [LOGIN-DELAY] wait"), false, 0},
		{"a trouble of the system", pop(evidence.SSL, evidence.StagePass, "SYS/TEMP", "-ERR [SYS/TEMP] later"), false, 0},
		{"no PLAIN", pop(evidence.SSL, evidence.StagePass, "AUTH", "-ERR [AUTH] Unsupported authentication mechanism."), false, 0},
		{"silence", fetching(evidence.SSL, evidence.StagePass, evidence.Timeout, nil), false, 0},
	} {
		if got := LoginRefused(tt.s); got != tt.refused {
			t.Errorf("%s: refused %v", tt.name, got)
		}
		if got := Refusals(legTrip(tt.s)); got != tt.counted {
			t.Errorf("%s: %d counted", tt.name, got)
		}
	}
}
