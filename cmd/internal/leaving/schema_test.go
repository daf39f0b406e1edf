package leaving

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestSchema holds what the reader writes against docs/schema/leaving.schema.json, and
// the schema against what it must refuse.
func TestSchema(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "schema", "leaving.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	quotas := Quotas{"info@customer.test": {Limit: 1 << 30, Used: 5, UsedKnow: true}}
	maybe := "Nov 25 09:00:00 mail postfix/smtpd[1]: 4F1: client=x.google.com[192.0.2.1], sasl_username=maybe@customer.test\n"
	for name, log := range map[string]string{"empty": "", "fetched": visits(2) + sends + maybe, "courier": courierVisits()} {
		r := NewReader(NewGoogle())
		if err := r.Read(t.Context(), Source{Name: name, Until: today, R: strings.NewReader(log)}); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := r.Result(today, quotas).JSON(&out); err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := json.Unmarshal(out.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		for _, fault := range against(s, s, v, name) {
			t.Error(fault)
		}
		spoiled := []struct {
			what, key string
			value     any
		}{{"an unknown key", "more", 1.0}, {"another schema", "schema", 2.0}, {"a null list", "months", nil}, {"no date", "first", "yesterday"}, {"a fraction", "days", 1.5}}
		for _, sp := range spoiled {
			old, had := v[sp.key]
			v[sp.key] = sp.value
			if len(against(s, s, v, name)) == 0 {
				t.Errorf("%s: the schema takes %s", name, sp.what)
			}
			if v[sp.key] = old; !had {
				delete(v, sp.key)
			}
		}
		if delete(v, "run"); len(against(s, s, v, name)) == 0 {
			t.Errorf("%s: the schema takes a missing key", name)
		}
	}
}

// against checks the keywords of JSON Schema that the schema uses; another one is
// a fault of the schema.
func against(root, s map[string]any, v any, at string) (faults []string) {
	say := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	for word, w := range s {
		switch word {
		case "$schema", "$id", "$defs", "title", "description", "properties":
		case "$ref":
			defs, _ := root["$defs"].(map[string]any)
			def, _ := defs[strings.TrimPrefix(w.(string), "#/$defs/")].(map[string]any)
			if def == nil {
				say("no %v", w)
			}
			faults = append(faults, against(root, def, v, at)...)
		case "type":
			n, isNumber := v.(float64)
			kind := map[string]bool{"object": reflect.TypeOf(v) == reflect.TypeFor[map[string]any](), "array": reflect.TypeOf(v) == reflect.TypeFor[[]any](),
				"string": reflect.TypeOf(v) == reflect.TypeFor[string](), "boolean": reflect.TypeOf(v) == reflect.TypeFor[bool](), "integer": isNumber && n == math.Trunc(n)}
			if !kind[w.(string)] {
				say("%v is no %v", v, w)
			}
		case "const":
			if v != w {
				say("%v is not %v", v, w)
			}
		case "enum":
			if !slices.Contains(w.([]any), v) {
				say("%v is none of %v", v, w)
			}
		case "minimum":
			if n, ok := v.(float64); ok && n < w.(float64) {
				say("%v is less than %v", n, w)
			}
		case "pattern":
			if text, ok := v.(string); ok && !regexp.MustCompile(w.(string)).MatchString(text) {
				say("%q is not %v", text, w)
			}
		case "required":
			for _, key := range w.([]any) {
				if m, ok := v.(map[string]any); ok && !has(m, key.(string)) {
					say("%v is missing", key)
				}
			}
		case "additionalProperties":
			known, _ := s["properties"].(map[string]any)
			m, _ := v.(map[string]any)
			for key, value := range m {
				if !has(known, key) {
					say("%s is not known", key)
					continue
				}
				faults = append(faults, against(root, known[key].(map[string]any), value, at+"."+key)...)
			}
		case "items":
			list, _ := v.([]any)
			for i, one := range list {
				faults = append(faults, against(root, w.(map[string]any), one, fmt.Sprintf("%s[%d]", at, i))...)
			}
		default:
			say("the keyword %s is not checked here", word)
		}
	}
	return faults
}

func has(m map[string]any, key string) bool { _, ok := m[key]; return ok }
