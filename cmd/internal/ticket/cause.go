package ticket

import (
	"slices"
	"strings"

	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Cause is what the customer's words say is wrong.
type Cause string

// The causes.
const (
	Nothing     Cause = "nothing"     // no words that are known
	Heading     Cause = "heading"     // only the heading that stands over everything
	Certificate Cause = "certificate" // refused before any password was sent
	Reach       Cause = "reach"       // the server was not reached
	Name        Cause = "name"        // Gmail found no server of that name
	Mode        Cause = "mode"        // port and encryption do not go together
	Login       Cause = "login"       // the login reached the server, which refused it
	Moment      Cause = "moment"      // put off for a moment: it passes by itself
	Sender      Cause = "sender"      // the server does not let this login use the address
	Server      Cause = "server"      // what only the server's people can mend
	Slip        Cause = "slip"        // a character in the name that does not belong there
	Google      Cause = "google"      // Google's own server or limit
	Ended       Cause = "ended"       // Gmail does not offer it (any more)
	Inbound     Cause = "inbound"     // Gmail refused mail that was sent to it
	Unlogged    Cause = "unlogged"    // a mail program sends without a login
	Delivery    Cause = "delivery"    // mail from Gmail did not reach its recipient
)

// allCauses are all of them.
func allCauses() []Cause {
	return []Cause{Nothing, Heading, Certificate, Reach, Name, Mode, Login, Moment, Sender, Server, Slip, Google, Ended, Inbound, Unlogged, Delivery}
}

// reached tells whether words of a cause prove that Gmail found the server: a
// name that Gmail has resolved is never told the customer not to exist.
func (c Cause) reached() bool {
	switch c {
	case Certificate, Mode, Login, Moment, Sender, Server:
		return true
	}
	return false
}

// word is one recognised sentence.
type word struct {
	cause Cause
	code  finding.Code
	leg   finding.Leg
	reply string // the server's own words in it
	id    string
	onWay bool // about mail on its way to a recipient
	app   bool // of the Gmail app, which has neither of the dialogs
	told  bool // by the customer, in nobody's words
	quote string
}

// byCode says which cause a code is, where its prefix does not.
var byCode = map[finding.Code]Cause{
	finding.FeatureEnded: Ended, finding.GmailAccountLimit: Google, finding.HostUnsafeCharacters: Slip, finding.HostTrailingDot: Slip,
	finding.TLSOnPlainPort: Mode, finding.PlainOnTLSPort: Mode, finding.PortNotOffered: Mode, finding.SMTPStartTLSMissing: Mode, finding.POPBannerBad: Mode,
	finding.SMTPBannerBad: Mode, finding.TLSVersionOld: Server, finding.TLSNoCommonCipher: Server, finding.TLSHandshakeFailed: Server,
	finding.TLSHandshakeBroken: Server, finding.TLSHandshakeStalled: Server, finding.TLSClientCertRequired: Server,
	finding.SMTPAuthRefused: Login, finding.LoginOtherMachine: Login, finding.SMTPAddressFilter: Login, finding.POPLoginRefused: Login,
	finding.IMAPLoginRefused: Login, finding.IMAPStartTLSMissing: Mode, finding.IMAPBannerBad: Mode, finding.IMAPOnPOPPort: Mode,
	finding.IMAPPlaintextRefused: Mode, finding.SMTPSenderRefused: Sender, finding.ServerHungUp: Reach, finding.ServerSilent: Reach,
	finding.POPMailboxLocked: Moment, finding.POPLoginDelay: Moment, finding.POPLoginTemporary: Moment, finding.IMAPLoginTemporary: Moment, finding.SMTPAuthTemporary: Moment,
	finding.SMTPUnavailable: Moment, finding.SMTPGreylisted: Moment, finding.SMTPPolicyTemporary: Moment,
}

// causeOf is the cause of a code.
func causeOf(code finding.Code) Cause {
	if c, ok := byCode[code]; ok {
		return c
	}
	text := string(code)
	switch {
	case strings.HasPrefix(text, "sender-"), strings.HasPrefix(text, "forward-"):
		return Inbound
	case strings.HasPrefix(text, "recipient-"), code == finding.DNSRecipientDomainMissing, code == finding.DNSMXWithoutAddress:
		return Delivery
	case strings.HasPrefix(text, "google-"):
		return Google
	case strings.HasPrefix(text, "tls-"):
		return Certificate
	case strings.HasPrefix(text, "dns-"):
		return Name
	case strings.HasPrefix(text, "net-"):
		return Reach
	case strings.HasPrefix(text, "smtp-"), strings.HasPrefix(text, "pop-"), strings.HasPrefix(text, "imap-"), strings.HasPrefix(text, "letter-"), strings.HasPrefix(text, "published-"):
		return Server
	}
	return Nothing
}

// wordsOf are the recognised sentences as causes, the most telling first where
// one stands inside of another's frame. Only near ones tell nothing.
func wordsOf(matches []phrasebook.Match) []word {
	var out []word
	for _, m := range matches {
		if m.Near || len(m.Causes) == 0 {
			continue
		}
		w := word{cause: causeOf(m.Causes[0]), code: m.Causes[0], leg: report.LegOf(m.Phrase.Surface), reply: m.Holes["reply"], id: m.Phrase.ID, quote: m.Quote, onWay: delivery(m.Phrase.Surface), told: m.Phrase.Surface == phrasebook.Symptom, app: m.Phrase.Surface == phrasebook.GmailApp}
		if w.leg == finding.Both {
			w.leg = legOfLog(m.Quote)
		}
		if m.Phrase.Surface == phrasebook.GmailFooter {
			w.leg = finding.Fetch
		}
		switch {
		case w.id == "S00", w.id == "S00-near", m.Phrase.Surface == phrasebook.SendDialog && mixed(m.Causes):
			w.cause, w.code = Heading, ""
		case m.Phrase.Surface == phrasebook.GmailInbound:
			w.cause = Inbound
		case googles(m.Quote):
			w.cause = Google
		case delivery(m.Phrase.Surface) && (w.cause == Reach || w.cause == Name):
			w.cause = Delivery
		case w.code == finding.SMTPAuthMissing && w.leg == finding.Both && (m.Phrase.Surface == phrasebook.MailerDaemon || m.Phrase.Surface == phrasebook.ServerReply):
			w.cause, w.leg = Unlogged, finding.Send
		case w.leg == finding.Both && w.code == finding.SMTPMailboxFull: // a mailbox that mail was for, not the way to it
			w.cause, w.code = Delivery, finding.RecipientMailboxFull
		case w.leg == finding.Both && general[w.code]: // some server's refusal, of which nothing is known
			w.cause = Nothing
		}
		if w.cause != Nothing {
			out = append(out, w)
		}
	}
	if slices.ContainsFunc(out, func(w word) bool { return w.cause != Heading }) {
		out = slices.DeleteFunc(out, func(w word) bool { return w.cause == Heading })
	}
	// Delivery to Gmail is meant where Gmail's own servers are quoted and none
	// of its dialogs: other programs' words beside it are the story before.
	dialogs := slices.ContainsFunc(out, func(w word) bool { return w.leg != finding.Both })
	if i := slices.IndexFunc(out, func(w word) bool { return w.cause == Inbound }); i > 0 && !dialogs {
		first := out[i]
		out = append([]word{first}, slices.Delete(out, i, i+1)...)
	}
	return out
}

// legOfLog is the dialog whose server wrote a line of a log.
func legOfLog(quote string) finding.Leg {
	for _, one := range []struct {
		leg   finding.Leg
		names []string
	}{
		{finding.Fetch, []string{"pop3-login:", "pop3(", "pop3d:", "pop3d-ssl", "pop3-ssl"}},
		{finding.Send, []string{"postfix/submission", "postfix/smtps", "submission-login:", "SASL LOGIN authentication", "SASL PLAIN authentication", "_login authenticator failed", "_plain authenticator failed"}},
	} {
		if slices.ContainsFunc(one.names, func(name string) bool { return strings.Contains(quote, name) }) {
			return one.leg
		}
	}
	return finding.Both
}

// general are codes that another server's words may have for any reason, and of
// which nobody here can say that our server is at fault.
var general = map[finding.Code]bool{
	finding.SMTPMessageRefused: true, finding.SMTPRecipientRefused: true, finding.SMTPMessageTooBig: true, finding.SMTPRateLimited: true, finding.SMTPAuthMissing: true,
	finding.SMTPGreylisted: true, finding.SMTPPolicyTemporary: true, finding.SMTPUnavailable: true,
}

// mixed tells whether causes are of kinds that have nothing in common: then the
// words say nothing but that something is wrong.
func mixed(codes []finding.Code) bool {
	cert, login := false, false
	for _, c := range codes {
		cert = cert || causeOf(c) == Certificate
		login = login || causeOf(c) == Login
	}
	return cert && login
}

// googles tells whether words are those of Google's own SMTP server.
func googles(quote string) bool {
	quote = strings.ToLower(quote)
	for _, sign := range []string{"please log in via your web browser", "please log in with your web browser", "too many login attempts", "webloginrequired", "application-specific password required", "badcredentials"} {
		if strings.Contains(quote, sign) {
			return true
		}
	}
	return false
}

// delivery tells whether a surface is about mail on its way to a recipient.
func delivery(s phrasebook.Surface) bool {
	return s == phrasebook.Delivery || s == phrasebook.MailerDaemon
}

// beyondServers tells whether a cause is explained without a look at any
// server.
func (w word) beyondServers() bool {
	switch w.cause {
	case Inbound, Ended, Google, Delivery, Sender, Unlogged:
		return true
	case Server: // Gmail was logged in already
		return strings.HasPrefix(string(w.code), "pop-") && w.code != finding.POPSTLSMissing
	}
	return false
}
