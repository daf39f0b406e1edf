package main

import (
	"crypto/tls"
	"net/netip"
	"net/textproto"
	"os"
	"regexp"

	"harness/cmd/internal/desk"
)

// door is who may come in to the desk, and how it is reached.
type door struct {
	Cert    string   `name:"tls-cert" placeholder:"FILE" help:"The certificate that the desk shows, with its intermediates, as PEM."`
	Key     string   `name:"tls-key" placeholder:"FILE" help:"Its private key, as PEM."`
	Token   string   `name:"token-file" placeholder:"FILE" help:"A file with the token that people type once to come in, 20 letters or more; or $HARNESS_DESK_TOKEN."`
	Header  string   `name:"trusted-header" placeholder:"NAME" help:"The header in which a proxy in front names the person that it let in; for example X-Forwarded-User."`
	Proxies []string `name:"trusted-proxy" sep:"none" placeholder:"CIDR" help:"From where that header is believed. Repeatable."`
	Hosts   []string `name:"host" sep:"none" placeholder:"NAME" help:"A name that people type to reach the desk. Repeatable."`
}

// headerName tells whether a text is a field's name (RFC 9110 section 5.6.2).
func headerName(text string) bool {
	return regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$").MatchString(text)
}

// open reads what is said of the door into cfg, and gives what TLS needs; nil:
// there is none. On an address that other machines reach, TLS and a lock must be.
func (o *door) open(a *app, at netip.AddrPort, cfg *desk.Config) (*tls.Config, error) {
	token, err := firstPassword(a, [3]string{"HARNESS_DESK_TOKEN", "", o.Token})
	if err != nil {
		return nil, err
	}
	if n := len(token.Reveal()); n > 0 && n < desk.MinToken {
		return nil, badUsage("for example the output of: openssl rand -hex 20", "the token has %d letters: fewer than %d can be guessed", n, desk.MinToken)
	}
	cfg.Door.Token = token
	if (o.Header == "") != (len(o.Proxies) == 0) {
		return nil, badUsage("for example --trusted-proxy 192.0.2.10/32", "--trusted-header and --trusted-proxy stand together")
	}
	if o.Header != "" && !headerName(o.Header) {
		return nil, badUsage("", "--trusted-header: %q is no name of a header", o.Header)
	}
	cfg.Door.Header = textproto.CanonicalMIMEHeaderKey(o.Header)
	for _, text := range o.Proxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, badUsage("for example --trusted-proxy 192.0.2.10/32", "--trusted-proxy: %q is not a network", text)
		}
		cfg.Door.Proxies = append(cfg.Door.Proxies, p.Masked())
	}
	secured, err := o.tls(a)
	if err != nil {
		return nil, err
	}
	if cfg.Hosts = o.Hosts; at.Addr().IsLoopback() {
		return secured, nil
	}
	if !at.Addr().IsUnspecified() {
		cfg.Hosts = append(cfg.Hosts, at.Addr().String())
	}
	switch {
	case secured == nil:
		return nil, badUsage("add --tls-cert FILE --tls-key FILE", "--listen: on %s, other machines reach the desk: it needs TLS", at.Addr())
	case token.Empty() && o.Header == "":
		return nil, badUsage("add --token-file FILE, or --trusted-header NAME --trusted-proxy CIDR", "--listen: on %s, other machines reach the desk: it needs a token or a proxy that lets people in", at.Addr())
	case len(cfg.Hosts) == 0:
		return nil, badUsage("for example --host desk.example.jp", "--listen: on %s, the desk needs the name that people type", at.Addr())
	}
	return secured, nil
}

// tls is the desk's side of TLS, nil where no certificate was named.
func (o *door) tls(a *app) (*tls.Config, error) {
	if (o.Cert == "") != (o.Key == "") {
		return nil, badUsage("", "--tls-cert and --tls-key stand together")
	}
	if o.Cert == "" {
		return nil, nil
	}
	pair, err := blocking(a, func() (tls.Certificate, error) {
		chain, err := os.ReadFile(o.Cert)
		if err != nil {
			return tls.Certificate{}, badUsage("", "--tls-cert: %w", err)
		}
		key, err := os.ReadFile(o.Key)
		if err != nil {
			return tls.Certificate{}, badUsage("", "--tls-key: %w", err)
		}
		pair, err := tls.X509KeyPair(chain, key)
		if err != nil {
			return tls.Certificate{}, badUsage("", "--tls-cert, --tls-key: %w", err)
		}
		return pair, nil
	})
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
}
