package phrasebook

import (
	"slices"
	"sync"

	"harness/verify/finding"
)

// The same faults from the server's side. The lines of Postfix 3.7, Dovecot
// 2.3 and Exim 4.96 were recorded from the real daemons: testdata/logs.

var (
	recorded = []Sighting{{"recorded from Postfix 3.7.11 and Dovecot 2.3.19, Debian 12", "2026-11-21"}}

	leftCauses = []finding.Code{
		finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSCertExpired, finding.TLSRootUntrusted,
	}
	noteLeft = finding.Text{
		EN: "The client left after the certificate and before the password: it refused the certificate, and the server learned nothing about the password.",
		JA: "接続側は、証明書を見たあと、パスワードを送る前に切断しています。証明書を拒否したと考えられ、パスワードについては何も分かりません。",
	}
	recordedExim = []Sighting{{"recorded from Exim 4.96 (GnuTLS), Debian 12", "2026-11-21"}}

	noteMissed = finding.Text{
		EN: "The client read the list of abilities, missed STARTTLS or a login method there, and left. No password was sent.",
		JA: "接続側は、サーバーの機能一覧に STARTTLS や使える認証方式がないため切断したと考えられます。パスワードは送られていません。",
	}
	noteRefused = finding.Text{
		EN: "The password was sent and refused: the certificate was accepted before.",
		JA: "パスワードが送られ、拒否されています。証明書はその前に受け入れられています。",
	}
	noteAlert = finding.Text{
		EN: "The client announced with this alert that it refuses the certificate, before sending the password.",
		JA: "接続側が、パスワードを送る前に、このアラートで証明書の拒否を知らせています。",
	}
	noteHandshake = finding.Text{
		EN: "The two sides could not agree on encryption; no password was sent.",
		JA: "暗号化の取り決めが成立していません。パスワードは送られていません。",
	}
)

// refusals are the alerts with which a client refuses a certificate, in
// OpenSSL's words (RFC 8446 section 6.2).
var refusals = []struct {
	number string
	text   string
	causes []finding.Code
}{
	{"42", "bad certificate", leftCauses},
	{"43", "unsupported certificate", []finding.Code{finding.TLSWrongPurpose, finding.TLSSignatureBad}},
	{"45", "certificate expired", []finding.Code{finding.TLSCertExpired, finding.TLSCertNotYetValid}},
	{"46", "certificate unknown", leftCauses},
	{"48", "unknown ca", []finding.Code{finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSRootUntrusted}},
}

// breakdowns are handshakes that fail on the server's side, in OpenSSL's words.
var breakdowns = []struct {
	id, text string
	causes   []finding.Code
}{
	{"L-version", "SSL routines:{routine}:unsupported protocol", []finding.Code{finding.TLSVersionOld}},
	{"L-alert-70", "alert protocol version{where}SSL alert number 70", []finding.Code{finding.TLSVersionOld}},
	{"L-cipher", "SSL routines:{routine}:no shared cipher", []finding.Code{finding.TLSNoCommonCipher, finding.TLSKeyUnusable}},
	{"L-alert-40", "alert handshake failure{where}SSL alert number 40", []finding.Code{finding.TLSNoCommonCipher, finding.TLSHandshakeFailed}},
	{"L-http", "SSL routines:{routine}:http request", []finding.Code{finding.PlainOnTLSPort}},
	{"L-wrong-version", "SSL routines:{routine}:wrong version number", []finding.Code{finding.PlainOnTLSPort}},
	{"L-no-client-cert", "SSL routines:{routine}:peer did not return a certificate", []finding.Code{finding.TLSClientCertRequired}},
}

