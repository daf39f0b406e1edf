// Package realmail runs Debian's Postfix and Dovecot, or its Exim and Courier, as
// ordinary processes on loopback, with a configuration, a queue and mailboxes of
// their own in a folder that goes away with them. It is the real server that the
// client is measured against: virtual users, submission with STARTTLS and with
// TLS from the first byte, POP3 with TLS, STLS and in clear, one certificate or
// several chosen by SNI. Before Postfix and Dovecot may stand stunnel with one old
// version of TLS, and beside any of them NSD with any zone.
//
// It needs root (the daemons drop to several users) and Linux. Several stacks may
// run side by side. Nothing that it starts leaves 127.0.0.1: neither Postfix nor
// Exim has a transport for other domains.
//
// As packages Exim and Courier exclude Postfix and Dovecot. Unpacked into a folder
// they run all the same, each process seeing that folder over /usr in a mount
// namespace of its own, which ends with it.
package realmail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrAbsent is wrapped by Start where a daemon, a tool or the right to run them
// is missing; the text names each.
var ErrAbsent = errors.New("not on this machine")

// errEnded is wrapped where a daemon ended by itself.
var errEnded = errors.New("the daemon ended")

// Kind is which daemons a stack has.
type Kind string

// The kinds.
const (
	PostfixDovecot Kind = ""
	EximCourier    Kind = "exim-courier"
)

// Options describe a stack. The zero value is one user on one certificate.
type Options struct {
	Kind   Kind
	Domain string            // of the accounts; "" means "customer.test"
	Alias  string            // another spelling of Domain that takes mail, as A-labels; EximCourier only
	Users  map[string]string // local part -> password; nil means info with Password
	Names  []string          // SANs of the default certificate; nil: smtp., mail., pop. + Domain
	SNI    [][]string        // SANs of further certificates, each served for its names
	// Leaf spoils the default certificate before it is signed; nil leaves it good.
	// SelfSigned and NoIntermediate are faults of it that a template cannot have.
	Leaf                       func(*x509.Certificate)
	SelfSigned, NoIntermediate bool
	// Serve are certificates that were minted elsewhere, in place of those above:
	// the default one, then one for each entry of SNI. CA is the root to trust then.
	// ServePOP is what Courier shows where it differs.
	Serve, ServePOP []tls.Certificate
	CA              []byte   // PEM
	Without         []string // services that the lines below switch off
	// Postfix and Dovecot hold lines added to main.cf and dovecot.conf, last, so
	// that they win. Exim holds lines of the main section, first, such as macros.
	// Courier holds NAME=value for its POP3 servers, as etc/courier/pop3d would.
	Postfix, Dovecot, Exim, Courier []string
	// Listeners names what master.cf has in place of "- smtpd" at one of Postfix's
	// ports: "" is nobody. Services are lines of master.cf besides.
	Listeners map[string]string
	Services  []string
	// Issued maps a folder of the stack to the names of a good certificate there,
	// which no server shows by itself.
	Issued map[string][]string
	// IMAP has Dovecot or Courier serve IMAP beside POP3, at the ports imap and imaps.
	IMAP bool
	// Further are names of ports that the test listens at, or a line above does.
	// Beside are daemons that run with the stack.
	//
	// In lines for Postfix and Dovecot, Services and Beside {dir} is the stack's
	// folder and {NAME} the port of that name.
	Further []string
	Beside  []Daemon
}

// Password of the account that Options without Users have.
const Password = "correct-Horse7&battery+staple"

// Stack is a running pair of daemons.
type Stack struct {
	Dir     string         // everything; removed by Close
	CAFile  string         // PEM, the root that signed all certificates
	Domain  string         //
	Ports   map[string]int // by name: smtp, submission, submissions, pop3, pop3s
	options Options
	running []*process // Dovecot, Postfix; authdaemond, Courier twice, Exim
	issuing *authority
}

// The ports that customers type, by the names in Stack.Ports; IMAP's are there where
// it is served.
var (
	typed     = map[string]int{"smtp": 25, "submission": 587, "submissions": 465, "pop3": 110, "pop3s": 995}
	typedIMAP = map[string]int{"imap": 143, "imaps": 993}
)

// imapPackages are the files without which a kind serves no IMAP, and whose they
// are.
var imapPackages = map[Kind]map[string]string{
	PostfixDovecot: {"/usr/lib/dovecot/imap-login": "dovecot-imapd"},
	EximCourier:    {courierIMAPLogin: "courier-imap", courierIMAP: "courier-imap"},
}

// typed are the ports that customers of a stack type.
func (o Options) typed() map[string]int {
	all := maps.Clone(typed)
	if o.IMAP {
		maps.Copy(all, typedIMAP)
	}
	return all
}

// Start writes the configuration, starts the daemons and returns when all five
// ports greet. A port that somebody took meanwhile is worth another try.
func Start(ctx context.Context, opt Options) (*Stack, error) {
	if err := present(opt.Kind); err != nil {
		return nil, err
	}
	if opt.IMAP {
		if err := installed(unpackedFiles(imapPackages[opt.Kind])); err != nil {
			return nil, err
		}
	}
	for _, d := range opt.Beside {
		if err := installed(map[string]string{d.Binary: d.Package}); err != nil {
			return nil, err
		}
	}
	opt = opt.withDefaults()
	var last error
	for range 3 {
		s, err := start(ctx, opt)
		if err == nil {
			return s, nil
		}
		if !errors.Is(err, errEnded) {
			return nil, err
		}
		last = err
	}
	return nil, last
}

