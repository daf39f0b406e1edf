package desk

import (
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"harness/cmd/internal/job"
)

// matter is what was pasted and what was read from it. It does not change.
type matter struct {
	id      string
	at      time.Time
	paste   string
	lab     string      // the scenario that it is about, "" the network
	reading job.Reading // of the paste
	read    job.Typed   // the dialogs of its first account
	target  string      // the paste is this one address, domain or host
}

// store keeps matters and runs in memory, bounded; nothing is written anywhere.
type store struct {
	now func() time.Time

	mu      sync.Mutex
	held    int // bytes of the pastes
	matters []*matter
	runs    []*run
}

func (s *store) addMatter(m *matter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.id, m.at = rand.Text(), s.now()
	s.matters = append(s.matters, m)
	s.held += len(m.paste)
	for len(s.matters) > 1 && (len(s.matters) > maxCases || s.held > maxHeld || m.at.Sub(s.matters[0].at) > lifetime) {
		s.held -= len(s.matters[0].paste)
		s.matters = slices.Delete(s.matters, 0, 1)
	}
}

func (s *store) matter(id string) *matter {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.matters {
		if m.id == id {
			return m
		}
	}
	return nil
}

func (s *store) addRun(r *run) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.runs = append(s.runs, r)
	for i := 0; len(s.runs) > maxRuns && i < len(s.runs); i++ {
		if s.runs[i].state().over() {
			s.runs = slices.Delete(s.runs, i, i+1)
			i--
		}
	}
}

func (s *store) run(id string) *run {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.runs {
		if r.id == id {
			return r
		}
	}
	return nil
}

// before is the finished run of the same matter that went before one, nil if
// there is none.
func (s *store) before(later *run) *run {
	s.mu.Lock()
	defer s.mu.Unlock()
	var last *run
	for _, r := range s.runs {
		if r == later {
			return last
		}
		if r.of.id == later.of.id && r.state() == done {
			last = r
		}
	}
	return last
}
