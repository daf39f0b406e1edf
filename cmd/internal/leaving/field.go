package leaving

import (
	"bytes"
	"strconv"
)

// field is the value behind a key up to a comma, a blank or the end; nil if the
// key is not there.
func field(b []byte, key string) []byte {
	i := bytes.Index(b, []byte(key))
	if i < 0 {
		return nil
	}
	b = b[i+len(key):]
	for j, c := range b {
		if c == ',' || c == ' ' || c == ':' && key == ",S=" {
			return b[:j]
		}
	}
	return b
}

func number(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	return n, err == nil && n >= 0
}

// pair reads "3/900".
func pair(b []byte) (x, y int64, ok bool) {
	i := bytes.IndexByte(b, '/')
	if i < 0 {
		return 0, 0, false
	}
	x, ok1 := number(b[:i])
	y, ok2 := number(b[i+1:])
	return x, y, ok1 && ok2
}
