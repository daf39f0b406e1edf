package phrasebook

import (
	"cmp"
	"maps"
	"slices"

	"harness/verify/spelling"
)

const (
	maxNearText = 2000 // letters of a paste that are compared loosely
	sure        = 0.12 // share of differing letters up to which it is the same sentence
	promising   = 0.4  // share of common groups of three letters from which letters are counted
	bar         = 0.3  // share of differing letters up to which a phrase is shown as the nearest known
	minNear     = 18   // letters in a row that a phrase must have to be compared loosely
	longPiece   = 18   // letters in a row that are more than chance
)

// share is the part of the template's letters that differ from the best place
// in the text, each part for itself; 1 is nothing in common.
func (t template) share(text []rune) float64 {
	differ, all := 0, 0
	for _, runes := range t.runes {
		all += len(runes)
		differ += spelling.Within(runes, text)
	}
	return min(float64(differ)/float64(all), 1)
}

// piece is the length of the longest run of letters that the text has in
// common with one part of the template.
func (t template) piece(text []rune) int {
	longest := 0
	for _, pattern := range t.runes {
		runs := make([]int, len(pattern)+1) // runs[i]: common run that ends at pattern[i-1]
		for _, c := range text {
			diagonal := 0
			for i, p := range pattern {
				run := 0
				if p == c {
					run = diagonal + 1
				}
				diagonal, runs[i+1] = runs[i+1], run
				longest = max(longest, run)
			}
		}
	}
	return longest
}

// trigrams are the groups of three letters of a text.
func trigrams(text []rune) map[[3]rune]bool {
	set := make(map[[3]rune]bool, len(text))
	for i := 0; i+3 <= len(text); i++ {
		set[[3]rune(text[i:i+3])] = true
	}
	return set
}

// alike is the share of the template's groups of three letters that the text
// has: cheap, and enough to tell whether counting letters is worth while.
func (t template) alike(set map[[3]rune]bool) float64 {
	common, all := 0, 0
	for _, part := range t.runes {
		for i := 0; i+3 <= len(part); i++ {
			all++
			if set[[3]rune(part[i:i+3])] {
				common++
			}
		}
	}
	if all == 0 {
		return 0
	}
	if common >= longPiece-2 {
		return 1 // may hold a long piece of it
	}
	return float64(common) / float64(all)
}

// longest is the length of the longest part of a template, in letters.
func (t template) longest() int {
	most := 0
	for _, part := range t.runes {
		most = max(most, len(part))
	}
	return most
}

// nearest are up to three phrases that the text resembles. One that differs in
// a few letters only, or of which a long piece stands there that no phrase of
// other causes shares, is taken for the phrase itself.
func nearest(folded string, text squashed, at signs, all []Phrase, list []template) []Match {
	letters := []rune(text.text)
	letters = letters[:min(len(letters), maxNearText)]
	type candidate struct {
		Match
		piece int
	}
	best := map[string]candidate{}
	set := trigrams(letters)
	where := at.surfaces()
	for _, t := range list {
		p := all[t.phrase]
		if t.longest() < minNear || slices.Contains(loose, p.ID) || !slices.Contains(where, p.Surface) || t.alike(set) < promising {
			continue
		}
		c := candidate{Match{Phrase: p, Causes: p.Causes, Holes: map[string]string{}, Distance: t.share(letters)}, t.piece(letters)}
		c.Near = c.Distance > sure
		if old, ok := best[p.ID]; !ok || c.Distance < old.Distance {
			best[p.ID] = c
		}
	}
	found := slices.SortedFunc(maps.Values(best), func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(a.Phrase.ID, b.Phrase.ID))
	})
	matches := make([]Match, 0, 3)
	for _, c := range found {
		matches = append(matches, c.Match)
	}
	if len(found) == 0 {
		return matches
	}
	first := found[0]
	alone := !slices.ContainsFunc(found, func(c candidate) bool {
		return c.piece >= longPiece && c.Causes[0] != first.Causes[0]
	})
	if !at.foreign() && (!first.Near || (first.piece >= longPiece && alone)) {
		matches[0].Near = false
		matches[0].Quote = quote(folded)
		return matches[:1]
	}
	for i := range matches {
		matches[i].Near = true
	}
	matches = slices.DeleteFunc(matches, func(m Match) bool { return m.Distance > bar })
	return matches[:min(len(matches), 3)]
}
