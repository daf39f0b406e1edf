package phrasebook

import (
	"slices"

	"harness/verify/finding"
)

// placeholders stand in the holes where no server was asked.
var placeholders = finding.Args{
	finding.KeyHost: {"HOST"}, finding.KeySANs: {"NAME", "NAME"}, finding.KeyBanner: {"GREETING"},
	finding.KeyReply: {"SERVER'S WORDS"}, finding.KeyAddress: {"ADDRESS"}, finding.KeyCode: {"NNN"},
	finding.KeyDomain: {"DOMAIN"}, finding.KeyWhat: {"DOMAIN"}, finding.KeyDate: {"DATE"},
}

// Typical is what a Book's client says for a code, with HOST, NAME and the like in
// the holes; empty where its wording is not known.
func (b Book) Typical(code finding.Code) []Said {
	args := placeholders.With(nil)
	switch code {
	case finding.TLSNameMismatch:
		args[finding.KeyX509] = []string{"0"}
	case finding.TLSChainIncomplete, finding.TLSIssuerNotCA:
		args[finding.KeyX509] = []string{"21"}
	}
	for _, r := range results {
		if args.Text(finding.KeyX509) == "" && r.causes[0] == code {
			args[finding.KeyX509] = []string{r.number}
		}
	}
	for _, a := range alerts {
		if slices.Contains(alertCodes, code) && args.Text(finding.KeyAlert) == "" && a.causes[0] == code {
			args[finding.KeyAlert], args[finding.KeyAlertText] = []string{a.number}, []string{a.text}
		}
	}
	var said []Said
	for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
		for _, s := range b.Says(finding.Finding{Code: code, Leg: leg, Args: args}) {
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
