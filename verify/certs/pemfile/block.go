package pemfile

import "bytes"

const (
	beginning = "-----BEGIN "
	ending    = "-----END "
	tail      = "-----"
	mark      = "\xef\xbb\xbf" // of UTF-8
)

// block is one of a file's.
type block struct {
	name   string
	begin  int     // line
	data   []byte  //
	header *Damage // it has a header, which no certificate may have
	nested int     // line of a BEGIN line inside, where its data end; 0: none
}

// dataLine is a line of base64 and where it stands.
type dataLine struct {
	text []byte
	line int
}

// block reads the next one: PEM_read_bio_ex. nil without damage: there is none.
func (r *reader) block() (*block, *Damage) {
	b, ok := r.begin()
	if !ok {
		return nil, nil
	}
	lines, damage := r.body(b)
	if damage == nil {
		damage = b.decode(lines)
	}
	if damage != nil {
		return nil, damage
	}
	return b, nil
}

// begin looks for a BEGIN line: get_name. A byte order mark is passed over at
// the beginning of the line where it starts to look, so in the middle of a file
// as well, after an END line.
func (r *reader) begin() (*block, bool) {
	for first := true; ; first = false {
		p, ok := r.next()
		if !ok {
			return nil, false
		}
		text := p.text
		if first && len(text) > len(mark) {
			text = bytes.TrimPrefix(text, []byte(mark))
		}
		text = trim(text)
		name, isBegin := bytes.CutPrefix(text, []byte(beginning))
		if name, ends := bytes.CutSuffix(name, []byte(tail)); isBegin && ends {
			return &block{name: string(name), begin: p.line}, true
		}
	}
}

// body reads up to the END line: get_header_and_data. A line with a colon
// begins a header, an empty line ends it. An empty line without a header before
// it makes a header of all that stood before.
func (r *reader) body(b *block) ([]dataLine, *Damage) {
	const (
		maybe = iota
		within
		after
	)
	var before, data []dataLine
	state, blank, headed, ended, partial := maybe, 0, false, false, false
	fail := func(k Kind, line int) *Damage { return &Damage{Kind: k, Line: line, Begin: b.begin} }
	last := b.begin
	for {
		p, ok := r.next()
		if !ok {
			return nil, fail(Cut, last)
		}
		last = p.line
		wasPartial := partial
		partial = p.partial
		if state == maybe && bytes.IndexByte(p.text, ':') >= 0 {
			state, headed = within, true
		}
		text := trim(p.text)
		if len(text) == 0 {
			if wasPartial {
				continue // the line break of a long line
			}
			if state == after {
				return nil, fail(BlankLine, p.line)
			}
			state, blank = after, p.line
			continue
		}
		if name, isEnd := bytes.CutPrefix(text, []byte(ending)); isEnd {
			if string(name) != b.name+tail {
				return nil, fail(endDamage(name, b.name), p.line)
			}
			break
		}
		if ended {
			return nil, fail(ShortLine, p.line)
		}
		l := dataLine{append([]byte{}, text...), p.line}
		if state != after {
			before = append(before, l)
			continue
		}
		data = append(data, l)
		if len(text) > 64 {
			return nil, fail(ShortLine, p.line)
		}
		ended = len(text) < 64
	}
	switch {
	case state == maybe:
		return before, nil
	case state == within:
		return nil, fail(Header, before[0].line)
	case len(before) > 0 && blank > 0 && !headed:
		b.header = fail(BlankLine, blank)
	case len(before) > 0:
		b.header = fail(Header, before[0].line)
	}
	return data, nil
}

// endDamage: how an END line is wrong.
func endDamage(name []byte, want string) Kind {
	if rest, ok := bytes.CutPrefix(name, []byte(want+tail)); ok && len(rest) > 0 {
		return Glued
	}
	return WrongEnd
}
