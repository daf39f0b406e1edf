package daemons

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/integration/realmail"
	"harness/verify/advice"
)

// story is a server with one fault that a mend is printed for.
type story struct {
	name  string
	opt   realmail.Options
	spoil func(t *testing.T, s *realmail.Stack) // once it runs
	code  int                                   // of the round trip before; 0 stands for 1
	red   []string                              // what it says then
}

var stories = []story{
	{name: "names by SNI", opt: realmail.Options{Domain: "nippon-kigyou.test", Names: []string{wildcard, "gmoserver.test"}}, red: []string{saysSend, saysFetch}},
	{name: "full chain", opt: realmail.Options{NoIntermediate: true}, red: []string{"SSL error: unable to verify the first certificate"}},
	{name: "self-signed", opt: realmail.Options{SelfSigned: true}, red: []string{saysSend}},
	// Postfix then ignores smtpd_tls_cert_file.
	{name: "chain files", opt: realmail.Options{NoIntermediate: true}, red: []string{"SSL error: unable to verify the first certificate"}, spoil: func(t *testing.T, s *realmail.Stack) {
		cert := regexp.MustCompile(`(?m)^smtpd_tls_cert_file = (.*)$`).FindStringSubmatch(readConf(t, s, "postfix/main.cf"))
		key := regexp.MustCompile(`(?m)^smtpd_tls_key_file = (.*)$`).FindStringSubmatch(readConf(t, s, "postfix/main.cf"))
		apply(t, s, s.Dir+"/postfix/main.cf", "smtpd_tls_chain_files = "+key[1]+", "+cert[1])
	}},
	{name: "old TLS", opt: realmail.Options{Postfix: []string{"smtpd_tls_protocols = <=TLSv1.1"}}, red: []string{"tls-version-old"}},
	{name: "no STARTTLS", red: []string{"smtp-starttls-missing"}, spoil: func(t *testing.T, s *realmail.Stack) {
		without465(t, s)
		apply(t, s, s.Dir+"/postfix/main.cf", "smtpd_tls_security_level = none")
	}},
	{name: "no STARTTLS and no certificate", red: []string{"smtp-starttls-missing"}, spoil: func(t *testing.T, s *realmail.Stack) {
		without465(t, s)
		apply(t, s, s.Dir+"/postfix/main.cf", "smtpd_tls_security_level = none\nsmtpd_tls_cert_file =\nsmtpd_tls_key_file =")
	}},
	{name: "no certificate", code: 3, red: []string{"smtp-starttls-refused"}, spoil: func(t *testing.T, s *realmail.Stack) {
		without465(t, s)
		apply(t, s, s.Dir+"/postfix/main.cf", "smtpd_tls_cert_file =\nsmtpd_tls_key_file =")
	}},
	// As packaged: neither Postfix nor Dovecot knows of the other.
	{name: "no AUTH", red: []string{"smtp-auth-missing"}, spoil: func(t *testing.T, s *realmail.Stack) {
		apply(t, s, s.Dir+"/postfix/main.cf", "smtpd_sasl_auth_enable = no\nsmtpd_sasl_type = cyrus\nsmtpd_sasl_path = smtpd")
		listener := regexp.MustCompile(`(?s)  unix_listener ` + regexp.QuoteMeta(s.Dir) + `/queue/private/auth \{.*?\n  \}\n`)
		rewrite(t, s, "dovecot.conf", func(conf string) string { return listener.ReplaceAllString(conf, "") })
	}},
}

// TestMends: what diagnose prints is put into the servers' configuration as
// printed, paths apart, and turns the round trip green; no snippet is left that no
// server here has taken.
func TestMends(t *testing.T) {
	t.Parallel()
	taken := &snippets{seen: map[string]bool{}}
	whole := t.Run("servers", func(t *testing.T) {
		for _, tt := range stories {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel()
				mendPostfixDovecot(t, tt, taken)
			})
		}
		for _, fault := range []string{"names by SNI", "expired"} {
			t.Run("Exim, "+fault, func(t *testing.T) {
				t.Parallel()
				mendExim(t, fault, taken)
			})
		}
		t.Run("Courier, names by SNI", func(t *testing.T) {
			t.Parallel()
			mendCourier(t, taken)
		})
	})
	if !whole || taken.count() < len(stories)+3 { // some were skipped, or not asked for
		return
	}
	for _, m := range advice.Snippets() {
		for _, f := range m.Files {
			if f.Where.EN != "Dovecot 2.4 and newer" && !taken.has(f.Path, f.Text) { // Debian 12 has 2.3
				t.Errorf("%s: no server here has taken this:\n%s:\n%s", m.Software, f.Path, f.Text)
			}
		}
		for _, command := range m.Run {
			if !taken.has("", command) {
				t.Errorf("%s: nobody here has run %s", m.Software, command)
			}
		}
	}
}

