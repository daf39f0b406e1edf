// Package look is one conversation without a login: connect, greeting,
// capabilities, TLS, capabilities again, QUIT. It has no opinion and cannot
// log in: client/wire refuses credentials on a look.
package look

import (
	"context"
	"time"

	"harness/client/evidence"
	"harness/client/popfetch"
	"harness/client/sendas"
	"harness/client/wire"
)

// quitLimit bounds the farewell, which decides nothing.
const quitLimit = 2 * time.Second

// Request is what to look at.
type Request struct {
	Conn  wire.Config // where, and with which TLS; Look is set here
	Hello string      // EHLO name; "": the address literal of our end
	// Brief ends the conversation with the handshake, for a question that the
	// handshake answers: what is not needed to come there is left out.
	Brief bool
	// Mechs makes the look as strict as a round trip: it leaves at a
	// certificate that the gate refuses, and where none of these SASL
	// mechanisms is offered. nil: it goes on, for what can still be seen.
	Mechs []string
}

// At makes one connection. Errors stand in the session.
func At(ctx context.Context, r Request) evidence.Session {
	r.Conn.Look = r.Mechs == nil
	conn, err := wire.Open(ctx, r.Conn)
	if err == nil {
		switch r.Conn.Proto {
		case evidence.SMTP:
			smtp(conn, r)
		case evidence.POP3:
			pop(conn, r)
		case evidence.IMAP:
			imap(conn, r)
		}
	}
	if !conn.Broken() {
		quit := "QUIT"
		if r.Conn.Proto == evidence.IMAP {
			quit = "a9 LOGOUT"
		}
		conn.Farewell(quitLimit, func() error { return conn.Exchange(quit) })
	}
	conn.Close()
	return conn.Session()
}

func smtp(conn *wire.Conn, r Request) {
	starts := r.Conn.Security == evidence.StartTLS
	if sendas.Greeting(conn) != nil || r.Brief && !starts {
		return
	}
	ehlo := func(stage evidence.Stage) error {
		return conn.Step(stage, func() error { return hello(conn, sendas.HelloName(conn, r.Hello)) })
	}
	if ehlo(evidence.StageEHLO) != nil {
		return
	}
	if !starts {
		login(conn, evidence.StageEHLO, r.Mechs)
		return
	}
	session := conn.Session()
	if !session.CapabilitiesAt(evidence.StageEHLO).Has("STARTTLS") {
		_ = conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
		return
	}
	if conn.StartTLS("STARTTLS") == nil && !r.Brief && ehlo(evidence.StageEHLO2) == nil {
		login(conn, evidence.StageEHLO2, r.Mechs)
	}
}

// login notes that a strict client could not log in.
func login(conn *wire.Conn, hello evidence.Stage, mechs []string) {
	if mechs == nil {
		return
	}
	session := conn.Session()
	if lacking := sendas.Lacking(session.CapabilitiesAt(hello), mechs); lacking != "" {
		_ = conn.Note(evidence.StageAuth, evidence.Unoffered, lacking)
	}
}

// hello says EHLO, and HELO where that is not understood, as a round trip does.
func hello(conn *wire.Conn, name string) error {
	if err := conn.Exchange("EHLO " + name); err != nil {
		return err
	}
	if r := conn.LastReply(); r == nil || r.Code != 500 && r.Code != 502 {
		return nil
	}
	return conn.Exchange("HELO " + name)
}

func pop(conn *wire.Conn, r Request) {
	if popfetch.Greeting(conn) != nil {
		return
	}
	// A server without CAPA answers -ERR (RFC 2449 section 5 came later): that
	// is no trouble of the listener. A round trip does without it.
	capa := func(stage evidence.Stage) {
		if r.Brief || r.Mechs != nil {
			return
		}
		_ = conn.Step(stage, func() error {
			if err := conn.Exchange("CAPA"); err != nil {
				return err
			}
			if r := conn.LastReply(); r == nil || !r.OK {
				return nil
			}
			return conn.ReadList(func([]byte) error { return nil })
		})
	}
	capa(evidence.StageCapa)
	if conn.Broken() || r.Conn.Security != evidence.STLS {
		return
	}
	if conn.StartTLS("STLS") == nil {
		capa(evidence.StageCapa2)
	}
}
