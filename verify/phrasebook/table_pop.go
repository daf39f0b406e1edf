package phrasebook

import "harness/verify/finding"

// Lines of the "Check mail from other accounts" dialog round the error.
const (
	popNoSSL   = "Unable to establish secure SSL connection to {host}\n[ Help ] "
	popConnect = "There was a problem connecting to {host}\n"
	popDenied  = "Server denied POP3 access for the given username and password."
	sanLine    = `SSL error: ok Hostname "{host}" doesn't match any SANs: {sans_quoted} Valid hostnames: {sans_listed}`
	firstCert  = "SSL error: unable to verify the first certificate"
	timedRest  = "There may be a problem with the settings you added. Please contact your other email provider to verify the correct server name and port."
	timedOut   = "Connection timed out: " + timedRest
)

// returned is how the dialog quotes an error.
func returned(line string) string { return `Server returned error: "` + line + `"` }

// cutSANs are P01 as it is pasted when the dialog or the person cut it off.
var cutSANs = []string{
	`SSL error: ok Hostname "{host}" doesn't match any SANs: {sans_quoted}`,
	`Hostname "{host}" doesn't match any SANs: {sans_quoted}`,
}

var gandi = []Sighting{{"Gandi wiki", ""}}

var google29382 = []Sighting{{"Google help, answer 29382 (old list of errors)", ""}}

var noteOldList = finding.Text{
	EN: "From an old list by Google; whether Gmail still words it so is not known.",
	JA: "Google の古い一覧にある文です。現在も同じ表現かどうかは分かっていません。",
}

