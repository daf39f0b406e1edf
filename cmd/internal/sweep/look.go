package sweep

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/report"
)

// question is one server as it was typed: whoever types the same gets the same
// answer, and no connection is made twice.
type question struct {
	proto    evidence.Proto
	host     string
	port     uint16
	security evidence.Security
	connect  string
}

// answer is what came of it; what follows done stands when that is closed.
type answer struct {
	mu      sync.Mutex
	waiters []pending

	done   chan struct{}
	leg    report.TargetLeg
	danger bool
	reason string // of the sweep's own, "" none
	detail string
	there  report.Outcome // from the second place
}

// over tells whether the answer is there.
func (a *answer) over() bool {
	select {
	case <-a.done:
		return true
	default:
		return false
	}
}

// tell has a target told when the answer is there; false: it is.
func (a *answer) tell(w pending) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over() {
		return false
	}
	a.waiters = append(a.waiters, w)
	return true
}

// end says that the answer is there, and gives those who wait for it.
func (a *answer) end() []pending {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.done)
	list := a.waiters
	a.waiters = nil
	return list
}

// answers are those that were of use lately, and all that are being found.
type answers struct {
	mu         sync.Mutex
	young, old map[question]*answer
}

const mostAnswers = 50000

// take is the answer to a question, and whether the caller has to find it.
func (a *answers) take(q question) (*answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if got := a.young[q]; got != nil {
		return got, false
	}
	got, mine := a.old[q], false
	if got == nil {
		got, mine = &answer{done: make(chan struct{})}, true
	}
	if a.young == nil || len(a.young) >= mostAnswers {
		a.young, a.old = under(a.old), a.young
	}
	a.young[q] = got
	return got, mine
}

// under are those that are being found.
func under(list map[question]*answer) map[question]*answer {
	out := map[question]*answer{}
	for q, a := range list {
		if !a.over() {
			out[q] = a
		}
	}
	return out
}

// look is the answer to a server's question, which is waited for.
func (e *Engine) look(ctx context.Context, one server, s *subject) *answer {
	q := question{one.proto, one.Host, one.Port, one.Security, s.Connect}
	got, mine := e.answers.take(q)
	if mine {
		e.ask(ctx, got, one, s)
	}
	select {
	case <-got.done:
	case <-ctx.Done():
		return &answer{leg: legOf(one), reason: reasonDeadline}
	}
	return got
}

// find looks until the server has shown what it is, or the patience with it ends.
func (e *Engine) find(ctx context.Context, a *answer, one server, connect []client.ConnectTo) {
	opt := e.options(connect)
	began := time.Now()
	for try := 0; ; try++ {
		trip, err := client.Listen(ctx, one.proto, one.Server, opt, e.turn)
		if trip == nil {
			a.leg, a.reason, a.detail = legOf(one), reasonOurs, err.Error()
			return
		}
		r := verify.Judge(trip, e.judging())
		again, ours, doubt := e.learn(ctx, trip.Legs[0].Sessions)
		again = again || doubt && try == 0
		e.take(a, r, one)
		switch {
		case ctx.Err() != nil:
			a.leg.Outcome, a.reason = report.Undecided, reasonDeadline
			return
		case errors.Is(err, errGivenUp):
			a.leg.Outcome, a.reason, a.detail = report.Undecided, reasonBlocked, err.Error()
			return
		case !again || time.Since(began) > e.gate.manners.Account:
			if ours { // what a server does to who has come too often is no fault of its settings
				a.leg.Outcome, a.reason = report.Undecided, reasonBlocked
			}
			if e.cfg.Also != nil {
				a.there = e.elsewhere(ctx, one, opt)
			}
			return
		}
	}
}

// take fills an answer from a judged trip.
func (e *Engine) take(a *answer, r *report.Report, one server) {
	a.leg, a.danger, a.reason, a.detail = targetLeg(r, one)
}

// targetLeg is the one leg of a report.
func targetLeg(r *report.Report, one server) (leg report.TargetLeg, danger bool, reason, detail string) {
	leg = legOf(one)
	if len(r.Legs) == 0 {
		return leg, false, reasonOurs, ""
	}
	l := r.Leg(one.proto.Leg())
	if l == nil {
		l = &r.Legs[0]
	}
	leg.Outcome, leg.StoppedAt, leg.Addr, leg.Codes = l.Outcome, l.StoppedAt, l.Addr, slices.Clone(l.Codes)
	for _, it := range r.Of(finding.Both) {
		leg.Codes = append(leg.Codes, it.Code)
	}
	danger = r.Danger(l) || one.Security == evidence.Plain
	for _, c := range l.Certificates {
		if !c.NotAfter.IsZero() && (leg.NotAfter.IsZero() || c.NotAfter.Before(leg.NotAfter)) {
			leg.NotAfter, leg.DaysLeft, leg.Expiry = c.NotAfter, c.DaysLeft, c.Expiry
		}
	}
	return leg, danger, "", ""
}

