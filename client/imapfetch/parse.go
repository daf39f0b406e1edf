package imapfetch

import (
	"strconv"
	"strings"

	"harness/client/wire"
)

// value is an item of a FETCH response.
type value struct {
	text string
	null bool // NIL, or a list, of which we ask for none
}

// fetched reads "* 12 FETCH (UID 34 BODY[HEADER] {56})" (RFC 9051 section
// 7.5.2) into its items by name; false: it is none, or not well-formed.
func fetched(d wire.Data) (map[string]value, bool) {
	words := strings.SplitN(string(d.Text), " ", 4)
	if len(words) < 4 || words[0] != "*" || !strings.EqualFold(words[2], "FETCH") {
		return nil, false
	}
	if _, err := strconv.ParseUint(words[1], 10, 32); err != nil {
		return nil, false
	}
	s := &scanner{rest: words[3], literals: d.Literals}
	if !s.eat("(") {
		return nil, false
	}
	items := map[string]value{}
	for !s.eat(")") {
		name := s.name()
		v, ok := s.value()
		if name == "" || !ok {
			return nil, false
		}
		items[name] = v
		s.eat(" ")
	}
	return items, true
}

// scanner goes through a response.
type scanner struct {
	rest     string
	literals [][]byte
}

func (s *scanner) eat(what string) bool {
	rest, ok := strings.CutPrefix(s.rest, what)
	s.rest = rest
	return ok
}

// name is an item's name in upper case, "BODY[HEADER]", without the origin that
// may stand behind it ("BODY[]<0>"), and the space behind it.
func (s *scanner) name() string {
	depth := 0
	for i, c := range s.rest {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == ' ' && depth == 0:
			name, _, _ := strings.Cut(strings.ToUpper(s.rest[:i]), "<")
			s.rest = s.rest[i+1:]
			return name
		}
	}
	return ""
}

// value is a quoted string, a literal, a list (skipped) or an atom.
func (s *scanner) value() (value, bool) {
	switch {
	case s.rest == "":
		return value{}, false
	case s.rest[0] == '"':
		return s.quoted()
	case s.rest[0] == '(':
		return value{null: true}, s.list()
	case s.rest[0] == '{' || strings.HasPrefix(s.rest, "~{"):
		end := strings.IndexByte(s.rest, '}')
		if end < 0 || len(s.literals) == 0 {
			return value{}, false
		}
		v := value{text: string(s.literals[0])}
		s.rest, s.literals = s.rest[end+1:], s.literals[1:]
		return v, true
	}
	end := strings.IndexAny(s.rest, " )")
	if end < 0 {
		return value{}, false
	}
	v := value{text: s.rest[:end], null: strings.EqualFold(s.rest[:end], "NIL")}
	s.rest = s.rest[end:]
	return v, true
}

func (s *scanner) quoted() (value, bool) {
	var out strings.Builder
	for i := 1; i < len(s.rest); i++ {
		switch c := s.rest[i]; c {
		case '"':
			s.rest = s.rest[i+1:]
			return value{text: out.String()}, true
		case '\\':
			if i++; i == len(s.rest) {
				return value{}, false
			}
			out.WriteByte(s.rest[i])
		default:
			out.WriteByte(c)
		}
	}
	return value{}, false
}

// list skips a list of any depth.
func (s *scanner) list() bool {
	depth := 0
	for s.rest != "" {
		switch s.rest[0] {
		case '(':
			depth++
			s.rest = s.rest[1:]
		case ')':
			depth--
			s.rest = s.rest[1:]
			if depth == 0 {
				return true
			}
		case ' ':
			s.rest = s.rest[1:]
		default:
			if _, ok := s.value(); !ok {
				return false
			}
		}
	}
	return false
}
