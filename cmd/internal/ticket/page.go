package ticket

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"harness/verify/finding"
	"harness/verify/render"
)

// page is a text for people, of sections. A section without a line is not
// written, nor is its heading.
type page struct {
	lang      string
	client    text // the mail program that the page is about; zero: Gmail, of which our texts speak
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
func (p *page) head(t text) { p.sections = append(p.sections, section{head: p.in(t)}) }

// in is a text in the page's language, about the page's client.
func (p *page) in(t text) string {
	said := t.In(p.lang)
	if p.client == (text{}) {
		return said
	}
	title := p.client.In(p.lang)
	if last, _ := utf8.DecodeLastRuneInString(title); last > unicode.MaxASCII { // no space stands behind a name that ends in Japanese
		said = strings.NewReplacer("Gmail ", title, "{client} ", title).Replace(said)
	}
	return strings.NewReplacer("Gmail", title, "{client}", title).Replace(said)
}

func (p *page) last() *section {
	if len(p.sections) == 0 {
		p.sections = append(p.sections, section{})
	}
	return &p.sections[len(p.sections)-1]
}

// say writes a paragraph, wrapped; the same one is written once in a section.
func (p *page) say(t text, args map[string]string) {
	full := strings.TrimSpace(finding.Fill(p.in(t), cleaned(args)))
	p.put(full)
}

func (p *page) put(full string) {
	s := p.last()
	joined := strings.Join(s.lines, "\n")
	wrapped := strings.Join(render.Wrap(full, pageWidth), "\n")
	if full == "" || strings.Contains(joined, wrapped) {
		return
	}
	s.lines = append(s.lines, wrapped)
}

// indented writes a paragraph, wrapped, behind an indent; its other lines stand
// deeper.
func (p *page) indented(indent, full string) {
	for i, l := range render.Wrap(full, pageWidth-len(indent)-2) {
		if i > 0 {
			l = "  " + l
		}
		p.line(indent + l)
	}
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
