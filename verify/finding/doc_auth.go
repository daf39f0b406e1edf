package finding

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
			"The login reached the server and was refused. User name or password are wrong, or the server refuses logins from this place, or this account may not send.",
			"ログインはサーバーに届き、拒否されました。ユーザー名かパスワードの誤り、接続元による制限、または送信が許可されていないアカウントが考えられます。",
		},
		Fix: Text{
			"Type user name (often the whole address) and password afresh, without spaces, minding upper and lower case. If they work elsewhere, look for a filter of logins from abroad, for a ban, and whether an app password is needed.",
			"ユーザー名（多くはメールアドレス全体）とパスワードを、空白や大文字・小文字に注意して入力し直します。ほかの環境で使える場合は、国外からの SMTP 認証の制限、接続禁止、アプリ用パスワードの要否を確認します。",
		},
		Cite: []string{"phrase B03", "RFC 4954 section 6"},
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
