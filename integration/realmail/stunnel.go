package realmail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Unencrypted are the options of a stack that stands behind stunnel: Postfix
// offers AUTH in clear and no STARTTLS of its own. Dovecot does the former anyway.
func Unencrypted() []string {
	return []string{"smtpd_tls_auth_only = no", "smtpd_tls_security_level = none"}
}

// stunnelConf holds what stands before the services. Holes: certificate, key,
// the one version of TLS.
const stunnelConf = `foreground = yes
pid =
syslog = no
debug = info
cert = %s
key = %s
sslVersion = %s
ciphers = ALL:@SECLEVEL=0
`

// stunnelService is one port. Holes: name, port, port of the daemon, protocol.
const stunnelService = `[%s]
accept = 127.0.0.1:%d
connect = 127.0.0.1:%d
%s
`

// Front is stunnel before the services of a stack, with TLS of one version: in
// place of STARTTLS and STLS on the plain ports, and from the first byte on the
// others.
type Front struct {
	dir     string
	ports   map[string]int
	running *process
}

// behind says where a port of stunnel leads, always in clear, and what stunnel
// speaks before TLS.
var behind = map[string]struct{ service, protocol string }{
	"smtp":        {"smtp", "protocol = smtp"},
	"submission":  {"submission", "protocol = smtp"},
	"submissions": {"submission", ""},
	"pop3":        {"pop3", "protocol = pop3"},
	"pop3s":       {"pop3", ""},
}

// OldTLS starts stunnel before the stack with one version of TLS, named as
// OpenSSL does: "TLSv1", "TLSv1.1", "TLSv1.2" or "TLSv1.3". It presents the
// stack's default certificate. The stack needs the option lines of Unencrypted.
func (s *Stack) OldTLS(ctx context.Context, version string) (f *Front, err error) {
	if err := installed(map[string]string{stunnelBinary: "stunnel4"}); err != nil {
		return nil, err
	}
	for range 3 { // a port that somebody took meanwhile is worth another try
		if f, err = s.oldTLS(ctx, version); !errors.Is(err, errEnded) {
			break
		}
	}
	return f, err
}

func (s *Stack) oldTLS(ctx context.Context, version string) (f *Front, err error) {
	f = &Front{}
	if f.dir, err = os.MkdirTemp("", "realmail-stunnel-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			err = fmt.Errorf("stunnel: %w\n%s", err, f.running.said())
		}
	}()
	if f.ports, err = freePorts(typed); err != nil {
		return f, err
	}
	var conf strings.Builder
	fmt.Fprintf(&conf, stunnelConf, s.certFile(0), s.keyFile(0), version)
	for name, to := range behind {
		fmt.Fprintf(&conf, stunnelService, name, f.ports[name], s.Ports[to.service], to.protocol)
	}
	file := filepath.Join(f.dir, "stunnel.conf")
	if err = os.WriteFile(file, []byte(conf.String()), 0o600); err != nil {
		return f, err
	}
	if f.running, err = launch(f.dir, stunnelBinary, file); err != nil {
		return f, err
	}
	for name := range f.ports {
		err = await(ctx, f.running, func() error {
			return greets(ctx, f.Addr(name), strings.HasSuffix(name, "s"))
		})
		if err != nil {
			return f, fmt.Errorf("%s: %w", name, err)
		}
	}
	return f, nil
}

// await tries until the daemon answers, ends, or hangs: two minutes are over.
func await(ctx context.Context, p *process, answers func() error) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for {
		err := answers()
		if err == nil {
			return nil
		}
		if gone := p.gone(); gone != nil {
			return gone
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("did not come up: %w", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// ConnectTo is as the stack's, with stunnel's ports.
func (f *Front) ConnectTo(host string) []string { return connectTo(host, "127.0.0.1", typed, f.ports) }

// Addr is where stunnel listens in place of the service named so.
func (f *Front) Addr(service string) string {
	return fmt.Sprintf("127.0.0.1:%d", f.ports[service])
}

// Close ends stunnel.
func (f *Front) Close() error { return end(f.running, f.dir) }
