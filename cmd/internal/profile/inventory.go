package profile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"strings"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
)

const domainArgument = "{domain}"

// Limits of an inventory: it answers a question of a desk that waits.
const (
	inventoryTime  = 10 * time.Second
	inventoryBytes = 1 << 20
)

// ErrNotListed says that the inventory does not know a domain.
var ErrNotListed = errors.New("the inventory does not list the domain")

// Home are the mail servers of a customer's domain. A zero server is not
// listed.
type Home struct {
	SMTP evidence.Server
	POP  evidence.Server
}

// Listing tells whether there is an inventory to ask.
func (p *Profile) Listing() bool {
	return p != nil && (len(p.Inventory.Command) > 0 || p.Inventory.File != "")
}

// Home asks the inventory for the servers of a domain. files is where the
// profile's file is looked for. The domain may come out of a ticket: it is
// checked to be a host name before anything runs.
func (p *Profile) Home(ctx context.Context, files fs.FS, domain string) (Home, error) {
	if !p.Listing() {
		return Home{}, ErrNotListed
	}
	domain, err := hostName(domain)
	if err != nil {
		return Home{}, fmt.Errorf("inventory: %q: %w", domain, err)
	}
	if p.Inventory.File != "" {
		f, err := files.Open(p.Inventory.File)
		if err != nil {
			return Home{}, fmt.Errorf("inventory: %w", err)
		}
		defer f.Close()
		return readFile(f, domain)
	}
	return runCommand(ctx, p.Inventory.Command, domain)
}

// Homes asks the inventory for the servers of a mailbox; none where it is not
// listed.
func (p *Profile) Homes(files fs.FS) func(context.Context, string) ([]evidence.Home, error) {
	return func(ctx context.Context, address string) ([]evidence.Home, error) {
		_, domain, _ := strings.Cut(address, "@")
		home, err := p.Home(ctx, files, domain)
		if errors.Is(err, ErrNotListed) {
			return nil, nil
		}
		var list []evidence.Home
		if home.SMTP.Host != "" {
			list = append(list, evidence.Home{Proto: evidence.SMTP, Host: home.SMTP.Host})
		}
		if home.POP.Host != "" {
			list = append(list, evidence.Home{Proto: evidence.POP3, Host: home.POP.Host})
		}
		return list, err
	}
}

// readFile finds a domain in lines of "DOMAIN SMTP POP"; "-" is no server, "#"
// begins a remark, commas part as blanks do.
func readFile(r io.Reader, domain string) (Home, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), inventoryBytes)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '\t' || c == ',' || c == ';' })
		if len(fields) < 2 {
			continue
		}
		if name, err := hostname.Normal(fields[0]); err != nil || name != domain {
			continue
		}
		home, err := homeOf(fields[1:])
		if err != nil {
			return Home{}, fmt.Errorf("inventory, line %d: %w", n, err)
		}
		return home, nil
	}
	if err := lines.Err(); err != nil {
		return Home{}, fmt.Errorf("inventory: %w", err)
	}
	return Home{}, ErrNotListed
}

func homeOf(fields []string) (h Home, err error) {
	if fields[0] != "-" {
		if h.SMTP, err = account.ParseServer(evidence.SMTP, fields[0]); err != nil {
			return h, err
		}
	}
	if len(fields) > 1 && fields[1] != "-" {
		if h.POP, err = account.ParseServer(evidence.POP3, fields[1]); err != nil {
			return h, err
		}
	}
	return h, nil
}

// runCommand starts the profile's program, without a shell; the domain is one
// argument. It prints one line "SMTP POP", or nothing for a domain that it does
// not know.
func runCommand(ctx context.Context, argv []string, domain string) (Home, error) {
	ctx, cancel := context.WithTimeout(ctx, inventoryTime)
	defer cancel()
	args := make([]string, len(argv)-1)
	for i, a := range argv[1:] {
		if a == domainArgument {
			a = domain
		}
		args[i] = a
	}
	var out limited
	cmd := exec.CommandContext(ctx, argv[0], args...)
	cmd.Stdout = &out
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return Home{}, fmt.Errorf("inventory: %s: %w", argv[0], err)
	}
	for line := range strings.SplitSeq(out.String(), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		home, err := homeOf(fields)
		if err != nil {
			return Home{}, fmt.Errorf("inventory: %s: %w", argv[0], err)
		}
		return home, nil
	}
	return Home{}, ErrNotListed
}

// limited keeps the beginning of what is written.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if room := inventoryBytes - l.Len(); room > 0 {
		l.Buffer.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}
