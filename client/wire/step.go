package wire

import (
	"errors"
	"fmt"
	"time"

	"harness/client/evidence"
)

// Error is a step that did not go well. The same Trouble stands in the
// session's record.
type Error struct {
	Stage   evidence.Stage
	Trouble evidence.Trouble
	Reply   *evidence.Reply // nil: none came
	Err     error           // may be nil
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Stage, e.Trouble.Kind, e.Trouble.Detail)
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of trouble in err, "" if there is none.
func KindOf(err error) evidence.Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Trouble.Kind
	}
	return ""
}

// step is a step under way.
type step struct {
	evidence.Step
	began time.Time
	until time.Time
	reply *reply // the latest; nil: none
	verb  string // the latest command's, upper case
	tag   string // of IMAP
}

var errBetween = errors.New("no step is under way")

// Step runs f as one step of the session: within the deadline, its lines
// recorded, its outcome sorted. The error is an *Error or nil.
func (c *Conn) Step(stage evidence.Stage, f func() error) error {
	return c.StepWithin(stage, c.cfg.timeout(), f)
}

// Try is Step for what may be refused because there is another way: a
// negative reply is returned as an error and stands in the record as the
// reply, but is no Trouble of the session.
func (c *Conn) Try(stage evidence.Stage, f func() error) error {
	err := c.Step(stage, f)
	if KindOf(err) == evidence.Denied && c.trouble == nil {
		c.session.Steps[len(c.session.Steps)-1].Trouble = nil
	}
	return err
}

// Limit is the deadline of an ordinary step.
func (c *Conn) Limit() time.Duration { return c.cfg.timeout() }

// FarewellLimit bounds a farewell that decides nothing.
const FarewellLimit = 5 * time.Second

// Farewell is the last step, whose error decides nothing: of at most limit, and of
// no more than an ordinary step.
func (c *Conn) Farewell(limit time.Duration, f func() error) {
	_ = c.StepWithin(evidence.StageQuit, min(limit, c.Limit()), f)
}

// StepWithin is Step with a deadline of its own.
func (c *Conn) StepWithin(stage evidence.Stage, limit time.Duration, f func() error) error {
	began := time.Now()
	s := &step{began: began, until: began.Add(limit)}
	s.Stage, s.Said = stage, []evidence.Bytes{}
	c.step = s
	defer func() { c.step = nil }()
	var err error
	if c.raw != nil {
		c.raw.SetDeadline(s.until)
	}
	switch {
	case c.raw == nil && stage != evidence.StageConnect:
		err = errBetween
	case c.trouble != nil:
		err = c.cause
	default:
		err = f()
	}
	c.tell()
	c.flushReply(s)
	s.Took = evidence.Duration(time.Since(began))
	if stage == evidence.StageTLS {
		s.TLS = c.facts
	}
	s.Trouble = c.sort(s, err)
	c.session.Steps = append(c.session.Steps, s.Step)
	if s.Trouble == nil {
		return nil
	}
	c.remark(fmt.Sprintf("%s: %s: %s", stage, s.Trouble.Kind, s.Trouble.Detail))
	return &Error{Stage: stage, Trouble: *s.Trouble, Reply: s.Reply, Err: err}
}

// sort says what the step's trouble is: what this package saw itself comes
// first, then what the server said, and only then what the library thought.
func (c *Conn) sort(s *step, err error) *evidence.Trouble {
	var mine *Error
	switch {
	case c.trouble != nil:
		return c.trouble
	case errors.As(err, &mine):
		return &evidence.Trouble{Kind: mine.Trouble.Kind, Detail: c.clean(mine.Trouble.Detail)}
	case s.Reply != nil && !s.Reply.OK:
		return &evidence.Trouble{Kind: evidence.Denied, Detail: c.clean(lastText(s.Reply))}
	case err != nil:
		c.remark("the library says: " + c.clean(err.Error()))
		if s.Reply != nil {
			return &evidence.Trouble{Kind: evidence.Protocol, Detail: "this cannot be read: " + c.clean(lastText(s.Reply))}
		}
		return &evidence.Trouble{Kind: evidence.Protocol, Detail: "what came cannot be read"}
	}
	return nil
}

// Fail makes the error by which f ends its step with a trouble of its own,
// such as a missing capability.
func Fail(kind evidence.Kind, detail string) error {
	return &Error{Trouble: evidence.Trouble{Kind: kind, Detail: detail}}
}

// Note appends a step that exchanged nothing: something was not done, and why.
func (c *Conn) Note(stage evidence.Stage, kind evidence.Kind, detail string) error {
	return c.Step(stage, func() error { return Fail(kind, detail) })
}

// breaks records what ended the connection and gives it back as an error.
func (c *Conn) breaks(t evidence.Trouble, cause error) error {
	if c.trouble == nil {
		c.trouble = &t
		c.cause = &Error{Trouble: t, Err: cause}
	}
	return c.cause
}

func lastText(r *evidence.Reply) string {
	if len(r.Text) == 0 {
		return ""
	}
	return string(r.Text[len(r.Text)-1])
}

func (c *Conn) remark(s string) {
	c.tell()
	if c.cfg.Trace != nil {
		c.cfg.Trace(MarkRemark, []byte(s))
	}
}
