package finding

// The TLS layer itself: version, cipher, SNI, client certificates.
var tlsDocs = []Doc{
	{
		Code: TLSVersionOld, Severity: Broken,
		Title: Text{
			"The server speaks only an old TLS version[[ ({version})]]",
			"サーバーが古いバージョンの TLS にしか対応していません[[（{version}）]]",
		},
		Why: Text{
			"TLS 1.2 is not offered, as on systems of the age of CentOS 5. Most clients of today refuse 1.0 and 1.1.",
			"TLS 1.2 に対応していません（CentOS 5 の頃のシステムなど）。現在の多くのメールソフトは 1.0 と 1.1 を拒否します。",
		},
		Fix: Text{
			"On the server: update the software so that TLS 1.2 or 1.3 is spoken.",
			"サーバーのソフトウェアを更新し、TLS 1.2 または 1.3 に対応させます。",
		},
		Gmail: Remark{
			Why: Text{
				"TLS 1.2 is not offered, as on systems of the age of CentOS 5. Gmail's floor is not known: Google's page 2520500 lists 1.0 to 1.3; most clients of today refuse 1.0 and 1.1.",
				"TLS 1.2 に対応していません（CentOS 5 の頃のシステムなど）。Gmail がどのバージョンまで受け入れるかは分かっていません。Google の案内（2520500）には 1.0 から 1.3 が載っていますが、現在の多くのメールソフトは 1.0 と 1.1 を拒否します。",
			},
			Fix: Text{
				"{fact} No setting in Gmail helps.",
				"{fact}Gmail 側の設定では解決できません。",
			},
		},
		Cite: []string{"RFC 8996 section 4", "RFC 9325 section 3.1"},
	},
	{
		Code: TLSNoCommonCipher, Severity: Broken,
		Title: Text{
			"There is no encryption method that both sides accept",
			"共通で使える暗号方式がありません",
		},
		Why: Text{
			"The server allows only ciphers that are no longer used, or its certificate fits none of those that it allows (for example DSA).[[ Alert {alert}: {alert_text}.]]",
			"サーバーが古い暗号方式しか許可していないか、許可している方式に証明書の種類が合っていません（DSA など）。[[アラート {alert}: {alert_text}]]",
		},
		Fix: Text{
			"On the server: allow ECDHE with AES-GCM or ChaCha20-Poly1305, and use an RSA or ECDSA certificate.",
			"サーバー側で、ECDHE と AES-GCM または ChaCha20-Poly1305 を許可し、RSA または ECDSA の証明書を使います。",
		},
		Cite:      []string{"RFC 9325 section 4.2"},
		DependsOn: []Code{TLSVersionOld},
	},
	{
		Code: TLSKeyUnusable, Severity: Broken,
		Title: Text{
			"The server's key fails in the handshake",
			"サーバーの鍵では TLS の接続が成立しません",
		},
		Why: Text{
			"The certificate and the private key do not belong together, or the key is too short for the signature that is needed.",
			"証明書と秘密鍵が対応していないか、鍵が短すぎて必要な署名ができません。",
		},
		Fix: Text{
			"On the server: install the key that belongs to the certificate; use RSA with 2048 bits or more, or ECDSA P-256.",
			"サーバー側で、証明書に対応する秘密鍵を設定します。鍵は RSA 2048 ビット以上、または ECDSA P-256 にします。",
		},
		Cite: []string{"RFC 8446 section 4.4.3"},
	},
	{
		Code: TLSSNINeeded, Severity: Broken,
		Title: Text{
			"The right certificate comes only to clients that send the name (SNI)",
			"接続時にホスト名（SNI）を送る相手にだけ、正しい証明書が返されます",
		},
		Why: Text{
			"Without SNI the server shows another certificate, which does not fit[[: {sans}]].",
			"SNI がない場合、サーバーは名前の合わない別の証明書[[（{sans}）]]を返します。",
		},
		Fix: Text{
			"Where the mismatch is seen, type the name of the default certificate; on the server, let the default certificate carry the names that customers type.",
			"名前の不一致が出る場合は、既定の証明書に含まれる名前を入力します。サーバー側では、お客様が入力する名前を既定の証明書にも含めておくと確実です。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Whether Gmail sends SNI is unknown for both features.",
				"{fact}Gmail が SNI を送るかどうかは、送受信とも分かっていません。",
			},
			Fix: Text{
				"If the customer sees the mismatch in Gmail, type the name of the default certificate; on the server, let the default certificate carry the names that customers type.",
				"Gmail で名前の不一致が出る場合は、既定の証明書に含まれる名前を入力します。サーバー側では、お客様が入力する名前を既定の証明書にも含めておくと確実です。",
			},
		},
		Cite: []string{"RFC 6066 section 3"},
	},
	{
		Code: TLSSNIRefused, Severity: Broken,
		Title: Text{
			"The server refuses the name that was asked for (SNI)",
			"サーバーが、要求されたホスト名（SNI）を拒否しています",
		},
		Why: Text{
			"It knows no certificate for {host} and ends the handshake[[ (alert {alert}: {alert_text})]] instead of showing another one.",
			"{host} の証明書がないため、別の証明書を返さずに接続を打ち切っています[[（アラート {alert}: {alert_text}）]]。",
		},
		Fix: Text{
			"Type a name that the server knows, or add the name with a certificate on the server.",
			"サーバーに登録されている名前を入力するか、サーバー側でこの名前と証明書を追加します。",
		},
		Cite: []string{"RFC 6066 section 3"},
	},
	{
		Code: TLSSNIBroken, Severity: Broken,
		Title: Text{
			"The handshake fails only when the name is sent (SNI)",
			"ホスト名（SNI）を送ったときだけ TLS の接続に失敗します",
		},
		Why: Text{
			"Without SNI the server works, with SNI for {host} it breaks off: the entry for this name is damaged, typically a key that does not belong to its certificate, or a map that was not rebuilt after a renewal.",
			"SNI なしでは接続できますが、{host} の SNI を送ると失敗します。この名前用の設定が壊れています。鍵と証明書の組み合わせの誤りや、証明書更新後の再生成忘れがよくある原因です。",
		},
		Fix: Text{
			"On the server: mend this name's entry (Postfix: `postmap -F` on `tls_server_sni_maps` after every renewal; Dovecot: the `local_name` block).",
			"サーバー側で、この名前の設定を直します（Postfix は証明書を更新するたびに `tls_server_sni_maps` の表を `postmap -F` で再生成、Dovecot は `local_name` の設定を確認）。",
		},
		Cite: []string{"postfix.org/postconf.5.html#tls_server_sni_maps", "RFC 6066 section 3"},
	},
	{
		Code: TLSSNIIgnored, Severity: Note,
		Title: Text{
			"The server shows the same certificate whatever name is asked for",
			"どのホスト名で接続しても、同じ証明書が返されます",
		},
		Why: Text{
			"It has one certificate for all names (no SNI). Customers have to type a name that stands in it.",
			"すべての名前に 1 枚の証明書を使っています（SNI 非対応）。その証明書に含まれる名前を入力する必要があります。",
		},
		Fix: Text{
			"Type a name from the certificate; or set up mail SNI on the server where its software can do it.",
			"証明書に含まれる名前を入力します。サーバーソフトウェアが対応していれば、メールの SNI を設定する方法もあります。",
		},
		Cite: []string{"RFC 6066 section 3"},
	},
	{
		Code: TLSClientCertRequested, Severity: Note,
		Title: Text{
			"The server asks clients for a certificate, without insisting",
			"サーバーが接続側の証明書を求めています（必須ではありません）",
		},
		Why: Text{
			"A server that checks it strictly turns away clients that have none, or one of an authority that it does not know.",
			"厳しく検査するサーバーでは、証明書を提示しない接続や、サーバーの知らない認証局の証明書による接続は失敗します。",
		},
		Fix: Text{
			"On the server: do not ask for client certificates on ports for customers.",
			"サーバー側で、お客様用のポートではクライアント証明書を要求しない設定にします。",
		},
		Gmail: Remark{
			Why: Text{
				"Gmail answers such a request with a certificate of its own for the public web and ignores the server's list of authorities (seen in 2025). A server that checks it strictly would break.",
				"Gmail は、サーバーの認証局一覧に関係なく、公開用の自身の証明書を提示します（2025 年に確認）。厳しく検査するサーバーでは失敗します。",
			},
		},
		Cite: []string{"github.com/mjl-/mox/issues/359", "RFC 8446 section 4.3.2"},
	},
	{
		Code: TLSClientCertRequired, Severity: Broken,
		Title: Text{
			"The server admits only clients with a certificate of their own",
			"接続側の証明書がないと接続できないサーバーです",
		},
		Why: Text{
			"Without a client certificate the server ends the handshake[[ (alert {alert}: {alert_text})]], or refuses what comes after it.",
			"クライアント証明書がないと、接続が打ち切られるか[[（アラート {alert}: {alert_text}）]]、その後の操作が拒否されます。",
		},
		Fix: Text{
			"On the server: do not require client certificates on 465, 587 and 995.",
			"サーバー側で、465・587・995 ではクライアント証明書を必須にしない設定にします。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail presents one of Google's own, which no customer's server knows.",
				"{fact}Gmail が提示するのは Google 自身の証明書で、通常のサーバーでは認められません。",
			},
		},
		Cite: []string{"github.com/mjl-/mox/issues/359", "RFC 8446 section 4.4.2.4"},
	},
}