// moreLogs are lines that say something of their own, beside how a session ended.
var moreLogs = []Phrase{
	{
		ID: "L-postfix-sni", Surface: PostfixLog, Basis: Seen, Password: NotSent,
		Line:      "TLS SNI {host} from {client} not matched, using default chain",
		Causes:    []finding.Code{finding.TLSNameMismatch, finding.TLSSNIIgnored, finding.TLSSelfSigned},
		Sightings: []Sighting{{"Postfix 3.4 tls_server_sni_maps", ""}},
		Note: finding.Text{
			EN: "The client asked for this name and the server has no certificate for it: it showed its default one, which the client then refused (see the line about the alert).",
			JA: "接続側はこの名前を求めましたが、サーバーにその名前の証明書がなく、既定の証明書を提示しています。そのあとで接続側が拒否しています（アラートの行を参照）。",
		},
	},
	{
		ID: "L-postfix-reject", Surface: PostfixLog, Basis: Seen,
		Line:      "{reply}",
		Causes:    []finding.Code{finding.SMTPSenderRefused, finding.SMTPRecipientRefused, finding.SMTPMessageRefused},
		Sightings: []Sighting{{"Postfix smtpd(8)", ""}},
		Note: finding.Text{
			EN: "The server refused a command with these words, before it took the letter.",
			JA: "サーバーが、メールを受け取る前に、この応答で拒否しています。",
		},
	},
	{
		ID: "L-dovecot-empty", Surface: DovecotLog, Basis: Seen,
		Line:      "Disconnected: Logged out top={n}/{n}, retr=0/0, del={d}/0, size=0",
		Forms:     []string{"retr=0/0, del=0/0, size=0", "Logged out top=0/0, retr=0/0, del=0/0, size=0"},
		Causes:    []finding.Code{finding.POPMailboxEmpty},
		Sightings: []Sighting{{"Dovecot 2.3 pop3_logout_format", ""}},
		Note: finding.Text{
			EN: "The login worked, and for POP3 the mailbox was empty: nothing to fetch, and so no error. Gmail is not at fault.",
			JA: "ログインは成功し、POP では空のメールボックスに見えています。取得するものがないためエラーも出ません。Gmail の問題ではありません。",
		},
	},
	{
		ID: "L-courier-imap", Surface: CourierLog, Basis: Seen, Password: NotSent,
		Line:      "imapd: Disconnected, ip={client}, time=0",
		Forms:     []string{"imapd-ssl: Disconnected, ip={client}, time=0", "imapd-ssl: Unexpected SSL connection shutdown."},
		Causes:    []finding.Code{finding.IMAPOnPOPPort, finding.POPBannerBad, finding.TLSNameMismatch},
		Sightings: []Sighting{{"Courier IMAP imapd(8)", ""}},
		Note: finding.Text{
			EN: "Somebody connected to the IMAP port and left at once. From Google's addresses (209.85., 66.102., 74.125., 2607:f8b0:) that is Gmail's POP3 fetch with an IMAP port typed: it needs 995 with SSL.",
			JA: "IMAP のポートに接続し、すぐに切断しています。接続元が Google（209.85.、66.102.、74.125.、2607:f8b0:）の場合、Gmail の POP 受信に IMAP のポートが入力されています。995（SSL）を入力します。",
		},
	},
	{
		ID: "L-courier-refused", Surface: CourierLog, Basis: Seen, Password: Refused,
		Line:      "LOGIN FAILED, user={user}, ip={client}",
		Forms:     []string{"pop3d: LOGIN FAILED", "pop3d-ssl: LOGIN FAILED"},
		Causes:    []finding.Code{finding.POPLoginRefused},
		Sightings: []Sighting{{"Courier pop3d(8)", ""}},
		Note:      noteRefused,
	},
	{
		ID: "L-sendmail-tls", Surface: SendmailLog, Basis: Seen, Password: NotSent,
		Line:      "STARTTLS=server, error: accept failed={n}, reason={words}, SSL_error={n}",
		Forms:     []string{"STARTTLS=server, error: accept failed="},
		Causes:    append([]finding.Code{finding.TLSHandshakeBroken}, leftCauses...),
		Sightings: []Sighting{{"Sendmail 8.15", ""}},
		Note:      noteHandshake,
	},
	{
		ID: "L-sendmail-alert", Surface: SendmailLog, Basis: Seen, Password: NotSent,
		Line:      "STARTTLS=server, error: accept failed=-1, reason=sslv3 alert bad certificate",
		Forms:     []string{"accept failed=-1, reason=tlsv1 alert unknown ca", "accept failed=-1, reason=sslv3 alert certificate unknown"},
		Causes:    leftCauses,
		Sightings: []Sighting{{"Sendmail 8.15", ""}},
		Note:      noteAlert,
	},
	{
		ID: "L-postfix-connect", Surface: PostfixLog, Basis: Seen, Password: NotSent,
		Line:      "status=deferred (connect to {mx}:25: Connection timed out)",
		Causes:    []finding.Code{finding.NetOutboundBlocked, finding.NetTimeout},
		Sightings: []Sighting{{"Postfix smtp(8)", ""}},
		Note: finding.Text{
			EN: "This server could not reach another one on port 25: outgoing port 25 is often blocked by the access provider or the data centre.",
			JA: "このサーバーから、相手のサーバーのポート 25 に接続できていません。接続業者やデータセンターが外向きのポート 25 を止めていることがよくあります。",
		},
	},
	{
		ID: "L-sendmail-left", Surface: SendmailLog, Basis: Seen, Password: NotSent,
		Line:      "did not issue MAIL/EXPN/VRFY/ETRN during connection to {daemon}",
		Causes:    append(leftCauses[:len(leftCauses):len(leftCauses)], finding.SMTPAuthMissing),
		Sightings: []Sighting{{"Sendmail 8.15", ""}},
		Note: finding.Text{
			EN: "The client left without a mail: after STARTTLS it refused the certificate, before it missed something in the list. No password is known to have been refused.",
			JA: "接続側はメールを送らずに切断しています。STARTTLS のあとなら証明書の拒否、その前なら機能一覧に足りないものがあったと考えられます。",
		},
	},
	{
		ID: "L-sendmail-refused", Surface: SendmailLog, Basis: Seen, Password: Refused,
		Line:      "AUTH failure ({mechanism}): authentication failure",
		Causes:    []finding.Code{finding.SMTPAuthRefused},
		Sightings: []Sighting{{"Sendmail 8.15", ""}},
		Note:      noteRefused,
	},
}

