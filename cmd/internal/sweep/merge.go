package sweep

import (
	"io"
	"slices"
	"strings"
	"time"

	"harness/verify/report"
)

// Merge puts the results of several runs together: each target counts once, the
// worst of what several places saw.
type Merge struct {
	summary *summary
	seen    map[string]*report.Target
	order   []string
	by      map[string]map[string]report.Outcome // by target and place
}

// NewMerge makes an empty one.
func NewMerge(base *Baseline, known *Known, now func() time.Time) *Merge {
	return &Merge{summary: newSummary(base, known, now), seen: map[string]*report.Target{}, by: map[string]map[string]report.Outcome{}}
}

// Read takes the results of one file. Of the same target from the same place the
// later result counts.
func (m *Merge) Read(r io.Reader) error {
	for t, err := range results(r) {
		if err != nil {
			return err
		}
		m.Add(t)
	}
	return nil
}

// Add takes one result.
func (m *Merge) Add(t *report.Target) {
	key := t.Key + " " + t.Target
	if m.by[key] == nil {
		m.by[key] = map[string]report.Outcome{}
		m.order = append(m.order, key)
	}
	m.by[key][t.Place] = t.Outcome
	if before := m.seen[key]; before == nil || counts(before.Place, before.At, before.Outcome, t) {
		m.seen[key] = t
	}
}

// counts tells whether a result counts in the place of another of the same target.
func counts(place string, at time.Time, outcome report.Outcome, t *report.Target) bool {
	return place == t.Place && !t.At.Before(at) || report.Worse(outcome, t.Outcome) != outcome
}

// Targets are the results that count, in the order in which they came.
func (m *Merge) Targets() []*report.Target {
	var list []*report.Target
	for _, key := range m.order {
		list = append(list, m.seen[key])
	}
	return list
}

// Sweep is the summary of all that was read.
func (m *Merge) Sweep() *report.Sweep {
	var began, ended time.Time
	for _, key := range m.order {
		t := m.seen[key]
		m.summary.add(t, false)
		if began.IsZero() || t.At.Before(began) {
			began = t.At
		}
		if end := t.At.Add(time.Duration(t.Took)); end.After(ended) {
			ended = end
		}
	}
	out := m.summary.sweep()
	out.Command, out.Started, out.Took = "merge", began, ended.Sub(began)
	for _, key := range m.order {
		outcomes := map[report.Outcome]bool{}
		for _, o := range m.by[key] {
			outcomes[o] = true
		}
		if len(outcomes) > 1 && len(out.Differ) < mostFailures {
			out.Differ = append(out.Differ, report.Difference{Target: m.seen[key].Target, By: m.by[key]})
		}
	}
	slices.SortStableFunc(out.Differ, func(a, b report.Difference) int { return strings.Compare(a.Target, b.Target) })
	return out
}
