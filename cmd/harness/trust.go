package main

import (
	"errors"
	"fmt"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/certfile"
	"harness/verify/certs"
	"harness/verify/clean"
)

// trust is whose certificates count.
type trust struct {
	Roots  string   `yaml:"roots" placeholder:"mozilla|system|FILE" help:"Trusted roots: Mozilla's (default; Gmail names its list \"like one in the Mozilla CA list\"), the system's, or a PEM file." group:"trust"`
	CAFile []string `yaml:"ca_file" name:"ca-file" sep:"none" placeholder:"FILE" help:"PEM file of roots to trust as well. Repeatable." group:"trust"`
}

// load reads the roots. A certificate of a file that ends no chain is named on
// stderr: trusting it changes nothing.
func (t trust) load(a *app) (*certs.Roots, error) {
	roots, strays, err := certfile.Trust{Roots: t.Roots, More: t.CAFile, Read: func(name string) ([]byte, error) { return readFile(a, name, bounded.Roots) }}.Load()
	if err != nil {
		return nil, trustHint(err)
	}
	for _, s := range strays {
		stray := saying{"--ca-file %s: %s is no root, it was issued by %s: no chain ends there",
			[]any{clean.Line(s.File), clean.Line(s.Subject), clean.Line(s.Issuer)}}
		fmt.Fprintf(a.stderr, "harness: %s\n", stray.in(a.lang))
	}
	return roots, nil
}

func trustHint(err error) error {
	var fault *certfile.TrustError
	if !errors.As(err, &fault) {
		return err
	}
	switch {
	case fault.Part == certfile.TrustSystem && fault.Name == "":
		return badUsage("--roots mozilla, or --roots FILE", "no file of system roots at %v", certfile.SystemBundles())
	case fault.Part == certfile.TrustSystem:
		return badUsage("--roots mozilla, or --roots FILE", "system roots in %s: %w", fault.Name, fault.Err)
	case fault.Part == certfile.TrustRoots:
		return badUsage("--roots takes mozilla, system or a PEM file", "--roots: %w", fault.Err)
	case fault.Read:
		return badUsage("--ca-file takes a PEM file of certificates", "--ca-file %w", fault.Err)
	}
	return badUsage("--ca-file takes a PEM file", "--ca-file: %w", fault.Err)
}
