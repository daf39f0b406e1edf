package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"harness/verify/clean"
)

// Encode writes any value of this project's JSON forms: indented, lists never
// null, and every rune that Clean would mark escaped as \uNNNN, so that the
// text is both exact and harmless on a terminal.
func Encode(w io.Writer, v any) error {
	return encode(w, v, "  ")
}

// EncodeLine is Encode on one line, for streams.
func EncodeLine(w io.Writer, v any) error {
	return encode(w, v, "")
}

func encode(w io.Writer, v any, indent string) error {
	full := reflect.New(reflect.TypeOf(v)).Elem()
	full.Set(noNil(reflect.ValueOf(v)))
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(full.Interface()); err != nil {
		return err
	}
	_, err := w.Write(escape(buf.Bytes()))
	return err
}

// escape rewrites runes inside JSON strings; outside of strings the encoder
// writes ASCII and newlines only.
func escape(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); {
		r, size := utf8.DecodeRune(in[i:])
		switch {
		case r < 0x80 && r != 0x7f, !clean.Unsafe(r):
			out = append(out, in[i:i+size]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += size
	}
	return out
}

// noNil copies a value with every nil slice of it made empty, but for fields whose
// absence says something (omitzero). Types with their own JSON form are taken as
// they are.
func noNil(v reflect.Value) reflect.Value {
	if !v.IsValid() {
		return v
	}
	if _, ok := v.Interface().(json.Marshaler); ok && v.Kind() != reflect.Pointer {
		return v
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(noNil(v.Elem()))
		return p
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			s.Index(i).Set(noNil(v.Index(i)))
		}
		return s
	case reflect.Struct:
		c := reflect.New(v.Type()).Elem()
		c.Set(v) // unexported fields too
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !(v.Field(i).IsZero() && strings.Contains(f.Tag.Get("json"), ",omitzero")) {
				c.Field(i).Set(noNil(v.Field(i)))
			}
		}
		return c
	case reflect.Map:
		if v.IsNil() {
			return reflect.MakeMap(v.Type())
		}
	}
	return v
}
