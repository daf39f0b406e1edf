package clean

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// Terminal is the last guard before a terminal, a pipe or a log: whatever is written
// goes through as Line would make it, but for line ends, tabs and the few sequences
// that programs of this project write themselves. It is safe for concurrent use.
type Terminal struct {
	mu   sync.Mutex
	w    io.Writer
	rest []byte // the beginning of a rune, or of a sequence of our own
}

// NewTerminal guards w.
func NewTerminal(w io.Writer) *Terminal { return &Terminal{w: w} }

// Unwrap is what is guarded.
func (t *Terminal) Unwrap() io.Writer { return t.w }

// sequences are what our own programs write: the start of the line with the rest of it
// erased, and colours.
func sequences() []string {
	return []string{"\r\x1b[K", "\r\n", "\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[1;31m"}
}

// Write writes p made safe; n is len(p) unless the writer below fails.
func (t *Terminal) Write(p []byte) (n int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	in := p
	if len(t.rest) > 0 {
		in = append(t.rest, p...)
		t.rest = nil
	}
	out := make([]byte, 0, len(in))
	for len(in) > 0 {
		r, size := utf8.DecodeRune(in)
		switch {
		case !utf8.FullRune(in):
			t.rest, in = bytes.Clone(in), nil
			continue
		case r == '\n' || r == '\t' || !(r == utf8.RuneError && size == 1) && !Unsafe(r):
		default:
			own, part := ownSequence(in)
			switch {
			case own > 0:
				size = own
			case part:
				t.rest, in = bytes.Clone(in), nil
				continue
			default:
				out = append(out, Line(string(in[:size]))...)
				in = in[size:]
				continue
			}
		}
		out = append(out, in[:size]...)
		in = in[size:]
	}
	if _, err := t.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes what waited for the rest of a rune.
func (t *Terminal) Flush() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	rest := t.rest
	t.rest = nil
	if len(rest) == 0 {
		return nil
	}
	_, err := io.WriteString(t.w, Line(string(rest)))
	return err
}

// ownSequence is the length of the sequence of our own at the start of b; part tells
// that b may be the beginning of one.
func ownSequence(b []byte) (n int, part bool) {
	for _, s := range sequences() {
		switch {
		case bytes.HasPrefix(b, []byte(s)):
			return len(s), false
		case len(b) < len(s) && s[:len(b)] == string(b):
			part = true
		}
	}
	return 0, part
}
