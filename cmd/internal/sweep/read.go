package sweep

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/goccy/go-yaml"

	"harness/cmd/internal/bounded"
)

// Fault is a line of a list that could not be read.
type Fault struct {
	Line, Column int // from 1
	Err          error
}

func (f *Fault) Error() string { return fmt.Sprintf("%d:%d: %v", f.Line, f.Column, f.Err) }
func (f *Fault) Unwrap() error { return f.Err }

// longest is how much one line or item may hold.
const longest = 1 << 20

// errLong says that an item of a list does not end.
var errLong = fmt.Errorf("an item has more than %d MiB", longest>>20)

// items gives no more than one item may have, and what is read ahead, until the
// next is asked for.
type items struct {
	r    io.Reader
	left int
}

func (i *items) next() { i.left = longest + 128<<10 }

func (i *items) Read(p []byte) (int, error) {
	if i.left <= 0 {
		return 0, errLong
	}
	n, err := i.r.Read(p[:min(len(p), i.left)])
	i.left -= n
	return n, err
}

// Read reads a list as it comes, an item at a time: CSV with a head, lines of
// names alone, JSON lines, or a YAML list. Which it is, its first sign tells. A
// wrong line is a fault, and the next one is read; an error that is no Fault
// ends the list.
func Read(r io.Reader) iter.Seq2[Target, error] {
	return func(yield func(Target, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		if b, _ := in.Peek(3); bytes.Equal(b, []byte("\xef\xbb\xbf")) {
			_, _ = in.Discard(3)
		}
		head, _ := in.Peek(4096)
		for line := range strings.Lines(string(head)) {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || strings.HasPrefix(line, "#"):
				continue
			case strings.HasPrefix(line, "{"):
				readLines(in, yield)
			case line == "-" || strings.HasPrefix(line, "- ") || line == "---":
				readYAML(in, yield)
			default:
				if head := strings.ToLower(strings.Split(strings.Split(line, ",")[0], "#")[0]); columns[strings.TrimSpace(strings.Trim(head, `"`))] != "" {
					readCSV(in, yield)
				} else {
					readNames(in, yield)
				}
			}
			return
		}
		if len(head) == 4096 {
			readNames(in, yield)
		}
	}
}

// scan gives the lines with their numbers.
func scan(in *bufio.Reader, each func(n int, line []byte) bool) error {
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 64<<10), longest)
	for n := 1; s.Scan(); n++ {
		if !each(n, s.Bytes()) {
			return nil
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return errLong
	}
	return s.Err()
}

func readNames(in *bufio.Reader, yield func(Target, error) bool) {
	err := scan(in, func(n int, line []byte) bool {
		text, _, _ := strings.Cut(string(line), "#")
		if text = strings.TrimSpace(text); text == "" {
			return true
		}
		return yield(Target{Line: n, Target: text}, nil)
	})
	if err != nil {
		yield(Target{}, err)
	}
}

func readLines(in *bufio.Reader, yield func(Target, error) bool) {
	err := scan(in, func(n int, line []byte) bool {
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			return true
		}
		t := Target{}
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		err := dec.Decode(&t)
		if err == nil && dec.More() {
			err = errors.New("more than one object on the line")
		}
		t.Line = n
		if err != nil {
			at := dec.InputOffset()
			var syntax *json.SyntaxError
			var wrong *json.UnmarshalTypeError
			if errors.As(err, &syntax) {
				at = syntax.Offset - 1
			} else if errors.As(err, &wrong) {
				at = wrong.Offset
			}
			return yield(Target{}, &Fault{n, int(at) + 1, err})
		}
		return yield(t, nil)
	})
	if err != nil {
		yield(Target{}, err)
	}
}

func readCSV(in *bufio.Reader, yield func(Target, error) bool) {
	bounded := &items{r: in}
	bounded.next()
	r := csv.NewReader(bounded)
	r.Comment, r.FieldsPerRecord, r.ReuseRecord = '#', -1, true
	head, err := r.Read()
	if err != nil {
		yield(Target{}, err)
		return
	}
	names := make([]string, len(head))
	for i, h := range head {
		name := strings.ToLower(strings.TrimSpace(h))
		if names[i] = columns[name]; names[i] == "" && name != "" {
			line, column := r.FieldPos(i)
			if !yield(Target{}, &Fault{line, column, fmt.Errorf("unknown column %q: it is not read", name)}) {
				return
			}
		}
	}
	for {
		bounded.next()
		row, err := r.Read()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.As(err, &parse):
			if !yield(Target{}, &Fault{parse.Line, parse.Column, parse.Err}) {
				return
			}
			continue
		case err != nil:
			yield(Target{}, err)
			return
		}
		line, _ := r.FieldPos(0)
		t := Target{Line: line}
		var wrong *Fault
		for i, value := range row {
			switch {
			case i >= len(names):
				at, column := r.FieldPos(i)
				wrong = &Fault{at, column, fmt.Errorf("%d fields, and the head has %d", len(row), len(names))}
			case names[i] != "" && value != "":
				t.set(names[i], value)
			}
		}
		if wrong != nil {
			if !yield(Target{}, wrong) {
				return
			}
			continue
		}
		if t == (Target{Line: line}) {
			continue
		}
		if !yield(t, nil) {
			return
		}
	}
}

// readYAML reads a list item by item: each begins with a dash in the first
// column. A list that is indented as a whole is none of ours.
func readYAML(in *bufio.Reader, yield func(Target, error) bool) {
	var item bytes.Buffer
	began, going := 0, true
	flush := func() {
		if item.Len() == 0 || !going {
			return
		}
		var list []Target
		if err := bounded.YAML(item.Bytes()); err != nil {
			item.Reset()
			going = yield(Target{}, &Fault{began, 1, err})
			return
		}
		err := bounded.Decode(item.Bytes(), &list)
		item.Reset()
		if err != nil {
			f := &Fault{began, 1, errors.New("not an item of a list of targets")}
			var at yaml.Error
			if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
				f.Line, f.Column = began+at.GetToken().Position.Line-1, at.GetToken().Position.Column
				f.Err = errors.New(at.GetMessage())
			}
			going = yield(Target{}, f)
			return
		}
		for _, t := range list {
			t.Line = began
			going = going && yield(t, nil)
		}
	}
	err := scan(in, func(n int, line []byte) bool {
		switch {
		case bytes.HasPrefix(line, []byte("---")), bytes.HasPrefix(line, []byte("#")) && item.Len() == 0:
			flush()
		case bytes.HasPrefix(line, []byte("- ")), len(line) == 1 && line[0] == '-':
			flush()
			began = n
			fallthrough
		default:
			if item.Len() == 0 && began != n {
				if len(bytes.TrimSpace(line)) > 0 {
					going = yield(Target{}, &Fault{n, 1, errors.New("not an item of a list of targets")})
				}
				return going
			}
			if item.Len()+len(line) > longest {
				going = yield(Target{}, &Fault{n, 1, errors.New("the item is too long")})
				item.Reset()
				return going
			}
			item.Write(line)
			item.WriteByte('\n')
		}
		return going
	})
	flush()
	if err != nil && going {
		yield(Target{}, err)
	}
}
