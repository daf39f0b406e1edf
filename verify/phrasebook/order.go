package phrasebook

import (
	"cmp"
	"slices"
)

// order puts the line that says most first, and of equals the one that stands
// first in the text. The others stay behind it as what stood round it.
func order(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(telling(b), telling(a)) })
	return found
}

// telling is how much a match says of the cause: nothing but that something is
// wrong, then how a session ended, then somebody's words, then why.
func telling(m Match) int {
	switch id := m.Phrase.ID; {
	case id == "S00" || id == "N03" || id == "P20" || id == "F01":
		return 0
	case m.Phrase.Surface == Symptom:
		return 1
	case slices.Contains([]string{"N01", "N02", "M05", "G28", "O05", "D04"}, id):
		return 4
	case id == "L-postfix-sni":
		return 6
	}
	return 5
}

// loose are phrases of a few common words, which others say as well: alone they
// are Gmail's only where the paste holds hardly anything else, or names Gmail's
// fetching.
var loose = []string{"P14a", "P14b", "P14c", "P14e", "P12", "D01", "D05", "S11", "P20"}

var fetching = expression(`(?i)check mail from other|pop3?\b|fetch|他のアカウントのメール|受信の履歴|履歴|gmail|mail fetcher|send mail as|workspace|android|\bapp\b`)

// elsewhere are the signs of another system's report or log: what stands there
// is that system's word, whatever it resembles.
var elsewhere = expression(`(?im)^<[^>\s]+@[^>\s]+>: |has been delayed|delayed [0-9]+ hours|giving up on|any host named|smtp connection\. \(|mail system at host|reporting-mta|diagnostic-code|delivery has failed|could not be delivered to|mail delivery (?:sub)?system|mailer-daemon|message that you sent could not|qmail-send|status: [45]\.[0-9]|final-recipient|remote-mta|said:|smtp error from remote|connect to [^ \n]+\[|delivery temporarily suspended|action: (?:failed|delayed)|undeliver|returned to sender|transcript of session|retry time(?:out)? (?:not reached|exceeded)|status=(?:bounced|deferred)`)

// ofSomebodyElse tells whether a paste is another system's report and not one of
// Gmail's.
func ofSomebodyElse(folded string) bool {
	return elsewhere().MatchString(folded) && !ofGmail().MatchString(folded)
}

// ofGmail are the signs of Gmail's own failure messages and screens.
var ofGmail = expression(`(?i)googlemail\.com|'send mail as'|customfromdenied|message wasn't delivered to|server returned error|the recipient server did not accept our requests|technical details of (?:permanent|temporary) failure|メールの配信エラー|サーバーからエラーが返されました|\[名前\]`)
