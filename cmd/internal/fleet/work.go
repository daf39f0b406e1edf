package fleet

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"harness/client/dial"
	"harness/cmd/internal/sweep"
	"harness/verify/report"
)

// Worker takes groups and sweeps them.
type Worker struct {
	Run     *Run
	Config  sweep.Config // what a plan does not say: the network, secrets, the place
	Groups  int          // at a time
	Letters bool         // a plan may have letters sent
	Tries   int          // of a group that brings no new result, before what was begun is given up; 0: 5
	Done    func()       // a result is there
	Trouble func(error)  // a group was left, and is tried again

	plan Plan
}

const (
	usualTries = 5
	poll       = 2 * time.Second

	mostTroubles = 10 // in a row
)

// Work takes groups until every target has its result, or ctx ends. What it was at
// then is left for others at once.
func (w *Worker) Work(ctx context.Context) error {
	var err error
	if w.plan, err = w.Run.Plan(ctx); err != nil {
		return err
	}
	if w.plan.Mode == sweep.RoundTrip && !w.Letters {
		return ErrLetters
	}
	jobs, err := w.Run.js.Consumer(ctx, w.Run.stream("jobs"), workers)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	for range max(1, w.Groups) {
		wg.Go(func() {
			if err := w.take(ctx, jobs); err != nil {
				stop(err)
			}
		})
	}
	wg.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return nil
}

// take takes one group after another until there are none.
func (w *Worker) take(ctx context.Context, jobs jetstream.Consumer) error {
	troubles := 0
	for ctx.Err() == nil {
		began := time.Now()
		batch, err := jobs.Fetch(1, jetstream.FetchMaxWait(min(poll, w.plan.Lease/4)))
		if err != nil {
			return err
		}
		msg, ok := <-batch.Messages()
		if !ok {
			if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) {
				return err
			}
			over, err := w.over(ctx)
			if over || err != nil {
				return err
			}
			continue
		}
		var job group
		if err := json.Unmarshal(msg.Data(), &job); err != nil {
			return errors.Join(err, msg.Term())
		}
		l := &lease{conn: w.Run.conn, msg: msg, wait: w.plan.Lease, heard: began}
		err = w.serve(ctx, l, job)
		switch {
		case err == nil:
			troubles = 0
			continue
		case ctx.Err() != nil:
			return msg.Nak() // for others, at once
		case !errors.Is(err, errLost):
			_ = msg.Nak() // where that fails, too, the lease ends
		}
		if w.Trouble != nil {
			w.Trouble(err)
		}
		if troubles++; troubles == mostTroubles {
			return err
		}
		dial.Rest(ctx, poll)
	}
	return nil
}

// over tells whether no group is left, with others either.
func (w *Worker) over(ctx context.Context) (bool, error) {
	jobs, err := w.Run.js.Stream(ctx, w.Run.stream("jobs"))
	if err != nil {
		return false, err
	}
	return jobs.CachedInfo().State.Msgs == 0, nil
}

// serve sweeps a group.
func (w *Worker) serve(parent context.Context, l *lease, job group) (err error) {
	if err := l.renew(); err != nil {
		return cmp.Or(err, errLost)
	}
	ctx, stop := l.hold(parent)
	defer stop()
	t, err := w.begin(ctx, l, job)
	if err == nil {
		err = t.run(ctx)
	}
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case err != nil:
		return err
	case !l.fresh():
		return errLost
	}
	return l.msg.DoubleAck(ctx)
}

// task is a group at work.
type task struct {
	*Worker
	job     group
	lease   *lease
	state   jetstream.Stream
	results jetstream.Stream
	engine  *sweep.Engine

	mu      sync.Mutex
	chunk   map[string]int // of targets without a result, by key
	refused []sweep.Refusal
	pending []jetstream.PubAckFuture
	failed  error
	gaveUp  map[string]bool // keys
	gaveAll bool            // the first chunk that lacks results, too
}

// attempt is kept of each beginning with a group.
type attempt struct {
	N    int `json:"n"`    // in a row that brought nothing
	Have int `json:"have"` // results
}

