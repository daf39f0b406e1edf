package clients

import (
	"encoding/json"
	"maps"
	"os/exec"
	"slices"
	"testing"
)

// TestList: the list that other clients can run as a conformance suite has its
// fixed shape, with nothing null, and is the one that is served.
func TestList(t *testing.T) {
	t.Parallel()
	out, err := exec.Command(harness, "lab", "list", "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	s := serve(t, "--all")
	if len(list) != len(s.Labs) || len(list) < 100 {
		t.Fatalf("%d scenarios are listed, %d are served", len(list), len(s.Labs))
	}
	for i, entry := range list {
		if entry["name"] != s.Labs[i].Name {
			t.Errorf("number %d is listed as %v and served as %s", i, entry["name"], s.Labs[i].Name)
		}
		if story, ok := entry["story"].(string); !ok || story == "" {
			t.Errorf("%v: story %v", entry["name"], entry["story"])
		}
		expect, ok := entry["expect"].(map[string]any)
		if !ok {
			t.Errorf("%v: expect is %v", entry["name"], entry["expect"])
			continue
		}
		for _, key := range []string{"codes", "gmail", "right_names"} {
			texts, ok := expect[key].([]any)
			if !ok {
				t.Errorf("%v: %s is %v, want a list", entry["name"], key, expect[key])
			}
			for _, text := range texts {
				if _, ok := text.(string); !ok {
					t.Errorf("%v: %s has %v", entry["name"], key, text)
				}
			}
		}
		if exit, ok := expect["exit"].(float64); !ok || !slices.Contains([]float64{0, 1, 3}, exit) || int(exit) != s.Labs[i].Expect.Exit {
			t.Errorf("%v: exit %v, served with %d", entry["name"], expect["exit"], s.Labs[i].Expect.Exit)
		}
		if keys := slices.Sorted(maps.Keys(entry)); !slices.Equal(keys, []string{"expect", "name", "schema", "story"}) {
			t.Errorf("%v has the keys %q", entry["name"], keys)
		}
	}
}
