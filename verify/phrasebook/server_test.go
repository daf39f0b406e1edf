package phrasebook

import (
	"slices"
	"testing"

	"harness/verify/finding"
)

// What a server says to a login or a letter is told apart when it is pasted as
// rules.TestSMTPStops has it of a round trip: the same code comes first.
func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]finding.Code{
		"421 4.7.1 mx.customer.test Error: No client certificate presented":               finding.TLSClientCertRequired,
		"552 5.2.2 Mailbox is full":                                                       finding.SMTPMailboxFull,
		"421 4.7.1 not now":                                                               finding.SMTPPolicyTemporary,
		"421 4.7.0 mx Error: too many connections from 192.0.2.1":                         finding.SMTPRateLimited,
		"552 5.3.4 Message too big":                                                       finding.SMTPMessageTooBig,
		"552 5.3.4 Message size exceeds the limit of our spam filter":                     finding.SMTPMessageTooBig,
		"552 spam message rejected":                                                       finding.SMTPMessageRefused,
		"552-5.7.1 virus found":                                                           finding.SMTPMessageRefused,
		"552 5.6.0 Headers too large":                                                     finding.SMTPMessageRefused,
		"450 4.7.1 <pc>: Helo command rejected: Host not found":                           finding.SMTPPolicyTemporary,
		"451 4.7.1 Service unavailable":                                                   finding.SMTPPolicyTemporary,
		"450 4.7.1 Greylisted, please try again in 300 seconds":                           finding.SMTPGreylisted,
		"-ERR [AUTH] Client didn't present valid SSL certificate":                         finding.TLSClientCertRequired,
		"The program says:\n-ERR [AUTH] Unsupported authentication mechanism.\nWhat now?": finding.SMTPAuthUnsupported,
		"> -ERR [AUTH] Unsupported authentication mechanism.":                             finding.SMTPAuthUnsupported,
		"メールボックスの容量がいっぱいと言われました。":                                                         finding.RecipientMailboxFull,
		"My mailbox is full, what can I do?":                                              finding.RecipientMailboxFull,
		"受信箱が上限に達したと表示されます":                                                               finding.RecipientMailboxFull,
		"SSL error: certificate verify failed | IMAP Error: Peer certificate CN=`a.example' did not match expected CN=`b.example'": finding.TLSNameMismatch,
		"535 5.7.8 no": finding.SMTPAuthRefused,
		"-ERR [IN-USE] Mailbox is locked by another session":                                                                       finding.POPMailboxLocked,
		"Server denied POP3 access for the given username and password.\nServer returned error: \"[IN-USE] locked\"":               finding.POPMailboxLocked,
		"Server denied POP3 access for the given username and password.\nServer returned error: \"[SYS/TEMP] later\"":              finding.POPLoginTemporary,
		"Server denied POP3 access for the given username and password.\nServer returned error: \"[SYS/PERM] gone\"":               finding.POPLoginTemporary,
		"Server denied POP3 access for the given username and password.\nServer returned error: \"[LOGIN-DELAY] 5 minutes\"":       finding.POPLoginDelay,
		"Server denied POP3 access for the given username and password.\nServer returned error: \"[AUTH] Authentication failed.\"": finding.POPLoginRefused,
	} {
		if found := Causes(words); len(found) == 0 || found[0].Near || !slices.Equal(found[0].Causes[:1], []finding.Code{want}) {
			t.Errorf("%q: %d found, want %s first", words, len(found), want)
			for _, m := range found {
				t.Log(m.Phrase.ID, m.Near, m.Causes)
			}
		}
	}
}
