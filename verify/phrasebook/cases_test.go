package phrasebook

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harness/verify/finding"
)

// expected is what a paste must lead to first.
type expected struct {
	id      string
	surface Surface
	cause   finding.Code
	also    []finding.Code // among the causes
}

// cases are texts as they were posted in public, testdata/cases.
var cases = map[string]expected{
	"01-sendas-dialog-dns-error.txt":         {"S08", SendDialog, finding.DNSNoSuchHost, nil},
	"02-pop-error-reading-mail-order.txt":    {"P14d", POPHistory, finding.POPOrderWrong, nil},
	"04-pop-invalid-size.txt":                {"P19", POPHistory, finding.POPSizeWrong, nil},
	"05-bounce-another-google-account.txt":   {"B05", SendBounce, finding.SMTPAuthRefused, nil},
	"07-dialog-454-too-many-logins.txt":      {"S09", SendDialog, finding.GoogleLoginLimit, nil},
	"08-dialog-couldnt-reach-465.txt":        {"S07", SendDialog, finding.NetTimeout, []finding.Code{finding.NetRefused, finding.PlainOnTLSPort}},
	"10-pop-denied-pop-access.txt":           {"P05", POPDialog, finding.POPLoginRefused, nil},
	"11-postfix-sni-not-matched.log":         {"L-postfix-sni", PostfixLog, finding.TLSNameMismatch, []finding.Code{finding.TLSSelfSigned}},
	"15-454-tls-currently-unavailable.txt":   {"N05", ServerReply, finding.SMTPStartTLSRefused, nil},
	"16-postfix-no-shared-cipher-102.log":    {"L-cipher", ServerLog, finding.TLSNoCommonCipher, nil},
	"18-courier-gmail-on-imap-port.log":      {"L-courier-imap", CourierLog, finding.IMAPOnPOPPort, nil},
	"19-gmail-app-certificate-not-valid.txt": {"D01", GmailApp, finding.TLSCertExpired, []finding.Code{finding.TLSNameMismatch, finding.TLSChainIncomplete}},
	"24-hestia-b01-self-signed.txt":          {"B01", SendBounce, finding.TLSNameMismatch, []finding.Code{finding.TLSSelfSigned}},
	"25-pop-retr-random-text.txt":            {"P18", POPHistory, finding.POPReplyBad, nil},
	"27-pop-section-missing.txt":             {"Y01", Symptom, finding.FeatureEnded, nil},
	"28-ja-pop-section-missing.txt":          {"Y01", Symptom, finding.FeatureEnded, nil},
	"30-fr-no-mail-since-january.txt":        {"Y02", Symptom, finding.FeatureEnded, nil},
	"31-550-server-words-txt.txt":            {"N02", ServerReply, finding.SMTPMessageRefused, nil},
	"33-553-not-owned-by-user.txt":           {"L-postfix-reject", PostfixLog, finding.SMTPSenderRefused, nil},
	"35-roundcube-peer-certificate.txt":      {"R01", Webmail, finding.TLSNameMismatch, nil},
	"37-gmail-bounce-mx-without-address.txt": {"M02", Delivery, finding.DNSMXWithoutAddress, nil},
	"38-gmail-bounce-typo-domain.txt":        {"M03", Delivery, finding.DNSRecipientDomainMissing, nil},
	"42-socket-error-old-gmail-bounce.txt":   {"M04", Delivery, finding.NetRefused, []finding.Code{finding.NetTimeout}},
	"43-ja-pop-retr-zero.txt":                {"L-dovecot-empty", DovecotLog, finding.POPMailboxEmpty, nil},
	"45-cpanel-relay-text.txt":               {"N04", ServerReply, finding.SMTPAuthMissing, nil},
	"46-gmail-421-4723-ptr.txt":              {"G03", GmailInbound, finding.SenderPTRMissing, []finding.Code{finding.SenderPTRMismatch}},
	"48-pop-denied-auth-bracket.txt":         {"P05", POPDialog, finding.POPLoginRefused, nil},
	"12-postfix-alert-42-old-openssl.log":    {"L-alert-42", ServerLog, finding.TLSNameMismatch, nil},
	"13-postfix-alert-48-openssl3.log":       {"L-alert-48", ServerLog, finding.TLSSelfSigned, nil},
	"21-ja-gmail-unauthenticated-risk.txt":   {"G01", GmailInbound, finding.SenderSPFMissing, nil},
	"22-ja-5726-no-auth-information.txt":     {"G01", GmailInbound, finding.SenderSPFMissing, nil},
	"23-de-421-not-accepting.txt":            {"G01", GmailInbound, finding.SenderSPFMissing, nil},
	"34-your-email-has-been-blocked.txt":     {"G01", GmailInbound, finding.SenderSPFMissing, nil},
	"40-zh-frame-timeout.txt":                {"P10", POPDialog, finding.NetTimeout, nil},
	"41-nl-bounce-frame.txt":                 {"B01", SendBounce, finding.TLSNameMismatch, nil},
	"49-pop-denied-auth-full.txt":            {"P05", POPDialog, finding.POPLoginRefused, nil},
}

