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

// Logging in for sending.
var smtpAuthDocs = []Doc{
	{
		Code: SMTPAuthMissing, Severity: Broken,
		Title: Text{
			"The server offers no login for sending (AUTH)",
			"サーバーが送信時の認証（SMTP 認証）に対応していません",
		},
		Why: Text{
			"After encryption the server's list of abilities has no AUTH, so no client can log in. Usually it is port 25 of a server that takes mail for its own domains only, or a setting that hides AUTH.",
			"暗号化のあとの応答に AUTH がなく、ログインできません。自ドメイン宛ての受信専用のサーバー（ポート 25）か、AUTH が無効になっていることが多いです。",
		},
		Fix: Text{
			"Use port 587 with TLS or 465 with SSL. On the server: switch SMTP AUTH on for these ports.",
			"ポート 587（TLS）または 465（SSL）を使います。サーバー側では、これらのポートで SMTP 認証を有効にします。",
		},
		Gmail: Remark{
			Why: Text{
				"After encryption the server's list of abilities has no AUTH, so Gmail cannot log in. Usually it is port 25 of a server that takes mail for its own domains only, or a setting that hides AUTH.",
				"暗号化のあとの応答に AUTH がなく、Gmail はログインできません。自ドメイン宛ての受信専用のサーバー（ポート 25）か、AUTH が無効になっていることが多いです。",
			},
		},
		Cite:      []string{"phrase B02", "RFC 4954 section 3", "RFC 6409 section 4.3"},
		DependsOn: []Code{SMTPStartTLSMissing, SMTPHelloRefused},
	},
	{
		Code: SMTPAuthUnsupported, Severity: Broken,
		Title: Text{
			"The server offers only login methods that the client does not use",
			"メールソフトが使わない認証方式しか、サーバーが用意していません",
		},
		Why: Text{
			"None of the login methods that the client speaks is offered[[: {mechanisms}]].",
			"メールソフトが対応している認証方式がありません[[: {mechanisms}]]。",
		},
		Fix: Text{
			"On the server: offer AUTH PLAIN and LOGIN, inside TLS only.",
			"サーバー側で、TLS 接続の中でだけ AUTH PLAIN と LOGIN を提供する設定にします。",
		},
		Gmail: Remark{
			Title: Text{
				"The server offers only login methods that Gmail does not use",
				"Gmail が使わない認証方式しか、サーバーが用意していません",
			},
			Why: Text{
				"Gmail needs PLAIN or LOGIN (inferred); the server offers neither[[: {mechanisms}]].",
				"Gmail には PLAIN または LOGIN が必要（推定）ですが、どちらもありません[[: {mechanisms}]]。",
			},
		},
		Cite:      []string{"phrase S05", "RFC 4954 section 4", "RFC 4616"},
		DependsOn: []Code{SMTPAuthMissing},
	},
	{
		Code: SMTPAuthBeforeTLS, Severity: Warning,
		Title: Text{
			"The server accepts logins before encryption",
			"サーバーが、暗号化前のログインを受け付ける設定になっています",
		},
		Why: Text{
			"AUTH is offered in clear as well. A client that is set up wrongly sends its password in clear.",
			"平文の状態でも AUTH が案内されています。設定を誤ったメールソフトはパスワードを平文で送ってしまいます。",
		},
		Fix: Text{
			"On the server: offer AUTH only inside TLS (Postfix: `smtpd_tls_auth_only = yes`).",
			"サーバー側で、TLS 接続の中でだけ AUTH を提供します（Postfix は `smtpd_tls_auth_only = yes`）。",
		},
		Gmail: Remark{
			Why: Text{
				"AUTH is offered in clear as well. Gmail encrypts first, but a client that is set up wrongly sends its password in clear.",
				"平文の状態でも AUTH が案内されています。Gmail は先に暗号化しますが、設定を誤ったメールソフトはパスワードを平文で送ってしまいます。",
			},
		},
		Cite: []string{"RFC 4954 section 4", "RFC 8314 section 4.1"},
	},
	{
		Code: SMTPAuthRefused, Severity: Broken,
		Title: Text{
			"The server refused user name and password (for sending)",
			"送信サーバーが、ユーザー名とパスワードを受け付けませんでした",
		},
		Why: Text{
			"The login reached the server and was refused. The mailbox may live on another machine of the same company, user name or password may be wrong, the server may refuse logins from this place, or this account may not send.",
			"ログインはサーバーに届き、拒否されました。メールボックスが同じ会社の別のサーバーにある場合、ユーザー名かパスワードの誤り、接続元による制限、または送信が許可されていないアカウントが考えられます。",
		},
		Fix: Text{
			"First ask which machine the mailbox lives on: the contract or the panel names it (smtp2 and smtp5 may share one certificate). Then type user name (often the whole address) and password afresh, without spaces, minding upper and lower case. If they work elsewhere, look for a filter of logins from abroad, for a ban, and whether an app password is needed.",
			"まず、メールボックスがどのサーバーにあるかを契約情報や管理画面で確認します（smtp2 と smtp5 が同じ証明書を使うこともあります）。次に、ユーザー名（多くはメールアドレス全体）とパスワードを、空白や大文字・小文字に注意して入力し直します。ほかの環境で使える場合は、国外からの SMTP 認証の制限、接続禁止、アプリ用パスワードの要否を確認します。",
		},
		Cite: []string{"phrase B03", "RFC 4954 section 6"},
	},
	{
		Code: LoginOtherMachine, Severity: Broken,
		Title: Text{
			"The login was refused: the mailbox lives on another machine",
			"ログインが拒否されました。メールボックスは別のサーバーにあります",
		},
		Why: Text{
			"{host} has a certificate that fits, and knows no such login. The hosting company's inventory lists another machine[[, {home},]] at another address for this mailbox. It is the right company's wrong machine, as in settings of another contract or of an old page; the refusal says nothing about user name and password.",
			"{host} の証明書は正しいものの、このログインは受け付けられませんでした。ホスティング会社の台帳では、このメールボックスは IP アドレスの異なる別のサーバー[[（{home}）]]にあります。別契約や古い案内の設定を入力した場合に起こります。この拒否からは、ユーザー名とパスワードの正誤は分かりません。",
		},
		Fix: Text{
			"Type the listed machine[[, {home},]] as the server, and leave user name and password as they are.",
			"サーバー名に、台帳にあるサーバー[[（{home}）]]を入力します。ユーザー名とパスワードはそのままにします。",
		},
		Cite: []string{"phrase B03", "phrase P05"},
	},
	{
		Code: SMTPAuthTemporary, Severity: Undecided,
		Title: Text{
			"The server cannot check the login at the moment",
			"サーバーが一時的に認証を処理できません",
		},
		Why: Text{
			"The login drew a temporary refusal. It says nothing about the password.",
			"ログインに一時的な拒否が返されました。パスワードの正誤は分かりません。",
		},
		Fix: Text{
			"Try again later. If it stays, look at the authentication service behind the mail server.",
			"時間をおいて再試行します。続く場合は、メールサーバーの認証サービスを確認します。",
		},
		Cite: []string{"RFC 4954 section 6"},
	},
	{
		Code: SMTPAddressFilter, Severity: Broken,
		Title: Text{
			"The server refuses the login by a rule, perhaps because of where it comes from",
			"サーバーの規則によりログインが拒否されました（接続元による制限の可能性）",
		},
		Why: Text{
			"The answer is a refusal by policy and says nothing about the password. Japanese hosts often refuse SMTP AUTH and POP from abroad, by default and for each address; fail2ban may have banned an address.",
			"応答は規則による拒否で、パスワードの正誤は分かりません。国内のホスティングでは、国外からの SMTP 認証や POP を既定で（アドレスごとに）拒否していることがあり、fail2ban による接続禁止も考えられます。",
		},
		Fix: Text{
			"Switch the filter of foreign access off for this address in the host's panel, and look for bans in the server's log.",
			"コントロールパネルでこのアドレスの国外アクセス制限を解除し、サーバーのログで接続禁止の有無を確認します。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail connects from Google's addresses, abroad.",
				"{fact}Gmail は国外の Google のアドレスから接続します。",
			},
			Fix: Text{
				"{fact} What is refused from here may be allowed from Google, and the other way round.",
				"{fact}ここからの結果と Google からの結果は異なる場合があります。",
			},
		},
		Cite: []string{"phrase B03", "RFC 3463 section 3.8", "host help pages (Onamae, Sakura, SixCore)"},
	},
}

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
		Code: SMTPPolicyTemporary, Severity: Undecided,
		Title: Text{
			"The server refuses for the moment, for a reason of its own",
			"サーバーが、独自の理由により一時的に拒否しています",
		},
		Why: Text{
			"Its answer is a temporary refusal; what it means stands in the server's own words.",
			"一時的な拒否の応答です。意味はサーバーの応答の文にあるとおりです。",
		},
		Fix: Text{
			"Read the server's words, and its log at this time; then try again.",
			"サーバーの応答の文と、その時刻のログを確認し、再試行します。",
		},
		Cite: []string{"RFC 5321 section 3.8", "RFC 3463 section 3.8"},
	},
	{
		Code: SMTPMailboxFull, Severity: Broken,
		Title: Text{
			"The mailbox that the letter is for is full",
			"宛先のメールボックスの容量がいっぱいです",
		},
		Why: Text{
			"The server takes no more mail for it. User name, password and certificate are not the cause.",
			"サーバーがこれ以上メールを受け取れません。ユーザー名、パスワード、証明書が原因ではありません。",
		},
		Fix: Text{
			"Delete mail from the mailbox, or raise its quota; then test again.",
			"メールボックスのメールを削除するか、容量を増やしてから、試験し直します。",
		},
		Cite: []string{"RFC 3463 section 3.3"},
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
