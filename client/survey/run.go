package survey

import (
	"context"
	"sync"

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
	st := s.state(t.place)
	key := t.String() + t.place.Addr.String()
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
	st := s.state(t.place)
	switch {
	case st.closed[t.port()]: // tried once
	case st.silent >= maxSilent && !st.answers:
		s.skip(t.place, evidence.SkipSilent)
	case st.busy >= maxBusy:
		s.skip(t.place, evidence.SkipBusy)
	default:
		return true
	}
	st.used--
	return false
}

// politely looks at one target when it is its turn; where that brings a 421,
// the same target once more.
func (s *Surveyor) politely(ctx context.Context, t target) *evidence.Session {
	slow := s.pacer.Slow(t.place.Peer())
	session, busy := s.inTurn(ctx, t)
	if !busy || slow {
		return session
	}
	session, _ = s.inTurn(ctx, t)
	return session
}

func (s *Surveyor) inTurn(ctx context.Context, t target) (session *evidence.Session, busy bool) {
	leave, _ := s.pacer.Turn(ctx, t.place.Peer()) // an interruption ends the look, too, which records it
	defer leave()
	session = s.look(ctx, t)
	if busy = s.learn(t, session); busy {
		s.pacer.Busy(t.place.Peer())
	}
	return session, busy
}

// learn takes from a session what it says about its address, and tells whether
// it was a 421.
func (s *Surveyor) learn(t target, session *evidence.Session) (busy bool) {
	step, trouble := session.Trouble()
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.state(t.place)
	switch {
	case trouble == nil || step.Stage != evidence.StageConnect:
		st.answers = true
	case trouble.Kind == evidence.Refused:
		st.answers, st.closed[t.port()] = true, true
	case !st.closed[t.port()]: // one silent port, 25 say, may be blocked near us
		st.silent++
		st.closed[t.port()] = true
	}
	switch {
	case trouble == nil:
	case step.Reply != nil && step.Reply.Code == 421: // RFC 5321 section 3.8
		st.busy++
		return true
	}
	return false
}
