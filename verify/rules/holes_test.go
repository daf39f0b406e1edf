package rules

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

var holeIn = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

// holesOf are the keys that a doc's texts have holes for.
func holesOf(d finding.Doc) []finding.Key {
	var keys []finding.Key
	for _, text := range []finding.Text{d.Title, d.Why, d.Fix} {
		for _, m := range holeIn.FindAllStringSubmatch(text.EN+text.JA, -1) {
			if k := finding.Key(m[1]); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// filled collects which arguments have a value, by code.
type filled map[finding.Code]map[finding.Key]bool

func (f filled) note(code finding.Code, args finding.Args) {
	if f[code] == nil {
		f[code] = map[finding.Key]bool{}
	}
	for k := range args {
		if args.Text(k) != "" {
			f[code][k] = true
		}
	}
}

func (f filled) judge(t *testing.T, trip *evidence.Trip) {
	t.Helper()
	for _, found := range Apply(&Case{Trip: trip, Roots: certs.NewRoots("none"), Now: noon}) {
		f.note(found.Code, found.Args)
	}
}

// certificateSeen is a session that met a certificate with every field that a
// fault may name, and so many days left.
func certificateSeen(t *testing.T, days int) evidence.Session {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return certificateOf(t, days, key, 0)
}

// certificateOf is likewise, of a key and what it may be used for.
func certificateOf(t *testing.T, days int, key crypto.Signer, usage x509.KeyUsage) evidence.Session {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "other.test"}, DNSNames: []string{"other.test", "*.other.test"},
		NotBefore: noon.AddDate(-1, 0, 0), NotAfter: noon.AddDate(0, 0, days), KeyUsage: usage, IssuingCertificateURL: []string{"http://ca.test/ca.crt"},
	}
	issuer := &x509.Certificate{SerialNumber: big.NewInt(8), Subject: pkix.Name{CommonName: "Test CA"}}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, issuer, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	s := sending(evidence.SSL, evidence.StageTLS, evidence.Certificate, nil)
	facts := s.Steps[len(s.Steps)-1].TLS
	facts.Chain, facts.At, facts.Roots, facts.Done = []evidence.Bytes{der}, noon, "none", true // and not refused: the gate disagrees
	return s
}

// weakSeen is a session whose certificate has a short key, which may not sign.
func weakSeen(t *testing.T) evidence.Session {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	return certificateOf(t, 90, key, x509.KeyUsageKeyEncipherment)
}

// faultCodes are the codes of certs that come with the same arguments as any
// other fault of a certificate.
var faultCodes = []finding.Code{
	finding.TLSNameMismatch, finding.TLSChainIncomplete, finding.TLSRootUntrusted, finding.TLSCertExpired,
	finding.TLSCertNotYetValid, finding.TLSKeySmall, finding.TLSCNOnly, finding.TLSKeyUnusable, finding.TLSKeyUsage, finding.TLSHostOdd,
}

// seen is every finding with holes, drawn from small records.
func seen(t *testing.T) filled {
	t.Helper()
	f := filled{}
	server := evidence.Server{Typed: "mail.example.test\u3000", Host: "mail.example.test", Port: 2525, Security: evidence.SSL, Guessed: "mx"}
	both := func(security evidence.Security, at evidence.Stage, kind evidence.Kind, alert int) {
		for _, s := range []evidence.Session{sending(security, at, kind, nil), fetching(security, at, kind, nil)} {
			if at == evidence.StageResolve {
				s.Steps = []evidence.Step{{Stage: at, Trouble: &evidence.Trouble{Kind: kind, Detail: "in a test"}}}
			}
			if st := s.Step(evidence.StageTLS); st != nil {
				st.TLS.Alert, st.TLS.Version = alert, "TLS 1.0"
			}
			trip := sent(server, s)
			trip.Legs[0].Name, trip.Legs[0].Proto = s.Proto.Leg(), s.Proto
			f.judge(t, trip)
		}
	}
	for _, kind := range []evidence.Kind{evidence.NoSuchHost, evidence.NoAddress, evidence.DNSFailed} {
		both(evidence.SSL, evidence.StageResolve, kind, -1)
	}
	for _, kind := range []evidence.Kind{evidence.Refused, evidence.Timeout, evidence.Unreachable} {
		both(evidence.SSL, evidence.StageConnect, kind, -1)
	}
	for _, kind := range []evidence.Kind{evidence.EOF, evidence.Timeout, evidence.Protocol} {
		both(evidence.Plain, evidence.StageGreeting, kind, -1)
		both(evidence.SSL, evidence.StageAuth, kind, -1)
		both(evidence.SSL, evidence.StageUIDL, kind, -1)
		both(evidence.SSL, evidence.StageTLS, kind, -1)
	}
	both(evidence.SSL, evidence.StageTLS, evidence.NotTLS, -1)
	both(evidence.SSL, evidence.StageTLS, evidence.OldVersion, -1)
	both(evidence.SSL, evidence.StageTLS, evidence.Certificate, -1) // no chain
	for _, alert := range []int{alertHandshakeFailure, alertUnrecognizedName, alertCertificateRequired, 80} {
		both(evidence.SSL, evidence.StageTLS, evidence.Alert, alert)
	}
	wide := server
	wide.Typed = "ｍａｉｌ.example.test"
	f.judge(t, sent(wide, sending(evidence.SSL, "", "", nil)))
	f.probes(t, server)
	f.unoffered(t, server)
	f.listed(t, server)
	inbox := fetching(evidence.SSL, evidence.StageGreeting, evidence.Protocol, nil)
	inbox.Proto = evidence.IMAP
	trip := fetched(server, inbox)
	trip.Legs[0].Proto = evidence.IMAP
	f.judge(t, trip)
	f.letters(t)
	f.sender(t)

	f.judge(t, sent(server, certificateSeen(t, 5)))
	for _, s := range []evidence.Session{certificateSeen(t, 5), certificateSeen(t, -1), weakSeen(t)} {
		for _, one := range refusedBy(t, persona.Thunderbird, s) {
			f.note(one.Code, one.Args)
		}
	}
	s := certificateSeen(t, -1)
	f.judge(t, sent(server, s))
	for _, code := range faultCodes {
		f.note(code, finding.Args{})
		for k := range f[finding.TLSNameMismatch] {
			f[code][k] = true
		}
	}
	other := certificateSeen(t, -1)
	other.Proto, other.Purpose, other.Host, other.Addr = evidence.POP3, evidence.ToFetch, "pop.example.test", netip.MustParseAddrPort("198.51.100.8:995")
	s.Host, other.Host = "other.test", "a.other.test"
	trip = sent(server, s)
	trip.Legs = append(trip.Legs, fetched(server, other).Legs...)
	f.judge(t, trip)

	silent := sent(server, sending(evidence.SSL, evidence.StageConnect, evidence.Timeout, nil))
	silent.Legs = append(silent.Legs, fetched(server, fetching(evidence.SSL, evidence.StageConnect, evidence.Timeout, nil)).Legs...)
	f.judge(t, silent)
	f.others(t)
	// What nobody explains is made in package verify.
	f.note(finding.TripInterrupted, finding.Args{finding.KeyDetail: {"stopped at greeting"}, finding.KeyHost: {"mail.example.test"}})
	f.note(finding.TripUnexplained, finding.Args{finding.KeyDetail: {"not reached"}, finding.KeyHost: {"mail.example.test"}})
	return f
}

// pasted adds what explain fills: what a paste has in the phrase's holes.
func (f filled) pasted() {
	for _, p := range phrasebook.All() {
		args := finding.Args{}
		for _, m := range holeIn.FindAllStringSubmatch(p.Line, -1) {
			args[finding.Key(m[1])] = []string{"VALUE"}
			if m[1] == "sans_quoted" {
				args[finding.KeySANs] = []string{"NAME"}
			}
		}
		for _, code := range p.Causes {
			f.note(code, args)
		}
	}
}

// probes: silence on a port that a probe found to speak TLS, SNI that differs,
// a port that is shut beside one that is open.
func (f filled) probes(t *testing.T, server evidence.Server) {
	t.Helper()
	probe := sending(evidence.SSL, "", "", nil)
	probe.Purpose = evidence.ToProbe
	facts := probe.Step(evidence.StageTLS).TLS
	facts.Chain, facts.Done, facts.SNI = []evidence.Bytes{[]byte("any")}, true, ""
	f.judge(t, sent(server, probe, sending(evidence.Plain, evidence.StageGreeting, evidence.Timeout, nil)))
	f.judge(t, sent(server, probe, sending(evidence.SSL, evidence.StageTLS, evidence.EOF, nil)))
	unnamed, named := sending(evidence.SSL, evidence.StageTLS, evidence.EOF, nil), probe
	unnamed.Step(evidence.StageTLS).TLS.SNI = ""
	named.Steps = []evidence.Step{{Stage: evidence.StageTLS, TLS: &evidence.TLSFacts{SNI: "mail.example.test", Done: true}}}
	f.judge(t, sent(server, named, unnamed))
	probe.Port = 465
	f.judge(t, sent(server, probe, sending(evidence.StartTLS, evidence.StageConnect, evidence.Timeout, nil)))
}

// others: two more addresses of one name, of which one refuses and one is
// silent; and a name that has none, reached by a detour.
func (f filled) others(t *testing.T) {
	t.Helper()
	here := sending(evidence.SSL, "", "", nil)
	server := evidence.Server{Host: here.Host, Port: here.Port, Security: here.Security}
	var all []evidence.Session
	for i, kind := range []evidence.Kind{"", evidence.Refused, evidence.Timeout} {
		s := here
		if kind != "" {
			s = sending(evidence.SSL, evidence.StageConnect, kind, nil)
			s.Purpose = evidence.ToCompare
		}
		s.Addr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, 100, byte(61 + i)}), s.Port)
		all = append(all, s)
	}
	trip := sent(server, here)
	trip.Legs[0].Sessions = all
	f.judge(t, trip)
	here.Via = evidence.ViaConnectTo
	trip = sent(server, here)
	trip.DNS = []evidence.Answer{{Name: here.Host, Type: "A", Trouble: &evidence.Trouble{Kind: evidence.NoSuchHost}}}
	f.judge(t, trip)
}

