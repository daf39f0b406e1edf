package phrasebook

import (
	"regexp"
	"strings"

	"harness/verify/finding"
)

// A server's own words stand in Gmail's frame as they are. What they mean can
// be told by the codes that RFC 5321 and RFC 3463 give them, and by a few
// words that are common; the first row that fits counts.
var replyMeanings = []struct {
	pattern func() *regexp.Regexp
	causes  []finding.Code
}{
	{expression(`(?i)too many|rate.?limit|exceeded.*limit|quota`),
		[]finding.Code{finding.SMTPRateLimited, finding.SMTPAuthRefused}},
	{expression(`^(535|534|5\d\d[- ]5\.7\.8)`), // RFC 4954 section 6
		[]finding.Code{finding.SMTPAuthRefused, finding.SMTPAddressFilter}},
	{expression(`^530`),
		[]finding.Code{finding.SMTPAuthMissing, finding.SMTPAuthRefused}},
	{expression(`^454[- ]4\.7\.0`),
		[]finding.Code{finding.SMTPAuthTemporary, finding.SMTPStartTLSRefused}},
	{expression(`(?i)^45\d.*(gr[ae]y.?list|try again)`), // RFC 6647
		[]finding.Code{finding.SMTPGreylisted, finding.SMTPRateLimited}},
	{expression(`^421`),
		[]finding.Code{finding.SMTPUnavailable, finding.SMTPRateLimited}},
	{expression(`^(552|5\d\d[- ]5\.3\.4|5\d\d[- ]5\.2\.3)`), // RFC 3463 section 3.4
		[]finding.Code{finding.SMTPMessageTooBig}},
	{expression(`(?i)sender|from address|not owned|^553`),
		[]finding.Code{finding.SMTPSenderRefused, finding.SMTPAuthRefused}},
	{expression(`(?i)relay|^55\d[- ]5\.1\.|user unknown|no such user|mailbox unavailable|recipient`),
		[]finding.Code{finding.SMTPRecipientRefused, finding.SMTPAuthMissing}},
	{expression(`(?i)command rejected|access denied|blocked|5\.7\.1\b`),
		[]finding.Code{finding.SMTPAddressFilter, finding.SMTPAuthRefused, finding.SMTPSenderRefused, finding.SMTPMessageRefused}},
	{expression(`^55\d`),
		[]finding.Code{finding.SMTPMessageRefused, finding.SMTPSenderRefused, finding.SMTPRecipientRefused}},
}

// reportMeanings are what another server's refusal means in an ordinary
// report, where no login was involved.
var reportMeanings = []struct {
	pattern func() *regexp.Regexp
	causes  []finding.Code
}{
	{expression(`(?i)\bspf\b`), []finding.Code{finding.SenderSPFFail, finding.SenderSPFMissing}},
	{expression(`(?i)\bdkim\b`), []finding.Code{finding.SenderDKIMBad, finding.SenderDKIMMissing}},
	{expression(`(?i)\bdmarc\b`), []finding.Code{finding.SenderDMARCFail}},
	{expression(`(?i)reverse (dns|hostname)|\bptr\b|cannot find your (reverse )?hostname`), []finding.Code{finding.SenderPTRMissing, finding.SenderPTRMismatch}},
	{expression(`(?i)blocked using|black ?list|block ?list|dnsbl|\brbl\b|spamhaus`), []finding.Code{finding.SenderListed, finding.SenderReputation}},
	{expression(`(?i)^45\d.*gr[ae]y.?list`), []finding.Code{finding.SMTPGreylisted}},
	{expression(`^(552|5\d\d[- ]5\.3\.4|5\d\d[- ]5\.2\.3)`), []finding.Code{finding.SMTPMessageTooBig}},
	{expression(`(?i)^55\d[- ]5\.1\.[0126]|user unknown|no such user|does ?n.t exist`), []finding.Code{finding.SMTPRecipientRefused}},
}

