package phrasebook

import (
	"slices"

	"harness/verify/finding"
)

// link ties a finding to a phrase.
type link struct {
	id      string
	surface Surface // "": every surface of the phrase
	rank    Rank
	basis   Basis // "": the phrase's own
}

// linksOf chooses the phrases of a finding, likeliest first.
func linksOf(f finding.Finding) []link {
	certificate := slices.Contains(anyCertificate, f.Code)
	switch {
	case f.Leg == finding.Send && certificate:
		basis := Inferred
		if f.Code == finding.TLSNameMismatch || f.Code == finding.TLSSelfSigned {
			basis = Seen
		}
		return []link{
			{"S01", "", First, basis},
			{"B01", "", First, basis},
			{"S01-550", "", AlsoSeen, basis},
		}
	case f.Leg == finding.Fetch && certificate:
		return chainLinks(f)
	}
	return nil
}

// chainLinks are the history's and dialog's words for a certificate: the text
// of the chain's result, and P01 only where that result is "ok".
func chainLinks(f finding.Finding) []link {
	if f.Code == finding.TLSNameMismatch && f.Args["x509"] == "0" {
		return []link{{"P01", "", First, ""}}
	}
	return nil
}
