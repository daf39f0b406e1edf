package popfetch

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"harness/client/evidence"
	"harness/client/wire"
)

// Item is one message of a maildrop. UIDL is "" where the server has none.
type Item struct {
	N    int
	UIDL string
	Size int64 // of LIST; 0 where UIDL was asked
}

// List gives the messages in the order of the maildrop: by UIDL, or by LIST if
// the server refuses UIDL. unique says which.
func (b *Box) List() (items []Item, unique bool, err error) {
	items, err = b.ask(b.conn.Try, evidence.StageUIDL, "UIDL", ParseUIDL)
	if err == nil {
		return items, true, nil
	}
	if wire.KindOf(err) != evidence.Denied {
		return nil, false, err
	}
	items, err = b.ask(b.conn.Step, evidence.StageList, "LIST", ParseSize)
	return items, false, err
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
		last := 0
		var bad error
		err := b.conn.ReadList(func(line []byte) error {
			item, err := parse(line)
			switch {
			case err != nil && bad == nil:
				bad = fmt.Errorf("%s: %w", command, err)
			case err != nil:
			case item.N <= last && bad == nil:
				bad = fmt.Errorf("%s: message %d after %d", command, item.N, last)
			case item.N > last:
				last = item.N
				if item.UIDL != "" && seen[item.UIDL] {
					b.odd = true // two messages of one unique-id: RFC 1939 section 7 forbids it
				}
				if item.UIDL != "" {
					seen[item.UIDL] = true
				}
				items = append(items, item)
			}
			return nil
		})
		if err == nil && bad != nil {
			b.odd = true
			return wire.Fail(evidence.Protocol, bad.Error())
		}
		return err
	})
	return items, err
}

var (
	errListLine = errors.New("a line that is not a number and a value")
	errUIDL     = errors.New("a unique-id that is not 1 to 70 printable characters")
)

// ParseUIDL reads a line of a UIDL list: "12 whqtswO00WBw418f9t5JxYwZ"
// (RFC 1939 section 7).
func ParseUIDL(line []byte) (Item, error) {
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
	return Item{N: n, UIDL: string(rest)}, nil
}

// ParseSize reads a line of a LIST list: "12 3456" (RFC 1939 section 5). What
// stands behind the size is the server's own.
func ParseSize(line []byte) (Item, error) {
	n, rest, err := number(line)
	if err != nil {
		return Item{}, err
	}
	word, _, _ := bytes.Cut(rest, []byte(" "))
	size, err := strconv.ParseUint(string(word), 10, 62)
	if err != nil {
		return Item{}, errListLine
	}
	return Item{N: n, Size: int64(size)}, nil
}

// number reads the message number and the one space behind it. Trailing spaces
// of the line are forgiven.
func number(line []byte) (int, []byte, error) {
	word, rest, found := bytes.Cut(bytes.TrimRight(line, " "), []byte(" "))
	if !found || len(word) > 9 {
		return 0, nil, errListLine
	}
	n, err := strconv.ParseUint(string(word), 10, 31)
	if err != nil || n == 0 {
		return 0, nil, errListLine
	}
	return int(n), rest, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
