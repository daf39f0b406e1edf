package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/job"
)

// passwords finds the password of each leg that is asked for. Order: the
// leg's own source, the common one, --password-stdin, a prompt. There is no
// flag for a password: process lists show flags.
func (s *settings) passwords(a *app, address string, only evidence.LegName) (job.Passwords, error) {
	var p job.Passwords
	common, err := firstPassword(a, [3]string{"HARNESS_PASSWORD", s.PasswordEnv, s.PasswordFile})
	if err != nil {
		return p, err
	}
	fetching := [3]string{"HARNESS_POP_PASSWORD", s.POPPassEnv, s.POPPassFile}
	if who, err := s.client(a); err == nil && who.Fetch.Proto == evidence.IMAP {
		fetching = [3]string{"HARNESS_IMAP_PASSWORD", s.IMAPPassEnv, s.IMAPPassFile}
	}
	var asked account.Secret
	for _, leg := range []struct {
		skip   bool
		own    [3]string
		secret *account.Secret
	}{
		{only == evidence.FetchLeg, [3]string{"HARNESS_SMTP_PASSWORD", s.SMTPPassEnv, s.SMTPPassFile}, &p.SMTP},
		{only == evidence.SendLeg, fetching, &p.POP},
	} {
		if leg.skip {
			continue
		}
		if *leg.secret, err = firstPassword(a, leg.own); err != nil {
			return p, err
		}
		if leg.secret.Empty() {
			*leg.secret = common
		}
		if leg.secret.Empty() && asked.Empty() {
			if asked, err = s.ask(a, address); err != nil {
				return p, err
			}
		}
		if leg.secret.Empty() {
			*leg.secret = asked
		}
	}
	return p, nil
}

// ask takes the password from standard input or from the person.
func (s *settings) ask(a *app, address string) (account.Secret, error) {
	if s.PasswordStdin {
		return blocking(a, func() (account.Secret, error) { return firstLine(a.stdin, "standard input") })
	}
	return prompt(a, address)
}

// passwordNamed tells whether a source of the password was named.
func (s *settings) passwordNamed() bool {
	return s.PasswordFile+s.SMTPPassFile+s.POPPassFile+s.IMAPPassFile+s.PasswordEnv+s.SMTPPassEnv+s.POPPassEnv+s.IMAPPassEnv != "" || s.PasswordStdin
}

// passwordGiven tells whether there is a password in any way: without one,
// diagnose looks without logging in and never asks.
func (s *settings) passwordGiven(a *app) bool {
	for _, v := range []string{"HARNESS_PASSWORD", "HARNESS_SMTP_PASSWORD", "HARNESS_POP_PASSWORD", "HARNESS_IMAP_PASSWORD"} {
		if a.getenv(v) != "" {
			return true
		}
	}
	return s.passwordNamed()
}

// firstPassword tries a fixed variable, a named variable and a file.
func firstPassword(a *app, from [3]string) (account.Secret, error) {
	if from[2] != "" {
		return blocking(a, func() (account.Secret, error) {
			f, err := os.Open(from[2])
			if err != nil {
				return account.Secret{}, badUsage("", "password file: %w", err)
			}
			defer f.Close()
			return firstLine(f, from[2])
		})
	}
	if from[1] != "" {
		v := a.getenv(from[1])
		if v == "" {
			return account.Secret{}, badUsage("", "the variable %s, named in the account file, is not set", from[1])
		}
		return account.NewSecret(v), nil
	}
	return account.NewSecret(a.getenv(from[0])), nil
}

// maxPassword bounds a password, in octets: more is some other file.
const maxPassword = 4096

// firstLine reads a password without its line end and without the mark that
// some editors put in front of UTF-8. A password may begin or end with spaces,
// so nothing else is cut off.
func firstLine(r io.Reader, name string) (account.Secret, error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxPassword+1)).ReadString('\n')
	long := len(line) > maxPassword
	line = strings.TrimPrefix(strings.TrimRight(line, "\r\n"), "\ufeff")
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return account.Secret{}, badUsage("", "no password in %s: %w", name, err)
	case long:
		return account.Secret{}, badUsage("the password is the first line", "no password: the first line of %s is longer than %d octets", name, maxPassword)
	case line == "":
		return account.Secret{}, badUsage("the password is the first line", "no password: the first line of %s is empty", name)
	case strings.HasPrefix(line, "\xff\xfe"), strings.HasPrefix(line, "\xfe\xff"):
		return account.Secret{}, badUsage("save it as UTF-8", "no password: %s is UTF-16", name)
	}
	return account.NewSecret(line), nil
}

func prompt(a *app, address string) (account.Secret, error) {
	f, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return account.Secret{}, badUsage("set HARNESS_PASSWORD, or use --password-file FILE or --password-stdin; there is no flag for the password itself, since process lists show flags",
			"no password for %s", address)
	}
	fmt.Fprint(a.stderr, saying{"Password for %s: ", []any{address}}.in(a.lang))
	secret, err := readPassword(a, f)
	fmt.Fprintln(a.stderr)
	if err != nil {
		return account.Secret{}, fmt.Errorf("password prompt: %w", err)
	}
	if len(secret) == 0 {
		return account.Secret{}, badUsage("", "no password given")
	}
	return account.NewSecret(string(secret)), nil
}