// begin finds out what was done with a group before.
func (w *Worker) begin(ctx context.Context, l *lease, job group) (t *task, err error) {
	t = &task{Worker: w, job: job, lease: l, chunk: map[string]int{}, gaveUp: map[string]bool{}}
	if t.state, err = w.Run.js.Stream(ctx, w.Run.stream("state")); err != nil {
		return nil, err
	}
	if t.results, err = w.Run.js.Stream(ctx, w.Run.stream("results")); err != nil {
		return nil, err
	}
	have, err := names(ctx, t.results, fmt.Sprintf("%s.%06d.>", w.Run.subject("result"), job.ID))
	if err != nil {
		return nil, err
	}
	var before attempt
	tries := w.Run.groupSubject("tries", job.ID)
	if _, err := last(ctx, t.state, tries, &before); err != nil {
		return nil, err
	}
	now := attempt{1, len(have)}
	if before.N > 0 && before.Have == len(have) {
		now.N = before.N + 1
	}
	if err := w.Run.put(ctx, tries, now); err != nil {
		return nil, err
	}
	lost, begun, err := t.lost(ctx, have)
	if err != nil {
		return nil, err
	}
	if now.N > cmp.Or(w.Tries, usualTries) {
		t.gaveUp, t.gaveAll = begun, len(begun) == 0
	}
	cfg := w.Config
	cfg.Mode, cfg.Manners, cfg.Journal = w.plan.Mode, w.plan.Manners, sweep.Notes{Lost: lost, Begun: t.begun(ctx), Refused: t.refuse(ctx)}.Journal()
	cfg.Result = t.result
	t.engine = sweep.New(cfg)
	return t, nil
}

// lost are the refusals that count against the budgets: those that were noted, and
// those of accounts that were begun with and have no result: whether they were
// refused nobody has noted.
func (t *task) lost(ctx context.Context, have map[string]bool) (out []sweep.Refusal, begun map[string]bool, err error) {
	begun = map[string]bool{}
	if t.plan.Mode == sweep.TLS {
		return nil, begun, nil
	}
	if _, err := last(ctx, t.state, t.Run.groupSubject("refused", t.job.ID), &t.refused); err != nil {
		return nil, nil, err
	}
	all, err := names(ctx, t.state, t.Run.groupSubject("begun", t.job.ID)+".*")
	if err != nil {
		return nil, nil, err
	}
	out = slices.Clone(t.refused)
	for key := range all {
		if have[key] {
			continue
		}
		begun[key] = true
		var peers []string
		if _, err := last(ctx, t.state, t.Run.begunSubject(t.job.ID, key), &peers); err != nil {
			return nil, nil, err
		}
		for _, peer := range peers {
			out = append(out, sweep.Refusal{Server: peer, At: time.Now().UTC()}) // not before now: who ended a moment ago may have been refused a moment ago
		}
	}
	slices.SortFunc(out, func(a, b sweep.Refusal) int { return a.At.Compare(b.At) })
	t.refused = slices.Clone(out)
	return out, begun, nil
}

// begun notes that an account is about to log in.
func (t *task) begun(ctx context.Context) func(string, []string) error {
	return func(key string, peers []string) error {
		err := errLost
		if t.lease.fresh() {
			err = t.Run.put(ctx, t.Run.begunSubject(t.job.ID, key), peers)
		}
		if err != nil {
			t.lease.end(err) // else it would be the account's
		}
		return err
	}
}

// refuse notes a refused login.
func (t *task) refuse(ctx context.Context) func(sweep.Refusal) error {
	return func(r sweep.Refusal) error {
		t.mu.Lock()
		defer t.mu.Unlock()
		within := t.plan.Manners.Refused.In
		t.refused = append(slices.DeleteFunc(t.refused, func(old sweep.Refusal) bool { return r.At.Sub(old.At) > within }), r)
		return t.Run.put(ctx, t.Run.groupSubject("refused", t.job.ID), t.refused)
	}
}

