//go:build (long || fleet) && linux

package sweep

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"harness/fixtures/dnsd"
)

// bareFlag makes this binary the client that the sweep is held against.
const bareFlag = "HARNESS_BARE_ROOTS"

func TestMain(m *testing.M) {
	if roots := os.Getenv(bareFlag); roots != "" {
		if err := bare(roots, os.Stdin); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// bare makes the handshakes of a list, "NAME ADDRESS:PORT" a line, with crypto/tls
// and nothing else: no name is asked for, nothing is kept. What follows a
// handshake is what any client says: it reads the greeting and takes its leave.
func bare(roots string, list io.Reader) error {
	pem, err := os.ReadFile(roots)
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	lines, failed := make(chan string), make(chan error, 1)
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			for line := range lines {
				if err := bareVisit(pool, line); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	in := bufio.NewScanner(list)
	for in.Scan() {
		lines <- in.Text()
	}
	close(lines)
	wg.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return in.Err()
	}
}

func bareVisit(pool *x509.CertPool, line string) error {
	name, at, _ := strings.Cut(line, " ")
	c, err := net.Dial("tcp", at)
	if err != nil {
		return err
	}
	defer c.Close()
	conn := tls.Client(c, &tls.Config{ServerName: name, RootCAs: pool})
	if err := conn.Handshake(); err != nil {
		return err
	}
	in := bufio.NewReader(conn)
	if _, err := in.ReadString('\n'); err != nil {
		return err
	}
	_, _ = io.WriteString(conn, "QUIT\r\n")
	_, _ = io.Copy(io.Discard, in)
	return conn.Close()
}

// town is a farm that other processes come to: each server has an address of
// 127.0.0.0/8 of its own, and all have the same three ports.
type town struct {
	*farm
	t    testing.TB
	dir  string
	port map[string]string // of the story -> on loopback

	listeners map[string]net.Listener // by address and port of the story

	errTo io.Writer // standard error of what is run; nil: kept
}

// at is the address of the nth server.
func at(n int) string { return fmt.Sprintf("127.77.%d.%d", n/250, n%250+1) }

// newTown starts so many servers. Their names are the zone's to say.
func newTown(t testing.TB, servers int, zone dnsd.Zone, names ...string) *town {
	t.Helper()
	tw := &town{farm: newFarm(t, zone, names...), t: t, dir: t.TempDir(), port: map[string]string{}, listeners: map[string]net.Listener{}}
	for _, port := range []string{"465", "587", "995"} {
		tw.listen(servers, port)
	}
	tw.file("roots.pem", tw.rootsPEM)
	return tw
}

// listen takes a port that is free at all addresses.
func (tw *town) listen(servers int, port string) {
	for try := 0; ; try++ {
		var all []net.Listener
		number := "0"
		for i := range servers {
			l, err := net.Listen("tcp", net.JoinHostPort(at(i), number))
			if err != nil {
				break
			}
			all = append(all, l)
			_, number, _ = net.SplitHostPort(l.Addr().String())
		}
		if len(all) < servers {
			for _, l := range all {
				l.Close()
			}
			if try == 20 {
				tw.t.Fatal("no port is free everywhere")
			}
			continue
		}
		tw.port[port] = number
		for i, l := range all {
			tw.t.Cleanup(func() { l.Close() })
			tw.listeners[net.JoinHostPort(at(i), port)] = l
			go tw.accept(l, port)
		}
		return
	}
}

// die makes a server one that answers nothing, not even a connection: its ports
// have a queue that is full and that nobody empties.
func (tw *town) die(server int) {
	tw.t.Helper()
	for port := range tw.port {
		l := tw.listeners[net.JoinHostPort(at(server), port)]
		where := l.Addr().(*net.TCPAddr).AddrPort()
		l.Close()
		fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
		if err == nil {
			tw.t.Cleanup(func() { syscall.Close(fd) })
			_ = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
			err = errors.Join(syscall.Bind(fd, &syscall.SockaddrInet4{Port: int(where.Port()), Addr: where.Addr().As4()}), syscall.Listen(fd, 0))
		}
		if err != nil {
			tw.t.Fatal(err)
		}
		for range 4 { // until one is not taken any more
			if c, err := net.DialTimeout("tcp", where.String(), time.Second); err == nil {
				tw.t.Cleanup(func() { c.Close() })
			}
		}
	}
}

// accept serves who comes, and counts.
func (tw *town) accept(l net.Listener, port string) {
	host, _, _ := net.SplitHostPort(l.Addr().String())
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		do, leave := tw.enter(host)
		go func() {
			defer leave()
			switch do {
			case "refuse":
				_ = c.(*net.TCPConn).SetLinger(0) // a reset
				c.Close()
			default:
				tw.converse(c, host, port, do)
			}
		}()
	}
}

func (tw *town) file(name string, text []byte) string {
	path := filepath.Join(tw.dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		tw.t.Fatal(err)
	}
	return path
}

// spent is what a process took.
type spent struct {
	cpu, wall time.Duration
	peak      int64 // KiB of memory
	lines     lines // of standard output
	err       bytes.Buffer
}

// run runs a program to its end, or to that which the test makes. Its exit codes 1
// and 3 are outcomes.
func (tw *town) run(cmd *exec.Cmd) *spent {
	tw.t.Helper()
	return tw.watch(cmd, nil)
}

// watch is run where each line of standard output is seen as it comes.
func (tw *town) watch(cmd *exec.Cmd, each func(line []byte)) *spent {
	tw.t.Helper()
	s := &spent{lines: lines{each: each}}
	cmd.Stdout, cmd.Stderr = &s.lines, &s.err
	if tw.errTo != nil {
		cmd.Stderr = tw.errTo
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		tw.t.Fatal(err)
	}
	ended, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for ticker := time.NewTicker(50 * time.Millisecond); ; {
			s.peak = max(s.peak, highest(cmd.Process.Pid))
			select {
			case <-ticker.C:
			case <-ended:
				ticker.Stop()
				return
			}
		}
	}()
	err := cmd.Wait()
	s.wall = time.Since(began)
	close(ended)
	<-watched
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || !slices.Contains([]int{-1, 1, 3, 130}, exit.ExitCode())) {
		tw.t.Fatalf("%s: %v\n%s", cmd.Path, err, s.err.String())
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return s
}

