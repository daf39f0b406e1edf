package finding

// Fetching over IMAP.
var imapDocs = []Doc{
	{
		Code: IMAPBannerBad, Severity: Broken,
		Title: Text{
			"What answers on this port is not an IMAP server",
			"このポートで応答しているのは IMAP サーバーではありません",
		},
		Why: Text{
			"The greeting is not IMAP[[: {banner}]]. Often it is the POP3 port, or the server for sending.",
			"最初の応答が IMAP ではありません[[（{banner}）]]。POP のポートや、送信用のサーバーを指定していることが多いです。",
		},
		Fix: Text{
			"Check IMAP server and port: 993 with SSL/TLS (995 and 110 belong to POP3).",
			"IMAP サーバーとポートを確認します。ポートは 993、SSL/TLS です（995 と 110 は POP 用です）。",
		},
		Cite: []string{"RFC 9051 section 7.1"},
	},
	{
		Code: IMAPBannerRefused, Severity: Broken,
		Title: Text{
			"The IMAP server turns the connection away with its first words",
			"接続した直後に、IMAP サーバーから拒否されました",
		},
		Why: Text{
			"Instead of a greeting it said BYE; a ban, a filter by country or too many connections are typical.",
			"あいさつの代わりに BYE が返されました。接続禁止、国外アクセス制限、接続数の超過などが考えられます。",
		},
		Fix: Text{
			"Look into the server's log at this time, and at bans and limits for this address.",
			"この時刻のサーバーのログと、この接続元の禁止・制限を確認します。",
		},
		Cite: []string{"RFC 9051 section 7.1.5"},
	},
	{
		Code: IMAPPreauth, Severity: Broken,
		Title: Text{
			"The IMAP server says that somebody is logged in already (PREAUTH)",
			"IMAP サーバーが、ログイン済み（PREAUTH）と応答しています",
		},
		Why: Text{
			"Before any name was sent the greeting said PREAUTH. Whose mailbox it would open nobody can tell; before STARTTLS it is a known way to keep the encryption away.",
			"ユーザー名を送る前に PREAUTH と応答されました。誰のメールボックスか分からず、STARTTLS の前であれば、暗号化を妨げる攻撃の手口でもあります。",
		},
		Fix: Text{
			"Use port 993 with SSL/TLS, and have the server corrected: PREAUTH belongs to local pipes. No password was sent.",
			"ポート 993 の SSL/TLS を使い、サーバーの設定を直してもらいます（PREAUTH はサーバー内部の接続用です）。パスワードは送っていません。",
		},
		Cite: []string{"RFC 9051 sections 7.1.4, 11.1"},
	},
	{
		Code: IMAPStartTLSMissing, Severity: Broken,
		Title: Text{
			"The IMAP server does not offer STARTTLS on this port",
			"IMAP サーバーが、このポートで STARTTLS に対応していません",
		},
		Why: Text{
			"Encryption on port 143 would begin with STARTTLS, which the server does not list; or somebody on the way takes it out.",
			"ポート 143 での暗号化は STARTTLS で始めますが、サーバーの一覧にありません。途中で取り除かれている可能性もあります。",
		},
		Fix: Text{
			"Use port 993 with SSL/TLS.",
			"ポート 993 で SSL/TLS を使います。",
		},
		Cite: []string{"RFC 9051 section 6.2.1"},
	},
	{
		Code: IMAPStartTLSRefused, Severity: Broken,
		Title: Text{
			"The IMAP server refuses STARTTLS",
			"IMAP サーバーが STARTTLS を拒否しました",
		},
		Why: Text{
			"The answer to STARTTLS was a refusal; usually certificate or key cannot be loaded on the server.",
			"STARTTLS に拒否の応答が返されました。多くの場合、サーバーで証明書や秘密鍵を読み込めていません。",
		},
		Fix: Text{
			"Use port 993 with SSL/TLS; on the server, check certificate and key.",
			"ポート 993 で SSL/TLS を使います。サーバー側では証明書と秘密鍵を確認します。",
		},
		Cite: []string{"RFC 9051 section 6.2.1"},
	},
	{
		Code: IMAPStartTLSInjected, Severity: Broken,
		Title: Text{
			"Bytes in clear were slipped in before the encryption began (IMAP)",
			"暗号化の開始前に、余分な平文のデータが混入しています（IMAP）",
		},
		Why: Text{
			"After the answer to STARTTLS more data came in clear: a careless server, or somebody on the way.",
			"STARTTLS の応答のあとに平文のデータが続いていました。サーバーの不具合か、途中での改ざんの可能性があります。",
		},
		Fix: Text{
			"Use port 993 with SSL/TLS, and update the server software. No password was sent.",
			"ポート 993 で SSL/TLS を使い、サーバーソフトウェアを更新します。パスワードは送っていません。",
		},
		Cite: []string{"RFC 9051 section 11.1", "CVE-2021-33515"},
	},
	{
		Code: IMAPPlaintextRefused, Severity: Broken,
		Title: Text{
			"The IMAP server takes no login without encryption",
			"IMAP サーバーが、暗号化されていないログインを受け付けていません",
		},
		Why: Text{
			"Without encryption it forbids the login (LOGINDISABLED, or a refusal). The server does right.",
			"暗号化なしのログインが禁止されています（LOGINDISABLED または拒否の応答）。サーバーの動作は適切です。",
		},
		Fix: Text{
			"Use port 993 with SSL/TLS, or port 143 with STARTTLS.",
			"ポート 993 の SSL/TLS、またはポート 143 の STARTTLS を使います。",
		},
		Cite: []string{"RFC 9051 section 6.2.3", "RFC 8314 section 4.1"},
	},
	{
		Code: IMAPLoginDisabled, Severity: Broken,
		Title: Text{
			"The IMAP server forbids the login command although the connection is encrypted (LOGINDISABLED)",
			"接続が暗号化されているのに、IMAP サーバーが LOGIN コマンドを禁止しています（LOGINDISABLED）",
		},
		Why: Text{
			"Clients that log in with the command LOGIN, and know no mechanism that the server lists, end here without sending a password.",
			"LOGIN コマンドでログインし、サーバーの認証方式に対応していないソフトは、パスワードを送らずに接続を終えます。",
		},
		Fix: Text{
			"On the server: allow LOGIN inside of TLS (Dovecot: auth_mechanisms = plain login; behind a proxy, tell the server that the connection is secured).",
			"サーバー側で、TLS 内の LOGIN を許可します（Dovecot では auth_mechanisms = plain login。プロキシの後ろでは、暗号化済みであることをサーバーに伝えます）。",
		},
		Cite: []string{"RFC 9051 section 6.2.3"},
	},
	{
		Code: IMAPAuthUnsupported, Severity: Broken,
		Title: Text{
			"The IMAP server takes no user name and password in this way",
			"IMAP サーバーが、この方式でのログインに対応していません",
		},
		Why: Text{
			"None of the ways in which this client logs in is taken: the server wants others, such as OAuth or CRAM-MD5.",
			"このソフトのログイン方式が使えません。サーバーが OAuth や CRAM-MD5 など、別の方式だけを受け付けています。",
		},
		Fix: Text{
			"On the server: allow plain passwords inside of TLS (PLAIN).",
			"サーバー側で、TLS 内での PLAIN（パスワード認証）を許可します。",
		},
		Cite: []string{"RFC 9051 sections 6.2.2, 11.2"},
	},
	{
		Code: IMAPLoginRefused, Severity: Broken,
		Title: Text{
			"The IMAP server refused user name and password",
			"IMAP サーバーが、ユーザー名とパスワードを受け付けませんでした",
		},
		Why: Text{
			"The login reached the server and was refused. The mailbox may live on another machine of the same company, user name or password may be wrong, IMAP may be switched off for the mailbox, or the server may refuse logins from this place.",
			"ログインはサーバーに届きましたが、拒否されました。メールボックスが別のサーバーにある、ユーザー名やパスワードの誤り、IMAP が無効、接続元の制限などが考えられます。",
		},
		Fix: Text{
			"Check the server that is right for this mailbox, the user name (often the whole address) and the password; then whether IMAP is allowed for it.",
			"このメールボックスの正しいサーバー名、ユーザー名（多くはメールアドレス全体）、パスワードを確認し、次に IMAP が許可されているかを確認します。",
		},
		Cite: []string{"RFC 5530 section 3"},
	},
	{
		Code: IMAPLoginTemporary, Severity: Undecided,
		Title: Text{
			"The IMAP server cannot check the login at the moment",
			"IMAP サーバーが、現在ログインを確認できません",
		},
		Why: Text{
			"It says itself that the trouble is of the moment: a part of it is unavailable, or the mailbox is in use.",
			"一時的な問題であるとサーバー自身が応答しています（内部の障害、またはメールボックスが使用中）。",
		},
		Fix: Text{
			"Try again later; if it stays, look into the server's log.",
			"しばらくして再試行します。続く場合はサーバーのログを確認します。",
		},
		Cite: []string{"RFC 5530 section 3"},
	},
	{
		Code: IMAPInboxMissing, Severity: Broken,
		Title: Text{
			"The login works, and the inbox cannot be opened",
			"ログインはできますが、受信トレイを開けません",
		},
		Why: Text{
			"The server refused to select INBOX: the mailbox was never made, its files cannot be read, or it was moved.",
			"サーバーが INBOX の選択を拒否しました。メールボックスが未作成、ファイルを読めない、または移動された可能性があります。",
		},
		Fix: Text{
			"On the server: look into its log at this time; check that the mailbox exists, whose its files are, and its quota.",
			"サーバー側で、この時刻のログ、メールボックスの有無、ファイルの所有者、容量を確認します。",
		},
		Cite: []string{"RFC 9051 section 6.3.2"},
	},
	{
		Code: IMAPReplyBad, Severity: Broken,
		Title: Text{
			"The IMAP server's answer is not well-formed, or not the answer to the question",
			"IMAP サーバーの応答が正しくありません",
		},
		Why: Text{
			"What came is not what the protocol allows, or a command that every server knows was refused.",
			"プロトコルに合わない応答が返されたか、必須のコマンドが拒否されました。",
		},
		Fix: Text{
			"Have the mailbox index on the server rebuilt, or the IMAP software (or a proxy before it) updated.",
			"サーバーでメールボックスのインデックスを再構築するか、IMAP のソフトウェア（または手前のプロキシ）を更新してもらいます。",
		},
		Cite: []string{"RFC 9051 section 7"},
	},
	{
		Code: IMAPUIDsWrong, Severity: Warning,
		Title: Text{
			"The IMAP server numbers messages anew, or gives one number twice",
			"IMAP サーバーが、メールの番号を付け直しているか、同じ番号を重複させています",
		},
		Why: Text{
			"UIDs are to stay for ever, and UIDVALIDITY with them. Where they change, clients throw away what they have and fetch the whole mailbox again, and marks of read and unread are lost.",
			"メールの識別番号（UID）と UIDVALIDITY は変わってはなりません。変わると、メールソフトは取得済みのメールを捨てて全件を取得し直し、既読などの状態も失われます。",
		},
		Fix: Text{
			"On the server: find what rebuilds the index (a lost index folder, a restore, two servers behind one name), and keep it.",
			"サーバー側で、インデックスが作り直される原因（インデックス用フォルダーの消失、復元、同じ名前の複数のサーバー）を調べて直します。",
		},
		Cite: []string{"RFC 9051 section 2.3.1.1"},
	},
}
