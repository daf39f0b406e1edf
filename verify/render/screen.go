package render

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// The text form is one screen: the verdict on what was typed, what to do about
// it, why, and what was seen. Words of Gmail and of servers, and what is to be
// copied, stand alone on their lines behind six spaces and are never broken;
// every other line keeps to the width. The rest waits for --details.

const (
	usualWidth = 80  // where no terminal says otherwise
	leastWidth = 40  // below it nothing can be read
	quoteMost  = 400 // bytes of words that are shown without --details
	listMost   = 6   // values of a list that are shown in a sentence without --details
)

type printer struct {
	b      strings.Builder
	style  Style
	client string // whose remarks
	brief  bool   // of Gmail's words the first for each leg is enough
}

// sub is a printer for a part that is looked at before it is shown.
func (p *printer) sub() *printer { return &printer{style: p.style, client: p.client, brief: p.brief} }

func (p *printer) width() int {
	if p.style.Width == 0 {
		return usualWidth
	}
	return max(p.style.Width, leastWidth)
}

func (p *printer) in(t text) string { return named(t, p.client, p.style.Lang) }

// gap is one empty line, never two and never the first.
func (p *printer) gap() {
	if s := p.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		p.b.WriteByte('\n')
	}
}

// line is a line as it stands.
//
// Whatever a value is, no control of it gets through: only what paint gives may
// have some.
func (p *printer) line(indent int, format string, args ...any) {
	args = slices.Clone(args)
	for i, a := range args {
		switch a := a.(type) {
		case string:
			args[i] = clean.Line(a)
		case painted:
			args[i] = string(a)
		default:
			if v := reflect.ValueOf(a); v.Kind() == reflect.String {
				args[i] = clean.Line(v.String())
			}
		}
	}
	p.b.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

// para is a sentence or more, wrapped.
func (p *printer) para(indent int, s string) { p.labelled(indent, "", "", s) }

// labelled is a sentence behind a word that may be in colour. What is too wide
// for a line is something quoted, and stands as such.
func (p *printer) labelled(indent int, colour, label, s string) {
	whole := strings.TrimSpace(label + " " + s)
	for i, l := range Wrap(whole, p.width()-2*indent) {
		if rest, ok := strings.CutPrefix(l, label); ok && i == 0 && label != "" && colour != "" {
			p.line(indent, "%s%s", p.paint(colour, label), rest)
			continue
		} else if Columns(l) > p.width()-2*indent {
			p.copied(strings.TrimSpace(l))
			continue
		}
		p.line(indent, "%s", l)
	}
}

// verdict is the first line.
func (p *printer) verdict(s string) {
	for _, l := range Wrap(s, p.width()) {
		p.line(0, "%s", p.paint(bold, l))
	}
}

// head opens a section.
func (p *printer) head(t text) {
	p.gap()
	p.line(0, "%s", p.paint(bold, p.in(t)))
}

// quote is somebody's words, or a thing to copy: alone on its lines, never
// broken, and cut where it is long.
func (p *printer) quote(s string) {
	shown := s
	if !p.style.Details && len(s) > quoteMost {
		shown = strings.ToValidUTF8(s[:quoteMost], "")
	}
	for l := range strings.SplitSeq(shown, "\n") {
		p.line(3, "%s", l)
	}
	if shown != s {
		p.para(2, finding.Fill(p.in(cutWord), map[string]string{"most": fmt.Sprint(quoteMost), "n": fmt.Sprint(len(s))}))
	}
}

// copied is what is never cut either: a command, a record, a line of a file.
func (p *printer) copied(s string) {
	for l := range strings.SplitSeq(s, "\n") { // each is made safe there
		p.line(3, "%s", l)
	}
}

// named is a short text with a name in it that may be long: where they do not
// fit on a line, the name stands alone.
func (p *printer) named(indent int, before, name, after string) {
	if 2*indent+Columns(before)+Columns(name)+Columns(after) <= p.width() {
		p.line(indent, "%s%s%s", before, name, after)
		return
	}
	if before = strings.TrimSpace(before); before != "" {
		p.para(indent, before)
	}
	p.copied(name)
	if after = strings.TrimLeft(after, " :："); after != "" {
		p.para(indent+1, after)
	}
}

// Colours by meaning.
const (
	red    = "31"
	green  = "32"
	yellow = "33"
	bold   = "1"
)

// painted is text with colours of our own in it, made safe before.
type painted string

func (p *printer) paint(colour, s string) painted {
	s = clean.Line(s)
	if !p.style.Colour || colour == "" {
		return painted(s)
	}
	return painted("\x1b[" + colour + "m" + s + "\x1b[0m")
}

// legNames are the legs that a text is about.
func (p *printer) legNames(legs []finding.Leg) string {
	switch {
	case len(legs) == 1:
		return p.in(titleOf(p.client, legs[0]))
	default:
		return p.in(bothLegs)
	}
}

// merged writes what is said of several legs: once where it is the same but
// for the title.
func (p *printer) merged(legs []finding.Leg, say func(p *printer, leg finding.Leg, title string)) {
	type part struct {
		legs []finding.Leg
		body string
	}
	written := func(leg finding.Leg, title string) string {
		sub := p.sub()
		say(sub, leg, title)
		return sub.b.String()
	}
	var parts []part
	for _, leg := range legs {
		body := written(leg, "?")
		if i := slices.IndexFunc(parts, func(q part) bool { return q.body == body }); i >= 0 {
			parts[i].legs = append(parts[i].legs, leg)
		} else {
			parts = append(parts, part{[]finding.Leg{leg}, body})
		}
	}
	for _, q := range parts {
		p.b.WriteString(written(q.legs[0], p.legNames(q.legs)))
	}
}

// items are findings with their texts for people; of long lists the first
// values, of long words the beginning.
func (p *printer) items(list []report.Item) []ItemForm {
	short := slices.Clone(list)
	if !p.style.Details {
		for i := range short {
			short[i].Args = shortened(short[i].Args, p.in(moreWords))
		}
	}
	return Items(short, p.client, p.style.Lang)
}

func shortened(args finding.Args, more string) finding.Args {
	out := args.With(nil)
	for k, values := range args {
		if _, list := k.Separator(); list && len(values) > listMost {
			values = append(slices.Clone(values[:listMost]), finding.Fill(more, map[string]string{"n": fmt.Sprint(len(args[k]) - listMost)}))
			out[k] = values
		}
		for i, v := range values {
			if len(v) > quoteMost && k != finding.KeyReply { // a quote is cut where it is shown
				values = slices.Clone(values)
				values[i] = strings.ToValidUTF8(v[:quoteMost], "") + "..."
				out[k] = values
			}
		}
	}
	return out
}

// cleaned joins remote names, of many the first.
func (p *printer) cleaned(given []clean.Raw) string {
	names := make([]string, len(given))
	for i, n := range given {
		names[i] = n.String()
	}
	n := len(names)
	if !p.style.Details && n > listMost {
		names = append(slices.Clone(names[:listMost]), finding.Fill(p.in(moreWords), map[string]string{"n": fmt.Sprint(n - listMost)}))
	}
	return strings.Join(names, ", ")
}
