package persona

import "harness/client/evidence"

// gmailSend is "Send mail as"; ports and labels as seen, docs/gmail.md sections
// 2 and 3. Choosing 465 ticks SSL.
var gmailSend = Dialog{
	Proto:  evidence.SMTP,
	Title:  Label{"Send mail as", "名前"},
	Host:   Label{"SMTP Server", "SMTP サーバー"},
	On:     Label{"Port", "ポート"},
	User:   Label{"Username", "ユーザー名"},
	Secret: Label{"Password", "パスワード"},
	Choices: map[evidence.Security]Label{
		evidence.StartTLS: {"Secured connection using TLS", "TLS を使用したセキュリティで保護された接続"},
		evidence.SSL:      {"Secured connection using SSL", "SSL を使用したセキュリティで保護された接続"},
		evidence.Plain:    {"Unsecured connection", "保護されていない接続"},
	},
	Port: 587, Ports: []uint16{25, 465, 587}, Found: []uint16{587, 465, 25}, TLS: 465, Clear: 587,
	Ways: []evidence.Listener{
		{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS},
		{Proto: evidence.SMTP, Port: 465, Security: evidence.SSL},
		{Proto: evidence.SMTP, Port: 25, Security: evidence.StartTLS},
		{Proto: evidence.SMTP, Port: 587, Security: evidence.SSL},
		{Proto: evidence.SMTP, Port: 465, Security: evidence.StartTLS},
		{Proto: evidence.SMTP, Port: 25, Security: evidence.SSL},
	},
}

// gmailFetch is "Check mail from other accounts". It knows SSL and nothing else:
// STLS was never seen. Sections 1 and 3.
var gmailFetch = Dialog{
	Proto:  evidence.POP3,
	Title:  Label{"Check mail from other accounts", "他のアカウントのメールを確認"},
	Host:   Label{"POP Server", "POP サーバー"},
	On:     Label{"Port", "ポート"},
	User:   Label{"Username", "ユーザー名"},
	Secret: Label{"Password", "パスワード"},
	Choices: map[evidence.Security]Label{
		evidence.SSL: {"Always use a secure connection (SSL) when retrieving mail.", "メールの取得にセキュリティで保護された接続（SSL）を使用する"},
	},
	Port: 995, Ports: []uint16{110, 143, 993, 995, 1110, 2221}, Found: []uint16{110, 995}, TLS: 995, Clear: 110,
	Ways: []evidence.Listener{
		{Proto: evidence.POP3, Port: 995, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 110, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 1110, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 2221, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 143, Security: evidence.SSL},
		{Proto: evidence.POP3, Port: 993, Security: evidence.SSL},
	},
}
