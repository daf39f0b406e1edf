package phrasebook

import "harness/verify/finding"

// The files of Thunderbird's words: mozilla/releases-comm-central (imapMsgs.properties,
// composeMsgs.properties, localMsgs.properties, certError.ftl, accountHub.ftl), and
// their Japanese in thunderbird/thunderbird-l10n.
var thunderbirdSource = []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}}

var (
	thunderbirdConnects = finding.Text{
		EN: "Thunderbird's words for a connection that does not come about or does not last.",
		JA: "接続できない、または途中で切れた場合の Thunderbird の表示です。",
	}
	thunderbirdSends = finding.Text{
		EN: "Thunderbird's words for mail that could not be sent.",
		JA: "送信できなかった場合の Thunderbird の表示です。",
	}
	thunderbirdLogsIn = finding.Text{
		EN: "Thunderbird's words for a login that the server refused, or for which it offers no method.",
		JA: "サーバーがログインを拒否したか、使える認証方式がない場合の Thunderbird の表示です。",
	}
)

// thunderbirdPhrases are Thunderbird's words for what is no fault of a certificate;
// those stand beside the other programs'.
func thunderbirdPhrases() []Phrase {
	list := []Phrase{
		{
			ID: "T10", Line: "Connection to server {host} timed out.", JA: "サーバー {host} への接続がタイムアウトしました。",
			Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent}, Password: NotSent, Note: thunderbirdConnects,
		},
		{
			ID: "T11", Line: "Failed to connect to server {host}.", JA: "サーバー {host} への接続に失敗しました。",
			Causes: []finding.Code{finding.DNSNoSuchHost, finding.DNSNoAddress}, Password: NotSent,
			Note: finding.Text{
				EN: "Thunderbird's words where the name of the server does not exist (imapUnknownHostError).",
				JA: "サーバー名が見つからない場合の Thunderbird の表示です（imapUnknownHostError）。",
			},
		},
		{
			ID: "T12", Line: "Unable to connect to {host}. Please try again later. If the problem persists, you may have exceeded the maximum number of connections to this server. You can reduce the number of cached connections in the IMAP server settings.",
			Causes: []finding.Code{finding.ServerHungUp, finding.SMTPRateLimited}, Password: Unknown, Note: thunderbirdConnects,
		},
		{
			ID: "T13", Line: "Unable to authenticate to Outgoing server (SMTP) {host}. Please check the password and verify the 'Authentication method' in 'Account Settings | Outgoing server (SMTP)'.",
			JA:     "送信 (SMTP) サーバー {host} の認証に失敗しました。パスワードを確認し、[アカウント設定] の [送信 (SMTP) サーバー] で [認証方式] が正しいことを確認してください。",
			Forms:  []string{"Unable to authenticate to Outgoing server (SMTP) {host}."},
			Causes: []finding.Code{finding.SMTPAuthRefused, finding.LoginOtherMachine, finding.SMTPAddressFilter}, Password: Refused, Note: thunderbirdLogsIn,
		},
		{
			ID: "T14", Line: "The message could not be sent because connecting to Outgoing server (SMTP) {host} failed. The server may be unavailable or is refusing SMTP connections. Please verify that your Outgoing server (SMTP) settings are correct and try again.",
			JA:     "送信 (SMTP) サーバー {host} に接続できなかったため、メッセージを送信できませんでした。サーバーが利用できないか、SMTP 接続が拒否された可能性があります。送信 (SMTP) サーバーの設定が正しいか確認し、再度試してください。",
			Causes: []finding.Code{finding.NetRefused, finding.NetUnreachable}, Password: NotSent, Note: thunderbirdSends,
		},
		{
			ID: "T15", Line: "An error occurred while sending mail. The mail server responded:  {reply}. Please check the message and try again.",
			JA:     "メールの送信中にエラーが発生しました。メッセージを確認し、再度試してください。サーバーからの応答: {reply}",
			Causes: []finding.Code{finding.SMTPMessageRefused, finding.SMTPSenderRefused, finding.SMTPRecipientRefused}, Password: Unknown,
			Note: finding.Text{
				EN: "Thunderbird's words round the server's own: those say why.",
				JA: "サーバー自身の応答を囲む Thunderbird の表示です。理由は応答の部分にあります。",
			},
		},
		{
			ID: "T16", Line: "Unable to establish TLS connection to POP3 server. The server may be down or may be incorrectly configured. Please verify the correct configuration in the Server Settings for your mail server in the Account Settings window and try again.",
			Causes: []finding.Code{finding.POPSTLSMissing, finding.POPSTLSRefused}, Password: NotSent,
			Note: finding.Text{
				EN: "Thunderbird's words where STARTTLS was chosen for POP3 and the server does not go along.",
				JA: "POP3 で STARTTLS を選んだが、サーバーが応じない場合の Thunderbird の表示です。",
			},
		},
		{
			ID: "T17", Line: "Server {host} has disconnected. The server may have gone down or there may be a network problem.",
			JA:     "サーバー {host} との接続が切断されました。サーバーがダウンしたか、ネットワークに問題があるかもしれません。",
			Causes: []finding.Code{finding.ServerHungUp, finding.IMAPStartTLSMissing}, Password: Unknown,
			Note: finding.Text{
				EN: "Thunderbird's words where an IMAP server leaves; its source says the same where STARTTLS was chosen and is not offered.",
				JA: "IMAP サーバーが接続を切った場合の Thunderbird の表示です。ソースコードでは、STARTTLS を選んだがサーバーが対応していない場合も同じ表示です。",
			},
		},
		{
			ID: "T18", Line: "An error occurred connecting to {host}.", JA: "{host} への接続中にエラーが発生しました。",
			Forms:  []string{"への接続中にエラーが発生しました。"},
			Causes: []finding.Code{finding.TLSHandshakeFailed, finding.TLSVersionOld, finding.TLSNoCommonCipher, finding.TLSHandshakeBroken, finding.TLSOnPlainPort}, Password: NotSent,
			Note: finding.Text{
				EN: "Thunderbird's words for trouble with TLS that is not about the certificate.",
				JA: "証明書以外の TLS の問題に対する Thunderbird の表示です。",
			},
		},
		{
			ID: "T19", Line: "failed to find the settings for your email account",
			Causes: []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSCertExpired, finding.NetTimeout, finding.DNSNoSuchHost}, Password: NotSent,
			Note: finding.Text{
				EN: "Thunderbird's set-up found no settings by itself. It passes over a server with a bad certificate in silence, so that may be all that is wrong. Typing the settings by hand shows the warning.",
				JA: "Thunderbird が設定を自動で見つけられなかった場合の表示です。証明書に問題があるサーバーは何も表示せずに飛ばされるため、それだけが原因のこともあります。手動で設定すると警告が表示されます。",
			},
		},
		{
			ID: "T20", Line: "Authentication failed. Please check the username and password",
			Causes: []finding.Code{finding.POPLoginRefused, finding.IMAPLoginRefused, finding.SMTPAuthRefused}, Password: Refused, Note: thunderbirdLogsIn,
		},
		{
			ID: "T21", Line: "The message could not be sent because the connection to Outgoing server (SMTP) {host} timed out. Try again.",
			JA:     "送信 (SMTP) サーバー {host} との接続がタイムアウトしたため、メッセージを送信できませんでした。再度試してください。",
			Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent}, Password: NotSent, Note: thunderbirdSends,
		},
		{
			ID: "T22", Line: "The message could not be sent because the connection to Outgoing server (SMTP) {host} was lost in the middle of the transaction. Try again.",
			JA:     "送信処理の途中で送信 (SMTP) サーバー {host} との接続が切断されたため、メッセージを送信できませんでした。再度試してください。",
			Causes: []finding.Code{finding.ServerHungUp}, Password: Unknown, Note: thunderbirdSends,
		},
		{
			ID: "T23", Line: "An error occurred while sending mail: Outgoing server (SMTP) {host} is unknown. The server may be incorrectly configured. Please verify that your Outgoing server (SMTP) settings are correct and try again.",
			JA:     "メールの送信中にエラーが発生しました: 送信 (SMTP) サーバー {host} が見つかりません。サーバーの設定に誤りがある可能性があります。送信 (SMTP) サーバーの設定が正しいか確認し、再度試してください。",
			Causes: []finding.Code{finding.DNSNoSuchHost, finding.DNSNoAddress}, Password: NotSent, Note: thunderbirdSends,
		},
		{
			ID: "T24", Line: "The Outgoing server (SMTP) {host} does not support the selected authentication method. Please change the 'Authentication method' in the 'Account Settings | Outgoing Server (SMTP)'.",
			JA:     "送信 (SMTP) サーバー {host} が選択された認証方式をサポートしていません。[アカウント設定] の [送信 (SMTP) サーバー] で [認証方式] を変更してください。",
			Causes: []finding.Code{finding.SMTPAuthUnsupported}, Password: NotSent, Note: thunderbirdLogsIn,
		},
		{
			ID: "T25", Line: "The IMAP server {host} does not allow plaintext passwords. Please try changing to 'Encrypted password' as the 'Authentication method' in the 'Account Settings | Server settings'.",
			JA:     "IMAP サーバー {host} が平文のパスワードを許可していません。[アカウント設定] の [サーバー設定] で [認証方式] を [暗号化されたパスワード認証] に変更し、再度試してください。",
			Causes: []finding.Code{finding.IMAPPlaintextRefused, finding.IMAPAuthUnsupported}, Password: NotSent, Note: thunderbirdLogsIn,
		},
		{
			ID: "T26", Line: "Mail server {host} is not an IMAP4 mail server.", JA: "メールサーバー {host} は IMAP4 メールサーバーではありません。",
			Causes: []finding.Code{finding.IMAPBannerBad, finding.IMAPReplyBad}, Password: NotSent, Note: thunderbirdConnects,
		},
		{
			ID: "T27", Line: "An error occurred while sending mail: The mail server sent an incorrect greeting:  {banner}.",
			JA:     "メールの送信中にエラーが発生しました。メールサーバーのグリーティングが正しくありません。サーバーからの応答: {banner}",
			Causes: []finding.Code{finding.SMTPBannerBad, finding.SMTPBannerRefused}, Password: NotSent, Note: thunderbirdSends,
		},
		{
			ID: "T28", Line: "The size of the message you are trying to send exceeds the global size limit of the server. The message was not sent; reduce the message size and try again. The server responded:  {reply}.",
			JA:     "送信メッセージのサイズがサーバーのサイズ制限を超えたため、メッセージを送信できませんでした。メッセージのサイズを小さくし、再度試してください。サーバーからの応答: {reply}",
			Causes: []finding.Code{finding.SMTPMessageTooBig}, Password: Unknown, Note: thunderbirdSends,
		},
	}
	for i := range list {
		list[i].Surface, list[i].Basis, list[i].Sightings = Thunderbird, Seen, thunderbirdSource
	}
	return list
}
