package ticket

import (
	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/finding"
)

type text = finding.Text

// Labels are those of Gmail's own screens (docs/gmail.md section 3).
var (
	greeting  = text{EN: "Thank you for contacting us.", JA: "お問い合わせいただき、ありがとうございます。"}
	goodbye   = text{EN: "If the error remains after this, please send us the whole message that Gmail shows, word for word, and the time when it appeared.", JA: "上記のあともエラーが続く場合は、Gmail に表示された文言の全文と、表示された日時をお知らせください。"}
	aboutWord = text{EN: "About {address}", JA: "{address} について"}
	headCause = text{EN: "What is wrong", JA: "■ 原因"}
	headType  = text{EN: "What to type in Gmail", JA: "■ Gmail に入力していただく内容"}
	headWay   = text{EN: "The way there", JA: "■ 設定の手順"}
	headDo    = text{EN: "What to do", JA: "■ 対処方法"}
	headDont  = text{EN: "Please do not", JA: "■ ご注意"}
	headMean  = text{EN: "Until then", JA: "■ 解決するまでの間"}
	headAsk   = text{EN: "Please tell us", JA: "■ お知らせいただきたいこと"}
	headEnd   = text{EN: "From January 2027", JA: "■ 2027 年 1 月以降について"}
	headNames = text{EN: "Server names for the mail program", JA: "■ メールソフトに入力するサーバー名"}

	dialogName = map[finding.Leg]text{
		finding.Send:  {EN: `"Send mail as"`, JA: "「名前」（Gmail を使用して他のメール アドレスからメールを送信します）"},
		finding.Fetch: {EN: `"Check mail from other accounts"`, JA: "「他のアカウントのメールを確認」"},
	}
	hostLabel = map[finding.Leg]text{
		finding.Send:  text(persona.Gmail.Send.Host),
		finding.Fetch: text(persona.Gmail.Fetch.Host),
	}
	programLabel = map[finding.Leg]text{
		finding.Send:  {EN: "Outgoing (SMTP)", JA: "送信（SMTP）"},
		finding.Fetch: {EN: "Incoming (POP)", JA: "受信（POP）"},
	}
	headApp  = text{EN: "What to type in the app", JA: "■ アプリに入力していただく内容"}
	appLabel = map[finding.Leg]text{
		finding.Send:  {EN: "Outgoing server (SMTP)", JA: "送信サーバー（SMTP）"},
		finding.Fetch: {EN: "Incoming server", JA: "受信サーバー"},
	}
	appWay = text{
		EN: "In the settings of this account in the Gmail app, type this server name in place of the one that is there. User name and password stay as they are.",
		JA: "Gmail アプリのこのアカウントの設定で、サーバー名を上記のものに変更してください。ユーザー名とパスワードは変更不要です。",
	}
	headProgram = text{EN: "What to type in {client}", JA: "■ {client} に入力していただく内容"}
	programWay  = text{
		EN: "In the settings of this account in {client}, change the server to what stands above. User name and password stay as they are.",
		JA: "{client} のこのアカウントの設定で、サーバーの設定を上記のとおり変更してください。ユーザー名とパスワードは変更不要です。",
	}
	dontClick = text{
		EN: "- go on at the warning ({button}): user name and password would be sent to whoever answers there, and the fault would remain. If that was done already, please set a new password once the settings are right.",
		JA: "・警告が表示されたときに続行しないでください（{button}）。応答した相手が誰であっても、ユーザー名とパスワードが送信されます。すでに続行された場合は、設定を直したあとで、新しいパスワードを設定してください。",
	}
	dontAccept = text{
		EN: "- choose a kind of security that accepts all certificates: whoever stands between could read password and mail.",
		JA: "・「証明書をすべて承認」する設定は選ばないでください。パスワードやメールを第三者に読み取られるおそれがあります。",
	}
	labelPort     = text(persona.Gmail.Send.On)
	labelUser     = text(persona.Gmail.Send.User)
	labelPassword = text(persona.Gmail.Send.Secret)
	labelTLS      = text(persona.Gmail.Send.Choices[evidence.StartTLS])
	labelSSL      = text(persona.Gmail.Send.Choices[evidence.SSL])
	labelBox      = text(persona.Gmail.Fetch.Choices[evidence.SSL])
	choose        = text{EN: "Choose: ", JA: "選択: "}
	chooseBox     = text{EN: "Tick: ", JA: "チェックを入れる: "}
	typeAgain     = text{EN: "(type it again)", JA: "（もう一度入力してください）"}
	sameLogin     = text{EN: "(leave as it is)", JA: "（変更なし）"}

	wayThere = text{
		EN: "Open Gmail in a browser on a computer (the app does not have these settings): the gear > See all settings > Accounts and Import. Under {dialog}, edit the entry of this address and type what stands above.",
		JA: "パソコンのブラウザーで Gmail を開き（Gmail アプリでは設定できません）、歯車 → すべての設定を表示 → アカウントとインポート の順に進みます。{dialog}にある該当アドレスの設定を編集し、上記のとおり入力してください。",
	}
	wayPassword = text{
		EN: "The password must be typed again when the settings are saved, so have it at hand. If it is forgotten, please set a new one[[ in the panel ({panel})]] first, and enter it in your other mail programs as well.",
		JA: "保存の際にパスワードの再入力が必要ですので、先にご用意ください。お忘れの場合は、先に[[管理画面（{panel}）で]]新しいパスワードを設定し、ほかのメールソフトにも同じものを入力し直してください。",
	}

	dontPlain  = text{EN: `- choose "Unsecured connection" or port 25: password and mail would travel unencrypted.`, JA: "・「保護されていない接続」やポート 25 は選ばないでください。パスワードとメールが暗号化されずに送られます。"}
	dontDelete = text{EN: "- delete the entry to add it again: Google may no longer let you add it. Edit it.", JA: "・設定は削除せず、必ず編集してください。削除すると、再び追加できないことがあります。"}
	dontSecret = text{EN: "- send us your password: we do not need it.", JA: "・パスワードはお送りにならないでください。確認には必要ありません。"}

	meanSend  = text{EN: "Mail can be sent from a mail program or from webmail. These settings have nothing to do with receiving.", JA: "送信には、メールソフトやウェブメールをご利用ください。この設定は、メールの受信には関係しません。"}
	meanFetch = text{EN: "Mail that arrives stays on the server and is not lost. It can be read in a mail program or in webmail until Gmail fetches it again.", JA: "届いたメールはサーバーに保存されており、失われません。Gmail が再び取り込むまでは、メールソフトやウェブメールでお読みいただけます。"}
)

