package schema

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Set is the schemas of a folder.
type Set struct {
	names   []string
	schemas []*jsonschema.Schema
}

// Load reads the *.schema.json of a folder.
func Load(dir string) (*Set, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.schema.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no schemas", dir)
	}
	s := &Set{}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		id := "mem:///" + filepath.Base(name)
		if m, ok := doc.(map[string]any); ok {
			delete(m, "$id") // it is looked up by its file's name
		}
		if err := c.AddResource(id, doc); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		one, err := c.Compile(id)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s.names = append(s.names, strings.TrimSuffix(filepath.Base(name), ".schema.json"))
		s.schemas = append(s.schemas, one)
	}
	return s, nil
}

// Check holds every JSON value of a stream against the schemas: each must be of
// one of the forms. It gives their names.
func (s *Set) Check(stream []byte) ([]string, error) {
	var forms []string
	for _, one := range values(stream) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(one))
		if err != nil {
			return forms, fmt.Errorf("not JSON: %w: %.200s", err, one)
		}
		name, err := s.form(doc)
		if err != nil {
			return forms, fmt.Errorf("%w\n%.300s", err, one)
		}
		forms = append(forms, name)
	}
	return forms, nil
}

// form is the form of a value, or why it has none: what each schema that
// knows its command has against it.
func (s *Set) form(doc any) (string, error) {
	var wrong []error
	for i, one := range s.schemas {
		err := one.Validate(doc)
		if err == nil {
			return s.names[i], nil
		}
		wrong = append(wrong, fmt.Errorf("%s: %w", s.names[i], err))
	}
	return "", fmt.Errorf("of no form in docs/schema: %w", errors.Join(wrong...))
}

// values are the JSON values of a stream.
func values(stream []byte) [][]byte {
	var out [][]byte
	d := newDecoder(bytes.NewReader(stream))
	for {
		one, err := d.next()
		if err == io.EOF {
			return out
		}
		out = append(out, one)
		if err != nil {
			return out
		}
	}
}
