package phrasebook

import "harness/verify/finding"

// Lines of the "Send mail as" dialog round the response. The apostrophe at the
// source is U+0027; curly ones on blogs are typography.
const (
	sendHead   = "Authentication failed. Please check your username/password."
	sendHeadJA = "認証が失敗しました。ユーザー名とパスワードを確認してください。"
	mismatch   = "TLS Negotiation failed, the certificate doesn't match the host."
	noSTARTTLS = "STARTTLS not supported and the user requires enforcement."
)

// anyCertificate are the faults that make a certificate untrusted: first the
// two for which the sentence was seen, then those for which it is inferred.
var anyCertificate = []finding.Code{
	finding.TLSNameMismatch, finding.TLSSelfSigned,
	finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted, finding.TLSCertNotYetValid,
	finding.TLSWrongPurpose, finding.TLSChainDisordered, finding.TLSSignatureBad, finding.TLSNameConstraint, finding.TLSPathTooLong,
	finding.TLSIssuerNotCA, finding.TLSCriticalExtension, finding.TLSCertUnparsable, finding.TLSSNINeeded,
}

var noteTLSFailed = finding.Text{
	EN: "Seen for a name mismatch and for a self-signed certificate; for other untrusted certificates it is inferred.",
	JA: "名前の不一致と自己署名証明書で確認されています。その他の信頼できない証明書については推定です。",
}

