package sweep

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/verify/certs"
	"harness/verify/report"
)

const (
	mostFailures = 2000 // that are listed one by one
	mostSeries   = 5000 // of metrics
	worst        = 10   // servers behind most failures
)

// summary counts results as they come; it grows with the servers and not with
// the targets.
type summary struct {
	base   *Baseline
	known  *Known
	now    func() time.Time
	wrong  int
	listed int // failures at most that are kept one by one
	out    report.Sweep
	causes map[string]int
	broken map[string]int // by server
	series map[report.Series]*report.Series
}

func newSummary(base *Baseline, known *Known, now func() time.Time) *summary {
	s := &summary{listed: mostFailures, base: base, known: known, now: now, causes: map[string]int{}, broken: map[string]int{}, series: map[report.Series]*report.Series{}}
	s.out.Counts = map[report.Outcome]int{}
	if base != nil {
		s.out.Changes = new(report.Changes)
	}
	return s
}

func (s *summary) add(t *report.Target, again bool) Change {
	o := &s.out
	o.Total++
	o.Counts[t.Outcome]++
	if again {
		o.Resumed++
	}
	failure := !t.Expected && t.Outcome != report.NoSettings && t.Outcome != report.Undecided
	if failure {
		var lapsed string
		if t.Known, lapsed = s.known.of(t, s.now()); lapsed != "" && len(o.Lapsed) < mostFailures {
			o.Lapsed = append(o.Lapsed, lapsed)
		}
	}
	if t.Known != "" {
		o.Accepted++
		failure = false
	}
	if t.Danger && t.Known == "" {
		o.Dangerous++
	}
	if end := t.Ends(); end != nil && end.Expiry != certs.Lasting {
		o.Expiring++
	}
	if t.Elsewhere != "" && t.Elsewhere != t.Outcome {
		o.Elsewhere++
	}
	if t.Token != "" {
		o.Letters++
	}
	if t.Cause != "" {
		s.causes[t.Cause]++
	}
	if failure {
		o.Unexpected++
		name := t.Server()
		if _, there := s.broken[name]; name != "" && (there || len(s.broken) < mostSeries) {
			s.broken[name]++
		}
		if len(o.Failures) < s.listed {
			o.Failures = append(o.Failures, *t)
		} else {
			o.Left++
		}
	}
	for _, l := range t.Legs {
		s.measure(t, l)
	}
	return s.change(t, failure)
}

// Change is how a target differs from the baseline; "" not at all, or there is
// none.
type Change string

// The changes.
const (
	IsNew   Change = "new"
	Mended  Change = "mended"
	Still   Change = "still"
	NotSeen Change = "not-seen"
)

func (s *summary) change(t *report.Target, failure bool) Change {
	if s.base == nil {
		return ""
	}
	was, c := s.base.of(t), s.out.Changes
	worked := was == 'w' || was == 0
	switch {
	case failure && worked:
		c.New++
		return IsNew
	case failure:
		c.Still++
		return Still
	case t.Outcome == report.Works && was == 'b':
		c.Mended++
		return Mended
	case t.Outcome == report.Undecided && was == 'w':
		c.NotSeen++
		return NotSeen
	}
	return ""
}

func (s *summary) measure(t *report.Target, l report.TargetLeg) {
	key := report.Series{Server: l.Host, Listener: strings.Join([]string{string(l.Leg), strconv.Itoa(int(l.Port)), string(l.Security)}, " ")}
	if l.Outcome != report.Works {
		key.Cause = cmp.Or(t.Cause, string(l.Outcome))
		if len(l.Codes) > 0 {
			key.Cause = string(l.Codes[0])
		}
	}
	one := s.series[key]
	if one == nil {
		if len(s.series) >= mostSeries {
			return
		}
		one = &report.Series{Server: key.Server, Listener: key.Listener, Cause: key.Cause}
		s.series[key] = one
	}
	one.Count++
	if !l.NotAfter.IsZero() && (one.Ends.IsZero() || l.NotAfter.Before(one.Ends)) {
		one.Ends = l.NotAfter
	}
}

// sweep is the summary so far.
func (s *summary) sweep() *report.Sweep {
	out := s.out
	out.Wrong = s.wrong
	out.Causes, out.Servers = tallies(s.causes), tallies(s.broken)
	out.Servers = out.Servers[:min(worst, len(out.Servers))]
	for _, one := range s.series {
		out.Series = append(out.Series, *one)
	}
	slices.SortFunc(out.Series, func(a, b report.Series) int {
		return cmp.Or(cmp.Compare(a.Server, b.Server), cmp.Compare(a.Listener, b.Listener), cmp.Compare(a.Cause, b.Cause))
	})
	return &out
}

func tallies(counts map[string]int) []report.Tally {
	out := make([]report.Tally, 0, len(counts))
	for name, n := range counts {
		out = append(out, report.Tally{Name: name, Count: n})
	}
	slices.SortFunc(out, func(a, b report.Tally) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	return out
}

// Limits are what makes a run fail.
type Limits struct {
	On        report.FailOn
	Undecided float64 // share of the targets
}

// ParseLimits reads "any,danger" and "5%".
func ParseLimits(on, undecided string) (Limits, error) {
	l := Limits{}
	var err error
	if l.On, err = report.ParseFailOn(on); err != nil {
		return l, err
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(undecided, "%"), 64)
	if err != nil || !strings.HasSuffix(undecided, "%") || n < 0 || n > 100 {
		return l, fmt.Errorf("%q is not a share such as 5%%", undecided)
	}
	l.Undecided = n / 100
	return l, nil
}

// Conclude says what the pipeline is to make of a run: too many targets of
// which nothing could be told are undecided, whatever else.
func (l Limits) Conclude(s *report.Sweep) {
	s.Outcome = report.Works
	for _, name := range l.On {
		hit := false
		switch name {
		case "any":
			hit = s.Unexpected > 0
		case "new":
			hit = s.Changes != nil && s.Changes.New > 0
		case "expiring":
			hit = s.Expiring > 0
		case "danger":
			hit = s.Dangerous > 0
		}
		if hit {
			s.Outcome = report.Broken
			s.Why = append(s.Why, name)
		}
	}
	if judged := s.Total - s.Counts[report.NoSettings]; float64(s.Counts[report.Undecided]) > l.Undecided*float64(judged) {
		s.Outcome = report.Undecided
		s.Why = append(s.Why, "undecided")
	}
}
