// Package exporter answers a Prometheus server: /probe looks at one target of a
// fixed list, /metrics sums up what was seen. Nobody can have another host looked
// at: a target is a name in the list.
package exporter

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"sync"
	"time"

	"harness/cmd/internal/sweep"
	"harness/verify/render"
	"harness/verify/report"
)

// Config is what is answered for.
type Config struct {
	Targets   []sweep.Target
	Sweep     sweep.Config  // how they are looked at
	Fresh     time.Duration // how long a result is given again instead of another look; 0: 1 m
	PerTarget bool          // /metrics has series by target, too
	Now       func() time.Time
}

// MostPerTarget is how many targets may have series of their own in /metrics.
const MostPerTarget = 2000

// ErrMany says that there are more.
var ErrMany = errors.New("more than 2,000 targets: series by target are for fewer")

// Exporter answers.
type Exporter struct {
	cfg   Config
	names map[string]sweep.Target

	mu   sync.Mutex
	last map[string]*result
}

// result is the last look at a target; it stands when done is closed.
type result struct {
	done   chan struct{}
	at     time.Time
	target *report.Target // nil: it could not be looked at
}

// New makes an exporter.
func New(cfg Config) (*Exporter, error) {
	if cfg.PerTarget && len(cfg.Targets) > MostPerTarget {
		return nil, ErrMany
	}
	if cfg.Fresh <= 0 {
		cfg.Fresh = time.Minute
	}
	e := &Exporter{cfg: cfg, names: map[string]sweep.Target{}, last: map[string]*result{}}
	for _, t := range cfg.Targets {
		e.names[t.Name()] = t
	}
	return e, nil
}

// Handler answers /probe?target=NAME, /metrics and /.
func (e *Exporter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /probe", e.probe)
	mux.HandleFunc("GET /metrics", e.metrics)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("/probe?target=NAME\n/metrics\n"))
	})
	return mux
}

// contentType is that of the text format (Prometheus, exposition formats 0.0.4).
const contentType = "text/plain; version=0.0.4; charset=utf-8"

func (e *Exporter) probe(w http.ResponseWriter, r *http.Request) {
	t, known := e.names[r.URL.Query().Get("target")]
	if !known {
		http.Error(w, "no such target in the list", http.StatusNotFound)
		return
	}
	one, err := e.look(r.Context(), t)
	if err != nil || one.target == nil {
		http.Error(w, "the look could not be made", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", contentType)
	_ = render.Prometheus{}.Write(w, one.target, render.Style{Lang: "en"})
}

// metrics are those of all targets that were looked at, without a look of its own.
func (e *Exporter) metrics(w http.ResponseWriter, _ *http.Request) {
	m := sweep.NewMerge(nil, nil, e.cfg.Now)
	var each []*report.Target
	e.mu.Lock()
	for _, t := range e.cfg.Targets {
		one := e.last[t.Name()]
		if one == nil {
			continue
		}
		select {
		case <-one.done:
			if one.target != nil {
				m.Add(one.target)
				each = append(each, one.target)
			}
		default:
		}
	}
	e.mu.Unlock()
	w.Header().Set("Content-Type", contentType)
	s := m.Sweep()
	s.Command = "exporter"
	if e.cfg.PerTarget {
		s.Each = each
	}
	_ = render.Prometheus{}.Write(w, s, render.Style{Lang: "en"})
}

// look looks at a target, or gives what was seen lately. Several who ask at the
// same time have one look.
func (e *Exporter) look(ctx context.Context, t sweep.Target) (*result, error) {
	e.mu.Lock()
	one := e.last[t.Name()]
	fresh := one != nil
	if fresh {
		select {
		case <-one.done:
			fresh = one.target != nil && e.cfg.Now().Sub(one.at) < e.cfg.Fresh
		default:
		}
	}
	if !fresh {
		one = &result{done: make(chan struct{})}
		e.last[t.Name()] = one
		go e.find(context.WithoutCancel(ctx), one, t) // who asked may leave; the next one has the result
	}
	e.mu.Unlock()
	select {
	case <-one.done:
		return one, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (e *Exporter) find(ctx context.Context, one *result, t sweep.Target) {
	defer close(one.done)
	cfg := e.cfg.Sweep
	cfg.Result = func(found *report.Target) error { one.target = found; return nil }
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	one.at = e.cfg.Now()
	_, _ = sweep.New(cfg).Run(ctx, iter.Seq2[sweep.Target, error](func(yield func(sweep.Target, error) bool) { yield(t, nil) }))
}
