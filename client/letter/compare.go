package letter

import (
	"bytes"
	"strings"

	"harness/client/evidence"
)

const maxDifferences = 20

// Kin tells whether a message carries the token in the mark or in the
// Message-ID of its own header: the letter, perhaps damaged.
func Kin(raw []byte, token string) bool {
	if token == "" {
		return false
	}
	fields := Header(raw)
	mark, ok := ParseMark(Get(fields, markField))
	return ok && mark.Token == token || strings.Contains(Get(fields, "Message-ID"), token)
}

// Compare holds what came back against what was sent.
func Compare(sent, got []byte) evidence.Comparison {
	c := evidence.Comparison{Differences: []evidence.Difference{}}
	mark, _ := ParseMark(Get(Header(sent), markField))
	c.Marked = Ours(got, mark.Token)
	compareHeaders(&c, Header(sent), Header(got))
	compareBodies(&c, Decoded(sent), Decoded(got))
	return c
}

// compareHeaders looks for every field sent. A server may change how the body
// is encoded for the way, and fold lines anew.
func compareHeaders(c *evidence.Comparison, sent, got []Field) {
	for _, f := range sent {
		if strings.EqualFold(f.Name, "Content-Transfer-Encoding") || strings.EqualFold(f.Name, "Content-Type") {
			continue
		}
		if v := Get(got, f.Name); squeeze(v) != squeeze(f.Value) {
			add(c, f.Name, 0, []byte(f.Value), []byte(v))
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func compareBodies(c *evidence.Comparison, sent, got []byte) {
	if bytes.Equal(sent, got) {
		c.BodyEqual = true
		return
	}
	a, b := bytes.Split(sent, []byte("\r\n")), bytes.Split(got, []byte("\r\n"))
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

func add(c *evidence.Comparison, where string, line int, sent, got []byte) {
	if len(c.Differences) < maxDifferences {
		c.Differences = append(c.Differences, evidence.Difference{Where: where, Line: line, Sent: clip(sent), Got: clip(got)})
	}
}

func clip(b []byte) evidence.Bytes {
	const most = 200
	return evidence.Bytes(bytes.Clone(b[:min(len(b), most)]))
}
