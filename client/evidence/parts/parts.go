// Package parts reads the structure of a message: its header fields and the
// leaves of its MIME tree (RFC 5322, RFC 2045, RFC 2046), of letters that
// servers may have changed and of pastes that may end anywhere. What a part
// says is left to those who ask.
package parts

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"strings"
)

const (
	maxDepth = 8
	maxParts = 64
)

// Part is a part of a message that holds no parts.
type Part struct {
	Type     string            // "text/plain", lower case; that too where none is given (RFC 2045 section 5.2)
	Params   map[string]string // of the type: "charset", "name"
	Encoding string            // "base64", "quoted-printable", lower case; "" if none is given
	Body     []byte            // as it was carried
	Report   bool              // stands within a multipart/report (RFC 6522)
}

// Leaves are the parts of a message in order, at most 64 and from at most eight
// levels; a part that is cut off is as long as what there is of it. A
// multipart without parts is one itself.
func Leaves(raw []byte) []Part {
	fields := Fields(raw)
	return leaves(Value(fields, "Content-Type"), Value(fields, "Content-Transfer-Encoding"), body(raw), 0, false)
}

func leaves(contentType, encoding string, body []byte, depth int, report bool) []Part {
	typ, params, err := mime.ParseMediaType(contentType)
	if err != nil || typ == "" {
		typ = "text/plain"
	}
	report = report || typ == "multipart/report"
	self := Part{Type: typ, Params: params, Encoding: strings.ToLower(strings.TrimSpace(encoding)), Body: body, Report: report}
	if !strings.HasPrefix(typ, "multipart/") || params["boundary"] == "" || depth >= maxDepth {
		return []Part{self}
	}
	var list []Part
	r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for len(list) < maxParts {
		part, err := r.NextRawPart()
		if err != nil {
			break
		}
		content, err := io.ReadAll(part)
		list = append(list, leaves(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), content, depth+1, report)...)
		if err != nil {
			break
		}
	}
	if len(list) == 0 {
		self.Encoding = "" // RFC 2045 section 6.4: none changes a multipart
		return []Part{self}
	}
	return list[:min(len(list), maxParts)]
}
