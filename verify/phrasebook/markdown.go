package phrasebook

import (
	"fmt"
	"strings"

	"harness/verify/finding"
)

// Markdown is the catalogue as a page: every code with its texts in both
// languages and Gmail's words for it, and every phrase with its basis and
// sightings. docs/catalogue.md is this, and a test compares them.
func Markdown() []byte {
	var b strings.Builder
	b.WriteString("# The catalogue\n\n" +
		"Generated from the code by `go run ./cmd/harness explain --list --format markdown`; do not edit.\n\n" +
		"A phrase is *seen* (somebody quoted it, with source and date) or *inferred* (deduced, the note says from what). " +
		"HOST, NAME and other capitals stand for what differs from case to case. " +
		"Where a code has no phrase, Gmail's wording for it is not known.\n\n" +
		"To add a phrase: one literal in a `table_*.go` of `verify/phrasebook` with where and when it was seen, " +
		"one pasted sample with its expectation in `verify/phrasebook/testdata/said`, " +
		"and where a fault leads to it one line in `link.go`; then " +
		"`go test ./verify/phrasebook -run Catalogue -update`.\n\n## Phrases\n\n")
	for _, p := range All() {
		fmt.Fprintf(&b, "### %s (%s)\n\n", p.ID, p.Surface)
		b.WriteString("```\n" + sketchAll(p) + "\n```\n\n")
		fmt.Fprintf(&b, "- Basis: %s\n", p.Basis)
		if len(p.Sightings) > 0 {
			b.WriteString("- Sightings: " + sightingList(p.Sightings) + "\n")
		}
		b.WriteString("- Causes, likeliest first: " + codeList(p.Causes) + "\n")
		if ja := p.Japanese(); ja != "" {
			b.WriteString("- Round it in Japanese: `" + strings.ReplaceAll(ja, "\n", "` `") + "`\n")
		}
		if p.Password != Unknown {
			fmt.Fprintf(&b, "- Password: %s\n", p.Password)
		}
		fmt.Fprintf(&b, "- %s\n- %s\n\n", p.Note.EN, p.Note.JA)
	}
	b.WriteString("## Codes\n\n")
	for _, d := range finding.All() {
		d = d.For(finding.Gmail)
		fmt.Fprintf(&b, "### %s\n\n", d.Code)
		fmt.Fprintf(&b, "- Severity: %s\n", d.Severity)
		if said := Gmail.Typical(d.Code); len(said) > 0 {
			var ids []string
			for _, s := range said {
				ids = append(ids, fmt.Sprintf("%s (%s, %s, %s)", s.ID, s.Surface, s.Basis, s.Rank))
			}
			b.WriteString("- Gmail's words: " + strings.Join(ids, "; ") + "\n")
		} else if d.Severity.Decides() {
			b.WriteString("- Gmail's words: not known\n")
		}
		if len(d.DependsOn) > 0 {
			b.WriteString("- Hidden behind: " + codeList(d.DependsOn) + "\n")
		}
		if len(d.Cite) > 0 {
			b.WriteString("- Sources: " + strings.Join(d.Cite, "; ") + "\n")
		}
		b.WriteByte('\n')
		for _, lang := range []string{finding.EN, finding.JA} {
			fmt.Fprintf(&b, "**%s**  \n%s  \n%s\n\n", page(d.Title, lang), page(d.Why, lang), page(d.Fix, lang))
		}
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

// page is a text without what only a run can fill.
func page(t finding.Text, lang string) string {
	return finding.Fill(t.In(lang), map[string]string{"host": "HOST"})
}

func sketchAll(p Phrase) string {
	whole := p
	whole.Line = p.Shown()
	return whole.Sketch()
}

func sightingList(list []Sighting) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, s.In(finding.EN))
	}
	return strings.Join(parts, "; ")
}

func codeList(codes []finding.Code) string {
	var parts []string
	for _, c := range codes {
		parts = append(parts, "`"+string(c)+"`")
	}
	return strings.Join(parts, ", ")
}
