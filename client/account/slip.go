package account

import (
	"fmt"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// SlipError is a text in place of a server that is more than one: a web
// address, several words. It is not read as a name: a wrong guess would be
// worse than a question.
type SlipError struct {
	Typed string
	Meant string // what may have been meant, "host" or "host:port"; "": not known
}

func (e *SlipError) Error() string {
	said := fmt.Sprintf("%q: %v", e.Typed, hostname.ErrName)
	if e.Meant != "" {
		said += "; " + e.Asks()
	}
	return said
}

// Asks is the question in the message.
func (e *SlipError) Asks() string { return fmt.Sprintf("did you mean %s?", e.Meant) }

func (e *SlipError) Unwrap() error { return hostname.ErrName }

// meant is what a slip may have meant: the host of a web address, or a name and
// a number beside it.
func meant(proto evidence.Proto, text string) string {
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text, _, _ = strings.Cut(hostname.Trim(rest), "/")
		text = text[strings.LastIndexByte(text, '@')+1:]
	}
	words := strings.FieldsFunc(text, hostname.Unseen)
	switch {
	case len(words) == 1:
		text = words[0]
	case len(words) == 2, len(words) == 3 && isPortWord(words[1]):
		text = words[0] + ":" + strings.Trim(words[len(words)-1], "()（）")
	default:
		return ""
	}
	s, err := ParseServer(proto, text)
	if err != nil || !strings.Contains(s.Host, ".") {
		return ""
	}
	return text
}

// isPortWord tells whether a word between a name and a number only says that
// the number is a port.
func isPortWord(word string) bool {
	switch strings.ToLower(strings.Trim(word, ":：")) {
	case "port", "ポート":
		return true
	}
	return false
}
