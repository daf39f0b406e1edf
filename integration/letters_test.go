package integration

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"harness/integration/realmail"
	"harness/verify/inbound"
)

// debianPython is the one that sees the packages.
const debianPython = "/usr/bin/python3"

// letterZone is the DNS of the letters, "name TYPE" to its data.
type letterZone map[string][]string

func (z letterZone) get(name, typ string) ([]string, error) {
	if list := z[strings.ToLower(strings.TrimSuffix(name, "."))+" "+typ]; len(list) > 0 {
		return list, nil
	}
	return nil, &net.DNSError{Name: name, IsNotFound: true}
}

func (z letterZone) LookupTXT(_ context.Context, name string) ([]string, error) {
	return z.get(name, "TXT")
}
func (z letterZone) LookupAddr(_ context.Context, ip string) ([]string, error) {
	return z.get(ip, "PTR")
}

func (z letterZone) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	return nil, &net.DNSError{Name: name, IsNotFound: true}
}

func (z letterZone) LookupIPAddr(_ context.Context, name string) ([]net.IPAddr, error) {
	list, err := z.get(name, "A")
	var out []net.IPAddr
	for _, text := range list {
		out = append(out, net.IPAddr{IP: net.ParseIP(text)})
	}
	return out, err
}

// aLetter is one that is judged twice.
type aLetter struct {
	name     string
	Author   string `json:"author"`
	IP       string `json:"ip"`
	Helo     string `json:"helo"`
	MailFrom string `json:"mail_from"`
	Raw      []byte `json:"raw"`
	Seal     string `json:"seal"` // "", "whole", "broken": by the referee, with ARC
}

// opinion is the referee's.
type opinion struct {
	Raw   []byte   `json:"raw"` // with the seal
	SPF   string   `json:"spf"`
	DKIM  []string `json:"dkim"`
	DMARC string   `json:"dmarc"`
	ARC   string   `json:"arc"`
	Sets  int      `json:"sets"`
}

// letterKeys signs, and is what the zone has of it.
type letterKeys struct {
	rsa *rsa.PrivateKey
	ed  ed25519.PrivateKey
}

func (k letterKeys) signer(i int) (crypto.Signer, string) {
	if i%2 == 0 {
		return k.rsa, "rsa"
	}
	return k.ed, "ed"
}

// TestLettersAgainstOthers holds the verdicts on letters of every kind of author,
// signature and return path against other programs: SPF against pyspf, DKIM and the
// sets of ARC against dkimpy, DMARC against libopendmarc. The domains are those for
// which the tree walk and the public suffix list give the same one.
func TestLettersAgainstOthers(t *testing.T) {
	t.Parallel()
	realmail.Tools(t, debianPython)
	keys := letterKeys{}
	var err error
	if keys.rsa, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		t.Fatal(err)
	}
	if _, keys.ed, err = ed25519.GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	zone := keys.zone(t)
	letters := keys.letters(t)
	said := referee(t, map[string]any{"zone": zone, "letters": letters, "key": pem.EncodeToMemory(&pem.Block{
		Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(keys.rsa)})})
	kinds, strict := map[string]bool{}, 0
	for i, l := range letters {
		o := said[i]
		v := inbound.Judge(t.Context(), inbound.Arrival{IP: netip.MustParseAddr(l.IP), Helo: l.Helo, MailFrom: l.MailFrom, TLS: "TLS 1.3", Raw: o.Raw}, zone)
		var list []string
		for _, s := range v.DKIM {
			list = append(list, s.Domain+" "+s.Result)
		}
		policy := v.DMARC.Result
		if policy == inbound.Fail {
			policy += " " + v.DMARC.Policy
		}
		if policy == "fail reject" && lax(l, v) {
			policy, strict = inbound.Pass, strict+1
		}
		if v.SPF.Result != o.SPF || !slices.Equal(list, o.DKIM) || policy != o.DMARC || v.ARC.Sets != o.Sets || v.ARC.Whole != (o.Sets > 0) {
			t.Errorf("%s: SPF %s, DKIM %q, DMARC %s, ARC %+v; the others: %s, %q, %s, %d sets", l.name, v.SPF.Result, list, policy, v.ARC, o.SPF, o.DKIM, o.DMARC, o.Sets)
		}
		if want := map[string]string{"": "none", "whole": "pass", "broken": "fail"}[l.Seal]; o.ARC != want {
			t.Errorf("%s: the referee says of the seal %q, want %q", l.name, o.ARC, want)
		}
		kinds[v.SPF.Result+policy] = true
	}
	if len(letters) < 60 || len(kinds) < 6 {
		t.Errorf("%d letters of %d kinds", len(letters), len(kinds))
	}
	if strict == 0 {
		t.Error("libopendmarc's strict alignment is exact now: lax is no exception any more")
	}
	t.Logf("%d letters, %d kinds of outcome", len(letters), len(kinds))
}

