package phrasebook

import (
	"regexp"

	"harness/verify/finding"
)

// googleMarks are the signs of an answer of Google's own servers: the name of the
// service at its end, its help pages, the host that is quoted with it. Its words
// differ between its help page and the wire, so what an answer is about is told
// by its codes, and by words only where one code stands for several things.
var googleMarks = expression(`(?i)\bgsmtp\b|\bgcdp\b|support\.google\.com|mail\.google\.com/support|google["']s\b|gmail-smtp-in|aspmx\.l\.google|\bgmail (?:has|requires|receiving|message)|sent to gmail|email sender guidelines|about smtp error messages|add gmail to another|workspace`)

// inboundMeanings are Google's answers, see docs/gmail.md and its page of SMTP
// errors and codes. The first row that fits counts.
var inboundMeanings = []struct {
	pattern func() *regexp.Regexp
	causes  []finding.Code
}{
	{expression(`(?i)ptr record|reverse dns|pointer \(ptr\)|\b[45]\.7\.(?:23|25)\b`), []finding.Code{finding.SenderPTRMissing, finding.SenderPTRMismatch}},
	{expression(`(?i)dmarc policy|dmarc initiative`), []finding.Code{finding.SenderDMARCFail, finding.SenderDKIMBad}},
	{expression(`\b[45]\.7\.32\b`), []finding.Code{finding.SenderDMARCFail}},
	{expression(`\b[45]\.7\.40\b`), []finding.Code{finding.SenderDMARCMissing}},
	{expression(`\b[45]\.7\.24\b`), []finding.Code{finding.SenderSPFInvalid, finding.SenderSPFFail}},
	{expression(`(?i)\b[45]\.7\.27\b|spf record with a hard fail`), []finding.Code{finding.SenderSPFFail, finding.SenderSPFMissing}},
	{expression(`\b[45]\.7\.30\b`), []finding.Code{finding.SenderDKIMBad, finding.SenderDKIMMissing}},
	{expression(`\b[45]\.7\.29\b`), []finding.Code{finding.SenderTLSMissing}},
	{expression(`\b[45]\.7\.26\b`), []finding.Code{finding.SenderSPFMissing, finding.SenderSPFFail, finding.SenderDKIMMissing, finding.SenderDKIMBad}},
	{expression(`(?i)must issue a starttls|tls required`), []finding.Code{finding.SenderTLSMissing}},
	{expression(`(?i)\b[45]\.4\.6\b|mail loop|\bhops\b`), []finding.Code{finding.SenderLoop}},
	{expression(`(?i)relay limit|sending limit|sending quota|\b5\.4\.5\b|too many recipients|\b4\.5\.3\b|receiving mail (?:too quickly|at a rate)|\b[45]\.2\.1\b.*(?:quickly|rate|relay)`), []finding.Code{finding.RecipientRateLimited, finding.SenderRateLimited}},
	{expression(`(?i)relay denied|for relay`), []finding.Code{finding.SenderRelayDenied}},
	{expression(`(?i)\b[45]\.2\.2\b|over ?quota|storage space`), []finding.Code{finding.RecipientMailboxFull}},
	{expression(`(?i)\b5\.2\.1\b|inactive|account.*disabled`), []finding.Code{finding.RecipientDisabled}},
	{expression(`(?i)\b5\.1\.[0-9]\b|no such user|does not exist|recipient domain|recipient address`), []finding.Code{finding.SMTPRecipientRefused}},
	{expression(`(?i)message-id`), []finding.Code{finding.SenderRateLimited}},
	{expression(`(?i)too many login attempts`), []finding.Code{finding.GoogleLoginLimit}},
	{expression(`(?i)authentication required|password required|username and password|log in (?:via|with) your web|web ?login|invalid ?second|^53[0-9]\b`), []finding.Code{finding.SMTPAuthRefused, finding.SMTPAuthMissing}},
	{expression(`(?i)cannot authenticate|temporary system problem|^451[- ]4\.3\.0|multiple destination domains|server error|^4[0-9]{2}[- ]4\.3\.`), []finding.Code{finding.SMTPUnavailable}},
	{expression(`(?i)helo|ehlo`), []finding.Code{finding.SMTPHelloRefused}},
	{expression(`(?i)unusual rate|\b[45]\.7\.28\b|rate limited`), []finding.Code{finding.SenderRateLimited, finding.SenderReputation}},
	{expression(`(?i)attachments? \(|number of attachments|message size|header value|size of your message|\b5\.2\.3\b|\b5\.3\.4\b`), []finding.Code{finding.SMTPMessageTooBig}},
	{expression(`(?i)attachment|blockedmessage|potential security`), []finding.Code{finding.SMTPMessageRefused}},
	{expression(`(?i)rfc 5322|malformed|multiple addresses in from|from: header|encoded-word|unicode character|valid address in the from|\b5\.6\.[0-9]\b|duplicate headers`), []finding.Code{finding.SenderLetterMalformed}},
	{expression(`(?i)reputation|unsolicited|suspicious|spam|phishing|\?p=unsolicited`), []finding.Code{finding.SenderReputation, finding.SenderListed}},
	{expression(`(?i)timeout`), []finding.Code{finding.SenderProtocolError, finding.ServerSilent}},
	{expression(`(?i)^50[0-9]|syntax error|out of sequence|bdat`), []finding.Code{finding.SenderProtocolError}},
	{expression(`(?i)policy`), []finding.Code{finding.SMTPMessageRefused}},
	{expression(`(?i)try again later|^421`), []finding.Code{finding.SenderRateLimited, finding.SMTPUnavailable}},
	{expression(`^4`), []finding.Code{finding.SMTPUnavailable, finding.SenderRateLimited}},
}

// inboundSure is inboundCauses for words without a reply code: nil where only the
// code would tell.
func inboundSure(text string) []finding.Code {
	for _, m := range inboundMeanings {
		if at := m.pattern().FindString(text); at != "" && len(at) > 4 {
			return m.causes
		}
	}
	return nil
}

// bareCode is an enhanced code that Gmail uses for what it demands of senders.
var bareCode = expression(`\b[45]\.7\.(?:2[3-9]|30|32|40)\b`)

// answered recognises an answer of Google's that was pasted without its reply code.
func answered(folded string) []Match {
	folded = folded[:min(len(folded), 8<<10)]
	line, isCode := bareCode().FindString(folded), true
	if line == "" || !gmail().MatchString(folded) {
		if !googleMarks().MatchString(folded) {
			return nil
		}
		line, isCode = folded, false
	}
	causes := inboundSure(line)
	if causes == nil {
		return nil
	}
	p := ByID("G28")[0]
	m := Match{Phrase: p, Causes: causes, Quote: quote(line), Holes: map[string]string{"reply": quote(line)}}
	if isCode {
		m.Holes = map[string]string{"enhanced": line, "reply": line}
	}
	return []Match{m}
}

// inboundCauses are what an answer of Google's is about.
func inboundCauses(line string) []finding.Code {
	for _, m := range inboundMeanings {
		if m.pattern().MatchString(line) {
			return m.causes
		}
	}
	return []finding.Code{finding.SMTPMessageRefused}
}
