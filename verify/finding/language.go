package finding

import (
	"regexp"
	"strings"
	"sync"
)

// toReview marks a text in Japanese that is still in English.
const toReview = "［英語のみ］"

// ToReview is a text whose Japanese is yet to be written or reviewed: a reader
// of Japanese sees the English, marked. It is no wall for a contributor; CI
// counts its calls.
func ToReview(english string) Text { return Text{EN: english, JA: toReview + english} }

var (
	quotedCode  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("`[^`]*`|\\{[a-z0-9_]+\\}") })
	englishRun  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z][A-Za-z',]*(?: +[A-Za-z][A-Za-z',]*){3,}`) })
	properNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`CA/Browser Forum Baseline Requirements|Google Postmaster Tools`)
	})
)

// EnglishIn is the first run of four or more English words in a Japanese text,
// outside of `commands` and {holes}: an untranslated sentence. It is "" where
// there is none, and for a text that is ToReview. The tests of everything that speaks Japanese use it.
func EnglishIn(text string) string {
	if strings.Contains(text, toReview) {
		return "" // known, and counted
	}
	text = quotedCode().ReplaceAllString(text, "・")
	text = properNames().ReplaceAllString(text, "・")
	return englishRun().FindString(text)
}
