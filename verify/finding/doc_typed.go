package finding

// What was typed in Gmail's dialogs, and what Gmail offers at all.
var typedDocs = []Doc{
	{
		Code: HostUnsafeCharacters, Severity: Broken,
		Title: Text{
			"The server name holds a space or another character that does not belong there",
			"サーバー名に、空白など使えない文字が含まれています",
		},
		Why: Text{
			"A space was copied along with the name[[ (read here as {host})]], often one that cannot be seen: at the end, full-width or of zero width.",
			"名前をコピーしたときに空白が混ざっています[[（ここでは {host} と読み替えました）]]。末尾の空白、全角の空白、幅のない空白など、目に見えないこともよくあります。",
		},
		Fix: Text{
			"Clear the field and type the server name by hand, without spaces.",
			"入力欄をいったん空にして、サーバー名を空白なしで手入力します。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail refuses to use such a name.",
				"{fact}Gmail はこの名前を受け付けません。",
			},
			Fix: Text{
				"Clear the field in Gmail and type the server name by hand, without spaces.",
				"Gmail の入力欄をいったん空にして、サーバー名を空白なしで手入力します。",
			},
		},
		Cite: []string{"phrase P13", "RFC 5890 section 2.3.1"},
	},
	{
		Code: HostFullWidth, Severity: Undecided,
		Title: Text{
			"The server name was typed in full-width letters",
			"サーバー名が全角文字で入力されています",
		},
		Why: Text{
			"It was read here as {host}. Whether the client reads it in the same way is not known.",
			"ここでは {host} と読み替えました。メールソフトが同じように読み替えるかどうかは分かっていません。",
		},
		Fix: Text{
			"Clear the field and type the server name in half-width letters (direct input).",
			"入力欄をいったん空にして、サーバー名を半角英数字（直接入力）で入力します。",
		},
		Cite: []string{"RFC 5890 section 2.3.2.1"},
	},
	{
		Code: HostTrailingDot, Severity: Warning,
		Title: Text{
			"The server name was typed with a dot at its end",
			"サーバー名の末尾にドット（.）が付いています",
		},
		Why: Text{
			"DNS takes the dot for granted, certificate checks do not: a name with the dot matches no certificate. It was tested without the dot.",
			"DNS では問題になりませんが、証明書の照合ではドット付きの名前はどの証明書にも一致しません。ここではドットを除いて試験しました。",
		},
		Fix: Text{
			"Type the server name without the dot.",
			"末尾のドットを付けずにサーバー名を入力します。",
		},
		Cite: []string{"RFC 9525 section 6.3", "BoringSSL X509_check_host"},
	},
	{
		Code: HostGuessed, Severity: Note,
		Title: Text{
			"The server name was not given and has been guessed[[: {host}]]",
			"サーバー名の指定がなかったため、推測した名前で試験しました[[: {host}]]",
		},
		Why: Text{
			"Where no name is given, the test takes one that customers usually type. This customer may have typed another.",
			"指定がない場合は、よく入力される名前で試験します。お客様が実際に入力した名前は違うかもしれません。",
		},
		Fix: Text{
			"Ask what stands in the client's fields, and test that with `--smtp` and `--pop`.",
			"メールソフトの送信サーバーと受信サーバーの欄に入力されている名前を確認し、`--smtp` と `--pop` で指定して試験します。",
		},
		Gmail: Remark{
			Why: Text{
				"Without a name Gmail fills in one of its own: an MX host of the domain for sending, `mail.` before the domain for fetching (the latter is inferred). The customer may have typed another.",
				"指定がない場合、Gmail も名前を補います（送信はドメインの MX ホスト、受信は `mail.` とドメイン名。受信側は推定です）。お客様が実際に入力した名前は違うかもしれません。",
			},
			Fix: Text{
				"Ask what stands in Gmail's fields, and test that with `--smtp` and `--pop`.",
				"Gmail の「SMTP サーバー」「POP サーバー」欄に入力されている名前を確認し、`--smtp` と `--pop` で指定して試験します。",
			},
		},
		Cite: []string{"Gmail dialogs"},
	},
	{
		Code: PortNotOffered, Severity: Warning,
		Title: Text{
			"The client's settings do not offer this port[[: {port}]]",
			"このポートはメールソフトの設定画面では選べません[[: {port}]]",
		},
		Why: Text{
			"Its ports are a list. What works here on another port cannot be set in the client.",
			"ポートは一覧から選ぶ方式です。それ以外のポートは、ここで動作しても設定できません。",
		},
		Fix: Text{
			"Use 587 with TLS or 465 with SSL for sending, 995 with SSL for fetching; the server has to answer there.",
			"送信は 587（TLS）または 465（SSL）、受信は 995（SSL）を使います。サーバー側でこれらのポートを開けておく必要があります。",
		},
		Gmail: Remark{
			Title: Text{
				"Gmail's dialog does not offer this port[[: {port}]]",
				"このポートは Gmail の設定画面では選べません[[: {port}]]",
			},
			Why: Text{
				"The dialog is a list: 25, 465 and 587 for sending; 110, 143, 993, 995, 1110 and 2221 for fetching. What works here on another port cannot be set in Gmail.",
				"ポートは一覧から選ぶ方式で、送信は 25・465・587、受信は 110・143・993・995・1110・2221 です。それ以外のポートは、ここで動作しても Gmail では設定できません。",
			},
		},
		Cite: []string{"Gmail dialogs", "RFC 8314 section 3"},
	},
	{
		Code: PlaintextPassword, Severity: High,
		Title: Text{
			"It works, but the password and the mail travel in clear",
			"動作しますが、パスワードとメールが暗号化されずに送られます",
		},
		Why: Text{
			"The entry uses an unsecured connection. Everyone on the way to the server can read the password and use it. This way round certificate errors is often recommended; it removes the protection and mends nothing.",
			"保護されていない接続が使われています。サーバーまでの経路で、誰でもパスワードを読み取って悪用できます。証明書エラーの回避策としてよく紹介されていますが、保護を外すだけで、何も解決していません。",
		},
		Fix: Text{
			"Encrypt: sending on 587 with STARTTLS or 465 with SSL, fetching on 995 with SSL, with a server name that the certificate covers (`harness diagnose` finds it). Then change the password, because it has been exposed.",
			"送信はポート 587（STARTTLS）または 465（SSL）、受信はポート 995（SSL）にし、証明書に含まれるサーバー名を入力します（名前は `harness diagnose` で調べられます）。そのうえで、漏れたおそれのあるパスワードを変更してください。",
		},
		Gmail: Remark{
			Why: Text{
				"The entry uses an unsecured connection. Everyone on the way between Google and the server can read the password and use it. This way round certificate errors is often recommended; it removes the protection and mends nothing.",
				"「保護されていない接続」が使われています。Google とサーバーの間の経路で、誰でもパスワードを読み取って悪用できます。証明書エラーの回避策としてよく紹介されていますが、保護を外すだけで、何も解決していません。",
			},
			Fix: Text{
				"Edit the entry: sending on 587 with \"Secured connection using TLS\" or 465 with SSL, fetching on 995 with \"Always use a secure connection (SSL)\" ticked, with a server name that the certificate covers (`harness diagnose` finds it). Then change the password, because it has been exposed.",
				"設定を編集し、送信はポート 587 で「TLS を使用したセキュリティで保護された接続」（または 465 で SSL）、受信はポート 995 で「メールの取得にセキュリティで保護された接続（SSL）を使用する」にチェックを入れ、証明書に含まれるサーバー名を入力します（名前は `harness diagnose` で調べられます）。そのうえで、漏れたおそれのあるパスワードを変更してください。",
			},
		},
		Cite: []string{"RFC 8314 section 3", "RFC 4954 section 4"},
	},
	{
		Code: FeatureEnded, Severity: Warning,
		Title: Text{
			"The client no longer offers this",
			"メールソフト側の、この機能は終了しています",
		},
		Why: Text{
			"The client's maker has ended the feature.",
			"メールソフトの提供元がこの機能を終了しました。",
		},
		Fix: Text{
			"Use a mail program over IMAP and SMTP, or forwarding. All of them check certificates just as strictly.",
			"メールソフト（IMAP と SMTP）または転送に切り替えます。いずれも証明書を同じように厳しく確認します。",
		},
		Gmail: Remark{
			Title: Text{
				"Gmail no longer offers this, or no longer to new users",
				"Gmail のこの機能は終了したか、新規には利用できなくなっています",
			},
			Why: Text{
				"Google ends \"Check mail from other accounts\" and, for addresses of other providers, \"Send mail as\" in January 2027. New entries may have been restricted before.",
				"Google は「他のアカウントのメールを確認」と、他社アドレスの「名前」（別のアドレスからの送信）の機能を 2027 年 1 月に終了します。新規の登録はそれより前に制限されている場合があります。",
			},
			Fix: Text{
				"Use the Gmail app over IMAP and SMTP, forwarding to Gmail, or a mail program. All of them check certificates just as strictly.",
				"Gmail アプリ（IMAP と SMTP）、Gmail への転送、またはメールソフトに切り替えます。いずれも証明書を同じように厳しく確認します。",
			},
		},
		Cite: []string{"support.google.com/mail/answer/16604719", "support.google.com/mail/answer/17101213"},
	},
	{
		Code: GmailAccountLimit, Severity: Note,
		Title: Text{
			"The client fetches from no further account",
			"これ以上のアカウントからは取得できません",
		},
		Why: Text{
			"Its list of accounts is full. This has nothing to do with the server.",
			"登録できるアカウント数の上限に達しています。サーバーの問題ではありません。",
		},
		Fix: Text{
			"Have the host forward this mailbox instead. Think twice before removing another entry: it may not be possible to add it again.",
			"このメールボックスは、サーバー側の設定で転送します。ほかの登録を外すと再登録できない場合があるため、ご注意ください。",
		},
		Gmail: Remark{
			Title: Text{
				"Gmail fetches from five other accounts at most",
				"Gmail が取得できる他のアカウントは 5 件までです",
			},
			Why: Text{
				"The list \"Check mail from other accounts\" is full. This has nothing to do with the server.",
				"「他のアカウントのメールを確認」の登録数が上限に達しています。サーバーの問題ではありません。",
			},
			Fix: Text{
				"Have the host forward this mailbox to Gmail instead. Think twice before removing another entry: it may not be possible to add it again.",
				"このメールボックスは、サーバー側の設定で Gmail に転送します。ほかの登録を外すと再登録できない場合があるため、ご注意ください。",
			},
		},
		Cite: []string{"phrase P15"},
	},
	{
		Code: GoogleLoginLimit, Severity: Undecided,
		Title: Text{
			"The client's own server limits the logins for now",
			"メールソフト側のサーバーが、ログインの回数を一時的に制限しています",
		},
		Why: Text{
			"The SMTP server typed belongs to the client's maker, and it has seen too many logins in a short time. No other server is involved.",
			"入力された SMTP サーバーはメールソフトの提供元のもので、短い時間に多くのログインがあったため制限されています。",
		},
		Fix: Text{
			"Wait some hours, then log in once.",
			"数時間待ってから 1 回だけログインします。",
		},
		Gmail: Remark{
			Title: Text{
				"Google's own server limits the logins for now",
				"Google のサーバーが、ログインの回数を一時的に制限しています",
			},
			Why: Text{
				"The SMTP server typed is one of Google's, and it has seen too many logins in a short time. No other server is involved.",
				"入力された SMTP サーバーは Google のもので、短い時間に多くのログインがあったため制限されています。他のサーバーは関係していません。",
			},
			Fix: Text{
				"Wait some hours, then log in once, with an app password where two-step verification is on. For an address of an own domain, type its host's SMTP server instead.",
				"数時間待ってから 1 回だけログインします。2 段階認証を使っている場合はアプリ パスワードが必要です。独自ドメインのアドレスでは、ホスティング会社の SMTP サーバーを入力します。",
			},
		},
		Cite: []string{"phrase S09", "knowledge.workspace.google.com/admin/support/troubleshooting/gmail-smtp-errors-and-codes"},
	},
	{
		Code: GoogleAdminForbids, Severity: Broken,
		Title: Text{
			"The administrator does not allow other SMTP servers",
			"管理者が、外部の SMTP サーバーの利用を許可していません",
		},
		Why: Text{
			"The organisation decides whether its people may send through another server. The other server has not been asked.",
			"外部のサーバーから送信できるかどうかは、組織の設定で決まります。外部のサーバーにはまだ接続していません。",
		},
		Fix: Text{
			"Ask the administrator to allow it, or send with another mail program.",
			"管理者に許可してもらうか、別のメールソフトから送信します。",
		},
		Gmail: Remark{
			Title: Text{
				"The administrator of the Google Workspace does not allow other SMTP servers",
				"Google Workspace の管理者が、外部の SMTP サーバーの利用を許可していません",
			},
			Why: Text{
				"In a Workspace each person may send through another server only if the administrator has allowed it. The other server has not been asked.",
				"Google Workspace では、管理者が許可した場合にだけ、外部のサーバーから送信できます。外部のサーバーにはまだ接続していません。",
			},
			Fix: Text{
				"Ask the administrator to allow per-user outbound gateways in the Admin console, or send with a mail program.",
				"管理者に、管理コンソールでユーザーごとの送信ゲートウェイを許可してもらうか、メールソフトから送信します。",
			},
		},
		Cite: []string{"phrase S11"},
	},
}
