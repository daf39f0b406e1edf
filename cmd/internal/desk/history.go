package desk

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"harness/client"
	"harness/cmd/internal/job"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// Bounds of what is kept.
const (
	keptSchema = 1
	maxKept    = 5000     // runs; the oldest go first
	maxEntry   = 16 << 20 // octets of one; what is larger is kept without its diagnoses
	expiryTick = time.Hour
)

// History keeps finished runs in a folder, each as a file of JSON lines: what it
// was about and when it ends, then each diagnosis in the form of `harness
// diagnose --format json`. The paste, the reply and the note are not kept, nor is
// any password, and of people's addresses the domain and the first letter alone
// unless more is wanted. An entry whose date has come is removed.
type History struct {
	dir       string
	addresses bool // kept as they are
	keepFor   time.Duration
	now       func() time.Time

	mu   sync.Mutex
	list []kept // the oldest first
}

// kept is the first line of a file.
type kept struct {
	Schema  int            `json:"schema"`
	ID      string         `json:"id"`
	At      time.Time      `json:"at"`
	Ends    time.Time      `json:"ends"` // it is removed then
	Lab     string         `json:"lab"`  // the scenario, "" the network
	Domains []string       `json:"domains"`
	Target  string         `json:"target"`
	Outcome report.Outcome `json:"outcome"`
	Codes   []finding.Code `json:"codes"`
}

// HistoryConfig says where and how long.
type HistoryConfig struct {
	Dir       string
	Addresses bool          // people's addresses are kept as they are
	KeepFor   time.Duration // of each entry
	Now       func() time.Time
}

// OpenHistory reads what a folder has, makes it where there is none, and removes
// what has ended. Other files in it are left alone.
func OpenHistory(c HistoryConfig) (*History, error) {
	h := &History{dir: c.Dir, addresses: c.Addresses, keepFor: c.KeepFor, now: c.Now}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(c.Dir, "run-*.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		head, err := readHead(name)
		if err != nil {
			return nil, err
		}
		if head.Schema != keptSchema || name != h.file(head.ID) {
			continue // of another program, or torn
		}
		h.list = append(h.list, head)
	}
	slices.SortStableFunc(h.list, func(a, b kept) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return h, h.expire()
}

func readHead(name string) (kept, error) {
	var head kept
	f, err := os.Open(name)
	if err != nil {
		return head, err
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, 64<<10)).ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return head, err
	}
	if json.Unmarshal(line, &head) != nil {
		head = kept{}
	}
	return head, nil
}

func (h *History) file(id string) string { return filepath.Join(h.dir, "run-"+id+".jsonl") }

// expire removes the entries whose date has come, and the oldest of too many.
func (h *History) expire() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	over := len(h.list) - maxKept
	var errs []error
	n := 0
	h.list = slices.DeleteFunc(h.list, func(k kept) bool {
		n++
		if n > over && now.Before(k.Ends) {
			return false
		}
		if err := os.Remove(h.file(k.ID)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
			return false
		}
		return true
	})
	return errors.Join(errs...)
}

// add keeps a finished run.
func (h *History) add(r *run) error {
	if err := h.expire(); err != nil {
		return err
	}
	head := kept{Schema: keptSchema, ID: rand.Text(), At: r.began.UTC(), Lab: r.of.lab, Domains: []string{}, Codes: []finding.Code{}}
	head.Ends = head.At.Add(h.keepFor)
	for _, name := range targets(r.of, shown(r)) {
		if !slices.Contains(head.Domains, name) {
			head.Domains = append(head.Domains, name)
		}
	}
	head.Outcome = r.result.outcome()
	veil := veilOf(r)
	if h.addresses {
		veil = nil
	}
	var rest bytes.Buffer
	for _, one := range r.result.diagnoses {
		for _, c := range codesOf(one) {
			if !slices.Contains(head.Codes, c) {
				head.Codes = append(head.Codes, c)
			}
		}
		head.Target = cmp.Or(head.Target, veil.text(one.Target))
		var b bytes.Buffer
		if err := (render.JSON{}).Write(&b, one, render.Style{Lang: finding.EN}); err != nil {
			return err
		}
		line, err := veil.json(b.Bytes())
		if err != nil {
			return err
		}
		if rest.Len()+len(line) < maxEntry {
			rest.Write(append(line, '\n'))
		}
	}
	head.Target = cmp.Or(head.Target, veil.text(shown(r).Address), r.of.target)
	first, err := json.Marshal(head)
	if err != nil {
		return err
	}
	if err := h.write(head.ID, append(append(first, '\n'), rest.Bytes()...)); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = append(h.list, head)
	return nil
}

// write makes a file that is whole or not there, for its owner's eyes alone.
func (h *History) write(id string, data []byte) error {
	f, err := os.CreateTemp(h.dir, ".run-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), h.file(id))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// entries are those of a domain, the newest first; of all where it is "".
func (h *History) entries(domain string) ([]kept, error) {
	if h == nil {
		return nil, nil
	}
	err := h.expire()
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []kept
	for _, k := range slices.Backward(h.list) {
		if domain == "" || slices.Contains(k.Domains, domain) {
			out = append(out, k)
		}
	}
	return out, err
}

// entry is one of a domain's, with its diagnoses as they were judged then by
// today's rules; nil: there is none.
func (h *History) entry(domain, id string, cfg *Config) (*keptRun, error) {
	list, err := h.entries(domain)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(k kept) bool { return k.ID == id })
	if i < 0 {
		return nil, nil
	}
	out := &keptRun{kept: list[i]}
	raw, err := os.ReadFile(h.file(id))
	if err != nil {
		return nil, err
	}
	n := 0
	for line := range bytes.Lines(raw) {
		if n++; n == 1 {
			continue
		}
		then := job.Request{Options: client.Options{Now: func() time.Time { return out.At }}, Margins: cfg.Margins, Company: cfg.Profile}
		saved, err := job.Again(line, then)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if saved.Diagnosis != nil {
			out.diagnoses = append(out.diagnoses, saved.Diagnosis)
		}
	}
	return out, nil
}

// keptRun is an entry with what was seen.
type keptRun struct {
	kept
	diagnoses []*report.Diagnosis
}

// forget removes what has ended, until the desk is closed.
func (d *Desk) forget() {
	tick := time.NewTicker(expiryTick)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_ = d.cfg.History.expire() // the next page says so
		case <-d.ctx.Done():
			return
		}
	}
}
