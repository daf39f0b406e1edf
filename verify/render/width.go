package render

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"harness/verify/clean"
)

// Columns is how many columns a terminal gives a text: wide and full-width
// characters take two, combining marks and control characters none (Unicode
// annex 11). Ambiguous characters count one, as terminals do outside of old
// East Asian encodings.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x7f && r >= ' ':
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// Pad fills a text with spaces up to n columns.
func Pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-Columns(s))) }

// Table writes rows of as many cells each, two columns apart; the cells from
// right on are numbers, which stand to the right. Cells are made safe.
func Table(w io.Writer, given [][]string, right int) {
	wide := make([]int, len(given[0]))
	rows := make([][]string, len(given))
	for k := range given {
		for i := range given[k] {
			rows[k] = append(rows[k], clean.Line(given[k][i]))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], Columns(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", wide[i]-Columns(cell))
			if i >= right {
				line.WriteString("  " + pad + cell)
			} else if line.WriteString(cell + pad); i+1 < right {
				line.WriteString("  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// grid is a table of plain cells; nothing is ever cut or wrapped.
type grid struct {
	rows  [][]string
	paint [][]string // colour of a cell, "" none; may be shorter than rows
}

// add adds a row; its cells are made safe.
func (g *grid) add(cells ...string) {
	row := make([]string, len(cells))
	for k, cell := range cells {
		row[k] = clean.Line(cell)
	}
	g.rows, g.paint = append(g.rows, row), append(g.paint, nil)
}

// colour paints cell k of the last row.
func (g *grid) colour(k int, c string) {
	last := len(g.rows) - 1
	for len(g.paint[last]) <= k {
		g.paint[last] = append(g.paint[last], "")
	}
	g.paint[last][k] = c
}

func (g *grid) print(p *printer, indent int) {
	var widths []int
	for _, row := range g.rows {
		for k, cell := range row {
			if k == len(widths) {
				widths = append(widths, 0)
			}
			if k < len(row)-1 { // the last cell of a row needs no room
				widths[k] = max(widths[k], Columns(cell))
			}
		}
	}
	for i, row := range g.rows {
		var b strings.Builder
		for k, cell := range row {
			text := cell
			if k < len(row)-1 {
				text = Pad(cell, widths[k])
			}
			if k < len(g.paint[i]) && g.paint[i][k] != "" {
				text = strings.Replace(text, cell, string(p.paint(g.paint[i][k], cell)), 1)
			}
			b.WriteString(text)
			if k < len(row)-1 {
				b.WriteString("  ")
			}
		}
		p.line(indent, "%s", painted(strings.TrimRight(b.String(), " ")))
	}
}
