package sweep

import (
	"context"
	"slices"

	"harness/verify/report"
)

// Peers are the addresses to which a target's connections go, as DNS has it now;
// of a domain without servers those of the servers that it publishes. Empty: DNS
// names none. The error is that of a line that cannot be understood.
func (e *Engine) Peers(ctx context.Context, t Target) ([]string, error) {
	s, err := t.understand()
	if err != nil {
		return nil, err
	}
	servers := s.servers
	if len(servers) == 0 {
		servers, _ = e.published(ctx, s.domain)
	}
	plan := e.options(s.connect).Plan(nil)
	var out []string
	for _, one := range servers {
		plan.Ahead(ctx, one.Host, one.Port)
		places, _ := plan.Places(one.Host, one.Port)
		for _, at := range places {
			if !slices.Contains(out, at.Peer()) {
				out = append(out, at.Peer())
			}
		}
	}
	return out, nil
}

// GivenUp is the result of a target with which every worker ended before it had
// one: undecided, and never broken.
func (e *Engine) GivenUp(t Target, why string) (*report.Target, error) {
	return e.unseen(t, reasonGivenUp, why)
}

// Late is the result of a target that the end of the run came before.
func (e *Engine) Late(t Target) (*report.Target, error) { return e.unseen(t, reasonDeadline, "") }

func (e *Engine) unseen(t Target, cause, detail string) (*report.Target, error) {
	s, err := t.understand()
	if err != nil {
		return nil, err
	}
	out := e.result(s)
	out.Cause, out.Detail = cause, detail
	for _, one := range s.servers {
		out.Legs = append(out.Legs, legOf(one))
	}
	settle(out)
	return out, nil
}

// Sum sums results up as they come; it grows with the servers and not with the
// targets.
type Sum struct{ s *summary }

// NewSum makes an empty one.
func NewSum(cfg Config) *Sum { return &Sum{newSummary(cfg.Baseline, cfg.Known, cfg.Now)} }

// Add takes one result.
func (s *Sum) Add(t *report.Target) { s.s.add(t, false) }

// Sweep is the summary so far.
func (s *Sum) Sweep() *report.Sweep { return s.s.sweep() }
