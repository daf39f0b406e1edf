package letter

import (
	"bytes"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"
)

const markField = "X-Harness-Letter"

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

// Field is one header field, unfolded.
type Field struct {
	Name  string // as written
	Value string // without the space at its ends
}

// headerOf reads the header of a message, forgivingly: a line without a colon is
// skipped, as is one that cannot be a name. It stops at the first empty line.
func headerOf(raw []byte) []Field {
	fields := []Field{}
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		raw = rest
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n := len(fields); n > 0 {
				fields[n-1].Value = strings.TrimSpace(fields[n-1].Value + " " + strings.TrimSpace(string(line)))
			}
			continue
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if !found || len(name) == 0 || bytes.ContainsAny(name, " \t") {
			continue
		}
		fields = append(fields, Field{Name: string(name), Value: strings.TrimSpace(string(value))})
	}
	return fields
}

// field is the value of the first field of that name, "" if there is none.
func field(fields []Field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Ours tells whether a message is the letter with this token: in the mark and
// in the Message-ID of its own header. A token that is quoted in a body or
// attached does not count.
func Ours(raw []byte, token string) bool {
	fields := headerOf(raw)
	mark, ok := parseMark(field(fields, markField))
	return ok && token != "" && mark.Token == token && strings.HasPrefix(field(fields, "Message-ID"), "<"+token+"@")
}

// Marked is the mark of a message that is a letter of some run: its Message-ID is
// of the same token.
func Marked(raw []byte) (Mark, bool) {
	mark, ok := parseMark(field(headerOf(raw), markField))
	return mark, ok && Ours(raw, mark.Token)
}

// Received is when a message came into the mailbox, by the uppermost Received
// line, which the mailbox's own server wrote (RFC 5321 section 4.4); zero if there
// is none that can be read.
func Received(raw []byte) time.Time {
	value := field(headerOf(raw), "Received")
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
	fields := headerOf(raw)
	return only(field(fields, "From"), from) && only(field(fields, "To"), to)
}

func only(value, address string) bool {
	list, err := mail.ParseAddressList(value)
	return err == nil && len(list) == 1 && strings.EqualFold(list[0].Address, address)
}
