package render

import "testing"

func TestColumns(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"":        0,
		"abc":     3,
		"ポート":     6,
		"ﾎﾟｰﾄ":    4, // half-width
		"（SSL）":   7,
		"か\u3099": 2, // with a combining mark
		"Müller":  6,
		"→ a":     3, // ambiguous: narrow
	} {
		if got := Columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
	if got := Columns("line\n"); got != 4 {
		t.Errorf("with its end a line takes %d columns", got)
	}
	if got := Pad("ポート", 8); got != "ポート  " {
		t.Errorf("%q", got)
	}
	if got := Pad("long enough", 3); got != "long enough" {
		t.Errorf("%q: a cell is never cut", got)
	}
}

func TestGridAligns(t *testing.T) {
	t.Parallel()
	p := &printer{}
	g := &grid{}
	g.add("ポート", "587", "x")
	g.add("port", "25", "a long last cell")
	g.add("", "", "")
	g.print(p, 0)
	want := "ポート  587  x\nport    25   a long last cell\n\n"
	if got := p.b.String(); got != want {
		t.Errorf("got\n%qwant\n%q", got, want)
	}
}
