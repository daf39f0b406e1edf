package lookup

import (
	"context"
	"sync"

	"harness/client/evidence"
)

// Cache gives one answer to everybody who asks the same question: a run over
// many accounts asks each name once. It keeps the answers that were of use
// lately, Most of them and as many again; those to questions that nobody could
// answer it does not keep.
type Cache struct {
	Most int // 0: 20000
	// Pace is asked before a question is put; its error is the answer. Seen is
	// told of every answer that came. Both may be nil.
	Pace func(ctx context.Context) error
	Seen func(a evidence.Answer)

	mu         sync.Mutex
	young, old map[question]*reply
}

type question struct{ name, typ string }

type reply struct {
	done   chan struct{}
	answer evidence.Answer
}

const mostAnswers = 20000

// ask gives the answer that is known or under way, else puts the question.
func (c *Cache) ask(ctx context.Context, r *Resolver, name, typ string) evidence.Answer {
	q := question{name, typ}
	c.mu.Lock()
	got := c.find(q)
	if got == nil {
		got = &reply{done: make(chan struct{})}
		c.keep(q, got)
		c.mu.Unlock()
		got.answer = c.put(ctx, r, name, typ)
		if t := got.answer.Trouble; t != nil && t.Kind != evidence.NoSuchHost && t.Kind != evidence.NoAddress {
			c.mu.Lock()
			delete(c.young, q)
			delete(c.old, q)
			c.mu.Unlock()
		}
		close(got.done)
		return got.answer
	}
	c.mu.Unlock()
	select {
	case <-got.done:
		if t := got.answer.Trouble; t != nil && t.Kind == evidence.Interrupted && ctx.Err() == nil {
			return c.ask(ctx, r, name, typ) // the other one's patience ended, not ours
		}
		return got.answer
	case <-ctx.Done():
		return evidence.Answer{Name: name, Type: typ, Records: []evidence.Record{}, Trouble: &evidence.Trouble{Kind: evidence.Interrupted, Detail: "interrupted"}}
	}
}

func (c *Cache) find(q question) *reply {
	if got := c.young[q]; got != nil {
		return got
	}
	got := c.old[q]
	if got != nil {
		delete(c.old, q)
		c.keep(q, got)
	}
	return got
}

func (c *Cache) keep(q question, r *reply) {
	most := c.Most
	if most == 0 {
		most = mostAnswers
	}
	if c.young == nil || len(c.young) >= most {
		c.young, c.old = map[question]*reply{}, c.young
	}
	c.young[q] = r
}

func (c *Cache) put(ctx context.Context, r *Resolver, name, typ string) evidence.Answer {
	if c.Pace != nil {
		if err := c.Pace(ctx); err != nil {
			return evidence.Answer{Name: name, Type: typ, Records: []evidence.Record{}, Trouble: &evidence.Trouble{Kind: evidence.DNSFailed, Detail: err.Error()}}
		}
	}
	a := r.now(ctx, name, typ)
	if c.Seen != nil {
		c.Seen(a)
	}
	return a
}