func reportCauses(line string, other []finding.Code) []finding.Code {
	for _, meaning := range reportMeanings {
		if meaning.pattern().MatchString(line) {
			return meaning.causes
		}
	}
	return other
}

var (
	reported  = expression(`(?i)(?: said: ?|Diagnostic-Code: ?smtp; ?|SMTP error from remote mail server after [^\n]*: ?)\s*([45][0-9]{2}[- ])`)
	replyLine = expression(`(?m)^[ >"']*((?:[45][0-9]{2})[- ][^\n]{3,500})`)
	dialogged = expression(`(?i)(?:server returned error:?|サーバーからエラーが返されました:?)\s*["']([^\n]{3,500})`)
	codeAtEnd = expression(`(?i)[.,]?\s*,?\s*code:?\s*\(?([0-9]{1,3})\)?["'.]*$`)
	codeGlued = expression(`(?i)\bcode ?\(([0-9]{3})\)`)
)

// replied recognises the server's own words in Gmail's frame or alone. It
// gives way to a phrase that was found, unless both stand in a bounce.
func replied(folded string, found []Match) (Match, bool) {
	if len(found) > 0 && !(len(found) == 1 && found[0].Phrase.ID == "S00") {
		return Match{}, false
	}
	if at := codeGlued().FindStringSubmatchIndex(folded); at != nil {
		if words := lastLine(folded[:at[0]]); words != "" {
			return serverWords("S05", words, folded[at[2]:at[3]]), true
		}
	}
	line, id := response(folded), "B03"
	if line == "" {
		if at := reported().FindStringSubmatchIndex(folded); at != nil {
			line, id = paragraph(folded[at[2]:]), "N01"
		}
	}
	if line == "" {
		if m := dialogged().FindStringSubmatch(folded); m != nil {
			line, id = m[1], "S06"
		}
	}
	if line == "" {
		m := replyLine().FindStringSubmatch(folded)
		if m == nil {
			return Match{}, false
		}
		line = m[1]
	}
	code := ""
	line = strings.Trim(strings.Join(strings.Fields(line), " "), `"' `)
	if m := codeAtEnd().FindStringSubmatch(line); m != nil {
		code, id = m[1], "S06"
		line = strings.TrimSpace(line[:len(line)-len(m[0])])
	}
	if !startsWithCode().MatchString(line) {
		return Match{}, false
	}
	return serverWords(id, line, code), true
}

// paragraph is the first line and those after it that are indented, as mail
// servers wrap what another one said.
func paragraph(text string) string {
	const most = 600
	text = text[:min(len(text), most)]
	lines := strings.Split(text, "\n")
	end := 1
	for end < len(lines) && strings.HasPrefix(lines[end], " ") && strings.TrimSpace(lines[end]) != "" {
		end++
	}
	return strings.ToValidUTF8(strings.Join(lines[:end], " "), "")
}

// lastLine is the last line that is not empty, without quotes round it.
func lastLine(text string) string {
	text = strings.TrimRight(text[max(0, len(text)-400):], " \n\"'")
	return strings.Trim(strings.ToValidUTF8(text[strings.LastIndexAny(text, "\n\"")+1:], ""), ` "':`)
}

var startsWithCode = expression(`^[45][0-9]{2}[- ]`)

func serverWords(id, line, code string) Match {
	p := ByID(id)[0]
	m := Match{Phrase: p, Quote: quote(line), Causes: p.Causes, Holes: map[string]string{"reply": quote(line)}}
	if code == "" && startsWithCode().MatchString(line) {
		code = line[:3]
	}
	if code != "" {
		m.Holes["code"] = code
	}
	if id == "S05" {
		return m
	}
	if id == "N01" {
		m.Causes = reportCauses(line, p.Causes)
		return m
	}
	for _, meaning := range replyMeanings {
		if meaning.pattern().MatchString(line) {
			m.Causes = meaning.causes
			if m.Phrase.Password = Unknown; m.Causes[0] == finding.SMTPAuthRefused {
				m.Phrase.Password = Refused
			}
			break
		}
	}
	return m
}
