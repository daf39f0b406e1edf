package finding

// Fetching.
var popDocs = []Doc{
	{
		Code: POPBannerBad, Severity: Broken,
		Title: Text{
			"What answers on this port is not a POP3 server",
			"このポートで応答しているのは POP サーバーではありません",
		},
		Why: Text{
			"The greeting is not POP3[[: {banner}]]. Often it is the IMAP port, or the server for sending.",
			"最初の応答が POP3 ではありません[[（{banner}）]]。IMAP のポートや、送信用のサーバーを指定していることが多いです。",
		},
		Fix: Text{
			"Check POP server and port: 995 with SSL ticked (993 and 143 belong to IMAP).",
			"「POP サーバー」とポートを確認します。ポートは 995 で SSL にチェックを入れます（993 と 143 は IMAP 用です）。",
		},
		Cite: []string{"phrase P09", "RFC 1939 section 4"},
	},
	{
		Code: POPBannerRefused, Severity: Broken,
		Title: Text{
			"The POP3 server turns the connection away with its first words",
			"接続した直後に、POP サーバーから拒否されました",
		},
		Why: Text{
			"Instead of a greeting it sent a refusal; a ban, a filter by country or too many connections are typical.",
			"あいさつの代わりに拒否の応答が返されました。接続禁止、国外アクセス制限、接続数の超過などが考えられます。",
		},
		Fix: Text{
			"Look into the server's log at this time, and at bans and limits for this address.",
			"この時刻のサーバーのログと、この接続元の禁止・制限を確認します。",
		},
		Gmail: Remark{
			Fix: Text{
				"Look into the server's log at this time, and at bans and limits for this address and for Google's.",
				"この時刻のサーバーのログと、この接続元や Google のアドレスの禁止・制限を確認します。",
			},
		},
		Cite: []string{"RFC 1939 section 4"},
	},
	{
		Code: POPSTLSMissing, Severity: Broken,
		Title: Text{
			"The POP3 server does not offer STLS on this port",
			"POP サーバーが、このポートで STLS に対応していません",
		},
		Why: Text{
			"Encryption on port 110 would begin with STLS, which the server does not list.",
			"ポート 110 での暗号化は STLS で始めますが、サーバーが対応していません。",
		},
		Fix: Text{
			"Use port 995 with SSL.",
			"ポート 995 で SSL を使います。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail is not known to use STLS in any case.",
				"{fact}なお、Gmail が STLS を使うという情報はありません。",
			},
		},
		Cite: []string{"RFC 2595 section 4"},
	},
	{
		Code: POPSTLSRefused, Severity: Broken,
		Title: Text{
			"The POP3 server refuses STLS",
			"POP サーバーが STLS を拒否しました",
		},
		Why: Text{
			"The answer to STLS was a refusal; usually certificate or key cannot be loaded on the server.",
			"STLS に拒否の応答が返されました。多くの場合、サーバーで証明書や秘密鍵を読み込めていません。",
		},
		Fix: Text{
			"Use port 995 with SSL; on the server, check certificate and key.",
			"ポート 995 で SSL を使います。サーバー側では証明書と秘密鍵を確認します。",
		},
		Cite: []string{"RFC 2595 section 4"},
	},
	{
		Code: POPSTLSInjected, Severity: Broken,
		Title: Text{
			"Bytes in clear were slipped in before the encryption began (POP3)",
			"暗号化の開始前に、余分な平文のデータが混入しています（POP3）",
		},
		Why: Text{
			"After the answer to STLS more data came in clear: a careless server, or somebody on the way.",
			"STLS の応答のあとに平文のデータが続いていました。サーバーの不具合か、途中での改ざんの可能性があります。",
		},
		Fix: Text{
			"Use port 995 with SSL, and update the server software. No password was sent.",
			"ポート 995 で SSL を使い、サーバーソフトウェアを更新します。パスワードは送っていません。",
		},
		Cite: []string{"RFC 2595 section 4", "CVE-2011-0411"},
	},
	{
		Code: POPPlaintextRefused, Severity: Broken,
		Title: Text{
			"The POP3 server refuses logins without encryption",
			"POP サーバーが、暗号化されていないログインを拒否しています",
		},
		Why: Text{
			"Without SSL the login was turned away. The server does right.",
			"SSL なしのログインが拒否されました。サーバーの動作は適切です。",
		},
		Fix: Text{
			"Use port 995 with \"Always use a secure connection (SSL) when retrieving mail\" ticked.",
			"ポートを 995 にして、「メールの取得にセキュリティで保護された接続（SSL）を使用する」にチェックを入れます。",
		},
		Cite: []string{"RFC 8314 section 4.1", "RFC 2595 section 2.3"},
	},
	{
		Code: POPLoginRefused, Severity: Broken,
		Title: Text{
			"The POP3 server refused user name and password (for fetching)",
			"POP サーバーが、ユーザー名とパスワードを受け付けませんでした",
		},
		Why: Text{
			"The login reached the server and was refused. The mailbox may live on another machine of the same company, user name or password may be wrong, POP may be switched off for the mailbox, or the server may refuse logins from this place.",
			"ログインはサーバーに届き、拒否されました。メールボックスが同じ会社の別のサーバーにある場合、ユーザー名かパスワードの誤り、このメールボックスで POP が無効、または接続元による制限が考えられます。",
		},
		Fix: Text{
			"First ask which machine the mailbox lives on: the contract or the panel names it (smtp2 and smtp5 may share one certificate). Then type user name (often the whole address) and password afresh, without spaces, minding upper and lower case. If they work elsewhere, check that POP is on and look for a filter of access from abroad and for bans.",
			"まず、メールボックスがどのサーバーにあるかを契約情報や管理画面で確認します（smtp2 と smtp5 が同じ証明書を使うこともあります）。次に、ユーザー名（多くはメールアドレス全体）とパスワードを、空白や大文字・小文字に注意して入力し直します。ほかの環境で使える場合は、POP が有効か、国外アクセス制限や接続禁止がないかを確認します。",
		},
		Cite: []string{"phrase P05", "RFC 1939 section 7", "RFC 3206 section 4"},
	},
	{
		Code: POPAuthUnsupported, Severity: Broken,
		Title: Text{
			"The POP3 server takes no user name and password in this way",
			"POP サーバーが、この方式のログインに対応していません",
		},
		Why: Text{
			"It refused because it does not support the way of logging in, so this says nothing about the password.",
			"ログインの方式に対応していないための拒否です。パスワードの正誤は分かりません。",
		},
		Fix: Text{
			"On the server: allow plain logins, inside TLS only (Dovecot: auth_mechanisms = plain login).",
			"サーバー側で、TLS の中でのみ、平文のログインを許可します（Dovecot: auth_mechanisms = plain login）。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail logs in by USER and PASS (one server's log of 2021).",
				"{fact}Gmail は USER と PASS でログインします（2021 年のあるサーバーのログ）。",
			},
		},
		Cite: []string{"RFC 1939 section 7", "RFC 3206 section 4"},
	},
	{
		Code: POPLoginTemporary, Severity: Undecided,
		Title: Text{
			"The POP3 server has trouble of its own and cannot check the login",
			"POP サーバー自身に問題があり、ログインを処理できません",
		},
		Why: Text{
			"It reported a fault of its own: one that passes (SYS/TEMP) or one that its people have to mend (SYS/PERM). It says nothing about the password.",
			"サーバー側の問題が報告されました。SYS/TEMP は一時的なもの、SYS/PERM は管理者の対応が必要なものです。パスワードの正誤は分かりません。",
		},
		Fix: Text{
			"Try again later; if it stays, or with SYS/PERM, look at the server's log.",
			"時間をおいて再試行します。続く場合や SYS/PERM の場合は、サーバーのログを確認します。",
		},
		Cite: []string{"RFC 3206 sections 3 and 5"},
	},
	{
		Code: POPLoginDelay, Severity: Undecided,
		Title: Text{
			"The POP3 server allows logins only at intervals",
			"POP サーバーに、ログイン間隔の制限があります",
		},
		Why: Text{
			"The last login was too recent. Another program may just have fetched.",
			"前回のログインから時間がたっていません。別のメールソフトが取得した直後かもしれません。",
		},
		Fix: Text{
			"Wait and test again with a longer `--wait`; on the server, shorten the interval.",
			"時間をおくか、`--wait` を長くして試験し直します。サーバー側で間隔を短くする方法もあります。",
		},
		Gmail: Remark{
			Why: Text{
				"The last login was too recent. Gmail or another program may just have fetched.",
				"前回のログインから時間がたっていません。Gmail や別のメールソフトが取得した直後かもしれません。",
			},
		},
		Cite: []string{"RFC 2449 section 8.1.1"},
	},
	{
		Code: POPMailboxLocked, Severity: Undecided,
		Title: Text{
			"The mailbox is in use by another session",
			"メールボックスがほかの接続で使用中です",
		},
		Why: Text{
			"POP3 allows one session at a time; a phone or another mail program holds it, or a session was not closed.",
			"POP3 は同時に 1 つの接続しか使えません。スマートフォンかほかのメールソフトが使用中か、前の接続が残っています。",
		},
		Fix: Text{
			"Wait a little and try again; close other programs that fetch by POP3. If the lock stays, remove it on the server.",
			"少し待って再試行し、POP3 で受信しているほかのソフトを終了します。解消しない場合は、サーバー側でロックを解除します。",
		},
		Gmail: Remark{
			Why: Text{
				"POP3 allows one session at a time; Gmail, a phone or a mail program holds it, or a session was not closed.",
				"POP3 は同時に 1 つの接続しか使えません。Gmail、スマートフォン、メールソフトのどれかが使用中か、前の接続が残っています。",
			},
		},
		Cite: []string{"RFC 2449 section 8.1.2", "RFC 1939 section 4"},
	},
	{
		Code: POPUIDLMissing, Severity: Warning,
		Title: Text{
			"The POP3 server cannot leave messages on the server reliably (no UIDL)",
			"POP サーバーが UIDL に対応しておらず、サーバーにコピーを残す設定が使えません",
		},
		Why: Text{
			"Without UIDL nobody can tell which messages were fetched already.",
			"UIDL がないと、取得済みのメールを区別できません。",
		},
		Fix: Text{
			"On the server: switch UIDL on, or update the POP3 software.",
			"サーバー側で UIDL を有効にするか、POP ソフトウェアを更新します。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail refuses \"Leave a copy of retrieved message on the server\" then.",
				"{fact}Gmail では「取得したメッセージのコピーをサーバーに残す」が使えません。",
			},
			Fix: Text{
				"{fact} Unticking \"Leave a copy\" makes Gmail delete what it fetched.",
				"{fact}「コピーをサーバーに残す」のチェックを外すと、取得したメールはサーバーから削除されるのでご注意ください。",
			},
		},
		Cite: []string{"phrase P11", "RFC 1939 section 7"},
	},
	{
		Code: POPUIDLDuplicate, Severity: Warning,
		Title: Text{
			"The POP3 server gives two messages the same identifier",
			"POP サーバーが、複数のメールに同じ識別子（UIDL）を付けています",
		},
		Why: Text{
			"Identifiers must differ within a mailbox[[: {uidl}]]; otherwise messages are missed or fetched twice.",
			"識別子はメールごとに異なる必要があります[[: {uidl}]]。重複すると、取りこぼしや二重取得の原因になります。",
		},
		Fix: Text{
			"Have the mailbox index on the server rebuilt, or the POP3 software updated.",
			"サーバー側で、メールボックスの索引を再構築するか、POP ソフトウェアを更新します。",
		},
		Cite: []string{"RFC 1939 section 7"},
	},
	{
		Code: POPReplyBad, Severity: Broken,
		Title: Text{
			"The POP3 server's reply is not well-formed",
			"POP サーバーの応答が正しい形式ではありません",
		},
		Why: Text{
			"What it sent does not fit the protocol, or lists and messages contradict each other[[ ({detail})]].",
			"応答が POP3 の形式に合わないか、一覧と実際のメールが食い違っています。",
		},
		Fix: Text{
			"Have the mailbox index on the server rebuilt, or the POP3 software updated.",
			"サーバー側で、メールボックスの索引を再構築するか、POP ソフトウェアを更新します。",
		},
		Cite: []string{"phrases P14e, P18", "RFC 1939 section 3"},
	},
	{
		Code: POPOrderWrong, Severity: Broken,
		Title: Text{
			"The POP3 server lists the messages in the wrong order",
			"POP サーバーが、メールの一覧を番号順に返していません",
		},
		Why: Text{
			"The numbers in a list do not ascend[[ ({detail})]]. A client may refuse to read such a mailbox.",
			"一覧の番号が昇順になっていません。このようなメールボックスの読み取りを中止するメールソフトがあります。",
		},
		Fix: Text{
			"Have the mailbox index on the server rebuilt, or the POP3 software updated.",
			"サーバー側で、メールボックスの索引を再構築するか、POP ソフトウェアを更新します。",
		},
		Gmail: Remark{Why: Text{
			"The numbers in a list do not ascend[[ ({detail})]]. Gmail refuses to read such a mailbox.",
			"一覧の番号が昇順になっていません。Gmail は、このようなメールボックスの読み取りを中止します。",
		}},
		Cite: []string{"phrase P14d", "RFC 1939 section 5"},
	},
	{
		Code: POPSizeWrong, Severity: Undecided,
		Title: Text{
			"The POP3 server lists a message with a size that is not its own",
			"POP サーバーの一覧にあるメールのサイズが、実際のメールと合いません",
		},
		Why: Text{
			"The list and the message differ[[: {listed} octets listed, {size} came]].",
			"一覧のサイズと、届いたメールのサイズが違います[[（一覧 {listed} オクテット、実際 {size} オクテット）]]。",
		},
		Fix: Text{
			"Have the mailbox index on the server rebuilt, or the POP3 software updated. A filter that changes messages while they are read makes sizes wrong, too.",
			"サーバー側で、メールボックスの索引を再構築するか、POP ソフトウェアを更新します。読み取りの途中でメールを書き換えるフィルターも原因になります。",
		},
		Gmail: Remark{Why: Text{
			"{fact} Gmail has left such messages on the server; how large a difference it bears is not known.",
			"{fact}Gmail がこのようなメールを取得せずサーバーに残した例があります。どの程度の差まで許されるかは分かっていません。",
		}},
		Cite: []string{"phrase P19", "RFC 1939 section 11"},
	},
	{
		Code: POPTooManyMessages, Severity: Note,
		Title: Text{
			"There are more messages in the mailbox than the client will fetch",
			"メールボックスのメールが多すぎて、取得できません",
		},
		Why: Text{
			"Some clients give up on very full mailboxes.",
			"メールが非常に多いメールボックスでは、取得を中止するメールソフトがあります。",
		},
		Fix: Text{
			"Move old mail out of the inbox on the server, by webmail or IMAP.",
			"Web メールや IMAP で、古いメールを受信トレイから別のフォルダーへ移します。",
		},
		Gmail: Remark{
			Title: Text{
				"There are more messages in the mailbox than Gmail will fetch",
				"メールボックスのメールが多すぎて、Gmail が取得できません",
			},
			Why: Text{
				"Gmail gives up on very full mailboxes. Where its limit lies is not known.",
				"メールが非常に多いメールボックスでは、Gmail が取得を中止します。上限の件数は分かっていません。",
			},
		},
		Cite: []string{"phrase P14f"},
	},
	{
		Code: POPMailboxEmpty, Severity: Warning,
		Title: Text{
			"The login works, and POP3 shows an empty mailbox",
			"ログインは成功していますが、POP では空のメールボックスに見えます",
		},
		Why: Text{
			"The client logged in, found no message and left without an error. The mail lies elsewhere: in another folder than the inbox, in another mailbox, or where the server's POP3 service does not look (a wrong mail location).",
			"ログインは成功し、メールが 1 通もないためエラーなく終了しています。メールは、受信トレイ以外のフォルダ、別のメールボックス、または POP サービスが見ていない場所（メール保存先の設定違い）にあります。",
		},
		Fix: Text{
			"Look with webmail for where new mail arrives; check filters and forwarding, then the server's mail location for POP3.",
			"ウェブメールで新着メールの届く場所を確認します。振り分けや転送の設定、続いて POP 用のメール保存先の設定を確認します。",
		},
		Cite: []string{"phrase L-dovecot-empty"},
	},
	{
		Code: IMAPOnPOPPort, Severity: Broken,
		Title: Text{
			"The client fetches from the IMAP port, and needs the POP3 port",
			"POP で受信するはずの接続が、IMAP のポートに来ています",
		},
		Why: Text{
			"The port that was typed is one of IMAP (143 or 993), which the client does not speak here: it leaves without logging in.",
			"入力されたポートは IMAP 用（143 または 993）です。POP では通信できないため、ログイン前に切断されます。",
		},
		Fix: Text{
			"Type the POP3 port: 995 with SSL.",
			"POP のポート 995（SSL）を入力します。",
		},
		Cite: []string{"phrase L-courier-imap", "RFC 8314 section 3"},
	},
}
