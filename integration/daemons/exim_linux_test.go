package daemons

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"harness/integration/realmail"
	"harness/verify/render"
)

// eximConf is Exim's configuration as Debian generates it, as far as TLS and
// submission need it: certificate and key come from macros that the site sets.
// Holes: folder, ports of submission and submissions.
const eximConf = `primary_hostname = server.onyx.test
spool_directory = %[1]s/spool
log_file_path = %[1]s/log/%%slog
pid_file_path = %[1]s/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = %[2]d : %[3]d
tls_on_connect_ports = %[3]d
tls_advertise_hosts = *
.include_if_exists %[1]s/exim4.conf.localmacros
.ifdef MAIN_TLS_CERTIFICATE
tls_certificate = MAIN_TLS_CERTIFICATE
tls_privatekey = MAIN_TLS_PRIVATEKEY
.else
tls_certificate = %[1]s/exim.crt
tls_privatekey = %[1]s/exim.key
.endif
auth_advertise_hosts = ${if def:tls_in_cipher {*}{}}
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_rcpt = acl_check_rcpt
keep_environment =
begin acl
acl_check_rcpt:
  accept authenticated = *
  deny
begin routers
all:
  driver = redirect
  data = :blackhole:
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if eq{$auth3}{${lookup{$auth2}lsearch{%[1]s/passwords}{$value}fail}}}
  server_set_id = $auth2
`

// eximUser is the user that Debian's Exim insists on; it exists only in the
// mount namespace of the daemon.
const eximUser = 64111

// exim is a running daemon.
type exim struct {
	dir, binary string
	tls, ssl    int
	cmd         *exec.Cmd
}

// newExim starts Exim from $HARNESS_EXIM or the path, as a process of its own.
func newExim(t *testing.T, expired bool, names ...string) *exim {
	t.Helper()
	binary := os.Getenv("HARNESS_EXIM")
	if binary == "" {
		binary, _ = exec.LookPath("exim4")
	}
	if _, err := os.Stat(binary); binary == "" || err != nil || os.Geteuid() != 0 {
		realmail.Absent(t, fmt.Errorf("%w: exim4 as root (exim4-daemon-light; unpacked elsewhere: HARNESS_EXIM=.../exim4)", realmail.ErrAbsent))
	}
	e := &exim{binary: binary}
	var err error
	if e.dir, err = os.MkdirTemp("", "exim-"); err != nil { // not t.TempDir: Exim's user must be able to walk in
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(e.dir) })
	for _, err := range []error{
		os.Chmod(e.dir, 0o755), os.Mkdir(filepath.Join(e.dir, "spool"), 0o755), os.Mkdir(filepath.Join(e.dir, "log"), 0o755),
		os.Chown(filepath.Join(e.dir, "spool"), eximUser, eximUser), os.Chown(filepath.Join(e.dir, "log"), eximUser, eximUser),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	e.tls, e.ssl = freePort(t), freePort(t)
	e.write(t, "exim4.conf", fmt.Sprintf(eximConf, e.dir, e.tls, e.ssl))
	e.write(t, "passwords", "info@customer.test: "+passwords["info"]+"\n")
	for _, file := range []string{"passwd", "group"} {
		text, err := os.ReadFile("/etc/" + file)
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("Debian-exim:x:%d:%[1]d::/nonexistent:/usr/sbin/nologin\n", eximUser)
		if file == "group" {
			line = fmt.Sprintf("Debian-exim:x:%d:\n", eximUser)
		}
		e.write(t, file, string(text)+line)
	}
	e.certificates(t, expired, names...)
	e.start(t)
	t.Cleanup(func() { e.stop() })
	return e
}

func (e *exim) write(t *testing.T, name, text string) {
	t.Helper()
	name = filepath.Join(e.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(name, 0, eximUser); err != nil { // Debian: root, readable by the group
		t.Fatal(err)
	}
}

func (e *exim) start(t *testing.T) {
	t.Helper()
	// The namespace keeps the two files that Exim reads apart from the system's.
	e.cmd = exec.Command("unshare", "--mount", "--propagation", "private", "sh", "-c",
		`mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/group" /etc/group && exec "$2" -C "$1/exim4.conf" -bdf`, "sh", e.dir, e.binary)
	e.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	var said bytes.Buffer
	e.cmd.Stdout, e.cmd.Stderr = &said, &said
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", e.ssl))
		if err == nil {
			conn.Close()
			return
		}
		if time.Now().After(end) {
			e.stop()
			log, _ := os.ReadFile(filepath.Join(e.dir, "log", "mainlog"))
			t.Fatalf("exim does not answer: %v\n%s%s", err, said.String(), log)
		}
	}
}

