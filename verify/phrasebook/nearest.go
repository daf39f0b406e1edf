package phrasebook

// distance is how many letters have to be changed, left out or added so that
// the pattern stands somewhere in the text (Sellers' algorithm). Both are
// squashed and short: callers cap them.
func distance(pattern, text []rune) int {
	if len(pattern) == 0 {
		return 0
	}
	column := make([]int, len(pattern)+1)
	for i := range column {
		column[i] = i
	}
	best := column[len(pattern)]
	for _, c := range text {
		diagonal := column[0] // the text may begin anywhere
		for i, p := range pattern {
			cost := diagonal
			if p != c {
				cost = 1 + min(diagonal, column[i], column[i+1])
			}
			diagonal, column[i+1] = column[i+1], cost
		}
		best = min(best, column[len(pattern)])
	}
	return best
}

const (
	maxNearText = 3000 // letters of a paste that are compared loosely
	sure        = 0.12 // share of differing letters up to which it is the same sentence
	near        = 0.45 // share up to which it is worth showing
)

// share is the part of the template's letters that differ from the best place
// in the text, each part for itself; 1 is nothing in common. A paste that is
// only a piece of the template is looked for in it, if it is long enough to
// mean something.
func (t template) share(text []rune) float64 {
	var whole []rune
	differ := 0
	for _, part := range t.parts {
		runes := []rune(part)
		whole = append(whole, runes...)
		differ += distance(runes, text)
	}
	result := float64(differ) / float64(len(whole))
	const meaningful = 14
	if len(text) < len(whole) && len(text) >= meaningful {
		inside := float64(distance(text, whole)) / float64(len(text))
		// The shorter the piece, the less sure.
		inside += 0.1 * (1 - float64(len(text))/float64(len(whole)))
		result = min(result, inside)
	}
	return min(result, 1)
}
