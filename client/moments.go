package client

import "sync"

// moments are what the two legs wait for in each other.
type moments struct {
	note, data chan struct{} // the snapshot is noted; the letter is about to be handed over
	noted      func()        // once
	atData     func()        // once
	sendOver   chan struct{} // nothing more will be submitted
	left       chan struct{} // the snapshot's session is over
}

func newMoments() *moments {
	m := &moments{note: make(chan struct{}), data: make(chan struct{}), sendOver: make(chan struct{}), left: make(chan struct{})}
	m.noted = sync.OnceFunc(func() { close(m.note) })
	m.atData = sync.OnceFunc(func() { close(m.data) })
	return m
}
