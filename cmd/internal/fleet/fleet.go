// Package fleet sweeps with many machines, by way of NATS JetStream. The targets
// of mail servers that share an address are one group, in chunks; one worker at a
// time has a group, so that its own pacing is the politeness. Each target's first
// result counts, by the server's own rule, and every later one is dropped.
//
//	Plan: list -> groups -> chunks and jobs
//	Work: job -> sweep.Engine -> results
//	Collect: results -> report.Sweep
//
// Jobs carry references to passwords and never the passwords.
package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"harness/cmd/internal/sweep"
)

// Plan is how a run is made: what the workers must agree on.
type Plan struct {
	Schema  int           `json:"schema"` // 1
	Mode    sweep.Mode    `json:"mode"`
	Manners sweep.Manners `json:"manners"`
	Until   time.Time     `json:"until,omitzero"` // what has no result then is undecided; zero: no end
	Total   int           `json:"total"`          // targets
	Wrong   int           `json:"wrong"`          // lines that could not be read
	Groups  int           `json:"groups"`
	Lease   time.Duration `json:"lease"` // how long a worker that is not heard of keeps its groups
	At      time.Time     `json:"at"`
}

// planSchema is the number of Plan.
const planSchema = 1

// group is a job: the targets of servers that share addresses.
type group struct {
	ID     int      `json:"id"`
	Peers  []string `json:"peers"`
	Chunks int      `json:"chunks"`
	Size   int      `json:"size"`
}

// item is a target in a chunk.
type item struct {
	Line int `json:"line"`
	sweep.Target
}

// Errors of a fleet.
var (
	ErrName    = errors.New("a run's name has letters, digits and dashes, 32 at most")
	ErrPlanned = errors.New("there is a run of this name already")
	ErrNoPlan  = errors.New("there is no run of this name")
	ErrLetters = errors.New("the plan sends letters, and this worker may not")
)

var runName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9-]{1,32}$`) })

// Run is one run on a NATS server.
type Run struct {
	name string
	conn *nats.Conn
	js   jetstream.JetStream
}

// Open is the run of a name.
func Open(conn *nats.Conn, name string) (*Run, error) {
	if !runName().MatchString(name) {
		return nil, ErrName
	}
	js, err := jetstream.New(conn, jetstream.WithPublishAsyncMaxPending(256))
	return &Run{name, conn, js}, err
}

// The streams: jobs are taken once; state has the last message of each subject;
// of results the first one of each subject stays.
func (r *Run) stream(part string) string { return "harness-" + r.name + "-" + part }

func (r *Run) subject(part string) string { return "harness." + r.name + "." + part }

func (r *Run) groupSubject(part string, id int) string {
	return fmt.Sprintf("%s.%s.%06d", r.subject("state"), part, id)
}

func (r *Run) chunkSubject(id, chunk int) string {
	return fmt.Sprintf("%s.%06d", r.groupSubject("chunk", id), chunk)
}

func (r *Run) begunSubject(id int, key string) string { return r.groupSubject("begun", id) + "." + key }

func (r *Run) resultSubject(id, chunk int, key string) string {
	return fmt.Sprintf("%s.%06d.%06d.%s", r.subject("result"), id, chunk, key)
}

// Plan is what was planned.
func (r *Run) Plan(ctx context.Context) (Plan, error) {
	var p Plan
	state, err := r.js.Stream(ctx, r.stream("state"))
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return p, ErrNoPlan
	}
	if err != nil {
		return p, err
	}
	switch found, err := last(ctx, state, r.subject("state.plan"), &p); {
	case err != nil:
		return p, err
	case !found:
		return p, ErrNoPlan
	case p.Schema != planSchema:
		return p, fmt.Errorf("a plan of schema %d: %d is known", p.Schema, planSchema)
	}
	return p, nil
}

// last reads the last message of a subject.
func last(ctx context.Context, s jetstream.Stream, subject string, to any) (found bool, err error) {
	msg, err := s.GetLastMsgForSubject(ctx, subject)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(msg.Data, to)
}

// put publishes a value and waits until the server has it.
func (r *Run) put(ctx context.Context, subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = r.js.Publish(ctx, subject, data)
	return err
}

// names are the last words of the subjects under a filter.
func names(ctx context.Context, s jetstream.Stream, filter string) (map[string]bool, error) {
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(filter))
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for subject := range info.State.Subjects {
		out[subject[len(subject)-keyLength:]] = true
	}
	return out, nil
}

const keyLength = 16 // of sweep.Target.Key
