package render

import (
	"strings"
	"unicode"
)

// Wrap breaks a paragraph into lines of at most so many columns. Runs of
// narrow characters (host names, addresses, commands) stay whole, however long.
// Lines after a bullet are indented below it.
func Wrap(s string, most int) []string {
	indent := ""
	if strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "+ ") || strings.HasPrefix(s, "・") {
		indent = "  "
	}
	var lines []string
	line, used := "", 0
	put := func(piece string) {
		if line != "" && strings.TrimSpace(line) != "" && used+Columns(strings.TrimRight(piece, " ")) > most {
			lines = append(lines, strings.TrimRight(line, " "))
			piece = strings.TrimLeft(piece, " ")
			line, used = indent, len(indent)
		}
		line += piece
		used += Columns(piece)
	}
	for _, piece := range pieces(s) {
		if Columns(piece) <= most-len(indent) {
			put(piece)
			continue
		}
		for _, part := range letters(piece) {
			put(part)
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

const (
	noStart = "、。，．・：；？！」』）］】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.!?:;%→"
	noEnd   = "「『（［【〈《〔([{"
)

// pieces are the parts of a text between which a line may end: behind blanks
// and closing signs, and in Japanese where a phrase ends (behind hiragana,
// before anything else), so that no word is torn.
func pieces(s string) []string {
	var out []string
	cur := ""
	flush := func() {
		if cur != "" {
			out = append(out, cur)
			cur = ""
		}
	}
	var prev, before rune // prev is the letter before r, before the one before that
	code := false         // between backticks, or behind a flag: a command is not torn
	for i, r := range s {
		if r == '`' {
			code = !code
		}
		switch {
		case code, prev == ' ' && flagBefore(s[:i]):
		case unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, r) && unicode.Is(unicode.Hiragana, prev) && !strings.ContainsRune(particles, prev):
		case prev == 0, strings.ContainsRune(noStart, r), strings.ContainsRune(noEnd, prev):
		case prev == ' ' && r != ' ', strings.ContainsRune("、。）」】", prev) && r != ' ',
			unicode.Is(unicode.Hiragana, prev) && !strings.ContainsRune("おご", prev) && !unicode.Is(unicode.Hiragana, r) && r != ' ':
			flush()
		}
		cur += string(r)
		before, prev = prev, r
	}
	flush()
	return out
}

// particles are the hiragana that end a phrase between two kanji; any other
// one there is inside of a word.
const particles = "のをにはがともでへや"

// flagBefore tells whether a text ends in a flag with its blank: the value
// follows.
func flagBefore(s string) bool {
	const before = " (（、。「"
	s = strings.TrimSuffix(s, " ")
	word := strings.TrimLeft(s[max(strings.LastIndexAny(s, before), 0):], before)
	return strings.HasPrefix(word, "--")
}

// letters cuts what is too wide for a line and has no end of a phrase: beside
// wide characters.
func letters(s string) []string {
	var out []string
	var prev rune
	for _, r := range s {
		if prev == 0 || strings.ContainsRune(noStart, r) || strings.ContainsRune(noEnd, prev) || !wide(prev) && !wide(r) {
			if len(out) == 0 {
				out = append(out, "")
			}
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		prev = r
	}
	return out
}
