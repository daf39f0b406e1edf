// Package certs decides certificates as Gmail's BoringSSL would. It is pure:
// chain, host as typed, roots and time come in, a verdict goes out.
//
// Stops and Ends follow crypto/x509 of BoringSSL as of November 2026
// (x509_vfy.cc, v3_purp.cc, v3_ncons.cc, policy.cc, x509_lu.cc, v3_utl.cc) with
// the purpose ssl_server and a callback that goes on past every error. What
// they hide is asked again for Faults: the dates of certificates that a broken
// path does not reach, keys, signature algorithms, order, names.
//
// Beside the chain BoringSSL's TLS layer asks whether the leaf's key may be used
// as the handshake uses it (ssl_cert_check_key_usage), before the chain; so does
// this package, see keyusage.go.
//
// Not modelled: revocation, which is not asked for by default.
//
// Work is bounded by structure: 256 KiB and 1,000 certificates are looked at,
// a path has at most 102, names times constraints and the cost of signatures
// come from a fixed budget; where it ends the chain is refused.
package certs

import "time"

// Input is everything a verdict depends on.
type Input struct {
	Chain [][]byte  // DER as served, leaf first; may be hostile
	Host  string    // normalised host name (A-labels, lower case, no trailing dot) or IP literal; "" judges no name
	Roots *Roots    //
	At    time.Time //

	// Cipher is the handshake's, as tls.CipherSuiteName has it: whether the key
	// may be used like that is judged too. "" is what a server of today and
	// Gmail would agree on: TLS 1.3 or ECDHE. NoHandshake judges the chain alone.
	Cipher string
}

// NoHandshake stands for the cipher where there is no handshake to judge:
// Stops and Ends are then X509_verify_cert's alone.
const NoHandshake = "none"

// Class is the answer to "would Gmail go on".
type Class string

// The classes.
const (
	Accepted Class = "accepted"
	Risky    Class = "risky"   // BoringSSL alone would accept, careful clients refuse, Gmail unknown: refused by default
	Refused  Class = "refused" //
)

// Passes tells whether a strict client goes on in spite of it; one that is told to
// take risks goes on with what is risky too. The zero class does not pass.
func (c Class) Passes(risky bool) bool { return c == Accepted || c == Risky && risky }

// X509 is a BoringSSL verification result: an X509_V_ERR code and its text.
// Code -1 with an empty text: there is none, because the handshake breaks
// before (a certificate cannot be parsed, the chain is too long), and Gmail's
// words for that are not known.
type X509 struct {
	Code int    `json:"code"`
	Text string `json:"text"` // e.g. "unable to verify the first certificate"; "ok" for 0
}

// Fault is one question answered with no. Code is a finding code such as
// "tls-name-mismatch", "tls-chain-incomplete", "tls-cert-expired".
//
// Args always has host, sans (the dNSNames, joined with ","), cn, x509 (the
// code of Ends, "" if it has none) and x509_text. Where Fault is about one certificate it also has
// subject, issuer, serial (hexadecimal), not_before, not_after (RFC 3339),
// position ("leaf", "intermediate", "root"), cert (Cert, unless the fault is
// only a note), key ("RSA 2048"), algorithm, bits
// and aia (where the issuer's certificate can be had, "" if it does not say).
// Some have a reason: plain English, for the curious.
type Fault struct {
	Code  string            `json:"code"`
	Class Class             `json:"class"` // Risky or Refused; Accepted for what is only worth knowing (order, superfluous)
	Cert  int               `json:"cert"`  // index into the served chain, -1: none
	Args  map[string]string `json:"args"`  // holes of the finding's texts: "not_after", "issuer", "aia", "bits", "sans", ...
}

// Names are the names in the leaf.
type Names struct {
	DNS    []string `json:"dns"` // dNSName SANs as they stand, in order
	IP     []string `json:"ip"`
	CN     string   `json:"cn"`
	HasSAN bool     `json:"has_san"`
}

// Verdict answers every question apart; none masks another.
type Verdict struct {
	Class  Class   `json:"class"` // the worst of Faults
	Faults []Fault `json:"faults"`
	Stops  X509    `json:"stops"` // first error of BoringSSL, host name apart
	Ends   X509    `json:"ends"`  // last error when going on past errors: what Gmail's POP3 text prints
	Names  Names   `json:"names"`

	// Expires is when the first certificate of the path runs out, the root
	// included; zero if nothing could be read.
	Expires time.Time `json:"expires,omitzero"`
}

// Passes is that of its class. The zero verdict, of which nothing was asked, does
// not pass.
func (v Verdict) Passes(risky bool) bool { return v.Class.Passes(risky) }