func (e *exim) stop() {
	_ = syscall.Kill(-e.cmd.Process.Pid, syscall.SIGTERM)
	_ = e.cmd.Wait()
}

// certificates mints a root, the default certificate for names, and one for the
// customer's own name where Let's Encrypt would put it.
func (e *exim) certificates(t *testing.T, expired bool, names ...string) {
	t.Helper()
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	rootKey := key()
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Exim Root"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, 30),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	put := func(certName, keyName string, tmpl *x509.Certificate, k *ecdsa.PrivateKey) {
		der, err := x509.CreateCertificate(rand.Reader, tmpl, root, &k.PublicKey, rootKey)
		if err != nil {
			t.Fatal(err)
		}
		e.write(t, certName, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
		raw, err := x509.MarshalPKCS8PrivateKey(k)
		if err != nil {
			t.Fatal(err)
		}
		if keyName != "" {
			e.write(t, keyName, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})))
		}
	}
	leaf := func(serial int64, names ...string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, NotBefore: root.NotBefore, NotAfter: root.NotAfter,
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		}
	}
	put("ca.pem", "", root, rootKey)
	first := leaf(2, names...)
	if expired {
		first.NotBefore, first.NotAfter = time.Now().AddDate(0, 0, -30), time.Now().AddDate(0, 0, -1)
	}
	put("exim.crt", "exim.key", first, key())
	const live = "letsencrypt/live/smtp.customer.test/"
	put(live+"fullchain.pem", live+"privkey.pem", leaf(3, "smtp.customer.test"), key())
}

// run is the program on the sending leg alone, as POP3 is somebody else's here.
func (e *exim) run(t *testing.T, verb string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	all := []string{verb, "--user", "info@customer.test", "--smtp", "smtp.customer.test", "--only", "send", "--ca-file", filepath.Join(e.dir, "ca.pem"),
		"--resolver", "127.0.0.1:9", "--timeout", "60s", "--format", "json",
		"--connect-to", fmt.Sprintf(":587:127.0.0.1:%d", e.tls), "--connect-to", fmt.Sprintf(":465:127.0.0.1:%d", e.ssl), "--connect-to", "::127.0.0.1:1"}
	cmd := exec.CommandContext(ctx, binary, append(all, args...)...)
	cmd.Env = []string{"LANG=C", "HARNESS_PASSWORD=" + passwords["info"]}
	out, _ := cmd.CombinedOutput()
	noSecrets(t, string(out))
	return string(out), cmd.ProcessState.ExitCode()
}

// mendExim turns the sending leg green by what diagnose prints for Exim.
func mendExim(t *testing.T, fault string, taken *snippets) {
	names := []string{"server.onyx.test"}
	if fault == "expired" {
		names = []string{"smtp.customer.test"}
	}
	e := newExim(t, fault == "expired", names...)
	out, code := e.run(t, "diagnose", "--no-login")
	var d render.DiagnosisForm
	if err := json.Unmarshal([]byte(out), &d); err != nil || code != 1 {
		t.Fatalf("exit %d, %v\n%s", code, err, out)
	}
	here := func(text string) string {
		return strings.NewReplacer("/etc/letsencrypt", e.dir+"/letsencrypt", "/etc/exim4", e.dir).Replace(text)
	}
	applied := false
	for _, m := range d.Advice.Mends {
		if m.Software != "Exim" {
			continue
		}
		applied = true
		for _, f := range m.Files {
			name, ok := strings.CutPrefix(here(f.Path), e.dir+"/")
			if !ok {
				t.Fatalf("%s is outside of the folder", f.Path)
			}
			e.write(t, name, here(f.Text)+"\n")
			taken.add(f.Path, f.Text)
		}
		for _, command := range m.Run { // both are the new start below
			if command != "update-exim4.conf" && command != "systemctl restart exim4" {
				t.Errorf("a command that this test does not know: %s", command)
			}
			taken.add("", command)
		}
	}
	if !applied {
		t.Fatalf("no mend for Exim: %s", out)
	}
	e.stop()
	e.start(t)
	if out, code := e.run(t, "roundtrip"); code != 0 {
		log, _ := os.ReadFile(filepath.Join(e.dir, "log", "mainlog"))
		t.Fatalf("still red: exit %d\n%s\n%s", code, out, log)
	}
	taken.finish()
}

func freePort(t *testing.T) int {
	t.Helper()
	port, err := realmail.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	return port
}
