package sweep

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"harness/client"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/cmd/internal/job"
	"harness/verify"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/report"
)

// Mode is how far each target is taken.
type Mode string

// The modes.
const (
	TLS       Mode = "tls"       // up to the login
	Login     Mode = "login"     // the logins of both legs, no letter
	RoundTrip Mode = "roundtrip" // a letter for each account
)

// Reasons of the sweep's own, where no code of a finding decides.
const (
	reasonNoSettings = "no-settings"    // nothing was given and nothing is published
	reasonBlocked    = "server-blocks"  // it does not answer, or it had enough of us
	reasonDeadline   = "deadline"       // the run ended first
	reasonBudget     = "refused-budget" // so did the wait for the budget of refused logins
	reasonSecret     = "no-password"    // none was given, or its source does not give it
	reasonOurs       = "not-run"        // the harness itself could not
	reasonInterrupt  = "interrupted"
	reasonGivenUp    = "given-up" // each worker that took it ended before it had a result
)

// Config is how a sweep is made.
type Config struct {
	Env     job.Env
	Also    *job.Env       // a second place to look from (its dialler); nil: none
	Options client.Options // how trips are made; Env stands over it
	Margins certs.Margins
	Mode    Mode
	Place   string // named in each result
	Secrets *Secrets
	Manners Manners
	DNSRate float64 // questions a second, 0: as they come

	InFlight   int // connections at a time in all; 0: 1000
	Shard      int // 1 to Shards, by the name of the mail server; 0: all
	Shards     int
	Journal    *Journal // nil: none
	Baseline   *Baseline
	Known      *Known
	RetryAfter time.Duration // accounts that were refused within this time go last
	Autoconfig bool          // also ask a domain's own web server for the settings that it publishes

	Now     func() time.Time
	Result  func(t *report.Target) error // each result once, one at a time, as they come
	Wrong   func(f *Fault)               // a line that could not be read
	Paused  func(paused bool)            // DNS is waited for
	Waiting func(accounts int)           // that were refused before and go last
}

const (
	mostReading = 1024                   // servers and accounts under way, those that wait long apart
	mostParked  = 2048                   // those; each costs some 30 KiB
	longWait    = 250 * time.Millisecond // what counts as long
)

// Engine runs one sweep.
type Engine struct {
	cfg     Config
	gate    *gate
	names   *names
	pacer   *dial.Pacer
	lookup  *lookup.Resolver
	answers answers
	active  chan struct{}
	reading chan struct{}
	parked  atomic.Int64
	waiting chan struct{} // a place for each waiter
	began   time.Time
	wg      sync.WaitGroup

	mu      sync.Mutex // of what follows
	summary *summary
	failed  error
	last    []*subject // accounts that were refused before
}

// New makes an engine.
func New(cfg Config) *Engine {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	cfg.Env.Roots = cfg.Env.Roots.Remembering()
	e := &Engine{
		cfg: cfg, gate: newGate(cfg.Manners, cfg.Now), pacer: &dial.Pacer{AtOnce: cfg.Manners.AtOnce},
		active: make(chan struct{}, cmp.Or(cfg.InFlight, 1000)), reading: make(chan struct{}, mostReading),
		waiting: make(chan struct{}, mostWaiting), began: time.Now(), summary: newSummary(cfg.Baseline, cfg.Known, cfg.Now),
	}
	paused := cfg.Paused
	if paused == nil {
		paused = func(bool) {}
	}
	e.names = &names{rate: cfg.DNSRate, say: paused, stop: e.gate.manners.Account, now: cfg.Now}
	trip := cfg.Env.Trip(cfg.Options)
	trip.Timeout = cmp.Or(trip.Timeout, 10*time.Second)
	own := *trip.Names() // with a cache of this run
	e.lookup = &own
	e.lookup.Cache = &lookup.Cache{Pace: e.names.pace, Seen: e.names.seen}
	return e
}