func legOf(one server) report.TargetLeg {
	return report.TargetLeg{Leg: one.proto.Leg(), Host: one.Host, Port: one.Port, Security: one.Security, Outcome: report.Undecided, Codes: []finding.Code{}}
}

// elsewhere is the outcome of the same look from the second place.
func (e *Engine) elsewhere(ctx context.Context, one server, opt client.Options) report.Outcome {
	opt.Dial, opt.Via = e.cfg.Also.Dial, e.cfg.Also.Via
	trip, err := client.Listen(ctx, one.proto, one.Server, opt, e.turn)
	if trip == nil || err != nil {
		return report.Undecided
	}
	return verify.Judge(trip, e.judging()).Outcome
}

// turn is the turn of one look at a server.
func (e *Engine) turn(ctx context.Context, peer string) (func(), error) {
	leave, err := e.gate.enter(ctx, peer, 1, false)
	if err != nil {
		return leave, err
	}
	select {
	case e.active <- struct{}{}:
	case <-ctx.Done():
		leave()
		return func() {}, context.Cause(ctx)
	}
	quit, err := e.pacer.Turn(ctx, peer)
	return func() { quit(); <-e.active; leave() }, err
}

// learn tells the gate how the servers behaved. again: what was seen may be of
// the moment. ours: it was, and it came of our coming often. doubt: a server fell
// silent or hung up; among many connections that is looked at twice before
// anybody is called broken.
func (e *Engine) learn(ctx context.Context, sessions []evidence.Session) (again, ours, doubt bool) {
	for i := range sessions {
		s := &sessions[i]
		if s.Purpose == evidence.ToProbe {
			continue
		}
		peer := s.Host
		if s.Addr.IsValid() {
			peer = s.Addr.Addr().String()
		}
		step, trouble := s.Trouble()
		if trouble == nil || step.Stage == evidence.StageQuit { // the farewell decides nothing
			e.gate.well(peer, s.Port)
			continue
		}
		early := step.Stage == evidence.StageConnect || step.Stage == evidence.StageGreeting || step.Stage == evidence.StageTLS && s.Security == evidence.SSL
		switch {
		case trouble.Kind == evidence.Interrupted || trouble.Kind == evidence.Local || trouble.Kind == evidence.Withheld:
		case step.Stage == evidence.StageResolve:
			again = again || trouble.Kind == evidence.DNSFailed && !e.names.over()
		case step.Reply != nil && step.Reply.Code/100 == 4 && (early || step.Reply.Code == 421):
			e.gate.unwell(peer)
			again = true
		case step.Stage == evidence.StageConnect && (trouble.Kind == evidence.Timeout || trouble.Kind == evidence.Unreachable):
			e.gate.unwell(peer)
			again = true
		case early && slices.Contains([]evidence.Kind{evidence.Refused, evidence.Reset, evidence.EOF, evidence.Timeout}, trouble.Kind) && e.banned(ctx, peer, s):
			e.gate.unwell(peer)
			again, ours = true, true
		default: // it speaks with us, whatever it says
			doubt = doubt || slices.Contains([]evidence.Kind{evidence.Timeout, evidence.Reset, evidence.EOF, evidence.Refused}, trouble.Kind)
			if !early || trouble.Kind == evidence.Certificate || trouble.Kind == evidence.Alert {
				e.gate.well(peer, s.Port)
			}
		}
	}
	return again, ours, doubt
}

// banned tells whether a server that cut us short has spoken with us before: at
// the same port, or at another that is shut now as well.
func (e *Engine) banned(ctx context.Context, peer string, s *evidence.Session) bool {
	ports := e.gate.worked(peer)
	switch {
	case len(ports) == 0:
		return false
	case slices.Contains(ports, s.Port):
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	at := net.JoinHostPort(peer, strconv.Itoa(int(ports[0])))
	if s.Addr.IsValid() {
		at = netip.AddrPortFrom(s.Addr.Addr(), ports[0]).String()
	}
	leave, err := e.pacer.Turn(ctx, peer)
	if err != nil {
		return true
	}
	defer leave()
	conn, err := e.pacer.Dialler(e.cfg.Env.Dial)(ctx, "tcp", at)
	if err != nil {
		return true
	}
	conn.Close()
	return false
}
