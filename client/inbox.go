package client

import (
	"harness/client/evidence"
	"harness/client/imapfetch"
	"harness/client/popfetch"
)

// maildrop is what the fetching leg needs of an opened maildrop or inbox.
type maildrop interface {
	List() (items []popfetch.Item, unique bool, err error)
	Top(n int) ([]byte, error)
	Retr(n int, most int64) ([]byte, error)
	TryRetr(n int, most int64) ([]byte, error)
	Dele(n int) error
	Quit() error
	Leave()
	Abandon()
	Odd() bool
	Broken() bool
	Session() evidence.Session
}

// imapBox is an inbox as a maildrop: the numbers of its items are UIDs.
type imapBox struct{ *imapfetch.Box }

// List gives the messages; IMAP tells no size unasked.
func (b imapBox) List() ([]popfetch.Item, bool, error) {
	list, err := b.Box.List()
	items := make([]popfetch.Item, len(list))
	for i, it := range list {
		items[i] = popfetch.Item{N: int(it.UID), UIDL: it.ID, Size: -1}
	}
	return items, true, err
}

// Top fetches a header.
func (b imapBox) Top(n int) ([]byte, error) { return b.Head(uint32(n)) }

// Retr fetches a message.
func (b imapBox) Retr(n int, most int64) ([]byte, error) { return b.Whole(uint32(n), most) }

// TryRetr is Retr: a message that is gone is no refusal here.
func (b imapBox) TryRetr(n int, most int64) ([]byte, error) { return b.Whole(uint32(n), most) }

// Dele marks a message, which Quit takes away.
func (b imapBox) Dele(n int) error { b.Delete(uint32(n)); return nil }
