// Package sendas is the SMTP leg, Gmail's "Send mail as": EHLO, STARTTLS where
// asked, the gate (in client/wire), a second EHLO, AUTH, the letter. go-smtp
// speaks the protocol; what it cannot do is done on the wire.
package sendas

import (
	"bytes"
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/wire"
)

// Job is what one session is to do.
type Job struct {
	From, To string // envelope, domains as A-labels
	Letter   []byte // CRLF line ends; nil: the session ends after the login
	Login    string
	Password account.Secret
	Hello    string   // "": the address literal of our end (RFC 5321 section 4.1.3)
	Mechs    []string // SASL mechanisms in order of preference
	Security evidence.Security
	// Withheld says that these credentials were refused on this leg before:
	// the session ends before AUTH.
	Withheld bool
	// Ready is called before DATA; the letter waits for it. May be nil.
	Ready func()
}

// Outcome is what the trip needs to know at once.
type Outcome struct {
	Accepted time.Time // when the server took the letter; zero: it did not
	Refused  bool      // the login was refused for good
	Later    bool      // a 4xx: worth another try
}

const (
	// bodyLimits is how many ordinary deadlines the letter and the reply to
	// its final dot may take: servers look for spam and viruses meanwhile, and
	// RFC 5321 section 4.5.3.2.6 grants them ten minutes.
	bodyLimits = 4
)

// Send runs a session on an open connection and closes it. What happened
// stands in the connection's Session.
func Send(conn *wire.Conn, job Job) Outcome {
	defer conn.Close()
	s := &session{conn: conn, job: job}
	err := s.run()
	if !conn.Broken() && !closing(err) {
		s.quit()
	}
	s.out.Later = err != nil && temporary(err)
	return s.out
}

type session struct {
	conn *wire.Conn
	job  Job
	smtp *smtp.Client
	caps evidence.Offers
	out  Outcome
}

func (s *session) run() error {
	if err := Greeting(s.conn); err != nil {
		return err
	}
	if err := s.hello(evidence.StageEHLO); err != nil {
		return err
	}
	if s.job.Security == evidence.StartTLS {
		if !s.caps.Has("STARTTLS") {
			return s.conn.Note(evidence.StageStartTLS, evidence.Unoffered, "STARTTLS")
		}
		if err := s.conn.StartTLS("STARTTLS"); err != nil {
			return err
		}
		if err := s.hello(evidence.StageEHLO2); err != nil {
			return err
		}
	}
	if err := s.auth(); err != nil || s.job.Letter == nil {
		return err
	}
	return s.deliver()
}

// Greeting reads the banner as a step.
func Greeting(conn *wire.Conn) error {
	return conn.Step(evidence.StageGreeting, func() error {
		if err := conn.ReadReply(); err != nil {
			return err
		}
		if r := conn.LastReply(); r.OK && r.Code != 220 {
			return wire.Fail(evidence.Protocol, "a greeting is 220")
		}
		return nil
	})
}

// hello says EHLO. A fresh library client for each: go-smtp keeps no road from
// one EHLO to the next, and it wants to read the greeting itself.
func (s *session) hello(stage evidence.Stage) error {
	s.smtp = smtp.NewClient(s.conn)
	s.conn.Replay("220 replayed")
	err := s.conn.Step(stage, func() error { return s.smtp.Hello(HelloName(s.conn, s.job.Hello)) })
	if err != nil {
		return err
	}
	session := s.conn.Session()
	s.caps = session.CapabilitiesAt(stage)
	return nil
}

// HelloName is the name to say: the given one, else the literal of our end.
func HelloName(conn *wire.Conn, name string) string {
	if name != "" {
		return name
	}
	session := conn.Session()
	return literal(session.Local.Addr())
}

func literal(ip netip.Addr) string {
	switch {
	case !ip.IsValid():
		return "[127.0.0.1]"
	case ip.Is4():
		return "[" + ip.String() + "]"
	}
	return "[IPv6:" + ip.WithZone("").String() + "]"
}

