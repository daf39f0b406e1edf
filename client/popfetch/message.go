package popfetch

import (
	"bytes"
	"io"

	"harness/client/evidence"
)

// Top fetches the header of message n, of which 256 KiB are kept: there are
// servers that send the whole message. TOP is optional (RFC 1939 section 7):
// its refusal is no trouble.
func (b *Box) Top(n int) ([]byte, error) {
	w := &keep{most: 1 << 18}
	err := b.message(b.conn.Try, evidence.StageTop, "TOP "+itoa(n)+" 0", w, 1<<26)
	return w.Bytes(), err
}

// Retr fetches message n; more than most octets are an error.
func (b *Box) Retr(n int, most int64) ([]byte, error) {
	var w bytes.Buffer
	err := b.message(b.conn.Step, evidence.StageRetr, "RETR "+itoa(n), &w, most)
	return w.Bytes(), err
}

// TryRetr is Retr for a message that may be gone: its refusal is no trouble.
func (b *Box) TryRetr(n int, most int64) ([]byte, error) {
	var w bytes.Buffer
	err := b.message(b.conn.Try, evidence.StageRetr, "RETR "+itoa(n), &w, most)
	return w.Bytes(), err
}

// keep is a buffer that throws away what is too much.
type keep struct {
	bytes.Buffer
	most int
}

func (k *keep) Write(p []byte) (int, error) {
	k.Buffer.Write(p[:min(len(p), k.most-k.Len())])
	return len(p), nil
}

type stepper func(evidence.Stage, func() error) error

func (b *Box) message(do stepper, stage evidence.Stage, command string, w io.Writer, most int64) error {
	return do(stage, func() error {
		if err := b.pop.Send(command); err != nil {
			return err
		}
		if _, err := b.pop.ReadOne(); err != nil {
			return err
		}
		return b.conn.ReadBody(w, most)
	})
}

// Dele marks message n for deletion.
func (b *Box) Dele(n int) error {
	return b.conn.Step(evidence.StageDele, func() error { return b.pop.Dele(n) })
}