// run sweeps what has no result.
func (t *task) run(ctx context.Context) error {
	sweeping := ctx
	if !t.plan.Until.IsZero() {
		var cancel context.CancelFunc
		sweeping, cancel = context.WithDeadline(ctx, t.plan.Until)
		defer cancel()
	}
	if _, err := t.engine.Run(sweeping, t.items(ctx)); err != nil {
		return err
	}
	if !t.plan.Until.IsZero() && sweeping.Err() != nil && ctx.Err() == nil {
		if err := t.unseen(ctx); err != nil {
			return err
		}
	}
	for _, f := range t.waiting() {
		if err := t.acked(ctx, f); err != nil {
			return err
		}
	}
	if left := len(t.chunk); left > 0 {
		return fmt.Errorf("%d targets of group %d have no result", left, t.job.ID)
	}
	return nil
}

// unseen gives what the end of the run left without a result one that says so.
func (t *task) unseen(ctx context.Context) error {
	for chunk := range t.job.Chunks {
		list, err := t.load(ctx, chunk)
		if err != nil {
			return err
		}
		for _, one := range list {
			late, err := t.engine.Late(one)
			if err == nil {
				err = t.result(late)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// items are the targets that have no result, chunk after chunk.
func (t *task) items(ctx context.Context) iter.Seq2[sweep.Target, error] {
	return func(yield func(sweep.Target, error) bool) {
		for chunk := range t.job.Chunks {
			list, err := t.load(ctx, chunk)
			if err != nil {
				yield(sweep.Target{}, err)
				return
			}
			for _, it := range list {
				if !yield(it, nil) {
					return
				}
			}
		}
	}
}

// load reads a chunk, and leaves out what has a result or is given up.
func (t *task) load(ctx context.Context, chunk int) ([]sweep.Target, error) {
	var list []item
	found, err := last(ctx, t.state, t.Run.chunkSubject(t.job.ID, chunk), &list)
	if err == nil && !found {
		err = fmt.Errorf("group %d has no chunk %d", t.job.ID, chunk)
	}
	if err != nil {
		return nil, err
	}
	have, err := names(ctx, t.results, fmt.Sprintf("%s.%06d.%06d.*", t.Run.subject("result"), t.job.ID, chunk))
	if err != nil {
		return nil, err
	}
	var out []sweep.Target
	for _, it := range list {
		it.Target.Line = it.Line
		key := it.Key()
		if have[key] {
			continue
		}
		t.mu.Lock()
		t.chunk[key] = chunk
		t.mu.Unlock()
		if !t.gaveUp[key] && !t.gaveAll {
			out = append(out, it.Target)
			continue
		}
		dead, err := t.engine.GivenUp(it.Target, fmt.Sprintf("%d workers ended with it", cmp.Or(t.Tries, usualTries)))
		if err != nil {
			return nil, err
		}
		if err := t.result(dead); err != nil {
			return nil, err
		}
	}
	t.gaveAll = t.gaveAll && len(have) == len(list)
	return out, nil
}

// result hands a result over; the first of a target stays.
func (t *task) result(one *report.Target) error {
	data, err := json.Marshal(one)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	chunk, ours := t.chunk[one.Key]
	if !ours {
		return fmt.Errorf("a result of a target that is not of group %d", t.job.ID)
	}
	delete(t.chunk, one.Key)
	f, err := t.Run.js.PublishAsync(t.Run.resultSubject(t.job.ID, chunk, one.Key), data,
		jetstream.WithExpectLastSequencePerSubject(0), jetstream.WithStallWait(time.Minute))
	if err != nil {
		return err
	}
	t.pending = append(t.pending, f)
	if len(t.pending) >= mostInChunk {
		t.sift()
	}
	if t.Done != nil {
		t.Done()
	}
	return t.failed
}

// sift forgets the results that the server has.
func (t *task) sift() {
	t.pending = slices.DeleteFunc(t.pending, func(f jetstream.PubAckFuture) bool {
		select {
		case <-f.Ok():
			return true
		case err := <-f.Err():
			t.failed = cmp.Or(t.failed, late(err))
			return true
		default:
			return false
		}
	})
}

func (t *task) waiting() []jetstream.PubAckFuture {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.pending)
}

func (t *task) acked(ctx context.Context, f jetstream.PubAckFuture) error {
	select {
	case <-f.Ok():
		return t.failed
	case err := <-f.Err():
		return late(err)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// late: that a target has its result already is none of our errors.
func late(err error) error {
	var api *jetstream.APIError
	if errors.As(err, &api) && (api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || api.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequenceConstant) {
		return nil
	}
	return err
}
