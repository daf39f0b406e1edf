package mask

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
)

// text is the lines of a reply in one piece.
type text struct {
	read Reading
	buf  []byte // joined with LF
	code []bool // of each byte: it is of a reply's code, or the line end before it
}

// span is a part of the text to hide.
type span struct{ from, to int }

func join(lines [][]byte, r Reading) *text {
	t := &text{read: r, buf: bytes.Join(lines, []byte("\n"))}
	t.code = make([]bool, len(t.buf))
	at := 0
	for n, line := range lines {
		for i := range codeOf(line, r.Proto, n == 0) {
			t.code[at+i] = true
		}
		at += len(line) + 1
	}
	return t
}

// codeOf is the length of what a line says to programs: "250-", "535 5.7.8 ",
// "-ERR [AUTH] ". In POP3 the first line alone has a status.
func codeOf(line []byte, proto evidence.Proto, first bool) int {
	n := 0
	switch proto {
	case evidence.SMTP:
		if len(line) < 3 || strings.Trim(string(line[:3]), "0123456789") != "" {
			return 0
		}
		if n = 3; len(line) > 3 && (line[3] == ' ' || line[3] == '-') {
			n = 4
		}
		word, _, _ := bytes.Cut(line[n:], []byte(" "))
		if parts := strings.Split(string(word), "."); len(parts) == 3 && len(word) <= 9 && !slices.ContainsFunc(parts, func(p string) bool {
			_, err := strconv.ParseUint(p, 10, 16)
			return err != nil
		}) {
			n += len(word)
		}
	case evidence.POP3:
		word, rest, _ := bytes.Cut(line, []byte(" "))
		if w := string(word); !first || w != "+OK" && w != "-ERR" && w != "+" {
			return 0
		}
		n = len(word)
		if code, _, found := bytes.Cut(rest, []byte("]")); found && len(code) > 0 && code[0] == '[' && len(code) <= 24 && bytes.IndexByte(code, ' ') < 0 && upper(code[1:]) {
			n += 1 + len(code) + 1
		}
	}
	return n
}

// upper tells whether a response code is written as they all are (RFC 2449
// section 8).
func upper(b []byte) bool {
	return len(b) > 0 && strings.Trim(string(b), "ABCDEFGHIJKLMNOPQRSTUVWXYZ/-") == ""
}

// run is a span with all of the base64 around it.
func (t *text) run(s span) span {
	for s.from > 0 && isBase64(t.buf[s.from-1]) && !t.code[s.from-1] {
		s.from--
	}
	for s.to < len(t.buf) && (isBase64(t.buf[s.to]) || t.buf[s.to] == '=') && !t.code[s.to] {
		s.to++
	}
	return s
}

func isBase64(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '-' || c == '_'
}

// hide gives the lines with the spans hidden. One that reaches over lines is
// hidden in each, and their codes stay.
func (t *text) hide(spans []span) [][]byte {
	secret := make([]bool, len(t.buf))
	for _, s := range spans {
		for i := s.from; i < s.to; i++ {
			secret[i] = t.buf[i] != '\n' && !t.code[i]
		}
	}
	var out [][]byte
	line := []byte{}
	for i := 0; i <= len(t.buf); i++ {
		switch {
		case i == len(t.buf) || t.buf[i] == '\n':
			out, line = append(out, line), []byte{}
		case !secret[i]:
			line = append(line, t.buf[i])
		case i == 0 || !secret[i-1]:
			line = append(line, Hidden...)
		}
	}
	return out
}

// withhold gives the lines with their codes, the words of the protocol and the
// names that were typed, and nothing else.
func (t *text) withhold(m *Mask) [][]byte {
	lines := bytes.Split(t.buf, []byte("\n"))
	for i, line := range lines {
		n := codeOf(line, t.read.Proto, i == 0)
		kept, said := []string{}, false
		for _, word := range strings.Fields(string(line[n:])) {
			switch {
			case keywords[strings.ToUpper(word)] || slices.Contains(m.names, strings.ToLower(word)) && strings.Contains(word, "."):
				kept = append(kept, word)
			case !said:
				kept, said = append(kept, withheld), true
			}
		}
		head := string(line[:n])
		if n > 0 && head[n-1] != ' ' && head[n-1] != '-' && len(kept) > 0 {
			head += " "
		}
		lines[i] = []byte(head + strings.Join(kept, " "))
	}
	return lines
}