// listed: a login that is refused where the mailbox is listed at another machine.
func (f filled) listed(t *testing.T, server evidence.Server) {
	t.Helper()
	trip := sent(server, sending(evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(535, "5.7.8", "535 5.7.8 no")))
	trip.Homes = []evidence.Home{{Proto: evidence.SMTP, Host: "sv5.example.test"}}
	for name, ip := range map[string]string{"mail.example.test.": "198.51.100.7", "sv5.example.test.": "198.51.100.8"} {
		trip.DNS = append(trip.DNS, evidence.Answer{Name: name, Type: "A", RCode: "NOERROR", Records: []evidence.Record{{Name: name, Type: "A", Data: ip}}})
	}
	f.judge(t, trip)
}

func (f filled) unoffered(t *testing.T, server evidence.Server) {
	t.Helper()
	s := sending(evidence.SSL, evidence.StageAuth, evidence.Unoffered, nil)
	s.Step(evidence.StageEHLO).Reply.Text = lines("250-mail.example.test", "250 AUTH CRAM-MD5")
	f.judge(t, sent(server, s))
	s = fetching(evidence.SSL, "", "", nil)
	s.Step(evidence.StageUIDL).Reply.Text = lines("+OK", "1 same", "2 same")
	f.judge(t, fetched(server, s))
	f.judge(t, fetched(server, fetching(evidence.SSL, evidence.StageUIDL, evidence.Disorder, nil)))
}

