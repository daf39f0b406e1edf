package sweep

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"harness/verify/certs"
	"harness/verify/report"
)

// Index is what a list of a sweep's results shows, a line a target in the order
// in which they came; all else of a target stays in the file.
type Index struct {
	Sweep *report.Sweep
	Lines []Line

	name  string
	byKey map[string]int
}

// Line is one target.
type Line struct {
	Key, Target, Cause, Server string
	Outcome                    report.Outcome
	Change                     Change
	Ends                       time.Time // of the first certificate; zero: none was seen
	Soon                       bool      // it ends soon, or has ended

	at int64
}

// mostIndexed bounds what stands in memory: 300 octets or so a target.
const mostIndexed = 250_000

var (
	errMany = fmt.Errorf("more than %d targets: part the file", mostIndexed)
	// ErrChanged says that the file is no longer the one that was indexed.
	ErrChanged = errors.New("the results have changed")
)

// Results is a file of results that is read again when it has changed, and not
// for each who asks.
type Results struct {
	name string
	base *Baseline
	now  func() time.Time

	mu    sync.Mutex
	index *Index
	stat  os.FileInfo
	next  time.Time // not read again before
}

// OpenResults reads the results of a sweep, as JSON lines or its journal; base may
// be nil.
func OpenResults(name string, base *Baseline, now func() time.Time) (*Results, error) {
	r := &Results{name: name, base: base, now: now}
	_, err := r.Index()
	return r, err
}

// The share of the time that reading may take, where a sweep that runs changes the
// file all the while.
const (
	leastRest = time.Second
	restTimes = 20
)

// Index is that of the file as it stands now, or stood a moment ago.
func (r *Results) Index() (*Index, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := os.Open(r.name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return nil, err
	}
	now := r.now()
	if r.index != nil && (now.Before(r.next) || os.SameFile(stat, r.stat) && stat.Size() == r.stat.Size() && stat.ModTime().Equal(r.stat.ModTime())) {
		return r.index, nil
	}
	index, err := readIndex(f, r.base, r.now)
	if err != nil {
		return nil, err
	}
	ended := r.now()
	r.index, r.stat, r.next = index, stat, ended.Add(max(leastRest, restTimes*ended.Sub(now)))
	return index, nil
}

// readIndex reads a file twice: which line of a target counts is known at the
// end.
func readIndex(f *os.File, base *Baseline, now func() time.Time) (*Index, error) {
	type last struct {
		at      int64
		place   string
		time    time.Time
		outcome report.Outcome
	}
	seen := map[string]*last{}
	for one, err := range located(f) {
		if err != nil {
			return nil, err
		}
		key := one.Key + " " + one.Target.Target
		was := seen[key]
		switch {
		case was == nil && len(seen) == mostIndexed:
			return nil, errMany
		case was == nil:
			was = new(last)
			seen[key] = was
		case !counts(was.place, was.time, was.outcome, one.Target):
			continue
		}
		*was = last{one.at, one.Place, one.At, one.Outcome}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	out := &Index{name: f.Name(), byKey: make(map[string]int, len(seen)), Lines: make([]Line, 0, len(seen))}
	sum := newSummary(base, nil, now)
	sum.listed = 0
	once := map[string]string{} // causes and servers, each one time in memory
	kept := func(s string) string {
		if _, ok := once[s]; !ok {
			once[s] = s
		}
		return once[s]
	}
	for one, err := range located(f) {
		if err != nil {
			return nil, err
		}
		key := one.Key + " " + one.Target.Target
		if was := seen[key]; was == nil || was.at != one.at { // another counts, or the file has grown meanwhile
			continue
		}
		t := one.Target
		l := Line{Key: t.Key, Target: t.Target, Outcome: report.Outcome(kept(string(t.Outcome))), Cause: kept(t.Cause), Server: kept(t.Server()), Change: sum.add(t, false), at: one.at}
		if e := t.Ends(); e != nil {
			l.Ends, l.Soon = e.NotAfter, e.Expiry != certs.Lasting
		}
		if _, twice := out.byKey[t.Key]; !twice {
			out.byKey[t.Key] = len(out.Lines)
		}
		out.Lines = append(out.Lines, l)
	}
	out.Lines = slices.Clip(out.Lines)
	out.Sweep = sum.sweep()
	return out, nil
}

// Target is one target with all that its line has; nil: there is none of this
// key. ErrChanged: another line stands there by now.
func (x *Index) Target(key string) (*report.Target, Line, error) {
	i, ok := x.byKey[key]
	if !ok {
		return nil, Line{}, nil
	}
	line := x.Lines[i]
	f, err := os.Open(x.name)
	if err != nil {
		return nil, line, err
	}
	defer f.Close()
	raw, err := bufio.NewReader(io.NewSectionReader(f, line.at, longest)).ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, line, err
	}
	t := new(report.Target)
	if json.Unmarshal(raw, t) != nil || t.Key != key {
		return nil, line, ErrChanged
	}
	return t, line, nil
}
