package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"

	"harness/verify/render"
)

// blocks are the fenced blocks of docs/pipelines.md: language and text.
func blocks(t *testing.T) [][2]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/pipelines.md")
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for _, m := range regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllSubmatch(text, -1) {
		out = append(out, [2]string{string(m[1]), string(m[2])})
	}
	if len(out) < 10 {
		t.Fatalf("%d blocks", len(out))
	}
	return out
}

// arithmetic is what a shell works out.
var arithmetic = regexp.MustCompile(`\$\(\([^)]*\)\)`)

// What docs/pipelines.md shows is read by what it is for: YAML, the rules of
// alerts, and every command line by the grammar.
func TestPipelinesPage(t *testing.T) {
	t.Parallel()
	commands := 0
	line := regexp.MustCompile(`(?m)harness (sweep|merge|exporter|cert|diagnose|lab check) [^;&\n]*`)
	for _, b := range blocks(t) {
		if b[0] == "yaml" {
			var v any
			if err := yaml.Unmarshal([]byte(b[1]), &v); err != nil {
				t.Errorf("%v in\n%s", err, b[1])
			}
		}
		if strings.HasPrefix(b[1], "groups:") {
			promtool, err := exec.LookPath("promtool")
			if err != nil && os.Getenv("HARNESS_REAL") == "require" {
				t.Error("promtool is missing")
			}
			if err == nil {
				name := filepath.Join(t.TempDir(), "rules.yml")
				if err := os.WriteFile(name, []byte(b[1]), 0o600); err != nil {
					t.Fatal(err)
				}
				if out, err := exec.CommandContext(t.Context(), promtool, "check", "rules", name).CombinedOutput(); err != nil {
					t.Errorf("promtool: %v: %s", err, out)
				}
			}
		}
		for _, text := range line.FindAllString(b[1], -1) {
			commands++
			text, _, _ = strings.Cut(text, ":::")
			text = arithmetic.ReplaceAllString(text, "1")
			args := strings.Fields(strings.NewReplacer("'", "", `"`, "", "]", "").Replace(text))[1:]
			parser, err := kong.New(new(cli), helpVars(render.Formats()))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parser.Parse(args); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
	if commands < 12 {
		t.Errorf("%d command lines", commands)
	}
}

// Shards put together are the run of the whole: each target once.
func TestShardsAreTheWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var list strings.Builder
	for i := range 40 {
		fmt.Fprintf(&list, `{"target":"d%d.test","smtp":"none%d.nippon-kigyou.test"}`+"\n", i, i%7)
	}
	name := filepath.Join(dir, "list.jsonl")
	if err := os.WriteFile(name, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	harness := func(args ...string) string {
		var out, errs bytes.Buffer
		a := &app{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now, formats: render.Formats(), getenv: func(string) string { return "" }}
		if code := a.dispatch(args); code == 2 {
			t.Fatalf("%q: %s", args, errs.String())
		}
		return out.String()
	}
	var parts []string
	sizes := map[int]int{}
	for i := 1; i <= 3; i++ {
		part := filepath.Join(dir, fmt.Sprintf("part-%d.jsonl", i))
		parts = append(parts, part)
		out := harness("sweep", name, "--lab", "gmo-shared", "--shard", fmt.Sprintf("%d/3", i), "--output", "jsonl="+part)
		sizes[i] = strings.Count(out, "\n")
	}
	if sizes[1]+sizes[2]+sizes[3] != 40 || sizes[1] == 40 {
		t.Errorf("shards of %v", sizes)
	}
	if out := harness(append([]string{"merge", "--format", "json"}, parts...)...); !strings.Contains(out, `"total": 40`) {
		t.Errorf("merged:\n%s", out)
	}
}
