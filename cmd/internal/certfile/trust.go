package certfile

import (
	"fmt"

	"harness/verify/certs"
	"harness/verify/certs/mozilla"
)

// Trust is whose certificates count.
type Trust struct {
	Roots string   // "mozilla" or "": Mozilla's; "system"; else the name of a PEM file
	More  []string // PEM files of roots to trust as well
	Read  func(name string) ([]byte, error)
}

// TrustPart is the part of a Trust that is at fault.
type TrustPart string

// The parts.
const (
	TrustSystem TrustPart = "system" // Name is the bundle, "" where there is none at SystemBundles
	TrustRoots  TrustPart = "roots"  // the file of Roots
	TrustMore   TrustPart = "more"   // a file of More
)

// TrustError says which file cannot be used, and why.
type TrustError struct {
	Part TrustPart
	Name string
	Read bool // the file could be read; what it holds is at fault
	Err  error
}

func (e *TrustError) Error() string { return fmt.Sprintf("%s %s: %v", e.Part, e.Name, e.Err) }
func (e *TrustError) Unwrap() error { return e.Err }

// SystemBundles are where systems keep their roots as one PEM file.
func SystemBundles() []string {
	return []string{
		"/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine
		"/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, RHEL
		"/etc/ssl/ca-bundle.pem",             // openSUSE
		"/etc/ssl/cert.pem",                  // macOS, BSD
	}
}

// Stray is a certificate of a file of More that ends no chain: to trust it changes
// nothing.
type Stray struct {
	File string
	certs.Issued
}

// Load reads the roots; an error is a *TrustError. Of each file at most three
// strays are named: a whole bundle of them needs no more words.
func (t Trust) Load() (*certs.Roots, []Stray, error) {
	roots, err := t.base()
	if err != nil {
		return nil, nil, err
	}
	var strays []Stray
	for _, name := range t.More {
		more, err := t.file(TrustMore, name)
		if err != nil {
			return nil, nil, err
		}
		roots = roots.Join(roots.Name+" + "+name, more)
		lost := more.Unanchored(roots)
		for _, c := range lost[:min(len(lost), 3)] {
			strays = append(strays, Stray{name, c})
		}
	}
	return roots, strays, nil
}

func (t Trust) base() (*certs.Roots, error) {
	switch t.Roots {
	case "", "mozilla":
		return mozilla.Roots(), nil
	case "system":
		for _, name := range SystemBundles() {
			if text, err := t.Read(name); err == nil {
				roots, err := certs.RootsFromPEM("system", text)
				if err != nil {
					return nil, &TrustError{TrustSystem, name, true, err}
				}
				return roots, nil
			}
		}
		return nil, &TrustError{Part: TrustSystem, Err: certs.ErrNoCertificate}
	}
	return t.file(TrustRoots, t.Roots)
}

func (t Trust) file(part TrustPart, name string) (*certs.Roots, error) {
	text, err := t.Read(name)
	if err != nil {
		return nil, &TrustError{part, name, false, err}
	}
	roots, err := certs.RootsFromPEM(name, text)
	if err != nil {
		return nil, &TrustError{part, name, true, err}
	}
	return roots, nil
}
