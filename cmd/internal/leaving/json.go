package leaving

import (
	"bufio"
	"bytes"
	"io"

	"harness/verify/render"
)

// JSON writes the form of docs/schema/leaving.schema.json, a mailbox a line, so
// that only one is held at a time.
func (r *Result) JSON(out io.Writer) error {
	head := *r
	head.Boxes = []Mailbox{}
	var b bytes.Buffer
	if err := render.Encode(&b, head); err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	// The mailboxes are the last key.
	const empty = "[]\n}\n"
	if _, err := w.Write(bytes.TrimSuffix(b.Bytes(), []byte(empty))); err != nil {
		return err
	}
	sep := "[\n    "
	for _, m := range r.Boxes {
		b.Reset()
		if err := render.EncodeLine(&b, m); err != nil {
			return err
		}
		if _, err := w.WriteString(sep + string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))); err != nil {
			return err
		}
		sep = ",\n    "
	}
	tail := "\n  ]\n}\n"
	if len(r.Boxes) == 0 {
		tail = empty
	}
	if _, err := w.WriteString(tail); err != nil {
		return err
	}
	return w.Flush()
}
