//go:build long && linux

package clients

import (
	"bufio"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// thunderbirdPrefs keep it on loopback: every name is this machine's, and what it
// would ask of the Web goes to a port where nobody listens.
const thunderbirdPrefs = `user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("network.connectivity-service.enabled", false);
user_pref("mailnews.start_page.enabled", false);
user_pref("network.dns.forceResolve", "127.0.0.1");
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("mailnews.tcptimeout", 20);
`

// marionette drives a Mozilla program: each message is a length, a colon and JSON
// (firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
type marionette struct {
	conn net.Conn
	in   *bufio.Reader
	id   int
}

// thunderbird starts one without a screen and with a profile of its own, which
// trusts the lab's authority beside its own; it ends with the test.
func thunderbird(t *testing.T, ca string) *marionette {
	t.Helper()
	home := t.TempDir()
	profile := filepath.Join(home, "profile")
	if err := errors.Join(os.Mkdir(profile, 0o700), os.WriteFile(filepath.Join(profile, "user.js"), []byte(thunderbirdPrefs), 0o600)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("thunderbird", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile)
	cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+home)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it and all that it started
		<-ended
		for syscall.Kill(-cmd.Process.Pid, 0) == nil {
			time.Sleep(10 * time.Millisecond)
		}
	})
	port := 0
	for end := time.Now().Add(5 * time.Minute); port == 0; time.Sleep(50 * time.Millisecond) {
		text, _ := os.ReadFile(filepath.Join(profile, "MarionetteActivePort"))
		port, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		if time.Now().After(end) {
			t.Fatal("Thunderbird does not start")
		}
	}
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(30 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	m := &marionette{conn: conn, in: bufio.NewReader(conn)}
	if _, err := m.read(); err != nil { // its greeting
		t.Fatal(err)
	}
	m.do(t, "WebDriver:NewSession", map[string]any{}, nil)
	m.do(t, "WebDriver:SetTimeouts", map[string]any{"script": 300_000}, nil)
	m.do(t, "Marionette:SetContext", map[string]any{"value": "chrome"}, nil)
	block, _ := pem.Decode([]byte(readAll(t, ca)))
	m.do(t, "WebDriver:ExecuteScript", map[string]any{"sandbox": "system", "args": []any{block.Bytes}, "script": `
Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(arguments[0], "C,,");
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
MailServices.mailSession.addUserFeedbackListener({ // in place of the windows with its words
  QueryInterface: ChromeUtils.generateQI(["nsIMsgUserFeedbackListener"]), onAlert: () => true, onCertError() {},
});`}, nil)
	return m
}

func readAll(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (m *marionette) read() (json.RawMessage, error) {
	length, err := m.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil || n < 0 || n > 1<<24 {
		return nil, fmt.Errorf("length %q: %w", length, err)
	}
	body := make([]byte, n)
	_, err = io.ReadFull(m.in, body)
	return body, err
}

// do sends a command; its value goes to out, if that is there.
func (m *marionette) do(t *testing.T, command string, args map[string]any, out any) {
	t.Helper()
	m.id++
	body, err := json.Marshal([]any{0, m.id, command, args})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(m.conn, "%d:%s", len(body), body); err != nil {
		t.Fatal(err)
	}
	reply, err := m.read()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var parts []json.RawMessage // type, id, error, result
	if err := json.Unmarshal(reply, &parts); err != nil || len(parts) != 4 {
		t.Fatalf("%s: %v: %s", command, err, reply)
	}
	if string(parts[2]) != "null" {
		t.Fatalf("%s: %s", command, reply)
	}
	if out == nil {
		return
	}
	value := struct {
		Value any `json:"value"`
	}{out}
	if err := json.Unmarshal(parts[3], &value); err != nil || strings.Contains(string(parts[3]), `"value":null`) {
		t.Fatalf("%s: %v: %s", command, err, reply)
	}
}
