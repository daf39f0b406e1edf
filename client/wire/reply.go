package wire

import (
	"bytes"
	"strings"

	"harness/client/evidence"
	"harness/client/mask"
)

// reply is a reply under way.
type reply struct {
	evidence.Reply
	done    bool
	list    bool // POP3: the status line is past, lines of a list follow
	clipped bool // the last line is not whole, and of it the start is kept
}

// take notes one line of a reply, without its line end, and says whether it
// has the right syntax. n is its length on the wire.
// verb is the first word of the command that it answers, "" for a greeting.
func (r *reply) take(proto evidence.Proto, verb string, line []byte, n int) bool {
	first := r.Lines == 0
	r.note(line, n, 4*maxReplyText)
	if proto == evidence.IMAP {
		ok, done, fine := imapLine(line, r.Lines > 1 || verb != "")
		r.OK, r.done = ok, done
		if done {
			r.Enhanced = imapCode(line)
		}
		return fine
	}
	if proto != evidence.SMTP {
		r.done = true
		ok, fine := popStatus(line, verb)
		r.OK = ok
		r.Enhanced = popCode(line)
		return fine
	}
	code, last, fine := smtpLine(line)
	if !fine || !first && code != r.Code { // RFC 5321 section 4.2.1: one code in all lines
		return false
	}
	r.Code, r.OK, r.done = code, code >= 200 && code < 400, last
	if e := enhanced(line); e != "" && r.Enhanced == "" {
		r.Enhanced = e
	}
	return true
}

// note counts a line, keeps it if there are not too many, and tells whether it
// did.
func (r *reply) note(line []byte, n, most int) bool {
	r.Lines++
	r.Bytes += int64(n)
	if len(r.Text) >= most {
		return false
	}
	r.Text = append(r.Text, bytes.Clone(line))
	return true
}

// smtpLine reads "250-text", "250 text" or "250" (RFC 5321 section 4.2).
func smtpLine(line []byte) (code int, last, fine bool) {
	if len(line) < 3 {
		return 0, false, false
	}
	for _, d := range line[:3] {
		if d < '0' || d > '9' {
			return 0, false, false
		}
		code = 10*code + int(d-'0')
	}
	if code < 200 || code > 599 {
		return 0, false, false
	}
	if len(line) == 3 {
		return code, true, true
	}
	return code, line[3] == ' ', line[3] == ' ' || line[3] == '-'
}

// enhanced is the RFC 3463 code of a reply line, "" if it carries none.
func enhanced(line []byte) string {
	if len(line) < 9 {
		return ""
	}
	word, _, _ := strings.Cut(string(line[4:min(len(line), 4+12)]), " ")
	parts := strings.Split(word, ".")
	if len(parts) != 3 || parts[0] != string(line[0]) || len(parts[1]) > 3 || len(parts[2]) > 3 {
		return ""
	}
	for _, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" {
			return ""
		}
	}
	return word
}

// popStatus reads "+OK" or "-ERR" (RFC 1939 section 3), and "+" where a login asks
// for more (RFC 5034 section 4): it confirms no other command.
func popStatus(line []byte, verb string) (ok, fine bool) {
	word, _, _ := bytes.Cut(line, []byte(" "))
	switch string(word) {
	case "+OK":
		return true, true
	case "+":
		return verb == "AUTH", verb == "AUTH"
	case "-ERR":
		return false, true
	}
	return false, false
}

// imapLine reads a line of an IMAP answer: "* OK ..." greets, other lines with
// "* " lead up to the tagged one, and "+" asks for the rest of a command (RFC
// 9051 sections 2.2.2, 7.1, 7.5).
func imapLine(line []byte, answer bool) (ok, done, fine bool) {
	tag, rest, _ := bytes.Cut(line, []byte(" "))
	if string(tag) == "+" {
		return answer, true, answer
	}
	word, _, _ := bytes.Cut(rest, []byte(" "))
	status := strings.ToUpper(string(word[:min(len(word), 8)]))
	switch status {
	case "OK", "PREAUTH", "NO", "BAD", "BYE":
		fine = true
	}
	ok = status == "OK" || status == "PREAUTH"
	if string(tag) == "*" {
		return ok, !answer, fine || answer
	}
	return ok, true, fine && len(tag) > 0
}

