package leaving

import (
	"fmt"
	"strings"
)

// words is a text for people in both languages. Holes are {name}.
type words struct{ en, ja string }

// in fills a text of one language: "ja", else English.
func (w words) in(lang string, holes ...string) string {
	text := w.en
	if lang == "ja" {
		text = w.ja
	}
	if len(holes) == 0 {
		return text
	}
	return strings.NewReplacer(holes...).Replace(text)
}

// sizeText writes bytes in units of 1024, with two digits that count.
func sizeText(n int64) string {
	unit, f := 0, float64(n)
	for f >= 1024 && unit < 4 {
		f, unit = f/1024, unit+1
	}
	name := []string{"B", "KB", "MB", "GB", "TB"}[unit]
	if f < 10 && unit > 0 {
		return strings.Replace(fmt.Sprintf("%.1f %s", f, name), ".0 ", " ", 1)
	}
	return fmt.Sprintf("%.0f %s", f, name)
}
