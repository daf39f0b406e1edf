package sweep

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestIndex: an index says what a merge of the same file says, and gives each
// target whole; of a target's lines that one counts.
func TestIndex(t *testing.T) {
	t.Parallel()
	line := func(key, place, outcome, at string) string {
		return fmt.Sprintf(`{"key":%q,"target":"%s.example","place":%q,"outcome":%q,"as_expected":%v,"cause":"net-timeout","at":"2026-12-0%sT00:00:00Z","legs":[{"leg":"send","host":"mail.%s.example","port":587,"outcome":%q,"not_after":"2027-01-01T00:00:00Z","expiry":"soon"}]}`+"\n", key, key, place, outcome, outcome == "works", at, key, outcome)
	}
	text := line("a", "", "works", "1") + `{"event":"begun","key":"a","at":"2026-12-01T00:00:00Z"}` + "\n" + line("b", "", "broken", "1") + line("a", "", "broken", "2") +
		line("c", "tokyo", "works", "1") + line("c", "osaka", "undecided", "1") + line("d", "", "broken", "1") + line("d", "", "works", "2") + `{"key":"torn`
	name := filepath.Join(t.TempDir(), "results.jsonl")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := ReadBaseline(strings.NewReader(line("a", "", "works", "1") + line("b", "", "broken", "1") + line("c", "", "works", "1") + line("d", "", "broken", "1")))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 12, 5, 0, 0, 0, 0, time.UTC)
	r, err := OpenResults(name, base, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	index, err := r.Index()
	if err != nil {
		t.Fatal(err)
	}
	m := NewMerge(base, nil, func() time.Time { return at })
	if err := m.Read(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	merged := m.Sweep()
	if a, b := index.Sweep, merged; a.Total != b.Total || !reflect.DeepEqual(a.Causes, b.Causes) || !reflect.DeepEqual(a.Servers, b.Servers) || *a.Changes != *b.Changes || a.Expiring != b.Expiring || !reflect.DeepEqual(a.Counts, b.Counts) {
		t.Errorf("%+v\n%+v", a, b)
	}
	changes := map[string]Change{"a": IsNew, "b": Still, "c": NotSeen, "d": Mended}
	targets := map[string]any{}
	for _, one := range m.Targets() {
		targets[one.Key] = one
	}
	for _, l := range index.Lines {
		whole, same, err := index.Target(l.Key)
		if err != nil || !reflect.DeepEqual(any(whole), targets[l.Key]) || same != l || l.Change != changes[l.Key] || !l.Soon || l.Server != "mail."+l.Key+".example" {
			t.Errorf("%+v, %v", l, err)
		}
	}
	if len(index.Lines) != 4 {
		t.Errorf("%d lines", len(index.Lines))
	}
	if one, _, err := index.Target("none"); one != nil || err != nil {
		t.Errorf("%v, %v", one, err)
	}
	// What has changed is read again, and not for each who asks.
	again, err := r.Index()
	if err != nil || again != index {
		t.Errorf("read again although nothing has changed, %v", err)
	}
	if err := os.WriteFile(name, []byte(line("e", "", "works", "3")), 0o600); err != nil {
		t.Fatal(err)
	}
	if again, err := r.Index(); err != nil || again != index {
		t.Errorf("read again at once, %v", err)
	}
	if _, _, err := index.Target("b"); !errors.Is(err, ErrChanged) {
		t.Errorf("a line of another file: %v", err)
	}
	at = at.Add(leastRest)
	if again, err := r.Index(); err != nil || len(again.Lines) != 1 || again.Lines[0].Key != "e" {
		t.Errorf("%v, %v", again, err)
	}
}

// TestIndexIsBounded: what stands in memory is counted by the target, whatever
// its line holds.
func TestIndexIsBounded(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "results.jsonl")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	const targets = 2000
	for i := range targets {
		fmt.Fprintf(f, `{"key":"%016x","target":"info@customer%d.example","outcome":"broken","cause":"net-timeout","detail":%q,"legs":[{"leg":"send","host":"mail%d.hoster.example","outcome":"broken"}]}`+"\n", i, i, strings.Repeat("x", 8<<10), i%20)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := OpenResults(name, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	index, err := r.Index()
	if err != nil || len(index.Lines) != targets {
		t.Fatal(len(index.Lines), err)
	}
	if held := len(fmt.Sprintf("%+v %+v", index.Lines, *index.Sweep)); held > 1000*targets {
		t.Errorf("%d octets for %d targets", held, targets)
	}
}
