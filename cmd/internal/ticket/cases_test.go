package ticket

import (
	"strings"
	"testing"
)

// cases are public tickets in a sentence or two, each in the lab that fits it:
// the move that its reply makes, and what it must and must not say.
var cases = []struct {
	name, lab, text string
	move            Move
	says, never     string
}{
	{"dns error, and the name is there now", "healthy", "I am adding info@customer.test. SMTP server: smtp.customer.test, port 587, TLS.\nAuthentication failed. Please check your username/password. Server returned error: \"DNS Error: 5563650 DNS type 'aaaa' lookup of smtp.customer.test responded with code NXDOMAIN 5563650 DNS type 'a' lookup of smtp.customer.test responded with code NXDOMAIN , code: 0\"", TryAgain, "found no server of the name smtp.customer.test", "password again"},
	{"wrong order", "healthy", "Gmail fetches mail of info@customer.test. Error reading mail.\nServer returned error \"The other server sent messages in the wrong order. Please contact your other provider.\"", AtServer, "mended at the server", "What to type in Gmail"},
	{"invalid size", "healthy", "A message in your account info@customer.test was listed with an invalid size. It has been left on the server.", AtServer, "stays on the server", "What to type in Gmail"},
	{"random text in RETR", "healthy", "Gmail does not fetch info@customer.test.\nError in RETR command: Do you want to remain prepared for the wint...", AtServer, "mended at the server", "What to type in Gmail"},
	{"not reached, green", "healthy", "SMTP server: smtp.customer.test\nPort: 465\nUsername: info@customer.test\nConnection type: SSL\nGmail says:\nCouldn't reach server. Please double-check the server and port number", HelpReach, "a filter of ports", "Type the password again"},
	{"login refused", "login-refused", "Trying to add info@customer.test to Gmail, it returns\nServer denied POP access for the given username and password.", HelpLogin, "whole mail address", "We could not see"},
	{"self-signed, a domain alone", "self-signed", "Adding a \"send as\" address in Gmail for our mail domain customer.test gives\nTLS Negotiation failed, the certificate doesn't match the host\nmail.customer.test has a valid Let's Encrypt certificate on the web side.", AtServer, "was not issued by an authority", "leads to no"},
	{"another Google account", "healthy", "Message not delivered\n\nYou're sending this from another Google account using the 'Send mail as' feature.\n\nThe response was:\n\n534 5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and then try again. Learn more at https://support.google.com/mail/answer/78754 abc12 - gsmtp\n\nSending as info@customer.test worked until yesterday.", AtGoogle, "app password", "abroad"},
	{"too many logins", "healthy", "Adding info@customer.test gives:\nAuthentication failed. Please check your username/password.\nServer returned error: \"454 4.7.0 Too many login attempts, please try again later. , code: 454\"", AtGoogle, "wait", "spam to"},
	{"section missing", "healthy", "Our new Gmail account has no section \"Check mail from other accounts\" in the settings at all, so we cannot add info@customer.test as your manual says.", HasEnded, "Your mailbox and our server are not the", "POP Server"},
	{"section missing, Japanese", "healthy", "新しく作った Gmail の設定画面に「他のアカウントのメールを確認」の項目がありません。info@customer.test を取り込めないのはサーバー側の問題でしょうか。", HasEnded, "提供を終了します", "POP サーバー"},
	{"no mail since January, French", "healthy", "Bonjour, depuis le 1er janvier Gmail ne récupère plus les e-mails de ma boîte info@customer.test (« Consulter d'autres comptes de messagerie »). Le serveur est-il en panne ?", HasEnded, "Thank you", "POP Server"},
	{"typing mistake of a recipient", "healthy", "Address not found\n\nYour message wasn't delivered to someone@gmial.test because the domain gmial.test couldn't be found. Check for typos or unnecessary spaces and try again.\n\nThe response was:\nDNS Error: 2320449 DNS type 'mx' lookup of gmial.test responded with code NXDOMAIN", Recipient, "does not exist: most often it is misspelt", "What to type"},
	{"another server's words", "healthy", "When I verify info@customer.test for \"Send mail as\" in Gmail the confirmation mail bounces: 550 Invalid forward-email TXT record.", Ask, "Please tell us", "mended at the server"},
}

func TestCases(t *testing.T) {
	t.Parallel()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := answered(t, test.lab, Request{Raw: []byte(test.text), Date: dates[0]})
			moves := decidedFor(a)
			if !strings.Contains(moves, "= "+string(test.move)+"\n") {
				t.Errorf("not %s:\n%s\n%s", test.move, moves, a.Note)
			}
			flat := strings.Join(strings.Fields(a.Reply), " ")
			if !strings.Contains(flat, test.says) || strings.Contains(flat, test.never) {
				t.Errorf("says %q, never %q:\n%s", test.says, test.never, a.Reply)
			}
			if a.Sendable != (test.move != Ask) {
				t.Errorf("sendable %v", a.Sendable)
			}
		})
	}
}
