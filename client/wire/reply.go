package wire

import (
	"bytes"
	"strings"

	"harness/client/evidence"
)

// reply is a reply under way.
type reply struct {
	evidence.Reply
	done bool
	list bool // POP3: the status line is past, lines of a list follow
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
		return fine
	}
	if proto != evidence.SMTP {
		r.done = true
		ok, fine := popStatus(line)
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

func (r *reply) note(line []byte, n, most int) {
	r.Lines++
	r.Bytes += int64(n)
	if len(r.Text) < most {
		r.Text = append(r.Text, bytes.Clone(line))
	}
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

// popStatus reads "+OK", "-ERR" or "+" (RFC 1939 section 3, RFC 5034 section 4).
func popStatus(line []byte) (ok, fine bool) {
	word, _, _ := bytes.Cut(line, []byte(" "))
	switch string(word) {
	case "+OK", "+":
		return true, true
	case "-ERR":
		return false, true
	}
	return false, false
}

// imapLine reads a line of an IMAP answer: "* OK ..." greets, other lines with
// "* " lead up to the tagged one (RFC 9051 sections 2.2.2, 7.1).
func imapLine(line []byte, answer bool) (ok, done, fine bool) {
	tag, rest, _ := bytes.Cut(line, []byte(" "))
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
	for i := range r.Text {
		r.Text[i] = c.scrubBytes(r.Text[i])
	}
	s.Reply = &r
}
