// Package phrasebook is the catalogue of the words that customers see: Gmail's
// own, as data with their sightings, tied to the codes of package finding in
// both directions. Says goes from a finding to the words on each surface,
// Causes from pasted words to the codes. Nothing here is invented: a phrase
// was seen (where, when) or is inferred, and says which.
package phrasebook

import (
	"slices"
	"strings"
	"sync"

	"harness/verify/finding"
)

// Surface is the place where a person reads the words.
type Surface string

// The surfaces.
const (
	SendDialog   Surface = "sendas-dialog"  // "Send mail as": adding or editing the address
	SendBounce   Surface = "sendas-bounce"  // "Send mail as": the failure message after sending
	POPDialog    Surface = "pop-dialog"     // "Check mail from other accounts": adding or editing
	POPHistory   Surface = "pop-history"    // "Check mail from other accounts": the fetch log
	Delivery     Surface = "gmail-delivery" // failure message of Gmail's ordinary delivery to another server
	MailerDaemon Surface = "bounce"         // failure message of another mail server (MAILER-DAEMON)
	GmailFooter  Surface = "gmail-footer"   // a notice at the foot of Gmail's window
	GmailInbound Surface = "gmail-inbound"  // what Gmail's own servers answer to mail that is sent to Gmail
	OutlookBox   Surface = "outlook"        // Outlook's warning
	PostfixLog   Surface = "postfix-log"
	DovecotLog   Surface = "dovecot-log"
	EximLog      Surface = "exim-log"
	ServerLog    Surface = "server-log" // OpenSSL's words in the log of any server
	CourierLog   Surface = "courier-log"
	SendmailLog  Surface = "sendmail-log"
	ServerReply  Surface = "server-reply"  // a mail server's own words, without a frame round them
	GoogleNotice Surface = "google-notice" // Google's announcements and help pages
	AppleMail    Surface = "apple-mail"
	Thunderbird  Surface = "thunderbird"
	Webmail      Surface = "webmail"
	GmailApp     Surface = "gmail-app" // the app on Android, its words by way of AOSP's mail
	Symptom      Surface = "symptom"   // what a customer describes, without anybody's words
)

// Password says what the words tell about the password.
type Password string

// What they tell.
const (
	Unknown Password = ""
	NotSent Password = "not sent" // it ended before: nothing is known about the password
	Refused Password = "refused"  // user name and password reached the server, which refused the login
)

// Basis is how well a phrase is known.
type Basis string

// The bases.
const (
	Seen     Basis = "seen"     // quoted by somebody, see Sightings
	Inferred Basis = "inferred" // deduced; Note says from what
)

// Sighting is one place where the words were quoted.
type Sighting struct {
	Source string `json:"source"` // site, issue or document
	Date   string `json:"date"`   // "2020-04-20", "2020", "2020-2022", or "" where unknown
}

// In is the sighting in a language, with its date.
func (s Sighting) In(lang string) string {
	source := s.Source
	if ja, ok := sourcesJA()[source]; ok && strings.HasPrefix(lang, "ja") {
		source = ja
	}
	if s.Date != "" {
		source += ", " + s.Date
	}
	return source
}

// Phrase is one text on one surface. The same ID on two surfaces is the same
// sentence in two settings.
type Phrase struct {
	ID      string  `json:"id"`
	Surface Surface `json:"surface"`
	Line    string  `json:"line"` // the sentence itself, with {holes}; Causes looks for this
	// JA is Line as the client has it in Japanese; "" where that is not known, or
	// it says the same in every language.
	JA   string `json:"ja"`
	Text string `json:"text"` // as the surface shows it, with the lines round it; "" is Line alone
	// Forms are other spellings of Line that are in circulation or that other
	// languages use; Causes knows them, Says never prints them.
	Forms     []string       `json:"forms"`
	Causes    []finding.Code `json:"causes"` // likeliest first
	Password  Password       `json:"password"`
	Sightings []Sighting     `json:"sightings"`
	Basis     Basis          `json:"basis"`
	Note      finding.Text   `json:"note"`
}

// Shown is the text with its surrounding lines, with {holes}.
func (p Phrase) Shown() string {
	if p.Text != "" {
		return p.Text
	}
	return p.Line
}

// tables are all phrases in the order in which they are listed. Read only.
// They are made at their first use: most runs say a phrase or two, or none.
var tables = sync.OnceValue(func() [][]Phrase {
	return [][]Phrase{sendPhrases, bouncePhrases, popPhrases, sslPhrases(), endPhrases, deliveryPhrases, inboundPhrases, programPhrases, thunderbirdPhrases(), outlookPhrases(), serverPhrases, logPhrases()}
})

// All is every phrase, the clients' and those of other programs and servers,
// always in the same order.
func All() []Phrase { return slices.Concat(tables()...) }

// ByID is every phrase with this ID, one for each surface; the case of the
// letters does not matter.
func ByID(id string) []Phrase { return byID(All(), id) }

func byID(list []Phrase, id string) []Phrase {
	var found []Phrase
	for _, p := range list {
		if strings.EqualFold(p.ID, id) {
			found = append(found, p)
		}
	}
	return found
}