// highest is the most memory that a process has had, in KiB. What wait4 says of a
// child counts its parent's from before the exec, too.
func highest(pid int) int64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var n int64
	_, _ = fmt.Sscan(after, &n)
	return n
}

// lines counts what is written to it, and keeps it where it is wanted.
type lines struct {
	all, works int
	each       func(line []byte) // may be nil
	rest       []byte
}

func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		at := bytes.IndexByte(l.rest, '\n')
		if at < 0 {
			return len(p), nil
		}
		l.all++
		if bytes.Contains(l.rest[:at], []byte(`"outcome":"works"`)) {
			l.works++
		}
		if l.each != nil {
			l.each(l.rest[:at])
		}
		l.rest = l.rest[at+1:]
	}
}

// built is the program under test, built once.
var built = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("HARNESS_BINARY"); given != "" {
		return given, nil
	}
	dir, err := os.MkdirTemp("", "harness-sweep-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "harness")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", name, "harness/cmd/harness")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return name, nil
})

// sweep is the command line of a sweep over this town.
func (tw *town) sweep(targets string, args ...string) *exec.Cmd {
	tw.t.Helper()
	return tw.harness(append([]string{"sweep", targets}, args...)...)
}

// logins is that of one that may log in with the passwords of its list.
func (tw *town) logins(targets, mode string, args ...string) *exec.Cmd {
	tw.t.Helper()
	return tw.sweep(targets, append([]string{"--mode", mode, "--send-letters", "--allow-inline-passwords"}, args...)...)
}

// harness is a command line that leads to this town.
func (tw *town) harness(args ...string) *exec.Cmd {
	tw.t.Helper()
	name, err := built()
	if err != nil {
		tw.t.Fatal(err)
	}
	args = append(args, "--ca-file", filepath.Join(tw.dir, "roots.pem"), "--resolver", tw.env.Resolver.String(), "--lang", "en")
	for port, number := range tw.port {
		args = append(args, "--connect-to", ":"+port+"::"+number)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "LANG=C", "TERM=dumb", "HARNESS_PASSWORD="+farmPassword)
	return cmd
}

// shaken is the number of handshakes, and of those that were made twice.
func (tw *town) shaken() (all, again int) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, n := range tw.handshakes {
		all += n
		again += n - 1
	}
	return all, again
}

func (tw *town) forget() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	clear(tw.handshakes)
}

// teller keeps what is written to it, and does something once that says it is time.
type teller struct {
	strings.Builder
	on string
	do func()
}

func (t *teller) Write(p []byte) (int, error) {
	n, err := t.Builder.Write(p)
	if strings.Contains(t.String(), t.on) {
		t.do()
	}
	return n, err
}

// most and least are a figure with its bound, as .ci/long reads them.
func most(what string, is, bound float64) string { return figure(what, is, "at most", bound) }

func least(what string, is, bound float64) string { return figure(what, is, "at least", bound) }

func figure(what string, is float64, word string, bound float64) string {
	return fmt.Sprintf("%s %.2f (%s %s)", what, is, word, strconv.FormatFloat(bound, 'f', -1, 64))
}

// mailHosts is the zone of n servers, mail0.host.test and so on.
func mailHosts(n int) (zone dnsd.Zone) {
	for i := range n {
		zone.Records = append(zone.Records, fmt.Sprintf("mail%d.host.test. A %s", i, at(i)))
	}
	return zone
}
