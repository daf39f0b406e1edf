package finding

// groups are the docs in the order in which they are listed: what was typed
// first, then each layer in the order in which a trip meets it. Read only.
var groups = [][]Doc{
	typedDocs, dnsDocs, netDocs,
	nameDocs, chainDocs, riskyDocs, tlsDocs, handshakeDocs,
	smtpDocs, smtpAuthDocs, smtpLetterDocs,
	popDocs, imapDocs, letterDocs, senderDocs, publishedDocs, forwardDocs,
}

// Lookup finds the doc of a code.
func Lookup(code Code) (Doc, bool) {
	for _, group := range groups {
		for _, doc := range group {
			if doc.Code == code {
				return doc, true
			}
		}
	}
	return Doc{}, false
}

// All is every doc, always in the same order. The caller may change the slice.
func All() []Doc {
	var all []Doc
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}
