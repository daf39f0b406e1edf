package client

import (
	"context"
	"errors"
	"slices"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/imapfetch"
	"harness/client/popfetch"
	"harness/client/wire"
)

// openBox connects and logs in for the fetching leg. The session is recorded
// by the caller through record, or already is if box is nil.
// before is called when the connection stands and before the login; may be nil.
func (f *fetchLeg) openBox(ctx context.Context, purpose evidence.Purpose, before func()) (box maildrop, later string) {
	conn := f.takeAhead()
	if conn == nil {
		conn = f.open(ctx, &f.sessions, f.server, f.config(f.acc.Fetching(), purpose, f.server))
	}
	if conn == nil {
		f.giveUp(ctx)
		return nil, ""
	}
	box, later, err := f.logIn(conn, before)
	if err == nil {
		return box, ""
	}
	f.sessions = append(f.sessions, conn.Session())
	if errors.Is(err, popfetch.ErrLogin) || errors.Is(err, imapfetch.ErrLogin) {
		f.over = true
		if session := conn.Session(); session.Step(evidence.StagePass) != nil || session.Step(evidence.StageAuth) != nil {
			f.refused++
		}
	}
	if later != "" {
		return nil, later
	}
	f.giveUp(ctx)
	return nil, ""
}

// logIn opens the mailbox by the protocol of the leg. A server that the app
// knows to take ID amiss gets none (AOSP's mail: names under secureserver.net).
func (f *fetchLeg) logIn(conn *wire.Conn, before func()) (maildrop, string, error) {
	if f.acc.Fetching() != evidence.IMAP {
		box, err := popfetch.Open(conn, popfetch.Login{User: f.server.Login, Password: f.server.Password, Security: f.server.Security, Before: before})
		return box, popfetch.Later(err), err
	}
	who := f.opt.Persona
	box, err := imapfetch.Open(conn, imapfetch.Login{
		User: f.server.Login, Password: f.server.Password, Security: f.server.Security, Before: before,
		Ways: who.Logins, SaysID: who.SaysID && !hostname.Within(f.server.Host, "secureserver.net"),
	})
	return imapBox{box}, imapfetch.Later(err), err
}

// giveUp ends the fetching leg where another try would be the same again: the
// gate refused, or the settings do not fit the server; and after the second
// failure in a row of any other kind. The first failure is looked into.
func (f *fetchLeg) giveUp(ctx context.Context) {
	if len(f.sessions) == 0 {
		return
	}
	_, trouble := f.sessions[len(f.sessions)-1].Trouble()
	if trouble == nil {
		return
	}
	f.failures++
	switch trouble.Kind {
	case evidence.Certificate, evidence.NoSuchHost, evidence.NoAddress, evidence.Refused, evidence.Unoffered,
		evidence.Injected, evidence.NotTLS, evidence.OldVersion, evidence.Alert, evidence.Protocol, evidence.Withheld:
		f.over = true
	}
	if f.failures == 1 {
		f.probe(ctx, &f.sessions, f.server)
	} else {
		f.over = true
	}
}

// poll opens the maildrop once and reads the new messages, newest first. done: the
// letter or its bounce is here; later is the response code of a refusal of the
// moment.
func (f *fetchLeg) poll(ctx context.Context, purpose evidence.Purpose, before func()) (done bool, later string) {
	box, later := f.openBox(ctx, purpose, before)
	if box == nil {
		return false, later
	}
	defer func() { f.sessions = append(f.sessions, box.Session()) }()
	items, unique, err := box.List()
	if err != nil {
		box.Leave()
		return false, ""
	}
	v := &visit{fetchLeg: f, box: box}
	for _, item := range f.fresh(items, unique) {
		if ctx.Err() != nil || box.Broken() {
			break
		}
		v.message(item)
	}
	var home bool
	f.got, home = v.leave(f.got)
	if session := box.Session(); !home && troubled(session) {
		f.failures++
		f.over = f.failures > 1 // the letter is there, perhaps, and cannot be had
	} else {
		f.failures = 0
	}
	// A notice of delay is no end: delivery is still tried.
	bounced := f.got.report != nil && f.got.report.Action != "delayed"
	return home || bounced, ""
}

// fresh are the messages that may be the letter, newest first.
func (f *fetchLeg) fresh(items []popfetch.Item, unique bool) []popfetch.Item {
	s := f.snapshot
	most := mostPerPoll
	if s == nil || s.unique != unique {
		s, most = nil, mostBlind
	}
	var list []popfetch.Item
	times := map[string]int{}
	for _, item := range items {
		times[item.UIDL]++
		switch {
		case s != nil && unique && times[item.UIDL] <= s.known[item.UIDL]:
		case s != nil && !unique && item.N <= s.count:
		case unique && times[item.UIDL] == 1 && f.seen[item.UIDL]:
		default:
			list = append(list, item)
		}
	}
	slices.Reverse(list)
	return list[:min(len(list), most)]
}

// troubled tells whether a session met what may be gone next time.
func troubled(s evidence.Session) bool {
	return slices.ContainsFunc(s.Steps, func(st evidence.Step) bool {
		return st.Trouble != nil && st.Trouble.Kind != evidence.Disorder
	})
}
