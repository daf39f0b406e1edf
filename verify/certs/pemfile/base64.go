package pemfile

import (
	"bytes"
	"encoding/base64"
	"strings"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decode is EVP_DecodeUpdate and EVP_DecodeFinal: white space anywhere, at most
// two "=" after which nothing follows, and a "-" ends it all. That minus is
// mostly a BEGIN line inside of a block that was cut short.
func (b *block) decode(lines []dataLine) *Damage {
	if len(lines) == 0 {
		return &Damage{Kind: NoData, Line: b.begin, Begin: b.begin}
	}
	fail := func(line int) *Damage {
		if b.nested > 0 {
			return &Damage{Kind: Nested, Line: b.nested, Begin: b.begin}
		}
		return &Damage{Kind: NotBase64, Line: line, Begin: b.begin}
	}
	var digits []byte
	padding := 0
scan:
	for n, l := range lines {
		for _, c := range l.text {
			switch {
			case strings.IndexByte(alphabet, c) >= 0 && padding == 0:
				digits = append(digits, c)
			case c == '=' && padding < 2:
				padding++
				digits = append(digits, 'A')
			case c == '-':
				b.nested = beginIn(lines[n:])
				break scan
			case c != ' ' && c != '\t' && c != '\r':
				return fail(l.line)
			}
		}
	}
	if len(digits)%4 != 0 {
		return fail(lines[len(lines)-1].line)
	}
	out, err := base64.StdEncoding.AppendDecode(nil, digits)
	if err != nil {
		return fail(lines[len(lines)-1].line)
	}
	b.data = out[:len(out)-padding]
	if len(b.data) == 0 {
		d := fail(b.begin)
		if d.Kind != Nested {
			d.Kind = NoData
		}
		return d
	}
	return nil
}

// beginIn is the first line in which a block begins, 0: none.
func beginIn(lines []dataLine) int {
	for _, l := range lines {
		if bytes.Contains(l.text, []byte(beginning)) {
			return l.line
		}
	}
	return 0
}
