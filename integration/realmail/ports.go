package realmail

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// freePorts picks a port for each name, see FreePort.
func freePorts(names map[string]int) (map[string]int, error) {
	ports := map[string]int{}
	for name := range names {
		port, err := FreePort()
		if err != nil {
			return nil, err
		}
		ports[name] = port
	}
	return ports, nil
}

// FreePort picks a port for a daemon: below those that the kernel hands out to
// clients, so that a connection made meanwhile cannot take it, and not one of
// another stack, of this process or of another, whose daemon may not have bound
// it yet: each is locked until the process ends.
func FreePort() (int, error) {
	dir := filepath.Join(os.TempDir(), "realmail-ports")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	var err error
	for range 100 {
		port := 10000 + rand.IntN(20000)
		var locked bool
		if locked, err = lock(filepath.Join(dir, strconv.Itoa(port))); err != nil || !locked {
			continue
		}
		var l net.Listener
		if l, err = net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return port, l.Close()
		}
	}
	return 0, fmt.Errorf("no free port: %w", err)
}

// awaitGreetings returns when the plain ports greet and the TLS ports accept.
func (s *Stack) awaitGreetings(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for name := range s.options.typed() {
		for !slices.Contains(s.options.Without, name) {
			err := greets(ctx, s.Addr(name), strings.HasSuffix(name, "s"))
			if err == nil {
				break
			}
			if gone := s.gone(); gone != nil {
				return gone
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s did not come up: %w", name, err)
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	return nil
}

func greets(ctx context.Context, addr string, silent bool) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp4", addr)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if silent { // TLS from the first byte: the server waits for us
		return nil
	}
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	lines := bufio.NewReader(conn)
	line, err := lines.ReadString('\n')
	for err == nil && strings.HasPrefix(line, "220-") { // postscreen's first words
		line, err = lines.ReadString('\n')
	}
	if err != nil {
		return err
	}
	if !strings.HasPrefix(line, "220 ") && !strings.HasPrefix(line, "+OK") && !strings.HasPrefix(line, "* OK") {
		return errors.New("greeted with " + line)
	}
	_, err = conn.Write([]byte(map[bool]string{true: "a LOGOUT\r\n", false: "QUIT\r\n"}[line[0] == '*']))
	return err
}

// awaitSocket returns when the one through which others log in is there: Courier
// refuses a login that comes sooner, and Postfix gives up a service that looks sooner.
func (s *Stack) awaitSocket(ctx context.Context, file string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for {
		if _, err := os.Stat(file); err == nil {
			return nil
		}
		if err := s.gone(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s did not come up: %w", file, ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}