func (s *session) auth() error {
	mech := s.caps.Choose(s.job.Mechs)
	if mech == "" {
		return s.conn.Note(evidence.StageAuth, evidence.Unoffered, Lacking(s.caps, s.job.Mechs))
	}
	if s.job.Withheld {
		return s.conn.Note(evidence.StageAuth, evidence.Withheld, "the login was refused before in this run; it is not tried again")
	}
	err := s.conn.Step(evidence.StageAuth, func() error {
		password, err := s.conn.Reveal(s.job.Login, s.job.Password)
		if err != nil {
			return wire.Fail(evidence.Local, err.Error())
		}
		return s.smtp.Auth(client(mech, s.job.Login, password))
	})
	var e *wire.Error
	if errors.As(err, &e) && e.Trouble.Kind == evidence.Denied && e.Reply != nil && e.Reply.Code >= 500 && !e.Reply.Unheard() {
		s.out.Refused = true
	}
	return err
}

// Lacking says what a server's list lacks for a login by one of our mechanisms,
// "" nothing.
func Lacking(offers evidence.Offers, ours []string) string {
	offered := offers.Mechanisms()
	switch {
	case len(offered) == 0:
		return "AUTH"
	case offers.Choose(ours) == "":
		return "a mechanism that we speak; offered: " + strings.Join(offered, " ")
	}
	return ""
}

func client(mech, login, password string) sasl.Client {
	if mech == "LOGIN" {
		return &loginClient{user: login, password: password}
	}
	return sasl.NewPlainClient("", login, password)
}

func (s *session) deliver() error {
	needsUTF8 := !ascii(s.job.From) || !ascii(s.job.To) || !ascii(header(s.job.Letter))
	if needsUTF8 && !s.caps.Has("SMTPUTF8") {
		return s.conn.Note(evidence.StageMail, evidence.Local, "the address needs SMTPUTF8, which the server does not offer") // RFC 6531 section 3.1
	}
	options := &smtp.MailOptions{Size: int64(len(s.job.Letter)), UTF8: needsUTF8}
	if err := s.conn.Step(evidence.StageMail, func() error { return s.smtp.Mail(s.job.From, options) }); err != nil {
		return err
	}
	if err := s.conn.Step(evidence.StageRcpt, func() error { return s.smtp.Rcpt(s.job.To, nil) }); err != nil {
		return err
	}
	if s.job.Ready != nil {
		s.job.Ready()
	}
	var data *smtp.DataCommand
	err := s.conn.Step(evidence.StageData, func() (err error) {
		data, err = s.smtp.Data()
		return err
	})
	if err != nil {
		return err
	}
	err = s.conn.StepWithin(evidence.StageBody, bodyLimits*s.conn.Limit(), func() error {
		s.conn.BodyMode(true)
		defer s.conn.BodyMode(false)
		if _, err := data.Write(s.job.Letter); err != nil {
			return err
		}
		_, err := data.CloseWithResponse()
		return err
	})
	if err == nil {
		s.out.Accepted = time.Now()
	}
	return err
}

func (s *session) quit() {
	s.conn.Farewell(wire.FarewellLimit, func() error { return s.conn.Exchange("QUIT") })
}

// closing tells whether the server has said that it closes the connection
// (RFC 5321 section 3.8).
func closing(err error) bool {
	var e *wire.Error
	return errors.As(err, &e) && e.Reply != nil && e.Reply.Code == 421
}

// temporary tells a 4xx from the rest.
func temporary(err error) bool {
	var e *wire.Error
	return errors.As(err, &e) && e.Reply != nil && e.Reply.Code/100 == 4
}

func header(letter []byte) string {
	head, _, _ := bytes.Cut(letter, []byte("\r\n\r\n"))
	return string(head)
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 126 }) < 0
}
