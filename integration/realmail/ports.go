package realmail

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strings"
	"time"
)

// freePorts picks a port for each name, below those that the kernel hands out to
// clients, so that a connection made meanwhile cannot take one.
func freePorts(names map[string]int) (map[string]int, error) {
	ports := map[string]int{}
	var held []net.Listener
	defer func() {
		for _, l := range held {
			_ = l.Close()
		}
	}()
	for name := range names {
		l, err := listenSomewhere()
		if err != nil {
			return nil, err
		}
		held = append(held, l)
		ports[name] = l.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}

func listenSomewhere() (net.Listener, error) {
	var err error
	for range 100 {
		var l net.Listener
		l, err = net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", 10000+rand.IntN(20000)))
		if err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no free port: %w", err)
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