// snippets are what was applied, with the host left open.
type snippets struct {
	mu   sync.Mutex
	seen map[string]bool
	done int
}

var anyHost = regexp.MustCompile(`(smtp|pop|mail)\.[a-z-]+\.(test|example)`)

func (n *snippets) key(path, text string) string {
	return anyHost.ReplaceAllString(path+"\n"+text, "HOST")
}

func (n *snippets) add(path, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.seen[n.key(path, text)] = true
}

func (n *snippets) finish() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.done++
}

func (n *snippets) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.done
}

func (n *snippets) has(path, text string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.seen[n.key(path, text)]
}

// mends are what diagnose --no-login prints.
func mends(t *testing.T, tr trip) []advice.Mend {
	t.Helper()
	tr.verb, tr.args = "diagnose", append([]string{"--format", "json", "--no-login"}, tr.args...)
	out := tr.run(t)
	var got struct{ Advice struct{ Mends []advice.Mend } }
	if err := json.Unmarshal([]byte(out.stdout), &got); err != nil {
		t.Fatalf("%v\n%s%s", err, out.stdout, out.stderr)
	}
	return got.Advice.Mends
}

func mendPostfixDovecot(t *testing.T, tt story, taken *snippets) {
	s := newStack(t, tt.opt)
	tr := trip{stack: s, smtp: "smtp." + s.Domain + ":587", pop: "pop." + s.Domain + ":995"}
	if tt.spoil != nil {
		tt.spoil(t, s)
		if err := s.Reload(); err != nil {
			t.Fatal(err)
		}
	}
	until(t, tr, cmp.Or(tt.code, 1), tt.red...)
	for _, host := range []string{"smtp.", "pop."} {
		if err := s.Issue("letsencrypt/live/"+host+s.Domain, host+s.Domain); err != nil {
			t.Fatal(err)
		}
	}
	place := strings.NewReplacer("/etc/letsencrypt", s.Dir+"/letsencrypt", "/etc/postfix", s.Dir+"/postfix", "/etc/dovecot", s.Dir+"/dovecot",
		"/var/spool/postfix", s.Dir+"/queue").Replace
	for _, mend := range mends(t, tr) {
		if tt.spoil != nil && mend.Renewed != (len(mend.Files) > 0 && strings.Contains(mend.Files[len(mend.Files)-1].Text, "letsencrypt")) {
			t.Errorf("the commands are needed after each renewal: %v\n%+v", mend.Renewed, mend)
		}
		for _, file := range mend.Files {
			if chosen(t, s, file.Where.EN) {
				apply(t, s, place(file.Path), place(file.Text))
				taken.add(file.Path, file.Text)
			}
		}
		for _, command := range mend.Run {
			switch {
			case strings.HasPrefix(command, "postmap "):
				args := append([]string{"-c", filepath.Join(s.Dir, "postfix")}, strings.Fields(place(command))[1:]...)
				if out, err := exec.CommandContext(t.Context(), "/usr/sbin/postmap", args...).CombinedOutput(); err != nil {
					t.Fatalf("%s: %v\n%s", command, err, out)
				}
			case command != "postfix reload" && command != "doveadm reload": // both are Reload below
				t.Errorf("a command that this test does not know: %s", command)
			}
			taken.add("", command)
		}
	}
	if err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	until(t, tr, 0)
	taken.finish()
}

// until runs the round trip until the servers have read their configuration. One
// that is to end undecided tries again as long as it may wait: here for a moment.
func until(t *testing.T, tr trip, code int, texts ...string) {
	t.Helper()
	if code == 3 {
		tr.args = append(slices.Clone(tr.args), "--wait", "1s")
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		got := tr.run(t)
		if fits := got.code == code && !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(got.stdout, text) }); fits {
			return
		}
		if time.Now().After(end) {
			got.want(t, code, texts...)
			t.FailNow()
		}
	}
}

var asks = regexp.MustCompile("^where `postconf (.*)` prints (nothing|something)$")

