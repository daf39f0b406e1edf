package wire

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"harness/client/evidence"
)

// ReadList reads the lines of a POP3 multi-line reply whose status line is
// past, hands each to f without dot-stuffing and line end, and stops after
// the final dot. The slice is f's only until f returns.
func (c *Conn) ReadList(f func(line []byte) error) error {
	if c.step == nil {
		return errBetween
	}
	r := c.step.reply
	lenient := c.bare
	for {
		if c.trouble != nil {
			return c.cause
		}
		text, n, err := c.rawLine()
		if err != nil && errors.Is(err, bufio.ErrBufferFull) || r.Bytes+int64(n) > maxList || r.Lines > maxLines {
			return c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: "a line or a list over our limit, beginning " + quote(c.mask.Text(text))}, err)
		}
		if err != nil {
			return c.breaks(c.classify(err))
		}
		r.note(text, n, maxReplyText)
		if len(text) == 1 && text[0] == '.' && (!c.bare || lenient) {
			c.remark(fmt.Sprintf("%d lines", r.Lines-1))
			return nil
		}
		if r.Lines <= maxReplyText {
			c.hear(text)
		}
		if len(text) > 0 && text[0] == '.' {
			text = text[1:] // RFC 1939 section 3
		}
		if err := f(text); err != nil {
			return err
		}
	}
}

// ReadBody streams a message whose status line is past into w: dots unstuffed,
// line ends as they came, up to CRLF.CRLF. Only a peer that ends its status
// line with a bare LF may end the message so. More than most octets are an
// Overlong trouble.
func (c *Conn) ReadBody(w io.Writer, most int64) error {
	if c.step == nil {
		return errBetween
	}
	var (
		lenient   = c.bare
		lineStart = true
		prevCR    = false
		reply     = c.step.reply
	)
	for {
		if c.trouble != nil {
			return c.cause
		}
		b, err := c.r.ReadSlice('\n')
		reply.Bytes += int64(len(b))
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return c.breaks(c.classify(err))
		}
		whole := err == nil
		if lineStart && whole && (bytes.Equal(b, []byte(".\r\n")) || lenient && bytes.Equal(b, []byte(".\n"))) {
			reply.Lines++
			c.remark(fmt.Sprintf("%d octets in %d lines", reply.Bytes, reply.Lines-1))
			return nil
		}
		if whole {
			reply.Lines++
		}
		if reply.Bytes > most {
			return c.breaks(evidence.Trouble{Kind: evidence.Overlong, Detail: fmt.Sprintf("a message of more than %d octets", most)}, nil)
		}
		text := b
		if lineStart && b[0] == '.' {
			text = b[1:]
		}
		if _, err := w.Write(text); err != nil {
			return err
		}
		endCR := len(b) >= 2 && b[len(b)-2] == '\r' || len(b) == 1 && prevCR
		lineStart = whole && (endCR || lenient)
		prevCR = b[len(b)-1] == '\r'
	}
}