func (e expected) check(t *testing.T, name, text string) {
	t.Helper()
	found := Causes(Decode([]byte(text)))
	if len(found) == 0 || found[0].Near {
		t.Errorf("%s: not recognised", name)
		return
	}
	m := found[0]
	if m.Phrase.ID != e.id || m.Phrase.Surface != e.surface || m.Causes[0] != e.cause {
		t.Errorf("%s: %s on %s, %v; want %s on %s, %s", name, m.Phrase.ID, m.Phrase.Surface, m.Causes, e.id, e.surface, e.cause)
	}
	for _, code := range e.also {
		if !slices.Contains(m.Causes, code) {
			t.Errorf("%s: %s is not among %v", name, code, m.Causes)
		}
	}
	if m.Quote == "" {
		t.Errorf("%s: no quote", name)
	}
}

func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(files) != len(cases) {
		t.Errorf("%d files, %d cases, %v", len(files), len(cases), err)
	}
	for name, want := range cases {
		raw, err := os.ReadFile("testdata/cases/" + name)
		if err != nil {
			t.Error(err)
			continue
		}
		want.check(t, name, string(raw))
		if !strings.HasSuffix(name, ".log") {
			want.check(t, name+", with CRLF", strings.ReplaceAll(string(raw), "\n", "\r\n"))
			want.check(t, name+", with curly quotes", strings.NewReplacer("'", "’", `"`, "”").Replace(string(raw)))
		}
	}
}

