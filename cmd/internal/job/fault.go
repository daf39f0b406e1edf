package job

import (
	"errors"

	"harness/client"
	"harness/client/evidence"
)

// Field is the part of a Request that is at fault: a flag, a box of a page.
type Field string

// The fields.
const (
	FieldTarget       Field = "target"
	FieldHost         Field = "host" // a line of many
	FieldAddress      Field = "address"
	FieldTo           Field = "to"
	FieldSMTP         Field = "smtp"
	FieldPOP          Field = "pop"
	FieldIMAP         Field = "imap"
	FieldSMTPSecurity Field = "smtp-security"
	FieldPOPSecurity  Field = "pop-security"
	FieldIMAPSecurity Field = "imap-security"
	FieldAccount      Field = "account" // the account as a whole cannot be sent as it is
	FieldNobody       Field = "nobody"  // no account was named
	FieldNothing      Field = "nothing" // nothing was named at all
	FieldSaid         Field = "said"    // the paste names nothing to look at
	FieldTwo          Field = "two"     // two addresses were named
	FieldGuess        Field = "guess"   // a server was not typed, and the guess leads to a stranger (client.GuessError)
)

// Fault is a request that cannot be carried out as it is: the person's to
// mend, before anything is opened.
type Fault struct {
	Field Field
	Err   error
}

func (f *Fault) Error() string { return f.Err.Error() }
func (f *Fault) Unwrap() error { return f.Err }

// Errors of a Fault.
var (
	ErrNobody       = errors.New("whose account?")
	ErrNothing      = errors.New("whose mail servers? nothing was given")
	ErrNamesNothing = errors.New("the pasted text names neither an address nor a host")
)

// server is the field of a dialog's server.
func server(proto evidence.Proto) Field {
	switch proto {
	case evidence.SMTP:
		return FieldSMTP
	case evidence.IMAP:
		return FieldIMAP
	}
	return FieldPOP
}

// security is the field of a dialog's choice of security.
func security(proto evidence.Proto) Field {
	switch proto {
	case evidence.SMTP:
		return FieldSMTPSecurity
	case evidence.IMAP:
		return FieldIMAPSecurity
	}
	return FieldPOPSecurity
}

// guessed turns a guess that must not be made into a fault.
func guessed(err error) error {
	var stranger *client.GuessError
	if errors.As(err, &stranger) {
		return &Fault{FieldGuess, err}
	}
	return err
}
