package daemons

import (
	"crypto/tls"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/fixtures/pki"
	"harness/fixtures/scenario"
	"harness/integration/realmail"
)

// plain tells whether a story's servers are such as Postfix and Dovecot are: no
// fault but in certificates, DNS and what was typed, one set of certificates, and
// something to see in a round trip. The stacks here serve POP3; TestIMAP has IMAP's.
func plain(s scenario.Scenario) bool {
	if s.Group == scenario.IMAP {
		return false
	}
	for _, h := range s.Hosts {
		if len(h.Ports) > 0 || h.POP != nil || len(h.SMTPDo) > 0 || len(h.POPDo) > 0 ||
			!reflect.ValueOf(h.SMTP).IsZero() || !reflect.ValueOf(h.POP3).IsZero() || !reflect.ValueOf(h.TLS).IsZero() ||
			!reflect.DeepEqual(h.Cert, s.Hosts[0].Cert) || !reflect.DeepEqual(h.SNI, s.Hosts[0].SNI) {
			return false
		}
	}
	return len(s.Zone.Faults) == 0 && s.Sample == "" && reflect.ValueOf(s.Mail).IsZero()
}

// TestStories tells every such story on Postfix, Dovecot and NSD, with the lab's
// own certificates: codes, Gmail's words and exit code are the scenario's, and
// the daemons' logs show no login where none may be.
func TestStories(t *testing.T) {
	t.Parallel()
	rows, told := differences(t), 0
	for _, s := range scenario.All() {
		if !plain(s) {
			continue
		}
		told++
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			tell(t, s, rows)
		})
	}
	if told < 40 {
		t.Errorf("only %d stories are told", told)
	}
}

func tell(t *testing.T, story scenario.Scenario, rows []difference) {
	acc, err := story.Account()
	if err != nil {
		t.Fatal(err)
	}
	file, err := local(story.Zone, story.Hosts).File()
	if err != nil {
		t.Fatal(err)
	}
	nsd := realmail.NSDForTest(t, file)
	s := newStack(t, served(t, story))
	tr := trip{stack: s, smtp: typed(acc.SMTP), pop: typed(acc.POP), alone: true, args: []string{"--format", "json", "--resolver", nsd.Addr.String(),
		"--smtp-security", string(acc.SMTP.Security), "--pop-security", string(acc.POP.Security)}}
	if story.Step < 2*time.Second { // something stalls
		tr.args = append(tr.args, "--timeout", "5s")
	}
	for _, to := range s.ConnectPorts() {
		tr.args = append(tr.args, "--connect-to", to)
	}
	got := tr.run(t)
	for _, wrong := range unlike(adjusted(story, "postfix+dovecot", rows), got) {
		t.Error(wrong)
	}
	if len(story.Expect.Codes) > 0 && len(unlike(scenario.Expect{}, got)) == 0 {
		t.Error("an emptied expectation would pass")
	}
	quiet(s)
	for leg, words := range map[string][]string{"send": {"sasl_", " auth="}, "fetch": {"service=pop3", "Login: "}} {
		refused := slices.Contains(story.Expect.NoLogin, leg)
		for _, word := range words {
			if seen := strings.Contains(s.Logs(), word); seen && refused || !seen && story.Expect.Exit == 0 {
				t.Errorf("%s: %q in the logs: %v, login allowed: %v", leg, word, seen, !refused)
			}
		}
	}
}

func typed(s account.Server) string { return fmt.Sprintf("%s:%d", s.Typed, s.Port) }

// served are the certificates of a story's host, for the daemons.
func served(t *testing.T, story scenario.Scenario) realmail.Options {
	t.Helper()
	ca, err := pki.New(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	_, domain, _ := strings.Cut(story.Typed.Address, "@")
	if domain, err = scenario.ASCII(domain); err != nil {
		t.Fatal(err)
	}
	opt := realmail.Options{Domain: domain, Names: []string{"default"}, CA: ca.RootsPEM()}
	h := story.Hosts[0]
	issue := func(l pki.Leaf) tls.Certificate {
		if l.Names == nil && l.IPs == nil { // as the lab does
			for _, h := range story.Hosts {
				l.Names = append(l.Names, h.AllNames()...)
			}
		}
		if l.Key == pki.Any {
			l.Key = pki.ECDSA
		}
		cert, err := ca.Issue(l)
		if err != nil {
			t.Fatal(err)
		}
		return cert
	}
	opt.Serve = []tls.Certificate{issue(h.Cert)}
	for _, l := range h.SNI {
		opt.SNI = append(opt.SNI, l.Names)
		opt.Serve = append(opt.Serve, issue(l))
	}
	return opt
}
