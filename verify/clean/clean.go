// Package clean makes remote strings safe to show: what a server, a certificate or
// DNS says passes here before it reaches a terminal or a text.
package clean

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line makes a remote string safe to show on one line of a terminal:
// controls, escapes, bidirectional and other invisible format characters and
// bytes that are not UTF-8 become \xNN or \uNNNN; the rest stays byte for
// byte. Newlines are controls too: split before cleaning.
func Line(s string) string {
	if IsClean(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r < 0x80 && Unsafe(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case Unsafe(r) && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		case Unsafe(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// IsClean tells whether Line would leave a string as it is.
func IsClean(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, Unsafe) < 0
}

// Unsafe tells whether a rune could move the cursor, hide or reorder text: C0 and C1
// controls, format characters (Cf: bidi, zero width, tags), line and paragraph
// separators, private use and unassigned noncharacters.
func Unsafe(r rune) bool {
	return unicode.IsControl(r) ||
		unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Noncharacter_Code_Point)
}
