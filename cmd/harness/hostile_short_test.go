//go:build !long

package main

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
)

// hostileSize is a little more than what is read whole of a paste.
const hostileSize = 530_000

var hostileCommands = []string{"explain -"}

// hostileTaken leaves most to the long run.
func hostileTaken(name string) bool {
	return slices.Contains([]string{
		"attachment first", "a folded field", "a part in a part", "5,000 levels", "one line", "line ends", "tags", "UTF-16", "iso-2022-jp escapes", "utf-7 noise",
	}, name)
}

// hostileFigures has none here.
type hostileFigures struct{}

func (hostileFigures) run(_ *testing.T, _, args string, in io.Reader) (code int, said string) {
	var out, err bytes.Buffer
	code = run(strings.Fields(args), in, &out, &err, func(string) string { return "" })
	return code, err.String()
}

func (hostileFigures) tell(*testing.T) {}
