// Package persona is how a mail service behaves as a client: data, each value
// with its source. Gmail is the first.
package persona

import (
	"crypto/tls"
	"time"
)

// Persona is one client's behaviour.
type Persona struct {
	Name       string        // "gmail"
	Title      string        // "Gmail"
	Hello      string        // EHLO name; ours, never the service's
	Auth       []string      // SASL mechanisms in order of preference
	MinTLS     uint16        // lowest TLS version that a trip speaks
	SendPort   uint16        // default port of "Send mail as"
	FetchPort  uint16        // default port of "Check mail"
	SNI        bool          // whether a server name is sent
	Step       time.Duration // default time-out of a network step
	LetterWait time.Duration // default wait for delivery, from the 250
}

// Gmail as far as it is known. Where Gmail was not seen, the comment says so.
var Gmail = Persona{
	Name:       "gmail",
	Title:      "Gmail",
	Hello:      "",                         // empty: the harness's own, see client/sendas
	Auth:       []string{"PLAIN", "LOGIN"}, // "PLAIN or LOGIN must be offered" (inferred)
	MinTLS:     tls.VersionTLS12,           // Gmail's floor is not known; our decision
	SendPort:   587,                        // seen: dialog default
	FetchPort:  995,
	SNI:        true, // unknown for Gmail; our decision
	Step:       30 * time.Second,
	LetterWait: 2 * time.Minute,
}
