package phrasebook

import "harness/verify/finding"

// Lines of the "Send mail as" dialog round the response. The apostrophe at the
// source is U+0027; curly ones on blogs are typography.
const (
	sendHead   = "Authentication failed. Please check your username/password.\n"
	sendHeadJA = "認証が失敗しました。ユーザー名とパスワードを確認してください。"
	mismatch   = "TLS Negotiation failed, the certificate doesn't match the host."
	noSTARTTLS = "STARTTLS not supported and the user requires enforcement."
)

// anyCertificate are the faults that make a certificate untrusted, after the
// two for which the sentence was seen; all others are inferred.
var anyCertificate = []finding.Code{
	finding.TLSNameMismatch, finding.TLSSelfSigned,
	finding.TLSChainIncomplete, finding.TLSRootUntrusted, finding.TLSCertExpired, finding.TLSCertNotYetValid,
	finding.TLSWrongPurpose, finding.TLSSignatureBad, finding.TLSNameConstraint, finding.TLSPathTooLong,
	finding.TLSIssuerNotCA, finding.TLSCriticalExtension, finding.TLSCertUnparsable,
	finding.NetTLSInspected, finding.TLSSNINeeded,
}

var sendPhrases = []Phrase{
	{
		ID: "S01", Surface: SendDialog, Basis: Seen,
		Line: mismatch + ", code: 0",
		Text: sendHead + `Server returned error: "` + mismatch + `, code: 0"`,
		Forms: []string{
			mismatch + ", code: {number}",
			"TLS Negotiation failed, certificate doesn't match the host., code: {number}",
		},
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"runaroundtech.com (code: 0)", "2020-08-19"},
			{"github.com/roundcube/roundcubemail/issues/8785 (code: 550)", "2022-11-16"},
			{"github.com/usmannasir/cyberpanel/issues/710", ""},
		},
		Note: finding.Text{
			EN: "The heading misleads: no password was sent. Seen for a name mismatch and for a self-signed certificate; for other untrusted certificates it is inferred.",
			JA: "見出しは誤解を招きますが、パスワードは送られていません。名前の不一致と自己署名証明書で確認されています。その他の信頼できない証明書については推定です。",
		},
	},
	{
		ID: "S01-550", Surface: SendDialog, Basis: Seen,
		Line:   mismatch + ", code: 550",
		Text:   sendHead + `Server returned error: "` + mismatch + `, code: 550"`,
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"github.com/roundcube/roundcubemail/issues/8785", "2022-11-16"},
		},
		Note: finding.Text{
			EN: "The same as S01 with another number.",
			JA: "S01 と同じ文で、番号だけが異なります。",
		},
	},
	{
		ID: "B01", Surface: SendBounce, Basis: Seen,
		Line: mismatch,
		Forms: []string{
			"TLS negotiation failed, certificate doesn't match the host.",
		},
		Causes: anyCertificate,
		Sightings: []Sighting{
			{"antradar.com (self-signed)", "2020-04-09"},
			{"igreks.jp", "2020-04"},
			{"zoe6120.com", "2020-04-18"},
			{"nldot.info", "2020"},
			{"eripyon.com", "2020-10"},
			{"more than ten independent pages in all", "2020-2022"},
		},
		Note: finding.Text{
			EN: "Stands in the failure message after \"The response was:\". Seen for a name mismatch and for a self-signed certificate; for other untrusted certificates it is inferred.",
			JA: "エラーメールの「応答:」の下に表示されます。名前の不一致と自己署名証明書で確認されています。その他の信頼できない証明書については推定です。",
		},
	},
}
