package finding

// Handing the letter over.
var smtpLetterDocs = []Doc{
	{
		Code: SMTPSenderRefused, Severity: Broken,
		Title: Text{
			"The server does not let this login send from this address",
			"このログインでは、この差出人アドレスから送信できません",
		},
		Why: Text{
			"The login worked, the sender address was refused. Many servers allow only the login's own addresses.",
			"ログインはできましたが、差出人アドレスが拒否されました。ログインした本人のアドレスだけを許可するサーバーが多くあります。",
		},
		Fix: Text{
			"Use the user name that belongs to this very address, or allow the address for this login on the server.",
			"「ユーザー名」に、この差出人アドレスに対応するものを入力します。または、サーバー側でこのログインに差出人アドレスを許可します。",
		},
		Gmail: Remark{
			Fix: Text{
				"Type in Gmail the user name that belongs to this very address, or allow the address for this login on the server.",
				"Gmail の「ユーザー名」に、この差出人アドレスに対応するものを入力します。または、サーバー側でこのログインに差出人アドレスを許可します。",
			},
		},
		Cite: []string{"phrase B03", "RFC 6409 section 6.1"},
	},
	{
		Code: SMTPRecipientRefused, Severity: Broken,
		Title: Text{
			"The server refused the recipient",
			"宛先がサーバーに拒否されました",
		},
		Why: Text{
			"The sender was accepted, the recipient not: no such mailbox, or \"relay denied\" because the login did not count.",
			"差出人は受け付けられましたが、宛先が拒否されました。宛先のメールボックスがないか、認証が有効にならず中継が拒否された可能性があります。",
		},
		Fix: Text{
			"Check the address. With \"relay\" in the answer: the submission port with login is needed (587 with TLS, 465 with SSL).",
			"宛先を確認します。応答に「relay」とある場合は、認証付きの投稿用ポート（587 の TLS、465 の SSL）を使います。",
		},
		Cite: []string{"phrase B03", "RFC 5321 section 3.6.2"},
	},
	{
		Code: SMTPMessageRefused, Severity: Broken,
		Title: Text{
			"The server refused the letter itself",
			"メールの本文を送った段階で拒否されました",
		},
		Why: Text{
			"Sender and recipient were accepted, the letter was refused; a spam or content filter, or a policy.",
			"差出人と宛先は受け付けられましたが、メール自体が拒否されました。迷惑メール対策や内容の検査、送信規則などが考えられます。",
		},
		Fix: Text{
			"Read the server's words and its log; loosen the filter for senders who are logged in.",
			"サーバーの応答とログを確認し、ログイン済みの送信者に対するフィルターを緩めます。",
		},
		Cite: []string{"phrase B03", "RFC 5321 section 4.2.5"},
	},
	{
		Code: SMTPMessageTooBig, Severity: Broken,
		Title: Text{
			"The letter is larger than the server allows",
			"メールの大きさが、サーバーの上限を超えています",
		},
		Why: Text{
			"The server limits the size of letters.",
			"サーバーにメールサイズの制限があります。",
		},
		Fix: Text{
			"Raise the limit on the server, or send large files as links.",
			"サーバー側の上限を上げるか、大きなファイルはリンクで送ります。",
		},
		Cite: []string{"RFC 1870 section 6"},
	},
	{
		Code: SMTPGreylisted, Severity: Undecided,
		Title: Text{
			"The server asks to try again later (greylisting)",
			"時間をおいて再送するよう求められました（グレイリスティング）",
		},
		Why: Text{
			"It answered with a temporary refusal, as greylisting does. On a port with login it makes no sense and delays every letter.",
			"一時的な拒否が返されました。グレイリスティングの動作ですが、認証付きのポートでは意味がなく、メールが遅れるだけです。",
		},
		Fix: Text{
			"On the server: no greylisting for senders who are logged in. Otherwise wait and test again with a longer `--wait`.",
			"サーバー側で、ログイン済みの送信者をグレイリスティングの対象から外します。または `--wait` を長くして試験し直します。",
		},
		Cite: []string{"RFC 6647 section 5", "RFC 5321 section 4.5.4.1"},
	},
	{
		Code: SMTPRateLimited, Severity: Undecided,
		Title: Text{
			"The server limits how much may be sent, and the limit is reached",
			"送信数の制限に達しています",
		},
		Why: Text{
			"Its answer speaks of too many messages, logins or connections.",
			"メール、ログイン、または接続が多すぎるという応答です。",
		},
		Fix: Text{
			"Wait and try again. Look whether the account is being abused to send spam, before the limit is raised.",
			"時間をおいて再試行します。上限を上げる前に、アカウントが迷惑メールの送信に悪用されていないか確認してください。",
		},
		Cite: []string{"phrase B03", "RFC 5321 section 4.5.4"},
	},
}
