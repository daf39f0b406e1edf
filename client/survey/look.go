package survey

import (
	"bytes"
	"context"
	"crypto/tls"

	"harness/client/evidence"
	"harness/client/look"
	"harness/client/wire"
)

// look makes one connection. It speaks old TLS too and goes on after any
// certificate.
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
	session := look.At(ctx, look.Request{Hello: o.Hello, Conn: t.place.Into(wire.Config{
		Proto: t.at.Proto, Purpose: evidence.ToSurvey, Host: t.host, Port: t.at.Port, Security: t.at.Security,
		Dial: o.Dial, Timeout: o.Timeout, Now: o.Now, Trace: o.Trace,
		Mask:  s.cfg.Mask,
		Roots: o.Roots, NoSNI: t.noSNI, MinTLS: tls.VersionTLS10,
	})})
	if o.Looked != nil {
		o.Looked(session)
	}
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
