package render

import "harness/verify/finding"

// The reply's texts. Labels are those of Gmail's own dialogs, in English and
// in Japanese.
var (
	greeting    = text{EN: "Thank you for contacting us.", JA: "お問い合わせいただき、ありがとうございます。"}
	goodbye     = text{EN: "If the error remains after this, please send us the message that Gmail shows, word for word.", JA: "変更後もエラーが続く場合は、Gmail に表示された文言をそのままお知らせください。"}
	headCause   = text{EN: "What is wrong", JA: "■ 原因"}
	headFields  = text{EN: "What to change in Gmail", JA: "■ Gmail で変更していただく項目"}
	headFix     = text{EN: "What to do", JA: "■ 対処方法"}
	headDont    = text{EN: "Please do not", JA: "■ ご注意"}
	headConfirm = text{EN: "[to confirm]", JA: "【要確認】"}
	toConfirm   = text{EN: "[to confirm]", JA: "【要確認】"}
	bullet      = text{EN: "- {text}", JA: "・{text}"}

	headAsk = text{EN: "Please tell us", JA: "■ お知らせください"}
	askFor  = []text{
		{EN: "the mail address that you set up in Gmail", JA: "Gmail に設定しているメール アドレス"},
		{EN: "what stands in \"SMTP Server\" and \"Port\", and which secured connection is chosen (TLS or SSL)", JA: "「SMTP サーバー」「ポート」の入力内容と、選択している接続（TLS または SSL）"},
		{EN: "what stands in \"POP Server\" and \"Port\", if you fetch mail with Gmail", JA: "Gmail でメールを受信している場合は、「POP サーバー」「ポート」の入力内容"},
		{EN: "the whole message that Gmail shows, word for word", JA: "Gmail に表示された文言のすべて"},
	}
	dontSecret = text{EN: "- send us your password: we do not need it.", JA: "・パスワードはお送りにならないでください。確認には必要ありません。"}

	labelSMTP     = text{EN: "SMTP Server", JA: "SMTP サーバー"}
	labelPOP      = text{EN: "POP Server", JA: "POP サーバー"}
	labelPort     = text{EN: "Port", JA: "ポート"}
	labelUser     = text{EN: "Username", JA: "ユーザー名"}
	labelPassword = text{EN: "Password", JA: "パスワード"}
	labelTLS      = text{EN: "Secured connection using TLS", JA: "TLS を使用したセキュリティで保護された接続"}
	labelSSL      = text{EN: "Secured connection using SSL", JA: "SSL を使用したセキュリティで保護された接続"}
	labelBox      = text{EN: "Always use a secure connection (SSL) when retrieving mail.", JA: "メールの取得にセキュリティで保護された接続（SSL）を使用する"}
	choose        = text{EN: "Choose: ", JA: "選択: "}
	chooseBox     = text{EN: "Tick: ", JA: "チェックを入れる: "}
	editWhere     = map[finding.Leg]text{
		finding.Send:  {EN: `"Send mail as": edit the address`, JA: "「名前」（Gmail を使用して他のメール アドレスからメールを送信します）の該当アドレスを編集"},
		finding.Fetch: {EN: `"Check mail from other accounts": edit the account`, JA: "「他のアカウントのメールを確認」の該当アカウントを編集"},
	}

	dontPlain  = text{EN: `- choose "Unsecured connection": your password and mail would travel unencrypted.`, JA: "・「保護されていない接続」は選ばないでください。パスワードとメールが暗号化されずに送られます。"}
	dontDelete = text{EN: "- delete the entry and add it again: edit it instead, since it may not be possible to add it again.", JA: "・設定は削除せず、必ず編集してください。削除すると、再び追加できないことがあります。"}
	dontForget = text{EN: "- start without your password at hand: it must be typed again when the settings are saved.", JA: "・保存の際にパスワードの再入力が必要です。先にお手元にご用意ください。"}

	causeOf = map[finding.Code]text{
		finding.TLSNameMismatch: {
			EN: "Gmail refuses {host}, because the server's certificate does not contain that name[[ (it contains {names})]]. Gmail stops before it sends the password, so its message says nothing about whether the password is right.",
			JA: "Gmail に設定されたサーバー名 {host} が、サーバーの証明書に含まれていない[[（証明書の名前は {names}）]]ため、Gmail が接続を中止しています。パスワードを送る前に中止しているため、表示された文言からはパスワードの正否は分かりません。",
		},
		finding.DNSNoSuchHost: {
			EN: "The server name {host} does not exist. Gmail cannot connect with it.",
			JA: "サーバー名 {host} は存在しません。このままでは Gmail から接続できません。",
		},
		finding.DNSNoAddress: {
			EN: "The server name {host} leads to no address. Gmail cannot connect with it.",
			JA: "サーバー名 {host} に対応する IP アドレスがありません。このままでは Gmail から接続できません。",
		},
		finding.NetRefused: {
			EN: "Nothing answers at {host} port {port}. The server name or the port is not the right one.",
			JA: "{host} のポート {port} は応答していません。サーバー名またはポートが正しくありません。",
		},
		finding.PlainOnTLSPort: {
			EN: "The port {port} and the kind of encryption that was chosen for {host} do not go together. Gmail stops before it sends the password.",
			JA: "{host} のポート {port} と、選択された暗号化の方式が合っていません。Gmail はパスワードを送る前に接続を中止しています。",
		},
		finding.TLSOnPlainPort: {
			EN: "The port {port} and the kind of encryption that was chosen for {host} do not go together. Gmail stops before it sends the password.",
			JA: "{host} のポート {port} と、選択された暗号化の方式が合っていません。Gmail はパスワードを送る前に接続を中止しています。",
		},
		finding.ServerSilent: {
			EN: "The port {port} and the kind of encryption that was chosen for {host} do not go together. Gmail stops before it sends the password.",
			JA: "{host} のポート {port} と、選択された暗号化の方式が合っていません。Gmail はパスワードを送る前に接続を中止しています。",
		},
	}
	causeOther = text{
		EN: "Gmail cannot use the server {host}: {title}. Gmail stops before it sends the password, so its message says nothing about whether the password is right.",
		JA: "Gmail がサーバー {host} を利用できません（{title}）。パスワードを送る前に中止しているため、表示された文言からはパスワードの正否は分かりません。",
	}
	causePlain = text{
		EN: "The connection to {host} works, but it is not encrypted. Your password and mail can be read on the way.",
		JA: "{host} への接続はできていますが、暗号化されていません。パスワードとメールが途中で読み取られるおそれがあります。",
	}
	causeUnseen = text{
		EN: "We could not see what stops Gmail in \"{dialog}\".",
		JA: "「{dialog}」について、Gmail が停止する原因を確認できませんでした。",
	}
	atServer = text{
		EN: "This has to be mended at the server. Nothing that can be typed in Gmail helps, and nothing needs to be changed there.",
		JA: "この問題はサーバー側で修正する必要があります。Gmail の設定を変更しても解決しないため、変更は不要です。",
	}
	allFine = text{
		EN: "The servers answer as Gmail wants them to, up to the login. Please check the user name and the password, and type both again.",
		JA: "サーバーは、ログインの手前まで Gmail の条件を満たしています。ユーザー名とパスワードをご確認のうえ、入力し直してください。",
	}

	nothingBetter = text{
		EN: "We did not find a server name or port that works instead. Please check the spelling of what is typed in Gmail, and tell us where you have the name from.",
		JA: "代わりに使えるサーバー名やポートは見つかりませんでした。Gmail に入力した内容に誤りがないかご確認のうえ、その名前をどこでご覧になったかお知らせください。",
	}

	inboundCause = text{
		EN: "Gmail refused the mail that was sent to it[[ from {domain}]]. Your settings in a mail program have nothing to do with it.",
		JA: "[[{domain} から ]]Gmail 宛てに送信されたメールが、Gmail に受け取りを拒否されています。メールソフトの設定が原因ではありません。",
	}
	inboundPublish = text{
		EN: "Register this as the one and only SPF record (TXT) of {domain}, in place of what is there; then wait until DNS has spread:",
		JA: "{domain} の SPF レコード（TXT）として、次の 1 件だけを登録します（すでにある場合は置き換えます）。DNS に反映されるまでお待ちください。",
	}
	inboundTLS = text{
		EN: "The encryption between your mail program and our server has no influence on this.",
		JA: "お客様のメールソフトとサーバーの間の暗号化は、この件に影響しません。",
	}

	confirmLogin   = text{EN: "The login itself (user name and password) and the mailbox were not tested.", JA: "ログイン（ユーザー名とパスワード）とメールボックスは確認していません。"}
	confirmName    = text{EN: "That {host} is the server of your contract: it leads to the same server and its certificate is valid, and the login was not tried.", JA: "{host} がご契約のサーバーの名前であること（同じサーバーにつながり、証明書も有効ですが、ログインは試していません）。"}
	confirmHost    = text{EN: "Which server name stands in \"{dialog}\": your message does not say; {host} was looked at.", JA: "「{dialog}」に入力されているサーバー名（お知らせの文面にないため、{host} で確認しました）。"}
	confirmServers = text{EN: "That no other server sends mail for {domain}: each has to be in the record.", JA: "{domain} のメールを送信するサーバーがほかにないこと（ある場合は、レコードに加える必要があります）。"}
	confirmDKIM    = text{EN: "DKIM and DMARC were not tested: they need a whole mail as it arrived.", JA: "DKIM と DMARC は確認していません（届いたメール全体が必要です）。"}
	confirmWho     = text{EN: "Which domain the mail came from, and which server sent it: your message does not say.", JA: "どのドメインから、どのサーバーを通して送信されたメールか（お知らせの文面にありません）。"}
	confirmNow     = text{EN: "When the mail was refused: DNS shows no fault by now.", JA: "拒否された時点の状態（現在の DNS には問題が見つかりません）。"}
)
