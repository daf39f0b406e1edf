package realmail

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Daemon is a further program of a stack, such as a proxy before its servers. It
// must stay in the foreground.
type Daemon struct {
	Package, Binary string            // Debian's package, and the program in it
	Args            []string          //
	Files           map[string]string // its configuration, by the name below the stack's folder
	Ports           []string          // names of the ports that it listens at, on 127.0.0.1
}

// ports are the names of all that listen with a stack; the numbers do not matter.
func (o Options) ports() map[string]int {
	all := o.typed()
	for _, name := range o.Further {
		all[name] = 0
	}
	for _, d := range o.Beside {
		for _, name := range d.Ports {
			all[name] = 0
		}
	}
	return all
}

// Expand puts the folder and the ports in place of {dir} and {NAME}.
func (s *Stack) Expand(text string) string {
	pairs := []string{"{dir}", s.Dir}
	for name, port := range s.Ports {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(port))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// startBeside starts the further daemons and returns when they accept connections.
func (s *Stack) startBeside(ctx context.Context) error {
	for _, d := range s.options.Beside {
		for name, text := range d.Files {
			file := s.path(name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(file, []byte(s.Expand(text)), 0o644); err != nil {
				return err
			}
		}
		args := make([]string, len(d.Args))
		for i, arg := range d.Args {
			args[i] = s.Expand(arg)
		}
		if err := s.run(d.Binary, args...); err != nil {
			return err
		}
		p := s.running[len(s.running)-1]
		for _, name := range d.Ports {
			if err := await(ctx, p, func() error { return accepts(ctx, s.Addr(name)) }); err != nil {
				return fmt.Errorf("%s: %s: %w", d.Package, name, err)
			}
		}
	}
	return nil
}

func accepts(ctx context.Context, addr string) error {
	dialer := net.Dialer{Timeout: time.Second}
	conn, err := dialer.DialContext(ctx, "tcp4", addr)
	if err != nil {
		return err
	}
	return conn.Close()
}

// writeIssued writes the certificates of Options.Issued; combined.pem is both
// files in one, as HAProxy reads it.
func (s *Stack) writeIssued() error {
	for folder, names := range s.options.Issued {
		if err := s.Issue(folder, names...); err != nil {
			return err
		}
		both := s.read(filepath.Join(folder, "fullchain.pem")) + s.read(filepath.Join(folder, "privkey.pem"))
		if err := os.WriteFile(s.path(folder, "combined.pem"), []byte(both), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// ConnectVia is ConnectPorts to a daemon beside, whose ports have the names of
// Stack.Ports with prefix before them; what it has not leads to the servers.
func (s *Stack) ConnectVia(prefix string) []string {
	ports := maps.Clone(s.Ports)
	for name := range typed {
		if port, ok := s.Ports[prefix+name]; ok {
			ports[name] = port
		}
	}
	return connectTo("", "", typed, ports)
}
