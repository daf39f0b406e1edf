package phrasebook

import "harness/verify/finding"

// Words of mail servers, as reports and mail programs hand them on.
var serverPhrases = []Phrase{
	{
		ID: "N01", Surface: MailerDaemon, Basis: Seen,
		Line:      "said: {reply}",
		Causes:    []finding.Code{finding.SMTPRecipientRefused, finding.SMTPMessageRefused, finding.SMTPSenderRefused},
		Sightings: []Sighting{{"Postfix, Exim and RFC 3464 reports in general", ""}},
		Note: finding.Text{
			EN: "Another mail server's report with the receiving server's own words: the mail was sent, and refused on the other side.",
			JA: "配信先サーバーの応答を伝える、メールサーバーのエラー通知です。送信はできていますが、相手側で拒否されています。",
		},
	},
	{
		ID: "N02", Surface: ServerReply, Basis: Seen,
		Line:      "{reply}",
		Causes:    []finding.Code{finding.SMTPMessageRefused, finding.SMTPSenderRefused, finding.SMTPRecipientRefused},
		Sightings: []Sighting{{"RFC 5321 section 4.2", ""}},
		Note: finding.Text{
			EN: "A mail server's own words, without a frame that says who read them and when. What they mean is told by their codes as far as that goes.",
			JA: "メールサーバー自身の応答です。誰がどの段階で受け取ったかを示す枠がないため、コードから分かる範囲の意味です。",
		},
	},
	{
		ID: "N03", Surface: MailerDaemon, Basis: Seen,
		Line: "Undelivered Mail Returned to Sender",
		Forms: []string{
			"Mail delivery failed: returning message to sender",
			"Returned mail: see transcript for details",
		},
		Causes:    []finding.Code{finding.SMTPRecipientRefused, finding.SenderSPFMissing, finding.SenderDKIMMissing, finding.SMTPMessageRefused},
		Sightings: []Sighting{{"Postfix bounce(8)", ""}},
		Note: finding.Text{
			EN: "Only the heading of a failure message. The reason stands in the line with a number such as 550: ask for it.",
			JA: "エラーメールの見出しだけです。理由は 550 などの番号がある行に書かれているため、その行を確認してください。",
		},
	},
	{
		ID: "N04", Surface: ServerReply, Basis: Seen, Password: NotSent,
		Line: "Please turn on SMTP Authentication in your mail client",
		Forms: []string{
			"is not permitted to relay through this server without authentication.",
		},
		Causes:    []finding.Code{finding.SMTPAuthMissing},
		Sightings: []Sighting{{"cPanel exim.conf", ""}},
		Note: finding.Text{
			EN: "cPanel's (Exim's) words: the mail program sends without logging in. Nobody has refused a password.",
			JA: "cPanel（Exim）の応答です。メールソフトがログインせずに送信しています。パスワードが拒否されたわけではありません。",
		},
	},
	{
		ID: "N05", Surface: ServerReply, Basis: Inferred,
		Line: "454 TLS currently unavailable",
		Forms: []string{
			"454 4.7.0 TLS not available due to local problem",
			"TLS not available: missing RSA private key",
			"TLS not available due to local problem",
		},
		Causes: []finding.Code{finding.SMTPStartTLSRefused},
		Note: finding.Text{
			EN: "Words of the receiving mail server: it offers STARTTLS and then cannot load its certificate or key. Not a login, so nothing about a password.",
			JA: "受信側のメールサーバーの応答です。STARTTLS を案内していますが、証明書や秘密鍵を読み込めません。ログインではないため、パスワードとは関係ありません。",
		},
	},
}
