package integration

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"harness/client/evidence"
	"harness/verify/render"
)

var update = flag.Bool("update", false, "write docs/faults.md anew; with -tags long")

const (
	// mostAllocated bounds what a run takes from its start to the verdict, in
	// octets: all that was ever asked for, which is more than it had at any time,
	// and with what the lab's servers take.
	mostAllocated = 32 << 20
	// mostTimeouts bounds the steps of a run that waited for as long as a step may:
	// so many times that limit, and what it waits for the letter, is all that the
	// far end can make it last.
	mostTimeouts = 4

	partOf = "HARNESS_FAULTS"     // which part, from 0
	partTo = "HARNESS_FAULTS_OUT" // the file of its results
)

// faultResult is what came of a case.
type faultResult struct {
	Case      int
	Row       string
	Allocated uint64
	Timeouts  int
}

// TestFaultMatrix: whatever goes wrong, and wherever, the trip ends by its own
// limits, with the code and the exit code of docs/faults.md, within a bound of
// memory; the other mail stays, nothing goes on, and no letter of ours is left
// without a word. Each part runs its cases one by one in a process of its own:
// only so is it known what each took. That the password is in no output, runScenario sees.
func TestFaultMatrix(t *testing.T) {
	if part := os.Getenv(partOf); part != "" {
		faultPart(t, part)
		return
	}
	t.Parallel()
	file := filepath.Join("..", "docs", "faults.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := faultCases()
	results := make([][]faultResult, faultParts)
	t.Run("parts", func(t *testing.T) {
		for i := range faultParts {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				results[i] = runPart(t, i)
			})
		}
	})
	rows := map[int]string{}
	var most faultResult
	timeouts := 0
	for _, r := range slices.Concat(results...) {
		rows[r.Case] = r.Row
		if !*update && !strings.Contains(string(page), r.Row+"\n") {
			t.Errorf("docs/faults.md lacks\n%s", r.Row)
		}
		if r.Allocated > most.Allocated {
			most = r
		}
		timeouts = max(timeouts, r.Timeouts)
	}
	if want := (len(all) + faultStep - 1) / faultStep; len(rows) != want {
		t.Errorf("%d cases came to their end, want %d", len(rows), want)
	}
	t.Logf("%d of %d cases: each ended with its code and by its own limits, at most %d steps waited to their limit; no other message is gone; at most %.1f MiB (at most 32) were ever allocated: %s",
		len(rows), len(all), timeouts, float64(most.Allocated)/(1<<20), most.Row)
	if *update && faultStep == 1 && !t.Failed() {
		writeFaults(t, file, string(page), rows, len(all))
	}
}

// writeFaults writes the table, below what stands above it.
func writeFaults(t *testing.T, file, page string, rows map[int]string, count int) {
	t.Helper()
	const line = "|---|---|---|---|---|---|\n"
	head, _, ok := strings.Cut(page, line)
	if !ok {
		t.Fatal("docs/faults.md has no table")
	}
	var table strings.Builder
	for i := range count {
		table.WriteString(rows[i] + "\n")
	}
	if err := os.WriteFile(file, []byte(head+line+table.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runPart runs every faultParts-th of the cases in another process.
func runPart(t *testing.T, i int) []faultResult {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), faultParts*hang)
	defer cancel()
	out := filepath.Join(t.TempDir(), "results")
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestFaultMatrix$", "-test.count=1", "-test.timeout=0")
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", partOf, i), partTo+"="+out)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var results []faultResult
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var r faultResult
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	return results
}

// faultPart is the other process.
func faultPart(t *testing.T, part string) {
	t.Helper()
	mine, err := strconv.Atoi(part)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(os.Getenv(partTo))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	out := json.NewEncoder(f)
	for i, c := range faultCases() {
		if i%faultStep != 0 || i/faultStep%faultParts != mine {
			continue
		}
		t.Run(c.String(), func(t *testing.T) {
			if err := out.Encode(c.run(t, i)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// run makes the trip of a case and looks at what it leaves.
func (c faultCase) run(t *testing.T, i int) faultResult {
	t.Helper()
	before := goleak.IgnoreCurrent()
	var shown atomic.Int32
	r := runScenario(t, c.scenario(t, &shown))
	if err := goleak.Find(before); err != nil {
		t.Errorf("it left something running: %v", err)
	}
	if got := shown.Load() > 0; got != (c.stage != unsaid) {
		t.Errorf("the fault showed: %v\n%s", got, r.transcript)
	}
	if r.trip.Stopped != "" {
		t.Errorf("%s: it had to be ended from outside", r.trip.Stopped)
	}
	out := faultResult{Case: i, Allocated: r.allocated}
	for _, l := range r.trip.Legs {
		for _, s := range l.Sessions {
			if _, trouble := s.Trouble(); trouble != nil && trouble.Kind == evidence.Timeout {
				out.Timeouts++
			}
		}
	}
	if out.Timeouts > mostTimeouts {
		t.Errorf("%d steps waited to their limit, want %d at most\n%s", out.Timeouts, mostTimeouts, r.transcript)
	}
	if out.Allocated > mostAllocated {
		t.Errorf("%d octets were allocated, want %d at most", out.Allocated, mostAllocated)
	}
	if r.lab.Mailbox.Others() != 3 {
		t.Errorf("%d of 3 other messages are left", r.lab.Mailbox.Others())
	}
	for _, v := range r.lab.Visits() {
		if v.Left.IsZero() {
			t.Errorf("a connection to %s stands", v.Addr)
		}
	}
	codes := []string{}
	for _, f := range r.report.Findings {
		if code := "`" + string(f.Code) + "`"; f.Severity.Decides() && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	out.Row = fmt.Sprintf("| %s | %s | %s | %d | %s | %s |", c.mode, c.stage, c.fault, render.ExitCode(r.report.Outcome),
		strings.Join(codes, ", "), c.fate(t, r))
	return out
}

// fate is what became of our letter. What is said of it is never better than what is.
func (c faultCase) fate(t *testing.T, r ran) string {
	t.Helper()
	there := len(r.lab.Mailbox.Messages())
	if there > 0 && !r.trip.Remains() {
		t.Errorf("%d letters are left without a word", there)
	}
	switch {
	case there > 0:
		return "left, and named"
	case r.lab.Mailbox.Accepted() == 0:
		return "none"
	}
	return "removed"
}
