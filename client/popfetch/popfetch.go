// Package popfetch is the POP3 leg, Gmail's "Check mail from other accounts".
// go-pop3 speaks the commands; replies are judged on the wire, lists are
// parsed strictly, and messages are streamed. It deletes nothing unless told
// which message, and QUIT alone makes that true.
package popfetch

import (
	"errors"
	"io"
	"net"
	"time"

	pop3 "github.com/knadh/go-pop3"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/wire"
)

// Login is what a session needs to get in.
type Login struct {
	User     string
	Password account.Secret
	Security evidence.Security
	Withheld bool   // refused before in this run: end before USER
	Before   func() // called when the connection stands, before USER; may be nil
}

// Box is an opened maildrop.
type Box struct {
	conn    *wire.Conn
	pop     *pop3.Conn
	secured bool // by STLS
	odd     bool // something did not add up
}

// ErrLogin says that the server refused the credentials for good.
var ErrLogin = errors.New("login refused")

// Open greets, secures and logs in on an open connection. After an error the
// connection is closed; what happened stands in its Session.
func Open(conn *wire.Conn, login Login) (*Box, error) {
	b := &Box{conn: conn}
	err := b.enter(login)
	if err == nil {
		return b, nil
	}
	if !conn.Broken() {
		b.quit(wire.FarewellLimit)
	}
	conn.Close()
	return nil, err
}

func (b *Box) enter(login Login) error {
	if err := Greeting(b.conn); err != nil {
		return err
	}
	b.conn.Replay("+OK")
	pop, err := pop3.New(pop3.Opt{Dialer: ready{b.conn}}).NewConn()
	if err != nil {
		return err
	}
	b.pop = pop
	if login.Security == evidence.STLS {
		if err := b.secure(); err != nil {
			return err
		}
	}
	if login.Withheld {
		return b.conn.Note(evidence.StageUser, evidence.Withheld, "the login was refused before in this run; it is not tried again")
	}
	if login.Before != nil {
		login.Before()
	}
	return b.login(login)
}

// ready is a go-pop3 Dialer for a connection that stands.
type ready struct{ conn *wire.Conn }

func (r ready) Dial(string, string) (net.Conn, error) { return r.conn, nil }

// Greeting reads the banner as a step.
func Greeting(conn *wire.Conn) error {
	return conn.Step(evidence.StageGreeting, conn.ReadReply)
}

// secure asks for STLS if CAPA offers it, or if the server has no CAPA
// (RFC 2595 section 4, RFC 2449 section 5).
func (b *Box) secure() error {
	if err := capa(b.conn, evidence.StageCapa); b.conn.Broken() {
		return err
	}
	session := b.conn.Session()
	if r := session.Step(evidence.StageCapa).Reply; r != nil && r.OK && !session.CapabilitiesAt(evidence.StageCapa).Has("STLS") {
		return b.conn.Note(evidence.StageSTLS, evidence.Unoffered, "STLS")
	}
	if err := b.conn.StartTLS("STLS"); err != nil {
		return err
	}
	b.secured = true
	if err := capa(b.conn, evidence.StageCapa2); b.conn.Broken() {
		return err
	}
	return nil
}

// capa asks for the capabilities as a step; they stand in the session. CAPA is
// optional (RFC 2449): its refusal is no trouble.
func capa(conn *wire.Conn, stage evidence.Stage) error {
	return conn.Try(stage, func() error {
		if err := conn.Exchange("CAPA"); err != nil || !conn.LastReply().OK {
			return err
		}
		return conn.ReadList(func([]byte) error { return nil })
	})
}

func (b *Box) login(login Login) error {
	err := b.conn.Step(evidence.StageUser, func() error { return b.pop.User(login.User) })
	if err == nil {
		err = b.conn.Step(evidence.StagePass, func() error {
			password, err := b.conn.Reveal(login.User, login.Password)
			if err != nil {
				return wire.Fail(evidence.Local, err.Error())
			}
			return b.pop.Pass(password)
		})
	}
	if refused(err) {
		return errors.Join(ErrLogin, err)
	}
	return err
}

// refused tells a refused login from one that may work later (RFC 2449
// section 8.1, RFC 3206 section 4).
func refused(err error) bool {
	var e *wire.Error
	return errors.As(err, &e) && e.Trouble.Kind == evidence.Denied && e.Reply != nil && Later(err) == ""
}

// Later is the response code of a refusal that is of the moment, "" if it is
// for good: the maildrop is locked, the login comes too soon (RFC 2449 section
// 8.1), the system has a passing trouble (RFC 3206 section 4).
func Later(err error) string {
	var e *wire.Error
	if !errors.As(err, &e) || e.Reply == nil {
		return ""
	}
	switch e.Reply.Enhanced {
	case "IN-USE", "LOGIN-DELAY", "SYS/TEMP":
		return e.Reply.Enhanced
	}
	return ""
}

// Quit ends the session and commits deletions; only if it gives no error did
// they happen.
func (b *Box) Quit() error {
	defer b.conn.Close()
	if b.conn.Broken() {
		return io.ErrUnexpectedEOF
	}
	return b.conn.Step(evidence.StageQuit, func() error { return b.conn.Exchange("QUIT") })
}

// Abandon ends a session without QUIT: what was marked for deletion stays (RFC 1939
// section 6).
func (b *Box) Abandon() { b.conn.Close() }

// Leave ends a session in which nothing was deleted.
func (b *Box) Leave() {
	if !b.conn.Broken() {
		b.quit(wire.FarewellLimit)
	}
	b.conn.Close()
}

func (b *Box) quit(limit time.Duration) {
	b.conn.Farewell(limit, func() error { return b.conn.Exchange("QUIT") })
}

// Odd tells whether something in this session did not add up, such as two
// messages of one unique-id.
func (b *Box) Odd() bool { return b.odd }

// Broken tells whether nothing more can be said in this session.
func (b *Box) Broken() bool { return b.conn.Broken() }

// Session is the record.
func (b *Box) Session() evidence.Session { return b.conn.Session() }
