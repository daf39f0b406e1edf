package survey

import (
	"context"
	"sync"
	"time"

	"harness/client/evidence"
)

// run looks at targets, at most so many connections to one address. Results
// stand in the record in the order of the targets.
func (s *Surveyor) run(ctx context.Context, targets []target, limit int) {
	sessions := make([]*evidence.Session, len(targets))
	var wg sync.WaitGroup
	for i, t := range targets {
		if !s.admit(t, limit) {
			continue
		}
		select {
		case s.slots <- struct{}{}:
		case <-ctx.Done():
			wg.Wait()
			s.keep(sessions)
			return
		}
		if !s.still(t) {
			<-s.slots
			continue
		}
		wg.Go(func() {
			defer func() { <-s.slots }()
			sessions[i] = s.politely(ctx, t)
		})
	}
	wg.Wait()
	s.keep(sessions)
}

func (s *Surveyor) keep(sessions []*evidence.Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range sessions {
		if session != nil {
			s.out.Sessions = append(s.out.Sessions, *session)
		}
	}
}

// admit counts a connection to come, or says no.
func (s *Surveyor) admit(t target, limit int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.state(t.addr.Addr())
	key := t.String() + t.addr.String()
	switch {
	case st.done[key]:
		return false
	case st.used >= limit:
		st.left[key] = true // a later pass with a higher limit may come to it
		return false
	}
	st.done[key] = true
	delete(st.left, key)
	st.used++
	return true
}

// still asks again right before dialling, and gives the connection back where
// the address has turned out not to want it.
func (s *Surveyor) still(t target) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.state(t.addr.Addr())
	switch {
	case st.closed[t.addr.Port()]: // tried once
	case st.silent >= maxSilent && !st.answers:
		s.skip(t.addr.Addr(), evidence.SkipSilent)
	case st.busy >= maxBusy:
		s.skip(t.addr.Addr(), evidence.SkipBusy)
	default:
		return true
	}
	st.used--
	return false
}

// politely looks at one target; after a 421 one connection at a time, with a
// pause before, and the same target once more.
func (s *Surveyor) politely(ctx context.Context, t target) *evidence.Session {
	s.mu.Lock()
	st := s.state(t.addr.Addr())
	slow := st.busy > 0
	s.mu.Unlock()
	if slow {
		st.turn.Lock()
		defer st.turn.Unlock()
		rest(ctx)
	}
	session := s.look(ctx, t)
	if !s.learn(t, session) || slow {
		return session
	}
	st.turn.Lock()
	defer st.turn.Unlock()
	rest(ctx)
	again := s.look(ctx, t)
	s.learn(t, again)
	return again
}

// learn takes from a session what it says about its address, and tells whether
// it was a 421.
func (s *Surveyor) learn(t target, session *evidence.Session) (busy bool) {
	step, trouble := session.Trouble()
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.state(t.addr.Addr())
	switch {
	case trouble == nil || step.Stage != evidence.StageConnect:
		st.answers = true
	case trouble.Kind == evidence.Refused:
		st.answers, st.closed[t.addr.Port()] = true, true
	case !st.closed[t.addr.Port()]: // one silent port, 25 say, may be blocked near us
		st.silent++
		st.closed[t.addr.Port()] = true
	}
	switch {
	case trouble == nil:
	case step.Reply != nil && step.Reply.Code == 421: // RFC 5321 section 3.8
		st.busy++
		return true
	}
	return false
}

func rest(ctx context.Context) {
	timer := time.NewTimer(restAfter)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
