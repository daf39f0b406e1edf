//go:build fleet && !windows

package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// embedded is the server of a folder: this process, if no other one is it.
func embedded(dir, listen, token string) (at string, end func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", nil, err
	}
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			break
		}
		if at, err := told(dir); err == nil {
			return at, func() { lock.Close() }, nil
		}
		if time.Since(began) > time.Minute {
			return "", nil, errors.Join(errors.New("another process has the folder and is no server"), lock.Close())
		}
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return "", nil, errors.Join(err, lock.Close())
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return "", nil, errors.Join(err, lock.Close())
	}
	if n == 0 {
		n = server.RANDOM_PORT
	}
	if u, err := url.Parse(before(dir)); err == nil && u.User != nil && token == "" { // the server before ours was killed: its clients come back
		token = u.User.Username()
		if old, err := strconv.Atoi(u.Port()); err == nil && n == server.RANDOM_PORT && free(u.Host) {
			n = old
		}
	}
	if token == "" {
		token = rand.Text() // the address is for the folder's owner alone
	}
	s, err := server.NewServer(&server.Options{
		Host: host, Port: n, JetStream: true, StoreDir: filepath.Join(dir, "store"), Authorization: token, NoSigs: true, NoLog: true, DontListen: false,
	})
	if err != nil {
		return "", nil, errors.Join(err, lock.Close())
	}
	s.Start()
	stop := func() {
		_ = os.Remove(address(dir))
		s.Shutdown()
		s.WaitForShutdown()
		lock.Close()
	}
	if !s.ReadyForConnections(time.Minute) {
		stop()
		return "", nil, errors.New("the embedded server does not start")
	}
	where := s.Addr().(*net.TCPAddr)
	if where.IP.IsUnspecified() {
		where.IP = net.IPv4(127, 0, 0, 1)
	}
	at = fmt.Sprintf("nats://%s@%s", token, where)
	if err := os.WriteFile(address(dir), []byte(at), 0o600); err != nil {
		stop()
		return "", nil, err
	}
	return at, stop, nil
}

// before is what a server that was killed left in the folder.
func before(dir string) string {
	at, err := told(dir)
	if err != nil {
		return ""
	}
	_ = os.Remove(address(dir))
	return at
}

// free tells whether nobody listens there.
func free(at string) bool {
	l, err := net.Listen("tcp", at)
	if err != nil {
		return false
	}
	return l.Close() == nil
}
