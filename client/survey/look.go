package survey

import (
	"bytes"
	"context"
	"crypto/tls"
	"time"

	"harness/client/evidence"
	"harness/client/sendas"
	"harness/client/wire"
)

// quitLimit bounds the farewell, which decides nothing.
const quitLimit = 2 * time.Second

// look makes one connection: connect, greeting, capabilities, TLS,
// capabilities again, QUIT. It speaks old TLS too, goes on after any
// certificate, and cannot log in: client/wire refuses credentials on a look.
func (s *Surveyor) look(ctx context.Context, t target) *evidence.Session {
	o := s.cfg.Options
	if o.Progress != nil {
		o.Progress("survey", t.host)
	}
	transcript := &transcript{}
	if o.Trace != nil {
		defer s.tell(transcript)
		o.Trace = transcript.note
	}
	conn, err := wire.Open(ctx, wire.Config{
		Proto: t.at.Proto, Purpose: evidence.ToSurvey, Host: t.host, Port: t.at.Port, Security: t.at.Security,
		Addr: t.addr, Via: t.via, Dial: o.Dial, Timeout: o.Timeout, Now: o.Now, Trace: o.Trace,
		Roots: o.Roots, NoSNI: t.noSNI, MinTLS: tls.VersionTLS10, Look: true,
	})
	if err == nil {
		talk(conn, t, o.Hello)
	}
	conn.Close()
	session := conn.Session()
	return &session
}

// transcript is what passed on one connection: of several at once each is told
// in one piece.
type transcript struct {
	marks []wire.Mark
	lines [][]byte
}

func (t *transcript) note(m wire.Mark, line []byte) {
	t.marks, t.lines = append(t.marks, m), append(t.lines, bytes.Clone(line))
}

func (s *Surveyor) tell(t *transcript) {
	s.telling.Lock()
	defer s.telling.Unlock()
	for i := range t.marks {
		s.cfg.Options.Trace(t.marks[i], t.lines[i])
	}
}

// talk says what the protocol allows before a login. Errors stand in the
// session.
func talk(conn *wire.Conn, t target, hello string) {
	switch t.at.Proto {
	case evidence.SMTP:
		smtp(conn, t, hello)
	case evidence.POP3:
		pop(conn, t)
	case evidence.IMAP:
		imap(conn, t)
	}
	if !conn.Broken() {
		quit := map[evidence.Proto]string{evidence.SMTP: "QUIT", evidence.POP3: "QUIT", evidence.IMAP: "a9 LOGOUT"}[t.at.Proto]
		_ = conn.StepWithin(evidence.StageQuit, quitLimit, func() error { return conn.Exchange(quit) })
	}
}

func smtp(conn *wire.Conn, t target, hello string) {
	if sendas.Greeting(conn) != nil {
		return
	}
	ehlo := func(stage evidence.Stage) error {
		return conn.Step(stage, func() error { return conn.Exchange("EHLO " + sendas.HelloName(conn, hello)) })
	}
	if ehlo(evidence.StageEHLO) != nil || t.at.Security != evidence.StartTLS {
		return
	}
	session := conn.Session()
	if !sendas.Capabilities(session.Step(evidence.StageEHLO)).Has("STARTTLS") {
		_ = conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
		return
	}
	if conn.StartTLS("STARTTLS") == nil {
		_ = ehlo(evidence.StageEHLO2)
	}
}

func pop(conn *wire.Conn, t target) {
	err := conn.Step(evidence.StageGreeting, conn.ReadReply)
	if err != nil {
		return
	}
	// A server without CAPA answers -ERR (RFC 2449 section 5 came later): that
	// is no trouble of the listener.
	capa := func(stage evidence.Stage) {
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
	if conn.Broken() || t.at.Security != evidence.STLS {
		return
	}
	if conn.StartTLS("STLS") == nil {
		capa(evidence.StageCapa2)
	}
}
