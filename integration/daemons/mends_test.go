package daemons

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// TestMends: what diagnose prints for Postfix and Dovecot is put into their
// configuration as printed, paths apart, and turns the round trip green.
func TestMends(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		opt  realmail.Options
		red  []string
	}{
		{"names by SNI", realmail.Options{Domain: "nippon-kigyou.test", Names: []string{wildcard, "gmoserver.test"}}, []string{saysSend, saysFetch}},
		{"full chain", realmail.Options{NoIntermediate: true}, []string{"SSL error: unable to verify the first certificate"}},
		{"self-signed", realmail.Options{SelfSigned: true}, []string{saysSend}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, tt.opt)
			tr := trip{stack: s, smtp: "smtp." + s.Domain + ":587", pop: "pop." + s.Domain + ":995"}
			tr.run(t).want(t, 1, tt.red...)

			diagnose := tr
			diagnose.verb, diagnose.args = "diagnose", []string{"--format", "json", "--no-login"}
			var got struct {
				Advice struct {
					Mends []struct {
						Software string
						Files    []struct{ Path, Text string }
						Run      []string
					}
				}
			}
			out := diagnose.run(t)
			if err := json.Unmarshal([]byte(out.stdout), &got); err != nil {
				t.Fatalf("%v\n%s%s", err, out.stdout, out.stderr)
			}
			place := func(text string) string {
				for from, to := range map[string]string{"/etc/letsencrypt": "/letsencrypt", "/etc/postfix": "/postfix", "/etc/dovecot": "/dovecot"} {
					text = strings.ReplaceAll(text, from, s.Dir+to)
				}
				return text
			}
			applied := map[string]bool{}
			for _, mend := range got.Advice.Mends {
				applied[mend.Software] = true
				for _, file := range mend.Files {
					if !strings.Contains(file.Path, "(Dovecot 2.4)") { // Debian 12 has 2.3
						apply(t, s, place(file.Path), place(file.Text))
					}
				}
				for _, host := range []string{"smtp.", "pop."} {
					if err := s.Issue("letsencrypt/live/"+host+s.Domain, host+s.Domain); err != nil {
						t.Fatal(err)
					}
				}
				for _, command := range mend.Run {
					if strings.HasPrefix(command, "postmap ") {
						args := append([]string{"-c", filepath.Join(s.Dir, "postfix")}, strings.Fields(place(command))[1:]...)
						if out, err := exec.CommandContext(t.Context(), "/usr/sbin/postmap", args...).CombinedOutput(); err != nil {
							t.Fatalf("%s: %v\n%s", command, err, out)
						}
					} else if command != "postfix reload" && command != "doveadm reload" {
						t.Errorf("a command that this test does not know: %s", command)
					}
				}
			}
			if !applied["Postfix"] || !applied["Dovecot"] {
				t.Fatalf("mends for %v, want both\n%s", applied, out.stdout)
			}
			if err := s.Reload(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(500 * time.Millisecond)
			tr.run(t).want(t, 0)
		})
	}
}

// apply adds lines to a file of the configuration; what Dovecot would include
// from conf.d goes to the end of the one file that this stack has.
func apply(t *testing.T, s *realmail.Stack, path, text string) {
	t.Helper()
	if strings.HasPrefix(path, s.Dir+"/dovecot/") {
		path = filepath.Join(s.Dir, "dovecot.conf")
	}
	old, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(old, "\n"+text+"\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Minute) // as in realmail: Postfix waits for young files
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
}
