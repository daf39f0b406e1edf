package phrasebook

import "harness/verify/finding"

// outlookNote is of what Outlook says where it gets nowhere.
var outlookNote = finding.Text{
	EN: "Outlook's words for a connection that does not come about. Its numbers and texts name the leg and hardly the cause: look at the server.",
	JA: "接続できない場合の Outlook の表示です。送信か受信かは分かりますが、原因はほとんど分かりません。サーバーを調べてください。",
}

// outlookPhrases are Outlook's words beside its warning, which stands with the
// other programs'.
func outlookPhrases() []Phrase {
	list := []Phrase{
		{
			ID: "O20", Line: "Outlook is unable to connect to your incoming (POP) e-mail server.",
			Causes: []finding.Code{finding.NetTimeout, finding.NetRefused, finding.DNSNoSuchHost}, Password: NotSent, Note: outlookNote,
			Sightings: []Sighting{{"microsoftmessageid.com 0x80042108", ""}},
		},
		{
			ID: "O21", Line: "The operation timed out waiting for a response from the receiving (POP) server.",
			Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent, finding.PlainOnTLSPort}, Password: NotSent, Note: outlookNote,
			Sightings: []Sighting{{"microsoftmessageid.com 0x8004210A", ""}},
		},
		{
			ID: "O22", Line: "The operation timed out waiting for a response from the sending (SMTP) server.",
			Causes: []finding.Code{finding.NetTimeout, finding.ServerSilent, finding.PlainOnTLSPort}, Password: NotSent, Note: outlookNote,
			Sightings: []Sighting{{"microsoftmessageid.com 0x8004210B", ""}},
		},
		{
			ID: "O23", Line: "We couldn’t connect to the incoming (IMAP) server. Please check the incoming (IMAP) server settings and try again",
			Causes: []finding.Code{finding.IMAPLoginRefused, finding.NetTimeout, finding.NetRefused, finding.TLSNameMismatch, finding.TLSOnPlainPort}, Password: Unknown,
			Sightings: []Sighting{{"pastelpromo.com", ""}},
			Note: finding.Text{
				EN: "The words of Outlook's set-up (2019, 365) for whatever keeps it from logging in over IMAP: password, encryption or server.",
				JA: "Outlook（2019、365）の設定画面の表示です。IMAP でログインできない場合全般（パスワード、暗号化、サーバー）に表示されます。",
			},
		},
		{
			ID: "O24", Line: "A secure connection cannot be established with the server {host} because its intermediate or root certificate cannot be found. Do you want to continue?",
			Causes: []finding.Code{finding.TLSChainIncomplete, finding.TLSRootUntrusted, finding.TLSSelfSigned}, Password: NotSent,
			Sightings: []Sighting{{"Microsoft KB 3066652", ""}},
			Note: finding.Text{
				EN: "The words of Outlook for Mac (2016) for a chain that ends nowhere. Do not click it away: have the certificate mended.",
				JA: "Outlook for Mac（2016）の警告で、証明書の連鎖がたどれない場合の表示です。そのまま続行せず、証明書を直してもらいます。",
			},
		},
	}
	for i := range list {
		list[i].Surface, list[i].Basis = OutlookBox, Seen
	}
	return list
}
