package daemons

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"harness/fixtures/scenario"
)

// inTicks finds what is a name of a scenario, or of something else, on the page.
var inTicks = regexp.MustCompile("`([^`]+)`")

// TestStacksPage: docs/stacks.md shows what the tests run and the table of
// differences that they read, and the stories in its other tables exist.
func TestStacksPage(t *testing.T) {
	t.Parallel()
	file := filepath.Join("..", "..", "docs", "stacks.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, s := range scenario.All() {
		if plain(s) {
			told = append(told, "`"+s.Name+"`")
		}
	}
	var table strings.Builder
	table.WriteString("| stack | scenario | what | in the lab | on the daemon | why |\n|---|---|---|---|---|---|\n")
	for _, d := range differences(t) {
		fmt.Fprintf(&table, "| %s | `%s` | %s | %s | %s | %s |\n", d.stack, d.scenario, d.what, d.lab, d.daemon, d.why)
	}
	page := between(t, string(text), "stories", strings.Join(told, ",\n")+"\n")
	page = between(t, page, "matrix", matrixTable())
	upToDate(t, file, between(t, page, "differences", table.String()))

	stories := 0
	for line := range strings.Lines(page) {
		cells := strings.Split(line, " | ")
		if len(cells) != 3 {
			continue
		}
		for _, m := range inTicks.FindAllStringSubmatch(cells[1], -1) {
			if m[1] != "diagnose" {
				named(t, m[1])
				stories++
			}
		}
	}
	if stories < 15 {
		t.Errorf("%d stories in the tables of the page", stories)
	}
}

// between puts text in place of what stands between two marks of a page.
func between(t *testing.T, page, mark, text string) string {
	t.Helper()
	begin, end := "<!-- "+mark+" -->\n", "<!-- end of "+mark+" -->"
	head, rest, ok := strings.Cut(page, begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("docs/stacks.md: no place for the %s", mark)
	}
	return head + begin + text + end + tail
}
