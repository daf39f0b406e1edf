package phrasebook

import (
	"slices"

	"harness/verify/finding"
)

// placeholders stand in the holes where no server was asked.
var placeholders = map[string]string{
	"host": "HOST", "sans": "NAME,NAME", "banner": "GREETING", "reply": "SERVER'S WORDS", "code": "NNN",
	"domain": "DOMAIN", "what": "DOMAIN", "date": "DATE",
}

// Typical is what Gmail says for a code, with HOST, NAME and the like in the
// holes; empty where its wording is not known.
func Typical(code finding.Code) []Said {
	args := holes(placeholders)
	switch code {
	case finding.TLSNameMismatch:
		args["x509"] = "0"
	case finding.TLSChainIncomplete, finding.TLSIssuerNotCA:
		args["x509"] = "21"
	}
	for _, r := range results {
		if args["x509"] == "" && r.causes[0] == code {
			args["x509"] = r.number
		}
	}
	for _, a := range alerts {
		if slices.Contains(alertCodes, code) && args["alert"] == "" && a.causes[0] == code {
			args["alert"], args["alert_text"] = a.number, a.text
		}
	}
	var said []Said
	for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
		for _, s := range Says(finding.Finding{Code: code, Leg: leg, Args: args}) {
			if !slices.ContainsFunc(said, func(old Said) bool { return old.ID == s.ID && old.Surface == s.Surface }) {
				said = append(said, s)
			}
		}
	}
	return said
}

// Sketch is the phrase's line with HOST, NAME and the like in its holes.
func (p Phrase) Sketch() string {
	args := holes(placeholders)
	for _, name := range holeNames(p.Line) {
		if args[name] == "" {
			args[name] = "..."
		}
	}
	return finding.Fill(p.Line, args)
}
