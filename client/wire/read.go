package wire

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"harness/client/evidence"
)

// Read hands one line at a time to the library, or less if p is short: what
// stands behind the line stays with us, where STARTTLS can see it.
func (c *Conn) Read(p []byte) (int, error) {
	if len(c.turn) == 0 {
		line, err := c.line()
		if err != nil {
			return 0, err
		}
		c.turn = line
	}
	n := copy(p, c.turn)
	c.turn = c.turn[n:]
	return n, nil
}

// Replay makes the next Read hand out a line that the peer did not send: a
// library that starts after STARTTLS still wants its greeting.
func (c *Conn) Replay(line string) { c.turn = []byte(line + "\r\n") }

// line reads and records one line of a reply, and gives it as the libraries
// understand it, with CRLF.
func (c *Conn) line() ([]byte, error) {
	s := c.step
	if s == nil {
		return nil, errBetween
	}
	if c.trouble != nil {
		return nil, c.cause
	}
	if s.reply == nil || s.reply.done && !s.reply.list {
		s.reply = &reply{}
		s.reply.Text = []evidence.Bytes{}
	}
	text, n, err := c.rawLine()
	if err != nil && (len(text) == 0 || !errors.Is(err, bufio.ErrBufferFull)) {
		if len(text) > 0 {
			c.hear(text)
			s.reply.note(text, n, maxReplyText)
		}
		return nil, c.breaks(c.classify(err))
	}
	c.hear(text)
	if err != nil || s.reply.Bytes+int64(n) > maxReply {
		s.reply.clipped = s.reply.note(text, n, maxReplyText)
		return nil, c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: "a line or a reply over our limit, beginning " + c.quoteLast()}, err)
	}
	if !s.reply.take(c.cfg.Proto, s.verb, text, n) {
		return nil, c.breaks(evidence.Trouble{Kind: evidence.Protocol, Detail: c.quoteLast()}, nil)
	}
	if s.reply.done && !s.reply.list {
		c.tell()
	}
	return c.forLibrary(text), nil
}

// rawLine reads up to LF, and gives the line without its end and its length
// on the wire. At an error it gives what had come.
func (c *Conn) rawLine() ([]byte, int, error) {
	b, err := c.r.ReadSlice('\n')
	n := len(b)
	if err != nil {
		if err == io.EOF && n > 0 {
			err = io.ErrUnexpectedEOF
		}
		return b, n, err
	}
	c.bare = n < 2 || b[n-2] != '\r'
	b = bytes.TrimSuffix(b[:n-1], []byte("\r"))
	return b, n, nil
}

// forLibrary mends what the libraries stumble over; the record keeps the
// original. EHLO keywords are compared in upper case by go-smtp although they
// have no case (RFC 5321 section 4.1.1.1); "220" alone is a reply (section 4.2).
func (c *Conn) forLibrary(text []byte) []byte {
	line := string(text)
	if c.cfg.Proto == evidence.SMTP {
		if len(line) == 3 {
			line += " "
		}
		if c.step.verb == "EHLO" && c.step.reply.Lines > 1 {
			word, rest, _ := strings.Cut(line[4:], " ")
			line = strings.TrimRight(line[:4]+strings.ToUpper(word)+" "+rest, " ")
			if len(line) == 3 {
				line += " "
			}
		}
	}
	return []byte(line + "\r\n")
}

// Exchange says one line and reads its reply, for what the libraries lack:
// STARTTLS, probes. Call it within a Step.
func (c *Conn) Exchange(line string) error {
	if _, err := c.Write([]byte(line + "\r\n")); err != nil {
		return err
	}
	return c.ReadReply()
}

// ReadReply reads one whole reply, for a greeting say. Call it within a Step.
// A negative reply is no error here; Step makes it one.
func (c *Conn) ReadReply() error {
	for {
		if _, err := c.line(); err != nil {
			return err
		}
		if c.step.reply.done {
			return nil
		}
	}
}

// LastReply is the latest reply of the step under way, nil if there is none.
func (c *Conn) LastReply() *evidence.Reply {
	if c.step == nil || c.step.reply == nil {
		return nil
	}
	return &c.step.reply.Reply
}
