package popfetch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"harness/client/evidence"
	"harness/client/wire"
)

// Item is one message of a maildrop. UIDL is "" where the server has none.
type Item struct {
	N    int
	UIDL string
	Size int64 // octets, as LIST has it; -1: not listed
}

// List gives the messages in ascending order. It asks as Gmail does, CAPA, LIST
// and UIDL (docs/gmail.md section 1; one server's log, seen 2021-05-16); after
// STLS, which Gmail does not speak, CAPA was asked already. Either list may be
// refused; unique says whether there are unique-ids.
func (b *Box) List() (items []Item, unique bool, err error) {
	if !b.secured {
		if err := capa(b.conn, evidence.StageCapa); b.conn.Broken() {
			return nil, false, err
		}
	}
	sizes, err := b.ask(b.conn.Try, evidence.StageList, "LIST", parseSize)
	unlisted := wire.KindOf(err) == evidence.Denied
	if err != nil && !unlisted {
		return nil, false, err
	}
	do := b.conn.Try
	if unlisted {
		do = b.conn.Step // there is no other way left
	}
	items, err = b.ask(do, evidence.StageUIDL, "UIDL", parseUIDL)
	switch {
	case err == nil:
		return merge(items, sizes), true, nil
	case wire.KindOf(err) == evidence.Denied && !unlisted:
		return sizes, false, nil
	}
	return nil, false, err
}

// merge gives the items their sizes; both lists are in ascending order.
func merge(items, sizes []Item) []Item {
	k := 0
	for i := range items {
		for k < len(sizes) && sizes[k].N < items[i].N {
			k++
		}
		if k < len(sizes) && sizes[k].N == items[i].N {
			items[i].Size = sizes[k].Size
		}
	}
	return items
}

func (b *Box) ask(do stepper, stage evidence.Stage, command string, parse func([]byte) (Item, error)) ([]Item, error) {
	var items []Item
	seen := map[string]bool{}
	err := do(stage, func() error {
		if err := b.pop.Send(command); err != nil {
			return err
		}
		if _, err := b.pop.ReadOne(); err != nil {
			return err
		}
		last, disorder := 0, ""
		var bad error
		err := b.conn.ReadList(func(line []byte) error {
			item, err := parse(line)
			if err != nil {
				if bad == nil {
					bad = fmt.Errorf("%s: %w", command, err)
				}
				return nil
			}
			if item.N <= last && disorder == "" {
				disorder = fmt.Sprintf("%s: message %d after %d", command, item.N, last)
			}
			last = item.N
			if item.UIDL != "" {
				b.odd = b.odd || seen[item.UIDL] // two messages of one unique-id: RFC 1939 section 7 forbids it
				seen[item.UIDL] = true
			}
			items = append(items, item)
			return nil
		})
		if disorder != "" {
			slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.N, b.N) })
			for i := 1; i < len(items) && bad == nil; i++ {
				if items[i].N == items[i-1].N {
					bad = fmt.Errorf("%s: message %d stands twice", command, items[i].N)
				}
			}
		}
		switch {
		case err != nil:
			return err
		case bad != nil:
			b.odd = true
			return wire.Fail(evidence.Protocol, bad.Error())
		case disorder != "":
			b.odd = true
			return wire.Fail(evidence.Disorder, disorder)
		}
		return nil
	})
	if wire.KindOf(err) == evidence.Disorder {
		return items, nil // it is in the record, and the list can be used
	}
	return items, err
}

var (
	errListLine = errors.New("a line that is not a number and a value")
	errUIDL     = errors.New("a unique-id that is not 1 to 70 printable characters")
)

// parseUIDL reads a line of a UIDL list: "12 whqtswO00WBw418f9t5JxYwZ"
// (RFC 1939 section 7).
func parseUIDL(line []byte) (Item, error) {
	n, rest, err := number(line)
	if err != nil {
		return Item{}, err
	}
	if len(rest) == 0 || len(rest) > 70 {
		return Item{}, errUIDL
	}
	for _, c := range rest {
		if c < 0x21 || c > 0x7e {
			return Item{}, errUIDL
		}
	}
	return Item{N: n, UIDL: string(rest), Size: -1}, nil
}

// parseSize reads a line of a LIST list: "12 3456" (RFC 1939 section 5). What
// stands behind the size is the server's own.
func parseSize(line []byte) (Item, error) {
	n, rest, err := number(line)
	if err != nil {
		return Item{}, err
	}
	word, _, _ := bytes.Cut(rest, []byte(" "))
	size, ok := decimal(word, 18)
	if !ok {
		return Item{}, errListLine
	}
	return Item{N: n, Size: size}, nil
}

// number reads the message number and the one space behind it. Trailing spaces
// of the line are forgiven.
func number(line []byte) (int, []byte, error) {
	word, rest, found := bytes.Cut(bytes.TrimRight(line, " "), []byte(" "))
	if !found {
		return 0, nil, errListLine
	}
	n, ok := decimal(word, 9)
	if !ok || n == 0 {
		return 0, nil, errListLine
	}
	return int(n), rest, nil
}

// decimal reads a number of at most so many digits. It allocates nothing: a list
// may have millions of lines, none of them right.
func decimal(word []byte, most int) (int64, bool) {
	if len(word) == 0 || len(word) > most {
		return 0, false
	}
	n := int64(0)
	for _, c := range word {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, true
}

func itoa(n int) string { return strconv.Itoa(n) }