var logPhrases = sync.OnceValue(makeLogPhrases)

func makeLogPhrases() []Phrase {
	table := []Phrase{
		{
			ID: "L-postfix-left", Surface: PostfixLog, Basis: Seen, Password: NotSent, Sightings: recorded, Note: noteLeft,
			Line:   "lost connection after STARTTLS from {client}",
			Causes: leftCauses,
		},
		{
			ID: "L-postfix-left-465", Surface: PostfixLog, Basis: Seen, Password: NotSent, Sightings: recorded,
			Line:   "lost connection after CONNECT from {client}",
			Causes: append(leftCauses[:len(leftCauses):len(leftCauses)], finding.PlainOnTLSPort),
			Note: finding.Text{
				EN: "The client left before its first command. After \"TLS connection established\" it refused the certificate; without that line no encryption came about. No password was sent.",
				JA: "接続側は最初の命令の前に切断しています。「TLS connection established」の行のあとなら証明書の拒否、その行がなければ暗号化の失敗です。パスワードは送られていません。",
			},
		},
		{
			ID: "L-postfix-left-ehlo", Surface: PostfixLog, Basis: Inferred, Password: NotSent,
			Line:   "lost connection after EHLO from {client}",
			Causes: []finding.Code{finding.SMTPStartTLSMissing, finding.SMTPAuthMissing, finding.SMTPAuthUnsupported},
			Note:   noteMissed,
		},
		{
			ID: "L-postfix-refused", Surface: PostfixLog, Basis: Seen, Password: Refused, Sightings: recorded, Note: noteRefused,
			Line:   "SASL {mechanism} authentication failed",
			Causes: []finding.Code{finding.SMTPAuthRefused, finding.SMTPAuthTemporary},
		},
		{
			ID: "L-postfix-accept", Surface: PostfixLog, Basis: Seen, Password: NotSent, Sightings: recorded, Note: noteHandshake,
			Line:   "SSL_accept error from {client}",
			Causes: []finding.Code{finding.TLSHandshakeBroken, finding.PlainOnTLSPort, finding.TLSVersionOld, finding.TLSNoCommonCipher},
		},
		{
			ID: "L-dovecot-left", Surface: DovecotLog, Basis: Seen, Password: NotSent, Sightings: recorded, Note: noteLeft,
			Line:   "(no auth attempts in {seconds} secs)",
			Causes: leftCauses,
		},
		{
			ID: "L-dovecot-refused", Surface: DovecotLog, Basis: Seen, Password: Refused, Sightings: recorded, Note: noteRefused,
			Line:   "(auth failed, {count} attempts in {seconds} secs): user=<{user}>",
			Causes: []finding.Code{finding.POPLoginRefused},
		},
		{
			ID: "L-dovecot-plain", Surface: DovecotLog, Basis: Seen, Sightings: recorded,
			Line:   "Plaintext authentication disabled",
			Causes: []finding.Code{finding.POPPlaintextRefused},
			Note: finding.Text{
				EN: "The client tried to log in without encryption, which the server rightly refuses. This says nothing about the password.",
				JA: "暗号化せずにログインしようとしたため、サーバーが（適切に）拒否しています。パスワードの正誤は分かりません。",
			},
		},
		{
			ID: "L-exim-refused", Surface: EximLog, Basis: Seen, Password: Refused, Sightings: recordedExim, Note: noteRefused,
			Line:   "authenticator failed for {client} 535 Incorrect authentication data",
			Causes: []finding.Code{finding.SMTPAuthRefused},
		},
		{
			ID: "L-exim-tls", Surface: EximLog, Basis: Seen, Password: NotSent, Note: noteHandshake,
			Line:   "TLS error on connection from {client} (gnutls_handshake)",
			Forms:  []string{"TLS error on connection from {client} (SSL_accept)"},
			Causes: append([]finding.Code{finding.TLSHandshakeBroken}, leftCauses...),
			Sightings: append([]Sighting{
				{"github.com/eclipse-ee4j/angus-mail/issues/109 (SSL_accept)", "2023-09-06"},
			}, recordedExim...),
		},
		{
			ID: "L-exim-unknown-ca", Surface: EximLog, Basis: Seen, Password: NotSent, Sightings: recordedExim, Note: noteAlert,
			Line:   "TLS error on connection from {client} (gnutls_handshake): CA is unknown",
			Causes: []finding.Code{finding.TLSSelfSigned, finding.TLSChainIncomplete, finding.TLSRootUntrusted},
		},
		{
			ID: "L-exim-plain", Surface: EximLog, Basis: Seen, Password: NotSent, Sightings: recordedExim, Note: noteHandshake,
			Line:   "TLS error on connection from {client} (gnutls_handshake): An unexpected TLS packet was received.",
			Causes: []finding.Code{finding.PlainOnTLSPort},
		},
		{
			ID: "L-exim-left", Surface: EximLog, Basis: Seen, Password: NotSent, Sightings: recordedExim, Note: noteLeft,
			Line:   "no MAIL in SMTP connection from {client} C=EHLO,STARTTLS",
			Causes: leftCauses,
		},
		{
			ID: "L-exim-left-465", Surface: EximLog, Basis: Seen, Password: NotSent, Sightings: recordedExim, Note: noteLeft,
			Line:   "SMTP connection from {client} lost D={seconds}",
			Causes: append(leftCauses[:len(leftCauses):len(leftCauses)], finding.PlainOnTLSPort),
		},
		{
			ID: "L-exim-left-ehlo", Surface: EximLog, Basis: Seen, Password: NotSent, Sightings: recordedExim, Note: noteMissed,
			Line:   "no MAIL in SMTP connection from {client} C=EHLO,STARTTLS,EHLO",
			Causes: []finding.Code{finding.SMTPAuthMissing, finding.SMTPAuthUnsupported},
		},
		{
			ID: "L-exim-auth", Surface: EximLog, Basis: Seen, Sightings: recordedExim,
			Line:   "no MAIL in SMTP connection from {client} C=EHLO,STARTTLS,EHLO,AUTH",
			Causes: []finding.Code{finding.SMTPAuthRefused},
			Note: finding.Text{
				EN: "The client got as far as the login: the certificate was accepted. Whether the login worked stands in another line (\"authenticator failed\").",
				JA: "接続側はログインまで進んでおり、証明書は受け入れられています。ログインの成否は別の行（「authenticator failed」）で分かります。",
			},
		},
	}
	table = append(table, moreLogs...)
	for _, r := range refusals {
		table = append(table, Phrase{
			ID: "L-alert-" + r.number, Surface: ServerLog, Basis: Inferred, Password: NotSent, Causes: r.causes, Note: noteAlert,
			Line:  "alert " + r.text + "{where}SSL alert number " + r.number,
			Forms: []string{"SSL routines:{routine}:sslv3 alert " + r.text, "SSL routines:{routine}:tlsv1 alert " + r.text}, // Exim logs no number
		})
		if last := &table[len(table)-1]; r.number == "48" {
			last.Basis = Seen
			last.Sightings = append([]Sighting{{"github.com/mailcow/mailcow/issues/354", "2017-05"}}, recorded...)
		}
	}
	for _, b := range breakdowns {
		p := Phrase{
			ID: b.id, Surface: ServerLog, Basis: Inferred, Password: NotSent, Causes: b.causes, Note: noteHandshake, Line: b.text,
		}
		if b.id == "L-version" || b.id == "L-http" {
			p.Basis, p.Sightings = Seen, recorded
		}
		table = append(table, p)
	}
	return table
}

