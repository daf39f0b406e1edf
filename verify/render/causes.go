package render

import (
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// cause is a finding, of one leg or of several that have it for the same
// reason.
type cause struct {
	ItemForm
	titles  []string
	replies []string
	from    []report.Item
}

// causes are the findings that a filter lets pass. Two are one cause where they
// differ in nothing but whose server it is.
func (p *printer) causes(list []report.Item, keep func(*report.Item) bool) []cause {
	var out []cause
	for _, it := range list {
		if !keep(&it) {
			continue
		}
		i := slices.IndexFunc(out, func(c cause) bool { return p.same(&c.from[0], &it) })
		if i < 0 {
			out = append(out, cause{})
			i = len(out) - 1
		}
		out[i].from = append(out[i].from, it)
	}
	for i := range out {
		p.fill(&out[i])
	}
	return out
}

// same tells whether two findings have the same texts but for the host.
func (p *printer) same(a, b *report.Item) bool {
	if a.Code != b.Code || a.Severity != b.Severity {
		return false
	}
	var texts [2]ItemForm
	for i, it := range []*report.Item{a, b} {
		blank := *it
		if len(it.Args[finding.KeyHost]) > 0 {
			blank.Args = it.Args.With(finding.Args{finding.KeyHost: {"\x00"}})
		}
		texts[i] = p.items([]report.Item{blank})[0]
	}
	return texts[0].Why == texts[1].Why && texts[0].Fix == texts[1].Fix
}

// fill writes the texts of a cause.
func (p *printer) fill(c *cause) {
	first := c.from[0]
	var hosts []string
	var words []phrasebook.Said
	put := func(list *[]string, s string) {
		if s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for _, it := range c.from {
		put(&hosts, it.Args.Text(finding.KeyHost))
		put(&c.replies, clean.Line(it.Args.Text(finding.KeyReply)))
		for _, w := range it.Gmail {
			if !slices.ContainsFunc(words, func(have phrasebook.Said) bool { return have.Surface == w.Surface && have.Text == w.Text }) {
				words = append(words, w)
			}
		}
	}
	if len(hosts) > 0 {
		first.Args = first.Args.With(finding.Args{finding.KeyHost: {strings.Join(hosts, ", ")}})
	}
	first.Gmail = words
	c.ItemForm = p.items([]report.Item{first})[0]
	c.titles = []string{c.Title}
	if differ := p.titles(c.from, true); len(differ) > 1 { // in more than the host
		c.titles = p.titles(c.from, false)
	}
}

// titles are the different titles of findings, the host left out or not.
func (p *printer) titles(list []report.Item, blank bool) []string {
	var out []string
	for _, it := range list {
		if blank {
			it.Args = it.Args.With(finding.Args{finding.KeyHost: {"?"}})
		}
		if title := p.items([]report.Item{it})[0].Title; !slices.Contains(out, title) {
			out = append(out, title)
		}
	}
	return out
}

// decides and disturbs are what a screen is about.
func decides(it *report.Item) bool  { return it.Severity.Decides() }
func disturbs(it *report.Item) bool { return it.Severity.Decides() || it.Severity == finding.High }

// why prints a cause: what is wrong, the reason, Gmail's words, the server's.
func (p *printer) why(c *cause) {
	for _, title := range c.titles {
		p.labelled(1, severityColour(c.Severity), p.in(severityWord[c.Severity]), "["+string(c.Code)+"] "+title)
	}
	if c.Why != "" {
		p.para(2, c.Why)
	}
	if decides(&c.from[0]) || len(c.Gmail) > 0 {
		p.gmail(&c.ItemForm)
	}
	for _, reply := range c.replies {
		p.para(2, p.in(serverWord))
		p.quote(reply)
	}
}

func severityColour(s finding.Severity) string {
	if s == finding.Broken || s == finding.High {
		return red
	}
	return yellow
}

// gmail prints Gmail's words: per surface what to expect; the others are
// details.
func (p *printer) gmail(it *ItemForm) {
	if len(it.Gmail) == 0 {
		if it.Severity == finding.Broken && !strings.HasPrefix(string(it.Code), "letter-") { // of a letter's fate Gmail says nothing
			unknown := unknownWording
			if p.client != finding.Gmail {
				unknown = unknownOther
			}
			p.para(2, p.in(unknown))
		}
		return
	}
	told := map[finding.Leg]bool{}
	firsts := slices.ContainsFunc(it.Gmail, func(w WordsForm) bool { return w.Rank == phrasebook.First })
	for i, w := range it.Gmail {
		mark := p.in(basisWord[w.Basis])
		if w.Rank != phrasebook.First {
			if !p.style.Details && (firsts || i > 0) {
				continue
			}
			mark = p.in(rankWord[w.Rank])
			if w.Basis == phrasebook.Inferred {
				mark += ", " + p.in(basisWord[w.Basis])
			}
		}
		leg := report.LegOf(w.Surface)
		if p.brief && told[leg] {
			continue
		}
		told[leg] = true
		p.para(2, p.in(surfaceLabel(w.Surface))+" ["+mark+"]:")
		p.quote(w.Text)
	}
}

// surfaceLabel is where a person reads the words.
func surfaceLabel(s phrasebook.Surface) text {
	if label, ok := surfaceWord[s]; ok {
		return label
	}
	return s.Title()
}

// fixes are what to do about causes, each once.
func (p *printer) fixes(list []cause) {
	var said []string
	for i := range list {
		c := &list[i]
		if c.Fix == "" || slices.Contains(said, c.Fix) {
			continue
		}
		said = append(said, c.Fix)
		p.para(1, "- "+c.Fix)
	}
}