var sendPhrases = []Phrase{
	{
		ID: "S00", Surface: SendDialog, Basis: Seen,
		Line:  sendHead,
		Forms: []string{sendHeadJA},
		Causes: []finding.Code{
			finding.TLSNameMismatch, finding.TLSSelfSigned, finding.SMTPAuthRefused, finding.SMTPStartTLSMissing,
		},
		Sightings: []Sighting{
			{"rcmdnk's blog (Japanese)", "2020"},
			{"runaroundtech.com (English)", "2020-08-19"},
		},
		Note: finding.Text{
			EN: "Only the heading: Gmail shows it for certificate faults too, before any password is sent. The line below it (\"Server returned error: ...\") tells what happened: ask for it.",
			JA: "これは見出しだけです。パスワードを送る前の証明書エラーでも表示されます。その下の行（サーバーから返されたエラー）に本当の理由があるため、確認してください。",
		},
	},
	{
		ID: "S01", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line: mismatch + ", code: 0",
		Text: sendHead + "\nServer returned error: \"" + mismatch + ", code: 0\"",
		Forms: []string{
			mismatch + ", code: {number}",
			"TLS Negotiation failed, certificate doesn't match the host., code: {number}",
		},
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"runaroundtech.com (code: 0)", "2020-08-19"},
			{"github.com/usmannasir/cyberpanel/issues/710", ""},
			{"rcmdnk's blog (Japanese heading)", "2020"},
		},
		Note: finding.Text{
			EN: "The heading misleads: no password was sent. " + noteTLSFailed.EN,
			JA: "見出しは誤解を招きますが、パスワードは送られていません。" + noteTLSFailed.JA,
		},
	},
	{
		ID: "S01-550", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line:   mismatch + ", code: 550",
		Text:   sendHead + "\nServer returned error: \"" + mismatch + ", code: 550\"",
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"github.com/roundcube/roundcubemail/issues/8785", "2022-11-16"},
		},
		Note: finding.Text{
			EN: "S01 with another number. " + noteTLSFailed.EN,
			JA: "S01 と同じ文で、番号だけが異なります。" + noteTLSFailed.JA,
		},
	},
	{
		ID: "S03", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line:   noSTARTTLS + ", code: 500",
		Forms:  []string{noSTARTTLS + ", code: {number}"},
		Causes: []finding.Code{finding.SMTPStartTLSMissing},
		Sightings: []Sighting{
			{"github.com/postalserver/postal/issues/1053", "2020-04-17"},
			{"github.com/simonrob/email-oauth2-proxy/issues/169", "2023-06"},
		},
		Note: finding.Text{
			EN: "The older wording. The heading above it was not quoted.",
			JA: "古い表現です。上に表示される見出しは引用されていません。",
		},
	},
	{
		ID: "S04", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line:      "STARTTLS not supported and the user requires enforcement. For more information, go to https://support.google.com/a/answer/2520500, code: 504",
		Forms:     []string{"STARTTLS not supported and the user requires enforcement. For more information, go to https://support.google.com/a/answer/2520500"},
		Causes:    []finding.Code{finding.SMTPStartTLSMissing},
		Sightings: []Sighting{{"a user's report of the dialog", "2025-07-24"}},
		Note: finding.Text{
			EN: "The newer wording of S03. The heading above it was not quoted.",
			JA: "S03 の新しい表現です。上に表示される見出しは引用されていません。",
		},
	},
	{
		ID: "S05", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line:      "{reply} code({code})",
		Causes:    []finding.Code{finding.SMTPAuthUnsupported},
		Sightings: []Sighting{{"github.com/docker-mailserver/docker-mailserver/issues/23 (a CRAM-MD5 challenge, code(334))", "2015"}},
		Note: finding.Text{
			EN: "The server's own words followed by the number in brackets; an old form.",
			JA: "サーバー自身の応答に、かっこ付きの番号が続く古い形式です。",
		},
	},
	{
		ID: "S06", Surface: SendDialog, Basis: Inferred, Password: Refused,
		Line:   "{reply}, code: {code}",
		Text:   sendHead + "\nServer returned error: \"{reply}, code: {code}\"",
		Causes: []finding.Code{finding.SMTPAuthRefused, finding.SMTPAddressFilter},
		Note: finding.Text{
			EN: "The server's own words in the frame of S01; inferred from S01 and B03.",
			JA: "S01 の枠にサーバー自身の応答を入れた形です。S01 と B03 からの推定です。",
		},
	},
	{
		ID: "S07", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line: "Couldn't reach server. Please double-check the server and port number",
		Forms: []string{
			"Couldn't reach server",
		},
		Causes:    []finding.Code{finding.NetTimeout, finding.NetRefused, finding.PlainOnTLSPort, finding.NetUnreachable, finding.PortNotOffered, finding.DNSNoSuchHost},
		Sightings: []Sighting{{"github.com/docker-mailserver/docker-mailserver/issues/3048", "2023-01-31"}, {"github.com/simonrob/email-oauth2-proxy/issues/299", "2024-10-13"}},
		Note: finding.Text{
			EN: "Gmail did not get as far as a conversation: wrong server or port, a firewall, or a port that speaks TLS from the first byte. No password was sent.",
			JA: "Gmail はサーバーと会話を始められていません。サーバー名やポートの間違い、ファイアウォール、または最初から TLS を使うポートが考えられます。パスワードは送られていません。",
		},
	},
	{
		ID: "S08", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line: "DNS Error: {number} DNS type 'aaaa' lookup of {host} responded with code NXDOMAIN {number} DNS type 'a' lookup of {where} responded with code NXDOMAIN , code: 0",
		Forms: []string{
			"DNS type 'a' lookup of {host} responded with code NXDOMAIN , code: {number}",
			"DNS type 'aaaa' lookup of {host} responded with code NXDOMAIN , code: {number}",
		},
		Causes:    []finding.Code{finding.DNSNoSuchHost, finding.DNSNoAddress},
		Sightings: []Sighting{{"github.com/forwardemail/free-email-forwarding/issues/123", "2019-04-05"}},
		Note: finding.Text{
			EN: "The SMTP server typed does not exist in DNS. The heading above it (\"Authentication failed\") misleads: no password was sent.",
			JA: "入力された SMTP サーバー名が DNS に存在しません。上の見出し（認証の失敗）は誤解を招きますが、パスワードは送られていません。",
		},
	},
	{
		ID: "S09", Surface: SendDialog, Basis: Seen,
		Line: "454 4.7.0 Too many login attempts, please try again later.",
		Forms: []string{
			"Too many login attempts, please try again later.",
		},
		Causes:    []finding.Code{finding.GoogleLoginLimit, finding.SMTPAuthTemporary},
		Sightings: []Sighting{{"knowledge.workspace.google.com gmail-smtp-errors-and-codes", ""}},
		Note: finding.Text{
			EN: "Google's own limit: the SMTP server typed is Google's. Wait, and use an app password. It says nothing of mail that was sent.",
			JA: "Google 自身の制限です。入力された SMTP サーバーは Google のものです。時間をおき、アプリ パスワードを使います。送信したメールの問題ではありません。",
		},
	},
	{
		ID: "S10", Surface: SendDialog, Basis: Seen, Password: Refused,
		Line: "534 5.7.9 Please log in with your web browser and then try again. Learn more at https://support.google.com/mail/?p=WebLoginRequired",
		Forms: []string{
			"Please log in with your web browser and then try again.",
			"Application-specific password required.",
		},
		Causes:    []finding.Code{finding.SMTPAuthRefused},
		Sightings: []Sighting{{"github.com/forwardemail/free-email-forwarding/issues/48", "2018-10-24"}},
		Note: finding.Text{
			EN: "Google's own server refuses the login: the SMTP server typed is smtp.gmail.com. Sign in on the web, then use an app password; for an address of an own domain type its host's server instead.",
			JA: "Google のサーバーがログインを拒否しています。入力された SMTP サーバーは smtp.gmail.com です。ブラウザでログインしたうえで、アプリ パスワードを使います。独自ドメインのアドレスでは、ホスティング会社のサーバーを入力します。",
		},
	},
	{
		ID: "S11", Surface: SendDialog, Basis: Seen, Password: NotSent,
		Line:      "Functionality Not Enabled.",
		Causes:    []finding.Code{finding.GoogleAdminForbids},
		Sightings: []Sighting{{"a Korean help page", "2015-10-06"}},
		Note: finding.Text{
			EN: "A Google Workspace account whose administrator has not allowed per-user outbound gateways.",
			JA: "Google Workspace で、ユーザーごとの送信ゲートウェイが許可されていません。",
		},
	},
}

