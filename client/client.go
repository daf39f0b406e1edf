// Package client makes the round trip as Gmail would and records what it saw.
// It has no opinion on the outcome: that is package verify's.
package client

import (
	"context"
	"net"
	"net/netip"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/persona"
	"harness/client/wire"
	"harness/verify/certs"
)

// Options say how the trip is made; the zero value of a field means the
// persona's default where there is one.
type Options struct {
	Persona   persona.Persona
	Only      evidence.LegName // the one leg; "": both
	Roots     *certs.Roots     //
	Risky     bool             // go on where the gate says certs.Risky
	Resolver  netip.AddrPort   // zero: the system's, from resolv.conf
	Lookup    *lookup.Resolver // shared by many trips; nil: one of its own, by Resolver
	ConnectTo []ConnectTo      //
	// Dial opens TCP connections to IP literals; nil means the network. Via is
	// what Session.Via says of connections made with it. With ViaProxy, Dial
	// gets host names, and DNS is asked for evidence alone.
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error)
	Via      evidence.Via
	Pacer    *dial.Pacer   // shared by what one process does; nil: one of its own
	Timeout  time.Duration // of one network step
	Wait     time.Duration // for delivery, from the acceptance of the letter
	Hello    string        // EHLO name
	NoSNI    bool
	Torture  bool // the letter that shows damage on the way
	Keep     bool // leave the letter in the mailbox
	NoLetter bool // the logins alone
	// OneRefusal lets a run cause one refused login at most: the mailbox is
	// opened first, and where that login is refused the same is not tried for
	// sending.
	OneRefusal bool
	Now        func() time.Time         // nil: time.Now
	Trace      func(Mark, []byte)       // -v: each line as it passes, secrets masked
	Progress   func(stage, host string) // for a stage line on a terminal
	// Home gives the servers that a hosting company lists for a mailbox; it is
	// asked once a login was refused. nil: nothing is listed.
	Home   func(ctx context.Context, address string) []evidence.Home
	Looked func(evidence.Session) // told of each look of a survey as it ends, by several at once
}

// Mark is swaks' notation: direction, and inside or outside TLS.
type Mark = wire.Mark

// The marks.
const (
	MarkSent    = wire.MarkSent
	MarkGot     = wire.MarkGot
	MarkSentTLS = wire.MarkSentTLS
	MarkGotTLS  = wire.MarkGotTLS
	MarkRemark  = wire.MarkRemark
)
