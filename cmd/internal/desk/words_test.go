package desk

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"harness/fixtures/scenario"
)

// TestTexts: every text has both languages, every key of a page is there, and
// none is left over.
func TestTexts(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:\$t|\.T)\.(\w+)`).FindAllStringSubmatch(string(raw), -1) {
			used[m[1]] = true
		}
	}
	for _, key := range []string{
		"sample", "outcome-works", "outcome-broken", "outcome-undecided", "gone", "tooLarge", "tooOften", "tooOftenThere", "start", "waiting", "running", "cancelled", "failed", "result",
		"login", "wrongToken", "byProxy", "noFleet", "notListed", "spent", "noProof", "certificateHead", "danger", "expectedSo", "elsewhere", "loginRefused", "fleetChanged", "change-new", "change-mended", "change-still", "change-not-seen", "noHistory", "historyFails", "word-works", "word-broken", "word-undecided", "word-no-settings",
	} { // of the code
		used[key] = true
	}
	for _, s := range scenario.All() {
		used["group-"+string(s.Group)] = true
	}
	for key := range used {
		if words[key].EN == "" || words[key].JA == "" {
			t.Errorf("%s: no text in both languages", key)
		}
	}
	for key := range words {
		if !used[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
	for _, name := range names { // a policy without inline needs pages without it
		raw, _ := files.ReadFile(name)
		if regexp.MustCompile(`(?i)\son\w+=|\sstyle=|javascript:`).Match(raw) || strings.Contains(string(raw), "http://") {
			t.Errorf("%s has something inline", name)
		}
	}
}
