package clients

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// difference is where a client does not do what the harness would, and why. It
// stands in testdata/differences.txt, one a line: client, scenarios separated
// by commas, reason; "|" between them.
type difference struct {
	client    string
	scenarios []string
	reason    string
}

func differences(t *testing.T) []difference {
	t.Helper()
	text, err := os.ReadFile("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []difference
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.SplitN(line, "|", 3)
		if len(f) != 3 || strings.TrimSpace(f[2]) == "" {
			t.Fatalf("differences.txt: %q is not client | scenarios | reason", line)
		}
		d := difference{client: strings.TrimSpace(f[0]), reason: strings.TrimSpace(f[2])}
		for s := range strings.SplitSeq(f[1], ",") {
			d.scenarios = append(d.scenarios, strings.TrimSpace(s))
		}
		out = append(out, d)
	}
	return out
}

// ledger holds what differs against what is known to.
type ledger struct {
	known []difference
	used  map[string]bool
}

func (l *ledger) differs(t *testing.T, c column, name, how string) {
	t.Helper()
	for _, d := range l.known {
		if d.client == c.client && slices.Contains(d.scenarios, name) {
			l.used[c.client+" "+name] = true
			return
		}
	}
	t.Errorf("%s at %s: %s; testdata/differences.txt has no reason for it", c.title, name, how)
}

// settle finds reasons that nothing needs any more.
func (l *ledger) settle(t *testing.T) {
	t.Helper()
	for _, d := range l.known {
		for _, name := range d.scenarios {
			if !l.used[d.client+" "+name] {
				t.Errorf("differences.txt: %s no longer differs at %s", d.client, name)
			}
		}
	}
}
