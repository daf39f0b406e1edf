package phrasebook

import (
	"slices"
	"strings"
	"sync"
)

var holePattern = expression(`\{([a-z0-9_]+)\}`)

// holeNames are the names of the {holes} of a text, in order.
func holeNames(text string) []string {
	var names []string
	for _, m := range holePattern().FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// template is a line cut at its holes: parts has one more than holes, each
// part squashed; parts may be empty.
type template struct {
	phrase  int // index into All()
	parts   []string
	runes   [][]rune // of parts
	holes   []string
	letters int // bytes of all parts
}

func compile(phrase int, line string) template {
	t := template{phrase: phrase, holes: holeNames(line)}
	for _, part := range holePattern().Split(line, -1) {
		part = squash(fold(part)).text
		t.parts = append(t.parts, part)
		t.runes = append(t.runes, []rune(part))
		t.letters += len(part)
	}
	return t
}

// templates are the lines of all phrases that have words enough of their own
// to be recognised. "{reply}" alone is recognised by replies.go.
//
// They are compiled once and read only afterwards.
var templates = sync.OnceValue(func() []template {
	var list []template
	for i, p := range All() {
		for _, line := range append([]string{p.Line, p.said()}, p.Forms...) {
			if t := compile(i, line); t.letters >= minLetters {
				list = append(list, t)
			}
		}
	}
	return list
})

// said is the Japanese line, to be looked for. One that begins with a hole has a Form
// in its place: nothing tells where a host would begin.
func (p Phrase) said() string {
	if strings.HasPrefix(p.JA, "{") {
		return ""
	}
	return p.JA
}

const (
	minLetters = 8    // "readerror" has 9
	maxHole    = 1200 // bytes of squashed text that a hole may take
	shortHole  = 64   // bytes of one that is a word or a name
	maxStarts  = 32   // occurrences of a first part that are tried
)

// span is where a template was found: byte offsets into the squashed text, of
// the whole and of each part.
type span struct {
	from, to int
	parts    [][2]int
}

// find looks for the parts in order, each hole at most maxHole long, and
// prefers the first place where all fit.
func (t template) find(text string) (span, bool) {
	first := 0
	for first < len(t.parts) && t.parts[first] == "" {
		first++
	}
	from := 0
	for range maxStarts {
		i := strings.Index(text[from:], t.parts[first])
		if i < 0 {
			return span{}, false
		}
		if s, ok := t.rest(text, first, from+i); ok {
			return s, true
		}
		from += i + 1
	}
	return span{}, false
}

// short are holes that hold a word: what is longer belongs to another line.
var short = []string{"routine", "n", "d", "number", "stage", "mechanism", "daemon", "cn", "date"}

func (t template) rest(text string, first, at int) (span, bool) {
	s := span{from: at, parts: make([][2]int, len(t.parts))}
	for i := range first {
		s.parts[i] = [2]int{at, at}
	}
	pos := at
	for i := first; i < len(t.parts); i++ {
		most := maxHole
		if i > 0 && slices.Contains(short, t.holes[i-1]) {
			most = shortHole
		}
		window := text[pos:min(len(text), pos+most+len(t.parts[i]))]
		j := strings.Index(window, t.parts[i])
		if j < 0 || (i == first && j != 0) {
			return span{}, false
		}
		s.parts[i] = [2]int{pos + j, pos + j + len(t.parts[i])}
		pos = s.parts[i][1]
	}
	s.to = pos
	return s, true
}
