package phrasebook

import "harness/verify/finding"

// What Gmail's own servers answer to mail that is sent there.
var inboundPhrases = []Phrase{
	{
		ID: "G01", Surface: GmailInbound, Basis: Seen,
		Line: "This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.",
		Forms: []string{
			"has been blocked because the sender is unauthenticated.",
			"has been rate limited because it is unauthenticated.",
			"does not have authentication information or fails to pass authentication checks",
			"does not pass authentication checks",
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
		Line:   "Unauthenticated email from {domain} is not accepted due to domain's DMARC policy",
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
			"The IP address sending this message does not have a PTR record",
			"The sending IP address for this message doesn't have a PTR record",
			"The sending IP does not match the IP address of the hostname specified in the pointer (PTR) record.",
			"with missing PTR records",
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
			"message is likely suspicious due to the very low reputation of the sending",
			"message is suspicious due to the very low reputation of the sending",
			"message is suspicious due to the nature of the content",
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
		Line: "detected an unusual rate of unsolicited mail",
		Forms: []string{
			"There is an unusual rate of unsolicited mail originating from your",
			"detected an unusual rate of mail originating from your",
			"exceeded its quota for sending messages with the same Message-ID",
		},
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
	{
		ID: "G09", Surface: GmailInbound, Basis: Seen,
		Line:      "The SPF record of the sending domain has one or more suspicious entries.",
		Causes:    []finding.Code{finding.SenderSPFInvalid, finding.SenderSPFFail},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "The domain's SPF record holds what Gmail distrusts.",
			JA: "ドメインの SPF レコードに、Gmail が不審とみなす内容があります。",
		},
	},
	{
		ID: "G10", Surface: GmailInbound, Basis: Seen,
		Line: "because DKIM authentication didn't pass for this message",
		Forms: []string{
			"This mail has been blocked because DKIM does not pass.",
			"because it didn't pass DKIM authentication",
		},
		Causes:    []finding.Code{finding.SenderDKIMBad, finding.SenderDKIMMissing},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "The letter is not signed with DKIM, or the signature fails.",
			JA: "DKIM の署名がないか、検証に失敗しています。",
		},
	},
	{
		ID: "G11", Surface: GmailInbound, Basis: Seen,
		Line: "because this message wasn't sent over a TLS connection",
		Forms: []string{
			"because it wasn't sent over a TLS connection",
			"because you're not using a TLS connection",
		},
		Causes:    []finding.Code{finding.SenderTLSMissing},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "The sending server handed the letter over without TLS.",
			JA: "送信サーバーが TLS を使わずに引き渡しています。",
		},
	},
	{
		ID: "G12", Surface: GmailInbound, Basis: Seen,
		Line:      "isn't aligned with either the authenticated SPF or DKIM organizational domain",
		Causes:    []finding.Code{finding.SenderDMARCFail},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}, {"a bounce quoted in a forum", ""}},
		Note: finding.Text{
			EN: "SPF or DKIM passes for another domain than the one in the From line.",
			JA: "SPF・DKIM は合格していますが、From のドメインと一致していません。",
		},
	},
	{
		ID: "G13", Surface: GmailInbound, Basis: Seen,
		Line:      "because the sending domain doesn't have a DMARC record, or the DMARC record doesn't specify a DMARC policy",
		Causes:    []finding.Code{finding.SenderDMARCMissing},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "The domain publishes no DMARC policy.",
			JA: "ドメインに DMARC のポリシーがありません。",
		},
	},
	{
		ID: "G14", Surface: GmailInbound, Basis: Seen,
		Line: "The recipient's inbox is out of storage space",
		Forms: []string{
			"The email account that you tried to reach is over quota",
		},
		Causes:    []finding.Code{finding.RecipientMailboxFull},
		Sightings: []Sighting{{"github.com/sisimai/p5-sisimai", "2023-04-01"}},
		Note: finding.Text{
			EN: "The Gmail account is full.",
			JA: "宛先の Gmail の保存容量がいっぱいです。",
		},
	},
	{
		ID: "G16", Surface: GmailInbound, Basis: Seen,
		Line: "This message is not RFC 5322 compliant",
		Forms: []string{
			"Messages missing a valid address in the From: header",
			"The message contains a unicode character in a disallowed header",
			"Encoded-word syntax is not permitted in message header",
		},
		Causes:    []finding.Code{finding.SenderLetterMalformed},
		Sightings: []Sighting{{"github.com/sisimai/p5-sisimai", "2022-04-05"}},
		Note: finding.Text{
			EN: "The letter is not made as RFC 5322 asks; the words behind it say in what.",
			JA: "メールの形式が RFC 5322 に合っていません。続く文に詳細があります。",
		},
	},
	{
		ID: "G20", Surface: GmailInbound, Basis: Seen,
		Line: "The email account that you tried to reach is inactive",
		Forms: []string{
			"The email account that you tried to reach is disabled",
		},
		Causes:    []finding.Code{finding.RecipientDisabled},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "The Gmail account is not in use any more.",
			JA: "宛先の Gmail アカウントは使われていません。",
		},
	},
	{
		ID: "G24", Surface: GmailInbound, Basis: Seen,
		Line: "illegal attachment on your message",
		Forms: []string{
			"This message was blocked because its content presents a potential security issue",
		},
		Causes:    []finding.Code{finding.SMTPMessageRefused},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "Gmail takes no attachment of this type.",
			JA: "Gmail が受け付けない種類の添付ファイルです。",
		},
	},
	{
		ID: "G25", Surface: GmailInbound, Basis: Seen,
		Line:      "The user or domain that you are sending to (or from) has a policy that prohibited the mail that you sent",
		Causes:    []finding.Code{finding.SMTPMessageRefused},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "A rule of the receiving organisation.",
			JA: "受信側の組織の規則による拒否です。",
		},
	},
	{
		ID: "G26", Surface: GmailInbound, Basis: Seen,
		Line:      "Message exceeded 50 hops, this may indicate a mail loop",
		Causes:    []finding.Code{finding.SenderLoop},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "Two forwardings point at each other.",
			JA: "転送設定が互いを指しています。",
		},
	},
	{
		ID: "G27", Surface: GmailInbound, Basis: Seen,
		Line: "has an SPF record with a hard fail policy (-all) but it fails to pass SPF checks",
		Forms: []string{
			"fails to pass SPF checks for an SPF record with a hard fail policy",
			"because SPF authentication didn't pass for this message",
			"because it didn't pass SPF authentication",
		},
		Causes:    []finding.Code{finding.SenderSPFFail},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}, {"github.com/sisimai/p5-sisimai", "2022"}},
		Note: finding.Text{
			EN: "The domain's SPF record does not allow the sending server.",
			JA: "ドメインの SPF レコードが、送信サーバーを許可していません。",
		},
	},
	{
		ID: "G28", Surface: GmailInbound, Basis: Seen,
		Line:      "An answer of Google's servers: {reply}",
		Causes:    []finding.Code{finding.SMTPMessageRefused},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "An answer of Google's own servers, told by its codes and a few of its words.",
			JA: "Google のサーバーの応答です。コードと一部の語句から判断しています。",
		},
	},
}
