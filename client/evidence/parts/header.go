package parts

import (
	"bytes"
	"strings"
)

// Field is one header field, unfolded.
type Field struct {
	Name  string // as written
	Value string // without the space at its ends
}

// Fields reads the header of a message, forgivingly: a line without a colon is
// skipped, as is one that cannot be a name. It stops at the first empty line.
func Fields(raw []byte) []Field {
	fields := []Field{}
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		raw = rest
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n := len(fields); n > 0 {
				fields[n-1].Value = strings.TrimSpace(fields[n-1].Value + " " + strings.TrimSpace(string(line)))
			}
			continue
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if !found || len(name) == 0 || bytes.ContainsAny(name, " \t") {
			continue
		}
		fields = append(fields, Field{Name: string(name), Value: strings.TrimSpace(string(value))})
	}
	return fields
}

// Value is the value of the first field of that name, "" if there is none.
func Value(fields []Field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// body is what follows the header; nil where the header has no end.
func body(raw []byte) []byte {
	for len(raw) > 0 {
		line, rest, found := bytes.Cut(raw, []byte("\n"))
		if !found {
			return nil
		}
		raw = rest
		if len(bytes.TrimSuffix(line, []byte("\r"))) == 0 {
			return raw
		}
	}
	return nil
}
