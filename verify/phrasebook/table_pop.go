package phrasebook

import "harness/verify/finding"

// Lines of the "Check mail from other accounts" dialog round the error.
const (
	popNoSSL   = "Unable to establish secure SSL connection to {host}\n[ Help ] "
	popConnect = "There was a problem connecting to {host}\n"
	popDenied  = "Server denied POP3 access for the given username and password."
	sanLine    = `SSL error: ok Hostname "{host}" doesn't match any SANs: {sans_quoted} Valid hostnames: {sans_listed}`
	firstCert  = "SSL error: unable to verify the first certificate"
	timedOut   = "Connection timed out: There may be a problem with the settings you added. Please contact your other email provider to verify the correct server name and port."
)

// returned is how the dialog quotes an error.
func returned(line string) string { return `Server returned error: "` + line + `"` }

// cutSANs are P01 as it is pasted when the dialog or the person cut it off.
var cutSANs = []string{
	`SSL error: ok Hostname "{host}" doesn't match any SANs: {sans_quoted}`,
	`Hostname "{host}" doesn't match any SANs: {sans_quoted}`,
}

var gandi = []Sighting{{"Gandi wiki", ""}}

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
		Line:   popDenied,
		Text:   popDenied + "\n" + returned("{reply}"),
		Forms:  []string{popDenied + " " + returned("{reply}")},
		Causes: []finding.Code{finding.POPLoginRefused, finding.POPMailboxLocked, finding.POPLoginDelay, finding.POPLoginTemporary, finding.POPPlaintextRefused},
		Sightings: []Sighting{
			{`Gandi wiki ("Authentication failed.")`, ""},
			{"the first line in three sources", ""},
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
}
