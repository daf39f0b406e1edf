package paste

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// without blanks out errors that were recognised elsewhere, wherever their
// words stand in a text: what the customer typed may stand right beside them,
// on the same line. Line breaks stay where they are. Only letters and digits
// are compared: quotes, blanks, citation marks and breaks do not matter.
func without(text string, errors []string) string {
	if len(errors) == 0 {
		return text
	}
	letters, at := squash(text)
	var cuts [][2]int
	for _, e := range errors {
		want, _ := squash(e)
		if len(strings.Fields(e)) < 2 || want == "" { // a single word may be the customer's own
			continue
		}
		for from := 0; ; {
			i := strings.Index(letters[from:], want)
			if i < 0 {
				break
			}
			end := at[from+i+len(want)-1]
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
			end += len(codeBehind().FindString(text[end:min(len(text), end+32)]))
			cuts = append(cuts, [2]int{at[from+i], end})
			from += i + len(want)
		}
	}
	slices.SortFunc(cuts, func(a, b [2]int) int { return a[0] - b[0] })
	var out strings.Builder
	done := 0
	for _, c := range cuts {
		if c[0] < done {
			continue
		}
		out.WriteString(unframed(text[done:c[0]]))
		// A full stop for the error, so that what stands on both sides of it
		// stays apart.
		out.WriteString("。" + strings.Repeat("\n", strings.Count(text[c[0]:c[1]], "\n")))
		done = c[1]
	}
	out.WriteString(text[done:])
	return out.String()
}

// squash is a text reduced to its letters and digits in lower case, and where
// the letter stands that each byte of it belongs to.
func squash(text string) (string, []int) {
	var out strings.Builder
	out.Grow(len(text))
	at := make([]int, 0, len(text))
	for i, r := range text {
		if r < utf8.RuneSelf {
			switch {
			case r >= 'A' && r <= 'Z':
				r += 'a' - 'A'
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			default:
				continue
			}
			out.WriteByte(byte(r))
			at = append(at, i)
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			for range utf8.RuneLen(r) {
				at = append(at, i)
			}
			out.WriteRune(r)
		}
	}
	return out.String(), at
}

var (
	// codeBehind is what ends an error: its quotes and the code of the dialog.
	codeBehind = expression(`^[."'”」』。]*(?:, ?code: ?\d{1,3})?[."'”」』。]*`)
	// around are the words of Gmail's that stand before an error and are nobody's
	// settings.
	around = expression(`(?i)(?:server returned error|サーバーから(?:返された)?エラー(?:が返されました)?|the response was)\s*[:：]?\s*["“「]?\s*$`)
)

// unframed is what stands before an error, without Gmail's words for it.
func unframed(s string) string {
	at := max(0, len(s)-96)
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at] + around().ReplaceAllString(s[at:], "")
}