var handshakeDocs = []Doc{
	{
		Code: TLSOnPlainPort, Severity: Broken,
		Title: Text{
			"SSL was chosen, but the port[[ {port}]] starts in plain text",
			"「SSL」が選ばれていますが、このポート[[ {port} ]]は平文で始まる方式です",
		},
		Why: Text{
			"SSL means encryption from the first byte; this port first speaks in clear and, for sending, switches to encryption with STARTTLS (587, 25). The two do not fit.",
			"SSL は最初から暗号化する方式ですが、このポートは平文で始まり、送信の場合は STARTTLS で暗号化に切り替わります（587、25）。組み合わせが合っていません。",
		},
		Fix: Text{
			"Sending: 587 with STARTTLS, or 465 with SSL. Fetching: 995 with SSL.",
			"送信は、ポート 587（STARTTLS）または 465（SSL）にします。受信は、ポート 995（SSL）にします。",
		},
		Gmail: Remark{
			Fix: Text{
				"Sending: 587 with \"Secured connection using TLS\", or 465 with SSL. Fetching: port 995 with SSL ticked.",
				"送信は、ポート 587 で「TLS を使用したセキュリティで保護された接続」、または 465 で SSL を選びます。受信は、ポートを 995 にして「メールの取得にセキュリティで保護された接続（SSL）を使用する」にチェックを入れます。",
			},
		},
		Cite: []string{"phrase P08", "RFC 8314 section 3.3"},
	},
	{
		Code: PlainOnTLSPort, Severity: Broken,
		Title: Text{
			"The port[[ {port}]] expects SSL, but SSL was not chosen",
			"このポート[[ {port} ]]は SSL 用ですが、「SSL」が選ばれていません",
		},
		Why: Text{
			"The port expects encryption from the first byte (465, 995), the dialog is set to begin in clear. Both sides wait for each other, or the server hangs up.",
			"最初から暗号化する方式のポート（465、995）に、平文で始める設定で接続しています。互いに待ち続けるか、サーバーが接続を切ります。",
		},
		Fix: Text{
			"Sending: 465 with SSL, or 587 with STARTTLS. Fetching: 995 with SSL.",
			"送信は、ポート 465（SSL）または 587（STARTTLS）にします。受信は、ポート 995（SSL）にします。",
		},
		Gmail: Remark{
			Fix: Text{
				"Sending: 465 with \"Secured connection using SSL\", or 587 with TLS. Fetching: 995 with \"Always use a secure connection (SSL)\" ticked.",
				"送信は、ポート 465 で「SSL を使用したセキュリティで保護された接続」、または 587 で TLS を選びます。受信は、ポート 995 で「メールの取得にセキュリティで保護された接続（SSL）を使用する」にチェックを入れます。",
			},
		},
		Cite: []string{"RFC 8314 section 3.3"},
	},
	{
		Code: TLSHandshakeFailed, Severity: Broken,
		Title: Text{
			"The server broke off the TLS handshake with an alert",
			"サーバーが TLS の接続をアラートで打ち切りました",
		},
		Why: Text{
			"No more than the alert is known[[ (number {alert}: {alert_text})]]. Usually version, cipher, name or certificate settings do not fit.",
			"分かるのはアラートだけです[[（{alert} 番: {alert_text}）]]。多くは、TLS のバージョン、暗号方式、名前、証明書の設定が合っていません。",
		},
		Fix: Text{
			"Look into the server's log at this time; `harness diagnose` compares versions and the handshake with and without SNI.",
			"この時刻のサーバーのログを確認します。`harness diagnose` で、TLS のバージョンや SNI の有無による違いを比べられます。",
		},
		Cite: []string{"RFC 8446 section 6.2"},
		DependsOn: []Code{
			TLSOnPlainPort, TLSVersionOld, TLSNoCommonCipher, TLSKeyUnusable,
			TLSSNIRefused, TLSSNIBroken, TLSClientCertRequired,
		},
	},
	{
		Code: TLSHandshakeBroken, Severity: Broken,
		Title: Text{
			"The TLS handshake broke off",
			"TLS の接続が途中で途切れました",
		},
		Why: Text{
			"The connection ended, or what came was not TLS, before encryption was agreed[[ ({detail})]].",
			"暗号化が成立する前に、接続が切れるか TLS ではないデータが届きました。",
		},
		Fix: Text{
			"Look into the server's log at this time: a crash of the service, a key that cannot be read, a filter in between. `harness diagnose` compares the handshake with and without SNI.",
			"この時刻のサーバーのログで、サービスの異常終了、秘密鍵の読み取り失敗、途中の機器による遮断などを確認します。`harness diagnose` で SNI の有無による違いも比べられます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail's wording for this on \"Send mail as\" is not known; for ordinary delivery M01 was seen.",
				"{fact}「名前」（別のアドレスからの送信）でどう表示されるかは分かっていませんが、通常の配信では M01 の文が確認されています。",
			},
		},
		Cite: []string{"phrase M01", "RFC 8446 section 6"},
		DependsOn: []Code{
			TLSOnPlainPort, TLSVersionOld, TLSNoCommonCipher, TLSKeyUnusable,
			TLSSNIRefused, TLSSNIBroken, TLSClientCertRequired,
		},
	},
	{
		Code: TLSHandshakeStalled, Severity: Broken,
		Title: Text{
			"The TLS handshake stands still",
			"TLS の接続の途中で応答が止まりました",
		},
		Why: Text{
			"After the start of the handshake nothing more came within the time limit.",
			"TLS の接続を始めたあと、制限時間内に続きが届きませんでした。",
		},
		Fix: Text{
			"Look whether the service on the server hangs, and whether a firewall on the way lets large packets through (MTU).",
			"サーバーのサービスが止まっていないか、途中のファイアウォールが大きなパケットを止めていないか（MTU）を確認します。",
		},
		DependsOn: []Code{TLSOnPlainPort},
	},
}
