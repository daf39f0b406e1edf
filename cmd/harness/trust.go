package main

import (
	"fmt"

	"harness/verify/certs"
	"harness/verify/certs/mozilla"
	"harness/verify/clean"
)

// trust is whose certificates count.
type trust struct {
	Roots  string   `yaml:"roots" placeholder:"mozilla|system|FILE" help:"Trusted roots: Mozilla's (default; Gmail names its list \"like one in the Mozilla CA list\"), the system's, or a PEM file." group:"trust"`
	CAFile []string `yaml:"ca_file" name:"ca-file" sep:"none" placeholder:"FILE" help:"PEM file of roots to trust as well. Repeatable." group:"trust"`
}

// systemBundles are where systems keep their roots as one PEM file.
var systemBundles = []string{
	"/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine
	"/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, RHEL
	"/etc/ssl/ca-bundle.pem",             // openSUSE
	"/etc/ssl/cert.pem",                  // macOS, BSD
}

// load reads the roots. A certificate of a file that ends no chain is named on
// stderr: trusting it changes nothing.
func (t trust) load(a *app) (*certs.Roots, error) {
	var roots *certs.Roots
	switch t.Roots {
	case "", "mozilla":
		roots = mozilla.Roots()
	case "system":
		for _, name := range systemBundles {
			if pem, err := readFile(name); err == nil {
				r, err := certs.RootsFromPEM("system", pem)
				if err != nil {
					return nil, badUsage("--roots mozilla, or --roots FILE", "system roots in %s: %w", name, err)
				}
				roots = r
				break
			}
		}
		if roots == nil {
			return nil, badUsage("--roots mozilla, or --roots FILE", "no file of system roots at %v", systemBundles)
		}
	default:
		r, err := rootsFile(t.Roots)
		if err != nil {
			return nil, badUsage("--roots takes mozilla, system or a PEM file", "--roots: %w", err)
		}
		roots = r
	}
	for _, name := range t.CAFile {
		pem, err := readFile(name)
		if err != nil {
			return nil, badUsage("--ca-file takes a PEM file", "--ca-file: %w", err)
		}
		more, err := certs.RootsFromPEM(name, pem)
		if err != nil {
			return nil, badUsage("--ca-file takes a PEM file of certificates", "--ca-file %w", err)
		}
		roots = roots.Join(roots.Name+" + "+name, more)
		for i, c := range more.Unanchored(roots) {
			if i == 3 {
				break // a whole bundle of them needs no more words
			}
			fmt.Fprintf(a.stderr, "harness: --ca-file %s: %s is no root, it was issued by %s: no chain ends there\n",
				clean.Line(name), clean.Line(c.Subject), clean.Line(c.Issuer))
		}
	}
	return roots, nil
}

func rootsFile(name string) (*certs.Roots, error) {
	pem, err := readFile(name)
	if err != nil {
		return nil, err
	}
	return certs.RootsFromPEM(name, pem)
}
