package wire

import (
	"bufio"
	"io"

	"harness/client/evidence"
)

// Web is one exchange with a web server, as one step: write says the request,
// read takes the answer. Neither is recorded. Inside TLS nothing is said unless
// the gate said yes.
func (c *Conn) Web(write func(io.Writer) error, read func(*bufio.Reader) error) error {
	return c.Step(evidence.StageAsk, func() error {
		if c.cfg.Security != evidence.Plain && !c.Secure() {
			return ErrGuarded
		}
		if err := write(c.live); err != nil {
			return c.breaks(c.classify(err))
		}
		if err := read(c.r); err != nil {
			return c.breaks(c.classify(err))
		}
		return nil
	})
}
