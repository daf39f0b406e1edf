package letter

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"

	"harness/client/evidence"
	"harness/client/evidence/parts"
)

const maxDifferences = 20

// Kin tells whether a message carries the token in the mark or in the
// Message-ID of its own header: the letter, perhaps damaged.
func Kin(raw []byte, token string) bool {
	if token == "" {
		return false
	}
	fields := parts.Fields(raw)
	mark, ok := parseMark(parts.Value(fields, MarkField))
	return ok && mark.Token == token || strings.Contains(parts.Value(fields, "Message-ID"), token)
}

// Compare holds what came back against what was sent.
func Compare(sent, got []byte) evidence.Comparison {
	c := evidence.Comparison{Differences: []evidence.Difference{}}
	mark, _ := parseMark(parts.Value(parts.Fields(sent), MarkField))
	c.Marked = Ours(got, mark.Token)
	compareHeaders(&c, parts.Fields(sent), parts.Fields(got))
	compareBodies(&c, sent, got)
	return c
}

// compareHeaders looks for every field sent. A server may change how the body
// is encoded for the way, and fold lines anew.
func compareHeaders(c *evidence.Comparison, sent, got []parts.Field) {
	for _, f := range sent {
		if strings.EqualFold(f.Name, "Content-Transfer-Encoding") || strings.EqualFold(f.Name, "Content-Type") {
			continue
		}
		if s, g := readable(f.Value), readable(parts.Value(got, f.Name)); s != g {
			add(c, f.Name, 0, []byte(s), []byte(g))
		}
	}
}

// readable is a field as a person reads it: encoded words decoded where they can
// be (RFC 2047), white space squeezed.
func readable(s string) string {
	words := mime.WordDecoder{CharsetReader: func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("charset %s is not read", charset)
	}}
	if decoded, err := words.DecodeHeader(s); err == nil {
		s = decoded
	}
	return strings.Join(strings.Fields(s), " ")
}

func compareBodies(c *evidence.Comparison, sent, got []byte) {
	if bytes.Equal(decoded(sent), decoded(got)) {
		c.BodyEqual, c.TextKept = true, true
		return
	}
	a, b := lines(sent), lines(got)
	added, kept := additions(a, b)
	if kept {
		c.TextKept = true
		for _, i := range added {
			add(c, "body", i+1, nil, b[i])
		}
		return
	}
	c.TextKept = bytes.Contains(solid(b), solid(a)) // wrapped anew, say
	for i := range max(len(a), len(b)) {
		var s, g []byte
		if i < len(a) {
			s = a[i]
		}
		if i < len(b) {
			g = b[i]
		}
		if !bytes.Equal(s, g) {
			add(c, "body", i+1, s, g)
		}
	}
}

// lines are those of all parts, each part for itself: what is put behind a part
// begins a line.
func lines(raw []byte) [][]byte {
	var list [][]byte
	for _, l := range parts.Leaves(raw) {
		list = append(list, bytes.Split(bytes.TrimSuffix(parts.CRLF(l.Octets()), []byte("\r\n")), []byte("\r\n"))...)
	}
	return list
}

// additions are the indices of the lines of got that were not sent, where all
// that were sent stand there in their order.
func additions(sent, got [][]byte) (added []int, kept bool) {
	k := 0
	for i, g := range got {
		if k < len(sent) && bytes.Equal(sent[k], g) {
			k++
			continue
		}
		added = append(added, i)
	}
	return added, k == len(sent)
}

// solid is the text without any white space.
func solid(list [][]byte) []byte {
	return bytes.Join(bytes.Fields(bytes.Join(list, []byte("\n"))), nil)
}

func add(c *evidence.Comparison, where string, line int, sent, got []byte) {
	if len(c.Differences) < maxDifferences {
		c.Differences = append(c.Differences, evidence.Difference{Where: where, Line: line, Sent: clip(sent), Got: clip(got)})
	}
}

func clip(b []byte) evidence.Bytes {
	const most = 200
	return evidence.Bytes(bytes.Clone(b[:min(len(b), most)]))
}
