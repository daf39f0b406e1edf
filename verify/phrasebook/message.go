package phrasebook

import (
	"bytes"
	"io"
	"mime"
	"strings"

	"github.com/emersion/go-message"
)

const (
	maxParts = 64
	maxDepth = 8
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
	entity, err := message.Read(bytes.NewReader(raw))
	if entity == nil || (err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
		return "", false
	}
	var r reader
	if failed := entity.Header.Get("X-Failed-Recipients"); failed != "" {
		r.plain = append(r.plain, "X-Failed-Recipients: "+failed)
	}
	r.walk(entity, 0, false)
	parts := r.plain
	if !r.text {
		parts = append(parts, r.html...)
	}
	text := strings.Join(parts, "\n\n")
	return text, strings.TrimSpace(text) != ""
}

type reader struct {
	plain, html []string
	text        bool // a text/plain part was read
	parts       int
}

// walk reads an entity and its parts, as far as they can be read: a paste may end
// anywhere. That is why it is not the walk of client/letter, which compares octets
// and gives up what cannot be decoded whole. Within a report (RFC 3462) an attached
// message is the one that was returned, and not what went wrong; elsewhere it
// is what the customer forwarded.
func (r *reader) walk(e *message.Entity, depth int, report bool) {
	r.parts++
	if r.parts > maxParts || depth > maxDepth {
		return
	}
	kind, params, err := e.Header.ContentType()
	if err != nil {
		kind, params, _ = mime.ParseMediaType(e.Header.Get("Content-Type"))
	}
	report = report || kind == "multipart/report"
	if parts := e.MultipartReader(); parts != nil {
		for range maxParts {
			part, err := parts.NextPart()
			if part == nil || (err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
				return
			}
			r.walk(part, depth+1, report)
		}
		return
	}
	if kind == "" {
		kind = "text/plain"
	}
	body, _ := io.ReadAll(io.LimitReader(e.Body, 4*MaxPaste))
	switch {
	case kind == "message/rfc822" && !report:
		if inner, err := message.Read(bytes.NewReader(body)); inner != nil && (err == nil || message.IsUnknownCharset(err) || message.IsUnknownEncoding(err)) {
			r.walk(inner, depth+1, false)
		}
	case kind == "text/html":
		r.html = append(r.html, unHTML(charset(body, params["charset"])))
	case strings.HasPrefix(kind, "text/"):
		r.text = true
		r.plain = append(r.plain, charset(body, params["charset"]))
	case kind == "message/delivery-status": // RFC 3464
		r.plain = append(r.plain, charset(body, ""))
	}
}

// charset decodes a part. Where go-message knew the charset the body is UTF-8
// already.
func charset(body []byte, name string) string {
	if strings.EqualFold(strings.Trim(name, `"' `), "utf-8") || message.CharsetReader != nil {
		return decodeText(body)
	}
	if text, ok := byName(body, name); ok {
		return text
	}
	return decodeText(body)
}