var bouncePhrases = []Phrase{
	{
		ID: "B01", Surface: SendBounce, Basis: Seen, Password: NotSent,
		Line:   mismatch,
		Forms:  []string{"TLS negotiation failed, certificate doesn't match the host."},
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"igreks.jp", "2020-04"},
			{"antradar.com (self-signed)", "2020-04-09"},
			{"zoe6120.com", "2020-04-18"},
			{"nldot.info", "2020"},
			{"eripyon.com", "2020-10"},
			{"more than ten independent pages in all", "2020-2022"},
		},
		Note: noteTLSFailed,
	},
	{
		ID: "B02", Surface: SendBounce, Basis: Seen, Password: NotSent,
		Line:      "Unspecified Error (SENT_SECOND_EHLO): Smtp server does not advertise AUTH capability",
		Causes:    []finding.Code{finding.SMTPAuthMissing},
		Sightings: []Sighting{{"github.com/sisimai/set-of-emails (raw message)", "2023-02-26"}},
		Note: finding.Text{
			EN: "After STARTTLS and the second EHLO the server listed no AUTH.",
			JA: "STARTTLS のあとの 2 回目の EHLO の応答に AUTH がありませんでした。",
		},
	},
	{
		ID: "B03", Surface: SendBounce, Basis: Seen,
		Line: "{reply}",
		Causes: []finding.Code{
			finding.SMTPAuthRefused, finding.SMTPAddressFilter, finding.SMTPRateLimited, finding.SMTPSenderRefused,
			finding.SMTPRecipientRefused, finding.SMTPMessageRefused, finding.SMTPMessageTooBig,
		},
		Sightings: []Sighting{
			{"several reports: 535 5.7.0 Too many authentication failures; 554 5.7.1 too many messages from sender in last 60 minutes; 535 5.7.8 Username and Password not accepted", ""},
		},
		Note: finding.Text{
			EN: "The server's own words as they stand; what they mean depends on the server.",
			JA: "サーバー自身の応答がそのまま表示されます。意味はサーバーによって異なります。",
		},
	},
	{
		ID: "B04", Surface: SendBounce, Basis: Inferred, Password: NotSent,
		Line:      noSTARTTLS,
		Causes:    []finding.Code{finding.SMTPStartTLSMissing},
		Sightings: []Sighting{{"github.com/postalserver/postal/issues/1053 (says that bounces bore \"this error\", without quoting one)", "2020-04-17"}},
		Note: finding.Text{
			EN: "S03 as it would stand in a bounce; the bounce itself was not quoted.",
			JA: "S03 がエラーメールに表示された場合の形です。エラーメール自体は引用されていません。",
		},
	},
	{
		ID: "B05", Surface: SendBounce, Basis: Seen, Password: Refused,
		Line: "You're sending this from another Google account using the 'Send mail as' feature.",
		Forms: []string{
			"Please log in via your web browser and then try again. Learn more at https://support.google.com/mail/answer/78754",
		},
		Causes:    []finding.Code{finding.SMTPAuthRefused},
		Sightings: []Sighting{{"github.com/forwardemail/free-email-forwarding/issues/57", "2018-11-05"}},
		Note: finding.Text{
			EN: "The frame for an SMTP server that is Google's own (smtp.gmail.com): Google refuses the login. Sign in once on the web, then use an app password; for an address of an own domain type its host's SMTP server instead.",
			JA: "SMTP サーバーが Google 自身（smtp.gmail.com）の場合の通知で、Google がログインを拒否しています。ブラウザで一度ログインし、アプリ パスワードを使います。独自ドメインのアドレスでは、ホスティング会社の SMTP サーバーを入力します。",
		},
	},
	{
		ID: "M01", Surface: Delivery, Basis: Seen, Password: NotSent,
		Line:      "TLS Negotiation failed: FAILED_PRECONDITION: starttls error (0): protocol error",
		Causes:    []finding.Code{finding.TLSHandshakeBroken, finding.TLSHandshakeFailed, finding.TLSNoCommonCipher, finding.TLSVersionOld},
		Sightings: []Sighting{{"github.com/postalserver/postal/issues/1229", "2020-10-07"}},
		Note: finding.Text{
			EN: "Seen for ordinary delivery by Gmail, not for \"Send mail as\".",
			JA: "Gmail からの通常の配信で確認された文です。「名前」（別のアドレスからの送信）では確認されていません。",
		},
	},
}
