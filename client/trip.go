package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/letter"
	"harness/client/lookup"
	"harness/client/persona"
	"harness/client/wire"
)

// ErrNoRoots says that Options name no trusted roots: without them nothing
// could be verified.
var ErrNoRoots = errors.New("no trusted roots given")

// cleanUpLimit bounds what is still done after an interruption.
const cleanUpLimit = 5 * time.Second

// trip is a RoundTrip under way. The two legs may run side by side; each
// writes only its own part of out.
type trip struct {
	acc      account.Account
	opt      Options
	from, to account.Mailbox
	resolver *lookup.Resolver
	dns      lookup.Log
	hosts    map[string]found // by normalised host
	reached  sync.Map         // "host:port" -> place that answered
	letter   []byte
	out      *evidence.Trip
	sending  *evidence.Leg // of out; nil: not asked for
	fetching *evidence.Leg // the same
	mu       sync.Mutex    // of Progress

	refusedSend, refusedFetch int             // logins
	snapshot                  *snapshot       // nil: none could be taken
	popOver                   bool            // fetching cannot work any more in this run
	failures                  int             // of fetching sessions in a row, those that are of the moment apart
	seen                      map[string]bool // UIDLs of messages that are not the letter
	ahead                     chan ahead      // see openAhead; nil: none
	bodySent                  bool            // the letter may have been accepted
	cleaned                   bool            // cleanUp ran
}

// RoundTrip runs the whole job. Hosts that were not typed are guessed; see
// GuessError. The error means that the harness itself could
// not run; trouble at the far end is data in the Trip.
func RoundTrip(ctx context.Context, acc account.Account, opt Options) (*evidence.Trip, error) {
	t, err := prepare(acc, opt)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	asking := ctx
	if t.allGiven() {
		var cancel context.CancelFunc
		asking, cancel = context.WithTimeout(ctx, needless)
		defer cancel()
	}
	if err := t.guess(asking); err != nil {
		return nil, err
	}
	t.lookUp(asking)
	t.run(ctx)
	t.finish(ctx)
	t.out.Took = evidence.Duration(time.Since(began))
	return t.out, nil
}

