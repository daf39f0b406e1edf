package finding

import "strings"

// The languages of every text.
const (
	EN = "en"
	JA = "ja"
)

// In is the text in a language: Japanese for "ja" and locales such as
// "ja_JP.UTF-8", English otherwise.
func (t Text) In(lang string) string {
	if strings.HasPrefix(lang, JA) {
		return t.JA
	}
	return t.EN
}

// Filled is the text in a language, its holes filled as Fill does: holes are
// their names and values in turn.
func (t Text) Filled(lang string, holes ...string) string {
	args := make(map[string]string, len(holes)/2)
	for i := 0; i+1 < len(holes); i += 2 {
		args[holes[i]] = holes[i+1]
	}
	return Fill(t.In(lang), args)
}

// Fill puts args into the {holes} of a text. A hole that args lack, or have
// empty, prints as "?": never as braces to a person. A part between [[ and ]]
// is left out altogether when one of its holes is not filled; the marks
// themselves never print. Values are put in as they are and not looked at
// again, so that a server's words cannot open holes.
func Fill(text string, args map[string]string) string {
	var out strings.Builder
	for {
		start := strings.Index(text, "[[")
		if start < 0 {
			break
		}
		length := strings.Index(text[start:], "]]")
		if length < 0 {
			break
		}
		before, _ := fillHoles(text[:start], args)
		out.WriteString(before)
		if part, whole := fillHoles(text[start+2:start+length], args); whole {
			out.WriteString(part)
		}
		text = text[start+length+2:]
	}
	rest, _ := fillHoles(text, args)
	out.WriteString(rest)
	return out.String()
}

// fillHoles fills {name} where name is lower-case letters, digits and
// underscores; other braces stand. It tells whether every hole had a value.
func fillHoles(text string, args map[string]string) (string, bool) {
	var out strings.Builder
	whole := true
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			break
		}
		name := text[open+1 : open+length]
		if !isHole(name) {
			out.WriteString(text[:open+1])
			text = text[open+1:]
			continue
		}
		out.WriteString(text[:open])
		value := args[name]
		if value == "" {
			value, whole = "?", false
		}
		out.WriteString(value)
		text = text[open+length+1:]
	}
	out.WriteString(text)
	return out.String(), whole
}

func isHole(name string) bool {
	if name == "" {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}
