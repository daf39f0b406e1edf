//go:build !linux

package realmail

import "fmt"

const (
	dovecotBinary = "dovecot"
	masterBinary  = "master"
	postmapBinary = "postmap"
)

func present() error {
	return fmt.Errorf("%w: Postfix and Dovecot as Debian packs them (Linux)", ErrAbsent)
}

type process struct{}

func (s *Stack) run(string, ...string) error { return present() }
func (s *Stack) gone() error                 { return present() }
func (p *process) stop() error               { return nil }

// Reload needs daemons.
func (s *Stack) Reload() error { return present() }
