package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"harness/cmd/internal/bounded"
	"harness/verify/clean"
)

// readInput reads a file, or standard input for "-".
func readInput(a *app, name string, kind bounded.Kind) ([]byte, error) {
	return input(a, name, func(r io.Reader, name string) ([]byte, error) { return bounded.Read(r, name, kind) })
}

// readFile reads a file of bounded size.
func readFile(a *app, name string, kind bounded.Kind) ([]byte, error) {
	return file(a, name, func(r io.Reader, name string) ([]byte, error) { return bounded.Read(r, name, kind) })
}

// readWords reads a ticket or a paste from a file, or from standard input for
// "-"; that a long one is not read whole is said.
func readWords(a *app, name string) ([]byte, error) {
	return input(a, name, wordsOf(a))
}

func wordsOf(a *app) func(r io.Reader, name string) ([]byte, error) {
	return func(r io.Reader, name string) ([]byte, error) {
		text, whole, err := bounded.ReadWords(r, name)
		if err == nil && !whole {
			long := saying{"%s is long: its beginning, its end and the lines that tell something are read, and no attachments", []any{clean.Line(name)}}
			fmt.Fprintf(a.stderr, "harness: %s\n", long.in(a.lang))
		}
		return text, err
	}
}

func input(a *app, name string, read func(io.Reader, string) ([]byte, error)) ([]byte, error) {
	if name == "-" {
		return blocking(a, func() ([]byte, error) { return read(a.stdin, "standard input") })
	}
	return file(a, name, read)
}

func file(a *app, name string, read func(io.Reader, string) ([]byte, error)) ([]byte, error) {
	return blocking(a, func() ([]byte, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return read(f, name)
	})
}

// smaller is the way out where something is too large, or asks for too much.
func smaller(err error) []saying {
	var large *bounded.TooLarge
	if errors.As(err, &large) {
		return []saying{{format: smallerBy[large.Kind]}}
	}
	if slices.ContainsFunc(bounded.Errors(), func(e error) bool { return errors.Is(err, e) }) {
		return []saying{{format: smallerBy[bounded.Settings]}}
	}
	return nil
}

var smallerBy = map[bounded.Kind]string{
	bounded.Settings: "is it the right file? settings are a page of plain lines: write out what *name stands for",
	bounded.Hosts:    "part the list, or give it to harness sweep, which reads lists of any length",
	bounded.Chain:    "give the file that one server loads, often fullchain.pem",
	bounded.Roots:    "leave out the roots that are not needed",
	bounded.Handout:  "is it the right file? such a profile has some kilobytes",
	bounded.Mail:     "send the same mail once more without attachments, and give that one: a signature can be checked on a whole mail alone",
	bounded.Saved:    "is it the right file? --save and --format json write smaller ones",
	bounded.Words:    "give the mail without its attachments, or the lines round the error alone",
}
