package main

import (
	"slices"
	"strings"
	"testing"

	"harness/fixtures/scenario"
)

// Every scenario through diagnose: the before is what roundtrip gives, and
// where the scenario has right names, they are found and lead to green;
// elsewhere diagnose ends as the round trip did.
func TestDiagnoseEveryScenario(t *testing.T) {
	t.Parallel()
	for _, sc := range scenario.All() {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			d, code := diagnosed(t, "--lab", sc.Name)
			var got []string
			for _, f := range d.Before.Findings {
				if c := string(f.Code); !slices.Contains(got, c) {
					got = append(got, c)
				}
			}
			want := slices.Clone(sc.Expect.Codes)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) || d.Before.Exit != sc.Expect.Exit {
				t.Errorf("before: %q, exit %d, want %q, exit %d", got, d.Before.Exit, want, sc.Expect.Exit)
			}
			if sc.Expect.Exit == 0 || len(sc.Expect.RightNames) == 0 {
				if code != sc.Expect.Exit {
					t.Errorf("exit %d, want %d: there is no better way to type it", code, sc.Expect.Exit)
				}
				return
			}
			advised := strings.Join(names(d), "\n")
			for _, name := range sc.Expect.RightNames {
				if !strings.Contains(advised, name+":") {
					t.Errorf("advised %q, which lacks %s", advised, name)
				}
			}
			if code != 0 {
				t.Errorf("exit %d with the right names", code)
			}
		})
	}
}
