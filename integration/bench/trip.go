package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"harness/integration/realmail"
)

// bench has the programs that are compared and the servers for them.
type bench struct {
	work, binary, hello, mpoprc string
	stack                       *realmail.Stack
}

func (b *bench) harness(ctx context.Context) (cost, error) {
	args := []string{"roundtrip", "--user", "info@customer.test", "--smtp", "smtp.customer.test:587",
		"--pop", "pop.customer.test:995", "--ca-file", b.stack.CAFile, "--resolver", "127.0.0.1:9"}
	for _, to := range b.stack.ConnectTo("") {
		args = append(args, "--connect-to", to)
	}
	return b.measure(ctx, b.binary, args...)
}

// swaksAndMpop verifies certificates as far as these two can, and fetches until
// the letter is there, as the harness does.
func (b *bench) swaksAndMpop(ctx context.Context) (cost, error) {
	sum, err := b.measure(ctx, "swaks", "--server", "127.0.0.1", "--port", strconv.Itoa(b.stack.Ports["submission"]),
		"--tls", "--tls-verify", "--tls-ca-path", b.stack.CAFile, "--auth", "PLAIN",
		"--auth-user", "info@customer.test", "--auth-password", realmail.Password,
		"--from", "info@customer.test", "--to", "info@customer.test", "--hide-all")
	if err != nil {
		return cost{}, err
	}
	box := filepath.Join(b.work, "box")
	if err := os.RemoveAll(box); err != nil {
		return cost{}, err
	}
	for range 100 {
		fetch, err := b.measure(ctx, "mpop", "-q", "-C", b.mpoprc)
		if err != nil {
			return cost{}, err
		}
		sum.wall += fetch.wall
		sum.cpu += fetch.cpu
		if info, err := os.Stat(box); err == nil && info.Size() > 0 {
			return sum, nil
		}
	}
	return cost{}, errors.New("swaks' letter did not arrive")
}

func (b *bench) configureMpop() error {
	b.mpoprc = filepath.Join(b.work, "mpoprc")
	return os.WriteFile(b.mpoprc, fmt.Appendf(nil, `account default
host 127.0.0.1
port %d
user info@customer.test
password %s
auth user
tls on
tls_starttls off
tls_trust_file %s
tls_host_override pop.customer.test
keep off
delivery mbox %s
uidls_file %s
`, b.stack.Ports["pop3s"], realmail.Password, b.stack.CAFile, filepath.Join(b.work, "box"), filepath.Join(b.work, "uidls")), 0o600)
}
