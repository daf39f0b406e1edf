package finding

import (
	"regexp"
	"sync"
)

var (
	quotedCode  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("`[^`]*`|\\{[a-z0-9_]+\\}") })
	englishRun  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z][A-Za-z',]*(?: +[A-Za-z][A-Za-z',]*){3,}`) })
	properNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`CA/Browser Forum Baseline Requirements|Google Postmaster Tools`)
	})
)

// EnglishIn is the first run of four or more English words in a Japanese text,
// outside of `commands` and {holes}: an untranslated sentence. It is "" where
// there is none. The tests of everything that speaks Japanese use it.
func EnglishIn(text string) string {
	text = quotedCode().ReplaceAllString(text, "・")
	text = properNames().ReplaceAllString(text, "・")
	return englishRun().FindString(text)
}
