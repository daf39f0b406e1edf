package phrasebook

import (
	"cmp"
	"slices"
)

// order puts the line that says most first, and of equals the one that stands
// first in the text. The others stay behind it as what stood round it.
func order(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(telling(b), telling(a)) })
	return found
}

// telling is how much a match says of the cause: nothing but that something is
// wrong, then how a session ended, then somebody's words, then why.
func telling(m Match) int {
	switch id := m.Phrase.ID; {
	case id == "S00" || id == "N03" || id == "P20" || id == "F01":
		return 0
	case m.Phrase.Surface == Symptom:
		return 1
	case id == "P03", slices.Contains([]string{"N01", "N02", "M05", "G28", "O05", "D04"}, id): // P03: a certificate failed, another line may say why
		return 4
	case id == "L-postfix-sni":
		return 6
	}
	return 5
}