func prepare(acc account.Account, opt Options) (*trip, error) {
	if opt.Persona.Name == "" {
		opt.Persona = persona.Gmail
	}
	if opt.Timeout <= 0 {
		opt.Timeout = opt.Persona.Step
	}
	if opt.Wait <= 0 {
		opt.Wait = opt.Persona.LetterWait
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Hello == "" {
		opt.Hello = opt.Persona.Hello
	}
	if opt.Roots == nil {
		return nil, ErrNoRoots
	}
	if !slices.Contains([]evidence.LegName{"", evidence.SendLeg, evidence.FetchLeg}, opt.Only) {
		return nil, fmt.Errorf("only %q: not send or fetch", opt.Only)
	}
	acc = acc.WithDefaults()
	if err := acc.Check(opt.Only); err != nil {
		return nil, err
	}
	t := &trip{acc: acc, opt: opt, resolver: lookup.New(opt.Resolver).Within(opt.Timeout), hosts: map[string]found{}, seen: map[string]bool{}}
	t.from, _ = account.ParseAddress(acc.Address) // Check has parsed both
	t.to, _ = account.ParseAddress(acc.To)
	t.out = &evidence.Trip{
		Schema: evidence.Schema, Started: opt.Now().UTC(), Persona: opt.Persona.Name,
		Address: acc.Address, To: acc.To, Roots: opt.Roots.Name, Risky: opt.Risky, Keep: opt.Keep,
		DNS: []evidence.Answer{}, Legs: acc.Legs(opt.Only), LocalIPs: []string{},
	}
	t.sending, t.fetching = t.out.Leg(evidence.SendLeg), t.out.Leg(evidence.FetchLeg)
	if opt.Only != evidence.FetchLeg {
		var token [16]byte
		rand.Read(token[:]) // never fails: crypto/rand ends the program itself
		t.out.Token = hex.EncodeToString(token[:])
		t.letter = letter.Write(letter.Spec{From: t.from, To: t.to, Token: t.out.Token, Sent: opt.Now(), Torture: opt.Torture})
	}
	return t, nil
}

// run is the order of the job: snapshot, send, wait, fetch. Both legs are
// always tried. Without a transcript to keep in order, the snapshot is taken
// while the submission gets as far as DATA, which waits for it: a letter that
// stood in the snapshot would never be looked for.
func (t *trip) run(ctx context.Context) {
	m := newMoments()
	together := t.opt.Only == "" && t.opt.Trace == nil
	snap := func() {
		defer close(m.left)
		defer m.noted()
		if t.opt.Only == evidence.SendLeg {
			return
		}
		t.progress("snapshot", t.acc.POP.Host)
		t.takeSnapshot(ctx, func() {
			if together {
				t.openAhead(ctx, m.data, m.sendOver)
			}
		}, m.noted)
	}
	if together {
		go snap()
	} else {
		snap()
	}
	if t.opt.Only != evidence.FetchLeg && ctx.Err() == nil {
		t.progress("send", t.acc.SMTP.Host)
		t.send(ctx, func() { m.atData(); <-m.note })
	}
	close(m.sendOver)
	<-m.left
	if t.out.Sent == nil || t.popOver {
		t.dropAhead()
	}
	switch {
	case t.opt.Only != "" || t.popOver:
	case t.out.Sent != nil:
		t.fetch(ctx)
	case t.doubtful():
		t.cleanUp(ctx)
	}
}

// moments are what the two legs wait for in each other.
type moments struct {
	note, data chan struct{} // the snapshot is noted; the letter is about to be handed over
	noted      func()        // once
	atData     func()        // once
	sendOver   chan struct{} // nothing more will be submitted
	left       chan struct{} // the snapshot's session is over
}

func newMoments() *moments {
	m := &moments{note: make(chan struct{}), data: make(chan struct{}), sendOver: make(chan struct{}), left: make(chan struct{})}
	m.noted = sync.OnceFunc(func() { close(m.note) })
	m.atData = sync.OnceFunc(func() { close(m.data) })
	return m
}

// finish closes the record, and cleans up after an interruption.
func (t *trip) finish(ctx context.Context) {
	if ctx.Err() != nil {
		t.out.Stopped = "interrupted"
		t.cleanUp(ctx)
	}
	t.dropAhead()
	t.out.DNS = t.dns.Answers()
	t.out.Refusals = t.refusedSend + t.refusedFetch
	for _, l := range t.out.Legs {
		for _, s := range l.Sessions {
			if ip := s.Local.Addr(); ip.IsValid() && !slices.Contains(t.out.LocalIPs, ip.String()) {
				t.out.LocalIPs = append(t.out.LocalIPs, ip.String())
			}
		}
	}
	slices.Sort(t.out.LocalIPs)
}

// doubtful tells whether the letter was handed over without an answer: it may
// have been accepted all the same (RFC 5321 section 4.5.3.2.6).
func (t *trip) doubtful() bool {
	sent := t.out.Sessions(evidence.SendLeg)
	if len(sent) == 0 {
		return false
	}
	last := sent[len(sent)-1]
	step, trouble := last.Trouble()
	return trouble != nil && step.Stage == evidence.StageBody && trouble.Kind != evidence.Denied
}

// cleanUp makes one last bounded attempt to fetch and delete the letter.
func (t *trip) cleanUp(ctx context.Context) {
	if !t.bodySent || t.opt.Only == evidence.SendLeg || t.popOver || t.out.Deleted || t.opt.Keep || t.cleaned {
		return
	}
	t.cleaned = true
	t.dropAhead() // it ends with the context that was interrupted
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpLimit)
	defer cancel()
	t.progress("clean up", t.acc.POP.Host)
	for _, pause := range []time.Duration{0, 500 * time.Millisecond, 2 * time.Second} {
		if !sleep(ctx, pause) {
			return
		}
		if l := t.look(ctx, evidence.ToCleanUp, nil); l.done || t.popOver {
			return
		}
	}
}

// sleep waits, and tells whether it could.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (t *trip) progress(stage, host string) {
	if t.opt.Progress == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.opt.Progress(stage, host)
}

// config is what all connections of the trip have in common.
func (t *trip) config(proto evidence.Proto, purpose evidence.Purpose, s account.Server) wire.Config {
	return wire.Config{
		Proto: proto, Purpose: purpose, Host: s.Host, Port: s.Port, Security: s.Security,
		Dial: t.opt.Dial, Timeout: t.opt.Timeout, Now: t.opt.Now, Trace: t.opt.Trace,
		Roots: t.opt.Roots, Risky: t.opt.Risky, NoSNI: t.opt.NoSNI || !t.opt.Persona.SNI, MinTLS: t.opt.Persona.MinTLS,
	}
}

// kept is the letter as evidence.
func kept(uidl string, raw []byte) *evidence.Letter {
	const most = 1 << 20
	return &evidence.Letter{UIDL: uidl, Raw: bytes.Clone(raw[:min(len(raw), most)]), Size: int64(len(raw))}
}