// lax tells whether a letter is one of which libopendmarc 1.4.2 is known to say
// otherwise: where strict alignment is asked for, a name below the author's is
// aligned to it all the same, which RFC 7489 sections 3.1.1 and 3.1.2 exclude.
func lax(l aLetter, v inbound.Verdict) bool {
	below := "sub." + l.Author
	return l.Author == "strict.test" && (v.SPF.Result == inbound.Pass && v.SPF.Domain == below ||
		slices.ContainsFunc(v.DKIM, func(s inbound.Signature) bool { return s.Result == inbound.Pass && s.Domain == below }))
}

// referee runs the other programs.
func referee(t *testing.T, job any) []opinion {
	t.Helper()
	in, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), debianPython, filepath.Join("testdata", "referee.py"))
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 77 {
		realmail.Absent(t, fmt.Errorf("%w: python3-spf, python3-dkim, libopendmarc2: %s", realmail.ErrAbsent, stderr.String()))
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var list []opinion
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// zone is the letters' DNS: authors with every policy, and the forwarder.
func (k letterKeys) zone(t *testing.T) letterZone {
	t.Helper()
	public, err := x509.MarshalPKIXPublicKey(k.rsa.Public())
	if err != nil {
		t.Fatal(err)
	}
	z := letterZone{}
	own := base64.StdEncoding.EncodeToString
	for _, domain := range []string{"open.test", "loose.test", "strict.test", "quiet.test", "watching.test", "host.test"} {
		for _, name := range []string{domain, "sub." + domain} {
			z[name+" TXT"] = []string{"v=spf1 ip4:203.0.113.25 -all"}
			z["rsa._domainkey."+name+" TXT"] = []string{"v=DKIM1; k=rsa; p=" + own(public)}
			z["ed._domainkey."+name+" TXT"] = []string{"v=DKIM1; k=ed25519; p=" + own(k.ed.Public().(ed25519.PublicKey))}
		}
	}
	z["seal._domainkey.host.test TXT"] = z["rsa._domainkey.host.test TXT"]
	z["_dmarc.loose.test TXT"] = []string{"v=DMARC1; p=reject"}
	z["_dmarc.strict.test TXT"] = []string{"v=DMARC1; p=reject; adkim=s; aspf=s"}
	z["_dmarc.quiet.test TXT"] = []string{"v=DMARC1; p=quarantine; sp=reject"}
	z["_dmarc.watching.test TXT"] = []string{"v=DMARC1; p=none"}
	return z
}

// letters are every kind of author, signature and return path together.
func (k letterKeys) letters(t *testing.T) []aLetter {
	t.Helper()
	var list []aLetter
	for _, author := range []string{"open.test", "loose.test", "sub.loose.test", "strict.test", "quiet.test", "sub.quiet.test", "watching.test"} {
		org := strings.TrimPrefix(author, "sub.")
		for i, signed := range []string{"", author, org, "sub." + org, "host.test", "broken " + author} {
			for _, envelope := range []string{"a@" + author, "a@sub." + org, "srs@host.test"} {
				l := aLetter{
					name: fmt.Sprintf("from %s, signed %q, by %s", author, signed, envelope), Author: author,
					IP: "203.0.113.25", Helo: "mx.host.test", MailFrom: envelope, Raw: k.write(t, author, signed, i+len(list)),
				}
				if len(list)%3 == 1 {
					l.IP = "203.0.113.99" // which no SPF record has
				}
				if len(list)%7 == 3 {
					l.Seal = []string{"whole", "broken"}[len(list)/7%2]
				}
				list = append(list, l)
			}
		}
	}
	return list
}

// write is a letter, signed by a domain, or after the text was changed.
func (k letterKeys) write(t *testing.T, author, signed string, n int) []byte {
	t.Helper()
	domain, broken := strings.CutPrefix(signed, "broken ")
	raw := fmt.Appendf(nil, "From: A <a@%s>\r\nTo: b@gmail.test\r\nSubject: letter %d\r\nDate: Wed, 25 Nov 2026 12:00:00 +0000\r\nMessage-ID: <%d@%s>\r\n\r\nThe text.\r\n", author, n, n, author)
	if domain == "" {
		return raw
	}
	signer, selector := k.signer(n)
	forms := []dkim.Canonicalization{dkim.CanonicalizationRelaxed, dkim.CanonicalizationSimple}
	var out bytes.Buffer
	err := dkim.Sign(&out, bytes.NewReader(raw), &dkim.SignOptions{
		Domain: domain, Selector: selector, Signer: signer, Hash: crypto.SHA256, HeaderCanonicalization: forms[n%2], BodyCanonicalization: forms[n/2%2],
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if broken {
		return append(out.Bytes(), "-- \r\nA footer.\r\n"...)
	}
	return out.Bytes()
}
