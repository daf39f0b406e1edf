package phrasebook

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs are what the words round a paste tell of where it was read. They are
// looked for as plain words in small letters: a paste may be long.
type signs struct{ lower string }

func signsOf(folded string) signs { return signs{small(folded)} }

// small is strings.ToLower for texts of which the most is ASCII, or Japanese.
func small(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range text {
		switch {
		case r >= 'A' && r <= 'Z':
			out.WriteByte(byte(r) + 'a' - 'A')
		case r < utf8.RuneSelf:
			out.WriteByte(byte(r))
		case r >= 0x3000 && r < 0xA000: // no letters of two cases
			out.WriteRune(r)
		default:
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

// has tells whether one of some words, in small letters, stands there.
func (s signs) has(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s.lower, w) })
}

// word tells whether one of some words stands there, and not inside of another.
func (s signs) word(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		for from := 0; ; {
			i := strings.Index(s.lower[from:], w)
			if i < 0 {
				return false
			}
			i += from
			end := i + len(w)
			if (i == 0 || !letterOrDigit(s.lower[i-1])) && (end == len(s.lower) || !letterOrDigit(s.lower[end])) {
				return true
			}
			from = end
		}
	})
}

func letterOrDigit(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// loose are phrases of a few common words, which others say as well: alone they
// are Gmail's only where the paste holds hardly anything else, or names Gmail's
// fetching.
var loose = []string{"P14a", "P14b", "P14c", "P14e", "P12", "D01", "D05", "D08", "S11", "P20"}

// fetching: Gmail, its fetching, or its app is spoken of.
func (s signs) fetching() bool {
	return s.has("check mail from other", "fetch", "他のアカウントのメール", "履歴", "gmail", "send mail as", "workspace", "android") || s.word("pop", "pop3", "app")
}

// foreign tells whether a paste is another system's report or log and not one of
// Gmail's: what stands there is that system's word, whatever it resembles.
func (s signs) foreign() bool {
	return !s.gmails() && (s.has(
		"has been delayed", "giving up on", "any host named", "smtp connection. (", "mail system at host", "reporting-mta", "diagnostic-code",
		"delivery has failed", "could not be delivered to", "mail delivery system", "mail delivery subsystem", "mailer-daemon", "message that you sent could not",
		"qmail-send", "status: 4.", "status: 5.", "final-recipient", "remote-mta", "said:", "smtp error from remote", "delivery temporarily suspended",
		"action: failed", "action: delayed", "undeliver", "returned to sender", "transcript of session", "retry timeout exceeded", "retry time not reached",
		"status=bounced", "status=deferred",
	) || addressed().MatchString(s.lower[:min(len(s.lower), 16<<10)]))
}

// addressed is a line of a report that begins with the recipient.
var addressed = expression(`(?m)^<[^>\s]+@[^>\s]+>: |connect to [^ \n]+\[`)

// gmails: one of Gmail's own failure messages or screens.
func (s signs) gmails() bool {
	return s.has("googlemail.com", "'send mail as'", "customfromdenied", "message wasn't delivered to", "server returned error",
		"the recipient server did not accept our requests", "technical details of permanent failure", "technical details of temporary failure",
		"メールの配信エラー", "サーバーからエラーが返されました", "[名前]")
}

// delivered: Gmail's ordinary failure message.
func (s signs) delivered() bool {
	return s.has("wasn't delivered", "address not found", "message blocked", "couldn't be delivered", "following recipient failed", "remote server was",
		"配信されませんでした", "配信できませんでした", "アドレスが見つかりません", "メールがブロック")
}

var (
	logSurfaces   = []Surface{PostfixLog, DovecotLog, EximLog, ServerLog, CourierLog, SendmailLog}
	popSurfaces   = []Surface{POPDialog, POPHistory, GmailFooter}
	sendSurfaces  = []Surface{SendDialog, SendBounce, Delivery}
	otherSurfaces = []Surface{GmailInbound, MailerDaemon, ServerReply}
	theRest       = []Surface{GoogleNotice, OutlookBox, AppleMail, Thunderbird, Webmail, GmailApp}
)

// surfaces are those that a paste may have been read on: a phrase of another is
// not what stands there, however alike.
func (s signs) surfaces() []Surface {
	pop := s.has("check mail from", "他のアカウントのメール", "受信の履歴") || s.word("pop", "pop3")
	send := s.has("send mail as", "send-as", "[名前]", "送信") || s.word("smtp")
	switch {
	case s.has("postfix/", "dovecot", "sendmail", "courier", "pop3-login", "imap-login", "submission-login", "sm-mta") || s.word("exim", "imapd", "pop3d"):
		return logSurfaces
	case s.foreign():
		return otherSurfaces
	case pop && !send:
		return popSurfaces
	case send && !pop:
		return slices.Concat(sendSurfaces, otherSurfaces)
	}
	return slices.Concat(popSurfaces, sendSurfaces, otherSurfaces, theRest)
}
