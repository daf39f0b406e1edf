package realmail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// Where Debian puts the daemons.
const (
	dovecotBinary = "/usr/sbin/dovecot"
	masterBinary  = "/usr/lib/postfix/sbin/master"
	postmapBinary = "/usr/sbin/postmap"
	pop3Binary    = "/usr/lib/dovecot/pop3-login"
	lmtpBinary    = "/usr/lib/dovecot/lmtp"
	stunnelBinary = "/usr/bin/stunnel4"
	nsdBinary     = "/usr/sbin/nsd"
	nsdChecker    = "/usr/sbin/nsd-checkzone"
)

// packages are the files without which a kind does not run, and whose they are.
var packages = map[Kind]map[string]string{
	PostfixDovecot: {
		dovecotBinary: "dovecot-core", pop3Binary: "dovecot-pop3d", lmtpBinary: "dovecot-lmtpd",
		masterBinary: "postfix", postmapBinary: "postfix",
	},
	EximCourier: {
		eximBinary: "exim4-daemon-light", courierTCPD: "courier-base", courierTLS: "courier-base",
		courierLogin: "courier-pop", courierPOP: "courier-pop", authDaemon: "courier-authlib",
		makeDat: "courier-authlib", "/usr/lib/courier-authlib/libauthuserdb.so": "courier-authlib-userdb",
		"/usr/bin/unshare": "util-linux",
	},
}

// present wraps ErrAbsent with all that is missing.
func present(kind Kind) error {
	files := packages[kind]
	if kind == EximCourier {
		files = unpackedFiles(files)
	}
	err := installed(files)
	if err != nil && kind == EximCourier {
		err = fmt.Errorf("%w; unpacked into a folder is enough: HARNESS_COURIER=FOLDER, HARNESS_EXIM=FOLDER/usr/sbin/exim4", err)
	}
	if os.Geteuid() != 0 {
		root := errors.New("the right to start them (root)")
		if err != nil {
			return fmt.Errorf("%w; %w", err, root)
		}
		return fmt.Errorf("%w: %w", ErrAbsent, root)
	}
	if err == nil && kind == EximCourier {
		return mountable()
	}
	return err
}

// mountable wraps ErrAbsent where root may not mount, as in most containers.
func mountable() error {
	out, err := exec.Command("unshare", "--mount", "--propagation", "private", "mount", "-t", "overlay", "overlay",
		"-o", "lowerdir=/etc:/usr", "/etc").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: the right to mount an overlay in a namespace of one's own: %w: %s", ErrAbsent, err, out)
	}
	return nil
}

// installed wraps ErrAbsent with the packages whose files are missing.
func installed(files map[string]string) error {
	var missing []error
	for file, what := range files {
		if _, err := os.Stat(file); err != nil {
			missing = append(missing, fmt.Errorf("%s (%s)", what, file))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrAbsent, errors.Join(missing...))
}

// process is a daemon and its children, which share a process group of their own.
type process struct {
	cmd    *exec.Cmd
	output bytes.Buffer
	done   chan struct{} // closed when the daemon ended
	guard  *exec.Cmd     // ends the daemon should this program die without Close
	leash  io.Closer     // the guard acts when this end closes
}

// launch starts a daemon that stays in the foreground, with a guard that outlives
// this program: a test that panics or is killed must leave no server and no
// folder behind. What it gives is to be stopped, even beside an error.
func launch(dir, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(name, args...), done: make(chan struct{})}
	p.cmd.Dir = dir
	p.cmd.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C"}
	p.cmd.Stdout, p.cmd.Stderr = &p.output, &p.output
	p.cmd.WaitDelay = time.Second
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	p.guard = exec.Command("/bin/sh", "-c", `read -r _; kill -s TERM -- "-$1"; sleep 1; kill -s KILL -- "-$1"; rm -rf -- "$2"`,
		"guard", strconv.Itoa(p.cmd.Process.Pid), dir)
	p.guard.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	leash, err := p.guard.StdinPipe()
	if err != nil {
		return p, err
	}
	p.leash = leash
	return p, p.guard.Start()
}

// Reload makes the daemons read their configuration again, as "postfix reload"
// and "doveadm reload" do.
func (s *Stack) Reload() error {
	for _, p := range s.running {
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			return err
		}
	}
	return nil
}

// gone is an error once the daemon has ended by itself.
func (p *process) gone() error {
	select {
	case <-p.done:
		return fmt.Errorf("%w: %s: %s: %s", errEnded, p.cmd.Path, p.cmd.ProcessState, p.output.String())
	default:
		return nil
	}
}

// said is what a daemon that was stopped wrote on its standard streams.
func (p *process) said() string {
	if p == nil {
		return ""
	}
	<-p.done
	return p.output.String()
}

// stop ends the daemon and its children, politely first, and then the guard.
func (p *process) stop() error {
	group := -p.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
	}
	// Children that the daemon did not take with it; they keep the group's number
	// from being given to anybody else. Without any this does nothing.
	_ = syscall.Kill(group, syscall.SIGKILL)
	<-p.done
	if p.guard.Process == nil {
		return nil
	}
	err := p.guard.Process.Kill()
	_ = p.guard.Wait()
	_ = p.leash.Close()
	return err
}

// lock takes a file for as long as the process lives, and tells whether it was to
// be had.
func lock(path string) (bool, error) {
	fd, err := syscall.Open(path, syscall.O_CREAT|syscall.O_RDWR|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return false, err
	}
	if err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return false, errors.Join(syscall.Close(fd))
	}
	return true, nil
}