var popPhrases = []Phrase{
	{
		ID: "P01", Surface: POPHistory, Basis: Seen, Password: NotSent,
		Line:      sanLine,
		Forms:     cutSANs,
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSNINeeded},
		Sightings: []Sighting{{"7mc.org (whole)", "2020-04-20"}},
		Note: finding.Text{
			EN: "The chain is good (\"ok\"); the name typed is not among the SANs. With more than two names the punctuation of the lists is inferred.",
			JA: "証明書チェーンは正常（「ok」）で、入力された名前だけが SAN にありません。名前が 3 つ以上ある場合の区切り方は推定です。",
		},
	},
	{
		ID: "P01", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      sanLine,
		Text:      popNoSSL + returned(sanLine),
		Forms:     cutSANs,
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSNINeeded},
		Sightings: []Sighting{{"utcc.utoronto.ca/~cks (start)", "2020-04-19"}},
		Note: finding.Text{
			EN: "The sentence was seen in the dialog; the line above it is that of P02 (inferred).",
			JA: "この文は設定画面で確認されています。その上の行は P02 と同じと推定しています。",
		},
	},
	{
		ID: "P02", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:   firstCert,
		Text:   popNoSSL + returned(firstCert),
		Causes: []finding.Code{finding.TLSChainIncomplete, finding.TLSIssuerNotCA, finding.TLSSelfSigned},
		Sightings: []Sighting{
			{"github.com/runeasymail/easymail/issues/140", "2017"},
			{"DigiCert knowledge base (the phrase)", ""},
		},
		Note: finding.Text{
			EN: "The server sends its own certificate without the intermediate. A self-signed certificate that is no authority ends the same way (BoringSSL's result 21).",
			JA: "サーバーが中間証明書を送っていません。認証局ではない自己署名証明書でも同じ結果（BoringSSL の 21）になります。",
		},
	},
	{
		ID: "P02", Surface: POPHistory, Basis: Inferred, Password: NotSent,
		Line:   firstCert,
		Causes: []finding.Code{finding.TLSChainIncomplete, finding.TLSIssuerNotCA, finding.TLSSelfSigned},
		Note: finding.Text{
			EN: "The sentence of the dialog as it would stand in the history.",
			JA: "設定画面の文が履歴に表示された場合の形です。",
		},
	},
	{
		ID: "P04", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "SSL error: unknown CA (alert 48)",
		Causes:    []finding.Code{finding.TLSSelfSigned, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"github.com/docker-mailserver/docker-mailserver/issues/894", "2018"}},
		Note: finding.Text{
			EN: "A self-signed default certificate. The lines round it were not quoted.",
			JA: "初期状態の自己署名証明書で確認されています。前後の行は引用されていません。",
		},
	},
	{
		ID: "P05", Surface: POPDialog, Basis: Seen, Password: Refused,
		Line: popDenied,
		Text: popDenied + "\n" + returned("{reply}"),
		Forms: []string{
			popDenied + " " + returned("{reply}"),
			"Server denied POP access for the given username and password.",
		},
		Causes: []finding.Code{finding.POPLoginRefused, finding.POPMailboxLocked, finding.POPLoginDelay, finding.POPLoginTemporary, finding.POPPlaintextRefused},
		Sightings: []Sighting{
			{`Gandi wiki ("Authentication failed.")`, ""},
			{"the first line in three sources", ""},
			{"github.com/mailcow/mailcow/issues/768 (POP, not POP3)", "2017-02-05"},
		},
		Note: finding.Text{
			EN: "Here the login did reach the server, which refused it; the quoted words are the server's own.",
			JA: "この場合、ログインはサーバーに届き、拒否されています。引用符の中はサーバー自身の応答です。",
		},
	},
	{
		ID: "P06", Surface: POPDialog, Basis: Seen,
		Line:      "Unable to process the account info.",
		Text:      popDenied + "\n" + returned("Unable to process the account info."),
		Forms:     []string{popDenied + " " + returned("Unable to process the account info.")},
		Causes:    []finding.Code{finding.PlainOnTLSPort, finding.TLSOnPlainPort, finding.PortNotOffered},
		Sightings: gandi,
		Note: finding.Text{
			EN: "Seen for a port that does not fit the set-up; which combination is not said.",
			JA: "設定に合わないポートで確認されています。どの組み合わせかは分かっていません。",
		},
	},
	{
		ID: "P07", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "We were unable to locate the other domain. Please contact your other provider.",
		Text:      popConnect + returned("We were unable to locate the other domain. Please contact your other provider."),
		Causes:    []finding.Code{finding.DNSNoSuchHost, finding.DNSNoAddress, finding.DNSFailed},
		Sightings: gandi,
		Note: finding.Text{
			EN: "The server name does not resolve.",
			JA: "サーバー名の IP アドレスが見つかりません。",
		},
	},
	{
		ID: "P08", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "SSL protocol error. Please try disabling SSL, or contact your other provider to verify the correct port settings.",
		Text:      popConnect + returned("SSL protocol error. Please try disabling SSL, or contact your other provider to verify the correct port settings."),
		Causes:    []finding.Code{finding.TLSOnPlainPort},
		Sightings: []Sighting{{"Gandi wiki", ""}, {`support.google.com/mail/answer/21291 ("Protocol error")`, ""}},
		Note: finding.Text{
			EN: "SSL is ticked and the port speaks plain text. Do not follow its advice to disable SSL: change the port to 995.",
			JA: "SSL にチェックがありますが、ポートは平文用です。表示どおりに SSL を無効にせず、ポートを 995 に変更してください。",
		},
	},
	{
		ID: "P09", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "Missing +OK response upon connecting to the server: {banner}",
		Text:      popConnect + returned("Missing +OK response upon connecting to the server: {banner}"),
		Causes:    []finding.Code{finding.POPBannerBad, finding.POPBannerRefused},
		Sightings: []Sighting{{"Gandi wiki", ""}, {"the phrase in several sources", ""}},
		Note: finding.Text{
			EN: "What answers there is not POP3 (an IMAP port, for example); the server's greeting follows.",
			JA: "応答しているのは POP サーバーではありません（IMAP のポートなど）。後ろにサーバーの最初の応答が続きます。",
		},
	},
	{
		ID: "P10", Surface: POPHistory, Basis: Seen, Password: NotSent,
		Line:   timedOut,
		Forms:  []string{timedRest},
		Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent},
		Sightings: []Sighting{
			{"printempw", "2020"}, {"wasabi3.com", ""}, {"Hestia documentation", ""},
		},
		Note: finding.Text{
			EN: "Google's connection gets no answer: wrong name or port, or a firewall that drops it.",
			JA: "Google からの接続に応答がありません。名前やポートの誤り、またはファイアウォールによる遮断です。",
		},
	},
	{
		ID: "P10", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:   timedOut,
		Text:   popConnect + timedOut,
		Forms:  []string{timedRest},
		Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent},
		Sightings: []Sighting{
			{"printempw", "2020"}, {"wasabi3.com", ""}, {"Hestia documentation", ""},
		},
		Note: finding.Text{
			EN: "Google's connection gets no answer: wrong name or port, or a firewall that drops it.",
			JA: "Google からの接続に応答がありません。名前やポートの誤り、またはファイアウォールによる遮断です。",
		},
	},
	{
		ID: "P11", Surface: POPDialog, Basis: Seen,
		Line:      "{host} does not support leaving messages on the server",
		Causes:    []finding.Code{finding.POPUIDLMissing},
		Sightings: []Sighting{{"one author", ""}},
		Note: finding.Text{
			EN: "\"Leave a copy\" is ticked and the server has no UIDL.",
			JA: "「取得したメッセージのコピーをサーバーに残す」が選ばれていますが、サーバーが UIDL に対応していません。",
		},
	},
	{
		ID: "P12", Surface: POPDialog, Basis: Seen,
		Line:      "Connection closed by remote host: The other server terminated our connection.",
		Text:      "There was a problem communicating with {host}\nConnection closed by remote host: The other server terminated our connection.",
		Causes:    []finding.Code{finding.ServerHungUp},
		Sightings: []Sighting{{"github.com/archlinuxcn/repo/issues/39", ""}},
		Note: finding.Text{
			EN: "The sentence goes on; its end was not quoted.",
			JA: "文には続きがありますが、引用されていません。",
		},
	},
	{
		ID: "P13", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "Account misconfig: hostname contains unsafe characters.",
		Causes:    []finding.Code{finding.HostUnsafeCharacters},
		Sightings: []Sighting{{"github.com/archlinuxcn/repo/issues/39", ""}},
		Note: finding.Text{
			EN: "A space at the end of the server name.",
			JA: "サーバー名の末尾に空白がある場合に確認されています。",
		},
	},
	{
		ID: "P14a", Surface: POPHistory, Basis: Seen, Sightings: google29382, Note: noteOldList,
		Line:   "Connection timed out.",
		Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent},
	},
	{
		ID: "P14b", Surface: POPHistory, Basis: Seen, Sightings: google29382, Note: noteOldList,
		Line:   "Connection reset by peer.",
		Causes: []finding.Code{finding.ServerHungUp},
	},
	{
		ID: "P14c", Surface: POPHistory, Basis: Seen, Sightings: google29382, Note: noteOldList,
		Line:   "READ_ERROR",
		Causes: []finding.Code{finding.ServerHungUp, finding.ServerSilent},
	},
	{
		ID: "P14d", Surface: POPHistory, Basis: Seen,
		Line:      "The other server sent messages in the wrong order. Please contact your other provider.",
		Text:      "Error reading mail.\nServer returned error \"The other server sent messages in the wrong order. Please contact your other provider.\"",
		Causes:    []finding.Code{finding.POPOrderWrong},
		Sightings: append([]Sighting{{"github.com/markushinz/aws-ses-pop3-server/issues/1 (the lines round it; cut after \"your other\")", "2021-05-16"}}, google29382...),
		Note: finding.Text{
			EN: "The numbers in the server's list do not ascend. The end of the sentence is from an old list by Google.",
			JA: "サーバーの一覧の番号が昇順になっていない場合に確認されています。文の末尾は Google の古い一覧によります。",
		},
	},
	{
		ID: "P14e", Surface: POPHistory, Basis: Seen, Sightings: google29382, Note: noteOldList,
		Line:   "Received an empty line.",
		Causes: []finding.Code{finding.POPReplyBad},
	},
	{
		ID: "P18", Surface: POPHistory, Basis: Seen,
		Line:      "Error in RETR command: Received an empty line",
		Forms:     []string{"Error in RETR command: {reply}"},
		Causes:    []finding.Code{finding.POPReplyBad},
		Sightings: []Sighting{{"github.com/markushinz/aws-ses-pop3-server/issues/1", "2021-05-16"}},
		Note: finding.Text{
			EN: "The server's answer to RETR was not as it should be.",
			JA: "RETR（メールの取得）に対するサーバーの応答が正しくない場合に確認されています。",
		},
	},
	{
		ID: "P19", Surface: POPHistory, Basis: Seen,
		Line:      "A message in your account {address} was listed with an invalid size. It has been left on the server.",
		Causes:    []finding.Code{finding.POPSizeWrong},
		Sightings: []Sighting{{"github.com/markushinz/aws-ses-pop3-server/issues/9", "2021-06-09"}},
		Note: finding.Text{
			EN: "The size in the server's list is not that of the message. The exact condition is not known.",
			JA: "サーバーの一覧にあるサイズが実際のメールと合いません。正確な条件は分かっていません。",
		},
	},
	{
		ID: "P14f", Surface: POPHistory, Basis: Seen, Sightings: google29382, Note: noteOldList,
		Line:   "There are too many messages on the other server. Please delete some mail from your other account, or move it out of the inbox.",
		Causes: []finding.Code{finding.POPTooManyMessages},
	},
	{
		ID: "P15", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "You already have the maximum number of accounts allowed.",
		Causes:    []finding.Code{finding.GmailAccountLimit},
		Sightings: gandi,
		Note: finding.Text{
			EN: "The sixth account.",
			JA: "6 件目のアカウントを追加した場合に確認されています。",
		},
	},
	{
		ID: "P17", Surface: POPHistory, Basis: Seen, Password: Refused,
		Line:      `Authentication error. Server returned error "{reply}"`,
		Causes:    []finding.Code{finding.POPLoginRefused},
		Sightings: []Sighting{{"blog.sjain.dev (Logon failure: unknown user name or bad password.)", "2024"}},
		Note: finding.Text{
			EN: "The login reached the server, which refused it. The page does not say on which screen it stood.",
			JA: "ログインはサーバーに届き、拒否されています。どの画面の表示かは書かれていません。",
		},
	},
	{
		ID: "P20", Surface: POPDialog, Basis: Seen, Password: NotSent,
		Line:      "接続に問題が発生しました",
		Causes:    []finding.Code{finding.NetTimeout, finding.TLSNameMismatch, finding.TLSOnPlainPort, finding.NetRefused},
		Sightings: []Sighting{{"a Japanese help page", "2025-04-29"}},
		Note: finding.Text{
			EN: "Japanese words for a connection that does not come about; only one page quotes them, and the line below says why.",
			JA: "接続できない場合の日本語の表示です。引用しているページは 1 つだけで、理由はその下の行にあります。",
		},
	},
	{
		ID: "F01", Surface: GmailFooter, Basis: Seen,
		Line: "Mail from this account has not been retrieved since {date}",
		Forms: []string{
			"は{date}より受信していません",
			"は{date}から受信していません",
			"は{date}以降受信していません",
		},
		Causes: []finding.Code{
			finding.TLSNameMismatch, finding.POPLoginRefused, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.NetTimeout,
		},
		Sightings: []Sighting{
			{"blog.sjain.dev (English)", "2024"},
			{"a customer's paraphrase (Japanese), in this sense and not word for word", "2020"},
		},
		Note: finding.Text{
			EN: "It tells only since when fetching fails. The reason stands in the history: Settings, Accounts and Import, \"Check mail from other accounts\", the history link beside the address. Ask for that line.",
			JA: "受信できなくなった日だけを示す通知です。理由は履歴にあります。設定の「アカウントとインポート」の「他のアカウントのメールを確認」で、アドレスの横の履歴を開き、表示された文を確認してください。",
		},
	},
}
