package client

import (
	"context"
	"errors"
	"slices"
	"time"

	"harness/client/evidence"
	"harness/client/popfetch"
)

const (
	maxLetter   = 1 << 20 // octets of a message that is fetched whole
	mostPerLook = 200     // messages looked at in one session
	mostBlind   = 50      // the same without a snapshot, newest first
)

// snapshot is what stood in the maildrop before the letter was sent.
type snapshot struct {
	unique bool           // by UIDL
	known  map[string]int // UIDLs, and how often each stood there: once, where the server is sane
	count  int
}

// looked is the outcome of one look into the maildrop.
type looked struct {
	done  bool   // the letter or its bounce is here
	later string // the response code of a refusal of the moment
}

// openBox connects and logs in for the fetching leg. The session is recorded
// by the caller through record, or already is if box is nil.
// before is called when the connection stands and before the login; may be nil.
func (t *trip) openBox(ctx context.Context, purpose evidence.Purpose, before func()) (box *popfetch.Box, later string) {
	conn := t.takeAhead()
	if conn == nil {
		conn = t.open(ctx, &t.fetching.Sessions, t.acc.POP, t.config(evidence.POP3, purpose, t.acc.POP))
	}
	if conn == nil {
		t.giveUp(ctx)
		return nil, ""
	}
	box, err := popfetch.Open(conn, popfetch.Login{
		User: t.acc.POP.Login, Password: t.acc.POP.Password, Security: t.acc.POP.Security,
		Before: before,
	})
	if err == nil {
		return box, ""
	}
	t.fetching.Sessions = append(t.fetching.Sessions, conn.Session())
	if errors.Is(err, popfetch.ErrLogin) {
		t.popOver = true
		if session := conn.Session(); session.Step(evidence.StagePass) != nil {
			t.refusedFetch++
		}
	}
	if later := popfetch.Later(err); later != "" {
		return nil, later
	}
	t.giveUp(ctx)
	return nil, ""
}

// giveUp ends the fetching leg where another try would be the same again: the
// gate refused, or the settings do not fit the server; and after the second
// failure in a row of any other kind. The first failure is looked into.
func (t *trip) giveUp(ctx context.Context) {
	if len(t.fetching.Sessions) == 0 {
		return
	}
	_, trouble := t.fetching.Sessions[len(t.fetching.Sessions)-1].Trouble()
	if trouble == nil {
		return
	}
	t.failures++
	switch trouble.Kind {
	case evidence.Certificate, evidence.NoSuchHost, evidence.NoAddress, evidence.Refused, evidence.Unoffered,
		evidence.Injected, evidence.NotTLS, evidence.OldVersion, evidence.Alert, evidence.Protocol, evidence.Withheld:
		t.popOver = true
	}
	if t.failures == 1 {
		t.probe(ctx, &t.fetching.Sessions, t.acc.POP)
	} else {
		t.popOver = true
	}
}

// takeSnapshot notes what the maildrop holds. It says when it is connected, and
// when it has noted, before it leaves. If it fails, sending goes on.
func (t *trip) takeSnapshot(ctx context.Context, connected, noted func()) {
	purpose := evidence.ToSnapshot
	if t.opt.Only == evidence.FetchLeg {
		purpose = evidence.ToFetch
	}
	box, _ := t.openBox(ctx, purpose, connected)
	if box == nil {
		return
	}
	items, unique, err := box.List()
	if err == nil {
		s := &snapshot{unique: unique, known: make(map[string]int, len(items)), count: len(items)}
		for _, item := range items {
			s.known[item.UIDL]++
		}
		t.snapshot = s
		noted()
	}
	box.Leave()
	t.fetching.Sessions = append(t.fetching.Sessions, box.Session())
}

// fetch waits for the letter: short pauses first, a new session for each look,
// because maildrops are locked and do not change within one (RFC 1939 section
// 3, "exclusive-access lock").
func (t *trip) fetch(ctx context.Context) {
	t.progress("wait for the letter", t.acc.POP.Host)
	pauses := []time.Duration{3, 40, 200, 1000, 2000, 5000, 5000, 10000} // ms
	until := time.Now().Add(t.opt.Wait)
	for i := 0; ; i++ {
		pause := min(pauses[min(i, len(pauses)-1)]*time.Millisecond, time.Until(until))
		if pause <= 0 {
			return
		}
		// The first connection is made during the pause; it is the login that
		// must not come too early.
		rest := time.After(pause)
		before := func() {
			select {
			case <-rest:
			case <-ctx.Done():
			}
		}
		if i > 0 {
			before()
			before = nil
		}
		l := t.look(ctx, evidence.ToFetch, before)
		if l.done || t.popOver || ctx.Err() != nil {
			return
		}
		if l.later != "" && !sleep(ctx, min(t.patience(l.later), time.Until(until))) {
			return
		}
	}
}

// patience is how long a refusal of the moment is left alone: a lock goes with
// the other client's session, but a server that wants fewer logins would take
// another one amiss.
func (t *trip) patience(code string) time.Duration {
	if code == "IN-USE" {
		return min(time.Second, t.opt.Wait/10)
	}
	return t.opt.Wait / 8
}

// look opens the maildrop once and looks at the new messages, newest first.
func (t *trip) look(ctx context.Context, purpose evidence.Purpose, before func()) looked {
	box, later := t.openBox(ctx, purpose, before)
	if box == nil {
		return looked{later: later}
	}
	defer func() { t.fetching.Sessions = append(t.fetching.Sessions, box.Session()) }()
	items, unique, err := box.List()
	if err != nil {
		box.Leave()
		return looked{}
	}
	v := &visit{trip: t, box: box}
	for _, item := range t.fresh(items, unique) {
		if ctx.Err() != nil || box.Broken() {
			break
		}
		v.message(item)
	}
	home := v.leave()
	if session := box.Session(); !home && troubled(session) {
		t.failures++
		t.popOver = t.failures > 1 // the letter is there, perhaps, and cannot be had
	} else {
		t.failures = 0
	}
	// A notice of delay is no end: delivery is still tried.
	bounced := t.out.BounceReport != nil && t.out.BounceReport.Action != "delayed"
	return looked{done: home || bounced}
}

// fresh are the messages that may be the letter, newest first.
func (t *trip) fresh(items []popfetch.Item, unique bool) []popfetch.Item {
	s := t.snapshot
	most := mostPerLook
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
		case unique && times[item.UIDL] == 1 && t.seen[item.UIDL]:
		default:
			list = append(list, item)
		}
	}
	slices.Reverse(list)
	return list[:min(len(list), most)]
}

func troubled(s evidence.Session) bool {
	_, trouble := s.Trouble()
	return trouble != nil
}