// options are those of one trip.
func (e *Engine) options(connect []client.ConnectTo) client.Options {
	o := e.cfg.Env.Trip(e.cfg.Options)
	o.Pacer, o.Lookup, o.OneRefusal, o.NoLetter = e.pacer, e.lookup, true, e.cfg.Mode == Login
	if len(connect) > 0 {
		o.ConnectTo = append(slices.Clone(connect), o.ConnectTo...)
	}
	return o
}

func (e *Engine) judging() verify.Options {
	return verify.Options{Roots: e.cfg.Env.Roots, Now: e.cfg.Now(), Command: "sweep", Margins: e.cfg.Margins}
}

// Run takes every target to its result. The error means that the list, the
// journal or the results could not be read or written, or that ctx ended.
func (e *Engine) Run(ctx context.Context, list iter.Seq2[Target, error]) (*report.Sweep, error) {
	began := e.cfg.Now()
	for _, p := range e.cfg.Journal.refusals() {
		e.gate.refuse(p.Server, p.At)
	}
	var broke error
	for t, err := range list {
		var fault *Fault
		switch {
		case errors.As(err, &fault):
			e.wrong(fault)
			continue
		case err != nil:
			broke = err
		case e.stopped() != nil || ctx.Err() != nil:
		default:
			e.next(ctx, t)
			continue
		}
		break
	}
	e.wg.Wait()
	if n := len(e.last); n > 0 && ctx.Err() == nil {
		if e.cfg.Waiting != nil {
			e.cfg.Waiting(n)
		}
		for _, s := range e.last {
			e.start(ctx, s)
		}
		e.wg.Wait()
	}
	out := e.summary.sweep()
	out.Command, out.Started, out.Took = "sweep", began, e.cfg.Now().Sub(began)
	return out, cmp.Or(e.stopped(), broke, interrupted(ctx))
}

// interrupted is why a run ended early; that its time was up is none.
func interrupted(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Cause(ctx)
	}
	return nil
}

func (e *Engine) stopped() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.failed
}

func (e *Engine) wrong(f *Fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.summary.wrong++
	if e.cfg.Wrong != nil {
		e.cfg.Wrong(f)
	}
}

// next begins with a target, unless it is another shard's or done already.
func (e *Engine) next(ctx context.Context, t Target) {
	s, err := t.understand()
	if err != nil {
		e.wrong(&Fault{t.Line, 1, err})
		return
	}
	if e.cfg.Shards > 1 && s.shard(e.cfg.Shards) != e.cfg.Shard {
		return
	}
	if done, err := e.cfg.Journal.done(t.Key()); done != nil || err != nil {
		e.emit(done, true, err)
		return
	}
	if e.cfg.Mode != TLS && e.cfg.RetryAfter > 0 && (e.cfg.Baseline.refused(s.Target, e.cfg.Now().Add(-e.cfg.RetryAfter))) {
		e.mu.Lock()
		e.last = append(e.last, s)
		e.mu.Unlock()
		return
	}
	e.start(ctx, s)
}

// start begins with a target as soon as there is room.
func (e *Engine) start(ctx context.Context, s *subject) {
	if e.cfg.Mode == TLS && len(s.servers) > 0 {
		e.await(ctx, s, nil)
		return
	}
	e.inRoom(ctx, func() {
		if t := e.one(ctx, s); t != nil {
			e.emit(t, false, nil)
		}
	})
}

// inRoom has f run as soon as there is room. One that waits long gives its room to
// the next, up to a bound: one slow server keeps nobody else waiting.
func (e *Engine) inRoom(ctx context.Context, f func()) {
	select {
	case e.reading <- struct{}{}:
	case <-ctx.Done():
	}
	leave := sync.OnceFunc(func() { <-e.reading })
	if ctx.Err() != nil {
		leave = func() {}
	}
	e.wg.Go(func() {
		var mu sync.Mutex
		parked, ended := false, false
		timer := time.AfterFunc(longWait, func() {
			mu.Lock()
			defer mu.Unlock()
			if ended {
				return
			}
			if parked = e.parked.Add(1) <= mostParked; parked {
				leave()
			} else {
				e.parked.Add(-1)
			}
		})
		f()
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		if ended = true; parked {
			e.parked.Add(-1)
		}
		leave()
	})
}

