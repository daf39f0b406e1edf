package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// From a saved run to a file, and with the file through the commands that take a
// scenario's name.
func TestLabFrom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	saved, made := filepath.Join(dir, "Ticket 4711.json"), filepath.Join(dir, "case.json")
	if _, stderr, code := harness(t, "", "roundtrip", "--lab", "wrong-host", "--save", saved); code != 1 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	stdout, stderr, code := harness(t, "", "lab", "from", saved)
	if code != 0 || !strings.Contains(stderr, "a login: none was seen") {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if err := ofNoForm([]byte(stdout)); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(made, []byte(stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"roundtrip", "--lab", made}, {"diagnose", "--lab", made}, {"lab", "show", made}} {
		stdout, stderr, _ := harness(t, "", args...)
		if !strings.Contains(stdout, "tls-name-mismatch") {
			t.Errorf("%q:\n%s%s", args, stdout, stderr)
		}
	}
	var out, errs bytes.Buffer // lab serve tells the password
	code = run([]string{"lab", "serve", "--for", "1ms", made, "healthy"}, strings.NewReader(""), &out, &errs, func(string) string { return "" })
	if code != 0 || !strings.Contains(out.String(), "\nticket-4711\n") || !strings.Contains(out.String(), "harness finds: tls-name-mismatch") {
		t.Errorf("exit %d:\n%s%s", code, &out, &errs)
	}
}

func TestLabFromRefuses(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(file, []byte(`{"command":"lab from","schema":99}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"not a diagnosis":        {"lab", "from", file},
		"schema 99":              {"roundtrip", "--lab", file},
		"no such file":           {"diagnose", "--lab", "./nowhere.json"},
		"no scenario \"healty\"": {"lab", "serve", "healty"},
		"healthy":                {"roundtrip", "--lab", "healty"}, // what was meant
	} {
		if _, stderr, code := harness(t, "", args...); code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit %d: %s", args, code, stderr)
		}
	}
}
