package sweep

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"harness/verify/report"
)

// Journal is the file that a run can go on from after it was killed: what was
// begun, what was refused, and each result, appended as it comes. A nil Journal
// keeps nothing.
type Journal struct {
	mu   sync.Mutex
	file *os.File
	at   map[string]int64 // where a key's result stands
	size int64
	lost []Refusal
	note *Notes // stand for the file
}

// Refusal is a login that a server refused, or may have refused.
type Refusal struct {
	Server string    `json:"server"` // as dial.Place.Peer
	At     time.Time `json:"at"`
}

// Notes is a journal that is kept elsewhere than in a file. Its functions return
// once what they were told will be known to whoever goes on with the run.
type Notes struct {
	Lost    []Refusal                                // of those who began before
	Begun   func(key string, servers []string) error // an account is about to log in
	Refused func(r Refusal) error
}

// Journal is the notes as a run takes them. It has no results: who keeps the notes
// leaves out what has one.
func (n Notes) Journal() *Journal { return &Journal{lost: n.Lost, note: &n} }

// entry is a line that is no result.
type entry struct {
	Event   string    `json:"event"` // "begun", "refused"
	Key     string    `json:"key,omitempty"`
	Target  string    `json:"target,omitempty"`
	Servers []string  `json:"servers"`
	At      time.Time `json:"at"`
}

// OpenJournal reads what a journal has, and drops a last line that was torn. It
// is readable by its owner alone.
func OpenJournal(name string) (*Journal, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: f, at: map[string]int64{}}
	begun := map[string]entry{}
	lines := &items{r: f}
	in := bufio.NewReaderSize(lines, 64<<10)
	for {
		lines.next()
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break // what stands without its end was torn
		}
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		at := j.size
		j.size += int64(len(line))
		var one struct {
			entry
			Outcome report.Outcome `json:"outcome"`
		}
		switch {
		case json.Unmarshal(line, &one) != nil:
		case one.Event == "begun":
			begun[one.Key] = one.entry
		case one.Event == "refused":
			for _, s := range one.Servers {
				j.lost = append(j.lost, Refusal{s, one.At})
			}
		case one.Key != "" && one.Outcome != "":
			j.at[one.Key] = at
			delete(begun, one.Key)
		}
	}
	for _, one := range begun { // whether they were refused nobody has noted
		for _, s := range one.Servers {
			j.lost = append(j.lost, Refusal{s, one.At})
		}
	}
	if err := f.Truncate(j.size); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// Close closes the file.
func (j *Journal) Close() error {
	if j.note != nil {
		return nil
	}
	return j.file.Close()
}

func (j *Journal) refusals() []Refusal {
	if j == nil {
		return nil
	}
	return j.lost
}

// done is the result that a key has, nil if it has none.
func (j *Journal) done(key string) (*report.Target, error) {
	if j == nil {
		return nil, nil
	}
	j.mu.Lock()
	at, ok := j.at[key]
	j.mu.Unlock()
	if !ok {
		return nil, nil
	}
	line, err := bufio.NewReader(io.NewSectionReader(j.file, at, longest)).ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	t := new(report.Target)
	return t, json.Unmarshal(line, t)
}

func (j *Journal) write(t *report.Target) error {
	if j == nil || j.note != nil {
		return nil
	}
	return j.append(t)
}

func (j *Journal) begin(key, target string, servers []string, at time.Time) error {
	if j == nil {
		return nil
	}
	if j.note != nil {
		return j.note.Begun(key, servers)
	}
	return j.append(entry{"begun", key, target, servers, at.UTC()})
}

func (j *Journal) refusal(server string, at time.Time) error {
	if j == nil {
		return nil
	}
	if j.note != nil {
		return j.note.Refused(Refusal{server, at.UTC()})
	}
	return j.append(entry{Event: "refused", Servers: []string{server}, At: at.UTC()})
}

// append writes a line in one piece.
func (j *Journal) append(v any) error {
	var line bytes.Buffer
	if err := json.NewEncoder(&line).Encode(v); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, err := j.file.Write(line.Bytes())
	return err
}
