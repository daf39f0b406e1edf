package phrasebook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"harness/client/hostname"
)

// fold takes away what typography, keyboards and screenshots add: full-width
// forms, curly quotes, non-breaking and zero-width spaces, tabs, CR. Line
// breaks stay.
func fold(text string) string {
	text = norm.NFKC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '\n':
			out.WriteByte('\n')
		case r == '\u2018' || r == '\u2019' || r == '\u201a' || r == '\u2032' || r == '\u00b4' || r == '`':
			out.WriteByte('\'')
		case r == '\u201c' || r == '\u201d' || r == '\u201e' || r == '\u2033' || r == '\u300c' || r == '\u300d':
			out.WriteByte('"')
		case r == '\u2010' || r == '\u2011' || r == '\u2013':
			out.WriteByte('-')
		case r == '\r' || !unicode.IsSpace(r) && hostname.Unseen(r):
		case unicode.IsSpace(r) || unicode.IsControl(r):
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// squashed is a text reduced to its letters and digits, lower case, so that
// line breaks, quotes and full stops do not matter; at[i] is the byte offset
// in the folded text of the letter that starts at byte i of text.
type squashed struct {
	text string
	at   []int
}

// replyMarks are the codes that stand at the start of every line of an SMTP
// reply, "550-5.7.26": wrapped pastes have them in the middle of sentences.
var replyMarks = expression(`\b[245][0-9]{2}[- ][245]\.[0-9]{1,3}\.[0-9]{1,3}\b`)

func squash(folded string) squashed {
	var s squashed
	var out strings.Builder
	marks := replyMarks().FindAllStringIndex(folded, -1)
	for i := 0; i < len(folded); {
		if len(marks) > 0 && i >= marks[0][0] {
			i = marks[0][1]
			marks = marks[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(folded[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			low := unicode.ToLower(r)
			out.WriteRune(low)
			for range utf8.RuneLen(low) {
				s.at = append(s.at, i)
			}
		}
		i += size
	}
	s.text = out.String()
	return s
}

// end is the offset in the folded text just behind the letter before byte i of
// the squashed text.
func (s squashed) end(folded string, i int) int {
	if i == 0 {
		return 0
	}
	start := s.at[i-1]
	_, size := utf8.DecodeRuneInString(folded[start:])
	return start + size
}

// start is the offset in the folded text of byte i of the squashed text.
func (s squashed) start(folded string, i int) int {
	if i >= len(s.at) {
		return len(folded)
	}
	return s.at[i]
}
