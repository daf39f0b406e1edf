package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// command is harness-fleet as a command line.
func command(t *testing.T, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs, func(name string) string { return env[name] })
	return code, out.String(), errs.String()
}

// Every help text has its Japanese.
func TestJapanese(t *testing.T) {
	t.Parallel()
	k, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	all := japanese()
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		list := []string{n.Help}
		for _, f := range n.Flags {
			list = append(list, f.Help)
			if f.Group != nil {
				list = append(list, f.Group.Title)
			}
		}
		for _, p := range n.Positional {
			list = append(list, p.Help)
		}
		for _, text := range list {
			if text != "" && all[text] == "" {
				t.Errorf("%s: no Japanese of %q", n.Path(), text)
			}
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(k.Model.Node)
}

// Wrong usage is exit 2 and says what is wrong; no password stands in what is said.
func TestWrongUsage(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "none")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{}, "expected one of"},
		{[]string{"status"}, "which server?"},
		{[]string{"status", "--nats", "nats://me:s3cret@127.0.0.1:1"}, "a password does not belong into a flag"},
		{[]string{"status", "--nats", "nats://127.0.0.1:1", "--embedded", missing}, "exclude each other"},
		{[]string{"plan", missing, "--mode", "all"}, "tls, login, roundtrip"},
		{[]string{"plan", missing, "--max-refused-logins", "many"}, "not N/TIME"},
		{[]string{"plan", missing, "--lease", "1ms"}, "a second at least"},
		{[]string{"work", "--groups", "0"}, "numbers above nothing"},
		{[]string{"work", "--secrets", missing}, "--secrets"},
		{[]string{"work", "--proxy", "socks5h://me:s3cret@127.0.0.1:1"}, "$HARNESS_PROXY"},
		{[]string{"collect", "--fail-on", "sometimes"}, "none of any, new"},
		{[]string{"collect", "--output", "junit"}, "NAME=FILE"},
		{[]string{"serve", missing, "--listen", "0.0.0.0:0"}, "HARNESS_NATS_TOKEN"},
	} {
		code, stdout, stderr := command(t, map[string]string{"HARNESS_LANG": "en"}, c.args...)
		if code != 2 || !strings.Contains(stderr, c.says) || strings.Contains(stdout+stderr, "s3cret") {
			t.Errorf("%v: exit %d\n%s%s, want 2 and %q", c.args, code, stdout, stderr, c.says)
		}
	}
	if code, stdout, _ := command(t, nil, "plan", "--help", "--lang=ja"); code != 0 || !strings.Contains(stdout, "計画") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
}
