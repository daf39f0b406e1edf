package ticket

import (
	"strings"
	"testing"

	"harness/cmd/internal/job"
)

// Words of a mail program get an answer about that program: its labels and its button,
// nothing of Gmail's dialogs and their end. Where Gmail is spoken of, it is Gmail that
// is asked about.
func TestProgramTickets(t *testing.T) {
	t.Parallel()
	const warning = "The certificate for smtp.osaka-books.test is not valid for that server. Someone could be trying to impersonate the server and you should not continue."
	for name, c := range map[string]struct {
		lab, text string
		has, not  []string
	}{
		"thunderbird": {"two-names", warning + " My address is sales@osaka-books.test",
			[]string{"What to type in Thunderbird", "Server Name: mail.osaka-books.test", "Choose: STARTTLS", "Add Exception"}, []string{"Gmail", "2027", "Send mail as"}},
		"apple, protocol not told": {"xserver-own-domain", "iPhoneのメールで「サーバの識別情報を検証できません」と出ます。続けるを押して大丈夫ですか？ サーバは kobe-ya.test、info@kobe-ya.test です。",
			[]string{"Apple のメールに入力していただく内容", "ホスト名: sv1234.xserver.test", "サーバポート: （変更なし）", "続ける"}, []string{"Gmail", "995", "受信する名前"}},
		"outlook, by POP": {"gmo-shared", "Outlook: The server you are connected to is using a security certificate that cannot be verified. The target principal name is incorrect. POP server: pop.nippon-kigyou.test port 995 SSL, SMTP server: smtp.nippon-kigyou.test port 587 TLS, user info@nippon-kigyou.test",
			[]string{"What to type in Outlook", "Server: smtp.gmoserver.test", "Port: 995", "Yes / はい"}, []string{"Gmail", "2027"}},
		"about Gmail": {"two-names", warning + " Gmail does not send for sales@osaka-books.test either.",
			[]string{"What to type in Gmail"}, []string{"Thunderbird"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := answered(t, c.lab, Request{Raw: []byte(c.text), Date: dates[0]})
			if !a.Sendable {
				t.Errorf("it asks:\n%s", a.Reply)
			}
			for _, want := range c.has {
				if !strings.Contains(a.Reply, want) {
					t.Errorf("%q does not stand in\n%s", want, a.Reply)
				}
			}
			for _, no := range c.not {
				if strings.Contains(a.Reply, no) {
					t.Errorf("%q stands in\n%s", no, a.Reply)
				}
			}
		})
	}
}

// Whose words a paste holds.
func TestClientOfPaste(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The target principal name is incorrect.":                                        "outlook",
		"Gmail says the same as Outlook: The target principal name is incorrect.":        "",
		"サーバの識別情報を検証できません":                                                               "apple-mail",
		"Certificate hostname not useable for server: mail.customer.example":             "gmail-app",
		"TLS Negotiation failed, the certificate doesn't match the host., code: 0":       "gmail",
		"The target principal name is incorrect. Cannot Verify Server Identity":          "",
		"The certificate for mail.customer.example does not come from a trusted source.": "thunderbird",
		"my mail does not work": "",
	} {
		if got := job.Read([]byte(text)).Client(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for server, want := range map[string]string{"imap.a.example": "imap", "pop.a.example": "pop3", "a.example:993": "imap", "a.example:995": "pop3", "": "pop3"} {
		if who, ok := job.As("outlook", server); !ok || string(who.Fetch.Proto) != want {
			t.Errorf("%q: %s, want %s", server, who.Fetch.Proto, want)
		}
	}
	if _, ok := job.As("gmail-app", "pop.a.example"); ok {
		t.Error("the app fetches by POP")
	}
}
