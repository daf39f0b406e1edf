package phrasebook

import (
	"regexp"
	"strings"
)

var (
	hostAfter = []func() *regexp.Regexp{
		expression(`(?i)problem (?:connecting to|communicating with) ([\p{L}\p{N}._-]+\.[\p{L}\p{N}-]+)`),
		expression(`(?i)secure SSL connection to ([\p{L}\p{N}._-]+\.[\p{L}\p{N}-]+)`),
	}
	smtpField = expression(`(?i)SMTP\s*(?:server|サーバー?)[^\n:]{0,12}[:=\n ]\s*([a-z0-9][a-z0-9._-]*\.[a-z0-9-]{2,})`)
	popField  = expression(`(?i)POP3?\s*(?:server|サーバー?)[^\n:]{0,12}[:=\n ]\s*([a-z0-9][a-z0-9._-]*\.[a-z0-9-]{2,})`)
)

// hostNear finds the host that the paste names round a phrase: in the line
// above it, or in the fields of the dialog that were copied along.
func hostNear(folded string, surface Surface) string {
	for _, re := range hostAfter {
		if m := re().FindStringSubmatch(folded); m != nil {
			return strings.Trim(m[1], ".")
		}
	}
	field := smtpField
	if surface == POPDialog || surface == POPHistory || surface == GmailFooter {
		field = popField
	}
	if m := field().FindStringSubmatch(folded); m != nil {
		return strings.Trim(m[1], ".")
	}
	return ""
}
