package advice

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	mrand "math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/certs"
	"harness/verify/finding"
)

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// authority mints chains for the tests.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func mint(t testing.TB, parent *authority, names ...string) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(mrand.Int64()), Subject: pkix.Name{CommonName: "Test Root"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(90 * 24 * time.Hour), BasicConstraintsValid: true,
	}
	issuer, signer := tmpl, key
	if parent == nil {
		tmpl.IsCA, tmpl.KeyUsage = true, x509.KeyUsageCertSign
	} else {
		issuer, signer = parent.cert, parent.key
		tmpl.Subject.CommonName, tmpl.DNSNames = names[0], names
		tmpl.KeyUsage, tmpl.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, issuer, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{cert, key}
}

// session is a look that went well, with a chain.
func session(proto evidence.Proto, host string, addr netip.Addr, port uint16, security evidence.Security, roots *certs.Roots, leaf *authority) evidence.Session {
	s := evidence.Session{
		Proto: proto, Purpose: evidence.ToSurvey, Host: host, Port: port, Security: security,
		Addr: netip.AddrPortFrom(addr, port), Via: evidence.ViaDNS, Started: now,
	}
	step := func(stage evidence.Stage, lines ...string) {
		st := evidence.Step{Stage: stage, Said: []evidence.Bytes{}}
		if len(lines) > 0 {
			st.Reply = &evidence.Reply{OK: true, Code: 250, Lines: len(lines)}
			for _, l := range lines {
				st.Reply.Text = append(st.Reply.Text, evidence.Bytes(l))
			}
		}
		s.Steps = append(s.Steps, st)
	}
	tls := func() {
		facts := &evidence.TLSFacts{SNI: host, Version: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256", Roots: roots.Name, At: now, Done: true, Alert: -1, Codes: []string{}}
		if leaf != nil {
			facts.Chain = []evidence.Bytes{leaf.cert.Raw}
		}
		s.Steps = append(s.Steps, evidence.Step{Stage: evidence.StageTLS, Said: []evidence.Bytes{}, TLS: facts})
	}
	step(evidence.StageConnect)
	if security == evidence.SSL {
		tls()
	}
	if proto == evidence.SMTP {
		step(evidence.StageGreeting, "220 mail.evil.test ESMTP")
		step(evidence.StageEHLO, "250-mail.evil.test", "250-STARTTLS", "250 AUTH PLAIN LOGIN")
		if security == evidence.StartTLS {
			step(evidence.StageStartTLS, "220 go")
			tls()
			step(evidence.StageEHLO2, "250-mail.evil.test", "250 AUTH PLAIN LOGIN")
		}
		return s
	}
	step(evidence.StageGreeting, "+OK ready <1.2@mail.evil.test>")
	step(evidence.StageCapa, "+OK")
	if security == evidence.STLS {
		step(evidence.StageSTLS, "+OK go")
		tls()
		step(evidence.StageCapa2, "+OK")
	}
	return s
}

// world makes random surveys in which everything points to a stranger.
type world struct {
	roots  *certs.Roots
	leaves []*authority
	hosts  []string
	addrs  []netip.Addr
}

func newWorld(t testing.TB) *world {
	root := mint(t, nil)
	w := &world{roots: certs.NewRoots("test", root.cert)}
	for _, names := range [][]string{
		{"mail.good.test"}, {"*.good.test", "good.test"}, {"mail.evil.test", "*.evil.test"}, {"*.gmoserver.test"}, {"mail.good.test", "mail.evil.test"},
	} {
		w.leaves = append(w.leaves, mint(t, root, names...))
	}
	w.leaves = append(w.leaves, nil, mint(t, nil)) // no chain; a root as leaf
	w.hosts = []string{"mail.good.test", "smtp.good.test", "good.test", "mail.evil.test", "pop.evil.test", "pop-05.gmoserver.test", "xgood.test", "good.test.evil.test"}
	for _, a := range []string{"198.51.100.1", "198.51.100.2", "203.0.113.9", "2001:db8::1"} {
		w.addrs = append(w.addrs, netip.MustParseAddr(a))
	}
	return w
}

func pick[T any](r *mrand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (w *world) survey(r *mrand.Rand) Case {
	sv := &evidence.Survey{Started: now}
	typedSMTP, typedPOP := "smtp.good.test", "mail.good.test"
	for _, h := range []string{typedSMTP, typedPOP} {
		sv.Hosts = append(sv.Hosts, evidence.SurveyedHost{Name: h, Part: evidence.TypedHost, Addrs: []netip.Addr{pick(r, w.addrs)}})
	}
	for _, h := range w.hosts {
		if sv.Host(h) == nil && r.IntN(2) == 0 {
			sv.Hosts = append(sv.Hosts, evidence.SurveyedHost{Name: h, Part: evidence.CandidateHost, Addrs: []netip.Addr{pick(r, w.addrs)}})
		}
	}
	for _, a := range w.addrs {
		if r.IntN(2) == 0 {
			name := pick(r, w.hosts) + "."
			sv.DNS = append(sv.DNS,
				evidence.Answer{Name: evidence.ReverseName(a) + ".", Type: "PTR", RCode: "NOERROR", Records: []evidence.Record{{Name: evidence.ReverseName(a) + ".", Type: "PTR", Data: name}}},
				evidence.Answer{Name: name, Type: "A", RCode: "NOERROR", Records: []evidence.Record{{Name: name, Type: "A", Data: pick(r, w.addrs).String()}}})
		}
	}
	securities := []evidence.Security{evidence.StartTLS, evidence.SSL, evidence.STLS, evidence.Plain}
	for range r.IntN(30) {
		proto := pick(r, []evidence.Proto{evidence.SMTP, evidence.POP3})
		port := pick(r, []uint16{25, 465, 587, 110, 995, 2525})
		s := session(proto, pick(r, w.hosts), pick(r, w.addrs), port, pick(r, securities), w.roots, pick(r, w.leaves))
		s.NoSNI = r.IntN(5) == 0
		sv.Sessions = append(sv.Sessions, s)
	}
	return Case{Roots: w.roots, Trip: &evidence.Trip{
		Schema: evidence.Schema, Address: "info@good.test", Survey: sv,
		Legs: []evidence.Leg{
			{Name: evidence.SendLeg, Proto: evidence.SMTP, Server: evidence.Server{Typed: typedSMTP, Host: typedSMTP, Port: 587, Security: pick(r, securities)}},
			{Name: evidence.FetchLeg, Proto: evidence.POP3, Server: evidence.Server{Typed: typedPOP, Host: typedPOP, Port: 995, Security: pick(r, securities)}},
		},
	}}
}

// TestAdviceHoldsItsPromises: whatever a survey holds, nothing in clear is
// advised, and nothing that was not seen to reach an address of a typed host
// with a certificate valid for it there.
func TestAdviceHoldsItsPromises(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	options, provable := 0, 0
	for seed := range uint64(400) {
		r := mrand.New(mrand.NewPCG(seed, 7))
		c := w.survey(r)
		a := Advise(c)
		consent := Consent{Address: c.Trip.Address, Hosts: c.Trip.Survey.Hosts}
		for _, l := range a.Legs {
			for _, o := range l.Options {
				options++
				if o.Security != evidence.StartTLS && o.Security != evidence.SSL || l.Leg == finding.Fetch && o.Security != evidence.SSL {
					t.Fatalf("seed %d: %s advises %s on %s:%d", seed, l.Leg, o.Security, o.Host, o.Port)
				}
				if len(o.Addrs) == 0 {
					t.Fatalf("seed %d: %s reaches nothing", seed, o.Host)
				}
				for _, addr := range o.Addrs {
					if !typedAddr(c, addr) {
						t.Fatalf("seed %d: %s advised for %s, which no typed host has", seed, o.Host, addr)
					}
					if !shown(c, o, addr) {
						t.Fatalf("seed %d: %s advised for %s without a valid certificate there", seed, o.Host, addr)
					}
					if consent.MayReceive(o.Host, addr) {
						provable++
						if o.Host != "good.test" && !strings.HasSuffix(o.Host, ".good.test") {
							t.Fatalf("seed %d: the password may go to %s unasked", seed, o.Host)
						}
					}
				}
			}
		}
	}
	if options < 40 || provable < 15 {
		t.Errorf("only %d options and %d provable ones came up: the test shows nothing", options, provable)
	}
}

func typedAddr(c Case, addr netip.Addr) bool {
	return slices.ContainsFunc(c.Trip.Survey.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && slices.Contains(h.Addrs, addr)
	})
}

func shown(c Case, o Option, addr netip.Addr) bool {
	return slices.ContainsFunc(c.Trip.Survey.Sessions, func(s evidence.Session) bool {
		st := s.Step(evidence.StageTLS)
		if s.Host != o.Host || s.Port != o.Port || s.Security != o.Security || s.Addr.Addr() != addr || s.NoSNI || st == nil || len(st.TLS.Chain) == 0 {
			return false
		}
		v := certs.Judge(certs.Input{Chain: [][]byte{st.TLS.Chain[0]}, Host: o.Host, Roots: c.Roots, At: now})
		return v.Class == certs.Accepted
	})
}

func TestConsent(t *testing.T) {
	t.Parallel()
	one, two := netip.MustParseAddr("198.51.100.1"), netip.MustParseAddr("198.51.100.2")
	c := Consent{
		Address: "info@shop.co.jp",
		Hosts: []evidence.SurveyedHost{
			{Name: "smtp.typed.jp", Part: evidence.TypedHost, Addrs: []netip.Addr{one}},
			{Name: "198.51.100.1", Part: evidence.TypedHost, Addrs: []netip.Addr{one}},
			{Name: "mail.guess.jp", Part: evidence.GuessedHost, Addrs: []netip.Addr{two}},
			{Name: "mail.found.jp", Part: evidence.CandidateHost, Addrs: []netip.Addr{one}},
		},
		Prove: []string{"Agreed.example."},
	}
	for _, test := range []struct {
		host string
		addr netip.Addr
		want bool
		why  string
	}{
		{"smtp.typed.jp", one, true, "typed"},
		{"mail.typed.jp", one, true, "under the domain of a typed host"},
		{"typed.jp", one, true, "the domain of a typed host"},
		{"MAIL.typed.jp.", one, true, "case and the last dot do not matter"},
		{"mail.shop.co.jp", one, true, "under the account's domain"},
		{"mail.typed.jp", two, false, "at an address that no typed host has"},
		{"mail.other.co.jp", one, false, "co.jp is a public suffix, not a domain"},
		{"typed.jp.evil.test", one, false, "only looks alike"},
		{"eviltyped.jp", one, false, "only ends alike"},
		{"mail.found.jp", one, false, "a candidate"},
		{"mail.guess.jp", two, false, "a guess is not typed"},
		{"agreed.example", one, true, "named by the person"},
		{"agreed.example", two, false, "named, but at an address that no typed host has"},
		{"mail.agreed.example", one, false, "the very host was named, not its domain"},
		{"198.51.100.1", one, true, "the literal was typed"},
		{"198.51.100.2", one, false, "another literal"},
		{"", one, false, "nothing"},
		{"smtp.typed.jp", netip.Addr{}, false, "nowhere"},
	} {
		if got := c.MayReceive(test.host, test.addr); got != test.want {
			t.Errorf("%s at %s: %v; %s", test.host, test.addr, got, test.why)
		}
	}
	if (Consent{Prove: []string{"a.b.test"}}).MayReceive("a.b.test", one) {
		t.Error("agreed to, but nothing was typed")
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	addresses, hosts := mentions("From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nX-Failed-Recipients: Info@Shop.example\n" +
		`SSL error: ok Hostname "pop.shop.example" doesn't match any SANs: "*.gmoserver.jp", "gmoserver.jp" see https://support.google.com/mail/?p=X サーバーはsmtp.shop.exampleです`)
	if !slices.Equal(addresses, []string{"info@shop.example"}) || !slices.Equal(hosts, []string{"pop.shop.example", "gmoserver.jp", "smtp.shop.example"}) {
		t.Errorf("%q %q", addresses, hosts)
	}
}

func TestAuthors(t *testing.T) {
	t.Parallel()
	got := Authors("From: Customer\r\n <me@isp.example>\r\nTo: support@host.example\r\n\r\nx\r\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\r\n\r\n" +
		"From: MAILER-DAEMON@mail.host.example (Mail)\n\nFrom: =?utf-8?B?44GC?= <Info@Shop.example>\n")
	if !slices.Equal(got, []string{"info@shop.example", "me@isp.example"}) {
		t.Errorf("%q", got)
	}
}

func TestReceivedHosts(t *testing.T) {
	t.Parallel()
	got := ReceivedHosts("Received: from sv1234.xserver.jp (sv1234.xserver.jp [203.0.113.12])\r\n\tby mx.google.com with ESMTPS id x\r\nSubject: from evil.test by me\r\n" +
		"Received: from [192.168.0.2] (unknown [198.51.100.3]) by sv1234.xserver.jp\r\n\r\nReceived: from body.test by body.test\r\n")
	if !slices.Equal(got, []string{"sv1234.xserver.jp"}) {
		t.Errorf("%q", got)
	}
}

func TestEveryLineHasItsWords(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		if _, ok := words["from-"+string(k)]; !ok {
			t.Errorf("no words for source %q", k)
		}
	}
	for code, text := range words {
		if text.EN == "" || text.JA == "" {
			t.Errorf("%s: %+v", code, text)
		}
		if run := finding.EnglishIn(text.JA); run != "" {
			t.Errorf("%s: English in Japanese: %q", code, run)
		}
	}
	for _, m := range mendings {
		if m.what.EN == "" || m.what.JA == "" || m.source == "" || len(m.codes) == 0 {
			t.Errorf("%+v", m)
		}
	}
}

func FuzzMentions(f *testing.F) {
	f.Add("info@shop.example *.a.test pop.shop.example http://x.test/y")
	f.Fuzz(func(t *testing.T, text string) {
		addresses, hosts := mentions(text)
		for _, h := range hosts {
			if !hostname.Is(h) {
				t.Errorf("%q", h)
			}
		}
		for _, a := range addresses {
			if hostname.OfAddress(a) == "" {
				t.Errorf("%q", a)
			}
		}
		for _, h := range ReceivedHosts(text) {
			if !hostname.Is(h) {
				t.Errorf("%q", h)
			}
		}
	})
}

// TestMendNeedsAnAnswer: that a server must be mended is said only where one
// answered, or refused to.
func TestMendNeedsAnAnswer(t *testing.T) {
	t.Parallel()
	roots := newWorld(t).roots
	for _, c := range []struct {
		name string
		kind evidence.Kind // of the connect; "": no connection was tried
		mend bool
	}{
		{"no address", "", false},
		{"time-out", evidence.Timeout, false},
		{"refused", evidence.Refused, true},
	} {
		typed := evidence.Server{Typed: "pop.good.test", Host: "pop.good.test", Port: 995, Security: evidence.SSL}
		at := []evidence.Listener{{Proto: evidence.POP3, Port: 995, Security: evidence.SSL}}
		survey := &evidence.Survey{
			DNS: []evidence.Answer{
				{Name: "pop.good.test.", Type: "A", Trouble: &evidence.Trouble{Kind: evidence.DNSFailed}},
				{Name: "mail.good.test.", Type: "A", Trouble: &evidence.Trouble{Kind: evidence.NoSuchHost}},
				{Name: "smtp.good.test.", Type: "A", Trouble: &evidence.Trouble{Kind: evidence.NoSuchHost}},
			},
			Hosts: []evidence.SurveyedHost{{Name: "pop.good.test", Part: evidence.TypedHost, Listen: at}},
		}
		if c.kind != "" {
			survey.Sessions = []evidence.Session{{
				Proto: evidence.POP3, Host: "pop.good.test", Port: 995, Security: evidence.SSL, Addr: netip.MustParseAddrPort("203.0.113.7:995"),
				Steps: []evidence.Step{{Stage: evidence.StageConnect, Trouble: &evidence.Trouble{Kind: c.kind}}},
			}}
		}
		a := Advise(Case{Trip: &evidence.Trip{Schema: evidence.Schema, Address: "info@good.test", Survey: survey, Legs: []evidence.Leg{{Name: evidence.FetchLeg, Proto: evidence.POP3, Server: typed}}}, Roots: roots})
		if len(a.Legs) != 1 || a.Legs[0].Reaches || a.Legs[0].Mend != c.mend {
			t.Errorf("%s: %+v, want mend %v", c.name, a.Legs, c.mend)
		}
	}
}
