package finding

// Sending, up to the point where the login would begin.
var smtpDocs = []Doc{
	{
		Code: SMTPBannerBad, Severity: Broken,
		Title: Text{
			"What answers on this port is not a mail server for sending",
			"このポートで応答しているのは、送信用のメールサーバーではありません",
		},
		Why: Text{
			"The greeting is not SMTP[[: {banner}]]. Often it is the port of another service, or send and receive host are swapped.",
			"最初の応答が SMTP ではありません[[（{banner}）]]。別のサービスのポートか、送信と受信のサーバー名の取り違えがよくある原因です。",
		},
		Fix: Text{
			"Check SMTP server and port: 587 with TLS, or 465 with SSL.",
			"「SMTP サーバー」とポートを確認します。587（TLS）または 465（SSL）を使います。",
		},
		Cite: []string{"RFC 5321 section 4.2"},
	},
	{
		Code: SMTPBannerRefused, Severity: Broken,
		Title: Text{
			"The server turns the connection away with its first words",
			"接続した直後に、サーバーから拒否されました",
		},
		Why: Text{
			"Instead of a greeting it sent a refusal. A block list, a filter by country, or a client that talked too early are typical reasons.",
			"あいさつの代わりに拒否の応答が返されました。拒否リスト、国外アクセス制限、接続直後の送信の検出などが考えられます。",
		},
		Fix: Text{
			"On the server: do not apply block lists and reputation filters to the submission ports 587 and 465; there the login protects.",
			"サーバー側で、投稿用ポート（587、465）には拒否リストなどのフィルターを適用しないようにします。これらのポートは認証で保護されます。",
		},
		Cite: []string{"RFC 5321 section 3.1"},
	},
	{
		Code: SMTPUnavailable, Severity: Undecided,
		Title: Text{
			"The server says that it is not available at the moment",
			"サーバーが一時的に利用できない状態です",
		},
		Why: Text{
			"It answered with a temporary refusal. Maintenance, overload or too many connections are typical.",
			"一時的な拒否の応答が返されました。メンテナンス、過負荷、接続数の超過などが考えられます。",
		},
		Fix: Text{
			"Try again later. If it stays, look at the limits of connections on the server.",
			"時間をおいて再試行します。続く場合は、サーバーの接続数の制限を確認します。",
		},
		Gmail: Remark{
			Fix: Text{
				"Try again later. If it stays, look at the limits of connections on the server; Google connects from many addresses at once.",
				"時間をおいて再試行します。続く場合は、サーバーの接続数の制限を確認します（Google は多数のアドレスから同時に接続します）。",
			},
		},
		Cite: []string{"RFC 5321 section 3.8"},
	},
	{
		Code: SMTPHelloRefused, Severity: Broken,
		Title: Text{
			"The server does not accept the greeting (EHLO)",
			"サーバーがあいさつ（EHLO）を受け付けません",
		},
		Why: Text{
			"EHLO was refused, or only the old HELO is understood, which knows neither encryption nor login.",
			"EHLO が拒否されました。または、暗号化も認証も使えない古い HELO にしか対応していません。",
		},
		Fix: Text{
			"On the server: accept EHLO on the submission ports, and do not check the name in it too strictly.",
			"サーバー側で、投稿用ポートでは EHLO を受け付け、EHLO の名前を厳しく検査しないようにします。",
		},
		Cite: []string{"RFC 5321 section 4.1.1.1", "RFC 6409 section 4"},
	},
	{
		Code: SMTPStartTLSMissing, Severity: Broken,
		Title: Text{
			"TLS was chosen, but the server does not offer it (STARTTLS)",
			"「TLS」が選ばれていますが、サーバーが STARTTLS に対応していません",
		},
		Why: Text{
			"The server's list of abilities has no STARTTLS, so the client ends the connection before sending the password. Some firewalls remove the word on the way (as `XXXXXXXA`).",
			"サーバーの応答に STARTTLS がないため、メールソフトはパスワードを送る前に接続を中止します。途中のファイアウォールがこの語を消している（`XXXXXXXA` になる）こともあります。",
		},
		Fix: Text{
			"Try 465 with \"Secured connection using SSL\". On the server: switch STARTTLS on for 587 (a certificate has to be installed).",
			"ポート 465 で「SSL を使用したセキュリティで保護された接続」を試します。サーバー側では、587 で STARTTLS を有効にします（証明書の設定が必要です）。",
		},
		Gmail: Remark{
			Why: Text{
				"The server's list of abilities has no STARTTLS, so Gmail ends the connection before sending the password. Some firewalls remove the word on the way (as `XXXXXXXA`).",
				"サーバーの応答に STARTTLS がないため、Gmail はパスワードを送る前に接続を中止します。途中のファイアウォールがこの語を消している（`XXXXXXXA` になる）こともあります。",
			},
		},
		Cite:      []string{"phrases S03, S04", "RFC 3207 section 4"},
		DependsOn: []Code{SMTPHelloRefused},
	},
	{
		Code: SMTPStartTLSRefused, Severity: Broken,
		Title: Text{
			"The server offers STARTTLS and then refuses it",
			"サーバーは STARTTLS を案内しながら、実行を拒否しています",
		},
		Why: Text{
			"The answer was a refusal; usually the certificate or its key cannot be loaded on the server.",
			"STARTTLS に拒否の応答が返されました。多くの場合、サーバーで証明書や秘密鍵を読み込めていません。",
		},
		Fix: Text{
			"On the server: check paths and permissions of certificate and key, and the log at this time.",
			"サーバー側で、証明書と秘密鍵のファイルの場所・権限と、この時刻のログを確認します。",
		},
		Cite: []string{"RFC 3207 section 4"},
	},
	{
		Code: SMTPStartTLSInjected, Severity: Broken,
		Title: Text{
			"Bytes in clear were slipped in before the encryption began",
			"暗号化の開始前に、余分な平文のデータが混入しています",
		},
		Why: Text{
			"After the answer to STARTTLS more data came in clear. A careless server does that, and so does somebody on the way who wants to slip commands in.",
			"STARTTLS の応答のあとに、平文のデータが続いていました。サーバーの不具合か、途中で何者かが命令を混入させようとした可能性があります。",
		},
		Fix: Text{
			"Update the server software; if it is current, look for a device on the way that alters mail traffic. No password was sent.",
			"サーバーソフトウェアを更新します。最新の場合は、途中でメールの通信を書き換える機器がないか確認します。パスワードは送っていません。",
		},
		Cite: []string{"RFC 3207 section 6", "CVE-2011-0411"},
	},
	{
		Code: SMTPSMTPUTF8Missing, Severity: Broken,
		Title: Text{
			"The server cannot handle addresses with characters such as Japanese ones",
			"日本語などを含むメールアドレスに、サーバーが対応していません",
		},
		Why: Text{
			"The part before the @ is not ASCII, and the server does not offer SMTPUTF8.",
			"「@」の前に英数字以外の文字がありますが、サーバーが SMTPUTF8 に対応していません。",
		},
		Fix: Text{
			"Use an address of ASCII letters, or a server that offers SMTPUTF8.",
			"英数字のメールアドレスを使うか、SMTPUTF8 に対応したサーバーを使います。",
		},
		Cite: []string{"RFC 6531 section 3.1"},
	},
	{
		Code: SMTPReplyBad, Severity: Broken,
		Title: Text{
			"The server's reply is not well-formed SMTP",
			"サーバーの応答が SMTP の正しい形式ではありません",
		},
		Why: Text{
			"In the middle of the conversation something came that does not fit the protocol[[ ({detail})]].",
			"通信の途中で、SMTP の形式に合わない応答が届きました。",
		},
		Fix: Text{
			"Update the server software; look for a device on the way that alters mail traffic.",
			"サーバーソフトウェアを更新します。途中でメールの通信を書き換える機器がないかも確認します。",
		},
		Cite: []string{"RFC 5321 section 4.2"},
	},
	{
		Code: SMTPQuitUnanswered, Severity: Note,
		Title: Text{
			"The server does not answer the farewell (QUIT)",
			"サーバーが終了の合図（QUIT）に応答しません",
		},
		Why: Text{
			"The letter was accepted before; only the last word is missing. It does no harm.",
			"メールは受け付けられており、最後の応答がないだけです。害はありません。",
		},
		Fix: Text{
			"Nothing needs to be done.",
			"対応は不要です。",
		},
		Cite: []string{"RFC 5321 section 4.1.1.10"},
	},
}
