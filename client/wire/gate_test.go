package wire

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
)

// TestGate: what the gate refuses ends the connection before a byte is said
// inside TLS, and no password can be had or written.
func TestGate(t *testing.T) {
	t.Parallel()
	ca := fake.NewCA(t)
	expired := func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }
	encipher := func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		for name, c := range map[string]struct {
			server *tls.Config
			code   string // "": accepted
		}{
			"good":    {ca.For(t, nil, host), ""},
			"name":    {ca.For(t, nil, "other.test"), "tls-name-mismatch"},
			"expired": {ca.For(t, expired, host), "tls-cert-expired"},
			"usage":   {ca.For(t, encipher, host), "tls-key-usage"},
		} {
			t.Run(fmt.Sprintf("%s %s", name, tls.VersionName(version)), func(t *testing.T) {
				t.Parallel()
				c.server.MaxVersion = version
				heard := make(chan int, 1)
				s := fake.Serve(t, func(p *fake.Peer) {
					if !p.TLS(c.server) {
						heard <- -1
						return
					}
					n, _ := p.Read(make([]byte, 100))
					heard <- n
				})
				conf := config(s, evidence.SSL)
				conf.Roots = ca.Roots()
				conn, err := Open(context.Background(), conf)
				_, revealed := conn.Reveal("u", account.NewSecret("geheim"))
				_ = conn.Step(evidence.StagePass, func() error { _, err := conn.Write([]byte("PASS geheim\r\n")); return err })
				conn.Close()
				facts := conn.Facts()
				if !facts.Done || len(facts.Chain) != 1 || facts.Version != tls.VersionName(version) || facts.SNI != host || facts.Alert != -1 {
					t.Errorf("facts: %+v", facts)
				}
				n := <-heard
				if c.code == "" {
					if err != nil || revealed != nil || n == 0 {
						t.Errorf("accepted: %v, %v, %d bytes", err, revealed, n)
					}
					return
				}
				if KindOf(err) != evidence.Certificate || !facts.Refused || len(facts.Codes) != 1 || facts.Codes[0] != c.code {
					t.Errorf("got %v, %+v", err, facts)
				}
				if !errors.Is(revealed, ErrGuarded) || n > 0 {
					t.Errorf("password: %v; %d bytes were sent", revealed, n)
				}
			})
		}
	}
}

// TestGuard: only a connection that is as the settings say gives the password.
func TestGuard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		security evidence.Security
		look     bool
		allowed  bool
	}{
		{evidence.Plain, false, true},
		{evidence.Plain, true, false},
		{evidence.StartTLS, false, false},
		{evidence.STLS, false, false},
	} {
		s := fake.Serve(t, (*fake.Peer).Hang)
		conf := config(s, c.security)
		conf.Look = c.look
		conn, err := Open(context.Background(), conf)
		if err != nil {
			t.Fatal(err)
		}
		_, err = conn.Reveal("u", account.NewSecret("geheim"))
		if (err == nil) != c.allowed {
			t.Errorf("%+v: %v", c, err)
		}
		for _, line := range []string{"AUTH PLAIN AGdlaGVpbQ==", "USER u", "PASS geheim", "pass geheim"} {
			err := conn.Step(evidence.StageEHLO, func() error { _, err := conn.Write([]byte(line + "\r\n")); return err })
			if (err == nil) != c.allowed {
				t.Errorf("%+v: %q: %v", c, line, err)
			}
		}
		conn.Close()
		for _, line := range s.Heard() {
			if !c.allowed {
				t.Errorf("%+v: %q was sent", c, line)
			}
		}
	}
}

// TestMasked: neither transcript nor record holds the password, even if the
// server repeats it.
func TestMasked(t *testing.T) {
	t.Parallel()
	const password = "geheim-9"
	s := fake.Serve(t, func(p *fake.Peer) {
		p.Say("+OK")
		p.Answer("+OK")
		p.Answer("-ERR [AUTH] user u has not the password " + password)
		p.Hang()
	})
	var transcript bytes.Buffer
	conf := config(s, evidence.Plain)
	conf.Proto = evidence.POP3
	conf.Trace = func(m Mark, line []byte) { fmt.Fprintf(&transcript, "%s %s\n", m, line) }
	conn, err := Open(context.Background(), conf)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Step(evidence.StageGreeting, conn.ReadReply)
	conn.Step(evidence.StageUser, func() error { return conn.Exchange("USER u") })
	err = conn.Step(evidence.StagePass, func() error {
		p, err := conn.Reveal("u", account.NewSecret(password))
		if err != nil {
			return err
		}
		return conn.Exchange("PASS " + p)
	})
	session := conn.Session()
	record := fmt.Sprintf("%+v %+v %s %s", session.Stopped().Reply, session.Stopped().Trouble, session.Stopped().Said, err)
	if strings.Contains(record, password) || strings.Contains(transcript.String(), password) {
		t.Errorf("leaked: %s\n%s", record, transcript.String())
	}
	if got := session.Stopped(); got.Trouble.Kind != evidence.Denied || got.Reply.Enhanced != "AUTH" || string(got.Said[0]) != "PASS (hidden)" {
		t.Errorf("recorded %+v %+v %s", got.Reply, got.Trouble, got.Said)
	}
	if !strings.Contains(transcript.String(), "-> PASS (hidden)\n<- -ERR [AUTH]") {
		t.Errorf("transcript:\n%s", transcript.String())
	}
}
