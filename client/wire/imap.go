package wire

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"harness/client/evidence"
)

// Data is one untagged response of an IMAP server: its text without line ends,
// in which each literal stands as "{n}", and the literals in their order (RFC
// 9051 sections 4.3, 7).
type Data struct {
	Text     []byte
	Literals [][]byte
}

// ReadData reads the answer to an IMAP command up to its tagged line or a "+",
// and hands each untagged response to f, which may keep it. Literals of more
// than most octets in one answer are an Overlong trouble. Literals are not
// recorded, and no library reads with us.
func (c *Conn) ReadData(most int64, f func(Data) error) error {
	if c.step == nil {
		return errBetween
	}
	s := c.step
	s.reply = &reply{}
	s.reply.Text = []evidence.Bytes{}
	left := most
	for {
		if c.trouble != nil {
			return c.cause
		}
		d, err := c.data(&left)
		if err != nil {
			return err
		}
		if s.reply.done {
			c.tell()
			return nil
		}
		if err := f(d); err != nil {
			return err
		}
	}
}

// data reads one response with its literals.
func (c *Conn) data(left *int64) (Data, error) {
	var d Data
	for begun := false; ; begun = true {
		text, n, err := c.longLine()
		if err != nil {
			return d, err
		}
		r := c.step.reply
		kept := text[:min(len(text), maxLine-1)]
		if r.Lines <= maxReplyText {
			c.hear(kept)
		}
		if begun {
			r.note(kept, n, maxReplyText)
		} else if !r.take(c.cfg.Proto, c.step.verb, kept, n) || r.done && !c.step.tagged(text) {
			return d, c.breaks(evidence.Trouble{Kind: evidence.Protocol, Detail: c.quoteLast()}, nil)
		}
		if r.Bytes > maxList {
			return d, c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: "an answer over our limit"}, nil)
		}
		d.Text = append(d.Text, text...)
		if !begun && status(text) {
			return d, nil
		}
		size, has, fine := literal(text)
		switch {
		case !fine:
			return d, c.breaks(evidence.Trouble{Kind: evidence.Protocol, Detail: c.quoteLast()}, nil)
		case !has:
			return d, nil
		case size > *left:
			return d, c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: fmt.Sprintf("a literal of %d octets", size)}, nil)
		}
		*left -= size
		body := make([]byte, 0, min(size, 1<<16)) // what is announced need not come
		for int64(len(body)) < size {
			part := make([]byte, min(size-int64(len(body)), 1<<16))
			n, err := c.r.Read(part)
			body = append(body, part[:n]...)
			r.Bytes += int64(n)
			if err != nil {
				return d, c.breaks(c.classify(err))
			}
		}
		c.remark(fmt.Sprintf("%d octets", size))
		d.Literals = append(d.Literals, body)
	}
}

// maxData bounds a line of an IMAP answer: a list of a million UIDs fits.
const maxData = 8 << 20

// longLine is a line without its end, and its length on the wire. Lists of
// messages stand in one line each.
func (c *Conn) longLine() ([]byte, int, error) {
	var all []byte
	total := 0
	for {
		b, n, err := c.rawLine()
		all, total = append(all, b...), total+n
		switch {
		case err == nil:
			return all, total, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			if len(all) > 0 {
				c.step.reply.note(all[:min(len(all), maxLine-1)], total, maxReplyText)
			}
			return nil, total, c.breaks(c.classify(err))
		case total > maxData:
			c.step.reply.clipped = c.step.reply.note(all[:maxLine-1], total, maxReplyText)
			return nil, total, c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: "a line over our limit, beginning " + c.quoteLast()}, nil)
		}
	}
}

// tagged tells whether a line that ends an answer is the command's own.
func (s *step) tagged(line []byte) bool {
	tag, _, _ := bytes.Cut(line, []byte(" "))
	return string(tag) == "+" || string(tag) == s.tag
}

// status tells whether a response is of words, which hold no literals (RFC 9051
// section 7.1).
func status(line []byte) bool {
	_, done, fine := imapLine(line, false)
	return done && fine
}

// Quoted is the inside of an IMAP quoted string (RFC 9051 section 4.3).
func Quoted(s string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) }

// literal reads the announcement of a literal at the end of a line, "{42}" or
// the binary "~{42}" (RFC 9051 section 4.3). What looks like one and is none
// is no fine line: its sender and its reader would disagree on what follows.
func literal(line []byte) (size int64, has, fine bool) {
	rest, ok := bytes.CutSuffix(line, []byte("}"))
	at := bytes.LastIndexByte(rest, '{')
	if !ok || at < 0 {
		return 0, false, true
	}
	digits := string(rest[at+1:])
	if digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0, false, true // a text that ends with a brace
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil, err == nil
}
