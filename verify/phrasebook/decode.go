package phrasebook

import (
	"bytes"
	"html"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	tunicode "golang.org/x/text/encoding/unicode"
)

// Decode turns what was pasted or saved to a file into text: UTF-8, UTF-16,
// Shift_JIS, EUC-JP, ISO-2022-JP or Windows-1252; a whole message (.eml) gives
// its readable parts; quoted-printable, HTML and entities are undone. It never
// fails: what cannot be decoded comes out as U+FFFD. At most MaxPaste bytes
// are looked at.
func Decode(raw []byte) string {
	if len(raw) > 4*MaxPaste { // base64 and UTF-16 shrink
		raw, _, _ = Gist(bytes.NewReader(raw), 4*MaxPaste)
	}
	if text, ok := decodeMessage(raw); ok {
		return shorten(text, MaxPaste)
	}
	text := decodeText(raw)
	if soft := len(quotedByte().FindAllStringIndex(text, 4)); soft >= 3 {
		if plain, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text))); err == nil {
			text = decodeText(plain)
		}
	}
	text = unHTML(text)
	return shorten(text, MaxPaste)
}

var (
	quotedByte = expression(`=[0-9A-F]{2}`)
	breakTag   = expression(`(?i)<(?:br|/p|/div|/td|/tr|/h[1-6]|/li)\b`)
	tagOrSign  = expression(`(?i)^(?:<(?:br|p|div|span|td|html|body|b|i)[ />]|&(?:[a-z]{2,8}|#[0-9]{2,5}|#x[0-9a-f]{2,4});)`)
)

// unHTML takes tags and entities away where there are any; mail addresses in
// angle brackets stay.
func unHTML(text string) string {
	if !looksHTML(text) {
		return text
	}
	text = breakTag().ReplaceAllString(text, "\n$0")
	return html.UnescapeString(untag(text))
}

// looksHTML tells whether a tag or an entity stands there.
func looksHTML(text string) bool {
	const most = 16 // bytes of the longest
	for {
		i := strings.IndexAny(text, "<&")
		if i < 0 {
			return false
		}
		text = text[i:]
		if tagOrSign().MatchString(text[:min(len(text), most)]) {
			return true
		}
		text = text[1:]
	}
}

// untag takes out <tags> of at most maxTag bytes; a lone "<" stays.
func untag(text string) string {
	const maxTag = 2000
	var out strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		if open < 0 || open+1 >= len(text) {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:open])
		text = text[open:]
		length := strings.IndexAny(text[1:min(len(text), maxTag)], "<>")
		c := text[1] | 0x20
		if length >= 0 && text[1+length] == '>' && (c >= 'a' && c <= 'z' || text[1] == '/' || text[1] == '!') &&
			!strings.Contains(text[:length], "@") {
			text = text[length+2:]
			continue
		}
		out.WriteByte('<')
		text = text[1:]
	}
}

// decodeText guesses the character set of bytes that say nothing about it.
func decodeText(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return toText(raw[3:], encoding.Nop)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return toText(raw[2:], tunicode.UTF16(tunicode.LittleEndian, tunicode.IgnoreBOM))
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return toText(raw[2:], tunicode.UTF16(tunicode.BigEndian, tunicode.IgnoreBOM))
	}
	if order, ok := utf16Order(raw); ok {
		return toText(raw, tunicode.UTF16(order, tunicode.IgnoreBOM))
	}
	if bytes.Contains(raw, []byte("\x1b$B")) || bytes.Contains(raw, []byte("\x1b$@")) { // RFC 1468
		return toText(raw, japanese.ISO2022JP)
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	if lonely(raw) {
		return toText(raw, charmap.Windows1252)
	}
	best, text := -1<<30, ""
	for _, e := range []encoding.Encoding{encoding.Nop, japanese.ShiftJIS, japanese.EUCJP, charmap.Windows1252} {
		candidate := toText(raw, e)
		if s := plausible(candidate); s > best {
			best, text = s, candidate
		}
	}
	return text
}

func toText(raw []byte, e encoding.Encoding) string {
	if e != encoding.Nop {
		if out, err := e.NewDecoder().Bytes(raw); err == nil {
			raw = out
		}
	}
	return strings.ToValidUTF8(string(raw), "\uFFFD")
}

// byName decodes with the charset that a message declares; ok is false where
// the name says nothing.
func byName(raw []byte, name string) (string, bool) {
	switch strings.ToLower(strings.Trim(name, `"' `)) {
	case "", "us-ascii", "ascii":
		return "", false
	case "iso-2022-jp-ms", "cp50220", "cp50221", "iso-2022-jp-1":
		return toText(raw, japanese.ISO2022JP), true
	case "cp932", "ms932", "windows-31j":
		return toText(raw, japanese.ShiftJIS), true
	}
	e, err := htmlindex.Get(strings.Trim(name, `"' `))
	if err != nil {
		return "", false
	}
	return toText(raw, e), true
}

// utf16Order tells UTF-16 without a byte order mark by its zero bytes: Latin
// letters have one each, and none stands in other text.
func utf16Order(raw []byte) (tunicode.Endianness, bool) {
	sample := raw[:min(len(raw), 4096)]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	if len(sample) < 4 || zeros[0]+zeros[1] < max(2, len(sample)/16) {
		return tunicode.LittleEndian, false
	}
	if zeros[0] > zeros[1] {
		return tunicode.BigEndian, true
	}
	return tunicode.LittleEndian, true
}

// lonely tells that bytes above 0x7F stand alone between ASCII, and are
// Windows-1252's quotes, dashes or spaces: no Japanese text looks like that.
func lonely(raw []byte) bool {
	for i, b := range raw {
		if b < 0x80 {
			continue
		}
		if b != 0x85 && b != 0xa0 && (b < 0x91 || b > 0x97) {
			return false
		}
		if i+1 < len(raw) && raw[i+1] >= 0x80 {
			return false
		}
	}
	return true
}

// plausible scores a decoding: Japanese letters speak for it, replacement
// characters, half-width katakana and C1 controls against it.
func plausible(text string) int {
	score := 0
	for _, r := range text {
		switch {
		case r == '\uFFFD':
			score -= 10
		case r >= 0x80 && r < 0xa0:
			score -= 5
		case r >= 0xff61 && r <= 0xff9f:
			score--
		case r >= 0x3040 && r <= 0x30ff:
			score += 3 // kana
		case r >= 0x4e00 && r <= 0x9fff:
			score += 2
		case r >= 0x80 && r < 0x250:
			score -= 2 // Latin letters in a row are mojibake here
		}
	}
	return score
}
