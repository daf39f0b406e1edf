package client

import (
	"context"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/sendas"
)

// submission is what the send leg saw.
type submission struct {
	sessions   []evidence.Session
	letter     *evidence.Letter // as handed to the server; nil: it was not accepted
	at         time.Time        // when it was accepted
	handedOver bool             // DATA was about to be said: the letter may have been accepted
	refused    int              // logins
}

// doubtful tells whether the letter was handed over without an answer: it may
// have been accepted all the same (RFC 5321 section 4.5.3.2.6).
func (s submission) doubtful() bool {
	if len(s.sessions) == 0 {
		return false
	}
	step, trouble := s.sessions[len(s.sessions)-1].Trouble()
	return s.handedOver && trouble != nil && step.Stage == evidence.StageBody && trouble.Kind != evidence.Denied
}

// submit is the send leg. A 4xx is tried again politely until Wait ends
// (greylisting); a refused login is not, and one that is withheld never is. ready
// is called before DATA.
func (t *trip) submit(ctx context.Context, withheld bool, ready func()) submission {
	t.progress("send", t.acc.SMTP.Host)
	var s submission
	began := time.Now()
	job := sendas.Job{
		From: t.from.String(), To: t.to.String(), Letter: t.letter,
		Login: t.acc.SMTP.Login, Password: t.acc.SMTP.Password, Security: t.acc.SMTP.Security,
		Hello: t.opt.Hello, Mechs: t.opt.Persona.Mechanisms,
		Withheld: withheld,
		Ready:    func() { ready(); s.handedOver = true },
	}
	for pause := t.opt.Wait / 16; ; pause *= 2 {
		conn := t.open(ctx, &s.sessions, t.acc.SMTP, t.config(evidence.SMTP, evidence.ToSend, t.acc.SMTP))
		if conn == nil {
			t.probe(ctx, &s.sessions, t.acc.SMTP)
			return s
		}
		out := sendas.Send(conn, job)
		s.sessions = append(s.sessions, conn.Session())
		if out.Refused {
			s.refused++
			return s
		}
		if !out.Accepted.IsZero() {
			s.letter, s.at = kept("", t.letter), out.Accepted.UTC()
			return s
		}
		t.probe(ctx, &s.sessions, t.acc.SMTP)
		if !out.Later || time.Since(began)+pause > t.opt.Wait || ctx.Err() != nil {
			return s
		}
		t.progress("greylisted, waiting", t.acc.SMTP.Host)
		if !dial.Rest(ctx, pause) {
			return s
		}
	}
}
