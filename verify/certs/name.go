package certs

import (
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// name is a distinguished name.
type name struct {
	canon   string   // BoringSSL's canonical form: what it compares
	entries int      //
	cns     []string // common names as UTF-8, in order
	cnBad   int      // index into cns from which on none can be read, -1: all were
	emails  []string // emailAddress attributes, IA5String
	badMail bool     // one of them is of another type
	text    string   // "CN=mail.example.test, O=Example"
}

const (
	oidCommonName = "\x55\x04\x03"
	oidEmail      = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"
)

// cn is the last common name, as people read it.
func (n *name) cn() string {
	if len(n.cns) == 0 {
		return ""
	}
	return n.cns[len(n.cns)-1]
}

// parseName reads a Name; false: BoringSSL would not read it.
func parseName(in *cryptobyte.String, out *name) bool {
	out.cnBad = -1
	var seq cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) {
		return false
	}
	canon := make([]byte, 0, len(seq)+8)
	var text strings.Builder
	for !seq.Empty() {
		var rdn cryptobyte.String
		if !seq.ReadASN1(&rdn, casn1.SET) || rdn.Empty() {
			return false
		}
		var set []string
		for !rdn.Empty() {
			e, ok := parseAttribute(&rdn)
			if !ok {
				return false
			}
			set = append(set, e.canon)
			out.take(e)
			if out.entries <= maxRenderedNameEntries {
				e.render(&text)
			}
		}
		canon = appendSet(canon, set)
	}
	out.canon, out.text = string(canon), text.String()
	return true
}

// appendSet appends a SET OF in DER's order.
func appendSet(b []byte, elements []string) []byte {
	if len(elements) > 1 {
		sortStrings(elements)
	}
	var body int
	for _, e := range elements {
		body += len(e)
	}
	b = appendHeader(b, 0x31, body)
	for _, e := range elements {
		b = append(b, e...)
	}
	return b
}

func appendHeader(b []byte, tag byte, n int) []byte {
	switch {
	case n < 0x80:
		return append(b, tag, byte(n))
	case n < 0x100:
		return append(b, tag, 0x81, byte(n))
	case n < 0x10000:
		return append(b, tag, 0x82, byte(n>>8), byte(n))
	default:
		return append(b, tag, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
}

// attribute is one AttributeTypeAndValue.
type attribute struct {
	oid   string
	tag   casn1.Tag
	value []byte
	utf8  string // value as UTF-8
	known bool   // the type is a character string that can be read
	canon string
}

func parseAttribute(in *cryptobyte.String) (attribute, bool) {
	var a attribute
	var seq, oid, value cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1(&oid, casn1.OBJECT_IDENTIFIER) ||
		len(oid) == 0 || !seq.ReadAnyASN1(&value, &a.tag) || !seq.Empty() {
		return a, false
	}
	a.oid, a.value = string(oid), value
	var valid bool
	a.utf8, a.known, valid = toUTF8(a.tag, value)
	if !valid {
		return a, false
	}
	canonTag, canonValue := byte(a.tag), string(value)
	if a.known && a.tag != tagNumeric {
		canonTag, canonValue = byte(casn1.UTF8String), fold(a.utf8)
	}
	body := appendHeader(nil, 0x06, len(oid))
	body = append(body, oid...)
	body = append(appendHeader(body, canonTag, len(canonValue)), canonValue...)
	a.canon = string(append(appendHeader(make([]byte, 0, len(body)+4), 0x30, len(body)), body...))
	return a, true
}

const (
	tagNumeric   = casn1.Tag(18)
	tagT61       = casn1.Tag(20)
	tagVisible   = casn1.Tag(26)
	tagUniversal = casn1.Tag(28)
	tagBMP       = casn1.Tag(30)
)

// toUTF8 reads a character string. known: the type is one; valid: its bytes
// are right for it (those of other types always are).
func toUTF8(tag casn1.Tag, b []byte) (s string, known, valid bool) {
	switch tag {
	case casn1.UTF8String:
		return string(b), true, utf8.Valid(b)
	case casn1.PrintableString, casn1.IA5String, tagT61, tagVisible, tagNumeric:
		return latin1(b), true, true
	case tagBMP:
		if len(b)%2 != 0 {
			return "", true, false
		}
		r := make([]rune, 0, len(b)/2)
		for i := 0; i < len(b); i += 2 {
			c := rune(b[i])<<8 | rune(b[i+1])
			if utf16.IsSurrogate(c) {
				return "", true, false
			}
			r = append(r, c)
		}
		return string(r), true, true
	case tagUniversal:
		if len(b)%4 != 0 {
			return "", true, false
		}
		r := make([]rune, 0, len(b)/4)
		for i := 0; i < len(b); i += 4 {
			c := uint32(b[i])<<24 | uint32(b[i+1])<<16 | uint32(b[i+2])<<8 | uint32(b[i+3])
			if c > utf8.MaxRune || utf16.IsSurrogate(rune(c)) {
				return "", true, false
			}
			r = append(r, rune(c))
		}
		return string(r), true, true
	}
	return "", false, true
}

// latin1 reads T61String and its like as BoringSSL does.
func latin1(b []byte) string {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			r := make([]rune, len(b))
			for i, c := range b {
				r[i] = rune(c)
			}
			return string(r)
		}
	}
	return string(b)
}

// fold trims and collapses white space and lowers ASCII letters.
func fold(s string) string {
	b := make([]byte, 0, len(s))
	space := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			space = len(b) > 0
			continue
		default:
			if space {
				b = append(b, ' ')
				space = false
			}
			b = append(b, lower(c))
		}
	}
	return string(b)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func (n *name) take(a attribute) {
	n.entries++
	switch a.oid {
	case oidCommonName:
		if !a.known && n.cnBad < 0 {
			n.cnBad = len(n.cns)
		}
		n.cns = append(n.cns, a.utf8)
	case oidEmail:
		if a.tag != casn1.IA5String {
			n.badMail = true
		}
		n.emails = append(n.emails, string(a.value))
	}
}

// shortNames are the attribute types that people know.
var shortNames = map[string]string{
	oidCommonName: "CN", "\x55\x04\x05": "SERIALNUMBER", "\x55\x04\x06": "C", "\x55\x04\x07": "L",
	"\x55\x04\x08": "ST", "\x55\x04\x0a": "O", "\x55\x04\x0b": "OU", oidEmail: "emailAddress",
	"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19": "DC",
}

func (a *attribute) render(b *strings.Builder) {
	if b.Len() > 0 {
		b.WriteString(", ")
	}
	key := shortNames[a.oid]
	if key == "" {
		key = "oid:" + hex.EncodeToString([]byte(a.oid))
	}
	value := a.utf8
	if !a.known {
		value = "#" + hex.EncodeToString(a.value)
	}
	if len(value) > 256 {
		value = strings.ToValidUTF8(value[:256], "") + "..."
	}
	b.WriteString(key + "=" + value)
}
