package finding

// publishedDocs are about the settings that a domain publishes for mail programs.
var publishedDocs = []Doc{
	{
		Code: PublishedCertificate, Severity: Warning,
		Title: Text{
			"The web server where settings may stand shows a certificate that is refused[[: {hosts}]]",
			"設定の公開場所となるウェブサーバーの証明書が拒否されます[[: {hosts}]]",
		},
		Why: Text{
			"Mail programs pass such a place over without a word: the customer reads at most that no settings were found.[[ The fault of the certificate: {gate}.]][[ It names {sans}.]]",
			"メールソフトは何も表示せずにこの場所を読み飛ばすため、お客様には「設定が見つかりません」としか表示されません。[[証明書の問題: {gate}。]][[証明書の名前: {sans}。]]",
		},
		Fix: Text{
			"Serve a certificate for this name there, or take the name out of DNS where nothing is meant to stand.",
			"この名前を含む証明書を設置します。何も置かないのであれば、この名前を DNS から削除します。",
		},
		Cite: []string{"Thunderbird FetchConfig.sys.mjs", "RFC 9525 section 6"},
	},
	{
		Code: PublishedUnreadable, Severity: Broken,
		Title: Text{
			"What is published as settings cannot be read as such[[: {url}]]",
			"公開されている設定を読み取れません[[: {url}]]",
		},
		Why: Text{
			"The web server answers, but not with a document that names a mail server. Mail programs go on without it.",
			"ウェブサーバーは応答しますが、メールサーバーを示す文書ではありません。メールソフトはこれを無視します。",
		},
		Fix: Text{
			"Publish a well-formed document there; a right one stands below where it is known.",
			"正しい形式の文書を公開します。正しい内容が分かる場合は下に示します。",
		},
		Cite: []string{"draft-ietf-mailmaint-autoconfig", "MS-OXDSCLI section 2.2.4"},
	},
	{
		Code: PublishedNowhere, Severity: Warning,
		Title: Text{
			"The domain publishes no settings for mail programs[[: {domain}]]",
			"このドメインはメールソフト用の設定を公開していません[[: {domain}]]",
		},
		Why: Text{
			"Neither a web server nor DNS tells mail programs the names of the servers. Some then try common names; others leave it to the customer.",
			"ウェブサーバーにも DNS にもサーバー名の情報がありません。よくある名前を試すメールソフトもあれば、お客様の手入力に任せるものもあります。",
		},
		Fix: Text{
			"Publish an autoconfig file and SRV records; both stand below where the right servers are known.",
			"autoconfig の文書と SRV レコードを公開します。正しいサーバーが分かる場合は、どちらも下に示します。",
		},
		Cite: []string{"RFC 6186 section 3", "draft-ietf-mailmaint-autoconfig"},
	},
	{
		Code: PublishedGuessRefused, Severity: Broken,
		Title: Text{
			"Nothing is published, and none of the common names can be used either",
			"設定は公開されておらず、よくあるサーバー名も使えません",
		},
		Why: Text{
			"A mail program that tries common names takes only one whose certificate is right, and says nothing about the others[[: {bad}]]. The customer reads that no settings were found.",
			"よくある名前を試すメールソフトは、証明書が正しいものだけを採用し、ほかについては何も表示しません[[（{bad}）]]。お客様には「設定が見つかりません」と表示されます。",
		},
		Fix: Text{
			"Publish the settings, or serve certificates that have these names.",
			"設定を公開するか、これらの名前を含む証明書を設置します。",
		},
		Cite: []string{"Thunderbird GuessConfig.sys.mjs"},
	},
	{
		Code: PublishedInClear, Severity: Warning,
		Title: Text{
			"Settings are published without encryption alone[[: {url}]]",
			"設定が暗号化なしでしか公開されていません[[: {url}]]",
		},
		Why: Text{
			"Whoever stands between can name other servers, to which the customer's password then goes. Some programs do not look there at all.",
			"通信の途中で別のサーバー名に書き換えられると、お客様のパスワードがそこへ送られます。暗号化のない場所を参照しないメールソフトもあります。",
		},
		Fix: Text{
			"Publish the same document under https as well, with a certificate for the name.",
			"同じ文書を、その名前の証明書を設置した https でも公開します。",
		},
		Cite: []string{"draft-ietf-mailmaint-autoconfig"},
	},
	{
		Code: PublishedContradicts, Severity: Warning,
		Title: Text{
			"Two places name different servers[[ for {what}]]",
			"場所によって公開されているサーバーが異なります[[（{what}）]]",
		},
		Why: Text{
			"Which of them a customer gets depends on the mail program[[: {sources}]].",
			"どちらが使われるかはメールソフトによって異なります[[: {sources}]]。",
		},
		Fix: Text{
			"Publish the same servers everywhere, or take the old ones out.",
			"すべての場所で同じサーバーを公開するか、古いものを削除します。",
		},
		Cite: []string{"RFC 6186 section 3"},
	},
	{
		Code: PublishedServerRefused, Severity: Broken,
		Title: Text{
			"A server that is published cannot be used[[: {host}, port {port}]]",
			"公開されているサーバーを使えません[[: {host}、ポート {port}]]",
		},
		Why: Text{
			"[[Named by {sources}. ]]Whoever follows the published settings fails there[[: {gate}]].",
			"[[{sources} に記載されています。]]公開された設定のとおりにすると失敗します[[（{gate}）]]。",
		},
		Fix: Text{
			"Publish a name and a port that work, or mend the server; `harness explain CODE` says more about each fault.",
			"使える名前とポートを公開するか、サーバー側を直します。問題ごとの説明は `harness explain コード` で表示できます。",
		},
		Cite: []string{"RFC 6186 section 4"},
	},
	{
		Code: PublishedPlaintext, Severity: High,
		Title: Text{
			"A server is published without encryption[[: {host}, port {port}]]",
			"暗号化なしのサーバーが公開されています[[: {host}、ポート {port}]]",
		},
		Why: Text{
			"[[Named by {sources}. ]]A mail program that follows it sends the password in clear; some warn, some do not.",
			"[[{sources} に記載されています。]]この設定に従うと、パスワードが暗号化されずに送られます。警告を表示しないメールソフトもあります。",
		},
		Fix: Text{
			"Publish it with SSL or STARTTLS, which the server should then offer.",
			"SSL または STARTTLS の設定を公開し、サーバー側も対応させます。",
		},
		Cite: []string{"RFC 8314 section 3"},
	},
	{
		Code: PublishedNotSeen, Severity: Undecided,
		Title: Text{
			"A place where settings may stand could not be looked at[[: {url}]]",
			"設定の公開場所を確認できませんでした[[: {url}]]",
		},
		Why: Text{
			"It may be our side or the moment, so it is not known what a mail program finds there.",
			"こちら側の問題や一時的な問題の可能性があり、メールソフトがここで何を見つけるかは分かりません。",
		},
		Fix: Text{
			"Run it again, from another place if need be.",
			"もう一度実行します。必要であれば別の場所から試します。",
		},
		Cite: []string{"RFC 9110 section 15.6"},
	},
	{
		Code: PublishedServerNotSeen, Severity: Undecided,
		Title: Text{
			"It is not known whether a published server can be used[[: {host}, port {port}]]",
			"公開されているサーバーを使えるかどうか判定できません[[: {host}、ポート {port}]]",
		},
		Why: Text{
			"It could not be looked at to the end[[: {gate}]].",
			"最後まで確認できませんでした[[（{gate}）]]。",
		},
		Fix: Text{
			"Run it again, from another place if need be.",
			"もう一度実行します。必要であれば別の場所から試します。",
		},
		Cite: []string{"RFC 6186 section 4"},
	},
}
