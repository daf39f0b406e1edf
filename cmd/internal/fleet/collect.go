package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"harness/verify/report"
)

// Status is how far a run is.
type Status struct {
	Schema  int    `json:"schema"` // 1
	Run     string `json:"run"`
	Mode    string `json:"mode"`
	Total   int    `json:"total"`
	Results int    `json:"results"`
	Wrong   int    `json:"wrong"` // lines that could not be read
	Groups  int    `json:"groups"`
	Waiting int    `json:"groups_waiting"`
	Working int    `json:"groups_at_work"`
}

// Over tells whether every target has its result.
func (s Status) Over() bool { return s.Results >= s.Total }

// Status asks how far the run is.
func (r *Run) Status(ctx context.Context) (Status, error) {
	p, err := r.Plan(ctx)
	if err != nil {
		return Status{}, err
	}
	results, err := r.js.Stream(ctx, r.stream("results"))
	if err != nil {
		return Status{}, err
	}
	jobs, err := r.js.Consumer(ctx, r.stream("jobs"), workers)
	if err != nil {
		return Status{}, err
	}
	info := jobs.CachedInfo()
	return Status{
		Schema: planSchema, Run: r.name, Mode: string(p.Mode), Total: p.Total, Results: int(results.CachedInfo().State.Msgs), Wrong: p.Wrong, Groups: p.Groups,
		Waiting: int(info.NumPending), Working: info.NumAckPending,
	}, nil
}

// Collect gives each result once, in the order in which the server had them. wait:
// until every target has one; otherwise those that are there.
func (r *Run) Collect(ctx context.Context, wait bool, each func(*report.Target) error) (Status, error) {
	s, err := r.Status(ctx)
	if err != nil {
		return s, err
	}
	results, err := r.js.Stream(ctx, r.stream("results"))
	if err != nil {
		return s, err
	}
	in, err := results.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverAllPolicy})
	if err != nil {
		return s, err
	}
	for n := 0; n < s.Total && (wait || n < s.Results); {
		if ctx.Err() != nil {
			return s, context.Cause(ctx)
		}
		batch, err := in.Fetch(min(mostInChunk, s.Total-n), jetstream.FetchMaxWait(poll))
		if err != nil {
			return s, err
		}
		for msg := range batch.Messages() {
			t := new(report.Target)
			if err := json.Unmarshal(msg.Data(), t); err != nil {
				return s, fmt.Errorf("a result: %w", err)
			}
			if err := each(t); err != nil {
				return s, err
			}
			n++
		}
		if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) && !errors.Is(err, context.DeadlineExceeded) {
			return s, err
		}
	}
	return r.Status(ctx)
}
