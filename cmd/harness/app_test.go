package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

// A command is parsed by a grammar of its own; everything else by the whole one.
func TestOneCommandsGrammar(t *testing.T) {
	t.Parallel()
	for i := range reflect.TypeFor[cli]().NumField() {
		name := strings.ToLower(reflect.TypeFor[cli]().Field(i).Name)
		narrow := reflect.TypeOf(commandsFor([]string{name})).Elem()
		if narrow.NumField() != 1 {
			t.Errorf("%s: %d commands", name, narrow.NumField())
		}
		help := func(args ...string) string {
			var out bytes.Buffer
			if code := run(args, strings.NewReader(""), &out, &out, os.Getenv); code != 0 {
				t.Errorf("%v: exit %d: %s", args, code, out.Bytes())
			}
			return out.String()
		}
		if one := help(name, "--help"); !strings.HasPrefix(one, "Usage: harness "+name) {
			t.Errorf("%s --help begins %.60q", name, one)
		}
	}
	if got := reflect.TypeOf(commandsFor([]string{"--help"})).Elem(); got != reflect.TypeFor[cli]() {
		t.Errorf("--help has the grammar of %v", got)
	}
}
