package main

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"harness/cmd/internal/bounded"
	"harness/verify/clean"
	"harness/verify/spelling"
)

// fromFile fills what no flag gave from the account file.
func (s *settings) fromFile(a *app) error {
	if s.Account == "" {
		return nil
	}
	data, err := readInput(a, s.Account, bounded.Settings)
	if err != nil {
		return badUsage("--account takes a YAML file with lines such as \"user: info@customer.example\"", "account file: %w", err)
	}
	if err := bounded.YAML(data); err != nil {
		return badUsage("--account takes a YAML file with lines such as \"user: info@customer.example\"", "account file: %w", err)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // the mark that some editors put in front of UTF-8
	var file settings
	if err := bounded.Decode(data, &file); err != nil {
		return badAccountFile(s.Account, data, err)
	}
	merge(reflect.ValueOf(s).Elem(), reflect.ValueOf(file), a.given)
	if a.given["password-stdin"] { // it has no key, and beats the sources that the file names for both legs
		s.PasswordEnv = ""
		if !a.given["password-file"] {
			s.PasswordFile = ""
		}
	}
	return nil
}

// merge takes over from the file what no flag gave. Presence decides, not the
// value: --keep=false beats keep: true, and --only= beats only: send.
func merge(dst, file reflect.Value, given map[string]bool) {
	for i := range dst.NumField() {
		f := dst.Type().Field(i)
		if f.Type.Kind() == reflect.Struct {
			merge(dst.Field(i), file.Field(i), given)
			continue
		}
		key := settingKey(f)
		if key != "" && !given[strings.ReplaceAll(key, "_", "-")] {
			dst.Field(i).Set(file.Field(i))
		}
	}
}

// settingKey is the key of a field in an account file; "" if it has none. It
// is the flag's name with _ for -.
func settingKey(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return strings.TrimPrefix(key, "-")
}

// badAccountFile says what is wrong and where. The line is shown, but never
// its neighbours, and its value only where no secret can stand: a password
// under a misspelt key must not come out in an error.
func badAccountFile(name string, data []byte, err error) error {
	const hint = "the keys are the long flags with _ for -, and *_password_file, *_password_env"
	var wrong yaml.Error
	if !errors.As(err, &wrong) || wrong.GetToken() == nil {
		return badUsage("timeout: 30s, wait: 2m; the keys are the long flags with _ for -", "account file %s: a value is not of the form that its key takes", name)
	}
	number := wrong.GetToken().Position.Line
	key, _, hasValue := strings.Cut(fileLine(data, number), ":")
	key = strings.TrimSpace(key)
	var unknown *yaml.UnknownFieldError
	switch {
	case errors.As(err, &unknown) && strings.Contains(strings.ToLower(key), "password"):
		return badUsage("put it into a file and name that: password_file: FILE, or password_env: VARIABLE",
			"account file %s, line %d: passwords do not belong into account files", name, number)
	case !hasValue || len(key) > 60:
		return badUsage(hint, "account file %s, line %d: %s", name, number, clean.Line(wrong.GetMessage()))
	case harmless(key):
		return badUsage(hint, "account file %s, line %d: %s\n  %s", name, number, clean.Line(wrong.GetMessage()), clean.Line(fileLine(data, number)))
	}
	return badUsage(hint, "account file %s, line %d: %s\n  %s: (value not shown)", name, number, clean.Line(wrong.GetMessage()), clean.Line(key))
}

// fileLine is a line of a text, counted from 1; of a long one the beginning.
func fileLine(text []byte, number int) string {
	lines := bytes.Split(text, []byte("\n"))
	if number < 1 || number > len(lines) {
		return ""
	}
	const most = 200
	line := bytes.TrimRight(lines[number-1], "\r")
	if len(line) > most {
		return strings.ToValidUTF8(string(line[:most]), "") + "..."
	}
	return string(line)
}

// harmless tells whether a key is one of the settings that hold no secret, or a
// slip of the fingers away from one.
func harmless(key string) bool {
	return slices.ContainsFunc(settingNames(reflect.TypeFor[settings]()), func(known string) bool {
		return known != "proxy" && (key == known || len(key) > 3 && spelling.Distance(key, known) <= 2)
	})
}

// settingNames are the keys of an account file without those of passwords.
func settingNames(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		name := settingKey(f)
		switch {
		case f.Type.Kind() == reflect.Struct:
			out = append(out, settingNames(f.Type)...)
		case name != "" && !strings.Contains(name, "password"):
			out = append(out, name)
		}
	}
	return out
}
