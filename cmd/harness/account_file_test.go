package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"harness/verify/render"
)

// Every setting of an account file is a flag of the same name, so that each can
// be beaten; but those that name a variable.
func TestEverySettingIsAFlag(t *testing.T) {
	t.Parallel()
	var c roundtripCmd
	parser, err := kong.New(&c, helpVars(render.Formats()))
	if err != nil {
		t.Fatal(err)
	}
	flags := map[string]bool{}
	for _, f := range parser.Model.Flags {
		flags[f.Name] = true
	}
	for _, key := range keysOf(reflect.TypeFor[settings]()) {
		if name := strings.ReplaceAll(key, "_", "-"); !flags[name] && !strings.HasSuffix(key, "password_env") {
			t.Errorf("%s: no flag --%s", key, name)
		}
	}
}

func keysOf(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if f := t.Field(i); f.Type.Kind() == reflect.Struct {
			out = append(out, keysOf(f.Type)...)
		} else if key := settingKey(f); key != "" {
			out = append(out, key)
		}
	}
	return out
}

// A flag beats the file by being there, for every setting and with the value
// that Go has for nothing; a flag that is not there leaves the file's.
func TestAFlagBeatsTheAccountFile(t *testing.T) {
	t.Parallel()
	typ := reflect.TypeFor[settings]()
	var file strings.Builder
	for _, key := range keysOf(typ) {
		fmt.Fprintf(&file, "%s: %s\n", key, sampleOf(t, typ, key))
	}
	name := filepath.Join(t.TempDir(), "account.yaml")
	if err := os.WriteFile(name, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	read := func(args ...string) settings {
		var c roundtripCmd
		parser, err := kong.New(&c, helpVars(render.Formats()))
		if err != nil {
			t.Fatal(err)
		}
		kctx, err := parser.Parse(append(args, "--account", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.fromFile(&app{given: givenFlags(kctx)}); err != nil {
			t.Fatal(err)
		}
		return c.settings
	}
	all := read()
	for _, key := range keysOf(typ) {
		if got := valueOf(reflect.ValueOf(all), key); got.IsZero() {
			t.Errorf("%s: not read", key)
		}
		if strings.HasSuffix(key, "password_env") {
			continue
		}
		flag := "--" + strings.ReplaceAll(key, "_", "-") + "="
		switch valueOf(reflect.ValueOf(all), key).Interface().(type) {
		case bool:
			flag += "false"
		case *time.Duration:
			flag += "0s"
		}
		got, want := valueOf(reflect.ValueOf(read(flag)), key), valueOf(reflect.ValueOf(all), key)
		if d, ok := got.Interface().(*time.Duration); ok && d != nil && *d == 0 {
			continue
		}
		if list, ok := got.Interface().([]string); ok && strings.Join(list, "") == "" {
			continue
		}
		if !got.IsZero() {
			t.Errorf("%s: %v, the file has %v", flag, got, want)
		}
	}
}

// sampleOf is a value of a setting that is not zero.
func sampleOf(t *testing.T, typ reflect.Type, key string) string {
	switch kind := valueOf(reflect.New(typ).Elem(), key).Type(); {
	case kind.Kind() == reflect.Bool:
		return "true"
	case kind == reflect.TypeFor[*time.Duration]():
		return "7s"
	case kind.Kind() == reflect.Slice:
		return "[one, two]"
	case kind.Kind() == reflect.String:
		return "text"
	default:
		t.Fatalf("%s: no sample of a %v", key, kind)
		return ""
	}
}

func valueOf(v reflect.Value, key string) reflect.Value {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Kind() == reflect.Struct {
			if got := valueOf(v.Field(i), key); got.IsValid() {
				return got
			}
		} else if settingKey(f) == key {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}
