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
		case r > ' ' && r < 0x7f && r != '`':
			out.WriteByte(byte(r))
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

func squash(folded string) squashed {
	s := squashed{at: make([]int, 0, len(folded))}
	var out strings.Builder
	out.Grow(len(folded))
	for i := 0; i < len(folded); {
		c := folded[i]
		switch {
		case c >= '0' && c <= '9':
			if end := replyMark(folded, i); end > 0 {
				i = end
				continue
			}
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z':
		case c < utf8.RuneSelf:
			i++
			continue
		default:
			r, size := utf8.DecodeRuneInString(folded[i:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				low := unicode.ToLower(r)
				out.WriteRune(low)
				for range utf8.RuneLen(low) {
					s.at = append(s.at, i)
				}
			}
			i += size
			continue
		}
		out.WriteByte(c)
		s.at = append(s.at, i)
		i++
	}
	s.text = out.String()
	return s
}

// replyMark is the end of the codes that stand at the start of every line of an
// SMTP reply, "550-5.7.26 ", where they begin at a place; 0 where they do not.
// Wrapped pastes have them in the middle of sentences.
func replyMark(s string, i int) int {
	const shortest = len("550 5.7.1")
	if len(s)-i < shortest || i > 0 && wordByte(s[i-1]) || !class(s[i]) || !digit(s[i+1]) || !digit(s[i+2]) ||
		s[i+3] != ' ' && s[i+3] != '-' || !class(s[i+4]) || s[i+5] != '.' {
		return 0
	}
	subject := number(s[i+6:])
	dot := i + 6 + subject
	if subject == 0 || dot == len(s) || s[dot] != '.' {
		return 0
	}
	detail := number(s[dot+1:])
	end := dot + 1 + detail
	if detail == 0 || end < len(s) && wordByte(s[end]) {
		return 0
	}
	return end
}

// number is how many digits a text begins with, 0 if they are more than three.
func number(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	if n > 3 {
		return 0
	}
	return n
}

// class tells whether a code of RFC 5321 or RFC 3463 begins so.
func class(b byte) bool { return b == '2' || b == '4' || b == '5' }

func digit(b byte) bool { return b >= '0' && b <= '9' }

// wordByte tells whether a byte belongs to a word of ASCII.
func wordByte(b byte) bool { return digit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' || b == '_' }

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
