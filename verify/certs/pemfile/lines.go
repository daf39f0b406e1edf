package pemfile

import "bytes"

// maxLine is as much of a line as BIO_gets gives at once: LINESIZE less the
// byte that ends it.
const maxLine = 254

// reader reads a file in pieces of lines.
type reader struct {
	text []byte
	line int // number of the line that comes next
}

// piece is what one BIO_gets gives: a line with its end, or part of one.
type piece struct {
	text    []byte
	line    int
	partial bool // the line goes on
}

// next is fgets and strlen: up to 254 bytes, or a line, and of that what stands
// before a byte 0. false: the end, or a line that begins with a byte 0.
func (r *reader) next() (piece, bool) {
	if len(r.text) == 0 {
		return piece{}, false
	}
	n := min(maxLine, len(r.text))
	if end := bytes.IndexByte(r.text[:n], '\n'); end >= 0 {
		n = end + 1
	}
	p := piece{text: r.text[:n], line: r.line}
	r.text = r.text[n:]
	if p.text[n-1] == '\n' {
		r.line++
	}
	if zero := bytes.IndexByte(p.text, 0); zero >= 0 {
		p.text = p.text[:zero]
	}
	p.partial = len(p.text) == maxLine && p.text[maxLine-1] != '\n'
	return p, len(p.text) > 0
}

// trim is sanitize_line with PEM_FLAG_EAY_COMPATIBLE: white space and all that
// is below it falls off the end, and so does every byte from 0x80 on, since
// characters have a sign there.
func trim(b []byte) []byte {
	for len(b) > 0 && int8(b[len(b)-1]) <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}