// imapCode is the response code of a status line: "AUTHENTICATIONFAILED" in
// "a2 NO [AUTHENTICATIONFAILED] no" (RFC 9051 section 7.1, RFC 5530), without
// what may stand behind it.
func imapCode(line []byte) string {
	_, rest, _ := bytes.Cut(line, []byte(" "))
	_, text, _ := bytes.Cut(rest, []byte(" "))
	inner, found := bytes.CutPrefix(text, []byte("["))
	code, _, closed := bytes.Cut(inner, []byte("]"))
	code, _, _ = bytes.Cut(code, []byte(" "))
	if !found || !closed || len(code) > 40 {
		return ""
	}
	for _, b := range code {
		if b <= ' ' || b > '~' {
			return ""
		}
	}
	return strings.ToUpper(string(code))
}

// popCode is the response code of a -ERR or +OK line: "AUTH" in
// "-ERR [AUTH] no" (RFC 2449 section 8).
func popCode(line []byte) string {
	_, rest, _ := bytes.Cut(line, []byte(" "))
	if len(rest) == 0 || rest[0] != '[' {
		return ""
	}
	code, _, found := bytes.Cut(rest[1:], []byte("]"))
	if !found || len(code) > 40 {
		return ""
	}
	for _, b := range code {
		if b <= ' ' || b > '~' {
			return ""
		}
	}
	return strings.ToUpper(string(code))
}

// flushReply puts the latest reply into the step.
func (c *Conn) flushReply(s *step) {
	if s.reply == nil || s.reply.Lines == 0 {
		return
	}
	r := s.reply.Reply
	if !s.reply.done && c.cfg.Proto == evidence.SMTP {
		r.OK = false
	}
	r.Text = c.masked(s.reply)
	s.Reply = &r
}

// maxClipped is what is kept of a line that was too long, in octets.
const maxClipped = 256

// masked is the text of a reply without the run's secrets. It is looked at as a
// whole: a server may spread a password over lines.
func (c *Conn) masked(r *reply) []evidence.Bytes {
	raw := make([][]byte, len(r.Text))
	for i, line := range r.Text {
		raw[i] = line
	}
	text := make([]evidence.Bytes, len(raw))
	for i, line := range c.mask.Lines(raw, c.reading()) {
		if text[i] = line; r.clipped && i == len(raw)-1 {
			text[i] = line[:min(len(line), maxClipped)]
		}
	}
	return text
}

// reading is what the mask must know of the reply under way.
func (c *Conn) reading() mask.Reading {
	return mask.Reading{Proto: c.cfg.Proto, Verb: c.step.verb, Revealed: c.revealed}
}

// quoteLast quotes the last line of the reply under way that was kept.
func (c *Conn) quoteLast() string {
	text := c.masked(c.step.reply)
	if len(text) == 0 {
		return quote(nil)
	}
	return quote(text[len(text)-1])
}

// heard is a line for the transcript.
type heard struct {
	mark Mark
	line []byte
}

// hear keeps a line of the reply under way for the transcript, which gets the
// reply as a whole: see masked.
func (c *Conn) hear(line []byte) {
	if c.cfg.Trace == nil {
		return
	}
	mark := MarkGot
	if c.tls != nil {
		mark = MarkGotTLS
	}
	c.heard = append(c.heard, heard{mark, bytes.Clone(line)})
}

// tell puts what was heard into the transcript.
func (c *Conn) tell() {
	if len(c.heard) == 0 {
		return
	}
	raw := make([][]byte, len(c.heard))
	for i, h := range c.heard {
		raw[i] = h.line
	}
	for i, line := range c.mask.Lines(raw, c.reading()) {
		if len(line) >= maxLine {
			line = line[:maxClipped] // one that was too long
		}
		c.cfg.Trace(c.heard[i].mark, line)
	}
	c.heard = nil
}
