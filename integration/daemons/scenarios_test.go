package daemons

import (
	"crypto/tls"
	"crypto/x509"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/fixtures/pki"
	"harness/fixtures/popd"
	"harness/fixtures/scenario"
	"harness/fixtures/smtpd"
	"harness/integration/realmail"
)

// eximCourier is the stack's name in testdata/differences.txt.
const eximCourier = "exim-courier"

// TestScenariosOnEximAndCourier has Exim and Courier serve every scenario of the
// lab whose fault is in certificates or in what was typed, and holds the result
// to the lab's own expectation, but for what testdata/differences.txt gives a
// reason for.
func TestScenariosOnEximAndCourier(t *testing.T) {
	t.Parallel()
	rows := differences(t)
	must := map[string]bool{}
	for _, name := range []string{"healthy", "gmo-shared", "wrong-host", "self-signed", "incomplete-chain", "expired",
		"courier-no-sni", "plesk-onyx-one-cert", "plesk-obsidian-sni", "login-refused"} {
		must[name] = true
	}
	for _, row := range rows {
		if row.stack == eximCourier {
			must[row.scenario] = true
		}
	}
	for _, s := range scenario.All() {
		if !shows(s) {
			continue
		}
		delete(must, s.Name)
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			got := runOnEximCourier(t, s)
			for _, wrong := range unlike(adjusted(s, eximCourier, rows), got) {
				t.Errorf("%s\n%s", wrong, got.stderr)
			}
			other := named(t, "healthy").Expect
			if s.Expect.Exit == 0 && len(s.Expect.Codes) == 0 {
				other = named(t, "gmo-shared").Expect
			}
			if len(unlike(other, got)) == 0 {
				t.Error("fits the expectation of another story as well")
			}
			differs := slices.ContainsFunc(rows, func(d difference) bool { return d.stack == eximCourier && d.scenario == s.Name })
			if differs && len(unlike(s.Expect, got)) == 0 {
				t.Error("differences.txt: it no longer differs")
			}
		})
	}
	for name := range must {
		t.Errorf("%s is not served", name)
	}
}

// wrongPassword are the scenarios in which the server refuses the password
// because it is wrong.
var wrongPassword = map[string]bool{"login-refused": true}

// shows: whether nothing but certificates, names and settings make the scenario.
func shows(s scenario.Scenario) bool {
	if wrongPassword[s.Name] {
		return true
	}
	if s.Group == scenario.Network || s.Group == scenario.IMAP || s.Sample != "" || len(s.Zone.Faults) > 0 || !reflect.ValueOf(s.Mail).IsZero() {
		return false
	}
	owners := map[string]int{}
	for _, h := range s.Hosts {
		for _, name := range h.AllNames() {
			owners[name]++
		}
		if len(h.Addrs) > 1 || owners[h.Name] > 1 { // the addresses make the story
			return false
		}
		h.SMTP.Greeting, h.POP3.Greeting = "", ""
		if !reflect.DeepEqual(h.SMTP, smtpd.Options{}) || !reflect.DeepEqual(h.POP3, popd.Options{}) ||
			h.SMTPDo != nil || h.POPDo != nil || !reflect.DeepEqual(h.TLS, scenario.Handshake{}) {
			return false
		}
		for _, p := range h.Ports {
			if p.Speaks != scenario.Usual || p.TLS != nil || p.Do != nil {
				return false
			}
		}
	}
	return true
}

// runOnEximCourier lets the machine that the customer typed for each leg show its
// certificates, makes the trip, and reads in the logs that no login was tried
// where none may be.
func runOnEximCourier(t *testing.T, s scenario.Scenario) outcome {
	t.Helper()
	acc, err := s.Account()
	if err != nil {
		t.Fatal(err)
	}
	user, domain, _ := strings.Cut(acc.Address, "@")
	if passwords[user] == "" {
		t.Fatalf("%s: no password for %s", s.Name, user)
	}
	ascii, err := scenario.ASCII(domain)
	if err != nil {
		t.Fatal(err)
	}
	ca, err := pki.New(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	opt := realmail.Options{Kind: realmail.EximCourier, Domain: domain, Alias: ascii, CA: ca.RootsPEM(),
		Serve: shown(t, ca, s, acc.SMTP, false), ServePOP: shown(t, ca, s, acc.POP, true)}
	opt.Names = []string{"default"}
	for _, cert := range opt.Serve[1:] {
		opt.SNI = append(opt.SNI, sanOf(t, cert))
	}
	stack := newStack(t, opt)
	tr := trip{stack: stack, user: user, smtp: typed(acc.SMTP), pop: typed(acc.POP), args: []string{"--format", "json",
		"--smtp-security", string(acc.SMTP.Security), "--pop-security", string(acc.POP.Security)}}
	if s.Step < 2*time.Second { // it waits in vain
		tr.args = append(tr.args, "--timeout", "5s")
	}
	if wrongPassword[s.Name] {
		tr.env = []string{"HARNESS_POP_PASSWORD=" + passwords["other"]}
	}
	out := tr.run(t)
	quiet(stack)
	noSecrets(t, stack.Logs())
	loggedIn(t, stack, s.Expect)
	return out
}

func sanOf(t *testing.T, cert tls.Certificate) []string {
	t.Helper()
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return leaf.DNSNames
}

// shown mints what the server for a leg shows, the default first.
func shown(t *testing.T, ca *pki.Authority, s scenario.Scenario, typed account.Server, pop bool) []tls.Certificate {
	t.Helper()
	for _, h := range s.Hosts {
		if !slices.Contains(h.AllNames(), typed.Host) {
			continue
		}
		leaves := append([]pki.Leaf{h.Cert}, h.SNI...)
		if h.POP != nil && pop {
			leaves = []pki.Leaf{*h.POP}
		}
		if p, ok := h.Ports[typed.Port]; ok {
			if p.Cert != nil {
				leaves[0] = *p.Cert
			}
			if p.SNI != nil {
				leaves = append(leaves[:1:1], *p.SNI...)
			}
		}
		var list []tls.Certificate
		for _, l := range leaves {
			if l.Names == nil && l.IPs == nil {
				l.Names = h.AllNames()
			}
			cert, err := ca.Issue(l)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, cert)
		}
		return list
	}
	t.Fatalf("%s: no host is named %s", s.Name, typed.Host)
	return nil
}

// loggedIn: the words of a login stand in a server's log, or, on a leg that must
// not see credentials, nothing of one does. Exim lists the commands of each
// connection that sent no letter ("C=EHLO,STARTTLS,EHLO,AUTH,QUIT"); authdaemond
// reports every request.
func loggedIn(t *testing.T, stack *realmail.Stack, e scenario.Expect) {
	t.Helper()
	for _, leg := range []struct {
		name, log string
		words     []string
	}{
		{"send", stack.EximLog(), []string{" A=plain:", " A=login:", "AUTH", "authenticator failed"}},
		{"fetch", stack.CourierLog(), []string{"LOGIN", "received auth request", "received userid auth request"}},
	} {
		found := slices.ContainsFunc(leg.words, func(w string) bool { return strings.Contains(leg.log, w) })
		if forbidden := slices.Contains(e.NoLogin, leg.name); found == forbidden {
			t.Errorf("%s: login seen %v, want %v:\n%s", leg.name, found, !forbidden, leg.log)
		}
	}
}
