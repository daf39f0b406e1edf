// Package job holds the use cases: the round trip, the diagnosis of one
// account or host, and of many. What is wanted is a Request; what comes out is
// data. It reads no flags, files or standard input and prints nothing, so that
// a command line, a page and a queue can all use it.
//
//	Request -> Resolve -> Subject -> Run -> report.Diagnosis
//	Request -> ResolveTrip -> Subject -> RoundTrip -> report.Report
package job

import (
	"context"
	"net/netip"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/profile"
	"harness/verify"
	"harness/verify/certs"
)

// Request is what was asked for. Nothing below changes it.
type Request struct {
	Env     Env
	Options client.Options // how the trip is made; what Env gives stands over it, see Env.Trip

	Target string           // an address, a domain, or a host with or without a port; "": see Typed
	Typed  Typed            // the two dialogs
	Only   evidence.LegName // the one leg; "": both
	Said   []byte           // what the customer pasted, as it came
	Names  []string         // host names worth a look that nobody typed: of certificates and Received lines in a paste
	Mail   []byte           // a mail as it arrived, or a bounce

	// Passwords gives the passwords of the legs that are asked for; it is asked
	// once, after everything else that was typed was found to be right. nil:
	// those of Env.Account, and where it has none nothing is logged in.
	Passwords func(address string, only evidence.LegName) (Passwords, error)
	NoLogin   bool // log in nowhere, password or not

	// Home gives the servers that a hosting company lists for a mailbox; it is
	// asked once a login was refused, and where nobody logs in. nil: what Env lists.
	Home func(ctx context.Context, address string) ([]evidence.Home, error)

	// Company is the profile of the hosting company whose customer it is; nil: none.
	// TestPassword gives the password of one of its test mailboxes; nil: none of
	// them is logged in to.
	Company      *profile.Profile
	TestPassword func(profile.Account) (account.Secret, error)

	Refusals *Refusals // of all runs of the process; nil: they are not counted
	Also     *Env      // a second place to look from (its dialler), up to the login; nil: none

	Autoconfig bool       // also ask the domain's web server for its settings
	Full       bool       // up to 32 connections to an address instead of 12
	Tries      int        // how many of the advised settings to prove with the password
	Prove      []string   // hosts outside of the customer's domain that may have the password
	DNSBL      []string   // block lists to ask about the outbound address
	SendingIP  netip.Addr // that the host's mail leaves from; zero: not known

	Margins certs.Margins // how long before its end a certificate is to be renewed
	Command string        // for the report's head, e.g. "diagnose"
	Lang    string        // of a ticket's answer, "en" or "ja"; "": the ticket's own

	// Warn is told of trouble that does not change the verdict; may be nil.
	Warn func(what string, err error)
}

// Typed are the client's two dialogs as they were filled in; "" is not given. POP
// is that of fetching, by whatever protocol the persona fetches; IMAP stands beside
// it only where all clients are asked, see RoundTripAll.
type Typed struct {
	Address string // e.g. "info@customer.example"
	To      string // where the letter goes, if not to Address
	SMTP    Dialog
	POP     Dialog
	IMAP    Dialog
}

// Dialog is one of them.
type Dialog struct {
	Server   string // HOST[:PORT]
	Security evidence.Security
	Login    string
}

// Passwords are those of the two legs.
type Passwords struct {
	SMTP account.Secret
	POP  account.Secret
}

func (r *Request) warn(what string, err error) {
	if r.Warn != nil {
		r.Warn(what, err)
	}
}

// options are those of the trip, with the environment's over them.
func (r *Request) options() client.Options {
	o := r.Env.Trip(r.Options)
	o.Home = r.listed()
	if o.Persona.Name == "" {
		o.Persona = persona.Usual(r.Env.Account.Over)
	}
	o.Only = r.Only
	return o
}

func (r *Request) now() time.Time {
	if r.Options.Now != nil {
		return r.Options.Now()
	}
	return time.Now()
}

// judging is what verify needs beside the evidence.
func (r *Request) judging() verify.Options {
	return verify.Options{Roots: r.Env.Roots, Now: r.now(), Command: r.Command, Margins: r.Margins}
}
