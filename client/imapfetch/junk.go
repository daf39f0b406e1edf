package imapfetch

import (
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/wire"
)

// junkNames are the last parts of names of folders where filters put what they
// take for junk, in lower case: those that Dovecot, Courier, cPanel, Plesk and
// mail programs make. The last is 迷惑メール in the folders' own encoding (RFC
// 3501 section 5.1.3).
var junkNames = []string{"junk", "spam", "junk e-mail", "junk email", "bulk mail", "&j,dg0tdhmppww6w-"}

// Junk lists the folders of junk as the server names them: by the attribute
// \Junk (RFC 6154), else by their names.
func (b *Box) Junk() ([]string, error) {
	var marked, named []string
	err := b.step(evidence.StageList, `LIST "" "*"`, smallAnswer, func(d wire.Data) error {
		attributes, name, ok := folder(d)
		if !ok {
			return nil
		}
		last := strings.ToLower(name)
		last = last[strings.LastIndexAny(last, "./")+1:]
		switch {
		case slices.Contains(attributes, `\noselect`), slices.Contains(attributes, `\nonexistent`):
		case slices.Contains(attributes, `\junk`):
			marked = append(marked, name)
		case slices.Contains(junkNames, last):
			named = append(named, name)
		}
		return nil
	})
	return append(marked, named...), err
}

// Examine opens a folder read-only in place of the inbox (RFC 9051 section 6.3.3).
func (b *Box) Examine(name string) error {
	return b.do(b.conn.Try, evidence.StageExamine, `EXAMINE "`+wire.Quoted(name)+`"`, smallAnswer, ignore)
}

// folder reads "* LIST (\HasNoChildren \Junk) "." INBOX.Junk" (RFC 9051 section
// 7.3.1); attributes in lower case.
func folder(d wire.Data) (attributes []string, name string, ok bool) {
	head, rest, found := strings.Cut(string(d.Text), "(")
	list, rest, closed := strings.Cut(rest, ") ")
	if words := strings.Fields(head); !found || !closed || len(words) != 2 || !strings.EqualFold(words[1], "LIST") {
		return nil, "", false
	}
	s := &scanner{rest: rest + " ", literals: d.Literals}
	if _, ok := s.value(); !ok || !s.eat(" ") {
		return nil, "", false
	}
	v, ok := s.value()
	return strings.Fields(strings.ToLower(list)), v.text, ok && v.text != ""
}
