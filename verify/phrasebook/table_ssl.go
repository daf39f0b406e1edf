package phrasebook

import (
	"sync"

	"harness/verify/finding"
)

// The grammar of "SSL error:" on POP3: BoringSSL's text of the verification
// result that stands at the end, or of the TLS alert. Inferred from P01, P02
// and P04; the texts are the library's own, see the measurements that
// verify/certs is tested against.

var noteGrammar = finding.Text{
	EN: "Inferred: \"SSL error: \" and the text of BoringSSL, the library whose words P01, P02 and P04 show.",
	JA: "推定です。「SSL error: 」に続けて、P01・P02・P04 と同じ BoringSSL の文が表示されると考えられます。",
}

// results are BoringSSL's verification results, by number; 0 is P01 and 21 is P02.
var results = []struct {
	number string
	text   string
	causes []finding.Code
}{
	{"2", "unable to get issuer certificate", []finding.Code{finding.TLSRootUntrusted, finding.TLSChainIncomplete}},
	{"7", "certificate signature failure", []finding.Code{finding.TLSSignatureBad}},
	{"9", "certificate is not yet valid", []finding.Code{finding.TLSCertNotYetValid}},
	{"10", "certificate has expired", []finding.Code{finding.TLSCertExpired}},
	{"18", "self signed certificate", []finding.Code{finding.TLSSelfSigned}},
	{"19", "self signed certificate in certificate chain", []finding.Code{finding.TLSRootUntrusted}},
	{"20", "unable to get local issuer certificate", []finding.Code{finding.TLSRootUntrusted, finding.TLSChainIncomplete}},
	{"25", "path length constraint exceeded", []finding.Code{finding.TLSPathTooLong}},
	{"26", "unsupported certificate purpose", []finding.Code{finding.TLSWrongPurpose, finding.TLSChainDisordered, finding.TLSSelfSigned}},
	{"34", "unhandled critical extension", []finding.Code{finding.TLSCriticalExtension}},
	{"47", "permitted subtree violation", []finding.Code{finding.TLSNameConstraint}},
}

// alerts are the TLS alerts that a server may answer with; 48 is P04.
var alerts = []struct {
	number string
	text   string
	causes []finding.Code
}{
	{"40", "handshake failure", []finding.Code{finding.TLSNoCommonCipher, finding.TLSClientCertRequired, finding.TLSHandshakeFailed}},
	{"45", "certificate expired", []finding.Code{finding.TLSCertExpired}},
	{"70", "protocol version", []finding.Code{finding.TLSVersionOld}},
	{"80", "internal error", []finding.Code{finding.TLSHandshakeFailed, finding.TLSSNIBroken, finding.TLSKeyUnusable}},
	{"112", "unrecognized name", []finding.Code{finding.TLSSNIRefused}},
	{"116", "certificate required", []finding.Code{finding.TLSClientCertRequired}},
}

var sslPhrases = sync.OnceValue(makeSSLPhrases)

func makeSSLPhrases() []Phrase {
	var table []Phrase
	for _, r := range results {
		table = append(table, bothPOP("P03-"+r.number, "SSL error: "+r.text, r.causes)...)
	}
	for _, a := range alerts {
		table = append(table, bothPOP("P16-"+a.number, "SSL error: "+a.text+" (alert "+a.number+")", a.causes)...)
	}
	table = append(table, bothPOP("P03", "SSL error: {x509_text}",
		[]finding.Code{finding.TLSRootUntrusted, finding.TLSSelfSigned, finding.TLSWrongPurpose})...)
	return append(table, bothPOP("P16", "SSL error: {alert_text} (alert {alert})",
		[]finding.Code{finding.TLSHandshakeFailed, finding.TLSNoCommonCipher, finding.TLSVersionOld})...)
}

// bothPOP is an inferred sentence in the history and in the dialog of P02.
func bothPOP(id, line string, causes []finding.Code) []Phrase {
	history := Phrase{ID: id, Surface: POPHistory, Basis: Inferred, Line: line, Causes: causes, Password: NotSent, Note: noteGrammar}
	dialog := history
	dialog.Surface, dialog.Text = POPDialog, popNoSSL+returned(line)
	return []Phrase{history, dialog}
}
