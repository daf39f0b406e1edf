package persona

import (
	"crypto/tls"
	"sync"
	"time"

	"harness/client/evidence"
)

// The names of the mail programs, as trips store them.
const (
	Thunderbird = "thunderbird"
	Outlook     = "outlook"
	AppleMail   = "apple-mail"
)

// programs are made at their first use: most runs are Gmail's.
var programs = sync.OnceValue(func() []Persona { return []Persona{mozillas(), microsofts(), apples()} })

// program is the dialogs of a mail program: it sends by the registered ports of
// submission and fetches by IMAP or POP3 (RFC 8314 section 3), any port can be
// typed, and its words are one set for all servers.
type program struct {
	send, fetch            Label // titles of the sections in the settings
	host, on, user, secret Label
	choices                map[evidence.Security]Label
	smtp                   uint16 // filled in beforehand, and advised first
}

func (p program) dialog(proto evidence.Proto, title Label, clear evidence.Security, first, second uint16) Dialog {
	d := Dialog{
		Proto: proto, Title: title, Host: p.host, On: p.on, User: p.user, Secret: p.secret, Free: true,
		Choices: map[evidence.Security]Label{evidence.SSL: p.choices[evidence.SSL], clear: p.choices[evidence.StartTLS], evidence.Plain: p.choices[evidence.Plain]},
		Port:    first, Ports: []uint16{min(first, second), max(first, second)}, Found: []uint16{first, second},
	}
	for _, l := range Listeners() {
		if l.Proto == proto && l.Security == evidence.SSL {
			d.TLS = l.Port
		}
	}
	d.Clear = first + second - d.TLS
	for _, port := range d.Found {
		way := evidence.Listener{Proto: proto, Port: port, Security: clear}
		if port == d.TLS {
			way.Security = evidence.SSL
		}
		d.Ways = append(d.Ways, way)
	}
	return d
}

func (p program) smtpDialog() Dialog {
	return p.dialog(evidence.SMTP, p.send, evidence.StartTLS, p.smtp, 465+587-p.smtp)
}
func (p program) imapDialog() Dialog {
	return p.dialog(evidence.IMAP, p.fetch, evidence.StartTLS, 993, 143)
}
func (p program) popDialog() Dialog {
	return p.dialog(evidence.POP3, p.fetch, evidence.STLS, 995, 110)
}

// persona is what the programs have in common: a floor that is Gecko's default
// (inferred), Windows' (it depends on its settings) and not known of Apple's, so our
// decision for all; SNI, inferred of each; steps of 30 s, ours (Gecko's own are 100 s
// to read and to write).
func (p program) persona(name string, title Label) Persona {
	return Persona{
		Name: name, Title: title,
		Send: p.smtpDialog(), Fetch: p.imapDialog(), Also: []Dialog{p.popDialog()},
		MinTLS: tls.VersionTLS12, SNI: true, Step: 30 * time.Second, LetterWait: 2 * time.Minute,
		// A missing intermediate certificate: Gecko remembers those of other servers (seen,
		// see mozillas); Windows fetches them: inferred; Apple's may be fetched from the
		// network (developer.apple.com, Creating a Trust Object).
		Spares: []string{"tls-chain-incomplete"},
	}
}

// thunderbirdWords is the account settings of Thunderbird on a desktop, byte-exact:
// mozilla/releases-comm-central and thunderbird/thunderbird-l10n,
// am-server-top.dtd and smtpEditOverlay.dtd, read 2026-11-25. Of the two kinds of
// encryption it tries TLS from the first byte first (2026-08-22).
func thunderbirdWords() program {
	return program{
		send: Label{"SMTP Server", "送信 (SMTP) サーバー"}, fetch: Label{"Server Settings", "サーバー設定"},
		host: Label{"Server Name:", "サーバー名:"}, on: Label{"Port:", "ポート:"}, user: Label{"User Name:", "ユーザー名:"}, secret: Label{"Password", "パスワード"},
		choices: map[evidence.Security]Label{evidence.SSL: {"SSL/TLS", "SSL/TLS"}, evidence.StartTLS: {"STARTTLS", "STARTTLS"}, evidence.Plain: {"None", "なし"}},
		smtp:    465,
	}
}

