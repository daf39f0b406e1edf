package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"

	"harness/verify/certs"
	"harness/verify/certs/mozilla"
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

func (t trust) load() (*certs.Roots, error) {
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
		more := certificatesIn(pem)
		if len(more) == 0 {
			return nil, badUsage("--ca-file takes a PEM file of certificates", "--ca-file %s: no certificate found", name)
		}
		roots = roots.With(roots.Name+" + "+name, more...)
	}
	return roots, nil
}

func rootsFile(name string) (*certs.Roots, error) {
	pem, err := readFile(name)
	if err != nil {
		return nil, err
	}
	r, err := certs.RootsFromPEM(name, pem)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// certificatesIn reads what can be read of a PEM text.
func certificatesIn(text []byte) []*x509.Certificate {
	var out []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if c, err := x509.ParseCertificate(block.Bytes); err == nil && block.Type == "CERTIFICATE" {
			out = append(out, c)
		}
	}
	return out
}
