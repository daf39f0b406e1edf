package main

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"

	"harness/verify/certs/pemfile"
	"harness/verify/clean"
)

// readChain reads the certificates of a PEM file as a server does; a private
// key beside them is passed over. A file that servers cannot load is an error
// with the line of the damage: there is no chain that they would serve.
func (c *certCmd) readChain(a *app) ([][]byte, error) {
	text, err := readInput(a, c.Chain)
	if err != nil {
		return nil, badUsage("--chain takes a PEM file, often fullchain.pem", "--chain: %w", err)
	}
	list, err := pemfile.Chain(text)
	var damage *pemfile.Damage
	if errors.As(err, &damage) {
		if damage.Kind == pemfile.Empty {
			return c.noChain(text, damage.Found)
		}
		return nil, badUsage(damageHint(damage), "--chain %s: servers cannot load this file: %w", c.Chain, damage)
	}
	if err != nil {
		return nil, err
	}
	var chain [][]byte
	for _, one := range list {
		if one.Hides > 0 {
			fmt.Fprintf(a.stderr, "harness: --chain %s: line %d: a BEGIN line inside the block before it, whose END line is missing: servers read over that certificate\n",
				clean.Line(c.Chain), one.Hides)
		}
		chain = append(chain, one.DER)
	}
	return chain, nil
}

func damageHint(d *pemfile.Damage) string {
	switch d.Kind {
	case pemfile.Glued:
		return "put a line break between the two"
	case pemfile.BlankLine, pemfile.Header:
		return "take it out: base64 stands between BEGIN and END, and nothing else"
	case pemfile.KeyUnusable, pemfile.BadExtension:
		return "have the certificate issued again"
	}
	return "copy the certificates again, each whole from its BEGIN line to its END line"
}

// noChain is for a file without a PEM certificate: one in DER is judged, for
// the rest it says what was found.
func (c *certCmd) noChain(text []byte, found []string) ([][]byte, error) {
	if _, err := x509.ParseCertificate(text); err == nil {
		return [][]byte{text}, nil
	}
	slices.Sort(found)
	other := strings.Join(slices.Compact(found), ", ")
	switch {
	case strings.Contains(other, "PKCS7"):
		return nil, badUsage("openssl pkcs7 -print_certs -in FILE -out NEW", "--chain %s: PKCS #7, not PEM certificates", c.Chain)
	case other != "":
		return nil, badUsage("give the file with the certificates, often fullchain.pem", "--chain %s: no certificate in it, only: %s", c.Chain, clean.Line(other))
	case bytes.Contains(text, []byte("-----BEGIN")):
		return nil, badUsage("a BEGIN line stands alone on its line: -----BEGIN CERTIFICATE-----", "--chain %s: its PEM cannot be read", c.Chain)
	}
	return nil, badUsage("--chain takes a PEM file (\"-----BEGIN CERTIFICATE-----\"), often fullchain.pem; openssl pkcs12 -nokeys reads .p12 and .pfx", "--chain %s: no certificate in it", c.Chain)
}