// mozillas is Mozilla's program on a desktop, with the password that its
// settings call normal: mozilla/releases-comm-central cf9726f5 of 2026-08-22, and
// for the login over IMAP ImapClient.sys.mjs, read 2026-11-25: AUTHENTICATE PLAIN,
// then LOGIN, the command LOGIN only where the server lists neither. It says ID
// after the login.
func mozillas() Persona {
	p := thunderbirdWords().persona(Thunderbird, Label{"Thunderbird", "Thunderbird"})
	p.Mechanisms = []string{"PLAIN", "LOGIN"}
	p.Logins = []string{"SASL PLAIN", "SASL LOGIN", evidence.LoginCommand}
	// certError.ftl has four texts beside the button; the alert for anything else
	// calls itself "Non-overridable" (imapTlsError). Which fault is which, and at which
	// there is no question at all, was seen of Debian's Thunderbird 153.7.0esr on
	// 2026-11-25: integration/clients has it meet the scenarios again.
	p.Past = Past{By: Label{"Add Exception", "例外を追加"}, Of: []string{
		"tls-name-mismatch", "tls-cert-expired", "tls-cert-not-yet-valid", "tls-self-signed", "tls-root-untrusted", "tls-chain-incomplete",
		"tls-cn-only", "tls-sha1-signature",
	}}
	p.Spares = append(p.Spares, "tls-key-small", "tls-key-usage")
	return p
}

// outlookWords is classic Outlook's manual set-up, labels as hosting companies' manuals
// show them (read 2026-11-25), without the keys for typing them.
func outlookWords() program {
	return program{
		send: Label{"Outgoing mail", "送信メール"}, fetch: Label{"Incoming mail", "受信メール"},
		host: Label{"Server", "サーバー"}, on: Label{"Port", "ポート"}, user: Label{"User Name", "ユーザー名"}, secret: Label{"Password", "パスワード"},
		choices: map[evidence.Security]Label{evidence.SSL: {"SSL/TLS", "SSL/TLS"}, evidence.StartTLS: {"STARTTLS", "STARTTLS"}, evidence.Plain: {"None", "なし"}},
		smtp:    587,
	}
}

// microsofts is classic Outlook on Windows. The new one and those on phones connect
// from Microsoft's servers (heise and borncity, 2023-11): what a host's filter does
// to them it does to Gmail, see finding.SMTPAddressFilter. LOGIN and PLAIN: mjl-/mox
// issue 51, 2023-2024; in which order, and how it logs in over IMAP, is inferred.
func microsofts() Persona {
	p := outlookWords().persona(Outlook, Label{"Outlook", "Outlook"})
	p.Mechanisms = []string{"LOGIN", "PLAIN"}
	p.Logins = []string{evidence.LoginCommand, "SASL PLAIN", "SASL LOGIN"}
	p.Past = Past{By: Label{"Yes", "はい"}} // "Do you want to continue using this server?", any fault: Microsoft KB 958977
	return p
}

// appleWords is the account settings of an iPhone, as hosting companies' manuals
// show them (read 2026-11-25): one switch for TLS, the port decides which kind
// (inferred).
func appleWords() program {
	return program{
		send: Label{"Outgoing Mail Server", "送信メールサーバ"}, fetch: Label{"Incoming Mail Server", "受信メールサーバ"},
		host: Label{"Host Name", "ホスト名"}, on: Label{"Server Port", "サーバポート"}, user: Label{"User Name", "ユーザ名"}, secret: Label{"Password", "パスワード"},
		choices: map[evidence.Security]Label{evidence.SSL: {"Use SSL", "SSLを使用"}, evidence.StartTLS: {"Use SSL", "SSLを使用"}, evidence.Plain: {"Use SSL: off", "SSLを使用: オフ"}},
		smtp:    587,
	}
}

// apples is Mail on iPhone, iPad and Mac. Ports that it tries and its mechanisms
// are not known: those here are our decision.
func apples() Persona {
	p := appleWords().persona(AppleMail, Label{"Apple Mail", "Apple のメール"})
	p.Mechanisms = []string{"PLAIN", "LOGIN"}
	p.Logins = []string{"SASL PLAIN", "SASL LOGIN", evidence.LoginCommand}
	p.Past = Past{By: Label{"Continue", "続ける"}} // a hosting company's manual of 2026 tells its customers to press it
	return p
}