// variants are the same kinds told otherwise: other hosts, other words round them,
// other languages, other line breaks.
var variants = []struct {
	want  expected
	texts []string
}{
	{expected{"S08", SendDialog, finding.DNSNoSuchHost, nil}, []string{
		"認証が失敗しました。ユーザー名とパスワードを確認してください。\nサーバーからエラーが返されました: \"DNS Error: 17233 DNS type 'aaaa' lookup of smtp.shop.example responded with code NXDOMAIN 17233 DNS type 'a' lookup of smtp.shop.example responded with code NXDOMAIN , code: 0\"",
		"Gmail dit : « DNS Error: 99 DNS type 'aaaa' lookup of mail.boutique.example responded with code NXDOMAIN\n99 DNS type 'a' lookup of mail.boutique.example responded with code NXDOMAIN , code: 0 »",
		"Server returned error: \"DNS Error: 1 DNS type 'a' lookup of\nsmtp.laden.example responded with\ncode NXDOMAIN , code: 0\"",
	}},
	{expected{"S07", SendDialog, finding.NetTimeout, nil}, []string{
		"Couldn’t reach server. Please double-check the server and port number.",
		"SMTP サーバー smtp.shop.example ポート 587 TLS で「Couldn't reach server. Please double-check the server and port number」と出ます。",
		"Beim Hinzufügen kommt: Couldn't reach server.\nPlease double-check the server\nand port number",
	}},
	{expected{"S09", SendDialog, finding.GoogleLoginLimit, nil}, []string{
		"Server returned error: \"454 4.7.0 Too many login attempts, please try again later. a1-20020a - gsmtp , code: 454\"",
		"認証が失敗しました。ユーザー名とパスワードを確認してください。\n454 4.7.0 Too many login attempts,\nplease try again later.",
		"Google zegt: too many login attempts, please try again later",
	}},
	{expected{"B05", SendBounce, finding.SMTPAuthRefused, nil}, []string{
		"You're sending this from another Google account using the 'Send mail as' feature. The settings for your 'Send mail as' account are misconfigured or out of date.\n\nThe response was:\n\n535 5.7.8 Username and Password not accepted. Learn more at https://support.google.com/mail/?p=BadCredentials a1-20020a - gsmtp",
		"You're sending this from a different address or alias using the 'Send mail as' feature.\n\nThe response was:\n\n535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials x9 - gsmtp",
		"メールの配信エラー\n[名前] の機能を使用して、別のアドレスまたは別のエイリアスからこのメールを送信しようとしています。\n応答:\n534 5.7.14 <https://accounts.google.com/signin/continue?x> Please log in via your web browser and then try again. a1 - gsmtp",
	}},
	{expected{"P05", POPDialog, finding.POPLoginRefused, nil}, []string{
		"サーバーからエラーが返されました: \"[AUTH] Invalid user or password\"",
		"Server denied POP3 access for the given username and password.\nServer returned error: \"Logon failure: unknown user name or bad password.\"",
		"Der Server meldet: Server returned error: \"-ERR [AUTH] Authentication failed.\"",
	}},
	{expected{"L-cipher", ServerLog, finding.TLSNoCommonCipher, nil}, []string{
		"warning: TLS library problem: error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher:../ssl/statem/statem_srvr.c:2283:",
		"warning: TLS library problem: error:0A0000C1:SSL routines::no shared cipher:../ssl/statem/statem_srvr.c:2220:",
		"dovecot: pop3-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=209.85.220.41, lip=203.0.113.9, TLS handshaking: SSL_accept() failed: error:1408A0C1:SSL routines:ssl3_get_client_hello:no shared cipher, session=<x>",
	}},
	{expected{"L-version", ServerLog, finding.TLSVersionOld, nil}, []string{
		"SSL_accept error: error:1408F10B:SSL routines\nwarning: TLS library problem: error:14209102:SSL routines:tls_early_post_process_client_hello:unsupported protocol:../ssl/statem/statem_srvr.c:1661:",
		"TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1662:",
		"exim: TLS error on connection from mail-wr1-f41.google.com [209.85.221.41] (SSL_accept): error:140760FC:SSL routines:SSL23_GET_CLIENT_HELLO:unsupported protocol",
	}},
	{expected{"L-postfix-sni", PostfixLog, finding.TLSNameMismatch, nil}, []string{
		"postfix/submission/smtpd[9]: TLS SNI smtp.shop.example from mail-ed1-f51.google.com[209.85.208.51] not matched, using default chain",
		"2026-11-20T10:11:12+09:00 mx1 postfix/smtps/smtpd[123]: TLS SNI mail.kunde.example from unknown[74.125.1.2] not matched, using default chain\n2026-11-20T10:11:12+09:00 mx1 postfix/smtps/smtpd[123]: SSL_accept error from unknown[74.125.1.2]: -1",
		"サーバーのログです。\nNov 20 10:11:12 mail postfix/smtpd[1]: TLS SNI www.shop.example from mail-yw1-f1.google.com[209.85.128.1] not matched, using default chain\nNov 20 10:11:12 mail postfix/smtpd[1]: lost connection after STARTTLS from mail-yw1-f1.google.com[209.85.128.1]",
	}},
	{expected{"L-postfix-reject", PostfixLog, finding.SMTPSenderRefused, nil}, []string{
		"NOQUEUE: reject: RCPT from mail-lf1-f1.google.com[209.85.167.1]: 553 5.7.1 <a@shop.example>: Sender address rejected: not owned by user b@shop.example; from=<a@shop.example> to=<c@d.example> proto=ESMTP helo=<mail-lf1-f1.google.com>",
		"Nov  1 01:02:03 vps postfix/smtps/smtpd[77]: NOQUEUE: reject: MAIL from mail-lf1-f1.google.com[209.85.167.1]: 553 5.7.1 <info@laden.example>: Sender address rejected: not logged in; from=<info@laden.example> proto=ESMTP",
		"ログ:\npostfix/submission/smtpd[706]: NOQUEUE: reject: RCPT from unknown[209.85.221.41]: 550 5.7.1 <x@y.example>: Sender address rejected: not owned by user z; from=<x@y.example>",
	}},
	{expected{"L-courier-imap", CourierLog, finding.IMAPOnPOPPort, nil}, []string{
		"Nov 20 10:00:00 srv imapd-ssl: Connection, ip=[::ffff:66.102.1.2]\nNov 20 10:00:00 srv imapd-ssl: Disconnected, ip=[::ffff:66.102.1.2], time=0",
		"imapd: Disconnected, ip=[::ffff:74.125.1.2], time=0",
		"Plesk のログ: Mar  3 12:29:41 mail imapd-ssl: Unexpected SSL connection shutdown.",
	}},
	{expected{"L-dovecot-empty", DovecotLog, finding.POPMailboxEmpty, nil}, []string{
		"dovecot: pop3(sales@shop.example)<4><x>: Disconnected: Logged out top=0/0, retr=0/0, del=0/0, size=0, bytes=34/82",
		"Nov 20 10:00:01 mx dovecot: pop3(info): Disconnected: Logged out top=0/0, retr=0/0, del=0/0, size=0",
		"ログイン成功後に\npop3(info)<9>: Info: Disconnected: Logged out top=0/0, retr=0/0,\n del=0/0, size=0\nとなります。",
	}},
	{expected{"D01", GmailApp, finding.TLSCertExpired, nil}, []string{
		"Gmail アプリで「Certificate not valid」と表示され、メールが届きません。",
		"In the Gmail app on my phone: Certificate not valid. Outlook on the PC is fine.",
		"Android, Gmail app, IMAP STARTTLS: invalid certificate",
	}},
	{expected{"Y01", Symptom, finding.FeatureEnded, nil}, []string{
		"Gmail の「アカウントとインポート」に「他のアカウントのメールを確認」が見当たりません。",
		"In den Einstellungen fehlt \"Nachrichten von anderen Konten abrufen\". Liegt das an Ihrem Server?",
		"The option 'Check mail from other accounts' has disappeared from my Gmail settings.",
		"La section « Consulter d'autres comptes de messagerie » a disparu de Gmail.",
	}},
	{expected{"Y02", Symptom, finding.FeatureEnded, nil}, []string{
		"1月からGmailにメールが届かなくなりました。サーバーの故障でしょうか。",
		"Since the beginning of January no new mail arrives in my Gmail account from info@shop.example.",
		"Seit Januar holt Gmail keine Mails mehr von unserem Postfach ab.",
		"Desde el 1 de enero Gmail no recibe los correos de info@tienda.example.",
	}},
	{expected{"E01", GoogleNotice, finding.FeatureEnded, nil}, []string{
		"Important: Starting January 2027, Gmail will no longer support the 'Send as' feature for third-party email addresses, such as @yahoo.com or @outlook.com.\nThis change does not affect Google Workspace aliases.",
		"Google からこのような案内が来ました。\nStarting January 2027, Gmail will no longer support the “Send as” feature for third-party email addresses",
		"> Starting January 2027, Gmail will no longer\n> support the \"Send as\" feature for third-party\n> email addresses, such as @yahoo.com",
	}},
	{expected{"N04", ServerReply, finding.SMTPAuthMissing, nil}, []string{
		"550-Please turn on SMTP Authentication in your mail client. mail.shop.example\n550-[198.51.100.7]:51234 is not permitted to relay through this server without\n550 authentication.",
		"Outlook で送信できません。550-Please turn on SMTP Authentication in your mail client, or login to the 550-IMAP/POP3 server before sending your message.",
		"The server responded: 550 Please turn on SMTP Authentication in your mail client",
	}},
	{expected{"M02", Delivery, finding.DNSMXWithoutAddress, nil}, []string{
		"DNS Error: 11 DNS type 'mx' lookup of shop.example responded with code NOERROR 11 DNS type 'aaaa' lookup of mx1.shop.example. responded with code NXDOMAIN 11 DNS type 'a' lookup of mx1.shop.example. responded with code NXDOMAIN",
		"The response was:\nDNS Error: 3 DNS type 'mx' lookup of laden.example responded with code NOERROR\n3 DNS type 'aaaa' lookup of mail.laden.example. responded with code NXDOMAIN",
		"お客様へ Gmail から送ると戻ります: DNS type 'mx' lookup of mise.example responded with code NOERROR 5 DNS type 'a' lookup of mail.mise.example. responded with code NXDOMAIN",
	}},
	{expected{"M03", Delivery, finding.DNSRecipientDomainMissing, nil}, []string{
		"Address not found\nYour message wasn't delivered to info@exmaple.example because the domain exmaple.example couldn't be found. Check for typos or unnecessary spaces and try again.",
		"DNS Error: 42 DNS type 'mx' lookup of shoop.example responded with code NXDOMAIN",
		"宛先間違いでしょうか。Your message wasn't delivered to a@b.example because the domain b.example couldn't be found.\nCheck for typos or unnecessary spaces and try again.",
	}},
	{expected{"M04", Delivery, finding.NetRefused, nil}, []string{
		"The recipient server did not accept our requests to connect. Learn more at https://support.google.com/mail/answer/7720 [mx.shop.example 198.51.100.9: timed out]",
		"Technical details of temporary failure:\nThe recipient server did not accept our requests to connect.\n[mail.laden.example. 198.51.100.7: socket error]",
		"Gmail からのエラー: The recipient server did not accept our requests to connect",
	}},
	{expected{"R01", Webmail, finding.TLSNameMismatch, nil}, []string{
		"Peer certificate CN=`*.host.example' did not match expected CN=`mail.shop.example'",
		"Roundcube: stream_socket_enable_crypto(): Peer certificate CN=host.example did not match expected CN=localhost",
		"PHP Warning: Peer certificate CN='srv1.host.example' did not match expected CN='imap.shop.example'",
	}},
	{expected{"N05", ServerReply, finding.SMTPStartTLSRefused, nil}, []string{
		"454 4.7.0 TLS not available due to local problem",
		"Mails von Gmail kommen nach Tagen zurück: 454 TLS currently unavailable",
		"454 4.3.0 TLS not available: missing RSA private key (#4.3.0)",
	}},
	{expected{"P14d", POPHistory, finding.POPOrderWrong, nil}, []string{
		"メールの読み取りエラー\nServer returned error: \"The other server sent messages in the wrong order. Please contact your other mail provider.\"",
		"Gmail stopped fetching from shop.example:\nServer returned error \"The other server sent\nmessages in the wrong order. Please contact your other ...\"",
		"Der Verlauf zeigt: The other server sent messages in the wrong order. Please contact your other",
	}},
	{expected{"P19", POPHistory, finding.POPSizeWrong, nil}, []string{
		"A message in your account sales@shop.example was listed with an invalid size. It has been left on the server.",
		"Gmail からの通知:\n> A message in your account info@mise.example was\n> listed with an invalid size. It has been left on the server.",
		"Gmail sagt: A message in your account a@b.example was listed with an invalid size.",
	}},
	{expected{"P18", POPHistory, finding.POPReplyBad, nil}, []string{
		"Error in RETR command: Bestellung 4711 ist unterwegs",
		"履歴に次のように出ます。\nError in RETR command: 【重要】サーバー移行のお知らせ...",
		"In the check history of shop.example: \"Error in RETR command: <html><head>\"",
	}},
	{expected{"N02", ServerReply, finding.SMTPMessageRefused, nil}, []string{
		"Everything we send to shop.example bounces: 554 Message content rejected.",
		"先方から 550 We take no mail of this kind. と返ってきます。",
		"Unser Versand scheitert mit: 550 Message rejected by policy.",
	}},
	{expected{"G01", GmailInbound, finding.SenderSPFMissing, nil}, []string{
		"550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.",
		"お客様が Gmail 宛てに送ると戻ります。\n550-5.7.26 Your email has been blocked because the sender is\n550-5.7.26 unauthenticated.",
		"mx postfix/smtp[99]: 1A2B: to=<x@gmail.com>, relay=gmail-smtp-in.l.google.com[142.250.1.27]:25, dsn=5.7.26, status=bounced (host gmail-smtp-in.l.google.com[142.250.1.27] said: 550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.",
	}},
	{expected{"G03", GmailInbound, finding.SenderPTRMissing, nil}, []string{
		"421-4.7.23 [203.0.113.5] The IP address sending this message does not have a PTR record setup, or the corresponding forward DNS entry does not match the sending IP.",
		"Gmail だけ遅れます。\n421-4.7.23 [198.51.100.9      15] The IP address sending this message does\n421-4.7.23 not have a PTR record setup, or the corresponding forward DNS entry",
		"status=deferred (host gmail-smtp-in.l.google.com[142.250.1.27] said: 421-4.7.23 [203.0.113.7] The IP address sending this message does not have a PTR record setup, or the corresponding forward DNS entry does not match the sending IP.",
	}},
	{expected{"P10", POPDialog, finding.NetTimeout, nil}, []string{
		"サーバーとの接続がタイムアウトしました。\nThere was a problem connecting to pop.shop.example\nServer returned error: \"Connection timed out: There may be a problem with the settings you added. Please contact your other email provider to verify the correct server name and port.\"",
		"Serveur : Server returned error: \"Connection timed out: There may be a problem with the settings you added. Please contact your other email provider to verify the correct server name and port.\"",
		"Server returned error: \"Connection timed out: There may be a problem with the\nsettings you added. Please contact your other email provider\nto verify the correct server name and port.\"",
	}},
	{expected{"B01", SendBounce, finding.TLSNameMismatch, nil}, []string{
		"The response was: TLS Negotiation failed, the certificate doesn’t match the host.",
		"送信できません。\nTLS Negotiation failed, the certificate\ndoesn't match the host.",
		"Die Antwort lautete:\n\n   TLS Negotiation failed, the certificate doesn't match the host.",
	}},
	{expected{"L-alert-42", ServerLog, finding.TLSNameMismatch, nil}, []string{
		"warning: TLS library problem: error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:../ssl/record/rec_layer_s3.c:1544:SSL alert number 42:",
		"dovecot: pop3-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=209.85.220.41, lip=203.0.113.9, TLS: SSL_read() failed: error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate: SSL alert number 42",
		"TLS error on connection from mail-ed1-f51.google.com [209.85.208.51] (SSL_accept): error:0A000412:SSL routines::sslv3 alert bad certificate",
	}},
	{expected{"L-alert-48", ServerLog, finding.TLSSelfSigned, nil}, []string{
		"warning: TLS library problem: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:../ssl/record/rec_layer_s3.c:1544:SSL alert number 48:",
		"dovecot: pop3-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=209.85.220.41, lip=203.0.113.9, TLS: SSL_read() failed: error:0A000418:SSL routines::tlsv1 alert unknown ca: SSL alert number 48",
		"postfix/smtps/smtpd[1]: warning: TLS library problem: error:0A000418:SSL routines::tlsv1 alert unknown ca:../ssl/record/rec_layer_s3.c:1586:SSL alert number 48:",
	}},
}

