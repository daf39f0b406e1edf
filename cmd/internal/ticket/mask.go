package ticket

import (
	"regexp"
	"strings"
	"sync"

	"harness/verify/finding"
)

var (
	mailAddress = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`([A-Za-z0-9])[A-Za-z0-9._%+'-]*@([A-Za-z0-9-]+\.[A-Za-z0-9.-]+)`)
	})
	passwordIn = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:パスワード|password|passwd|\bpass\b|\bpw\b)(?:\s*(?:は|is)\s*|\s*[:：=]\s*)["'「『]?([^\s"'」』、。]{4,})`)
	})
)

// masked hides in a note what the desk need not keep: the local part of mail
// addresses, and what the ticket itself gives as a password.
func masked(note, ticket string) string {
	for _, m := range passwordIn().FindAllStringSubmatch(ticket, 16) {
		if strings.ContainsAny(m[1], "0123456789-_!#$%^&*+=?") { // not "the password is right"
			note = strings.ReplaceAll(note, m[1], "(hidden)")
		}
	}
	return mailAddress().ReplaceAllString(note, "$1***@$2")
}

// langOf is the language of a ticket: Japanese where kana stand in it.
func langOf(text string) string {
	for _, r := range text {
		if r >= 'ぁ' && r <= 'ヿ' {
			return finding.JA
		}
	}
	return finding.EN
}
