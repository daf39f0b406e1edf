package look

import (
	"harness/client/evidence"
	"harness/client/wire"
)

// imap looks at what comes after January 2027: greeting, capabilities,
// STARTTLS on 143 (RFC 9051 section 6.2.1).
func imap(conn *wire.Conn, r Request) {
	if conn.Step(evidence.StageGreeting, conn.ReadReply) != nil || r.Brief && r.Conn.Security != evidence.StartTLS {
		return
	}
	if conn.Step(evidence.StageCapa, func() error { return conn.Exchange("a1 CAPABILITY") }) != nil || r.Conn.Security != evidence.StartTLS {
		return
	}
	session := conn.Session()
	if !session.CapabilitiesAt(evidence.StageCapa).Has("STARTTLS") {
		_ = conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
		return
	}
	if conn.StartTLS("a2 STARTTLS") == nil && !r.Brief {
		_ = conn.Step(evidence.StageCapa2, func() error { return conn.Exchange("a3 CAPABILITY") })
	}
}
