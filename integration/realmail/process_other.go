//go:build !linux

package realmail

import "fmt"

const (
	dovecotBinary = "dovecot"
	masterBinary  = "master"
	postmapBinary = "postmap"
	stunnelBinary = "stunnel4"
	nsdBinary     = "nsd"
	nsdChecker    = "nsd-checkzone"
)

func present(Kind) error {
	return fmt.Errorf("%w: mail servers as Debian packs them (Linux)", ErrAbsent)
}

type process struct{}

func installed(map[string]string) error                  { return present("") }
func launch(string, string, ...string) (*process, error) { return nil, present("") }
func (p *process) gone() error                           { return present("") }
func (p *process) said() string                          { return "" }
func (p *process) stop() error                           { return nil }

// Reload needs daemons.
func (s *Stack) Reload() error { return present("") }

// lock is of no need where no daemon runs.
func lock(string) (bool, error) { return true, nil }
