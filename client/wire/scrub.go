package wire

import (
	"bytes"
	"encoding/base64"
)

const hidden = "(hidden)"

// secret is a form in which a password may come back.
type secret struct {
	text []byte // ASCII letters in lower case
	run  bool   // the start of base64: what follows belongs to it, cut short or not
}

// secretForms are the password, its base64, and that of AUTH PLAIN with and
// without an identity to act as. A server that repeats a line may cut it off or
// write it in capitals.
func secretForms(login, password string) []secret {
	b64 := base64.StdEncoding.EncodeToString
	list := []secret{} // longest first
	add := func(form string, run bool) {
		if len(form) >= 4 {
			list = append(list, secret{lower([]byte(form)), run})
		}
	}
	for _, start := range []string{login + "\x00" + login + "\x00", "\x00" + login + "\x00"} {
		if known := b64([]byte(start))[:len(start)/3*4]; len(known) >= 8 { // what does not depend on the password
			add(known, true)
		}
		add(b64([]byte(start+password)), true)
	}
	coded := b64([]byte(password))
	add(coded[:min(len(coded), 8)], true)
	add(password, false)
	return list
}

// scrubBytes hides the secrets that the server now knows, should it repeat
// them.
func (c *Conn) scrubBytes(b []byte) []byte {
	for _, s := range c.secrets {
		b = s.hide(b)
	}
	return b
}

func (c *Conn) scrub(s string) string { return string(c.scrubBytes([]byte(s))) }

func (s secret) hide(b []byte) []byte {
	at := bytes.Index(lower(b), s.text)
	if at < 0 {
		return b
	}
	var out []byte
	for ; at >= 0; at = bytes.Index(lower(b), s.text) {
		out = append(append(out, b[:at]...), hidden...)
		b = b[at+len(s.text):]
		for s.run && len(b) > 0 && isBase64(b[0]) {
			b = b[1:]
		}
	}
	return append(out, b...)
}

func isBase64(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '='
}

// lower is a copy with ASCII letters in lower case; no other byte changes, so
// places stay where they are.
func lower(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}
