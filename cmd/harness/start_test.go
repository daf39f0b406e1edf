package main

import (
	"bytes"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What our packages may allocate before main begins, in bytes: every command pays
// for it, whatever it does. A table that is larger, or a regular expression, is
// made at its first use, by sync.OnceValue.
const (
	startOfOne = 40 << 10 // this package has its tests' own with it
	startOfAll = 160 << 10
)

var initLine = regexp.MustCompile(`(?m)^init (\S+) @\S+ ms, \S+ ms clock, (\d+) bytes, \d+ allocs$`)

// TestStartIsSmall reads Go's own account of the initialisation of each package.
func TestStartIsSmall(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "version")
	cmd.Env = append(os.Environ(), asProgram+"=1", "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, trace.Bytes())
	}
	module := strings.TrimSuffix(reflect.TypeFor[app]().PkgPath(), "cmd/harness")
	all, ours := 0, 0
	for _, m := range initLine.FindAllStringSubmatch(trace.String(), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil || !strings.HasPrefix(m[1], module) {
			continue // a library, or Go's own
		}
		ours++
		all += n
		if n > startOfOne {
			t.Errorf("%s allocates %d bytes before main, at most %d", m[1], n, startOfOne)
		}
	}
	if all > startOfAll || ours < 10 {
		t.Errorf("%d packages of ours allocate %d bytes before main, at most %d", ours, all, startOfAll)
	}
	if t.Failed() {
		t.Logf("%s", trace.Bytes())
	}
}
