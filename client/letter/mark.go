package letter

import (
	"fmt"
	"harness/client/evidence/parts"
	"net/mail"
	"strconv"
	"strings"
	"time"
)

// MarkField is the header field that holds the Mark.
const MarkField = "X-Harness-Letter"

// Mark is the letter's sign of recognition in its header.
type Mark struct {
	Token string // 32 hex digits
	Sent  int64  // Unix seconds
	Body  string // SHA-256 of the decoded body with CRLF line ends, hex
}

func (m Mark) String() string {
	return fmt.Sprintf("v1; token=%s; sent=%d; body=%s", m.Token, m.Sent, m.Body)
}

// parseMark reads a mark; white space may have grown where a header was
// folded.
func parseMark(s string) (Mark, bool) {
	parts := strings.Split(s, ";")
	if len(parts) != 4 || strings.TrimSpace(parts[0]) != "v1" {
		return Mark{}, false
	}
	token, ok1 := strings.CutPrefix(strings.TrimSpace(parts[1]), "token=")
	when, ok2 := strings.CutPrefix(strings.TrimSpace(parts[2]), "sent=")
	body, ok3 := strings.CutPrefix(strings.TrimSpace(parts[3]), "body=")
	sent, err := strconv.ParseInt(when, 10, 64)
	if !ok1 || !ok2 || !ok3 || err != nil || sent < 0 || !isHex(token, 32) || !isHex(body, 64) {
		return Mark{}, false
	}
	return Mark{Token: token, Sent: sent, Body: body}, true
}

func isHex(s string, size int) bool {
	return len(s) == size && strings.Trim(s, "0123456789abcdef") == ""
}

// Ours tells whether a message is the letter with this token: in the mark and
// in the Message-ID of its own header. A token that is quoted in a body or
// attached does not count.
func Ours(raw []byte, token string) bool {
	fields := parts.Fields(raw)
	mark, ok := parseMark(parts.Value(fields, MarkField))
	return ok && token != "" && mark.Token == token && strings.HasPrefix(parts.Value(fields, "Message-ID"), "<"+token+"@")
}

// Marked is the mark of a message that is a letter of some run: its Message-ID is
// of the same token.
func Marked(raw []byte) (Mark, bool) {
	mark, ok := parseMark(parts.Value(parts.Fields(raw), MarkField))
	return mark, ok && Ours(raw, mark.Token)
}

// Received is when a message came into the mailbox, by the uppermost Received
// line, which the mailbox's own server wrote (RFC 5321 section 4.4); zero if there
// is none that can be read.
func Received(raw []byte) time.Time {
	value := parts.Value(parts.Fields(raw), "Received")
	i := strings.LastIndexByte(value, ';')
	if i < 0 {
		return time.Time{}
	}
	at, err := mail.ParseDate(strings.TrimSpace(value[i+1:]))
	if err != nil {
		return time.Time{}
	}
	return at
}

// Between tells whether From and To of a message are these addresses and no
// others.
func Between(raw []byte, from, to string) bool {
	fields := parts.Fields(raw)
	return only(parts.Value(fields, "From"), from) && only(parts.Value(fields, "To"), to)
}

func only(value, address string) bool {
	list, err := mail.ParseAddressList(value)
	return err == nil && len(list) == 1 && strings.EqualFold(list[0].Address, address)
}
