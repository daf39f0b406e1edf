package finding

// DNS and the network up to the first byte.
var dnsDocs = []Doc{
	{
		Code: DNSNoSuchHost, Severity: Broken,
		Title: Text{
			"The server name does not exist in DNS[[: {host}]]",
			"サーバー名が DNS に存在しません[[: {host}]]",
		},
		Why: Text{
			"The name server answers with authority that there is no such name. Usually it is a typing mistake, the sending host mixed up with the receiving one, or settings from an outdated page.",
			"DNS サーバーが「その名前はない」と正式に答えています。入力ミス、送信と受信のサーバー名の取り違え、古い案内の設定などがよくある原因です。",
		},
		Fix: Text{
			"Compare the name letter by letter with the host's current settings page for this very address; `harness diagnose` tries the usual names.",
			"このメールアドレスの最新の設定案内と、1 文字ずつ照合します。`harness diagnose` を使うと、よくある名前をまとめて試せます。",
		},
		Cite: []string{"phrase P07", "RFC 2308 section 2"},
	},
	{
		Code: DNSNoAddress, Severity: Broken,
		Title: Text{
			"The server name exists but has no address[[: {host}]]",
			"サーバー名はありますが、IP アドレスが登録されていません[[: {host}]]",
		},
		Why: Text{
			"The name has neither an A nor an AAAA record, so nothing can be reached under it.",
			"A レコードも AAAA レコードもないため、この名前では接続できません。",
		},
		Fix: Text{
			"Add the A record, or type a server name that has one (`harness diagnose` lists them).",
			"A レコードを追加するか、IP アドレスのあるサーバー名を入力します（`harness diagnose` で一覧できます）。",
		},
		Cite:      []string{"phrase P07", "RFC 2308 section 2.2"},
		DependsOn: []Code{DNSNoSuchHost},
	},
	{
		Code: DNSDetour, Severity: Warning,
		Title: Text{
			"The server was reached by --connect-to; its name leads nowhere as yet[[: {host}]]",
			"--connect-to で接続しました。サーバー名はまだ DNS に登録されていません[[: {host}]]",
		},
		Why: Text{
			"DNS has no address for the name. What was seen is the server at the address that was given[[: {addr}]]; nobody else reaches it by this name.",
			"この名前の IP アドレスが DNS にありません。確認できたのは、指定された IP アドレス[[（{addr}）]]のサーバーです。他の人はこの名前では接続できません。",
		},
		Fix: Text{
			"Add the A record before anybody types this name, and test again without --connect-to.",
			"この名前を案内する前に A レコードを追加し、--connect-to なしでもう一度試験します。",
		},
		Cite: []string{"RFC 2308 section 2"},
	},
	{
		Code: DNSFailed, Severity: Undecided,
		Title: Text{
			"DNS gave no answer for the server name[[: {host}]]",
			"サーバー名の DNS 検索に失敗しました[[: {host}]]",
		},
		Why: Text{
			"No resolver could be reached, it took too long or failed (SERVFAIL), or what it said cannot be relied on. That may be our side, the domain's name servers, or a broken DNSSEC chain; it says nothing about the mail server.[[ ({detail})]]",
			"DNS サーバーに接続できない、時間切れ、SERVFAIL、または応答が信頼できません。手元の環境、ドメインの DNS サーバー、DNSSEC の設定のいずれかが原因と考えられ、メールサーバーの状態は分かりません。",
		},
		Fix: Text{
			"Try again, and with another resolver (`--resolver 8.8.8.8:53`).",
			"時間をおいて再試行し、別の DNS サーバー（`--resolver 8.8.8.8:53`）でも確かめます。",
		},
		Gmail: Remark{
			Fix: Text{
				"Try again, and with another resolver: `--resolver 8.8.8.8:53` asks Google's, which is nearer to what Gmail sees.",
				"時間をおいて再試行し、別の DNS サーバーでも確かめます。`--resolver 8.8.8.8:53` で Google の DNS に問い合わせると、Gmail からの見え方に近くなります。",
			},
		},
		Cite: []string{"RFC 2308 section 7"},
	},
}

