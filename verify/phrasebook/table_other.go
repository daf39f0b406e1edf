package phrasebook

import "harness/verify/finding"

// Words of others that come with the same tickets: mail programs, and Gmail's
// own servers refusing mail that is sent to Gmail.
var otherPhrases = []Phrase{
	{
		ID: "O01", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "対象のプリンシパル名が間違っています。",
		Forms:     []string{"The target principal name is incorrect."},
		Causes:    []finding.Code{finding.TLSNameMismatch},
		Sightings: []Sighting{{"pages on Xserver and Outlook", ""}},
		Note: finding.Text{
			EN: "Outlook's words for a certificate that does not name the host typed: the same fault as Gmail's B01 and P01. Do not click it away.",
			JA: "入力したホスト名が証明書に含まれていない場合の Outlook の警告です。Gmail の B01・P01 と同じ原因です。「はい」で続行せず、サーバー名を直してください。",
		},
	},
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
		ID: "G01", Surface: GmailInbound, Basis: Seen,
		Line: "This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.",
		Forms: []string{
			"This mail has been blocked because the sender is unauthenticated.",
			"This mail is unauthenticated, which poses a security risk to the sender and Gmail users, and has been blocked.",
			"This message does not pass authentication checks (SPF and DKIM both do not pass)",
			"This message does not have authentication information or fails to pass authentication checks.",
		},
		Causes: []finding.Code{finding.SenderSPFMissing, finding.SenderSPFFail, finding.SenderDKIMMissing, finding.SenderDKIMBad, finding.SenderSPFInvalid},
		Sightings: []Sighting{
			{"powerdmarc.com (550-5.7.26)", "2024"},
			{"mta-sts.merula.io (550-5.7.26, older wording)", "2026-06"},
			{"netcorecloud.com (421-4.7.0)", "2022-06-13"},
		},
		Note: finding.Text{
			EN: "Mail to Gmail arrived with neither SPF nor DKIM passing. This has nothing to do with the certificate.",
			JA: "Gmail 宛てのメールで、SPF も DKIM も合格していません。証明書の問題とは関係ありません。",
		},
	},
	{
		ID: "G02", Surface: GmailInbound, Basis: Seen,
		Line:   "Unauthenticated email from {domain} is not accepted due to domain's DMARC policy.",
		Causes: []finding.Code{finding.SenderDMARCFail, finding.SenderSPFFail, finding.SenderDKIMBad, finding.SenderDKIMMissing},
		Sightings: []Sighting{
			{"pastebin.com/0kj5BX44 (550 5.7.1)", "2015-11"},
			{"gist.github.com/s3w47m88 (550-5.7.1)", "2019-03-31"},
			{"Google Workspace help, Gmail SMTP errors and codes (550 5.7.26)", ""},
		},
		Note: finding.Text{
			EN: "The domain itself asks receivers to refuse what fails.",
			JA: "ドメイン自身の DMARC ポリシーにより拒否されています。",
		},
	},
	{
		ID: "G03", Surface: GmailInbound, Basis: Seen,
		Line: "The IP address sending this message does not have a PTR record setup.",
		Forms: []string{
			"this message does not meet IPv6 sending guidelines regarding PTR records and authentication.",
		},
		Causes: []finding.Code{finding.SenderPTRMissing, finding.SenderPTRMismatch},
		Sightings: []Sighting{
			{"pastebin.com/vmjJYCPA (550-5.7.1)", "2017-04-22"},
			{"pastebin.com/Rj7iXShc (550-5.7.1)", "2018-12-05"},
			{"dwaves.org (the IPv6 form)", "2017-02-02"},
		},
		Note: finding.Text{
			EN: "The sending server's address lacks a reverse name.",
			JA: "送信サーバーの IP アドレスに逆引きがありません。",
		},
	},
	{
		ID: "G04", Surface: GmailInbound, Basis: Seen,
		Line:      "Our system has detected that this message is likely unsolicited mail.",
		Forms:     []string{"Gmail has detected that this message is likely unsolicited mail."},
		Causes:    []finding.Code{finding.SenderReputation, finding.SenderListed, finding.SenderSPFMissing, finding.SenderDKIMMissing},
		Sightings: []Sighting{{"suped.com (550-5.7.1)", "2025-05-19"}},
		Note: finding.Text{
			EN: "Gmail takes the letter for spam, mostly by its contents or its sender's reputation.",
			JA: "内容や送信元の評価により、迷惑メールと判断されています。",
		},
	},
	{
		ID: "G05", Surface: GmailInbound, Basis: Seen,
		Line: "this message is suspicious due to the very low reputation of the sending {what}.",
		Forms: []string{
			"this message is likely suspicious due to the very low reputation of the sending {what}.",
			"this message is suspicious due to the nature of the content and/or the links within.",
		},
		Causes: []finding.Code{finding.SenderReputation, finding.SenderListed, finding.SenderPTRMissing},
		Sightings: []Sighting{
			{"discuss.vultr.com (421-4.7.0)", "2017-01"},
			{"smtp.codes/google (421 4.7.0)", ""},
		},
		Note: finding.Text{
			EN: "A bad reputation of address, domain or contents with Gmail.",
			JA: "IP アドレス、ドメイン、または内容に対する Gmail の評価が低い状態です。",
		},
	},
	{
		ID: "G06", Surface: GmailInbound, Basis: Seen,
		Line:   "detected an unusual rate of unsolicited mail",
		Causes: []finding.Code{finding.SenderRateLimited, finding.SenderReputation},
		Sightings: []Sighting{
			{"dwaves.org (550-5.7.1)", "2017-02-02"},
			{"talk.plesk.com (421-4.7.28)", ""},
			{"a bounce quoted on r/email (421-4.7.28)", "2025"},
		},
		Note: finding.Text{
			EN: "A temporary limit with 421, a refusal with 550.",
			JA: "421 は一時的な制限、550 は拒否です。",
		},
	},
	{
		ID: "G08", Surface: GmailInbound, Basis: Seen,
		Line:      "The email account that you tried to reach does not exist.",
		Causes:    []finding.Code{finding.SMTPRecipientRefused},
		Sightings: []Sighting{{"smtpfieldmanual.com (550 5.1.1)", ""}},
		Note: finding.Text{
			EN: "The Gmail address is misspelt or gone.",
			JA: "宛先の Gmail アドレスが間違っているか、存在しません。",
		},
	},
}
