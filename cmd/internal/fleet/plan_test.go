package fleet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"harness/cmd/internal/sweep"
)

// Targets whose servers share an address are one worker's, however they hang
// together; chunks are bounded by number and by size.
func TestGroups(t *testing.T) {
	t.Parallel()
	p := planner{at: map[string]int{}}
	for i, peers := range [][]string{{"a"}, {"b"}, {"c", "d"}, {"d", "a"}, {"e"}, {"b"}} {
		p.add(item{i + 1, sweep.Target{Line: i + 1}}, peers)
	}
	var got []string
	for _, g := range p.groups() {
		var lines []string
		for _, it := range g.items {
			lines = append(lines, fmt.Sprint(it.Line))
		}
		got = append(got, strings.Join(g.peers, "")+":"+strings.Join(lines, ","))
	}
	if want := []string{"acd:1,3,4", "b:2,6", "e:5"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	var many []item
	for i := range 450 {
		many = append(many, item{i + 1, sweep.Target{Target: strings.Repeat("x", map[bool]int{true: 200 << 10}[i < 4])}})
	}
	n := 0
	var sizes []int
	for _, c := range chunksOf(many) {
		sizes = append(sizes, len(c))
		n += len(c)
	}
	if n != len(many) || !slices.Equal(sizes, []int{2, 200, 200, 48}) {
		t.Errorf("%d of %d in chunks of %v", n, len(many), sizes)
	}
}
