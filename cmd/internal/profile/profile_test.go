package profile

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func example(t *testing.T) *Profile {
	t.Helper()
	data, err := os.ReadFile("../../../docs/profile.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExample(t *testing.T) {
	t.Parallel()
	p := example(t)
	for host, own := range map[string]bool{
		"mail.hanamizuki.example": true, "MAIL.hanamizuki.example.": true, "sv1234.hanamizuki.example": true, "sv.hanamizuki.example": true,
		"pop-05.hanamizuki.example": true, "www.hanamizuki.example": false, "a.sv1.hanamizuki.example": false, "sv1.hanamizuki.example.evil.example": false,
		"hanamizuki.example": false, "": false,
	} {
		if p.Owns(host) != own {
			t.Errorf("%s: %v", host, !own)
		}
	}
	if a := p.TestAccount("sv7.hanamizuki.example"); a == nil || a.Address != "probe@hanamizuki.example" {
		t.Errorf("test account %+v", a)
	}
	if p.TestAccount("sv7.other.example") != nil {
		t.Error("a stranger's server has a test account")
	}
	var nobody *Profile
	if nobody.Owns("mail.hanamizuki.example") || nobody.TestAccount("x.example") != nil || len(nobody.Ways()) != 4 {
		t.Error("no profile is not empty")
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"language: ja":                                                                           "name: is missing",
		"name: A\nlanguage: fr":                                                                  "language: takes en or ja",
		"name: A\nservers: {patterns: ['*.jp']}":                                                 "servers.patterns[0]: \"*.jp\" covers other people's names",
		"name: A\nservers: {patterns: ['*.co.jp']}":                                              "covers other people's names",
		"name: A\nservers: {patterns: ['sv*']}":                                                  "covers other people's names",
		"name: A\nservers: {patterns: ['a.example']}":                                            "has no *",
		"name: A\nservers: {names: ['a b.example/']}":                                            "servers.names[0]",
		"name: A\nsender: {outbound: ['203.0.113.0/99']}":                                        "sender.outbound[0]",
		"name: A\nsender: {spf_include: 'include:a.example'}":                                    "sender.spf_include",
		"name: A\nways_on: [fax]":                                                                "ways_on[0]: \"fax\" is not known",
		"name: A\ninventory: {command: [where]}":                                                 "needs the argument {domain} once",
		"name: A\ninventory: {command: [sh, -c, 'where {domain}']}":                              "must be an argument of its own",
		"name: A\ninventory: {command: ['{domain}', '{domain}']}":                                "must be a program",
		"name: A\ninventory: {command: [w, '{domain}'], file: x}":                                "not both",
		"name: A\ntest_accounts: [{server: a.example, address: x@a.example}]":                    "one of password_file and password_env",
		"name: A\ntest_accounts: [{server: a.example, address: x@a.example, password: hunter2}]": "passwords do not belong into a profile",
		"name: A\nsevers: {}":                                                                    "the key is not known",
		"name: [A":                                                                               "not readable",
	} {
		_, err := Parse([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n%v, want %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error shows a password: %v", err)
		}
	}
}

func TestInventoryFile(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"servers.txt": {Data: []byte("# domain smtp pop\nhana.example  sv1.h.example:465  sv2.h.example\ntori.example,sv3.h.example,-\nbad.example sv3.h.example:x -\n")}}
	p := &Profile{Inventory: Inventory{File: "servers.txt"}}
	home, err := p.Home(t.Context(), files, "HANA.example.")
	if err != nil || home.SMTP.Host != "sv1.h.example" || home.SMTP.Port != 465 || home.POP.Host != "sv2.h.example" || home.POP.Port != 995 {
		t.Errorf("%+v, %v", home, err)
	}
	if home, err := p.Home(t.Context(), files, "tori.example"); err != nil || home.POP.Host != "" || home.SMTP.Host != "sv3.h.example" {
		t.Errorf("%+v, %v", home, err)
	}
	if _, err := p.Home(t.Context(), files, "kame.example"); !errors.Is(err, ErrNotListed) {
		t.Error(err)
	}
	if _, err := p.Home(t.Context(), files, "bad.example"); err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Error(err)
	}
}

// TestInventoryCommand starts a program that prints its arguments: the domain
// is one of them, as it is, and what is no host name starts nothing.
func TestInventoryCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	log := filepath.Join(dir, "started")
	script := filepath.Join(dir, "where")
	body := "#!/bin/sh\nfor a in \"$@\"; do echo \"<$a>\" >>" + log + "; done\necho 'sv1.h.example:587 sv2.h.example:995'\n"
	if err := os.WriteFile(script, []byte(body), 0o700); err != nil {
		t.Fatal(err)
	}
	p := &Profile{Inventory: Inventory{Command: []string{script, "--of", "{domain}"}}}
	home, err := p.Home(context.WithoutCancel(t.Context()), nil, "hana.example")
	if err != nil || home.SMTP.Host != "sv1.h.example" || home.POP.Port != 995 {
		t.Fatalf("%+v, %v", home, err)
	}
	if got, _ := os.ReadFile(log); string(got) != "<--of>\n<hana.example>\n" {
		t.Errorf("arguments %q", got)
	}
	for _, domain := range []string{"", "--help", "-x.example", "a b.example", "$(id).example", "a;id.example", "../x.example", "x\n.example", "203.0.113.7", "localhost"} {
		if _, err := p.Home(t.Context(), nil, domain); err == nil {
			t.Errorf("%q was taken for a domain", domain)
		}
	}
	if got, _ := os.ReadFile(log); strings.Count(string(got), "\n") != 2 {
		t.Errorf("something was started: %q", got)
	}
}

// TestSchema: the JSON Schema has the keys that the profile has, and no others.
func TestSchema(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../docs/schema/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	var compare func(at string, typ reflect.Type, s map[string]any)
	compare = func(at string, typ reflect.Type, s map[string]any) {
		if ref, ok := s["$ref"].(string); ok {
			s = schema["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		if typ.Kind() == reflect.Slice {
			if s["type"] != "array" {
				t.Errorf("%s is no array", at)
			}
			compare(at+"[]", typ.Elem(), s["items"].(map[string]any))
			return
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		if s["additionalProperties"] != false {
			t.Errorf("%s takes any key", at)
		}
		properties, _ := s["properties"].(map[string]any)
		var keys []string
		for i := range typ.NumField() {
			key := typ.Field(i).Tag.Get("yaml")
			keys = append(keys, key)
			sub, ok := properties[key].(map[string]any)
			if !ok {
				t.Errorf("the schema lacks %s.%s", at, key)
				continue
			}
			compare(at+"."+key, typ.Field(i).Type, sub)
		}
		for key := range properties {
			if !slices.Contains(keys, key) {
				t.Errorf("the schema has %s.%s too many", at, key)
			}
		}
	}
	compare("", reflect.TypeFor[Profile](), schema)
}