// Sentences on the cause. The first says what is wrong; the second, once for
// both dialogs, what follows.
var (
	notSent = text{
		EN: "Gmail stops before it sends the password, so its message says nothing about whether the password is right.",
		JA: "Gmail はパスワードを送る前に接続を中止しているため、表示された文言からは、パスワードが正しいかどうかは分かりません。",
	}
	mismatchTyped = text{
		EN: "The server name {host} that is typed in Gmail is not one that the server's certificate confirms[[ (it confirms {names})]], and Gmail therefore refuses it.",
		JA: "Gmail に入力されているサーバー名 {host} が、サーバーの証明書に書かれた名前[[（{names}）]]と一致しないため、Gmail が接続を拒否しています。",
	}
	mismatchBoth = text{
		EN: "The server names {host} and {second} that are typed in Gmail are not among those that the server's certificate confirms[[ (it confirms {names})]], and Gmail therefore refuses them.",
		JA: "Gmail に入力されているサーバー名 {host} と {second} が、サーバーの証明書に書かれた名前[[（{names}）]]と一致しないため、Gmail が接続を拒否しています。",
	}
	mismatchUsual = text{
		EN: "The server name that is typed in Gmail is not one that the server's certificate confirms[[ (it confirms {names})]], and Gmail therefore refuses it.",
		JA: "Gmail に入力されているサーバー名が、サーバーの証明書に書かれた名前[[（{names}）]]と一致しないため、Gmail が接続を拒否しています。",
	}
	causeBy = map[finding.Code]text{
		finding.TLSSelfSigned: {
			EN: "The certificate of our server[[ {host}]] was not issued by an authority that Gmail trusts, and Gmail therefore refuses the connection.",
			JA: "当社サーバー[[ {host} ]]の証明書が、Gmail の信頼する認証局から発行されたものではないため、Gmail が接続を拒否しています。",
		},
		finding.TLSChainIncomplete: {
			EN: "Our server[[ {host}]] presents its certificate incompletely, and Gmail therefore refuses the connection.",
			JA: "当社サーバー[[ {host} ]]が提示する証明書の情報が不足しているため、Gmail が接続を拒否しています。",
		},
		finding.TLSCertExpired: {
			EN: "The certificate of our server[[ {host}]] has expired, and Gmail therefore refuses the connection.",
			JA: "当社サーバー[[ {host} ]]の証明書の有効期限が切れているため、Gmail が接続を拒否しています。",
		},
		finding.DNSNoSuchHost: {
			EN: "The server name {host} does not exist, and Gmail cannot connect with it.",
			JA: "サーバー名 {host} は存在しないため、Gmail から接続できません。",
		},
		finding.DNSNoAddress: {
			EN: "The server name {host} leads to no server, and Gmail cannot connect with it.",
			JA: "サーバー名 {host} に対応するサーバーがないため、Gmail から接続できません。",
		},
		finding.NetRefused: {
			EN: "Nothing answers at {host} port {port}: the server name or the port is not the right one.",
			JA: "{host} のポート {port} は応答していません。サーバー名またはポートが正しくありません。",
		},
		finding.NetTimeout: {
			EN: "Nothing answers at {host} port {port}: the server name or the port is not the right one.",
			JA: "{host} のポート {port} は応答していません。サーバー名またはポートが正しくありません。",
		},
		finding.POPReplyBad: {
			EN: "Gmail logs in to our server[[ {host}]] and then gets an answer to its questions for mail that it cannot read. The mail stays on the server.",
			JA: "Gmail は当社サーバー[[ {host} ]]にログインできていますが、メールを取り込む際のサーバーの応答に誤りがあるため、取り込みが中断しています。メールはサーバーに残っています。",
		},
		finding.POPMailboxEmpty: {
			EN: "Gmail logs in to our server[[ {host}]], and the mailbox that it finds there is empty: the mail lies in another folder of the server.",
			JA: "Gmail は当社サーバー[[ {host} ]]にログインできていますが、そこで見つかるメールボックスが空です。メールはサーバーの別の場所にあります。",
		},
		finding.POPMailboxLocked: {
			EN: "The mailbox is in use by another program at the moment when Gmail wants to fetch mail.",
			JA: "Gmail が取り込もうとした時点で、メールボックスがほかのソフトで使用中でした。",
		},
		finding.SMTPRateLimited: {
			EN: "Our server[[ {host}]] limits how much it takes from one sender in a time, and refused this mail for that reason. User name and password are not the cause.",
			JA: "当社サーバー[[ {host} ]]には、一定時間に受け付ける件数の制限があり、その制限により受け付けられませんでした。ユーザー名やパスワードが原因ではありません。",
		},
		finding.SMTPAuthMissing: {
			EN: "Our server[[ {host}]] does not offer Gmail any login for sending.",
			JA: "当社サーバー[[ {host} ]]が、Gmail に送信時のログインを提示していません。",
		},
		finding.SMTPStartTLSRefused: {
			EN: "Our server[[ {host}]] cannot switch on its encryption at the moment.",
			JA: "当社サーバー[[ {host} ]]で、暗号化を開始できない状態になっています。",
		},
		finding.SMTPStartTLSMissing: {
			EN: "At {host} port {port} the server does not offer the kind of encryption that is chosen in Gmail.",
			JA: "{host} のポート {port} では、Gmail で選択されている暗号化の方式を利用できません。",
		},
	}
	causeSwapped = text{
		EN: "The two server names are exchanged in Gmail: {smtp} is for sending, {pop} for receiving.",
		JA: "Gmail に入力されている送信サーバーと受信サーバーの名前が逆です。送信は {smtp}、受信は {pop} です。",
	}
	nameNow = text{
		EN: "Gmail found no server of the name {host} at that time. The name exists now, and the server answers as Gmail wants it to ({server}).",
		JA: "その時点では、Gmail がサーバー名 {host} を見つけられませんでした。現在は名前が存在し、サーバー（{server}）も Gmail の条件を満たしています。",
	}
	causeMode = text{
		EN: "The port {port} and the kind of encryption that are chosen in Gmail for {host} do not go together.",
		JA: "{host} のポート {port} と、Gmail で選択されている暗号化の方式が合っていません。",
	}
	causeIMAP = text{
		EN: "At {host} port {port} the server speaks IMAP. This dialog of Gmail's fetches by POP3, which has another port and often another server name.",
		JA: "{host} のポート {port} は IMAP 用です。Gmail のこの画面は POP で取り込むため、ポート（サーバーによってはサーバー名も）が異なります。",
	}
	causeModeUntyped = text{
		EN: "The port and the kind of encryption that are chosen in Gmail do not go together.",
		JA: "Gmail で選択されているポートと暗号化の方式が合っていません。",
	}
	causeCert = text{
		EN: "Gmail does not trust the certificate of our server[[ {host}]], and therefore refuses the connection.",
		JA: "当社サーバー[[ {host} ]]の証明書が Gmail に信頼されないため、Gmail が接続を拒否しています。",
	}
	causeTLS = text{
		EN: "Gmail and our server[[ {host}]] do not agree on an encrypted connection.",
		JA: "Gmail と当社サーバー[[ {host} ]]の間で、暗号化された接続を確立できません。",
	}
	causeServer = text{
		EN: "Our server[[ {host}]] does not answer in the way that Gmail needs.",
		JA: "当社サーバー[[ {host} ]]の応答が、Gmail の必要とする形になっていません。",
	}
	causePlain = text{
		EN: "The connection to {host} is set to be unencrypted. It works, but your password and your mail can be read on the way.",
		JA: "{host} への接続が、暗号化されない設定になっています。送受信はできますが、パスワードとメールが途中で読み取られるおそれがあります。",
	}
	causeElsewhere = text{
		EN: "Your mailbox is not on the server {host} that is typed in Gmail, but on another one of ours.",
		JA: "メールボックスは、Gmail に入力されているサーバー {host} ではなく、当社の別のサーバーにあります。",
	}
	atServer = text{
		EN: "This has to be mended at the server, and we take care of it. Nothing has to be changed in Gmail, and nothing that can be typed there helps.",
		JA: "この問題はサーバー側で修正いたします。Gmail の設定を変更しても解決しないため、お客様に変更していただくことはありません。",
	}
	fitsNow = text{
		EN: "We looked at the server that stands in your message ({server}): now it answers as Gmail wants it to, and the fault that Gmail reported cannot be seen any more.",
		JA: "お知らせいただいた設定（{server}）でサーバーを確認したところ、現在は Gmail の条件を満たしており、表示されたエラーの原因は見つかりませんでした。",
	}
	tryAgain = text{
		EN: "Please try again: save the settings once more or send a mail. If the error comes back, please tell us the day and the time, and the whole message.",
		JA: "お手数ですが、もう一度設定を保存するか、メールを送信してお試しください。再びエラーになる場合は、その日時と、表示された文言の全文をお知らせください。",
	}
	loginCause = text{
		EN: "Gmail reached the server, and the server refused the user name or the password.",
		JA: "Gmail はサーバーに接続できていますが、ユーザー名またはパスワードがサーバーに受け付けられませんでした。",
	}
	loginMachine = text{
		EN: "- First check that the server name in Gmail is the one that your contract[[ or the panel ({panel})]] names: your mailbox may be on another of our servers.",
		JA: "・まず、Gmail に入力されているサーバー名が、ご契約の案内[[または管理画面（{panel}）]]にあるサーバー名と同じかをご確認ください。メールボックスが、当社の別のサーバーにある場合があります。",
	}
	loginUser = text{
		EN: "- Type the whole mail address as user name:",
		JA: "・ユーザー名には、メール アドレスの全体を入力してください。",
	}
	loginPassword = text{
		EN: "- Type the password again by hand, with upper and lower case as it was set, without blanks before or behind it. If it is forgotten, please set a new one[[ in the panel ({panel})]].",
		JA: "・パスワードを手入力で入力し直してください（大文字と小文字を区別します。前後の空白も入らないようご注意ください）。お忘れの場合は、[[管理画面（{panel}）で]]新しいパスワードを設定してください。",
	}
	loginFilter = text{
		EN: "- Gmail connects from Google's servers abroad. If logins from abroad are restricted for your mailbox, please lift the restriction[[: {switch}]].",
		JA: "・Gmail は国外にある Google のサーバーから接続します。メールボックスに国外からの接続制限（国外アクセス制限）がある場合は、解除してください[[（{switch}）]]。",
	}
	loginPOP = text{
		EN: "- If POP can be switched on and off for your mailbox, it has to be on.",
		JA: "・メールボックスごとに POP の利用を切り替えられる場合は、「利用する」にしてください。",
	}
	loginStop = text{
		EN: "After several failures a server may refuse Gmail for a while. Please do not try many times in a row.",
		JA: "失敗が続くと、サーバーが一時的に接続を拒否することがあります。続けて何度も試さないようお願いいたします。",
	}
	reachCause = text{
		EN: "Gmail did not get through to the server. From here the server that stands in your message ({server}) answers as Gmail wants it to, so the way between Google and the server is blocked or was for a time.",
		JA: "Gmail がサーバーに接続できませんでした。お知らせいただいた設定（{server}）は、当社からは正常に接続できるため、Google とサーバーの間の接続が遮断されている、または一時的に遮断されていたと考えられます。",
	}
	reachDo = text{
		EN: "We look for it on our side: a filter of ports, or a block of Google's addresses. Please tell us the day and the time when it failed last. User name and password are not the reason: they were not sent.",
		JA: "ポートの制限や、Google のアドレスに対する接続拒否がないか、当社で確認いたします。最後に失敗した日時をお知らせください。ユーザー名とパスワードは送られていないため、原因ではありません。",
	}
	reachNew = text{
		EN: "If you are adding the address to Gmail for the first time: Google restricts new entries already, and shows a time-out although everything is right.",
		JA: "Gmail に新しく追加しようとしている場合は、Google がすでに新規の追加を制限しており、正しい設定でもタイムアウトになることがあります。",
	}
	senderCause = text{
		EN: "The server does not let this login send with this address: the address in Gmail and the user name belong to different mailboxes.",
		JA: "サーバーが、このユーザー名でこのアドレスから送信することを認めていません。Gmail に登録したアドレスと、ユーザー名のメールボックスが異なっています。",
	}
	senderDo = text{
		EN: "Under \"Send mail as\", edit the entry of the address and type the user name and the password of the mailbox of exactly this address.",
		JA: "「名前」（Gmail を使用して他のメール アドレスからメールを送信します）の該当アドレスを編集し、ユーザー名とパスワードに、そのアドレス自身のメールボックスのものを入力してください。",
	}
	slipCause = text{
		EN: "The server name in Gmail holds a blank or another character that does not belong there, often one that cannot be seen and was copied along.",
		JA: "Gmail に入力されたサーバー名に、空白など使えない文字が含まれています。コピーの際に、目に見えない文字が入ることがあります。",
	}
	slipDo = text{
		EN: "Please empty the field and type the server name by hand, without blanks[[: {host}]].",
		JA: "入力欄をいったん空にし、サーバー名[[（{host}）]]を空白を入れずに手入力してください。",
	}
	googleCause = text{
		EN: "The words come from Google's own server: in Gmail, Google's SMTP server is entered for this address, and it refused the login or limits it. Our server is not involved.",
		JA: "表示された文言は、Google のサーバーのものです。このアドレスの送信サーバーとして Google の SMTP サーバーが設定されており、Google がログインを拒否、または制限しています。当社サーバーは関係していません。",
	}
	googleHost = text{
		EN: "In Gmail, Google's own SMTP server is entered for sending with this address. Mail goes out in that way, but it is not sent by the server of your domain, and strict receivers refuse it or take it for spam.",
		JA: "このアドレスの送信サーバーとして、Gmail に Google の SMTP サーバーが設定されています。送信はできますが、ご契約ドメインのサーバーからの送信にならないため、受信側で拒否されたり、迷惑メールと判定されたりすることがあります。",
	}
	googleDo = text{
		EN: "Log in to the Google account in a browser once and confirm what Google asks. Google's SMTP server takes an app password, not the usual one. After many attempts wait for some time before the next.",
		JA: "ブラウザーで一度 Google アカウントにログインし、Google の確認に応じてください。Google の SMTP サーバーには、通常のパスワードではなくアプリ パスワードが必要です。何度も失敗したあとは、しばらく時間を置いてからお試しください。",
	}
	googleOwn = text{
		EN: "For an address of your own domain please enter our server as above: mail that goes out through Google's is refused or taken for spam by strict receivers.",
		JA: "独自ドメインのアドレスには、上記のとおり当社の送信サーバーを設定してください。Google のサーバーから送信すると、受信側で拒否されたり、迷惑メールと判定されたりすることがあります。",
	}
	stayCause = text{
		EN: "Nothing has to be changed: the settings in your message ({server}) are what Gmail wants. Port 465 with SSL was called out of date for some years; since 2018 it is recommended (RFC 8314), and 465 with SSL and 587 with TLS are both right.",
		JA: "設定を変更する必要はありません。お知らせいただいた設定（{server}）は、Gmail の条件を満たしています。ポート 465（SSL）は以前「非推奨」とされた時期がありますが、2018 年からは推奨されており（RFC 8314）、465（SSL）と 587（TLS）のどちらも正しい設定です。",
	}
	unloggedCause = text{
		EN: "The mail program sends without logging in, and the server takes mail for other domains only from programs that log in.",
		JA: "メールソフトが、送信時のログイン（SMTP 認証）をせずに送信しています。当社サーバーは、ログインしたソフトからの送信だけを受け付けます。",
	}
	unloggedDo = text{
		EN: "In the settings of the outgoing server in the mail program, switch the login on (\"My outgoing server requires authentication\" or the like), with the whole mail address as user name and the mailbox's password:",
		JA: "メールソフトの送信サーバーの設定で「送信サーバー（SMTP）は認証が必要」（SMTP 認証）を有効にし、ユーザー名にメール アドレスの全体、パスワードにメールボックスのパスワードを入力してください。",
	}
	unloggedPort = text{
		EN: "The port is 465 with SSL/TLS or 587 with STARTTLS, not 25.",
		JA: "ポートは 465（SSL/TLS）または 587（STARTTLS）です。25 は使用しません。",
	}
	recipientCause = text{
		EN: "Gmail could not deliver a mail to its recipient. Neither the settings of your address nor our server are the reason.",
		JA: "Gmail から送信したメールが、宛先に届けられませんでした。お客様のアドレスの設定や当社サーバーが原因ではありません。",
	}
	recipientNoDomain = text{
		EN: "The domain behind the @ of the recipient's address does not exist: most often it is misspelt. Please check the address, also for blanks, and send the mail again.",
		JA: "宛先アドレスの @ より後ろのドメインが存在しません。多くは入力の誤りです。空白も含めて宛先をご確認のうえ、もう一度送信してください。",
	}
	recipientNoServer = text{
		EN: "The DNS of the recipient's domain names a mail server that does not exist or does not answer. Whoever runs that domain has to mend its MX record or its server; the sender can only wait.",
		JA: "宛先ドメインの DNS が指しているメールサーバーが存在しないか、応答していません。宛先ドメインの管理者が MX レコードまたはサーバーを修正する必要があります。",
	}
	fullCause = text{
		EN: "A mail was not taken because the mailbox that it was sent to is full. The settings in Gmail are not the reason.",
		JA: "メールの宛先のメールボックスの容量がいっぱいのため、メールを受け取れませんでした。Gmail の設定が原因ではありません。",
	}
	fullDo = text{
		EN: "If it is the recipient's mailbox, tell the recipient in another way, and send the mail again once there is room. If it is your own mailbox, delete mail that you do not need any more, for example in webmail, and empty the trash there.",
		JA: "宛先の方のメールボックスの場合は、別の方法でご連絡のうえ、空きができてからもう一度送信してください。お客様ご自身のメールボックスの場合は、ウェブメールなどで不要なメールを削除し、ごみ箱も空にしてください。",
	}
	inboundCause = text{
		EN: "Gmail refused mail that was sent to it[[ from {domain}]]. The settings of a mail program have nothing to do with it.",
		JA: "[[{domain} から ]]Gmail 宛てに送信されたメールが、Gmail に受け取りを拒否されています。メールソフトの設定が原因ではありません。",
	}
	inboundPublish = text{
		EN: "Register this as the one and only SPF record (TXT) of {domain}, in place of what is there; then wait until DNS has spread:",
		JA: "{domain} の SPF レコード（TXT）として、次の 1 件だけを登録します（すでにある場合は置き換えます）。そのあと、DNS に反映されるまでお待ちください。",
	}
	inboundTLS = text{
		EN: "The encryption between your mail program and our server has no influence on this.",
		JA: "お客様のメールソフトとサーバーの間の暗号化は、この件に影響しません。",
	}
)
