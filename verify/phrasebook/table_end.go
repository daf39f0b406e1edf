package phrasebook

import "harness/verify/finding"

// Google's own notices of the end of both features.
var endPhrases = []Phrase{
	{
		ID: "E01", Surface: GoogleNotice, Basis: Seen,
		Line: "Starting January 2027, Gmail will no longer support the \"Send as\" feature for third-party email addresses",
		Forms: []string{
			"Gmail will no longer support the \"Send as\" feature",
		},
		Causes:    []finding.Code{finding.FeatureEnded},
		Sightings: []Sighting{{"support.google.com/mail/answer/17101213", "2026-08"}, {"support.google.com/mail/answer/22370", "2026-08"}},
		Note: finding.Text{
			EN: "Google's own decision: the mailbox and its server are not the reason, and there is nothing to type. The ways on: forwarding by the host, the Gmail app (IMAP), or a mail program.",
			JA: "Google の決定によるもので、メールボックスやサーバーの問題ではなく、設定で解決するものでもありません。今後は、サーバーからの転送、Gmail アプリ（IMAP）、またはメールソフトを使います。",
		},
	},
}
