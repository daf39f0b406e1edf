package daemons

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harness/fixtures/scenario"
)

// difference is a row of testdata/differences.txt: where a real daemon does not
// do what the lab's scenario does.
type difference struct {
	stack, scenario, what, lab, daemon, why string
}

// differences reads the table. Each row names an existing scenario.
func differences(t *testing.T) []difference {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "differences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []difference
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 6 || slices.Contains(f, "") {
			t.Fatalf("differences.txt: not six fields: %q", line)
		}
		named(t, f[1])
		rows = append(rows, difference{f[0], f[1], f[2], f[3], f[4], f[5]})
	}
	return rows
}

// adjusted is what a story expects on a real stack: the scenario's own
// expectation, but for the codes and phrases of the table.
func adjusted(s scenario.Scenario, stack string, rows []difference) scenario.Expect {
	e := s.Expect
	for _, row := range rows {
		if row.stack != stack || row.scenario != s.Name {
			continue
		}
		list := map[string]*[]string{"code": &e.Codes, "send": &e.Send, "fetch": &e.Fetch}[row.what]
		if list == nil {
			continue // told for the reader, no part of the expectation
		}
		*list = slices.DeleteFunc(slices.Clone(*list), func(s string) bool { return s == row.lab })
		if row.daemon != "-" {
			*list = append(*list, row.daemon)
		}
	}
	return e
}
