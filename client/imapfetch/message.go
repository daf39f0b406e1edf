package imapfetch

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/wire"
)

// Item is one message of the selected folder. ID holds UIDVALIDITY, too: a UID
// means something together with it alone (RFC 9051 section 2.3.1.1).
type Item struct {
	UID uint32
	ID  string
}

// mostUIDs bounds what a search may find.
const mostUIDs = 1 << 20

// errGone says that the message is not there any more.
var errGone = errors.New("no such message")

// List gives the messages in ascending order of their UIDs.
func (b *Box) List() ([]Item, error) {
	uids, err := b.search("ALL")
	items := make([]Item, len(uids))
	for i, uid := range uids {
		items[i] = Item{uid, strconv.FormatUint(b.validity, 10) + "-" + strconv.FormatUint(uint64(uid), 10)}
	}
	return items, err
}

// Holds tells whether the selected folder has a message with a line of the
// header; its value must be quotable.
func (b *Box) Holds(field, value string) (bool, error) {
	uids, err := b.search(`HEADER "` + wire.Quoted(field) + `" "` + wire.Quoted(value) + `"`)
	return len(uids) > 0, err
}

// search reads "* SEARCH 1 2 3" (RFC 3501 section 7.2.5), the form of answer to
// a command that asks for no other. UIDs that are none, or stand twice, are odd.
func (b *Box) search(what string) ([]uint32, error) {
	var uids []uint32
	seen := map[uint32]bool{}
	err := b.conn.Step(evidence.StageSearch, func() error {
		var bad error
		err := b.exchange(b.tag()+" UID SEARCH "+what, smallAnswer, func(d wire.Data) error {
			words := strings.Fields(string(d.Text))
			if len(words) < 2 || !strings.EqualFold(words[1], "SEARCH") {
				return nil
			}
			for _, w := range words[2:] {
				uid, err := strconv.ParseUint(w, 10, 32)
				switch {
				case len(uids) >= mostUIDs:
					bad = wire.Fail(evidence.Overlong, "UID SEARCH: more than "+strconv.Itoa(mostUIDs)+" messages")
				case err != nil || uid == 0:
					bad = wire.Fail(evidence.Protocol, "UID SEARCH: "+strconv.Quote(w[:min(len(w), 40)])+" is no UID")
				case seen[uint32(uid)]:
					b.odd = true
				default:
					seen[uint32(uid)] = true
					uids = append(uids, uint32(uid))
				}
			}
			return nil
		})
		if bad == nil && b.odd {
			bad = wire.Fail(evidence.Disorder, "UID SEARCH: a UID stands twice")
		}
		return cmp.Or(err, bad)
	})
	slices.Sort(uids)
	if wire.KindOf(err) == evidence.Disorder {
		err = nil // it is in the record, and the list can be used
	}
	return uids, err
}

// Head fetches the header of a message, unread as it is.
func (b *Box) Head(uid uint32) ([]byte, error) {
	return b.fetch(b.conn.Try, evidence.StageHead, uid, "BODY.PEEK[HEADER]", "BODY[HEADER]", 1<<18)
}

// Whole fetches a message; more than most octets are an error.
func (b *Box) Whole(uid uint32, most int64) ([]byte, error) {
	return b.fetch(b.conn.Step, evidence.StageRetr, uid, "BODY.PEEK[]", "BODY[]", most)
}

// fetch wants one part of one message. A server may send what concerns other
// messages in between (RFC 9051 section 7): that is not for us.
func (b *Box) fetch(do stepper, stage evidence.Stage, uid uint32, ask, answer string, most int64) ([]byte, error) {
	var got []byte
	found := false
	number := strconv.FormatUint(uint64(uid), 10)
	err := b.do(do, stage, "UID FETCH "+number+" (UID "+ask+")", most, func(d wire.Data) error {
		items, ok := fetched(d)
		v, has := items[answer]
		switch {
		case !ok || !has || v.null:
		case items["UID"].text != number:
			return wire.Fail(evidence.Protocol, "UID FETCH "+number+": the answer is of another message")
		default:
			got, found = []byte(v.text), true
		}
		return nil
	})
	if err == nil && !found {
		err = errGone
	}
	return got, err
}

// Delete notes a message that Quit is to take away.
func (b *Box) Delete(uid uint32) { b.doomed = append(b.doomed, strconv.FormatUint(uint64(uid), 10)) }

// remove marks what is to go and has it, and it alone, taken away. Where the
// server cannot do that (RFC 4315), it stays marked.
func (b *Box) remove() error {
	set := strings.Join(b.doomed, ",")
	b.doomed = nil
	if err := b.try(evidence.StageStore, "UID STORE "+set+` +FLAGS.SILENT (\Deleted)`, ignore); err != nil {
		return stays(err)
	}
	if !b.offers.Has("UIDPLUS") && !b.offers.Has("IMAP4REV2") {
		return fmt.Errorf("without UIDPLUS only all marked messages could be expunged: %w", ErrStays)
	}
	return stays(b.try(evidence.StageExpunge, "UID EXPUNGE "+set, ignore))
}

// stays tells a refusal from an answer that did not come.
func stays(err error) error {
	if wire.KindOf(err) == evidence.Denied {
		return errors.Join(ErrStays, err)
	}
	return err
}
