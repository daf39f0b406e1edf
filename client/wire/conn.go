package wire

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"time"

	"harness/client/evidence"
	"harness/client/mask"
)

// Conn is one connection. It is a net.Conn for one library at a time and is
// not safe for concurrent use, but for Close.
type Conn struct {
	cfg  Config
	ctx  context.Context
	stop func() bool // ends the watch over ctx

	raw  net.Conn      // TCP; nil: not connected
	ear  *ear          // raw with the first bytes of a handshake kept
	tls  *tls.Conn     // nil: in clear
	live net.Conn      // tls or ear
	r    *bufio.Reader // over live, in line mode
	turn []byte        // rest of the line that is being handed to the library

	session evidence.Session
	facts   *evidence.TLSFacts // of the tls step, also after it
	secret  []byte             // the server's handshake traffic secret, while TLS 1.3 shakes hands
	step    *step              // nil between steps
	trouble *evidence.Trouble  // what broke the connection, once and for all
	cause   error              // of trouble
	passed  bool               // TLS is up and the gate said yes
	bare    bool               // the peer ends its lines with LF alone

	mask     *mask.Mask // of the run's secrets
	revealed bool       // the server was told the password
	heard    []heard    // lines of the reply under way that the transcript has not got yet
	out      []byte     // begun, not yet ended line that the library writes
	body     bool       // the library writes the letter
}

// Open dials. The Conn is never nil: its Session says what happened. With
// implicit TLS the handshake and the gate are done when Open returns.
func Open(ctx context.Context, cfg Config) (*Conn, error) {
	c := &Conn{cfg: cfg, ctx: ctx, mask: cfg.Mask, stop: func() bool { return false }}
	c.session = evidence.Session{
		Proto: cfg.Proto, Purpose: cfg.Purpose, Host: cfg.Host, Port: cfg.Port, Security: cfg.Security,
		Addr: cfg.Addr, Via: cfg.Via, NoSNI: cfg.NoSNI, Started: cfg.now().UTC(), Steps: []evidence.Step{},
	}
	if err := c.StepWithin(evidence.StageConnect, cmp.Or(cfg.Connect, cfg.timeout()), c.dial); err != nil {
		return c, err
	}
	if cfg.Security == evidence.SSL {
		return c, c.Handshake()
	}
	return c, nil
}

func (c *Conn) dial() error {
	dial := c.cfg.Dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	to := c.cfg.DialName
	if to == "" {
		to = c.cfg.Addr.String()
	}
	ctx, cancel := context.WithDeadline(c.ctx, c.step.until)
	defer cancel()
	c.remark("trying " + to)
	raw, err := dial(ctx, "tcp", to)
	if err != nil {
		t, cause := c.classify(err)
		if c.cfg.Via == evidence.ViaProxy && t.Kind == evidence.Refused {
			t.Kind = evidence.Unreachable // it is the proxy that refuses: our side
		}
		return c.breaks(t, cause)
	}
	c.raw = raw
	if ap, err := netip.ParseAddrPort(raw.LocalAddr().String()); err == nil {
		c.session.Local = netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
	}
	c.stop = context.AfterFunc(c.ctx, func() { raw.Close() })
	c.ear = &ear{Conn: raw, quick: quickAck(raw)}
	c.live = c.ear
	c.r = bufio.NewReaderSize(c.live, maxLine+2)
	c.remark("connected to " + to)
	return nil
}

// Session is the record so far; after Close it does not change any more.
func (c *Conn) Session() evidence.Session { return c.session }

// Facts are those of the handshake, nil before it.
func (c *Conn) Facts() *evidence.TLSFacts { return c.facts }

// Secure tells whether TLS is up.
func (c *Conn) Secure() bool { return c.tls != nil && c.passed }

// Broken tells whether nothing more can be said on this connection.
func (c *Conn) Broken() bool { return c.raw == nil || c.trouble != nil }

// Close ends the connection. It may be called more than once.
func (c *Conn) Close() error {
	c.stop()
	if c.raw == nil {
		return nil
	}
	if c.tls != nil && c.trouble == nil {
		// close_notify goes into the socket buffer or not at all: a silent
		// peer must not hold us up.
		c.raw.SetDeadline(time.Now().Add(100 * time.Millisecond))
		c.tls.Close()
	}
	return c.raw.Close()
}

// LocalAddr is of the TCP connection.
func (c *Conn) LocalAddr() net.Addr { return c.raw.LocalAddr() }

// RemoteAddr is of the TCP connection.
func (c *Conn) RemoteAddr() net.Addr { return c.raw.RemoteAddr() }

// SetDeadline does nothing: the step's deadline stands, whatever a library
// asks for or clears.
func (c *Conn) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing, see SetDeadline.
func (c *Conn) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing, see SetDeadline.
func (c *Conn) SetWriteDeadline(time.Time) error { return nil }
