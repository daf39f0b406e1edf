package persona

import (
	"crypto/tls"
	"time"

	"harness/client/evidence"
)

// The labels of the app are those of AOSP's mail, of which it was built
// (inferred): aosp-mirror/platform_packages_apps_email, res/values and
// res/values-ja, read 2026-11-25.
var (
	appPort    = Label{"Port", "ポート"}
	appUser    = Label{"Username", "ユーザー名"}
	appSecret  = Label{"Password", "パスワード"}
	appChoices = map[evidence.Security]Label{
		evidence.SSL:      {"SSL/TLS", "SSL/TLS"},
		evidence.StartTLS: {"STARTTLS", "STARTTLS"},
		evidence.Plain:    {"None", "なし"},
	}
)

// appSend and appFetch are the app's outgoing and incoming server. A port is
// typed into a field and may be any; those listed are the defaults.
var appSend = Dialog{
	Proto: evidence.SMTP,
	Title: Label{"Outgoing server settings", "送信サーバーの設定"},
	Host:  Label{"SMTP server", "SMTPサーバー"},
	On:    appPort, User: appUser, Secret: appSecret, Choices: appChoices,
	Port: 587, Ports: []uint16{465, 587}, Free: true, Found: []uint16{587, 465}, TLS: 465, Clear: 587,
	Ways: []evidence.Listener{
		{Proto: evidence.SMTP, Port: 465, Security: evidence.SSL},
		{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS},
	},
}

var appFetch = Dialog{
	Proto: evidence.IMAP,
	Title: Label{"Incoming server settings", "受信サーバーの設定"},
	Host:  Label{"IMAP server", "IMAPサーバー"},
	On:    appPort, User: appUser, Secret: appSecret, Choices: appChoices,
	Port: 993, Ports: []uint16{143, 993}, Free: true, Found: []uint16{993, 143}, TLS: 993, Clear: 143,
	Ways: []evidence.Listener{
		{Proto: evidence.IMAP, Port: 993, Security: evidence.SSL},
		{Proto: evidence.IMAP, Port: 143, Security: evidence.StartTLS},
	},
}

// GmailApp is the Gmail app on Android with an account of another host (IMAP and
// SMTP). The app is closed: what is here is of AOSP's mail, whose account set-up
// it was built on (inferred), aosp-mirror/platform_packages_apps_email 9822725d
// of 2025-02-25: AUTH PLAIN, then LOGIN (SMTP); the command LOGIN and ID (IMAP).
var GmailApp = Persona{
	Name: "gmail-app", Title: Label{"the Gmail app", "Gmail アプリ"},
	Send: appSend, Fetch: appFetch,
	Mechanisms: []string{"PLAIN", "LOGIN"},
	Logins:     []string{evidence.LoginCommand},
	SaysID:     true,
	MinTLS:     tls.VersionTLS12, // Android's default since API level 29: inferred
	SNI:        true,             // seen, mjl-/mox issue 336
	Step:       30 * time.Second, // ours; AOSP's are 10 s to connect, 60 s to read
	LetterWait: 2 * time.Minute,
}
