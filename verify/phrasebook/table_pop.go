package phrasebook

import "harness/verify/finding"

// Lines of the "Check mail from other accounts" dialog round the error.
const (
	popNoSSL = "Unable to establish secure SSL connection to {host}\n"
	sanLine  = `SSL error: ok Hostname "{host}" doesn't match any SANs: {sans_quoted} Valid hostnames: {sans_listed}`
)

var popPhrases = []Phrase{
	{
		ID: "P01", Surface: POPHistory, Basis: Seen,
		Line: sanLine,
		Forms: []string{
			`Hostname "{host}" doesn't match any SANs: {sans_quoted}`,
		},
		Causes: []finding.Code{finding.TLSNameMismatch, finding.TLSSNINeeded},
		Sightings: []Sighting{
			{"7mc.org (whole)", "2020-04-20"},
		},
		Note: finding.Text{
			EN: "The chain is good (\"ok\"), the name is not among the SANs. With more than two names the punctuation of the lists is inferred.",
			JA: "証明書チェーンは正常（「ok」）で、ホスト名だけが SAN にありません。名前が 3 つ以上ある場合の区切り方は推定です。",
		},
	},
	{
		ID: "P01", Surface: POPDialog, Basis: Seen,
		Line:   sanLine,
		Text:   popNoSSL + `[ Help ] Server returned error: "` + sanLine + `"`,
		Causes: []finding.Code{finding.TLSNameMismatch, finding.TLSSNINeeded},
		Sightings: []Sighting{
			{"utcc.utoronto.ca/~cks (start)", "2020-04-19"},
		},
		Note: finding.Text{
			EN: "The sentence was seen; the line above it is that of P02 (inferred).",
			JA: "文そのものは確認されています。その上の行は P02 と同じと推定しています。",
		},
	},
}
