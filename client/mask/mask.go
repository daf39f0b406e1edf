// Package mask hides a run's passwords in what the other side says. A server
// that was told a password may repeat it, whole or cut short, spelt in many
// ways and spread over lines; what it said is kept, shown and pasted into
// tickets. It is pure: bytes in, bytes out.
//
// A reply is looked at as a whole, through views in which line ends, reply
// codes, white space and escapes are gone, so that neither chunks nor folding
// hide a password from it. Names that a person typed, names of hosts and words
// of the protocols are left alone where a form is no proof of the password:
// advice depends on them.
package mask

import (
	"bytes"
	"slices"
	"strings"

	"harness/client/evidence"
)

// Known is what a run knows.
type Known struct {
	Passwords []string
	Logins    []string
	Names     []string // hosts, domains and addresses that were typed or guessed: never changed
}

// Reading says what kind of reply is looked at; zero is a text by itself.
type Reading struct {
	Proto    evidence.Proto // of a reply: its codes are no part of its words; "": a text
	Verb     string         // that was answered, "" for a greeting
	Revealed bool           // this server has been told a password: words are withheld where hiding is not possible
}

// Hidden stands where a password stood.
const Hidden = "(hidden)"

const withheld = "(withheld: the password is too short to be hidden)"

// Mask hides the passwords of one run. A nil Mask hides nothing. It does not
// change and may be used by many at once.
type Mask struct {
	forms []form
	tiny  [][]byte // passwords that cannot be hidden by themselves
	names []string // lower case
}

// New makes a Mask.
func New(k Known) *Mask { return with(k, makers) }

func with(k Known, list []maker) *Mask {
	m := &Mask{}
	for _, name := range k.Names {
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" && !slices.Contains(m.names, name) {
			m.names = append(m.names, name)
		}
	}
	seen := map[string]bool{}
	for _, p := range k.Passwords {
		if p == "" || seen[p] {
			continue
		}
		seen[p] = true
		if len(squeeze([]byte(p))) < shortest {
			m.tiny = append(m.tiny, []byte(p))
		}
		for _, make := range list {
			m.forms = append(m.forms, make.forms(p, k.Logins)...)
		}
	}
	return m
}

// shortest is the length of a password that can be hidden by itself: fewer
// characters stand in too many words.
const shortest = 4

// Text hides the passwords in a text by itself.
func (m *Mask) Text(b []byte) []byte {
	if m == nil {
		return b
	}
	return bytes.Join(m.Lines(bytes.Split(b, []byte("\n")), Reading{}), []byte("\n"))
}

// Lines hides the passwords in the lines of one reply, which have no line ends.
// Lines without any are given back as they are.
func (m *Mask) Lines(lines [][]byte, r Reading) [][]byte {
	if m == nil || len(m.forms)+len(m.tiny) == 0 {
		return lines
	}
	t := join(lines, r)
	if r.Revealed && m.tinyIn(t) {
		return t.withhold(m)
	}
	var spans []span
	for v := range t.views() {
		for _, f := range m.forms {
			if f.kind == v.kind || f.kind == asItIs && v.kind == escaped {
				spans = append(spans, m.find(t, v, f)...)
			}
		}
	}
	if len(spans) == 0 {
		return lines
	}
	return t.hide(spans)
}

// tinyIn tells whether a password that is too short to be hidden stands there.
func (m *Mask) tinyIn(t *text) bool {
	return slices.ContainsFunc(m.tiny, func(p []byte) bool {
		return bytes.Contains(fold(t.plain().b), fold(squeeze(p))) || bytes.Contains(t.buf, p)
	})
}

// find gives the places of a form in a view.
func (m *Mask) find(t *text, v *view, f form) []span {
	var out []span
	for _, at := range f.seeds() {
		seed := f.low[at.from:at.to]
		for from := 0; ; {
			i := bytes.Index(v.low[from:], seed)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			a, b := i, i+len(seed) // in the view
			p, q := at.from, at.to // in the form
			for p > 0 && a > 0 && v.low[a-1] == f.low[p-1] {
				a, p = a-1, p-1
			}
			for q < len(f.low) && b < len(v.low) && v.low[b] == f.low[q] {
				b, q = b+1, q+1
			}
			if p > f.cut || len(f.low)-q > f.cut {
				continue
			}
			whole := p == 0 && q == len(f.low)
			exact := whole && bytes.Equal(v.b[a:b], f.text)
			if !exact && b-a < fewest || m.spared(t, v, f, a, b, exact) {
				continue
			}
			s := span{int(v.from[a]), int(v.to[b-1])}
			if f.run {
				s = t.run(s)
			}
			out = append(out, s)
			from = b
		}
	}
	return out
}

// fewest is the length of a part of a password that is hidden: shorter ones
// stand in too many words.
const fewest = 6
