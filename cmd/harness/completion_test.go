package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"harness/verify/render"
)

// The shells complete what the grammar has, and the manual page names each
// command and flag.
func TestCompletionAndManual(t *testing.T) {
	t.Parallel()
	harness := func(args ...string) string {
		var out, errs bytes.Buffer
		a := &app{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now, formats: render.Formats(), getenv: func(string) string { return "" }}
		if code := a.dispatch(args); code != 0 {
			t.Fatalf("%q: exit %d, %s", args, code, errs.String())
		}
		return out.String()
	}
	a := &app{formats: render.Formats()}
	list, err := a.grammar()
	if err != nil || len(list) < 10 {
		t.Fatalf("%v, %d commands", err, len(list))
	}
	page := strings.ReplaceAll(harness("man"), `\-`, "-")
	for _, c := range list[1:] {
		if len(c.words) == 0 && !strings.Contains(page, "harness "+c.path) {
			t.Errorf("the manual does not name %s", c.path)
		}
		for _, f := range c.flags {
			if f.Name != "help" && !strings.Contains(page, ".B --"+f.Name) {
				t.Errorf("the manual does not name --%s", f.Name)
			}
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		text := harness("completion", shell)
		for _, c := range list[1:] {
			if word := c.path[strings.LastIndexByte(c.path, ' ')+1:]; !strings.Contains(text, word) {
				t.Errorf("%s does not complete %s", shell, c.path)
			}
		}
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is missing")
	}
	const ask = `
ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _harness; echo "${COMPREPLY[*]}"; }
ask harness sw; ask harness lab li; ask harness sweep hosts.csv --format ju; ask harness roundtrip --smtp-s`
	cmd := exec.CommandContext(t.Context(), bash, "-eu")
	cmd.Stdin = strings.NewReader(harness("completion", "bash") + ask)
	out, err := cmd.CombinedOutput()
	if want := "sweep\nlist\njunit\n--smtp-security\n"; err != nil || string(out) != want {
		t.Errorf("%v: %q, want %q", err, out, want)
	}
}