func TestVariants(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, v := range variants {
		told[v.want.id] = true
	}
	for name, c := range cases {
		if !told[c.id] {
			t.Errorf("%s: %s has no variants", name, c.id)
		}
	}
	for _, v := range variants {
		if len(v.texts) < 3 {
			t.Errorf("%s has only %d variants", v.want.id, len(v.texts))
		}
		for _, text := range v.texts {
			v.want.check(t, quote(text), text)
		}
	}
}

// Symptoms without anybody's words, as customers and colleagues tell them.
func TestSymptoms(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Google から、Gmail の POP 受信のサポートが終了するという案内が届きました。どうすればよいですか。":                            "Y12",
		"I read that Gmail will discontinue Gmailify and POP3 fetching. Does this concern us?": "Y12",
		"Gmail 宛てだけメールが届かないと言われました。他の宛先には届きます。":                                                "Y08",
		"Gmail 宛てのメールだけ届きません。":                                                                 "Y08",
		"Gmailを使っているお客様にメールが届いていないようです":                                                        "Y08",
		"gmail users do not get our mail, all others do":                                       "Y08",
		"Mails to gmail addresses never arrive":                                                "Y08",
		"1月から Gmail にメールが届きません。":                                                               "Y02",
		"これから info@hana.example を Gmail で送受信したいです。設定方法を教えてください。":                               "Y14",
		"DKIMが設定されていないと Gmail に言われました":                                                         "Y13",
		"Only Gmail recipients do not receive our mail.":                                       "Y08",
		"弊社から送ったメールが相手の Gmail で迷惑メールに入るようです。":                                                  "Y07",
		"Our newsletters land in the spam folder at Gmail.":                                    "Y07",
		"相手の Gmail で黄色の帯の警告が出るそうです。":                                                           "Y06",
		"取引先から正逆不一致で拒否していると言われました。":                                                            "Y04",
		"The provider says that forward and reverse DNS of our server do not match":            "Y04",
		"取引先から SPF を設定してくださいと言われました。":                                                          "Y05",
		"Our customer asked us to add an SPF record. What is that?":                            "Y05",
		"証明書の有効期限が切れていますと Outlook に表示されます。":                                                    "Y11",
		"Gmail 宛てのメールが 5.7.26 で戻ってきます。":                                                        "G28",
		"The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. https://support.google.com/mail/?p=ReceivingRatePerm": "G28",
		"Outlook で証明書に関するセキュリティ警告が出ます。":                                                                                                                                               "Y09",
		"メールのパスワードを忘れてしまいました。":                                                                                                                                                        "Y10",
		"I have forgotten the password of my mailbox.":                                                                                                                                "Y10",
		"Undelivered Mail Returned to Sender という件名のメールが届きます。":                                                                                                                         "N03",
		"名前の項目にメールアドレスを追加がありません。Gmail です。":                                                                                                                                            "Y03",
	} {
		found := Causes(text)
		if len(found) == 0 || found[0].Near || found[0].Phrase.ID != want {
			id := "nothing"
			if len(found) > 0 {
				id = found[0].Phrase.ID
			}
			t.Errorf("%q: %s, want %s", text, id, want)
		}
	}
	for _, text := range []string{"", "こんにちは。請求書の件でお問い合わせします。", "Please send me the invoice for January.", "My website is slow since yesterday.", "Gmail is great.", "Where do I find my SPF record? I have set it myself."} {
		for _, m := range Causes(text) {
			if !m.Near {
				t.Errorf("%q: %s", text, m.Phrase.ID)
			}
		}
	}
}

