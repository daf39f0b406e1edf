package imapfetch

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/wire"
)

func (b *Box) login(login Login) error {
	session := b.conn.Session()
	offers := session.Capabilities()
	if lacking := offers.Lacking(login.Ways); lacking != "" {
		return b.conn.Note(evidence.StageAuth, evidence.Unoffered, lacking)
	}
	err := b.conn.Step(evidence.StageAuth, func() error {
		password, err := b.conn.Reveal(login.User, login.Password)
		if err != nil {
			return wire.Fail(evidence.Local, err.Error())
		}
		return b.credentials(offers.Way(login.Ways), login.User, password, offers.Has("SASL-IR"))
	})
	var e *wire.Error
	if errors.As(err, &e) && e.Trouble.Kind == evidence.Denied && e.Reply != nil && Later(err) == "" {
		return errors.Join(ErrLogin, err)
	}
	if err != nil {
		return err
	}
	session = b.conn.Session()
	if b.offers = listed(session.Step(evidence.StageAuth).Reply); len(b.offers) > 0 {
		return nil
	}
	return b.step(evidence.StageCapa3, "CAPABILITY", smallAnswer, func(d wire.Data) error {
		if words := strings.Fields(string(d.Text)); len(words) > 2 && strings.EqualFold(words[1], "CAPABILITY") {
			b.offer(words[2:])
		}
		return nil
	})
}

func (b *Box) offer(words []string) {
	if b.offers == nil {
		b.offers = evidence.Offers{}
	}
	for _, w := range words {
		b.offers[strings.ToUpper(w)] = nil
	}
}

// listed are the capabilities that came with the answer to the login (RFC 9051
// section 7.1, CAPABILITY).
func listed(r *evidence.Reply) evidence.Offers {
	b := &Box{}
	for _, line := range r.Text {
		text := string(line)
		if _, rest, ok := strings.Cut(text, "[CAPABILITY "); ok {
			list, _, _ := strings.Cut(rest, "]")
			b.offer(strings.Fields(list))
		} else if words := strings.Fields(text); len(words) > 2 && words[0] == "*" && strings.EqualFold(words[1], "CAPABILITY") {
			b.offer(words[2:])
		}
	}
	return b.offers
}

// credentials says who we are. Call it within a step.
func (b *Box) credentials(way, user, password string, initial bool) error {
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	switch way {
	case evidence.LoginCommand:
		return b.parts(b.tag()+" LOGIN", user, password)
	case "SASL PLAIN": // RFC 4616
		return b.responses("PLAIN", initial, encode("\x00"+user+"\x00"+password))
	case "SASL LOGIN":
		return b.responses("LOGIN", false, encode(user), encode(password))
	}
	return wire.Fail(evidence.Local, "mechanism "+way)
}

// responses goes through a SASL exchange (RFC 9051 section 6.2.2); with SASL-IR
// the first response goes along with the command (RFC 4959).
func (b *Box) responses(mech string, initial bool, responses ...string) error {
	line := b.tag() + " AUTHENTICATE " + mech
	if initial {
		line += " " + responses[0]
		responses = responses[1:]
	}
	for _, r := range responses {
		if err := b.exchange(line, smallAnswer, ignore); err != nil || !b.asked() {
			return err
		}
		line = r
	}
	return b.exchange(line, smallAnswer, ignore)
}

// parts says a command with its arguments, each quoted, or as a literal where
// a quoted string cannot hold it (RFC 9051 section 4.3).
func (b *Box) parts(line string, args ...string) error {
	for _, a := range args {
		if quotable(a) {
			line += ` "` + wire.Quoted(a) + `"`
			continue
		}
		line += " {" + strconv.Itoa(len(a)) + "}"
		if err := b.exchange(line, smallAnswer, ignore); err != nil || !b.asked() {
			return err
		}
		line = a
	}
	return b.exchange(line, smallAnswer, ignore)
}

// asked tells whether the server waits for the rest of the command.
func (b *Box) asked() bool {
	r := b.conn.LastReply()
	return r != nil && r.OK && strings.HasPrefix(string(r.Text[len(r.Text)-1]), "+")
}

func quotable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}
