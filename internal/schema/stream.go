package schema

import (
	"encoding/json"
	"io"
)

type decoder struct{ d *json.Decoder }

func newDecoder(r io.Reader) decoder { return decoder{json.NewDecoder(r)} }

// next is the next value; where the rest is no JSON, it is given as it is.
func (d decoder) next() ([]byte, error) {
	var raw json.RawMessage
	err := d.d.Decode(&raw)
	if err != nil && err != io.EOF {
		rest, _ := io.ReadAll(d.d.Buffered())
		return rest, err
	}
	return raw, err
}
