package phrasebook

import (
	"bytes"
	"strings"

	"harness/client/evidence/parts"
)

var headerLine = expression(`(?im)^(return-path|received|from|to|subject|date|mime-version|content-type|message-id|delivered-to|x-failed-recipients|auto-submitted):`)

// looksLikeMessage tells that the paste begins with a mail header (RFC 5322
// section 2.2) and has an empty line after it.
func looksLikeMessage(raw []byte) bool {
	head := raw[:min(len(raw), 64<<10)]
	head = bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n"))
	end := bytes.Index(head, []byte("\n\n"))
	if end < 0 {
		return false
	}
	head = head[:end]
	first, _, _ := bytes.Cut(head, []byte("\n"))
	if !bytes.HasPrefix(head, []byte("From ")) && !fieldName().Match(first) {
		return false
	}
	return len(headerLine().FindAllIndex(head, 3)) >= 2
}

var fieldName = expression(`^[!-9;-~]{1,70}:`)

// decodeMessage reads the parts of a message that a person reads: plain text
// first, HTML where there is none, delivery status and the failed recipients.
func decodeMessage(raw []byte) (string, bool) {
	raw = bytes.TrimLeft(raw, "\r\n\t \ufeff")
	if !looksLikeMessage(raw) {
		return "", false
	}
	if bytes.HasPrefix(raw, []byte("From ")) { // mbox
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			raw = raw[i+1:]
		}
	}
	var r reader
	if failed := parts.Value(parts.Fields(raw), "X-Failed-Recipients"); failed != "" {
		r.plain = append(r.plain, "X-Failed-Recipients: "+failed)
	}
	r.read(raw, 0)
	list := r.plain
	if !r.text {
		list = append(list, r.html...)
	}
	text := strings.Join(list, "\n\n")
	return text, strings.TrimSpace(text) != ""
}

type reader struct {
	plain, html []string
	text        bool // a text/plain part was read
}

// maxForwards is how many messages may stand within each other.
const maxForwards = 8

// read reads the parts of a message, as far as they can be read: a paste may end
// anywhere. Within a report (RFC 6522) an attached message is the one that was
// returned, and not what went wrong; elsewhere it is what the customer forwarded.
func (r *reader) read(raw []byte, depth int) {
	for _, part := range parts.Leaves(raw) {
		body, _ := part.Decoded()
		body = body[:min(len(body), 4*MaxPaste)]
		switch {
		case part.Type == "message/rfc822":
			if !part.Report && depth < maxForwards {
				r.read(body, depth+1)
			}
		case part.Type == "text/html":
			r.html = append(r.html, unHTML(charset(body, part.Params["charset"])))
		case strings.HasPrefix(part.Type, "text/"):
			r.text = true
			r.plain = append(r.plain, charset(body, part.Params["charset"]))
		case part.Type == "message/delivery-status": // RFC 3464
			r.plain = append(r.plain, charset(body, ""))
		}
	}
}

// charset decodes a part.
func charset(body []byte, name string) string {
	if strings.EqualFold(strings.Trim(name, `"' `), "utf-8") {
		return decodeText(body)
	}
	if text, ok := byName(body, name); ok {
		return text
	}
	return decodeText(body)
}