var netDocs = []Doc{
	{
		Code: NetNothingAnswers, Severity: Undecided,
		Title: Text{
			"Nothing answers at all: this may be the network here",
			"どの接続先からも応答がありません。手元のネットワークが原因かもしれません",
		},
		Why: Text{
			"Not one of the ports that were tried gave an answer. Either the server is down, or this network lets no mail traffic out.",
			"試したポートのどれからも応答がありませんでした。サーバーが停止しているか、手元のネットワークがメールの通信を止めています。",
		},
		Fix: Text{
			"Repeat the test from another network, or through `--proxy socks5h://HOST:PORT`, before judging the server.",
			"サーバーを疑う前に、別のネットワークから、または `--proxy socks5h://HOST:PORT` を使って、もう一度試験します。",
		},
	},
	{
		Code: NetOutboundBlocked, Severity: Undecided,
		Title: Text{
			"This network seems to block the port[[ {port}]] outwards",
			"手元のネットワークが、このポート[[ {port} ]]の外向きの通信を止めているようです",
		},
		Why: Text{
			"The server answers on another port, but this one stays silent from here. Many access providers and offices block port 25, some block 587 as well.",
			"同じサーバーの別のポートは応答しますが、このポートだけ応答がありません。ポート 25 を止めている接続業者や社内ネットワークは多く、587 まで止めているところもあります。",
		},
		Fix: Text{
			"Test from another network or through `--proxy socks5h://HOST:PORT`; for the customer, 587 with TLS or 465 with SSL is right in any case.",
			"別のネットワークから、または `--proxy socks5h://HOST:PORT` を使って試験します。お客様の設定は、いずれにしても 587（TLS）または 465（SSL）が適切です。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail is not affected by that.",
				"{fact}Gmail からの接続には影響しません。",
			},
		},
		Cite:      []string{"RFC 5068 section 3", "RFC 6409 section 3.1"},
		DependsOn: []Code{NetNothingAnswers},
	},
	{
		Code: NetTLSInspected, Severity: Undecided,
		Title: Text{
			"Something on this network seems to open the TLS connections",
			"手元のネットワークで、TLS 通信が検査（復号）されているようです",
		},
		Why: Text{
			"Different servers present certificates of one and the same unknown issuer[[ ({issuer})]]. That is what an inspecting firewall or antivirus does; from elsewhere the servers' real certificates are seen.",
			"別々のサーバーが、同じ未知の発行者[[（{issuer}）]]の証明書を返しています。通信を検査するファイアウォールやウイルス対策ソフトの特徴です。ほかの場所からは本来の証明書が見えます。",
		},
		Fix: Text{
			"Repeat the test from a network without inspection. No password was sent.",
			"通信検査のないネットワークから試験し直してください。パスワードは送っていません。",
		},
		Gmail: Remark{
			Why: Text{
				"Different servers present certificates of one and the same unknown issuer[[ ({issuer})]]. That is what an inspecting firewall or antivirus does; Gmail would see the servers' real certificates.",
				"別々のサーバーが、同じ未知の発行者[[（{issuer}）]]の証明書を返しています。通信を検査するファイアウォールやウイルス対策ソフトの特徴です。Gmail からは本来の証明書が見えます。",
			},
		},
	},
	{
		Code: NetRefused, Severity: Broken,
		Title: Text{
			"The server refuses connections on this port[[: {host}:{port}]]",
			"サーバーがこのポートへの接続を拒否しています[[: {host}:{port}]]",
		},
		Why: Text{
			"The machine is there, but nothing listens on the port, or a firewall rejects it[[ ({addr})]].",
			"サーバーには届いていますが、そのポートで待ち受けているプログラムがないか、ファイアウォールが拒否しています[[（{addr}）]]。",
		},
		Fix: Text{
			"Check host and port in the dialog: 587 with TLS or 465 with SSL for sending, 995 with SSL for fetching. On the server: start the service on that port and open the firewall.",
			"設定画面のサーバー名とポートを確認します。送信は 587（TLS）または 465（SSL）、受信は 995（SSL）です。サーバー側では、そのポートのサービスの起動とファイアウォールの設定を確認します。",
		},
		DependsOn: []Code{NetNothingAnswers, NetOutboundBlocked, NetAddressesDiffer},
	},
	{
		Code: NetAddressesDiffer, Severity: Broken,
		Title: Text{
			"The server name leads to several addresses, and not all of them work[[: {host}:{port}]]",
			"サーバー名に複数の IP アドレスがあり、正しく動かないものがあります[[: {host}:{port}]]",
		},
		Why: Text{
			"Which address a mail program comes to is chance[[: {good} leads to the login]][[, but not {bad}]]. What works once may fail the next time.",
			"どの IP アドレスに接続されるかは偶然で決まります[[。ログインまで進めるもの: {good}]][[。進めないもの: {bad}]]。一度つながっても、次は失敗することがあります。",
		},
		Fix: Text{
			"Mend the server at that address so that it does as the others do, or take the address out of DNS until it does.",
			"その IP アドレスのサーバーを他と同じ動作になるよう直すか、直るまで DNS から外します。",
		},
		Gmail: Remark{Why: Text{
			"{fact} Whether Gmail tries the next address is not known.",
			"{fact}Gmail が次の IP アドレスを試すかどうかは分かっていません。",
		}},
		Cite: []string{"docs/gmail.md section 5", "RFC 5321 section 5.1"},
	},
	{
		Code: NetAddressNotJudged, Severity: Note,
		Title: Text{
			"Not every address of the server name could be looked at[[: {host}]]",
			"サーバー名の IP アドレスのうち、確認できなかったものがあります[[: {host}]]",
		},
		Why: Text{
			"Nothing came from there that would decide anything, or there are more than eight[[: {addrs}]]. From here it cannot be told whether a mail program that comes there gets on: this may be the network here (without IPv6, for example).",
			"応答がなく判定できないか、9 個目以降のため確認していません[[: {addrs}]]。そこに接続したメールソフトが使えるかどうかは、ここからは分かりません。手元のネットワーク（IPv6 がないなど）が原因のこともあります。",
		},
		Fix: Text{
			"Test from another network. If nothing answers there either, take the address out of DNS.",
			"別のネットワークからも試験します。そこでも応答がなければ、その IP アドレスを DNS から外します。",
		},
	},
	{
		Code: NetTimeout, Severity: Undecided,
		Title: Text{
			"The connection attempt gets no answer[[: {host}:{port}]]",
			"接続を試みましたが、応答がありません[[: {host}:{port}]]",
		},
		Why: Text{
			"Packets vanish on the way: a firewall drops them, at the server, on the way, or here[[ ({addr})]]. From here alone it cannot be told which.",
			"途中のどこか（サーバー側、経路上、または手元）で通信が捨てられています[[（{addr}）]]。ここからだけでは、どこが原因か判断できません。",
		},
		Fix: Text{
			"Check host and port; then test from another network.",
			"サーバー名とポートを確認し、別のネットワークからも試験します。",
		},
		Gmail: Remark{
			Fix: Text{
				"{fact} If Gmail reports the time-out too, the server's firewall must let Google's addresses in (also look for country filters and fail2ban).",
				"{fact}Gmail でもタイムアウトになる場合は、サーバー側のファイアウォールで Google からの接続を許可します（国外アクセス制限や fail2ban も確認してください）。",
			},
		},
		Cite:      []string{"phrase P10"},
		DependsOn: []Code{NetNothingAnswers, NetOutboundBlocked},
	},
	{
		Code: NetUnreachable, Severity: Undecided,
		Title: Text{
			"There is no route to the server from here[[: {host}]]",
			"手元からサーバーへの経路がありません[[: {host}]]",
		},
		Why: Text{
			"The network here cannot reach the address[[ {addr}]]; with IPv6 addresses that is common.",
			"手元のネットワークから、そのアドレス[[ {addr} ]]に到達できません。IPv6 アドレスではよくあることです。",
		},
		Fix: Text{
			"Test from another network. If the server has an AAAA record, make sure that it really answers there.",
			"別のネットワークから試験します。サーバーに AAAA レコードがある場合は、IPv6 でも本当に応答するか確認します。",
		},
		DependsOn: []Code{NetNothingAnswers},
	},
	{
		Code: ServerHungUp, Severity: Broken,
		Title: Text{
			"The server closed the connection in the middle of the conversation",
			"通信の途中で、サーバーが接続を切りました",
		},
		Why: Text{
			"The connection was ended by the other side without a reply[[ ({detail})]]. Typical are a ban (fail2ban), a limit of connections, a crash of the service, or a filter by country.",
			"返答のないまま、相手側から接続が切られました。接続禁止（fail2ban など）、同時接続数の制限、サービスの異常終了、国外アクセス制限などが考えられます。",
		},
		Fix: Text{
			"Look into the server's log at this time. Then check bans and limits for this address.",
			"この時刻のサーバーのログを確認します。あわせて、この接続元が禁止・制限されていないか確認します。",
		},
		Gmail: Remark{
			Fix: Text{
				"Look into the server's log at this time. Then check bans and limits for this address, and for Google's.",
				"この時刻のサーバーのログを確認します。あわせて、この接続元や Google のアドレスが禁止・制限されていないか確認します。",
			},
		},
		Cite:      []string{"phrases P12, P14b"},
		DependsOn: []Code{PlainOnTLSPort, TLSHandshakeFailed, TLSHandshakeBroken, SMTPUnavailable, SMTPRateLimited},
	},
	{
		Code: ServerSilent, Severity: Broken,
		Title: Text{
			"The server accepts the connection and then says nothing",
			"接続はできますが、サーバーが何も返してきません",
		},
		Why: Text{
			"The port is open, but no reply came within the time limit[[ ({detail})]]. A service that hangs or waits for DNS does so, and a port that expects TLS from the first byte.",
			"ポートは開いていますが、制限時間内に返答がありませんでした。サービスの停止や DNS 待ちのほか、最初から TLS を待っているポートでも起こります。",
		},
		Fix: Text{
			"Check that port and security fit (465 and 995: SSL; 587: TLS). On the server: look whether the service hangs, and at its DNS look-ups of clients.",
			"ポートと接続方法の組み合わせを確認します（465 と 995 は SSL、587 は TLS）。サーバー側では、サービスが止まっていないか、接続元の DNS 検索で待っていないかを確認します。",
		},
		Cite:      []string{"RFC 5321 section 4.5.3.2"},
		DependsOn: []Code{PlainOnTLSPort},
	},
	{
		Code: ReplyOverlong, Severity: Broken,
		Title: Text{
			"The server sends a reply without end",
			"サーバーの応答が長すぎます",
		},
		Why: Text{
			"A line or a reply went on beyond every sensible limit, so reading was stopped.",
			"1 行または応答全体が妥当な上限を超えたため、読み取りを中止しました。",
		},
		Fix: Text{
			"Have the server software corrected: SMTP reply lines have at most 512 octets, POP3 reply lines as well.",
			"サーバーソフトウェアの修正が必要です。SMTP と POP3 の応答は 1 行 512 オクテットまでと定められています。",
		},
		Cite: []string{"RFC 5321 section 4.5.3.1.5", "RFC 1939 section 3"},
	},
	{
		Code: DNSMXWithoutAddress, Severity: Broken,
		Title: Text{
			"The domain's MX record names a server that has no address",
			"ドメインの MX レコードのサーバー名に、IP アドレスがありません",
		},
		Why: Text{
			"Mail for the domain is to go to the server that its MX record names, and DNS knows no address for that name. Nothing can be delivered, from anywhere.",
			"ドメイン宛てのメールは MX レコードのサーバーに配信されますが、その名前の IP アドレスが DNS にありません。どこからのメールも届きません。",
		},
		Fix: Text{
			"Give the server's name an A record (and AAAA where there is one), or correct the MX record.",
			"そのサーバー名に A レコード（必要なら AAAA も）を登録するか、MX レコードを正しい名前に直します。",
		},
		Cite: []string{"phrase M02", "RFC 5321 section 5.1"},
	},
	{
		Code: DNSRecipientDomainMissing, Severity: Broken,
		Title: Text{
			"The recipient's domain does not exist",
			"宛先のドメインが存在しません",
		},
		Why: Text{
			"DNS does not know the part behind the @ of the recipient's address: most often it is a typing mistake of the sender.",
			"宛先アドレスの @ より後ろのドメインが DNS にありません。多くは送信者の入力間違いです。",
		},
		Fix: Text{
			"Correct the recipient's address and send again. Only if the domain should exist: see to its registration and its name servers.",
			"宛先のアドレスを直して送り直します。存在するはずのドメインの場合は、登録とネームサーバーを確認します。",
		},
		Cite: []string{"phrase M03", "RFC 5321 section 5.1"},
	},
}
