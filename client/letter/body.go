package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
)

const (
	maxDepth = 8
	maxParts = 64
)

// decoded is the body of a message after transfer decoding, all leaves of a
// multipart one after the other, with CRLF line ends. What cannot be decoded
// stands as it is.
func decoded(raw []byte) []byte {
	var b bytes.Buffer
	for _, leaf := range leaves(raw, 0) {
		b.Write(leaf.text)
	}
	return b.Bytes()
}

// bodyHash is the SHA-256 of decoded in hex, as the mark carries it.
func bodyHash(raw []byte) string {
	sum := sha256.Sum256(decoded(raw))
	return hex.EncodeToString(sum[:])
}

// Unhurt tells whether the body is the one that the mark was made for.
func Unhurt(raw []byte) bool {
	mark, ok := parseMark(field(headerOf(raw), markField))
	return ok && mark.Body == bodyHash(raw)
}

type leaf struct {
	typ  string // "text/plain", lower case
	text []byte
}

// leaves are the parts of a message that hold no parts.
func leaves(raw []byte, depth int) []leaf {
	fields := headerOf(raw)
	body := afterHeader(raw)
	typ, params, err := mime.ParseMediaType(field(fields, "Content-Type"))
	if err != nil || typ == "" {
		typ = "text/plain"
	}
	if !strings.HasPrefix(typ, "multipart/") || params["boundary"] == "" || depth >= maxDepth {
		return []leaf{{typ, decode(body, field(fields, "Content-Transfer-Encoding"), typ)}}
	}
	var list []leaf
	r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for len(list) < maxParts {
		part, err := r.NextRawPart()
		if err != nil {
			break
		}
		var head bytes.Buffer
		for _, name := range []string{"Content-Type", "Content-Transfer-Encoding"} {
			if v := part.Header.Get(name); v != "" {
				head.WriteString(name + ": " + v + "\r\n")
			}
		}
		head.WriteString("\r\n")
		content, err := io.ReadAll(part)
		list = append(list, leaves(append(head.Bytes(), content...), depth+1)...)
		if err != nil {
			break
		}
	}
	if len(list) == 0 {
		return []leaf{{typ, crlf(body)}}
	}
	return list
}

func afterHeader(raw []byte) []byte {
	for len(raw) > 0 {
		line, rest, found := bytes.Cut(raw, []byte("\n"))
		if !found {
			return nil
		}
		raw = rest
		if len(bytes.TrimSuffix(line, []byte("\r"))) == 0 {
			return raw
		}
	}
	return nil
}

func decode(body []byte, encoding, typ string) []byte {
	var out []byte
	var err error
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		out, err = io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
	case "base64":
		out, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(bytes.TrimSpace(body))))
	default:
		out = body
	}
	if err != nil {
		out = body
	}
	if strings.HasPrefix(typ, "text/") {
		out = crlf(out)
	}
	return out
}

// crlf makes every line end CRLF.
func crlf(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))
}
