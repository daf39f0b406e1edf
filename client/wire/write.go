package wire

import (
	"bytes"
	"errors"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/mask"
)

// ErrGuarded says that a credential was not sent because the connection is not
// what the settings ask for.
var ErrGuarded = errors.New("credentials stay here: the connection is not verified")

// Write sends what a library says: whole lines, recorded with secrets masked,
// or the letter's body, which is not recorded.
func (c *Conn) Write(p []byte) (int, error) {
	s := c.step
	switch {
	case s == nil:
		return 0, errBetween
	case c.trouble != nil:
		return 0, c.cause
	case c.body:
		return c.send(p)
	}
	for rest := p; len(rest) > 0; {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		c.out = append(c.out, line...)
		rest = after
		if !whole {
			break
		}
		said := bytes.TrimSuffix(c.out, []byte("\r"))
		c.out = nil
		if err := c.say(said); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (c *Conn) say(line []byte) error {
	s := c.step
	if string(line) == "*" && !c.challenged() {
		// go-smtp cancels an AUTH that the server has already refused; the
		// stray line would be an unknown command. It hears a made-up 501.
		c.Replay("501 5.0.0 cancelled")
		return nil
	}
	verb := c.verb(line)
	if !c.trusted() && credential(s.Stage, verb) {
		return ErrGuarded
	}
	shown := c.shown(line)
	s.Said = append(s.Said, shown)
	if c.cfg.Proto != evidence.IMAP {
		s.verb = verb
	} else if !c.challenged() { // else it is the rest of a command
		s.verb = verb
		s.tag, _, _ = strings.Cut(string(line), " ")
	}
	s.reply = nil
	c.trace(shown)
	_, err := c.send(append(line, '\r', '\n'))
	return err
}

// verb is the command's name in a line; in IMAP a tag stands before it (RFC 9051
// section 2.2.1).
func (c *Conn) verb(line []byte) string {
	word, rest, _ := bytes.Cut(line, []byte(" "))
	if c.cfg.Proto == evidence.IMAP {
		word, _, _ = bytes.Cut(rest, []byte(" "))
	}
	return strings.ToUpper(string(word[:min(len(word), 16)]))
}

func (c *Conn) send(p []byte) (int, error) {
	n, err := c.live.Write(p)
	if err != nil {
		return n, c.breaks(c.classify(err))
	}
	return n, nil
}

// challenged tells whether the server waits for a line of an AUTH dialogue, or
// in IMAP for the rest of a command.
func (c *Conn) challenged() bool {
	r := c.step.reply
	if r != nil && c.cfg.Proto == evidence.IMAP {
		return r.done && len(r.Text) > 0 && bytes.HasPrefix(r.Text[len(r.Text)-1], []byte("+"))
	}
	return r != nil && r.done && r.Code == 334
}

// BodyMode switches between the lines of the protocol and the letter.
func (c *Conn) BodyMode(on bool) { c.body = on }

// credential tells whether a line belongs to a login, by its place or by its
// verb.
func credential(s evidence.Stage, verb string) bool {
	switch s {
	case evidence.StageAuth, evidence.StageUser, evidence.StagePass:
		return true
	}
	switch verb {
	case "AUTH", "USER", "PASS", "APOP", "LOGIN", "AUTHENTICATE":
		return true
	}
	return false
}

// trusted tells whether a password may be sent: never on a look, in clear only
// if exactly that was asked for, else after TLS and the gate.
func (c *Conn) trusted() bool {
	if c.cfg.Look || c.trouble != nil || c.raw == nil {
		return false
	}
	if c.cfg.Security == evidence.Plain {
		return c.tls == nil
	}
	return c.tls != nil && c.passed
}

// Reveal is the only way to a password: it says ErrGuarded unless the
// connection is as the settings say.
func (c *Conn) Reveal(login string, s account.Secret) (string, error) {
	if !c.trusted() {
		return "", ErrGuarded
	}
	p := s.Reveal()
	if c.mask == nil {
		c.mask = mask.New(mask.Known{Passwords: []string{p}, Logins: []string{login}, Names: []string{c.cfg.Host}})
	}
	c.revealed = true
	return p, nil
}

// shown is a line of ours without what a login carries: by its place, whatever it
// is.
func (c *Conn) shown(line []byte) evidence.Bytes {
	words := bytes.SplitN(line, []byte(" "), 3)
	verb := strings.ToUpper(string(words[0]))
	switch c.step.Stage {
	case evidence.StageAuth:
		if c.cfg.Proto == evidence.IMAP {
			return maskIMAP(line)
		}
		if verb != "AUTH" {
			return evidence.Bytes(mask.Hidden)
		}
		if len(words) > 2 {
			return evidence.Bytes(verb + " " + string(words[1]) + " " + mask.Hidden)
		}
	case evidence.StagePass:
		return evidence.Bytes("PASS " + mask.Hidden)
	}
	return c.mask.Text(bytes.Clone(line))
}

// maskIMAP keeps the name of a login's command, and of AUTHENTICATE the
// mechanism; every other line of a login is a part of the credentials.
func maskIMAP(line []byte) evidence.Bytes {
	words := bytes.SplitN(line, []byte(" "), 4)
	if len(words) < 3 {
		return evidence.Bytes(mask.Hidden)
	}
	switch head := string(words[0]) + " " + string(words[1]); strings.ToUpper(string(words[1])) {
	case "LOGIN":
		return evidence.Bytes(head + " " + mask.Hidden)
	case "AUTHENTICATE":
		if len(words) == 3 {
			return bytes.Clone(line)
		}
		return evidence.Bytes(head + " " + string(words[2]) + " " + mask.Hidden)
	}
	return evidence.Bytes(mask.Hidden)
}

// trace puts a line of ours into the transcript.
func (c *Conn) trace(line []byte) {
	c.tell()
	if c.cfg.Trace == nil {
		return
	}
	mark := MarkSent
	if c.tls != nil {
		mark = MarkSentTLS
	}
	c.cfg.Trace(mark, line)
}