func (f filled) letters(t *testing.T) {
	t.Helper()
	s := fetching(evidence.SSL, "", "", nil)
	trip := fetched(evidence.Server{Host: s.Host, Port: 995}, s)
	trip.Sent, trip.Returned, trip.SentAt = &evidence.Letter{}, &evidence.Letter{UIDL: "7", Listed: &[]int64{90}[0]}, noon.Add(-2*lateAfter)
	strayed := *trip
	strayed.Returned, strayed.Strayed = nil, "Junk"
	f.judge(t, &strayed)
	for _, kept := range []bool{false, true} {
		trip.Comparison = &evidence.Comparison{TextKept: kept, Differences: []evidence.Difference{{Where: "body", Line: 3, Got: evidence.Bytes("x")}}}
		f.judge(t, trip)
	}
}

func (f filled) sender(t *testing.T) {
	t.Helper()
	ip := netip.MustParseAddr("203.0.113.7")
	txt := func(name string, data ...string) evidence.Answer {
		a := evidence.Answer{Name: name, Type: "TXT"}
		for _, d := range data {
			a.Records = append(a.Records, evidence.Record{Type: "TXT", Data: d})
		}
		return a
	}
	ptr := evidence.Answer{Name: evidence.ReverseName(ip), Type: "PTR"}
	listed := evidence.Answer{Name: "7.113.0.203.list.test", Type: "A", Records: []evidence.Record{{Type: "A", Data: "127.0.0.2"}}}
	mail := &evidence.Letter{Raw: []byte("DKIM-Signature: v=1; a=rsa-sha256; d=customer.test; s=x; h=from; bh=AA==; b=AA==\r\nFrom: a@customer.test\r\n\r\nbody\r\n")}
	for _, spf := range []evidence.Answer{txt("customer.test"), txt("customer.test", "v=spf1 -all"), txt("customer.test", "v=spf1 a", "v=spf1 mx")} {
		for _, names := range [][]evidence.Record{nil, {{Type: "PTR", Data: "host.test."}}} {
			ptr.Records = names
			f.judge(t, &evidence.Trip{Sender: &evidence.Sender{
				From: "customer.test", IP: ip, Whole: true, Mail: mail, Lists: []string{"list.test"},
				DNS: []evidence.Answer{spf, ptr, listed, txt("x._domainkey.customer.test")},
			}})
		}
	}
}

// onlyHere are the codes that no other test draws from a record.
var onlyHere = []finding.Code{
	finding.PortNotOffered, finding.NetNothingAnswers, finding.NetOutboundBlocked, finding.NetTLSInspected, finding.TLSVerdictDisagrees,
	finding.TLSSNINeeded, finding.TLSHandshakeFailed, finding.SMTPReplyBad, finding.LetterLate, finding.SenderSPFInvalid,
}

// Each {hole} of each Doc is filled by a rule, or by explain out of a paste; those
// of what a domain publishes by package published, see its test of this name, those of
// forwarding by cmd/internal/forward, whose tests look for holes.
func TestHolesAreFilled(t *testing.T) {
	t.Parallel()
	f := seen(t)
	for _, code := range onlyHere {
		if f[code] == nil {
			t.Errorf("no record leads to %s", code)
		}
	}
	f.pasted()
	for _, d := range finding.All() {
		if text := string(d.Code); strings.HasPrefix(text, "published-") || strings.HasPrefix(text, "forward-") {
			continue
		}
		for _, k := range append(holesOf(d), holesOf(d.For(finding.Gmail))...) {
			if !f[d.Code][k] {
				t.Errorf("%s: nothing fills {%s}", d.Code, k)
			}
		}
	}
}
