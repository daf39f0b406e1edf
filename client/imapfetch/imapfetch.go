// Package imapfetch is the IMAP leg of the clients that come after Gmail's own
// fetching: log in, look into the inbox, fetch, delete (RFC 3501, RFC 9051).
//
// The commands are written and the answers read here, and not by a library:
// go-imap's client reads in a goroutine of its own whatever comes, so that no
// line could be told to belong to a step, and it takes what a strict client
// would refuse. The lab's server is go-imap's, so the two do not share a
// mistake.
//
// Nothing is deleted but what was named by its UID, at the end, and only where UID
// EXPUNGE takes that alone (RFC 4315): EXPUNGE and CLOSE would also take
// what other clients have marked.
package imapfetch

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/wire"
)

// Login is what a session needs to get in.
type Login struct {
	User     string
	Password account.Secret
	Security evidence.Security
	Ways     []string // how the client logs in, the preferred first: see evidence.Offers.Way
	SaysID   bool     // the client sends ID where it is offered (RFC 2971)
	Before   func()   // called when the connection stands, before the login; may be nil
}

// Box is a selected inbox.
type Box struct {
	conn     *wire.Conn
	tags     int
	offers   evidence.Offers // after the login
	validity uint64          // UIDVALIDITY of the selected folder; 0: not told
	odd      bool            // something did not add up
	doomed   []string        // UIDs that Quit is to take away
}

// ErrStays says that the server did not take away what was to go: it said so, or
// cannot do it.
var ErrStays = errors.New("it stays in the mailbox")

// ErrLogin says that the server refused the credentials for good.
var ErrLogin = errors.New("login refused")

// smallAnswer bounds the literals of answers that are no message.
const smallAnswer = 1 << 20

// Open greets, secures, logs in and selects the inbox. After an error the
// connection is closed; what happened stands in its Session.
func Open(conn *wire.Conn, login Login) (*Box, error) {
	b := &Box{conn: conn}
	err := b.enter(login)
	if err == nil {
		return b, nil
	}
	b.Leave()
	return nil, err
}

func (b *Box) enter(login Login) error {
	if err := b.greeting(); err != nil {
		return err
	}
	if err := b.capabilities(evidence.StageCapa); err != nil {
		return err
	}
	if login.Security == evidence.StartTLS {
		if err := b.secure(); err != nil {
			return err
		}
	}
	if login.SaysID && b.offered("ID") {
		err := b.try(evidence.StageID, `ID ("name" "harness")`, ignore)
		if b.conn.Broken() {
			return err
		}
	}
	if login.Before != nil {
		login.Before()
	}
	if err := b.login(login); err != nil {
		return err
	}
	if b.offers.Has("NAMESPACE") {
		err := b.try(evidence.StageNamespace, "NAMESPACE", ignore)
		if b.conn.Broken() {
			return err
		}
	}
	return b.open(evidence.StageSelect, "SELECT INBOX")
}

// greeting reads the banner. PREAUTH means that somebody is logged in already:
// whose mailbox that is nobody can tell, and before STARTTLS it is an attack
// (RFC 9051 section 11.1).
func (b *Box) greeting() error {
	return b.conn.Step(evidence.StageGreeting, func() error {
		if err := b.conn.ReadReply(); err != nil {
			return err
		}
		if r := b.conn.LastReply(); r.Preauth() {
			return wire.Fail(evidence.Protocol, string(r.Text[0]))
		}
		return nil
	})
}

// secure asks for STARTTLS if it is offered. What was offered before TLS is
// forgotten (RFC 9051 section 6.2.1).
func (b *Box) secure() error {
	if !b.offered("STARTTLS") {
		return b.conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
	}
	if err := b.conn.StartTLS(b.tag() + " STARTTLS"); err != nil {
		return err
	}
	return b.capabilities(evidence.StageCapa2)
}

func (b *Box) capabilities(stage evidence.Stage) error {
	return b.step(stage, "CAPABILITY", smallAnswer, ignore)
}

// offered tells what the server offers before the login.
func (b *Box) offered(keyword string) bool {
	session := b.conn.Session()
	return session.Capabilities().Has(keyword)
}

// open selects a folder, or looks at it.
func (b *Box) open(stage evidence.Stage, command string) error {
	b.validity = 0
	return b.step(stage, command, smallAnswer, func(d wire.Data) error {
		if _, rest, ok := strings.Cut(string(d.Text), "[UIDVALIDITY "); ok {
			number, _, _ := strings.Cut(rest, "]")
			b.validity, _ = strconv.ParseUint(number, 10, 32)
		}
		return nil
	})
}

func ignore(wire.Data) error { return nil }

func (b *Box) tag() string {
	b.tags++
	return "a" + strconv.Itoa(b.tags)
}

type stepper func(evidence.Stage, func() error) error

// step says a command and reads its answer.
func (b *Box) step(stage evidence.Stage, command string, most int64, f func(wire.Data) error) error {
	return b.do(b.conn.Step, stage, command, most, f)
}

// try is step for what may be refused.
func (b *Box) try(stage evidence.Stage, command string, f func(wire.Data) error) error {
	return b.do(b.conn.Try, stage, command, smallAnswer, f)
}

func (b *Box) do(do stepper, stage evidence.Stage, command string, most int64, f func(wire.Data) error) error {
	return do(stage, func() error { return b.exchange(b.tag()+" "+command, most, f) })
}

// exchange says a line and reads its answer. Call it within a step.
func (b *Box) exchange(line string, most int64, f func(wire.Data) error) error {
	if _, err := b.conn.Write([]byte(line + "\r\n")); err != nil {
		return err
	}
	return b.conn.ReadData(most, f)
}

// Quit deletes what was to be deleted and ends the session; only if it gives no
// error is it gone.
func (b *Box) Quit() error {
	var err error
	switch {
	case b.conn.Broken():
		err = io.ErrUnexpectedEOF
	case len(b.doomed) > 0:
		err = b.remove()
	}
	b.Leave()
	return err
}

// Abandon ends the session at once, with nothing deleted.
func (b *Box) Abandon() { b.conn.Close() }

// Leave ends a session in which nothing is deleted.
func (b *Box) Leave() {
	if !b.conn.Broken() {
		b.conn.Farewell(wire.FarewellLimit, func() error {
			return b.exchange(b.tag()+" LOGOUT", smallAnswer, ignore)
		})
	}
	b.conn.Close()
}

// Odd tells whether something in this session did not add up, such as a UID
// that stands twice.
func (b *Box) Odd() bool { return b.odd }

// Broken tells whether nothing more can be said in this session.
func (b *Box) Broken() bool { return b.conn.Broken() }

// Session is the record.
func (b *Box) Session() evidence.Session { return b.conn.Session() }

// Later is the response code of a refusal that is of the moment, "" if it is
// for good.
func Later(err error) string {
	var e *wire.Error
	if !errors.As(err, &e) || e.Reply == nil || !e.Reply.Passing() {
		return ""
	}
	return e.Reply.Enhanced
}
