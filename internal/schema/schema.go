// Package schema writes a JSON Schema (draft 2020-12) for a Go type as
// encoding/json writes it, and holds JSON against the schemas of a folder. It
// is a help of tests: docs/schema is made by it, and every JSON that the tests
// see is held against docs/schema.
package schema

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Form is one JSON form.
type Form struct {
	Name   string            // of the file: "report" for report.schema.json
	Title  string            // which command writes it
	Value  any               // of the type that is encoded
	Number int               // of the form, in its key "schema"
	Fixed  map[string]string // keys of the outermost object that have one value, e.g. "command"
}

// Write is the form's schema, indented.
func (f Form) Write() ([]byte, error) {
	w := writer{known: known(), defs: map[string]any{}, names: map[reflect.Type]string{}}
	top := w.of(reflect.TypeOf(f.Value))
	out := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", f.Name + ".schema.json"},
		{"title", f.Title},
	}
	if ref, ok := top.get("$ref"); ok {
		name := strings.TrimPrefix(ref.(string), "#/$defs/")
		top = w.defs[name].(object)
		delete(w.defs, name)
		properties, _ := top.get("properties")
		for i, p := range properties.(object) {
			if p.key == "schema" {
				properties.(object)[i].value = object{{"const", f.Number}}
			} else if v, ok := f.Fixed[p.key]; ok {
				properties.(object)[i].value = object{{"const", v}}
			}
		}
	}
	out = append(out, top...)
	if len(w.defs) > 0 {
		var defs object
		for name, d := range w.defs {
			defs = append(defs, pair{name, d})
		}
		slices.SortFunc(defs, func(a, b pair) int { return strings.Compare(a.key, b.key) })
		out = append(out, pair{"$defs", defs})
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(out)
	return text.Bytes(), err
}

// object is a JSON object that keeps its order.
type object []pair

type pair struct {
	key   string
	value any
}

func (o object) get(key string) (any, bool) {
	for _, p := range o {
		if p.key == key {
			return p.value, true
		}
	}
	return nil, false
}

// MarshalJSON writes the pairs in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		var value bytes.Buffer
		enc := json.NewEncoder(&value)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(p.value); err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", p.key, bytes.TrimSpace(value.Bytes()))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type writer struct {
	known map[reflect.Type]object
	defs  map[string]any
	names map[reflect.Type]string
}

var (
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
)

func (w *writer) of(t reflect.Type) object {
	if o, ok := w.known[t]; ok {
		return o
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return object{{"type", "string"}, {"format", "date-time"}}
	case t.Kind() == reflect.Pointer:
		return object{{"anyOf", []any{w.of(t.Elem()), object{{"type", "null"}}}}}
	case t.Implements(textMarshaler):
		return object{{"type", "string"}}
	case t.Implements(jsonMarshaler):
		panic(fmt.Sprintf("%v has a JSON form of its own: say it in known", t))
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		return object{{"type", "integer"}}
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		return object{{"type", "integer"}, {"minimum", 0}}
	case reflect.Float64, reflect.Float32:
		return object{{"type", "number"}}
	case reflect.String:
		return object{{"type", "string"}}
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 && !t.Elem().Implements(jsonMarshaler) {
			return object{{"type", "string"}, {"contentEncoding", "base64"}}
		}
		return object{{"type", "array"}, {"items", w.of(t.Elem())}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", w.of(t.Elem())}}
	case reflect.Struct:
		return w.named(t)
	}
	panic(fmt.Sprintf("%v has no JSON form", t))
}

// named puts a struct among the definitions, once.
func (w *writer) named(t reflect.Type) object {
	name, ok := w.names[t]
	if !ok {
		name = strings.TrimSuffix(t.Name(), "Form")
		for _, other := range w.names {
			if other == name {
				name = t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:] + "_" + name
			}
		}
		w.names[t] = name
		w.defs[name] = nil // it may hold itself
		w.defs[name] = w.fields(t)
	}
	return object{{"$ref", "#/$defs/" + name}}
}

func (w *writer) fields(t reflect.Type) object {
	var properties object
	required := []string{}
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous && tag == "" || !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		p := pair{name, w.of(f.Type)}
		optional := strings.Contains(options, "omit")
		if i := slices.IndexFunc(properties, func(p pair) bool { return p.key == name }); i >= 0 {
			if len(f.Index) > 1 {
				continue // an outer field of that name is written
			}
			properties = slices.Delete(properties, i, i+1)
			required = slices.DeleteFunc(required, func(r string) bool { return r == name })
		}
		properties = append(properties, p)
		if !optional {
			required = append(required, name)
		}
	}
	return object{{"type", "object"}, {"additionalProperties", false}, {"required", required}, {"properties", properties}}
}
