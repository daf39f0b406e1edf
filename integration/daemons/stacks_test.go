package daemons

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// inTicks finds what is a name of a scenario, or of something else, on the page.
var inTicks = regexp.MustCompile("`([^`]+)`")

// TestStacksPage: docs/stacks.md shows the table of differences, and the stories
// in its other tables exist.
func TestStacksPage(t *testing.T) {
	t.Parallel()
	const begin, end = "<!-- differences -->\n", "<!-- end of differences -->"
	file := filepath.Join("..", "..", "docs", "stacks.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("docs/stacks.md: no place for the differences")
	}
	var table strings.Builder
	table.WriteString("| stack | scenario | what | in the lab | on the daemon | why |\n|---|---|---|---|---|---|\n")
	for _, d := range differences(t) {
		fmt.Fprintf(&table, "| %s | `%s` | %s | %s | %s | %s |\n", d.stack, d.scenario, d.what, d.lab, d.daemon, d.why)
	}
	upToDate(t, file, head+begin+table.String()+end+tail)

	stories := 0
	for line := range strings.Lines(head) {
		cells := strings.Split(line, " | ")
		if len(cells) != 3 {
			continue
		}
		for _, m := range inTicks.FindAllStringSubmatch(cells[1], -1) {
			if m[1] == "diagnose" {
				continue
			}
			named(t, m[1])
			stories++
		}
	}
	if stories < 20 {
		t.Errorf("%d stories on the page", stories)
	}
}
