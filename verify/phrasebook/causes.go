package phrasebook

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"harness/verify/finding"
)

// Match is one phrase found in pasted words.
type Match struct {
	Phrase Phrase
	Quote  string            // the words as they were pasted, on one line
	Holes  map[string]string // what stood in the holes: "host", "sans" (joined with ","), "reply", "code", ...
	Causes []finding.Code    // likeliest first
	// Distance is the share of the letters that differ, 0 to 1. Near says that
	// it is too much to be the phrase: only the nearest known one.
	Distance float64
	Near     bool
}

// Line is the phrase with what was pasted in its holes, and the words as they
// were pasted where a hole is not known.
func (m Match) Line() string {
	args := holes(argsOf(m.Holes))
	if isLog(m.Phrase.Surface) || !filled(m.Phrase.Line, args) {
		return m.Quote
	}
	return finding.Fill(m.Phrase.Line, args)
}

// In is Line as a reader of a language sees it, where the client has a text of its own
// there and all of its holes are known.
func (m Match) In(lang string) string {
	args := holes(argsOf(m.Holes))
	if m.Phrase.JA == "" || !strings.HasPrefix(lang, "ja") || !filled(m.Phrase.JA, args) {
		return m.Line()
	}
	return finding.Fill(m.Phrase.JA, args)
}

// argsOf are captured holes as a finding's arguments.
func argsOf(captured map[string]string) finding.Args {
	args := make(finding.Args, len(captured))
	for name, value := range captured {
		args[finding.Key(name)] = []string{value}
		if name == string(finding.KeySANs) {
			args[finding.KeySANs] = strings.Split(value, ",")
		}
	}
	return args
}

// MaxPaste is how much of a paste is looked at, in bytes.
const MaxPaste = 128 << 10

// Causes recognises what a customer pasted: quotes, case, line breaks, full
// stops and the frame round it do not matter. The matches stand in the order
// of the text; when nothing is recognised they are the nearest known phrases,
// nearest first, each marked Near. Bytes go through Decode first.
func Causes(pasted string) []Match {
	folded := fold(pasted[:min(len(pasted), MaxPaste)])
	text := squash(folded)
	all := All()
	list := templates()

	at := signsOf(folded)
	found := exact(folded, text, at, all, list)
	if m, ok := replied(folded, text, at, found); ok {
		found = append(headings(found), m)
	}
	if len(found) == 0 {
		found = helped(folded)
	}
	if len(found) == 0 && !at.foreign() {
		found = answered(folded)
	}
	if len(found) == 0 || !slices.ContainsFunc(found, func(m Match) bool { return telling(m) > 1 }) {
		found = append(found, described(folded, found)...)
	}
	if len(found) == 0 {
		found = nearest(folded, text, at, all, list)
	} else {
		found = order(found)
	}
	host := nearby(folded)
	for i := range found {
		if found[i].Phrase.ID == "P05" {
			found[i] = popRefusal(found[i])
		}
		if found[i].Holes["host"] == "" && !found[i].Near {
			if host := host(found[i].Phrase.Surface); host != "" {
				found[i].Holes["host"] = host
			}
		}
	}
	return found
}

type hit struct {
	match    Match
	at       span
	letters  int
	settings int // how many of the phrase's own surroundings are there
}

