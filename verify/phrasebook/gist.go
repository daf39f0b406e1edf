package phrasebook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// Gist reads a text of any length and gives at most most bytes of it, all of it
// where it has no more. Of a longer one these stay, in their order: the
// beginning, lines of its middle that hold words of servers or of settings, and
// the end; the attachments of a mail are left out before that. The work is one
// pass, the memory a small multiple of most. The error is the reader's; what
// was read before it is there all the same.
func Gist(r io.Reader, most int) (text []byte, whole bool, err error) {
	text, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil || len(text) <= most {
		return text, err == nil, err
	}
	if wide(text) { // UTF-16 has no lines that could be told apart by bytes
		return text[:most], false, nil
	}
	g := gist{head: make([]byte, 0, most/8*5), most: most}
	lines := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(text), r), 4<<10)
	for fresh := true; ; {
		piece, err := lines.ReadSlice('\n')
		g.piece(piece, fresh)
		fresh = err == nil
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return g.text(), false, err
		}
	}
}

// shorten is the gist of a text that is at hand.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	out, _, _ := Gist(strings.NewReader(text), most) // a string's reader has no errors
	return strings.ToValidUTF8(string(out), "")
}

// wide tells UTF-16, with its mark or without.
func wide(text []byte) bool {
	_, order := utf16Order(text)
	return order || bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff"))
}

// gist takes a text in pieces: lines, or parts of long ones.
type gist struct {
	most   int
	head   []byte
	middle []kept
	held   int // bytes in middle
	tail   []byte
	at     int // bytes that came in behind the head

	where section
	typ   string // of the part whose header is being read, lower case
}

// kept is a piece of the middle.
type kept struct {
	at   int
	text []byte
}

// section is where in a mail the pieces are.
type section int

const (
	inHeader     section = iota // of the mail or of a part
	inText                      // what people and servers wrote
	inAttachment                // nothing that anybody reads here
)

func (g *gist) piece(p []byte, fresh bool) {
	if g.attached(p, fresh) {
		return
	}
	if g.at == 0 && len(g.head)+len(p) <= cap(g.head) {
		g.head = append(g.head, p...)
		return
	}
	g.at += len(p)
	if g.held+len(p) <= g.most/4 && tells(p) {
		g.middle = append(g.middle, kept{g.at, bytes.Clone(p)})
		g.held += len(p)
	}
	if g.tail = append(g.tail, p...); len(g.tail) > g.most/4 {
		g.tail = append(g.tail[:0], g.tail[len(g.tail)-g.most/8:]...)
	}
}

// attached follows the mail's parts (RFC 2046 section 5.1.1), and tells whether
// a piece stands in an attachment.
func (g *gist) attached(p []byte, fresh bool) bool {
	if fresh && len(p) > 2 && p[0] == '-' && p[1] == '-' {
		g.where, g.typ = inHeader, ""
		return false
	}
	if g.where == inText {
		return false
	}
	if g.where == inHeader && fresh {
		line := bytes.TrimRight(p, "\r\n")
		name, value, _ := bytes.Cut(line[:min(len(line), 200)], []byte(":"))
		switch {
		case bytes.EqualFold(name, []byte("content-type")):
			g.typ, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(string(value))), ";")
		case len(line) > 0:
		case strings.HasPrefix(g.typ, "message/rfc822"): // another header follows
			g.typ = ""
		default:
			g.where = inText
			if major, _, ok := strings.Cut(g.typ, "/"); ok && major != "text" && major != "message" && major != "multipart" {
				g.where = inAttachment
			}
		}
	}
	return g.where == inAttachment
}

// text puts together what was kept.
func (g *gist) text() []byte {
	tail := g.tail[max(0, len(g.tail)-g.most/8):]
	if i := bytes.IndexByte(tail, '\n'); len(tail) < g.at && i >= 0 && i < len(tail)-1 {
		tail = tail[i+1:] // from the beginning of a line
	}
	out := bytes.Clone(g.head)
	for _, t := range g.middle {
		if t.at <= g.at-len(tail) {
			out = append(apart(out), t.text...)
		}
	}
	return append(apart(out), tail...)
}

// apart ends a line that was cut.
func apart(text []byte) []byte {
	if n := len(text); n > 0 && text[n-1] != '\n' {
		return append(text, '\n')
	}
	return text
}

// tells tells whether a line holds what support looks for: words of a server, of
// an error or of a setting. ASCII alone, so that it holds in every character set.
func tells(line []byte) bool {
	if len(line) < 8 { // "550 no\r\n"
		return false
	}
	for _, word := range [...]string{
		"-ERR", "SSL", "TLS", "ertificate", "said:", "status=", "rror", "smtp", "SMTP", "pop.", "POP", "imap", "IMAP", "google", "gmail", "Gmail", "refused", "reject", "failed",
	} {
		if bytes.Contains(line, []byte(word)) {
			return true
		}
	}
	return (line[0] == '4' || line[0] == '5') && line[1] <= '9' && line[1] >= '0' && (line[3] == ' ' || line[3] == '-')
}
