package hostname

import (
	"strings"
	"unicode"
)

// Unseen tells whether a character leaves no ink, so that it is copied along
// with a name without anybody's noticing: white space of every width, format
// characters (Cf), and what Unicode lets a font leave out
// (Default_Ignorable_Code_Point: fillers, joiners, variation selectors), and the
// empty Braille cell. No host name holds any of them. Controls that are no white
// space do not belong to them: a name with a NUL is refused, not mended.
func Unseen(r rune) bool {
	switch {
	case r > ' ' && r < '\u0080', r > '\u3000' && r < '\u3164', r > '\u3164' && r < 0xD800:
		return false // ASCII's signs, kana, ideographs, Hangul: most of any text, and none of them is
	}
	return unicode.IsSpace(r) || r == '\u2800' ||
		unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Strip takes away what is unseen, wherever it stands.
func Strip(text string) string {
	return strings.Map(func(r rune) rune {
		if Unseen(r) {
			return -1
		}
		return r
	}, text)
}

// Apart tells whether white space stands between two letters or digits: then
// it parts words ("mail.customer.test 587"), and is no blemish of one.
func Apart(text string) bool {
	before, gap := rune(0), false
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			gap = true
		case Unseen(r):
		default:
			if gap && inWord(before) && inWord(r) {
				return true
			}
			before, gap = r, false
		}
	}
	return false
}

// FullWidth tells whether a name holds letters, digits or dots of the width of
// Japanese ones ("ｍａｉｌ", "。"), or others that are read here as those of ASCII.
func FullWidth(text string) bool {
	for label := range strings.SplitSeq(Trim(text), ".") {
		if strings.ContainsFunc(label, func(r rune) bool { return r >= '０' && r <= 'ｚ' && (unicode.IsLetter(r) || unicode.IsDigit(r)) }) || dots.Replace(label) != label {
			return true
		}
		ascii, err := toASCII(Strip(label))
		if folded := strings.IndexFunc(Strip(label), func(r rune) bool { return r > unicode.MaxASCII }) >= 0; folded && err == nil && !strings.HasPrefix(ascii, "xn--") {
			return true
		}
	}
	return false
}

// Trim takes away what is unseen at both ends.
func Trim(text string) string { return strings.TrimFunc(text, Unseen) }

// Unsafe tells whether a name as typed holds what Gmail's dialog calls unsafe
// characters (its words were seen for a trailing space): anything unseen, or a
// control.
func Unsafe(typed string) bool {
	return strings.ContainsFunc(typed, func(r rune) bool { return Unseen(r) || unicode.IsControl(r) })
}
