package desk

import (
	"context"
	"slices"
	"sync"
	"time"
)

// queue lets a bounded number of runs go on at once. Whoever waits with several
// gets one turn a round: nobody waits behind all runs of another.
type queue struct {
	mu      sync.Mutex
	free    int
	most    int // that may wait
	waiting map[string][]chan struct{}
	order   []string // of users that wait, the next first
}

func newQueue(atOnce, most int) *queue {
	return &queue{free: atOnce, most: most, waiting: map[string][]chan struct{}{}}
}

// full tells whether nobody more may wait.
func (q *queue) full() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for _, list := range q.waiting {
		n += len(list)
	}
	return q.free == 0 && n >= q.most
}

// enter waits for a turn, and says how to end it; false: ctx ended before.
func (q *queue) enter(ctx context.Context, user string) (leave func(), ok bool) {
	q.mu.Lock()
	if q.free > 0 {
		q.free--
		q.mu.Unlock()
		return sync.OnceFunc(q.next), true
	}
	turn := make(chan struct{})
	if len(q.waiting[user]) == 0 {
		q.order = append(q.order, user)
	}
	q.waiting[user] = append(q.waiting[user], turn)
	q.mu.Unlock()
	select {
	case <-turn:
		return sync.OnceFunc(q.next), true
	case <-ctx.Done():
	}
	q.mu.Lock()
	i := slices.Index(q.waiting[user], turn)
	if i >= 0 {
		q.drop(user, i)
	}
	q.mu.Unlock()
	if i < 0 { // the turn came meanwhile: it is for the next
		q.next()
	}
	return nil, false
}

// drop takes one out of a user's list; the lock is held.
func (q *queue) drop(user string, i int) {
	if q.waiting[user] = slices.Delete(q.waiting[user], i, i+1); len(q.waiting[user]) == 0 {
		delete(q.waiting, user)
		q.order = slices.DeleteFunc(q.order, func(u string) bool { return u == user })
	}
}

// next gives the turn on, or keeps it free.
func (q *queue) next() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.order) == 0 {
		q.free++
		return
	}
	user := q.order[0]
	turn := q.waiting[user][0]
	q.order = append(q.order[1:], user) // behind the others, where it still waits
	q.drop(user, 0)
	close(turn)
}

// limiter counts what somebody did in the current minute.
type limiter struct {
	now func() time.Time

	mu     sync.Mutex
	minute time.Time
	done   map[string]int
}

// allow counts one more for each key, unless one of them has had its share.
func (l *limiter) allow(most int, keys ...string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.now().Truncate(time.Minute); !at.Equal(l.minute) {
		l.minute, l.done = at, map[string]int{}
	}
	for _, k := range keys {
		if l.done[k] >= most {
			return false
		}
	}
	for _, k := range keys {
		l.done[k]++
	}
	return true
}
