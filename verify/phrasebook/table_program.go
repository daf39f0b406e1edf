package phrasebook

import "harness/verify/finding"

// Other programs' words for the faults that Gmail meets as well.
var programPhrases = []Phrase{
	{
		ID: "O01", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "The target principal name is incorrect.",
		JA:        "対象のプリンシパル名が間違っています。",
		Causes:    []finding.Code{finding.TLSNameMismatch},
		Sightings: []Sighting{{"pages on Xserver and Outlook", ""}},
		Note: finding.Text{
			EN: "Outlook's words for a certificate that does not name the host typed: the same fault as Gmail's B01 and P01. Do not click it away.",
			JA: "入力したホスト名が証明書に含まれていない場合の Outlook の警告です。Gmail の B01・P01 と同じ原因です。「はい」で続行せず、サーバー名を直してください。",
		},
	},
	{
		ID: "O02", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "A required certificate is not within its validity period when verifying against the current system clock",
		Causes:    []finding.Code{finding.TLSCertExpired, finding.TLSCertNotYetValid},
		Sightings: []Sighting{{"slipstick.com", "2012"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O03", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.",
		Causes:    []finding.Code{finding.TLSSelfSigned, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"learn.microsoft.com 0x800B0109", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O04", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "A certificate chain could not be built to a trusted root authority.",
		Causes:    []finding.Code{finding.TLSChainIncomplete, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"learn.microsoft.com 0x800B010A", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O05", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "The server you are connected to is using a security certificate that cannot be verified.",
		JA:        "接続しているサーバーは、確認できないセキュリティ証明書を使用しています。",
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"Microsoft KB 958977", "2008"}, {"josys-memo", "2018-07-20"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O06", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "Your server does not support the connection encryption type you have specified.",
		Causes:    []finding.Code{finding.TLSOnPlainPort, finding.PlainOnTLSPort, finding.SMTPStartTLSMissing},
		Sightings: []Sighting{{"Outlook 0x800CCC1A", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O07", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "None of the authentication methods supported by this client are supported by your server.",
		Causes:    []finding.Code{finding.SMTPAuthUnsupported, finding.SMTPAuthMissing},
		Sightings: []Sighting{{"microsoftmessageid.com 0x800CCC80", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "O08", Surface: OutlookBox, Basis: Seen, Password: NotSent,
		Line:      "Outlook cannot connect to your outgoing (SMTP) e-mail server. If you continue to receive this message, contact your server administrator or ISP.",
		Forms:     []string{"Outlook cannot connect to your outgoing (SMTP) e-mail server."},
		Causes:    []finding.Code{finding.NetTimeout, finding.NetRefused},
		Sightings: []Sighting{{"microsoftmessageid.com 0x80042109", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "A01", Surface: AppleMail, Basis: Seen, Password: NotSent,
		Line: "Cannot Verify Server Identity",
		JA:   "サーバの識別情報を検証できません",
		Forms: []string{
			"メールは、サーバの識別情報を確認できません",
		},
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"man_mail_setting_ipad", ""}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "A02", Surface: AppleMail, Basis: Seen, Password: NotSent,
		Line: "The identity of \"{host}\" cannot be verified.",
		Forms: []string{
			"cannot verify the identity of \"{host}\". Would you like to continue anyway?",
			"You might be connecting to a server that is pretending to be \"{host}\" which could put your confidential information at risk.",
		},
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"superuser.com/questions/897841", "2015-04-04"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T01", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line:      "The certificate for {host} is not valid for that server. Someone could be trying to impersonate the server and you should not continue.",
		JA:        "このサーバーの {host} の証明書が正しくありません。誰かがこのサーバーになりすまそうとしている可能性があるため、この先へ進まないでください。",
		Causes:    []finding.Code{finding.TLSNameMismatch},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T02", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line: "The certificate for {host} expired on {date}.",
		JA:   "{host} の証明書の有効期限が {date} に切れています。",
		Forms: []string{
			"の証明書の有効期限が {date} に切れています。",
		},
		Causes:    []finding.Code{finding.TLSCertExpired},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T03", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line: "The certificate for {host} will not be valid until {date}.",
		JA:   "{host} の証明書は {date} まで無効です。",
		Forms: []string{
			"の証明書は {date} まで無効です。",
		},
		Causes:    []finding.Code{finding.TLSCertNotYetValid},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T04", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line: "The certificate for {host} does not come from a trusted source.",
		JA:   "{host} の証明書は信頼されたソースからのものではありません。",
		Forms: []string{
			"の証明書は信頼されたソースからのものではありません。",
		},
		Causes:    []finding.Code{finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T05", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line:      "Non-overridable TLS error occurred. Handshake error or probably the TLS version or certificate used by server {host} is incompatible.",
		JA:        "上書きできない TLS エラーが発生しました。ハンドシェイクエラーか、TLS バージョンまたはサーバー {host} が使用する証明書の互換性がない可能性があります。",
		Causes:    []finding.Code{finding.TLSVersionOld, finding.TLSNoCommonCipher, finding.TLSHandshakeFailed, finding.TLSKeySmall},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T06", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line:      "Could not connect to mail server {host}; the connection was refused.",
		JA:        "メールサーバー {host} に接続できません。サーバーへの接続が拒否されました。",
		Causes:    []finding.Code{finding.NetRefused},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "T07", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line: "An error occurred while sending mail: Unable to establish a secure link with Outgoing server (SMTP) {host} using STARTTLS since it doesn't advertise that feature. Switch off STARTTLS for that server or contact your service provider.",
		JA:   "メールの送信前にエラーが発生しました: 送信 (SMTP) サーバー {host} が STARTTLS をサポートしていないため、保護された接続を確立できませんでした。STARTTLS を使用しない設定に変更するか、ご利用のサービスプロバイダーに問い合わせてください。",
		Forms: []string{
			"Unable to establish a secure link with Outgoing server (SMTP) {host} using STARTTLS since it doesn't advertise that feature.",
			"送信 (SMTP) サーバー {host} が STARTTLS をサポートしていないため、保護された接続を確立できませんでした。",
		},
		Causes:    []finding.Code{finding.SMTPStartTLSMissing},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Thunderbird's words where STARTTLS was chosen for sending and the server does not offer it. Its advice to switch it off would send the password in clear: have the server mended, or use SSL/TLS on 465.",
			JA: "送信で STARTTLS を選んだが、サーバーが対応していない場合の Thunderbird の表示です。STARTTLS を使わない設定に変えるとパスワードが暗号化されずに送られます。サーバーを直してもらうか、465 番の SSL/TLS を使います。",
		},
	},
	{
		ID: "T08", Surface: Thunderbird, Basis: Seen, Password: Refused,
		Line:      "Login to server {host} with username {user} failed.",
		JA:        "ユーザー名 {user} でサーバー {host} へのログインに失敗しました。",
		Causes:    []finding.Code{finding.POPLoginRefused, finding.IMAPLoginRefused, finding.LoginOtherMachine},
		Sightings: []Sighting{{"github.com/mozilla/releases-comm-central cf9726f5", "2026-08-22"}, {"github.com/thunderbird/thunderbird-l10n 5d7cde6f", "2026-08-22"}},
		Note: finding.Text{
			EN: "Thunderbird's words where the server refused user name and password; its buttons are \"Retry\" and \"Enter New Password\".",
			JA: "サーバーがユーザー名とパスワードを拒否した場合の Thunderbird の表示です。再試行と、新しいパスワードの入力を選べます。",
		},
	},
	{
		ID: "T09", Surface: Thunderbird, Basis: Seen, Password: NotSent,
		Line: "The app detected a potential security threat and did not continue to connect to {host}.",
		Forms: []string{
			"潜在的なセキュリティ上の脅威がアプリによって検出されたため",
		},
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"github.com/thunderbird/thunderbird-android a59bd679", "2026-08-20"}},
		Note: finding.Text{
			EN: "Another program's words for the same fault of the server. Do not click it away: correct the name, or have the certificate mended.",
			JA: "同じサーバーの問題に対する、他のソフトの表示です。そのまま続行せず、サーバー名を直すか、証明書を直してもらいます。",
		},
	},
	{
		ID: "R01", Surface: Webmail, Basis: Seen, Password: NotSent,
		Line: "Peer certificate CN={cn} did not match expected CN={host}",
		Forms: []string{
			"Peer certificate CN='{cn}' did not match expected CN='{host}'",
		},
		Causes:    []finding.Code{finding.TLSNameMismatch},
		Sightings: []Sighting{{"php.net/openssl", ""}},
		Note: finding.Text{
			EN: "PHP's words in the log or on the screen of Roundcube and other webmail: the certificate names another host than the one in the configuration.",
			JA: "Roundcube などのウェブメールの表示またはログ（PHP の文）です。証明書の名前が、設定されているホスト名と一致していません。",
		},
	},
	{
		ID: "D01", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line: "Certificate not valid",
		Forms: []string{
			"invalid certificate",
		},
		Causes:    []finding.Code{finding.TLSCertExpired, finding.TLSNameMismatch, finding.TLSChainIncomplete, finding.TLSSelfSigned, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"github.com/LukeSmithxyz/emailwiz/issues/170", "2021-09-24"}, {"github.com/modoboa/modoboa/issues/1794", "2019-12-01"}},
		Note: finding.Text{
			EN: "The Gmail app's words for any certificate that it does not accept: expired, wrong name, incomplete chain. Often the certificate was renewed and the mail service still serves the old one: reload it. Other programs may go on working.",
			JA: "Gmail アプリが受け入れない証明書全般（期限切れ、名前違い、中間証明書の不足）に対する表示です。証明書を更新したのに、メールのサービスが古い証明書を使い続けていることもよくあります（再読み込みが必要です）。他のソフトでは動作することがあります。",
		},
	},
	{
		ID: "D02", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "Certificate hostname not useable for server: {host}",
		Causes:    []finding.Code{finding.TLSNameMismatch},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words for a name that the certificate does not have (the spelling is theirs); for today's Gmail app it is inferred.",
			JA: "証明書にない名前に対する Android のメールアプリの表示です（つづりは原文どおり）。現在の Gmail アプリでは推定です。",
		},
	},
	{
		ID: "D03", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "Trust anchor for certification path not found.",
		Causes:    []finding.Code{finding.TLSChainIncomplete, finding.TLSSelfSigned, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"errornotes.dev", "2026-05-22"}},
		Note: finding.Text{
			EN: "Android's words for a chain that does not end at a root it trusts.",
			JA: "Android が信頼するルート証明書にたどり着かない場合の表示です。",
		},
	},
	{
		ID: "D04", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line: "Can't safely connect to server.",
		JA:   "サーバーへの安全な接続を確立できません。",
		Forms: []string{
			"Couldn't open connection to server due to security error.",
			"セキュリティエラーのためサーバーに接続できませんでした。",
		},
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words for any TLS fault; the line in brackets says which.",
			JA: "TLS の問題全般に対する Android のメールアプリの表示です。かっこの中に理由があります。",
		},
	},
	{
		ID: "D05", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "Couldn't open connection to server.",
		JA:        "サーバーに接続できませんでした。",
		Causes:    []finding.Code{finding.NetTimeout, finding.NetRefused, finding.TLSSelfSigned, finding.ServerHungUp, finding.ServerSilent, finding.DNSNoSuchHost},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words for a connection that does not come about.",
			JA: "接続できない場合の Android のメールアプリの表示です。",
		},
	},
	{
		ID: "D06", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "TLS required but not supported by server.",
		JA:        "TLSが必要ですがサーバーが対応していません。",
		Causes:    []finding.Code{finding.SMTPStartTLSMissing, finding.IMAPStartTLSMissing, finding.POPSTLSMissing},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words where STARTTLS was chosen and is not offered.",
			JA: "STARTTLS を選んだが、サーバーが対応していない場合の Android のメールアプリの表示です。",
		},
	},
	{
		ID: "D07", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "Authentication methods aren't supported by server.",
		JA:        "認証方法がサーバーでサポートされていません。",
		Causes:    []finding.Code{finding.SMTPAuthUnsupported, finding.SMTPAuthMissing},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words where neither PLAIN nor LOGIN is offered.",
			JA: "PLAIN も LOGIN も使えない場合の Android のメールアプリの表示です。",
		},
	},
	{
		ID: "D08", Surface: GmailApp, Basis: Seen, Password: Refused,
		Line:      "Username or password is incorrect.",
		JA:        "ユーザー名またはパスワードが正しくありません。",
		Causes:    []finding.Code{finding.POPLoginRefused, finding.SMTPAuthRefused, finding.IMAPLoginRefused, finding.LoginOtherMachine},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words where the server refused user name and password. Many programs say the same.",
			JA: "サーバーがユーザー名とパスワードを拒否した場合の Android のメールアプリの表示です。同じ文言を表示するソフトはほかにもあります。",
		},
	},
	{
		ID: "D09", Surface: GmailApp, Basis: Seen, Password: Unknown,
		Line:      "Can't connect to server.",
		JA:        "サーバーに接続できません。",
		Causes:    []finding.Code{finding.IMAPReplyBad, finding.IMAPBannerBad, finding.ServerHungUp},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words for what it has no other words for; in brackets there may be the server's own.",
			JA: "ほかに当てはまる表示がない場合の Android のメールアプリの表示です。かっこの中にサーバーの応答が入ることがあります。",
		},
	},
	{
		ID: "D10", Surface: GmailApp, Basis: Seen, Password: NotSent,
		Line:      "A client certificate is required. Do you want to connect to the server with a client certificate?",
		JA:        "クライアント証明書が必要です。クライアント証明書を使用してサーバーに接続しますか？",
		Causes:    []finding.Code{finding.TLSClientCertRequired},
		Sightings: []Sighting{{"github.com/aosp-mirror/platform_packages_apps_email 9822725d", "2025-02-25"}},
		Note: finding.Text{
			EN: "Android mail's words where the server insists on a certificate of the client's.",
			JA: "サーバーがクライアント証明書を要求している場合の Android のメールアプリの表示です。",
		},
	},
	{
		ID: "R02", Surface: Webmail, Basis: Seen, Password: Refused,
		Line:      "SMTP Error ({code}): Authentication failed",
		Causes:    []finding.Code{finding.SMTPAuthRefused, finding.SMTPAuthUnsupported},
		Sightings: []Sighting{{"github.com/roundcube/roundcubemail", ""}},
		Note: finding.Text{
			EN: "Roundcube's words: the submission server refused the login, or offers no method that the webmail takes.",
			JA: "Roundcube の表示です。送信サーバーがログインを拒否したか、使える認証方式がありません。",
		},
	},
}
