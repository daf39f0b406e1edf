package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"harness/verify/clean"
	"harness/verify/render"
)

// hostileWords end a line, a cell, an element and a command, paints, hides and reorders.
const hostileWords = "evil\x1b[2J\x1b]0;t\a\r\n::set-output name=x::y\n##[error]z\nhint: run rm\u202e\u2028\x00\xff\xed\xa0\x80</pre><script>`|]]>=cmd()"

// safeToShow wants nothing in an output that a terminal or a CI's log would act on.
func safeToShow(t *testing.T, what, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s is not UTF-8: %q", what, out)
	}
	if i := strings.IndexFunc(out, func(r rune) bool { return r != '\n' && r != '\t' && clean.Unsafe(r) }); i >= 0 {
		t.Errorf("%s has a control: %q", what, out[max(0, i-60):min(len(out), i+20)])
	}
	for l := range strings.Lines(out) {
		for _, start := range []string{"::set-output", "##[error]", "hint: run rm"} {
			if strings.HasPrefix(strings.TrimSpace(l), start) {
				t.Errorf("%s has a line of somebody else's: %q", what, l)
			}
		}
	}
}

// Whatever stands in a flag, an argument, a file or standard input, and in whatever
// file's name, no command lets it act.
func TestInputActsNowhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	written := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	noNUL := strings.ReplaceAll(hostileWords, "\x00", "")
	evil := written(strings.ReplaceAll(noNUL, "/", "_")+".json", hostileWords)
	text := written("paste.txt", "Server returned error: \"535 "+hostileWords+"\"\nsmtp."+hostileWords+"\n")
	lines := written("targets.jsonl", `{"key":"`+noNUL+`"}`+"\n"+hostileWords+"\n")
	yaml := written("account.yaml", "user: \""+hostileWords+"\"\n"+hostileWords+": 1\n")
	log := written("mail.log", "Nov 21 12:00:00 mx postfix/smtpd[1]: 4F1: client="+hostileWords+", sasl_username="+hostileWords+"\n")
	for _, args := range [][]string{
		{hostileWords}, {"--" + hostileWords}, {"roundtrip", "--" + hostileWords}, {"roundtrip", "--lang", hostileWords},
		{"roundtrip", "--user", hostileWords, "--smtp", hostileWords, "--pop", hostileWords}, {"roundtrip", "--user", "a@b.test", "--smtp", hostileWords},
		{"roundtrip", "--user", "a@b.test", "--smtp", "x.test", "--pop", "x.test:" + hostileWords}, {"roundtrip", "--connect-to", hostileWords},
		{"roundtrip", "--helo", hostileWords}, {"roundtrip", "--proxy", hostileWords}, {"roundtrip", "--account", evil}, {"roundtrip", "--account", yaml},
		{"roundtrip", "--lab", hostileWords}, {"roundtrip", "--lab", evil}, {"roundtrip", "--lab", "healthy", "--smtp", hostileWords},
		{"roundtrip", "--ca-file", evil}, {"roundtrip", "--password-file", hostileWords}, {"roundtrip", "--output", hostileWords}, {"roundtrip", "--format", hostileWords},
		{"diagnose", hostileWords}, {"diagnose", "--said", evil}, {"diagnose", "--said", text}, {"diagnose", "--mail", evil}, {"diagnose", "--sending-ip", hostileWords},
		{"diagnose", "--offline-report", evil}, {"diagnose", "--profile", evil}, {"diagnose", "--hosts", evil, "--resolver", "127.0.0.1:1", "--timeout", "10ms"},
		{"explain", hostileWords}, {"explain", text}, {"explain", "--format", "json", text}, {"ticket", "--resolver", "127.0.0.1:1", "--timeout", "10ms", text},
		{"cert", "--chain", evil}, {"cert", "--host", hostileWords, "--chain", evil}, {"sweep", evil}, {"sweep", lines, "--resolver", "127.0.0.1:1", "--timeout", "10ms"},
		{"merge", evil}, {"leaving", evil}, {"leaving", log}, {"leaving", "--format", "json", log}, {"profile", "check", evil}, {"profile", "check", yaml},
		{"lab", "show", hostileWords}, {"lab", "serve", evil}, {"lab", "from", evil}, {"lab", "from", hostileWords}, {"lab", "check", "--scenario", hostileWords, "--", "true"},
		{"forward", hostileWords}, {"forward", "--lab", hostileWords}, {"autoconfig", hostileWords}, {"autoconfig", "--lab", hostileWords}, {"exporter", "--targets", evil},
		{"desk", "--listen", hostileWords}, {"desk", "--profile", evil}, {"clean", "--user", hostileWords}, {"completion", hostileWords},
	} {
		for _, lang := range []string{"en", "ja"} {
			t.Run(strings.Join(args, " ")+" "+lang, func(t *testing.T) {
				t.Parallel()
				var out, errs bytes.Buffer
				env := func(name string) string { return map[string]string{"HARNESS_LANG": lang}[name] }
				code := run(args, strings.NewReader(hostileWords), &out, &errs, env)
				if out.Len()+errs.Len() == 0 {
					t.Errorf("exit %d without a word", code)
				}
				safeToShow(t, "stdout", out.String())
				safeToShow(t, "stderr", errs.String())
			})
		}
	}
}

