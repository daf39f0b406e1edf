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
)

// passwords finds the password of each leg that is asked for. Order: the
// leg's own source, the common one, --password-stdin, a prompt. There is no
// flag for a password: process lists show flags.
//
// In the lab the scenario's own password stands unless another is named.
func (s *settings) passwords(a *app, acc *account.Account) error {
	named := s.PasswordFile + s.SMTPPassFile + s.POPPassFile + s.PasswordEnv + s.SMTPPassEnv + s.POPPassEnv
	if s.Lab != "" && named == "" && !s.PasswordStdin {
		return nil
	}
	need := map[string]*account.Server{}
	if s.Only != evidence.FetchLeg {
		need["smtp"] = &acc.SMTP
	}
	if s.Only != evidence.SendLeg {
		need["pop"] = &acc.POP
	}
	own := map[string][3]string{
		"smtp": {"HARNESS_SMTP_PASSWORD", s.SMTPPassEnv, s.SMTPPassFile},
		"pop":  {"HARNESS_POP_PASSWORD", s.POPPassEnv, s.POPPassFile},
	}
	common, err := firstPassword(a, [3]string{"HARNESS_PASSWORD", s.PasswordEnv, s.PasswordFile})
	if err != nil {
		return err
	}
	missing := 0
	for leg, server := range need {
		p, err := firstPassword(a, own[leg])
		if err != nil {
			return err
		}
		if p.Empty() {
			p = common
		}
		server.Password = p
		if p.Empty() {
			missing++
		}
	}
	if missing == 0 {
		return nil
	}
	var asked account.Secret
	if s.PasswordStdin {
		if asked, err = firstLine(a.stdin, "standard input"); err != nil {
			return err
		}
	} else if asked, err = prompt(a, acc.Address); err != nil {
		return err
	}
	for _, server := range need {
		if server.Password.Empty() {
			server.Password = asked
		}
	}
	return nil
}

// firstPassword tries a fixed variable, a named variable and a file.
func firstPassword(a *app, from [3]string) (account.Secret, error) {
	if from[2] != "" {
		f, err := os.Open(from[2])
		if err != nil {
			return account.Secret{}, badUsage("", "password file: %w", err)
		}
		defer f.Close()
		return firstLine(f, from[2])
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
	fmt.Fprintf(a.stderr, "Password for %s: ", address)
	secret, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(a.stderr)
	if err != nil {
		return account.Secret{}, fmt.Errorf("password prompt: %w", err)
	}
	if len(secret) == 0 {
		return account.Secret{}, badUsage("", "no password given")
	}
	return account.NewSecret(string(secret)), nil
}
