package mask

import (
	"bytes"
	"html"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"
)

// view is a text as one kind of form would stand in it, each byte with its
// place in the text.
type view struct {
	kind kind
	b    []byte
	low  []byte  // the same in lower case
	from []int32 // first byte of each in the text
	to   []int32 // the byte behind it
}

// room is a view with room for all of a text.
func (t *text) room() *view {
	n := len(t.buf)
	return &view{b: make([]byte, 0, n), from: make([]int32, 0, n), to: make([]int32, 0, n)}
}

func (v *view) add(b []byte, from, to int) {
	for _, c := range b {
		if !blank(c) {
			v.b, v.from, v.to = append(v.b, c), append(v.from, int32(from)), append(v.to, int32(to))
		}
	}
}

func (v *view) done(k kind) *view {
	v.kind, v.low = k, fold(v.b)
	return v
}

// plain is the text without white space, NUL and the codes of replies.
func (t *text) plain() *view {
	v := t.room()
	for i := range t.buf {
		if !t.code[i] {
			v.add(t.buf[i:i+1], i, i+1)
		}
	}
	return v.done(asItIs)
}

// views are those in which a text may show a form, one at a time: each is as large
// as the text. Each kind of escape is undone by itself, since a password may hold
// what looks like another, and all at once.
func (t *text) views() iter.Seq[*view] {
	return func(yield func(*view) bool) {
		list := []func() *view{t.plain, t.base64, t.digits}
		undo := func(signs string, soft bool) {
			list = append(list, func() *view { return t.unescaped(signs, soft) })
		}
		all := ""
		for _, sign := range []string{"%", "=", "\\", "&"} {
			if bytes.Contains(t.buf, []byte(sign)) {
				undo(sign, false)
				all += sign
			}
		}
		if strings.Contains(all, "=") {
			undo("=", true)
		}
		if len(all) > 1 {
			undo(all, false)
			undo(all, true)
		}
		for _, make := range list {
			if !yield(make()) {
				return
			}
		}
	}
}

// unescaped is plain with the escapes undone that begin with one of the signs:
// %41, \x41, \101, \u0041, =41, &#65;. With soft, a = at the end of a line
// belongs to the line end (RFC 2045 section 6.7), else to what follows: a reply
// may be broken within an escape.
func (t *text) unescaped(signs string, soft bool) *view {
	v, all := t.room(), t.plain()
	if soft {
		all = t.joined()
	}
	for i := 0; i < len(all.b); {
		b, n := all.b[i:i+1], 1
		if strings.IndexByte(signs, b[0]) >= 0 {
			b, n = unescape(all.b[i:])
		}
		v.add(b, int(all.from[i]), int(all.to[i+n-1]))
		i += n
	}
	return v.done(escaped)
}

// joined is plain without soft line breaks.
func (t *text) joined() *view {
	v := t.room()
	for i, c := range t.buf {
		next := t.buf[i+1:]
		if !t.code[i] && (c != '=' || len(next) == 0 || next[0] != '\n' && next[0] != '\r') {
			v.add(t.buf[i:i+1], i, i+1)
		}
	}
	return v.done(asItIs)
}

// base64 is plain in the one alphabet.
func (t *text) base64() *view {
	v := t.plain()
	for i, c := range v.b {
		switch c {
		case '-':
			v.b[i] = '+'
		case '_':
			v.b[i] = '/'
		}
	}
	return v.done(based)
}

// digits is plain without what stands between hexadecimal digits: 73:65, 0x73,
// 0x65.
func (t *text) digits() *view {
	v, all := t.room(), t.plain()
	for i, c := range all.b {
		switch {
		case c == ':' || c == '-' || c == ',' || c == '.' || c == '_' || c == ';':
		case c == '0' && i+1 < len(all.b) && all.low[i+1] == 'x':
		case all.low[i] == 'x' && i > 0 && all.b[i-1] == '0':
		default:
			v.add(all.b[i:i+1], int(all.from[i]), int(all.to[i]))
		}
	}
	return v.done(digits)
}

// unescape reads one character of a text that may be an escape, and how many
// bytes it takes.
func unescape(b []byte) ([]byte, int) {
	switch b[0] {
	case '%', '=':
		if c, ok := number(b, 1, 2, 16); ok {
			return c, 3
		}
	case '\\':
		return backslash(b)
	case '&':
		for n := 2; n < min(len(b), 12); n++ {
			if b[n] == ';' {
				if s := html.UnescapeString(string(b[:n+1])); s != string(b[:n+1]) {
					return []byte(s), n + 1
				}
				break
			}
		}
	}
	return b[:1], 1
}

func backslash(b []byte) ([]byte, int) {
	if len(b) < 2 {
		return b[:1], 1
	}
	switch c := b[1]; {
	case c == 'x' || c == 'u' || c == 'U':
		if len(b) > 2 && b[2] == '{' {
			for n := 3; n < min(len(b), 12); n++ {
				if b[n] == '}' {
					if c, ok := number(b, 3, n-3, 16); ok {
						return c, n + 1
					}
				}
			}
		}
		for _, size := range map[byte][]int{'x': {2, 1}, 'u': {4}, 'U': {8}}[c] {
			if out, ok := number(b, 2, size, 16); ok {
				return out, 2 + size
			}
		}
	case c >= '0' && c <= '7':
		for size := 3; size > 0; size-- {
			if out, ok := number(b, 1, size, 8); ok {
				return out, 1 + size
			}
		}
	case c == 'n' || c == 'r' || c == 't':
		return nil, 2
	case c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z':
		return b[1:2], 2
	}
	return b[:1], 1
}

// number reads size digits from a place: an octet, or a character above.
func number(b []byte, from, size, base int) ([]byte, bool) {
	if size < 1 || from+size > len(b) {
		return nil, false
	}
	n, err := strconv.ParseUint(string(b[from:from+size]), base, 32)
	switch {
	case err != nil || n > utf8.MaxRune:
		return nil, false
	case n < 0x80 || n <= 0xff && size <= 3:
		return []byte{byte(n)}, true
	}
	return utf8.AppendRune(nil, rune(n)), true
}
