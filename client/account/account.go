// Package account is what a person types into Gmail's two dialogs, "Send mail
// as" and "Check mail from other accounts". It reads no file and opens no
// connection; it imports only the leaves client/evidence, client/hostname and client/persona.
package account

import (
	"fmt"
	"io"

	"harness/client/evidence"
)

// Account is both dialogs, Gmail's or those of a client that fetches by IMAP.
type Account struct {
	Address string         // as typed, e.g. "info@customer.example"; may be internationalised
	To      string         // where the letter goes; "" means Address
	SMTP    Server         // "Send mail as"
	POP     Server         // "Check mail from other accounts"; the incoming server, where Over is IMAP
	Over    evidence.Proto // how mail is fetched: POP3, which is "", or IMAP
}

// Fetching is the protocol of the fetching leg.
func (a *Account) Fetching() evidence.Proto {
	if a.Over == "" {
		return evidence.POP3
	}
	return a.Over
}

// Server is one dialog.
type Server struct {
	evidence.Server
	Password Secret
}

// Secret is a password. It prints as "(hidden)" in every way that fmt, JSON,
// YAML and slog know. fmt asks for String only under some verbs and shows the
// fields under the others, so Secret formats itself; and in an unexported field
// fmt asks nobody, so the value stands behind a pointer, of which it shows the
// address.
type Secret struct{ value *string }

const hidden = "(hidden)"

// NewSecret hides a password.
func NewSecret(s string) Secret { return Secret{&s} }

// Reveal is for the one place that writes it to the wire.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty tells whether no password was given.
func (s Secret) Empty() bool { return s.Reveal() == "" }

// Format writes "(hidden)" under every verb that fmt passes on: all but %T and
// %p, which show nothing of the value.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

func (s Secret) String() string               { return hidden }
func (s Secret) GoString() string             { return hidden }
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
