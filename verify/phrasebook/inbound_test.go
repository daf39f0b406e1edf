package phrasebook

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"harness/verify/finding"
)

// about are the codes that fit what an answer of Google's is about, as the tables
// in testdata/inbound name it.
var about = map[string][]finding.Code{
	"spf":               {finding.SenderSPFFail, finding.SenderSPFMissing, finding.SenderSPFInvalid},
	"dkim":              {finding.SenderDKIMBad, finding.SenderDKIMMissing},
	"spf-and-dkim":      {finding.SenderSPFMissing, finding.SenderSPFFail, finding.SenderDKIMMissing},
	"dmarc":             {finding.SenderDMARCFail, finding.SenderDMARCMissing},
	"ptr":               {finding.SenderPTRMissing, finding.SenderPTRMismatch},
	"tls":               {finding.SenderTLSMissing},
	"reputation":        {finding.SenderReputation},
	"spam":              {finding.SenderReputation, finding.SenderRateLimited, finding.SenderLetterMalformed},
	"rate":              {finding.SenderRateLimited, finding.RecipientRateLimited},
	"policy":            {finding.SMTPMessageRefused, finding.SMTPHelloRefused, finding.SenderRateLimited},
	"limit":             {finding.SMTPMessageTooBig},
	"too-big":           {finding.SMTPMessageTooBig},
	"expired":           {finding.SenderProtocolError},
	"protocol":          {finding.SenderProtocolError},
	"google-error":      {finding.SMTPUnavailable},
	"mailbox-full":      {finding.RecipientMailboxFull},
	"account-disabled":  {finding.RecipientDisabled},
	"no-such-user":      {finding.SMTPRecipientRefused, finding.DNSRecipientDomainMissing},
	"relay":             {finding.SenderRelayDenied},
	"not-rfc5322":       {finding.SenderLetterMalformed},
	"login-or-security": {finding.SMTPAuthRefused, finding.SMTPAuthMissing, finding.GoogleLoginLimit},
	"loop":              {finding.SenderLoop},
}

// wrap breaks words into lines of at most 60 letters.
func wrap(text string) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && len(line)+len(w) > 60 {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(lines, line)
}

// dressed are an answer's usual clothes: bare, with its code on every line, in a
// report of Postfix, Exim, Sendmail, qmail, Exchange and RFC 3464, and cited in a
// mail.
func dressed(code, enhanced, text string) map[string]string {
	lines := wrap(text)
	mark := code + "-" + enhanced + " "
	coded := mark + strings.Join(lines, "\n"+mark)
	return map[string]string{
		"bare":        code + " " + enhanced + " " + text,
		"lines":       coded,
		"screenshot":  code + " " + enhanced + " " + strings.Join(lines, "\n"),
		"in Japanese": "Gmail 宛てに送ると戻ってきます。エラーは次のとおりです。\n\n" + code + " " + enhanced + " " + text + "\n\nよろしくお願いいたします。",
		"Postfix": "This is the mail system at host mail.customer.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n" +
			"                   The mail system\n\n<user@gmail.com>: host gmail-smtp-in.l.google.com[142.250.1.26] said:\n    " +
			strings.Join(wrap(mark+strings.Join(lines, " "+mark)+" (in reply to end of DATA command)"), "\n    ") + "\n",
		"Exim": "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n" +
			"  user@gmail.com\n    host gmail-smtp-in.l.google.com [142.250.1.26]\n    SMTP error from remote mail server after end of data:\n    " +
			strings.ReplaceAll(coded, "\n", "\n    ") + "\n",
		"Sendmail": "   ----- The following addresses had permanent fatal errors -----\n<user@gmail.com>\n    (reason: " + code + " " + enhanced + " " + text + ")\n\n   ----- Transcript of session follows -----\n... while talking to gmail-smtp-in.l.google.com.:\n>>> DATA\n<<< " +
			strings.ReplaceAll(coded, "\n", "\n<<< ") + "\n554 5.0.0 Service unavailable\n",
		"qmail": "Hi. This is the qmail-send program at mail.customer.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<user@gmail.com>:\n142.250.1.26 failed after I sent the message.\nRemote host said: " +
			coded + "\n",
		"Exchange": "Your message to user@gmail.com couldn't be delivered.\n\nDiagnostic information for administrators:\n\nGenerating server: mail.customer.example\n\nuser@gmail.com\nRemote Server returned '" + mark + strings.Join(lines, " "+mark) + "'\n",
		"cited":    "> <user@gmail.com>: host gmail-smtp-in.l.google.com[142.250.1.26] said:\n> " + strings.ReplaceAll(coded, "\n", "\n> ") + "\n",
		"report": "Final-Recipient: rfc822; user@gmail.com\nAction: failed\nStatus: " + enhanced + "\nRemote-MTA: dns; gmail-smtp-in.l.google.com\nDiagnostic-Code: smtp; " + mark +
			strings.Join(lines, "\n    "+mark) + "\n",
	}
}

// TestInbound: what Google's servers answer is told by code and words, in every
// dress.
func TestInbound(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"page.tsv", "wire.tsv"} {
		raw, err := os.ReadFile("testdata/inbound/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
			f := strings.Split(line, "\t")
			if strings.HasPrefix(line, "#") {
				continue
			}
			if len(f) != 4 || about[f[3]] == nil {
				t.Fatalf("%s: %q", file, line)
			}
			for dress, text := range dressed(f[0], f[1], f[2]) {
				found := Causes(Decode([]byte(text)))
				got := "nothing"
				if len(found) > 0 && !found[0].Near {
					got = fmt.Sprint(found[0].Phrase.ID, " ", found[0].Causes[0])
					if slices.Contains(about[f[3]], found[0].Causes[0]) && slices.Contains([]Surface{GmailInbound, Delivery, SendDialog}, found[0].Phrase.Surface) {
						continue
					}
				}
				t.Errorf("%s, %s: %s instead of %s: %s %s %.60s", file, dress, got, f[3], f[0], f[1], f[2])
			}
		}
	}
}