// general are log phrases that give way to one that says why.
var general = sync.OnceValue(func() map[string]bool {
	return map[string]bool{
		"L-postfix-left": true, "L-postfix-left-465": true, "L-postfix-accept": true, "L-dovecot-left": true, "L-exim-tls": true,
		"L-exim-left": true, "L-exim-left-ehlo": true, "L-exim-auth": true,
	}
})

// specific drops the general lines of a log where another line of it says
// more. Sessions that ended before the password and sessions that ended with
// it are different stories: the best line of each stays.
func specific(found []Match) []Match {
	best := map[bool]int{}
	for _, m := range found {
		best[late(m)] = max(best[late(m)], detail(m))
	}
	var kept []Match
	for _, m := range found {
		if d := detail(m); d == 0 || d == best[late(m)] {
			kept = append(kept, m)
		}
	}
	// A login over an unencrypted connection is counted as failed, too.
	for _, m := range kept {
		if m.Phrase.ID == "L-dovecot-plain" {
			return []Match{m}
		}
	}
	return kept
}

// late tells that the session got as far as the login.
func late(m Match) bool { return m.Phrase.Password == Refused || m.Phrase.ID == "L-exim-auth" }

// detail is how much a line of a log says: 0 is no log, 1 that the client
// left, 2 after what, 3 that the handshake failed, 4 why.
func detail(m Match) int {
	switch id := m.Phrase.ID; {
	case !isLog(m.Phrase.Surface):
		return 0
	case id == "L-exim-left-465":
		return 1
	case id == "L-postfix-accept" || id == "L-exim-tls":
		return 3
	case general()[id]:
		return 2
	}
	return 4
}

func isLog(s Surface) bool {
	return slices.Contains([]Surface{PostfixLog, DovecotLog, EximLog, ServerLog, CourierLog, SendmailLog}, s)
}