// chosen does what a variant tells the administrator to look at.
func chosen(t *testing.T, s *realmail.Stack, where string) bool {
	t.Helper()
	switch where {
	case "":
		return true
	case "up to Dovecot 2.3", "Dovecot 2.4 and newer":
		out, err := exec.CommandContext(t.Context(), "/usr/sbin/dovecot", "--version").Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.HasPrefix(string(out), "2.3.") == (where == "up to Dovecot 2.3")
	}
	m := asks.FindStringSubmatch(where)
	if m == nil {
		t.Fatalf("this test cannot tell %q", where)
	}
	out, err := exec.CommandContext(t.Context(), "/usr/sbin/postconf", append([]string{"-c", filepath.Join(s.Dir, "postfix")}, strings.Fields(m[1])...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return (strings.TrimSpace(string(out)) == "") == (m[2] == "nothing")
}

// apply adds lines to a file of the configuration. What Dovecot would include
// from conf.d goes to the end of the one file that this stack has. In main.cf the
// lines replace what was set before, as Postfix's own editor does it: each process
// warns of a parameter that is set twice, and after a few such warnings Postfix's
// master, which logs through a child of its own, waits for itself at a reload.
func apply(t *testing.T, s *realmail.Stack, path, text string) {
	t.Helper()
	if strings.HasPrefix(path, s.Dir+"/dovecot/") {
		path = filepath.Join(s.Dir, "dovecot.conf")
	}
	name, ok := strings.CutPrefix(path, s.Dir+"/")
	if !ok {
		t.Fatalf("%s is outside of the stack's folder", path)
	}
	if name == "postfix/main.cf" {
		for line := range strings.SplitSeq(text, "\n") {
			if out, err := exec.CommandContext(t.Context(), "/usr/sbin/postconf", "-c", filepath.Join(s.Dir, "postfix"), "-e", line).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", line, err, out)
			}
		}
		text = ""
	}
	rewrite(t, s, name, func(old string) string { return old + "\n" + text + "\n" })
}

func readConf(t *testing.T, s *realmail.Stack, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.Dir, name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

func rewrite(t *testing.T, s *realmail.Stack, name string, change func(string) string) {
	t.Helper()
	path := filepath.Join(s.Dir, name)
	if err := os.WriteFile(path, []byte(change(readConf(t, s, name))), 0o644); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Minute) // as in realmail: Postfix waits for young files
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
}

// without465 takes the port away that works without STARTTLS: it would be the
// better advice.
func without465(t *testing.T, s *realmail.Stack) {
	t.Helper()
	service := regexp.MustCompile(fmt.Sprintf(`(?m)^127\.0\.0\.1:%d .*\n(?:  .*\n)*`, s.Ports["submissions"]))
	rewrite(t, s, "postfix/master.cf", func(conf string) string { return service.ReplaceAllString(conf, "") })
}

// TestNoMendForAnMX: a port 25 without AUTH is as it should be where 587 works.
func TestNoMendForAnMX(t *testing.T) {
	t.Parallel()
	s := newStack(t, realmail.Options{})
	rewrite(t, s, "postfix/master.cf", func(conf string) string {
		mx := fmt.Sprintf("127.0.0.1:%d inet n - n - - smtpd\n", s.Ports["smtp"])
		return strings.Replace(conf, mx, mx+"  -o smtpd_sasl_auth_enable=no\n", 1)
	})
	if err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	tr := trip{stack: s, smtp: "smtp." + s.Domain + ":25", pop: "pop." + s.Domain + ":995"}
	until(t, tr, 1, "smtp-auth-missing")
	if got := mends(t, tr); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// mendCourier turns the fetching leg green by a certificate for the typed name.
func mendCourier(t *testing.T, taken *snippets) {
	s := newStack(t, realmail.Options{Kind: realmail.EximCourier, Names: []string{"server.onyx.test"}})
	tr := trip{stack: s, pop: "pop." + s.Domain + ":995", args: []string{"--only", "fetch"}}
	until(t, tr, 1, "tls-name-mismatch")
	if err := s.Issue("letsencrypt/live/pop."+s.Domain, "pop."+s.Domain); err != nil {
		t.Fatal(err)
	}
	place := strings.NewReplacer("/etc/letsencrypt", s.Dir+"/letsencrypt", "/etc/courier", s.Dir+"/etc/courier").Replace
	applied := false
	for _, m := range mends(t, tr) {
		if m.Software != "Courier" {
			continue
		}
		applied = true
		for _, command := range m.Run {
			// As printed, in a namespace in which the user exists; the stack's /etc has it.
			cmd := exec.CommandContext(t.Context(), "unshare", "--mount", "--propagation", "private", "sh", "-c",
				`mount --bind "$1/etc/passwd" /etc/passwd && mount --bind "$1/etc/group" /etc/group && `+place(command), "sh", s.Dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, out)
			}
			taken.add("", command)
		}
	}
	if !applied {
		t.Fatal("no mend for Courier")
	}
	until(t, tr, 0)
	taken.finish()
}
