package parts

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
)

// Decoded is the body after transfer decoding; ok is false where it cannot be
// decoded to its end, and the rest is what could be.
func (p Part) Decoded() (body []byte, ok bool) {
	var err error
	switch p.Encoding {
	case "quoted-printable":
		body, err = io.ReadAll(quotedprintable.NewReader(bytes.NewReader(p.Body)))
	case "base64":
		body, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(bytes.TrimSpace(p.Body))))
	default:
		body = p.Body
	}
	return body, err == nil
}

// Octets is the body as its sender had it, text with CRLF line ends, so that two
// can be compared; what cannot be decoded to its end stands as it was carried.
func (p Part) Octets() []byte {
	body, ok := p.Decoded()
	if !ok {
		body = p.Body
	}
	if strings.HasPrefix(p.Type, "text/") || strings.HasPrefix(p.Type, "multipart/") {
		body = CRLF(body)
	}
	return body
}

// CRLF makes every line end CRLF.
func CRLF(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))
}
