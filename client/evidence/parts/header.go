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
	var more []byte // of the last field
	unfold := func() {
		if len(more) > 0 {
			fields[len(fields)-1].Value = strings.TrimSpace(fields[len(fields)-1].Value + string(more))
		}
		more = more[:0]
	}
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		raw = rest
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if text := bytes.TrimSpace(line); len(fields) > 0 && len(text) > 0 {
				more = append(append(more, ' '), text...)
			}
			continue
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if !found || len(name) == 0 || bytes.ContainsAny(name, " \t") {
			continue
		}
		unfold()
		fields = append(fields, Field{Name: string(name), Value: strings.TrimSpace(string(value))})
	}
	unfold()
	return fields
}

// Plain tells whether a header is one that programs can be given to read: of at
// most 1 MiB and 20,000 lines, and with no field of more than 500. Some of them
// copy what they have of a field with each of its lines. The header of a mail
// that arrived somewhere is a hundredth of that.
func Plain(raw []byte) bool {
	const most, mostLines, mostOfOne = 1 << 20, 20_000, 500
	head := raw[:min(len(raw), most)]
	for lines, folded := 0, 0; len(head) > 0; lines++ {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		head = rest
		if len(bytes.TrimSuffix(line, []byte("\r"))) == 0 {
			return true
		}
		if line[0] != ' ' && line[0] != '\t' {
			folded = 0
		}
		if folded++; folded > mostOfOne || lines == mostLines {
			return false
		}
	}
	return len(raw) <= most
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