// A saved run in which every word of the servers is hostileWords is shown safely in every
// form; so is the scenario that is made of it.
func TestHostileRun(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "run.json")
	for _, args := range [][]string{{"roundtrip", "--lab", "wrong-host"}, {"roundtrip", "--lab", "auth-535"}, {"diagnose", "--lab", "gmo-shared", "--no-login"}} {
		saved, _, _ := harness(t, "", append(args, "--format", "json")...)
		var run any
		if err := json.Unmarshal([]byte(saved), &run); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(poisoned(run, ""))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, f := range render.Formats() {
			stdout, stderr, code := harness(t, "", "diagnose", "--offline-report", file, "--format", f.Name(), "--details")
			if code == 2 && f.Name() != "nagios" || !strings.Contains(stdout, "evil") {
				t.Errorf("%q as %s: exit %d, and nothing of the words: %s", args, f.Name(), code, stderr)
			}
			if f.Name() == "csv" { // RFC 4180: its lines end so
				stdout = strings.ReplaceAll(stdout, "\r\n", "\n")
			}
			safeToShow(t, f.Name(), stdout+stderr)
		}
		stdout, stderr, _ := harness(t, "", "lab", "from", file)
		safeToShow(t, "lab from", stdout+stderr)
	}
}

// poisoned is a run with hostileWords words in place of what servers chose.
func poisoned(v any, key string) any {
	words := strings.ToValidUTF8(hostileWords, "")
	switch v := v.(type) {
	case map[string]any:
		for k, one := range v {
			v[k] = poisoned(one, k)
		}
	case []any:
		for i, one := range v {
			v[i] = poisoned(one, key)
		}
	case string:
		switch key {
		case "text", "detail", "address", "to", "login", "host", "typed", "data", "name", "roots", "target", "sni", "cipher", "enhanced":
			if v != "" {
				return v + words
			}
		}
	}
	return v
}

// What a command forgets to clean is cleaned by the streams themselves; a stream that
// is a terminal is still known for one.
func TestGuarded(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	stdout, stderr, flush := guarded(&out, &errs)
	for _, w := range []io.Writer{stdout, stderr} {
		if _, err := io.WriteString(w, hostileWords+"\xe6\x97"); err != nil {
			t.Fatal(err)
		}
	}
	flush()
	for what, text := range map[string]string{"stdout": out.String(), "stderr": errs.String()} {
		if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\r' && clean.Unsafe(r) }); i >= 0 || !utf8.ValidString(text) || !strings.HasSuffix(text, `\xe6\x97`) {
			t.Errorf("%s: %q", what, text)
		}
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if f, ok := fileOf(clean.NewTerminal(null)); !ok || f != null {
		t.Error("a guarded file is no file any more")
	}
}

// A saying makes its values safe, whatever they are, and stays what errors.Is finds.
func TestSayings(t *testing.T) {
	t.Parallel()
	bad := fmt.Errorf("%s: %w", hostileWords, os.ErrNotExist)
	for _, args := range [][]any{{hostileWords}, {bad}, {[]string{hostileWords}}, {clean.Raw(hostileWords)}} {
		got := saying{"one %v", args}.in("en")
		if strings.ContainsFunc(got, clean.Unsafe) || !utf8.ValidString(got) {
			t.Errorf("%T: %q", args[0], got)
		}
	}
	if !errors.Is(badUsage("", "x: %w", bad), os.ErrNotExist) {
		t.Error("the cause is gone")
	}
}
