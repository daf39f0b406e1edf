package look

import (
	"harness/client/evidence"
	"harness/client/wire"
)

// imap looks at what comes after January 2027: greeting, capabilities,
// STARTTLS on 143 (RFC 9051 section 6.2.1).
func imap(conn *wire.Conn, r Request) {
	starts := r.Conn.Security == evidence.StartTLS
	if conn.Step(evidence.StageGreeting, conn.ReadReply) != nil || r.Brief && !starts {
		return
	}
	if conn.Step(evidence.StageCapa, func() error { return conn.Exchange("a1 CAPABILITY") }) != nil {
		return
	}
	session := conn.Session()
	if !starts {
		mayLogIn(conn, evidence.StageCapa, r.Mechs)
		return
	}
	if !session.CapabilitiesAt(evidence.StageCapa).Has("STARTTLS") {
		_ = conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
		return
	}
	if conn.StartTLS("a2 STARTTLS") == nil && !r.Brief &&
		conn.Step(evidence.StageCapa2, func() error { return conn.Exchange("a3 CAPABILITY") }) == nil {
		mayLogIn(conn, evidence.StageCapa2, r.Mechs)
	}
}

// mayLogIn notes that a strict client could not log in.
func mayLogIn(conn *wire.Conn, stage evidence.Stage, ways []string) {
	session := conn.Session()
	if ways == nil {
		return
	}
	if lacking := session.CapabilitiesAt(stage).Lacking(ways); lacking != "" {
		_ = conn.Note(evidence.StageAuth, evidence.Unoffered, lacking)
	}
}
