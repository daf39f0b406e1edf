package finding

import "testing"

// A text to be reviewed stands in for its Japanese, and is told from one that was
// forgotten.
func TestToReview(t *testing.T) {
	t.Parallel()
	const text = "The server greets with nothing at all."
	r := ToReview(text)
	if r.In(EN) != text || r.In(JA) == text || !hasJapanese(r.In(JA)) || EnglishIn(r.In(JA)) != "" {
		t.Errorf("%+v", r)
	}
	if EnglishIn(text) == "" {
		t.Error("English that nobody marked is not noticed")
	}
}
