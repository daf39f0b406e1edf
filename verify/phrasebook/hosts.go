package phrasebook

import (
	"iter"
	"regexp"
	"strings"
	"sync"
)

var (
	hostAfter = []func() *regexp.Regexp{
		expression(`(?i)^problem (?:connecting to|communicating with) ([\p{L}\p{N}._-]+\.[\p{L}\p{N}-]+)`),
		expression(`(?i)^secure SSL connection to ([\p{L}\p{N}._-]+\.[\p{L}\p{N}-]+)`),
	}
	smtpField = expression(`(?i)^SMTP\s*(?:server|サーバー?)[^\n:]{0,12}[:=\n ]\s*([a-z0-9][a-z0-9._-]*\.[a-z0-9-]{2,})`)
	popField  = expression(`(?i)^POP3?\s*(?:server|サーバー?)[^\n:]{0,12}[:=\n ]\s*([a-z0-9][a-z0-9._-]*\.[a-z0-9-]{2,})`)
)

// nearby finds the host that a paste names round a phrase: in the line above
// it, or in the fields of the dialog that were copied along. The text is looked
// through once for all phrases of it, and only where the words of such a place
// stand.
func nearby(folded string) func(Surface) string {
	first := func(re func() *regexp.Regexp, word string) func() string {
		return sync.OnceValue(func() string {
			for at := range places(folded, word) {
				if m := re().FindStringSubmatch(folded[at:]); m != nil {
					return strings.Trim(m[1], ".")
				}
			}
			return ""
		})
	}
	frames := []func() string{first(hostAfter[0], "problem co"), first(hostAfter[1], "secure ssl connection")}
	smtp, pop := first(smtpField, "smtp"), first(popField, "pop")
	return func(surface Surface) string {
		for _, frame := range frames {
			if host := frame(); host != "" {
				return host
			}
		}
		if surface == POPDialog || surface == POPHistory || surface == GmailFooter {
			return pop()
		}
		return smtp()
	}
}

// places are where ASCII words, in lower case, stand in a text in any case.
func places(text, words string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i+len(words) <= len(text); i++ {
			if text[i]|0x20 == words[0]|0x20 && strings.EqualFold(text[i:i+len(words)], words) && !yield(i) {
				return
			}
		}
	}
}
