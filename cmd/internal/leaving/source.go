package leaving

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"time"
)

// Source is one log: plain, or packed by gzip or bzip2 (told by its first bytes).
type Source struct {
	Name string
	// Until is the latest moment that a line can be of: the file's time of change,
	// or now. Lines of RFC 3164 carry no year; theirs follows from it.
	Until time.Time
	R     io.Reader
}

// ErrPacked is a source in a form that is not read here.
var ErrPacked = errors.New("packed by xz or zstd: unpack it, e.g. xzcat FILE | harness leaving -")

const (
	bufferBytes  = 1 << 20
	longestBytes = 64 << 10 // a longer line is no mail server's
)

// unpacked reads through the packing.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(6)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return gzip.NewReader(b)
	case bytes.HasPrefix(head, []byte("BZh")):
		return bzip2.NewReader(b), nil
	case bytes.HasPrefix(head, []byte{0xfd, '7', 'z', 'X', 'Z', 0}), bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return nil, ErrPacked
	}
	return b, nil
}

// eachLine calls do with each line, without its end, and with nil for one that is
// too long. The line is only valid during the call.
func eachLine(ctx context.Context, packed io.Reader, do func([]byte), size *int64) error {
	r, err := unpacked(packed)
	if err != nil {
		return err
	}
	buf := make([]byte, bufferBytes)
	held, skipping := 0, false // buf[:held] is the beginning of a line
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf[held:])
		*size += int64(n)
		rest := buf[:held+n]
		for {
			i := bytes.IndexByte(rest, '\n')
			if i < 0 {
				break
			}
			switch {
			case skipping:
				skipping = false
			case i > longestBytes:
				do(nil)
			default:
				do(bytes.TrimSuffix(rest[:i], []byte{'\r'}))
			}
			rest = rest[i+1:]
		}
		switch {
		case skipping:
			rest = rest[:0]
		case len(rest) > longestBytes:
			do(nil)
			skipping, rest = true, rest[:0]
		}
		held = copy(buf, rest)
		if errors.Is(err, io.EOF) {
			if held > 0 {
				do(buf[:held])
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}
