package forward_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/forward"
	"harness/fixtures/dnsd"
	"harness/integration/realmail"
	"harness/verify/inbound"
)

// TestRealPostfix forwards through Debian's Postfix with postsrsd, which rewrites the
// return paths, and opendkim, which signs what goes through: faultless, and with
// faults that their own settings make. Each mailbox has a way to Gmail of its own.
func TestRealPostfix(t *testing.T) {
	t.Parallel()
	const domain = "customer.example" // names under .test are the run's own
	dir := t.TempDir()
	checks := func(name, line string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(line+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return "regexp:" + file
	}
	cells := []struct {
		name, port, service string // service: options of the Postfix client that sends it on
		exit                int
		lost, change        string // change: of the letter "signed"
		causes              string
	}{
		{"good", "smtp", "", 0, "unsigned", "", "unsigned-reject"},
		{"kept", "submission", "", 1, "plain unsigned", "", "envelope-kept unsigned-reject"},
		{"keptsigned", "submissions", "", 0, "unsigned", "", "unsigned-reject"}, // the forwarder's own signature is enough
		{"tag", "smtp", "smtp_header_checks=" + checks("tag", `/^Subject: (.*)$/ REPLACE Subject: [SPAM] $1`), 1,
			"signed simple eight-bit unsigned", "subject-tag", "signature-broken unsigned-reject"},
		{"unsign", "smtp", "smtp_header_checks=" + checks("unsign", `/^DKIM-Signature:/ IGNORE`), 1,
			"signed simple eight-bit unsigned", "unsigned", "signature-broken unsigned-reject"},
		{"clear", "smtp", "smtp_tls_security_level=none", 1, "signed simple eight-bit plain unsigned", "", "in-clear"},
	}
	var aliases, routes strings.Builder
	users := map[string]string{}
	services := []string{"keptup unix n - n - 0 cleanup\n  -o sender_canonical_maps="}
	for _, c := range cells {
		users[c.name] = realmail.Password
		aliases.WriteString("{" + c.name + "@" + domain + "=" + c.name + "@gmail.example}, ")
		routes.WriteString("{" + c.name + "@gmail.example=" + c.name + ":[127.0.0.1]:{gmail}}, ")
		service := c.name + " unix - - n - - smtp"
		if c.service != "" {
			service += "\n  -o " + c.service
		}
		services = append(services, service)
	}
	keyPEM, record := signingKey(t)
	s := realmail.ForTest(t, realmail.Options{
		Domain: domain, Users: users, Further: []string{"gmail"}, Services: services, Beside: []realmail.Daemon{postsrsd(domain), opendkim(domain, keyPEM)},
		Listeners: map[string]string{"submission": "- smtpd\n  -o cleanup_service_name=keptup\n  -o smtpd_milters=", "submissions": "- smtpd\n  -o cleanup_service_name=keptup"},
		Postfix: []string{
			"mynetworks = 127.0.0.0/8", "smtpd_relay_restrictions = permit_mynetworks, reject",
			"smtpd_recipient_restrictions = permit_mynetworks, reject", "smtpd_sender_restrictions =",
			"smtp_tls_security_level = may", "smtp_destination_concurrency_limit = 20", "minimal_backoff_time = 1h",
			"sender_canonical_classes = envelope_sender", "sender_canonical_maps = tcp:127.0.0.1:{srs}",
			"recipient_canonical_classes = envelope_recipient", "recipient_canonical_maps = tcp:127.0.0.1:{unsrs}",
			"smtpd_milters = inet:127.0.0.1:{opendkim}", "milter_default_action = tempfail",
			"virtual_alias_maps = inline:{ " + strings.TrimSuffix(aliases.String(), ", ") + " }",
			"transport_maps = inline:{ " + strings.TrimSuffix(routes.String(), ", ") + " }",
		},
	})
	dns, err := dnsd.Start(dnsd.Zone{Records: []string{
		domain + `. TXT "v=spf1 ip4:203.0.113.25 -all"`, "mx." + domain + ". A 203.0.113.25",
		"25.113.0.203.in-addr.arpa. PTR mx." + domain + ".", "srs._domainkey." + domain + ". TXT " + record,
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dns.Close() })
	for _, c := range cells { // one after another: each stands at the same port
		r, err := forward.Run(t.Context(), forward.Request{
			To: s.Addr(c.port), Rcpt: c.name + "@" + domain, Listen: s.Addr("gmail"),
			SendingIP: netip.MustParseAddr("203.0.113.25"), Resolver: dns.Addr(), Wait: 2 * time.Minute,
		})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var lost, causes []string
		checkHost(t, c.name, domain, r)
		for _, l := range r.Letters {
			if l.Outcome != forward.Delivered {
				lost = append(lost, l.Letter)
			}
			if l.Letter == "signed" && strings.Join(l.Changes, " ") != c.change {
				t.Errorf("%s: changes %q, want %q", c.name, l.Changes, c.change)
			}
			if want := map[bool]string{true: "kept", false: "rewritten"}[strings.HasPrefix(c.name, "kept")]; l.Envelope != want {
				t.Errorf("%s: envelope of %s %s (%s), want %s", c.name, l.Letter, l.Envelope, l.MailFrom, want)
			}
		}
		for _, cause := range r.Causes {
			causes = append(causes, cause.Cause)
		}
		if strings.Join(lost, " ") != c.lost || strings.Join(causes, " ") != c.causes || r.Exit != c.exit {
			t.Errorf("%s: lost %q, causes %q, exit %d; want %q, %q, %d", c.name, lost, causes, r.Exit, c.lost, c.causes, c.exit)
		}
	}
}

// checkHost: what the forwarder's own programs did to the letters.
func checkHost(t *testing.T, name, domain string, r *forward.Result) {
	t.Helper()
	for _, l := range r.Letters {
		if srs := strings.HasPrefix(l.MailFrom, "SRS0=") && strings.HasSuffix(l.MailFrom, "@"+domain); srs == strings.HasPrefix(name, "kept") {
			t.Errorf("%s: %s came from %s", name, l.Letter, l.MailFrom)
		}
		signed := l.Verdict != nil && slices.ContainsFunc(l.Verdict.DKIM, func(s inbound.Signature) bool { return s.Domain == domain && s.Result == inbound.Pass })
		if want := name != "tag" && name != "unsign" && name != "kept"; signed != want {
			t.Errorf("%s: %s, signed by the forwarder: %t; %+v", name, l.Letter, signed, l.Verdict)
		}
	}
}

// postsrsd is Debian's, at the ports srs and unsrs.
func postsrsd(domain string) realmail.Daemon {
	return realmail.Daemon{Package: "postsrsd", Binary: "/usr/sbin/postsrsd", Ports: []string{"srs", "unsrs"},
		Args: []string{"-4", "-s{dir}/srs/secret", "-d" + domain, "-f{srs}", "-r{unsrs}"}, Files: map[string]string{"srs/secret": "of this test alone\n"}}
}

// opendkim is Debian's, which signs everything for the domain.
func opendkim(domain, key string) realmail.Daemon {
	return realmail.Daemon{Package: "opendkim", Binary: "/usr/sbin/opendkim", Ports: []string{"opendkim"},
		Args: []string{"-f", "-x", "{dir}/dkim/conf"}, Files: map[string]string{
			"dkim/key.pem": key, "dkim/keys": "host " + domain + ":srs:{dir}/dkim/key.pem\n", "dkim/signing": "* host\n",
			"dkim/conf": `Syslog no
UserID root
Mode s
Socket inet:{opendkim}@127.0.0.1
Canonicalization relaxed/relaxed
KeyTable {dir}/dkim/keys
SigningTable refile:{dir}/dkim/signing
InternalHosts 127.0.0.0/8
RequireSafeKeys no
PidFile {dir}/run/opendkim.pid
`}}
}

// signingKey is a private key as PEM, and its record's strings.
func signingKey(t *testing.T) (key, record string) {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	text := "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(private)})),
		`"` + text[:200] + `" "` + text[200:] + `"`
}
