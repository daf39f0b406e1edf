package fleet

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/jetstream"

	"harness/cmd/internal/sweep"
)

const (
	mostInChunk = 200       // targets
	chunkBytes  = 512 << 10 // of a message, whose limit is usually 1 MiB
	askAtOnce   = 64        // targets whose names are asked for at a time
)

var errLong = fmt.Errorf("a target has more than %d KiB", chunkBytes>>10)

// Make plans a run: it asks DNS where every target's connections would go, groups
// them, and hands the chunks and jobs over. wrong is told of lines that are none of
// a job's. replace: a run of the same name is deleted first.
func (r *Run) Make(ctx context.Context, e *sweep.Engine, p Plan, list iter.Seq2[sweep.Target, error], replace bool, wrong func(*sweep.Fault)) (Plan, error) {
	if err := r.create(ctx, p, replace); err != nil {
		return p, err
	}
	pl := planner{engine: e, at: map[string]int{}, wrong: func(f *sweep.Fault) { p.Wrong++; wrong(f) }}
	if err := pl.read(ctx, list); err != nil {
		return p, err
	}
	groups := pl.groups()
	jobs := make([]group, len(groups))
	for i, g := range groups {
		job := group{ID: i, Peers: g.peers, Size: len(g.items)}
		for _, chunk := range chunksOf(g.items) {
			if err := r.put(ctx, r.chunkSubject(i, job.Chunks), chunk); err != nil {
				return p, err
			}
			job.Chunks++
		}
		p.Total += job.Size
		jobs[i] = job
	}
	p.Schema, p.Groups = planSchema, len(jobs)
	if err := r.put(ctx, r.subject("state.plan"), p); err != nil {
		return p, err
	}
	for _, job := range jobs { // the largest first
		if err := r.put(ctx, fmt.Sprintf("%s.%06d", r.subject("job"), job.ID), job); err != nil {
			return p, err
		}
	}
	return p, nil
}

// create makes the streams of a run.
func (r *Run) create(ctx context.Context, p Plan, replace bool) error {
	for _, c := range []jetstream.StreamConfig{
		{Name: r.stream("jobs"), Subjects: []string{r.subject("job.*")}, Retention: jetstream.WorkQueuePolicy},
		{Name: r.stream("state"), Subjects: []string{r.subject("state.>")}, MaxMsgsPerSubject: 1},
		{Name: r.stream("results"), Subjects: []string{r.subject("result.>")}, MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true},
	} {
		if replace {
			if err := r.js.DeleteStream(ctx, c.Name); err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
				return err
			}
		} else if _, err := r.js.Stream(ctx, c.Name); err == nil {
			return ErrPlanned
		}
		if _, err := r.js.CreateStream(ctx, c); err != nil {
			return err
		}
	}
	_, err := r.js.CreateConsumer(ctx, r.stream("jobs"), jetstream.ConsumerConfig{
		Durable: workers, AckPolicy: jetstream.AckExplicitPolicy, AckWait: p.Lease, MaxDeliver: -1, MaxAckPending: -1,
	})
	return err
}

const workers = "workers"

// planner groups targets whose connections go to the same addresses.
type planner struct {
	engine *sweep.Engine
	wrong  func(*sweep.Fault)

	mu    sync.Mutex
	at    map[string]int // by address
	group []int          // whose group it went up in; itself: none
	items [][]item
	peers [][]string
}

// unknown stands for all targets whose names DNS does not know now: where they go
// to later nobody knows, so one worker has them all.
const unknown = "unknown"

func (p *planner) read(ctx context.Context, list iter.Seq2[sweep.Target, error]) error {
	var wg sync.WaitGroup
	slots := make(chan struct{}, askAtOnce)
	defer wg.Wait()
	for t, err := range list {
		var fault *sweep.Fault
		switch {
		case errors.As(err, &fault):
			p.tell(fault)
			continue
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case t.Password != "" && !strings.HasPrefix(t.Password, "secret:"):
			p.tell(&sweep.Fault{Line: t.Line, Column: 1, Err: sweep.ErrInline})
			continue
		}
		if data, _ := json.Marshal(t); len(data) > chunkBytes {
			p.tell(&sweep.Fault{Line: t.Line, Column: 1, Err: errLong})
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			peers, err := p.engine.Peers(ctx, t)
			if err != nil {
				p.tell(&sweep.Fault{Line: t.Line, Column: 1, Err: err})
				return
			}
			if len(peers) == 0 {
				peers = []string{unknown}
			}
			p.add(item{t.Line, t}, peers)
		})
	}
	return nil
}

func (p *planner) tell(f *sweep.Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong(f)
}

// root is the group that a group went up in.
func (p *planner) root(i int) int {
	for p.group[i] != i {
		p.group[i] = p.group[p.group[i]]
		i = p.group[i]
	}
	return i
}

// add puts a target into the group of its addresses, which become one.
func (p *planner) add(it item, peers []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	to := -1
	for _, peer := range peers {
		i, known := p.at[peer]
		if !known {
			i = len(p.group)
			p.at[peer] = i
			p.group, p.items, p.peers = append(p.group, i), append(p.items, nil), append(p.peers, []string{peer})
		}
		i = p.root(i)
		switch {
		case to < 0:
			to = i
		case to != i:
			if len(p.items[i]) > len(p.items[to]) {
				i, to = to, i
			}
			p.group[i] = to
			p.items[to], p.peers[to] = append(p.items[to], p.items[i]...), append(p.peers[to], p.peers[i]...)
			p.items[i], p.peers[i] = nil, nil
		}
	}
	p.items[to] = append(p.items[to], it)
}

type planned struct {
	items []item
	peers []string
}

// groups are the groups, the largest first.
func (p *planner) groups() []planned {
	var out []planned
	for i := range p.group {
		if p.group[i] == i && len(p.items[i]) > 0 {
			slices.SortFunc(p.items[i], func(a, b item) int { return cmp.Compare(a.Line, b.Line) })
			slices.Sort(p.peers[i])
			out = append(out, planned{p.items[i], p.peers[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b planned) int {
		return cmp.Or(len(b.items)-len(a.items), cmp.Compare(a.items[0].Line, b.items[0].Line))
	})
	return out
}

// chunksOf cuts a group into messages.
func chunksOf(items []item) [][]item {
	var out [][]item
	began, size := 0, 0
	for i := range items {
		data, _ := json.Marshal(items[i]) // strings and a number
		if i > began && (i-began == mostInChunk || size+len(data) > chunkBytes) {
			out = append(out, items[began:i])
			began, size = i, 0
		}
		size += len(data) + 1
	}
	return append(out, items[began:])
}
