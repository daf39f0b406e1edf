package sweep

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"harness/cmd/internal/bounded"
	"harness/verify/report"
)

// Baseline is what an earlier run saw. nil: there is none.
type Baseline struct {
	was map[uint64]seen
}

type seen struct {
	outcome byte // the first letter of its outcome
	refused int64
}

// ReadBaseline reads the results of an earlier run, as JSON lines or its journal.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	b := &Baseline{was: map[uint64]seen{}}
	for t, err := range results(r) {
		if err != nil {
			return nil, err
		}
		one := seen{outcome: string(t.Outcome)[0]}
		if t.Refused {
			one.refused = t.At.Unix()
		}
		b.was[whose(t.Target)] = one
	}
	return b, nil
}

// results reads results as they were written; lines that are none are left out.
func results(r io.Reader) func(yield func(*report.Target, error) bool) {
	return func(yield func(*report.Target, error) bool) {
		for one, err := range located(r) {
			if !yield(one.Target, err) {
				return
			}
		}
	}
}

// placed is a result and where its line begins.
type placed struct {
	*report.Target
	at int64
}

// located are the results with their places.
func located(r io.Reader) func(yield func(placed, error) bool) {
	return func(yield func(placed, error) bool) {
		lines := &items{r: r}
		in := bufio.NewReaderSize(lines, 64<<10)
		var at, next int64
		for n := 1; ; n++ {
			lines.next()
			line, err := in.ReadBytes('\n')
			at, next = next, next+int64(len(line))
			if errors.Is(err, io.EOF) && len(line) == 0 {
				return
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(placed{}, err)
				return
			}
			t := new(report.Target)
			switch wrong := json.Unmarshal(line, t); {
			case wrong != nil && errors.Is(err, io.EOF): // torn
				return
			case wrong != nil:
				if !yield(placed{}, fmt.Errorf("line %d: not a result of a sweep: %w", n, wrong)) {
					return
				}
			case t.Key != "" && t.Outcome != "":
				if !yield(placed{t, at}, nil) {
					return
				}
			}
		}
	}
}

// whose is the same for the same target in two runs, wherever it stands.
func whose(target string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(target))
	return h.Sum64()
}

// of is the outcome that a target had, 0 for none.
func (b *Baseline) of(t *report.Target) byte {
	if b == nil {
		return 0
	}
	return b.was[whose(t.Target)].outcome
}

// refused tells whether an account's login was refused since a time.
func (b *Baseline) refused(t Target, since time.Time) bool {
	return b != nil && b.was[whose(t.Target)].refused > since.Unix()
}

// Known are failures that were accepted.
type Known struct {
	list []accepted
}

type accepted struct {
	Target string `yaml:"target"` // as in the list
	Cause  string `yaml:"cause"`  // "" any
	Reason string `yaml:"reason"`
	Until  string `yaml:"until"` // 2026-12-31, the last day
	last   time.Time
}

// ReadKnown reads a YAML list of {target, cause, reason, until}.
func ReadKnown(data []byte) (*Known, error) {
	k := new(Known)
	if err := bounded.YAML(data); err != nil {
		return nil, err
	}
	if err := bounded.Decode(data, &k.list); err != nil {
		return nil, errors.New(yaml.FormatError(err, false, false))
	}
	for i := range k.list {
		a := &k.list[i]
		day, err := time.Parse(time.DateOnly, a.Until)
		if err != nil || a.Target == "" || a.Reason == "" {
			return nil, fmt.Errorf("item %d: want target, reason and until (2026-12-31)", i+1)
		}
		a.last = day.AddDate(0, 0, 1)
	}
	return k, nil
}

// of tells why a failure is accepted, and the entry whose date has passed.
func (k *Known) of(t *report.Target, now time.Time) (reason, lapsed string) {
	if k == nil {
		return "", ""
	}
	for _, a := range k.list {
		if a.Target != t.Target || a.Cause != "" && a.Cause != t.Cause && !slices.Contains(codesOf(t), a.Cause) {
			continue
		}
		if now.Before(a.last) {
			return a.Reason, ""
		}
		lapsed = fmt.Sprintf("%s (%s, %s)", a.Target, a.Reason, a.Until)
	}
	return "", lapsed
}

func codesOf(t *report.Target) []string {
	var out []string
	for _, c := range t.Codes {
		out = append(out, string(c))
	}
	return out
}