func (o Options) withDefaults() Options {
	if o.Domain == "" {
		o.Domain = "customer.test"
	}
	if o.Users == nil {
		o.Users = map[string]string{"info": Password}
	}
	if o.Names == nil {
		for _, label := range []string{"smtp.", "mail.", "pop."} {
			o.Names = append(o.Names, label+o.Domain)
		}
	}
	if o.IMAP && o.Kind == PostfixDovecot {
		o.Dovecot = append(o.Dovecot, "protocols = pop3 lmtp imap", "service imap-login {",
			"inet_listener imap {", "port = {imap}", "}", "inet_listener imaps {", "port = {imaps}", "ssl = yes", "}", "}")
	}
	return o
}

func start(ctx context.Context, opt Options) (s *Stack, err error) {
	dir, err := os.MkdirTemp("", "realmail-")
	if err != nil {
		return nil, err
	}
	s = &Stack{Dir: dir, CAFile: filepath.Join(dir, "ca.pem"), Domain: opt.Domain, options: opt}
	defer func() {
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, s.Logs())
			_ = s.Close()
		}
	}()
	if s.Ports, err = freePorts(opt.ports()); err != nil {
		return s, err
	}
	up := s.startPostfixDovecot
	if opt.Kind == EximCourier {
		up = s.startEximCourier
	}
	if err = up(ctx); err != nil {
		return s, err
	}
	if err = s.startBeside(ctx); err != nil {
		return s, err
	}
	return s, s.awaitGreetings(ctx)
}

// run starts a daemon of the stack.
func (s *Stack) run(name string, args ...string) error {
	p, err := launch(s.Dir, name, args...)
	if p != nil {
		s.running = append(s.running, p)
	}
	return err
}

// gone is an error once a daemon has ended by itself.
func (s *Stack) gone() error {
	for _, p := range s.running {
		if err := p.gone(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stack) startPostfixDovecot(ctx context.Context) error {
	if s.options.ServePOP != nil {
		return errors.New("certificates of POP3 alone are for Courier")
	}
	for _, write := range []func() error{
		s.writeFolders, s.writeCertificates, s.writeIssued, func() error { return s.writePostfix(ctx) }, s.writeDovecot,
	} {
		if err := write(); err != nil {
			return err
		}
	}
	// Dovecot first: it makes the sockets that Postfix logs in and delivers through.
	if err := s.run(dovecotBinary, "-F", "-c", s.path("dovecot.conf")); err != nil {
		return err
	}
	if err := s.awaitSocket(ctx, s.path("queue", "private", "auth")); err != nil {
		return err
	}
	return s.run(masterBinary, "-d", "-c", s.path("postfix"))
}

// Close ends the daemons and removes their folder.
func (s *Stack) Close() error {
	var errs []error
	for _, p := range s.running {
		errs = append(errs, p.stop())
	}
	s.running = nil
	return errors.Join(append(errs, removeAll(s.Dir))...)
}

// removeAll tries again: a child that is just dying may still have made a file.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

// ConnectTo returns the values of --connect-to that lead host's ports, as typed,
// to where the daemons listen; host "" stands for every host.
func (s *Stack) ConnectTo(host string) []string {
	return connectTo(host, "127.0.0.1", s.options.typed(), s.Ports)
}

// ConnectPorts leads only the ports elsewhere: the address is DNS's to say.
func (s *Stack) ConnectPorts() []string { return connectTo("", "", s.options.typed(), s.Ports) }

func connectTo(host, addr string, typed, ports map[string]int) []string {
	var list []string
	for name, port := range typed {
		list = append(list, fmt.Sprintf("%s:%d:%s:%d", host, port, addr, ports[name]))
	}
	return list
}

// Addr is where the service named so listens.
func (s *Stack) Addr(service string) string {
	return fmt.Sprintf("127.0.0.1:%d", s.Ports[service])
}

// Maildir is the folder of a user's mailbox; it exists once used or filled.
func (s *Stack) Maildir(user string) string {
	return s.path("mail", user, "Maildir")
}

// PostfixLog and DovecotLog are what the daemons wrote so far.
func (s *Stack) PostfixLog() string { return s.read("log/postfix.log") }

// DovecotLog is Dovecot's.
func (s *Stack) DovecotLog() string { return s.read("log/dovecot.log") }

// EximLog and CourierLog are theirs.
func (s *Stack) EximLog() string { return s.read("log/exim-main.log") + s.read("log/exim-panic.log") }

// CourierLog has the words of authdaemond and of all ports.
func (s *Stack) CourierLog() string {
	return s.read("log/authdaemond.log") + s.read("log/pop3.log") + s.read("log/pop3s.log") + s.read("log/imap.log") + s.read("log/imaps.log")
}

// Logs is all of them, for a failure's report.
func (s *Stack) Logs() string {
	if s.options.Kind == EximCourier {
		return "exim:\n" + s.EximLog() + s.read("log/exim.log") + "courier:\n" + s.CourierLog()
	}
	return "postfix:\n" + s.PostfixLog() + "dovecot:\n" + s.DovecotLog()
}

// AwaitLog waits until read contains every want, and returns it. The daemons
// write after the client has gone.
func AwaitLog(read func() string, patience time.Duration, want ...string) (string, error) {
	end := time.Now().Add(patience)
	for {
		text, missing := read(), ""
		for _, w := range want {
			if !strings.Contains(text, w) {
				missing = w
			}
		}
		if missing == "" {
			return text, nil
		}
		if time.Now().After(end) {
			return text, fmt.Errorf("the log does not say %q within %s:\n%s", missing, patience, text)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (s *Stack) path(elem ...string) string {
	return filepath.Join(append([]string{s.Dir}, elem...)...)
}

func (s *Stack) read(name string) string {
	text, err := os.ReadFile(s.path(name))
	if err != nil {
		return ""
	}
	return string(text)
}
