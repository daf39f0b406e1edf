package parts

import (
	"strings"
	"testing"
)

// A header of any form is read once: what a field has is not copied with each of
// its lines.
func TestFieldsOfManyLines(t *testing.T) {
	t.Parallel()
	const lines = 200_000
	raw := []byte("X-Long: a\r\n" + strings.Repeat("\t b \r\n \r\n", lines) + "To: c\r\n d\r\n\r\n")
	fields := Fields(raw)
	if len(fields) != 2 || fields[0].Value != "a"+strings.Repeat(" b", lines) || fields[1].Value != "c d" {
		t.Errorf("%d fields, the first of %d bytes", len(fields), len(fields[0].Value))
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw  string
		want bool
	}{
		"usual":          {"From: a\r\nReceived: b\r\n\tc\r\n\r\n" + strings.Repeat("x\n", 1<<20), true},
		"without a body": {"From: a\r\n", true},
		"one field":      {"X: a\r\n" + strings.Repeat(" b\r\n", 1000) + "\r\n", false},
		"many fields":    {strings.Repeat("X: a\n", 30_000) + "\n", false},
		"large":          {"X: " + strings.Repeat("a", 2<<20) + "\n\n", false},
		"at the limit":   {"X: a\r\n" + strings.Repeat(" b\r\n", 499) + "\r\n", true},
	} {
		if got := Plain([]byte(c.raw)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
