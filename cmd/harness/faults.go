package main

import (
	"errors"

	"harness/client"
	"harness/cmd/internal/job"
)

// wording is how a fault of a request is said on a command line: a format for
// the error, and the hint.
type wording struct{ format, hint string }

// wordings are those of all fields; that of a guess names the host.
var wordings = map[job.Field]wording{
	job.FieldTarget:       {"%w", "an address, a domain, or a host with or without a port"},
	job.FieldHost:         {"%w", "host or host:port"},
	job.FieldAddress:      {"--user: %w", "for example --user info@customer.example"},
	job.FieldTo:           {"--to: %w", ""},
	job.FieldSMTP:         {"--smtp: %w", "--smtp HOST[:PORT]"},
	job.FieldPOP:          {"--pop: %w", "--pop HOST[:PORT]"},
	job.FieldIMAP:         {"--imap: %w", "--imap HOST[:PORT]"},
	job.FieldIMAPSecurity: {"%w", "--imap-security takes one of tls, ssl, none"},
	job.FieldSMTPSecurity: {"%w",
		"say which: --smtp-security ssl, stls (encrypted after the greeting) or none (the password travels in clear)"},
	job.FieldPOPSecurity: {"%w",
		"say which: --pop-security ssl, stls (encrypted after the greeting) or none (the password travels in clear)"},
	job.FieldAccount: {"%w", ""},
	job.FieldNobody:  {"%w no --user given", "--user ADDR, --account FILE, or --lab NAME to try it out"},
	job.FieldNothing: {"%w", "harness diagnose info@customer.example, --said FILE, or --lab NAME to try it out"},
	job.FieldSaid:    {"%w", "add the address: harness diagnose info@customer.example --said FILE"},
	job.FieldTwo:     {"%w (--user)", ""},
	job.FieldGuess:   {"%w", "if that is the right server, type it: %s; no password goes to a stranger by a guess"},
}

// usage turns a fault of a request into wrong usage, with the way out. Other
// errors stay as they are.
func usage(err error) error {
	var fault *job.Fault
	if !errors.As(err, &fault) {
		return err
	}
	w, ok := wordings[fault.Field]
	if !ok {
		return err
	}
	var guess *client.GuessError
	if errors.As(err, &guess) {
		return hinted(badUsage("", w.format, err), w.hint, guess.Flag()+" "+guess.Host)
	}
	return badUsage(w.hint, w.format, err)
}
