package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"harness/cmd/internal/fleet"
)

// fleetFlags are which run of which server.
type fleetFlags struct {
	Name     string `name:"run" default:"fleet" placeholder:"NAME" help:"Name of the run." group:"server"`
	NATS     string `name:"nats" placeholder:"URL" help:"The NATS server: nats://HOST:4222, tls://HOST:4222. With a password or token in it: $HARNESS_NATS." group:"server"`
	Creds    string `name:"nats-creds" placeholder:"FILE" help:"Credentials file for the NATS server." group:"server"`
	CA       string `name:"nats-ca" placeholder:"FILE" help:"PEM file of the roots of the NATS server's certificate." group:"server"`
	Cert     string `name:"nats-cert" placeholder:"FILE" help:"Our certificate for the NATS server, PEM." group:"server"`
	Key      string `name:"nats-key" placeholder:"FILE" help:"Its key." group:"server"`
	Embedded string `placeholder:"DIR" help:"Without a NATS server, on one machine: the first command that uses DIR is the server as long as it runs." group:"server"`
	Lang     string `placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's." group:"output"`
}

// open connects; close ends what it began.
func (f *fleetFlags) open(a *app) (*fleet.Run, func(), error) {
	at := f.NATS
	if strings.Contains(at, "@") {
		return nil, nil, badUsage("--nats: a password does not belong into a flag; $HARNESS_NATS takes it")
	}
	if env := a.getenv("HARNESS_NATS"); at == "" {
		at = env
	}
	end := func() {}
	options := []nats.Option{nats.Name("harness-fleet"), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second), nats.RetryOnFailedConnect(true), nats.Timeout(10 * time.Second)}
	switch {
	case f.Embedded != "" && at != "":
		return nil, nil, badUsage("--embedded and --nats exclude each other")
	case f.Embedded != "":
		var err error
		if at, end, err = embedded(f.Embedded, "127.0.0.1:0", ""); err != nil {
			return nil, nil, err
		}
	case at == "":
		return nil, nil, badUsage("which server? --nats URL, or --embedded DIR on one machine")
	}
	if f.Creds != "" {
		options = append(options, nats.UserCredentials(f.Creds))
	}
	if f.CA != "" {
		options = append(options, nats.RootCAs(f.CA))
	}
	if f.Cert != "" || f.Key != "" {
		options = append(options, nats.ClientCert(f.Cert, f.Key))
	}
	conn, err := nats.Connect(at, options...)
	if err == nil {
		if err = conn.FlushTimeout(20 * time.Second); err != nil {
			conn.Close()
		}
	}
	if err != nil {
		end()
		return nil, nil, fmt.Errorf("the NATS server: %w", bare(err))
	}
	r, err := fleet.Open(conn, f.Name)
	if err != nil {
		conn.Close()
		end()
		return nil, nil, err
	}
	return r, func() { conn.Close(); end() }, nil
}

// bare is an error without the URL, which may have a password in it.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// serveCmd is the embedded server alone.
type serveCmd struct {
	Dir    string `arg:"" placeholder:"DIR" help:"Where the server keeps what it was given."`
	Listen string `default:"127.0.0.1:4222" placeholder:"ADDR" help:"Where to answer; beyond loopback $HARNESS_NATS_TOKEN must be set, and workers have it in $HARNESS_NATS: nats://TOKEN@HOST:4222."`
	Lang   string `placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's." group:"output"`
}

// Run serves until it is interrupted.
func (c *serveCmd) Run(a *app) error {
	token := a.getenv("HARNESS_NATS_TOKEN")
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return badUsage("--listen: %w", err)
	}
	if ip := net.ParseIP(host); token == "" && (ip == nil || !ip.IsLoopback()) {
		return badUsage("--listen beyond loopback needs $HARNESS_NATS_TOKEN")
	}
	at, end, err := embedded(c.Dir, c.Listen, token)
	if err != nil {
		return err
	}
	defer end()
	u, err := url.Parse(at)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, u.Host)
	<-a.ctx.Done()
	return nil
}

// address is the file that says where the server of a folder is.
func address(dir string) string { return filepath.Join(dir, "address") }

// told reads it.
func told(dir string) (string, error) {
	data, err := os.ReadFile(address(dir))
	return strings.TrimSpace(string(data)), err
}
