// Package spelling tells how far words and texts lie apart, in letters. A leaf.
package spelling

// Distance is how many letters have to be typed, deleted or changed to get from
// one word to the other (Levenshtein).
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := left
			if a[i] != b[j] {
				change++
			}
			left, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Within is how many letters have to be changed, left out or added so that the
// pattern stands somewhere in the text (Sellers). It takes time in proportion to
// both lengths: callers cap them.
func Within(pattern, text []rune) int {
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
