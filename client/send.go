package client

import (
	"context"
	"time"

	"harness/client/evidence"
	"harness/client/sendas"
)

// send submits the letter. A 4xx is tried again politely until Wait ends
// (greylisting); a refused login is not. ready is called before DATA.
func (t *trip) send(ctx context.Context, ready func()) {
	began := time.Now()
	job := sendas.Job{
		From: t.from.String(), To: t.to.String(), Letter: t.letter,
		Login: t.acc.SMTP.Login, Password: t.acc.SMTP.Password, Security: t.acc.SMTP.Security,
		Hello: t.opt.Hello, Mechs: t.opt.Persona.Auth,
		Ready: func() { ready(); t.bodySent = true },
	}
	for pause := t.opt.Wait / 16; ; pause *= 2 {
		conn := t.open(ctx, &t.sending.Sessions, t.acc.SMTP, t.config(evidence.SMTP, evidence.ToSend, t.acc.SMTP))
		if conn == nil {
			t.probe(ctx, &t.sending.Sessions, t.acc.SMTP)
			return
		}
		out := sendas.Send(conn, job)
		session := conn.Session()
		t.sending.Sessions = append(t.sending.Sessions, session)
		if out.Refused {
			t.refusedSend++
			return
		}
		if !out.Accepted.IsZero() {
			t.out.Sent, t.out.SentAt = kept("", t.letter), out.Accepted.UTC()
			return
		}
		t.probe(ctx, &t.sending.Sessions, t.acc.SMTP)
		if !out.Later || time.Since(began)+pause > t.opt.Wait || ctx.Err() != nil {
			return
		}
		t.progress("greylisted, waiting", t.acc.SMTP.Host)
		if !sleep(ctx, pause) {
			return
		}
	}
}