// shard is the number of the shard that a target belongs to: all of one mail
// server's belong to the same.
func (s *subject) shard(n int) int {
	name := s.domain
	if len(s.servers) > 0 {
		name = s.servers[0].Host
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32()%uint32(n)) + 1
}

// emit hands a result on, once.
func (e *Engine) emit(t *report.Target, again bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err == nil && !again {
		err = e.cfg.Journal.write(t)
	}
	if err == nil {
		e.summary.add(t, again)
		if e.cfg.Result != nil {
			err = e.cfg.Result(t)
		}
	}
	e.failed = cmp.Or(e.failed, err)
}

// result is that of a target of which nothing is known yet.
func (e *Engine) result(s *subject) *report.Target {
	return &report.Target{
		Key: s.Key(), Line: s.Line, Target: s.Name(), Place: e.cfg.Place, Mode: string(e.cfg.Mode),
		Outcome: report.Undecided, Codes: []finding.Code{}, Legs: []report.TargetLeg{}, Expect: s.Expect, At: e.cfg.Now().UTC(),
	}
}

// one takes a target to its result; nil: it was interrupted, and the next run
// comes to it.
func (e *Engine) one(ctx context.Context, s *subject) *report.Target {
	t := e.result(s)
	began := time.Now()
	defer func() { t.Took = evidence.Duration(time.Since(began)) }()
	if len(s.servers) == 0 {
		var trouble *evidence.Trouble
		s.servers, trouble = e.published(ctx, s.domain)
		switch {
		case trouble != nil:
			t.Cause, t.Detail = string(finding.DNSFailed), trouble.Detail
			if trouble.Kind != evidence.DNSFailed { // the web server that may publish them
				t.Cause = reasonBlocked
			}
		case len(s.servers) == 0:
			t.Outcome, t.Cause = report.NoSettings, reasonNoSettings
		}
	}
	if len(s.servers) > 0 {
		if e.cfg.Mode == TLS {
			e.looks(ctx, s, t)
		} else {
			e.account(ctx, s, t)
		}
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	settle(t)
	return t
}

// looks looks at all servers of a target, which waits here.
func (e *Engine) looks(ctx context.Context, s *subject, t *report.Target) {
	list := make([]*answer, len(s.servers))
	var wg sync.WaitGroup
	for i, one := range s.servers[1:] {
		wg.Go(func() { list[i+1] = e.look(ctx, one, s) })
	}
	list[0] = e.look(ctx, s.servers[0], s)
	wg.Wait()
	fill(s, t, list)
}

// spoken leaves out the leg whose port nobody answers at a host that serves the
// other, as a diagnosis of that host does.
func spoken(list []*answer) []*answer {
	answers := func(a *answer) bool {
		return a.leg.StoppedAt != evidence.StageConnect && a.leg.StoppedAt != evidence.StageResolve && a.reason == ""
	}
	if slices.ContainsFunc(list, answers) {
		list = slices.DeleteFunc(list, func(a *answer) bool { return !answers(a) && a.reason == "" })
	}
	return list
}

// settle finds the cause, and holds the result against what was expected.
func settle(t *report.Target) {
	for _, l := range t.Legs {
		for _, c := range l.Codes {
			if !slices.Contains(t.Codes, c) {
				t.Codes = append(t.Codes, c)
			}
		}
	}
	for _, l := range t.Legs {
		if l.Outcome != t.Outcome || t.Outcome == report.Works {
			continue
		}
		for _, c := range l.Codes {
			if doc, ok := finding.Lookup(c); t.Cause == "" && (!ok || doc.Severity.Decides()) {
				t.Cause = string(c)
			}
		}
	}
	switch t.Expect {
	case "", string(report.Works):
		t.Expected = t.Outcome == report.Works
	default:
		t.Expected = slices.Contains(t.Codes, finding.Code(t.Expect)) || t.Cause == t.Expect
	}
}
