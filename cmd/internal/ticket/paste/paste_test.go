package paste

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// say is what was read, on lines.
func say(p *Paste) string {
	var out []string
	for _, s := range p.Subjects {
		out = append(out, "account "+s.Address)
		for _, leg := range []Leg{Send, Fetch} {
			d := s.Leg(leg)
			if d.Empty() {
				continue
			}
			line := fmt.Sprintf("%s %s:%d %s user=%s", leg, d.Host, d.Port, d.Security, d.User)
			if len(d.Others) > 0 {
				line += " or " + strings.Join(d.Others, ",")
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// forms are what customers paste, one field set in many dresses.
var forms = []struct{ name, text, want string }{
	{"dialog ja, a line a field", `SMTP サーバー: smtp.hana.example
ポート: 587
ユーザー名: info@hana.example
パスワード: ********
TLS を使用したセキュリティで保護された接続`, "account info@hana.example\nsend smtp.hana.example:587 tls user=info@hana.example"},
	{"dialog en, a line a field", `SMTP Server: smtp.hana.example
Port: 465
Username: info@hana.example
Password:
Secured connection using SSL`, "account info@hana.example\nsend smtp.hana.example:465 ssl user=info@hana.example"},
	{"dialog en, one line", `SMTP Server: smtp.hana.example Port: 587 Username: info@hana.example Password: •••• Secured connection using TLS`,
		"account info@hana.example\nsend smtp.hana.example:587 tls user=info@hana.example"},
	{"all round buttons, one marked", `SMTP サーバー: smtp.hana.example ポート: 25
ユーザー名: info@hana.example
○ TLS を使用したセキュリティで保護された接続
○ SSL を使用したセキュリティで保護された接続
● 保護されていない接続`, "account info@hana.example\nsend smtp.hana.example:25 none user=info@hana.example"},
	{"all round buttons, none marked", `SMTP Server: smtp.hana.example Port: 587
Username: info@hana.example
Secured connection using TLS (recommended)
Secured connection using SSL
Unsecured connection`, "account info@hana.example\nsend smtp.hana.example:587  user=info@hana.example"},
	{"fetch dialog ja", `ユーザー名: info@hana.example
パスワード:
POP サーバー: pop.hana.example ポート: 995
取得したメッセージのコピーをサーバーに残す
☑ メールの取得にセキュリティで保護された接続（SSL）を使用する`, "account info@hana.example\nfetch pop.hana.example:995 ssl user=info@hana.example"},
	{"fetch dialog en, unticked", `Username: info
POP Server: pop.hana.example   Port: 110
[ ] Always use a secure connection (SSL) when retrieving mail.
info@hana.example`, "account info@hana.example\nfetch pop.hana.example:110 none user=info"},
	{"both dialogs", `■送信
SMTPサーバー：smtp.hana.example
ポート：４６５
ユーザー名：info@hana.example
SSL を使用したセキュリティで保護された接続
■受信
POPサーバー：pop.hana.example
ポート：９９５
ユーザー名：info@hana.example`, "account info@hana.example\nsend smtp.hana.example:465 ssl user=info@hana.example\nfetch pop.hana.example:995  user=info@hana.example"},
	{"swapped hosts", `SMTP サーバー: pop.hana.example
ポート: 587
POP サーバー: smtp.hana.example
ポート: 995
info@hana.example`, "account info@hana.example\nsend pop.hana.example:587  user=\nfetch smtp.hana.example:995  user="},
	{"typed on a line", `サーバー smtp.hana.example ポート 465 SSL で設定しています。info@hana.example`, "account info@hana.example\nsend smtp.hana.example:465 ssl user="},
	{"colon and brackets", `info@hana.example: smtp.hana.example:587 (TLS)`, "account info@hana.example\nsend smtp.hana.example:587 tls user="},
	{"sentence en", `I am adding info@hana.example to Gmail under "Send mail as". I typed smtp.hana.example, port 587, TLS, and the app password.`,
		"account info@hana.example\nsend smtp.hana.example:587 tls user="},
	{"sentence ja", `info@hana.example の件です。送信サーバーは hana.example のポート 587 です。`, "account info@hana.example\nsend hana.example:587  user="},
	{"verb ja", `info@hana.example の受信で pop.hana.example と入力しましたがエラーです。`, "account info@hana.example\nfetch pop.hana.example:0  user="},
	{"typed per manual", `マニュアル通りに SMTP サーバーは smtp.hana.example、ポート 465 と入力しました。info@hana.example`,
		"account info@hana.example\nsend smtp.hana.example:465  user="},
	{"outgoing and incoming", `Outgoing mail server (SMTP): mail.hana.example, port 465, SSL/TLS
Incoming mail server (POP3): mail.hana.example, port 995, SSL/TLS
User name: info@hana.example`, "account info@hana.example\nsend mail.hana.example:465  user=\nfetch mail.hana.example:995  user=info@hana.example"},
	{"table, a row a field", "項目\t送信(SMTP)\t受信(POP)\nサーバー\tsmtp.hana.example\tpop.hana.example\nポート\t587\t995\n暗号化\tTLS\tSSL\ninfo@hana.example",
		"account info@hana.example\nsend smtp.hana.example:587 tls user=\nfetch pop.hana.example:995 ssl user="},
	{"table, a row a dialog", "| | Server | Port | Security |\n|---|---|---|---|\n| SMTP | smtp.hana.example | 587 | TLS |\n| POP | pop.hana.example | 995 | SSL |\n\ninfo@hana.example",
		"account info@hana.example\nsend smtp.hana.example:587 tls user=\nfetch pop.hana.example:995 ssl user="},
	{"table of two columns", "| SMTP サーバー | smtp.hana.example |\n| ポート | 587 |\n| ユーザー名 | info@hana.example |",
		"account info@hana.example\nsend smtp.hana.example:587  user=info@hana.example"},
	{"label and value on lines of their own", "SMTP サーバー:\nsmtp.hana.example\nポート:\n587\nユーザー名:\ninfo@hana.example\nパスワード:\n••••••",
		"account info@hana.example\nsend smtp.hana.example:587  user=info@hana.example"},
	{"screenshot: labels, then values", "SMTP サーバー:\nポート:\nユーザー名:\n\nsmtp.hana.example\n587 ▼\ninfo@hana.example",
		"account info@hana.example\nsend smtp.hana.example:587  user=info@hana.example"},
	{"the list of accounts", "Send mail as:\nHana <info@hana.example>\nMail is sent through: smtp.hana.example\nSecured connection on port 587 using TLS\nmake default  edit info  delete",
		"account info@hana.example\nsend smtp.hana.example:587 tls user="},
	{"blanks round the dots", "SMTP サーバー: smtp. hana. example\nポート: 587\ninfo@hana.example", "account info@hana.example\nsend smtp.hana.example:587  user="},
	{"german", "Postausgangsserver: smtp.hana.example\nPort: 465\nVerschlüsselung: SSL\nBenutzername: info@hana.example", "account info@hana.example\nsend smtp.hana.example:465 ssl user=info@hana.example"},
	{"cited questions, answers below", "> SMTP サーバー:\n> ポート:\n\nsmtp.hana.example\n587\n\ninfo@hana.example", "account info@hana.example\nsend smtp.hana.example:587  user="},
	{"no number of a port", "SMTP: smtp.hana.example\nError: SSL error: unknown CA (alert 48)\n", "account \nsend smtp.hana.example:0  user="},
	{"two accounts", `info@hana.example の送信（SMTP サーバー: smtp.hana.example ポート: 587）ができません。
sales@tori.example の受信（POP サーバー: pop.tori.example ポート: 995）もエラーです。`,
		"account info@hana.example\nsend smtp.hana.example:587  user=\naccount sales@tori.example\nfetch pop.tori.example:995  user="},
	{"two accounts at one host's names", `Account 1: info@hana.example
SMTP server: sv1.hoster.example
Port: 587
Account 2: sales@tori.example
POP server: sv2.hoster.example
Port: 995`, "account info@hana.example\nsend sv1.hoster.example:587  user=info@hana.example\naccount sales@tori.example\nfetch sv2.hoster.example:995  user=sales@tori.example"},
	{"two claims", `SMTP サーバー: smtp.hana.example
ポート: 587
SMTP サーバー: mail.hana.example
info@hana.example`, "account info@hana.example\nsend smtp.hana.example:587  user= or mail.hana.example"},
	{"before and after", `変更前:
SMTP サーバー: smtp.hana.example
ポート: 587

変更後:
SMTP サーバー: sv7.hoster.example
ポート: 465

info@hana.example`, "account info@hana.example\nsend smtp.hana.example:587  user="},
	{"gmail's header", "X-Gmail-Fetch-Info: info@hana.example 1 pop.hana.example 995 info@hana.example", "account info@hana.example\nfetch pop.hana.example:995  user=info@hana.example"},
}

func TestForms(t *testing.T) {
	t.Parallel()
	for _, test := range forms {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := say(Read(test.text)); got != test.want {
				t.Errorf("of\n%s\ngot\n%s\nwant\n%s", test.text, got, test.want)
			}
		})
	}
}

// TestProse: no host of prose is a setting.
func TestProse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"info@hana.example から送れません。outook.com でも同じです。",
		"mail.hana.example has a valid Let's Encrypt certificate on the web side. info@hana.example",
		`Starting January 2027, Gmail will no longer support the "Send as" feature for third-party email addresses, such as @yahoo.com or @outlook.com. info@hana.example`,
		"ヘルプページには sv1234.hoster.example を入力してくださいと書いてあります。info@hana.example",
		"正しくは SMTP サーバー: sv1234.hoster.example だそうです。 info@hana.example",
		"The help page says the SMTP server should be sv1234.hoster.example, port 465. info@hana.example",
		"nslookup pop.hana.example -> 203.0.113.7, reverse name pop-05.hoster.example. info@hana.example",
		"詳しくは https://www.hana.example/mail/manual.html をご覧ください。info@hana.example",
		"Mar  9 11:41:28 mail postfix/smtps/smtpd[711]: TLS SNI mail.hana.example from mail-wr1-f41.google.com[209.85.221.41] not matched\ninfo@hana.example",
		"Received: from sv7.hoster.example (sv7.hoster.example [203.0.113.7]) by mx.google.com with ESMTPS id 1\ninfo@hana.example",
	} {
		if p := Read(text); p.Named() {
			t.Errorf("%s\nreads as\n%s", text, say(p))
		}
	}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"password: Tr0ub4dor&3 is what you sent me":                   "Tr0ub4dor&3",
		"パスワードは hana-2024 です":                                         "hana-2024",
		"パスワード：abcdefgh":                                              "abcdefgh",
		"パスワード:\nq9-Zebra":                                            "q9-Zebra",
		"The password is right, I typed it three times":               "",
		"パスワードは絶対に合っています":                                             "",
		"Password: ********":                                          "",
		"Authentication failed. Please check your username/password.": "",
		"PW: kiku55 / ID: info@hana.example":                          "kiku55",
	} {
		got := strings.Join(Read(text).Secrets, " ")
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	p := Read(`Received: from sv7.hoster.example (sv7.hoster.example [203.0.113.7])
	by mx.google.com with ESMTPS id 1
subject=/OU=Domain Control Validated/CN=mail.hana.example
Peer certificate CN=www.hoster.example did not match
証明書の CN=*.hoster.example`)
	want := []Name{{"sv7.hoster.example", Received}, {"mail.hana.example", Certificate}, {"www.hoster.example", Certificate}}
	if !slices.Equal(p.Candidates, want) {
		t.Errorf("%v", p.Candidates)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Bonjour, depuis le 1er janvier Gmail ne récupère plus les e-mails de ma boîte info@hana.example. Le serveur est-il en panne ?": "fr",
		"Guten Tag, Mails von info@hana.example an Gmail kommen zurück, bitte helfen Sie mir, ich kann nicht senden":                    "de",
		"连接到mail.hana.example时出现问题": "zh",
		"送信できません":                   "ja",
		"Hello, I cannot send mail as info@hana.example. Gmail says it is not possible.": "en",
		"x": "en",
		"Je verzendt dit bericht vanaf een ander adres of een alias met de functie 'Mail sturen als'. De instellingen zijn niet correct.\nTLS Negotiation failed, the certificate doesn't match the host.": "nl",
	} {
		if got := Read(text).Language; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"ポート 25 の保護されていない接続にしたら送信できました":                     true,
		"I chose the unsecured connection and now it works": true,
		"「保護されていない接続」を選ばないでください":                            false,
		"You should never use unsecured connection":         false,
		"": false,
	} {
		if got := Read(text).Plain; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestBesideAnError: settings that stand on the line of an error are read, and
// what stands in the error itself is not.
func TestBesideAnError(t *testing.T) {
	t.Parallel()
	p01 := `SSL error: ok Hostname "pop.hana.example" doesn't match any SANs: "*.hoster.example", "hoster.example" Valid hostnames: ,*.hoster.example,hoster.example`
	for _, c := range []struct{ text, err, want string }{
		{`送信エラー「TLS Negotiation failed, the certificate doesn't match the host.」SMTPサーバー:smtp.hana.example ポート587 TLS ユーザー名info@hana.example`,
			"TLS Negotiation failed, the certificate doesn't match the host.", "account info@hana.example\nsend smtp.hana.example:587 tls user=info@hana.example"},
		{"info@hana.example smtp.hana.example:465 ssl -> TLS Negotiation failed, the certificate doesn’t\nmatch the host., code: 0", "TLS Negotiation failed, the certificate doesn't match the host., code: 0",
			"account info@hana.example\nsend smtp.hana.example:465 ssl user="},
		{"POP server pop.hana.example port 995 for info@hana.example says Server returned error: " + p01, p01, "account info@hana.example\nfetch pop.hana.example:995  user="},
		{p01 + " info@hana.example", p01, "account info@hana.example"},
	} {
		if got := say(Read(c.text, c.err)); got != c.want {
			t.Errorf("%s\nreads as\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}

// TestAbout tells which dialog a complaint in the customer's own words is about.
func TestAbout(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Leg{
		"今朝から Gmail で会社のメールが受信できません":                  Fetch,
		"Gmail から送信できなくなりました":                         Send,
		"送受信ができません":                                   Unknown,
		"受信できず、送信もできません":                              Unknown,
		"I cannot send as info@hana.example any more": Send,
		"Gmail no longer fetches my mail from you":    Fetch,
		"We can neither send nor receive mail":        Unknown,
		"Please help":                                 Unknown,
	} {
		if got := Read(text).About; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestBothPorts: one name with the ports of both dialogs stands in both.
func TestBothPorts(t *testing.T) {
	t.Parallel()
	got := say(Read("サーバー名は hana.example、995と465です。アドレス info@hana.example"))
	if want := "account info@hana.example\nsend hana.example:465  user=\nfetch hana.example:995  user="; got != want {
		t.Errorf("%s", got)
	}
}

// TestPlaceholders are no hosts.
func TestPlaceholders(t *testing.T) {
	t.Parallel()
	got := say(Read("マニュアルには「送信サーバー: smtp.お客様ドメイン」とあるので smtp.hana.example を入力しています。info@hana.example"))
	if want := "account info@hana.example\nsend smtp.hana.example:0  user="; got != want {
		t.Errorf("%s", got)
	}
}

// fillings are pastes of 50 kB, each hard in its own way: prose, fields, a log,
// one line without end, nothing but dots and labels.
func fillings() map[string]string {
	const size = 50 << 10
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1)[:size] }
	return map[string]string{
		"prose-ja": fill("Gmail で pop.hana.example のメールを受信できません。サーバーの名前は正しく入力したはずですが、送信もエラーになります。\n"),
		"prose-en": fill("We cannot send mail from Gmail any more since last week. The server name is right and the password was typed twice.\n"),
		"fields":   fill("SMTP サーバー: smtp.hana.example\nポート: 587\nユーザー名: info@hana.example\n"),
		"log":      fill("Nov 25 10:00:00 mail postfix/smtpd[1234]: warning: TLS library problem: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:\n"),
		"one-line": fill("SMTP サーバー smtp.hana.example ポート 587 で送信できません。server pop.hana.example port 995 user info@hana.example の受信はできます。"),
		"dots":     fill("a.b.c.d.e.f.g.h."),
		"labels":   fill("server server host port user "),
	}
}

// BenchmarkRead holds the figure of every filling beside the others': none is
// far from the rest, since every question is asked of a piece of a line.
func BenchmarkRead(b *testing.B) {
	for name, text := range fillings() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Read(text)
			}
		})
	}
}

// TestPieces: a long line is parted, no letter is lost, and none is cut.
func TestPieces(t *testing.T) {
	t.Parallel()
	for name, text := range fillings() {
		got := ""
		for p := range pieces(text) {
			if len(p) > longLine {
				t.Errorf("%s: a piece of %d bytes", name, len(p))
			}
			got += p
		}
		if got != strings.ReplaceAll(text, "\n", "") {
			t.Errorf("%s: the pieces are not the text", name)
		}
	}
	for p := range pieces(strings.Repeat("漢", 5000)) {
		if !utf8.ValidString(p) {
			t.Error("a letter is cut")
		}
	}
}