// exact finds the templates that stand in the text letter by letter; of those
// that overlap the longest stays.
func exact(folded string, text squashed, where signs, all []Phrase, list []template) []Match {
	var hits []hit
	inFrame := framed(text)
	dialogue := inFrame || where.dialogue() && dialogged().MatchString(folded)
	foreign, fetching := where.foreign(), where.fetching()
	has := sieveOf(text.text)
	for _, t := range list {
		if slices.ContainsFunc(t.parts, has.lacks) {
			continue
		}
		at, ok := t.find(text.text)
		if !ok || !wordly(t, folded, text, at) {
			continue
		}
		p := all[t.phrase]
		if slices.Contains(loose, p.ID) && (foreign || !(alone(t, text) || fetching)) {
			continue
		}
		if p.Surface == GmailInbound && dialogue {
			continue // the same words in a dialog or a send-as bounce are about the login
		}
		hits = append(hits, hit{
			match: Match{
				Phrase: p, Causes: p.Causes, Holes: t.capture(folded, text, at),
				Quote: quote(quoted(p, folded, text.start(folded, at.from), text.end(folded, at.to))),
			},
			at: at, letters: t.letters, settings: settings(t.phrase, text, has, inFrame),
		})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.letters, a.letters), cmp.Compare(b.settings, a.settings))
	})
	var kept []hit
	for _, h := range hits {
		overlaps := slices.ContainsFunc(kept, func(k hit) bool { return h.at.from < k.at.to && k.at.from < h.at.to })
		same := slices.ContainsFunc(kept, func(k hit) bool { return k.match.Phrase.ID == h.match.Phrase.ID })
		if !overlaps && !same {
			kept = append(kept, h)
		}
	}
	slices.SortStableFunc(kept, func(a, b hit) int { return cmp.Compare(a.at.from, b.at.from) })
	return specific(headless(kept))
}

// alone tells whether a template is most of the text.
func alone(t template, text squashed) bool { return len(text.text) <= 2*t.letters+8 }

// quoted is the words themselves with the full stop or quote behind them; of a
// log the whole lines.
func quoted(p Phrase, folded string, from, to int) string {
	if !isLog(p.Surface) {
		for to < len(folded) && (strings.IndexByte(`."'`, folded[to]) >= 0 || folded[to] == ')' && open(folded[from:to])) {
			to++
		}
		return folded[from:to]
	}
	from = strings.LastIndexByte(folded[:from], '\n') + 1
	if i := strings.IndexByte(folded[to:], '\n'); i >= 0 {
		return folded[from : to+i]
	}
	return folded[from:]
}

// open tells whether a bracket waits for its end.
func open(s string) bool { return strings.Count(s, "(") > strings.Count(s, ")") }

// headless leaves S00, the heading that stands over everything, out where the
// line below it was recognised.
func headless(kept []hit) []Match {
	var found []Match
	for _, h := range kept {
		found = append(found, h.match)
	}
	if len(found) < 2 {
		return found
	}
	return slices.DeleteFunc(found, func(m Match) bool { return slices.Contains(heads, m.Phrase.ID) })
}

// heads are lines that stand over the one that says why.
var heads = []string{"S00", "N03", "P20"}

// headings are what stays beside a server's own words: nothing that only stands
// over them.
func headings(found []Match) []Match {
	return slices.DeleteFunc(found, func(m Match) bool { return slices.Contains(heads, m.Phrase.ID) })
}

// wordly keeps short templates from being found inside other words.
func wordly(t template, folded string, text squashed, at span) bool {
	if t.letters >= 2*minLetters {
		return true
	}
	before, after := text.start(folded, at.from), text.end(folded, at.to)
	letter := func(s string) bool {
		return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= '0' && s[0] <= '9')
	}
	return (before == 0 || !letter(folded[before-1:before])) && !letter(folded[after:])
}

// settings counts the hints in the text that it is this phrase's surface: its
// heading, or the frame of the bounce.
func settings(phrase int, text squashed, has sieve, inFrame bool) int {
	count := 0
	for _, t := range surroundings()[phrase]() {
		if slices.ContainsFunc(t.parts, has.lacks) {
			continue
		}
		if _, ok := t.find(text.text); ok {
			count++
		}
	}
	if All()[phrase].Surface == SendBounce && inFrame {
		count++
	}
	return count
}

// surroundings are the lines of each phrase's own text, compiled when they are
// asked for.
var surroundings = sync.OnceValue(func() []func() []template {
	var list []func() []template
	for _, p := range All() {
		list = append(list, sync.OnceValue(func() []template {
			var lines []template
			for line := range strings.SplitSeq(p.Text, "\n") {
				if t := compile(0, line); p.Text != "" && t.letters >= minLetters {
					lines = append(lines, t)
				}
			}
			return lines
		}))
	}
	return list
})

// quote puts words on one line, shortened for display.
func quote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const most = 400
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "..."
	}
	return s
}
