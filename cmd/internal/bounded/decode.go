package bounded

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
)

// Decode reads a YAML file that YAML let pass into what out points to; of an
// unknown key it makes an error, of an empty file none. The library panics at
// some files, for example at a tag in a list's place ("list: !tag"): that too is
// an error.
func Decode(data []byte, out any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("not YAML of the form that is asked for: %v", p)
		}
	}()
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(out); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
