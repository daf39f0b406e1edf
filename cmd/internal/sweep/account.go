package sweep

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/report"
)

// account logs in, and makes the round trip where one is asked for.
func (e *Engine) account(ctx context.Context, s *subject, t *report.Target) {
	password, err := e.cfg.Secrets.Of(ctx, s.Password)
	if err == nil && password.Empty() {
		err = errors.New("no password was given")
	}
	if err == nil && s.address == "" {
		err = errors.New("not an address: nobody can log in")
	}
	if err != nil {
		t.Cause, t.Detail = reasonSecret, err.Error()
		return
	}
	acc := account.Account{Address: s.address}
	opt := e.options(s.connect)
	for _, one := range s.servers {
		if to := acc.Server(one.proto.Leg()); to.Host == "" { // of several that are published the first
			to.Server, to.Password = one.Server, password
			to.Login = s.Login
		}
	}
	switch {
	case acc.POP.Host == "":
		opt.Only = evidence.SendLeg
	case acc.SMTP.Host == "":
		opt.Only = evidence.FetchLeg
	}
	if opt.Only != "" {
		opt.NoLetter = true // nobody could fetch or has sent it
	}
	began := time.Now()
	for try := 0; ; try++ {
		again, err := e.attempt(ctx, acc, opt, t, try == 0)
		switch {
		case err == nil && again && time.Since(began) < e.gate.manners.Account:
			continue
		case err == nil:
		case errors.Is(err, errGivenUp):
			t.Outcome, t.Cause, t.Detail = report.Undecided, reasonBlocked, err.Error()
		case errors.Is(err, context.DeadlineExceeded):
			t.Outcome, t.Cause = report.Undecided, reasonDeadline
			if e.gate.spent(job.Peers(ctx, acc, opt)) {
				t.Cause, t.Detail = reasonBudget, errSpent.Error()
			}
		case ctx.Err() != nil:
			t.Cause = reasonInterrupt
		default:
			t.Cause, t.Detail = reasonOurs, err.Error()
		}
		return
	}
}

// attempt makes one trip when it is its turn at all of its servers.
func (e *Engine) attempt(ctx context.Context, acc account.Account, opt client.Options, t *report.Target, first bool) (again bool, err error) {
	peers := job.Peers(ctx, acc, opt)
	var leaves []func()
	leave := func() {
		for _, f := range leaves {
			f()
		}
	}
	defer func() { leave() }()
	for _, name := range sorted(peers) { // always in the same order: nobody waits for one another
		out, err := e.gate.enter(ctx, name, peers[name], true)
		if err != nil {
			return false, err
		}
		leaves = append(leaves, out)
	}
	select {
	case e.active <- struct{}{}:
		defer func() { <-e.active }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	if err := e.cfg.Journal.begin(t.Key, t.Target, sorted(peers), e.cfg.Now()); err != nil {
		return false, err
	}
	bounded, cancel := context.WithTimeout(ctx, e.gate.manners.Account)
	defer cancel()
	trip, err := client.RoundTrip(bounded, acc, opt)
	if err != nil {
		return false, err
	}
	var sessions []evidence.Session
	for _, l := range trip.Legs {
		sessions = append(sessions, l.Sessions...)
	}
	again, ours, doubt := e.learn(ctx, sessions)
	e.refusals(trip, peers)
	e.fill(t, trip)
	switch {
	case bounded.Err() != nil && ctx.Err() == nil: // this account's time was up
		t.Outcome, t.Cause = report.Worse(report.Undecided, stays(t.Outcome)), cmp.Or(t.Cause, reasonDeadline)
		return false, nil
	case trip.Refusals > 0 || !trip.SentAt.IsZero(): // neither is done twice
		return false, nil
	case ours:
		t.Outcome, t.Cause = report.Undecided, reasonBlocked
	}
	return again || doubt && first, nil
}

// stays: what a server was seen to do stands, whatever came after.
func stays(o report.Outcome) report.Outcome {
	if o == report.Broken {
		return o
	}
	return report.Undecided
}

// fill takes the verdict on a trip into the result.
func (e *Engine) fill(t *report.Target, trip *evidence.Trip) {
	r := verify.Judge(trip, e.judging())
	t.Outcome, t.Cause, t.Legs, t.Danger, t.Token = r.Outcome, "", nil, false, ""
	for _, l := range r.Legs {
		proto := evidence.SMTP
		if l.Leg == finding.Fetch {
			proto = evidence.POP3
		}
		leg, danger, _, _ := targetLeg(r, server{proto, evidence.Server{Host: l.Host, Port: l.Port, Security: l.Security}})
		t.Legs = append(t.Legs, leg)
		t.Danger = t.Danger || danger
	}
	t.Refused = trip.Refusals > 0
	if trip.Remains() {
		t.Token = trip.Token
	}
}

// refusals tells the budget and the journal.
func (e *Engine) refusals(trip *evidence.Trip, peers map[string]int) {
	if trip.Refusals == 0 {
		return
	}
	now := e.cfg.Now()
	for _, name := range sorted(peers) {
		e.gate.refuse(name, now)
		if err := e.cfg.Journal.refusal(name, now); err != nil {
			e.mu.Lock()
			e.failed = cmp.Or(e.failed, err)
			e.mu.Unlock()
		}
	}
}

func sorted(peers map[string]int) []string {
	list := make([]string, 0, len(peers))
	for name := range peers {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