// A link to one of Google's pages, alone, is answered with the page's meaning;
// inside of an answer it is part of it.
func TestHelpPages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]finding.Code{
		"https://support.google.com/mail/answer/17101213?hl=ja":               finding.FeatureEnded,
		"https://support.google.com/mail/answer/16604719":                     finding.FeatureEnded,
		"これは何ですか https://support.google.com/mail/answer/81126#authentication": finding.SenderSPFMissing,
		"https://support.google.com/mail/?p=CustomFromDenied":                 finding.TLSNameMismatch,
		"support.google.com/a/answer/2520500":                                 finding.SMTPStartTLSMissing,
		"https://support.google.com/mail/?p=UnsolicitedMessageError":          finding.SenderReputation,
	} {
		found := Causes(text)
		if len(found) != 1 || found[0].Phrase.Surface != GoogleNotice || found[0].Causes[0] != want {
			t.Errorf("%s: %+v", text, found)
		}
	}
	if found := Causes("https://support.google.com/mail/answer/9999999999"); len(found) > 0 && !found[0].Near {
		t.Errorf("an unknown page: %+v", found)
	}
}

// The heading never swallows the words below it.
func TestHeadingKeepsTheWordsBelow(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"The flux capacitor has no plutonium.", "Relais momentanément indisponible"} {
		found := Causes("Authentication failed. Please check your username/password.\nServer returned error: \"" + words + "\"")
		if len(found) != 1 || found[0].Phrase.ID != "S00" || !strings.HasPrefix(words, found[0].Holes["reply"]) || found[0].Holes["reply"] == "" {
			t.Errorf("%q: %+v", words, found)
		}
	}
}

// What people believe is put right wherever it stands.
func TestBeliefs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"I use smtp.gmail.com port 587 for info@shop.example.":      "smtp-gmail-com",
		"SMTP サーバーに smtp.gmail.com を入れています。":                        "smtp-gmail-com",
		"Our agency says port 465 is deprecated.":                   "465-deprecated",
		"ポート 465 は非推奨なので 587 にしました。":                                "465-deprecated",
		"メールサーバーとの通信を SSL にすれば届くようになると聞きました。":                       "encryption-helps-delivery",
		"We were told that encryption helps delivery to Gmail.":     "encryption-helps-delivery",
		"ポート25の保護されていない接続にしたら送れました。":                                "port-25",
		"Just delete the account and add it again, says the forum.": "delete-and-add",
	} {
		if !slices.ContainsFunc(Corrections(text, Causes(text)), func(m Myth) bool { return m.ID == want }) {
			t.Errorf("%q: %s is not put right", text, want)
		}
	}
	if list := Corrections("Port 465 with SSL works. Ports 2525 and 587 as well.", nil); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}
