package forward

import (
	"bytes"
	"harness/client/evidence/parts"
	"slices"
	"strings"
)

// The changes that are told apart.
const (
	bodyFooter   = "footer"      // the text is there, with more below it
	bodyRecoded  = "re-encoded"  // the same text in another transfer encoding
	bodyChanged  = "text"        // the text is another one
	headTag      = "subject-tag" // the subject is there, with more round it
	headFrom     = "from"        // the author's address is another one
	headUnsigned = "unsigned"    // the DKIM-Signature is gone
	headRefolded = "refolded"    // fields with the same words on other lines
	headDoubled  = "doubled"     // a second field of a name that may stand once
)

// changesOf compares a letter with what arrived of it. What servers add above it
// is no change. Names of fields that were removed or changed follow a colon.
func changesOf(sent, got []byte) []string {
	before, after := parse(sent), parse(got)
	out := []string{}
	add := func(what string) {
		if !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	for _, f := range before.fields {
		name := strings.ToLower(f.name)
		have := after.all(name)
		switch {
		case len(have) == 0 && name == "dkim-signature":
			add(headUnsigned)
		case len(have) == 0:
			add("removed:" + name)
		case slices.Contains(have, f.value):
		case slices.ContainsFunc(have, func(v string) bool { return oneLine(v) == oneLine(f.value) }):
			add(headRefolded)
		case name == "dkim-signature":
			add(headUnsigned)
		case name == "subject" && slices.ContainsFunc(have, func(v string) bool { return strings.Contains(oneLine(v), oneLine(f.value)) }):
			add(headTag)
		case name == "from":
			add(headFrom)
		case name != "content-transfer-encoding":
			add("changed:" + name)
		}
		if len(have) > len(before.all(name)) && name != "dkim-signature" {
			add(headDoubled + ":" + name)
		}
	}
	if b := body(before, after); b != "" {
		add(b)
	}
	return out
}

func body(before, after message) string {
	if bytes.Equal(before.body, after.body) {
		return ""
	}
	old, now := before.text(), after.text()
	switch {
	case now == old:
		return bodyRecoded
	case strings.HasPrefix(now, old):
		return bodyFooter
	}
	return bodyChanged
}

type message struct {
	fields []struct{ name, value string }
	body   []byte
}

func parse(raw []byte) message {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	m := message{body: body}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if n := len(m.fields); n > 0 && line != "" && (line[0] == ' ' || line[0] == '\t') {
			m.fields[n-1].value += "\r\n" + line
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		m.fields = append(m.fields, struct{ name, value string }{name, value})
	}
	return m
}

func (m message) all(name string) []string {
	var out []string
	for _, f := range m.fields {
		if strings.EqualFold(f.name, name) {
			out = append(out, f.value)
		}
	}
	return out
}

// text is the body decoded, without what is white at its end.
func (m message) text() string {
	encoding := ""
	if list := m.all("Content-Transfer-Encoding"); len(list) > 0 {
		encoding = strings.ToLower(strings.TrimSpace(list[0]))
	}
	b, ok := parts.Part{Encoding: encoding, Body: m.body}.Decoded()
	if !ok {
		b = m.body
	}
	return strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), " \t\n")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
