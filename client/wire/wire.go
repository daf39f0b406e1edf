// Package wire is one connection to a mail server: dialled, recorded as
// evidence, bounded in time and bytes, and guarded.
//
// Every byte passes here, so here stand the things that no library does for
// us: a hard deadline for each step that a library cannot clear, limits on
// lines and replies, the transcript with secrets masked, STARTTLS and STLS
// with a look for injected plain text, and the verdict on the certificate,
// which falls right after the handshake. A password leaves only through
// Conn.Reveal, and Reveal says no unless the connection is what the settings
// ask for.
//
// go-smtp and go-pop3 work on a Conn as their net.Conn.
package wire

import (
	"context"
	"net"
	"net/netip"
	"time"

	"harness/client/evidence"
	"harness/client/mask"
	"harness/verify/certs"
)

// Mark is swaks' notation: direction, and inside or outside TLS.
type Mark string

// The marks.
const (
	MarkSent    Mark = "->" // we said, in clear
	MarkGot     Mark = "<-" // they said, in clear
	MarkSentTLS Mark = "~>" // we said, inside TLS
	MarkGotTLS  Mark = "<~" // they said, inside TLS
	MarkRemark  Mark = "***"
)

// Config is everything that one connection depends on.
type Config struct {
	Proto    evidence.Proto
	Purpose  evidence.Purpose
	Host     string            // normalised; what the certificate must be valid for
	Port     uint16            // as typed
	Security evidence.Security // as typed
	Addr     netip.AddrPort    // to dial
	DialName string            // "host:port" to dial instead of Addr, for a proxy that resolves names
	Via      evidence.Via

	Dial    func(ctx context.Context, network, addr string) (net.Conn, error) // nil: the network
	Timeout time.Duration                                                     // of one step, 0: 30 s
	Connect time.Duration                                                     // of the connect, 0: as the others
	Now     func() time.Time                                                  // the gate's clock, nil: time.Now
	Trace   func(Mark, []byte)                                                // nil: none

	Mask *mask.Mask // of the run's secrets; nil: of that which is revealed here

	Roots  *certs.Roots
	Risky  bool     // go on where the gate says certs.Risky
	NoSNI  bool     //
	MinTLS uint16   // 0: TLS 1.2
	MaxTLS uint16   // 0: the newest
	Suites []uint16 // of TLS 1.2 and older; nil: suites()
	// Look is for probes and surveys: the verdict is recorded, the connection
	// goes on, and Reveal always refuses.
	Look bool
}

const defaultTimeout = 30 * time.Second

// Limits on what a server may send. RFC 5321 section 4.5.3.1.5 allows 512
// octets a reply line, RFC 1939 section 3 the same; real servers exceed it.
const (
	maxLine      = 4000    // octets of a line in line mode
	maxReply     = 1 << 18 // octets of one reply, lists apart
	maxReplyText = 64      // lines of a POP3 list, and 4 times that of an SMTP reply, that are kept
	maxList      = 1 << 26 // octets of a UIDL or LIST reply
	maxLines     = 1 << 20 // lines of it: each message of a list takes memory
)

func (c *Config) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

func (c *Config) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}
