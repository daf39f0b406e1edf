package spelling

import "testing"

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b         string
		want, within int
	}{
		{"", "", 0, 0}, {"smtp", "smtp", 0, 0}, {"smpt", "smtp", 2, 1}, {"", "abc", 3, 0}, {"abc", "", 3, 3},
		{"pasword", "password", 1, 1}, {"kitten", "sitting", 3, 2}, {"host", "the host name", 9, 0}, {"hosst", "the host name", 10, 1},
	} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != got {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Within([]rune(c.a), []rune(c.b)); got != c.within {
			t.Errorf("%q in %q: %d, want %d", c.a, c.b, got, c.within)
		}
	}
}
