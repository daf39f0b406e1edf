package ticket

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"harness/verify/finding"
)

// page is a text for people, of sections. A section without a line is not
// written, nor is its heading.
type page struct {
	lang      string
	sections  []section
	asks      bool     // it asks instead of answering
	strangers []string // names outside of the customer's domain that are nobody's for certain
	confirm   []string // what is not certain: for the desk, never in the page
}

type section struct {
	head  string
	lines []string
}

// pageWidth is how many columns a line takes at most; what is to be copied is
// never broken.
const pageWidth = 76

// head opens a section.
func (p *page) head(t text) { p.sections = append(p.sections, section{head: t.In(p.lang)}) }

func (p *page) last() *section {
	if len(p.sections) == 0 {
		p.sections = append(p.sections, section{})
	}
	return &p.sections[len(p.sections)-1]
}

// say writes a paragraph, wrapped; the same one is written once in a section.
func (p *page) say(t text, args map[string]string) {
	full := strings.TrimSpace(finding.Fill(t.In(p.lang), cleaned(args)))
	p.put(full)
}

func (p *page) put(full string) {
	s := p.last()
	joined := strings.Join(s.lines, "\n")
	wrapped := strings.Join(wrap(full, pageWidth), "\n")
	if full == "" || strings.Contains(joined, wrapped) {
		return
	}
	s.lines = append(s.lines, wrapped)
}

// line writes a line as it stands: a thing to copy.
func (p *page) line(s string) { p.last().lines = append(p.last().lines, s) }

// value is a field of a dialog.
func (p *page) value(label text, v string) { p.line("  " + label.In(p.lang) + ": " + v) }

func (p *page) unsure(s string) {
	for _, c := range p.confirm {
		if c == s {
			return
		}
	}
	p.confirm = append(p.confirm, s)
}

func (p *page) String() string {
	var parts []string
	for _, s := range p.sections {
		if len(s.lines) == 0 {
			continue
		}
		lines := s.lines
		if s.head != "" {
			lines = append([]string{s.head}, lines...)
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// columns is how many columns a terminal gives a text.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !unicode.In(r, unicode.Mn, unicode.Me) {
				n++
			}
		}
	}
	return n
}

// wrap breaks a paragraph. Runs of narrow characters (host names, addresses)
// stay whole. Lines after a bullet are indented below it.
func wrap(s string, most int) []string {
	indent := ""
	switch {
	case strings.HasPrefix(s, "- "):
		indent = "  "
	case strings.HasPrefix(s, "・"):
		indent = "  "
	}
	var lines []string
	line := ""
	for _, piece := range pieces(s) {
		if line != "" && columns(line)+columns(strings.TrimRight(piece, " ")) > most {
			lines = append(lines, strings.TrimRight(line, " "))
			line = indent + strings.TrimLeft(piece, " ")
			continue
		}
		line += piece
	}
	return append(lines, strings.TrimRight(line, " "))
}

const (
	noStart = "、。，．・：；？！」』）］】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.!?:;%→"
	noEnd   = "「『（［【〈《〔([{"
)

// pieces are the parts of a text between which a line may end: behind blanks
// and closing signs, and in Japanese where a phrase ends (behind hiragana,
// before anything else), so that no word is torn.
func pieces(s string) []string {
	var out []string
	cur := ""
	flush := func() {
		if cur != "" {
			out = append(out, cur)
			cur = ""
		}
	}
	var prev rune
	for _, r := range s {
		switch {
		case prev == 0, strings.ContainsRune(noStart, r), strings.ContainsRune(noEnd, prev):
		case prev == ' ' && r != ' ', strings.ContainsRune("、。）」】", prev) && r != ' ',
			unicode.Is(unicode.Hiragana, prev) && !strings.ContainsRune("おご", prev) && !unicode.Is(unicode.Hiragana, r) && r != ' ':
			flush()
		}
		cur += string(r)
		prev = r
	}
	flush()
	return out
}
