package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
	"harness/internal/together"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

const host = "mail.customer.test"

// limit of a step in these tests, and how long any of them may take at most.
const (
	stepLimit = 2 * time.Second // of what falls silent; nothing else takes that long
)

func config(s *fake.Server, security evidence.Security) Config {
	return Config{
		Proto: evidence.SMTP, Purpose: evidence.ToSend, Host: host, Port: 587, Security: security,
		Addr: s.Addr, Via: evidence.ViaLab, Timeout: stepLimit,
	}
}

// smtp greets, says EHLO, and upgrades if that is asked for.
func smtp(conn *Conn) error {
	if conn.cfg.Proto == evidence.POP3 {
		if err := conn.Step(evidence.StageGreeting, conn.ReadReply); err != nil {
			return err
		}
		if conn.cfg.Security == evidence.STLS {
			return conn.StartTLS("STLS")
		}
		return nil
	}
	if err := conn.Step(evidence.StageGreeting, conn.ReadReply); err != nil {
		return err
	}
	if err := conn.Step(evidence.StageEHLO, func() error { return conn.Exchange("EHLO me") }); err != nil {
		return err
	}
	if conn.cfg.Security == evidence.StartTLS {
		return conn.StartTLS("STARTTLS")
	}
	return nil
}

func hello(p *fake.Peer) {
	p.Say("220 " + host + " ESMTP")
	p.Answer("250-"+host, "250-STARTTLS", "250 AUTH PLAIN")
}

// TestTroubles: each fault of the far end is sorted as what it is, at its
// stage, within the deadline.
func TestTroubles(t *testing.T) {
	t.Parallel()
	ca := fake.NewCA(t)
	good := ca.For(t, nil, host)
	for _, c := range []struct {
		name     string
		security evidence.Security
		proto    evidence.Proto
		script   func(*fake.Peer)
		stage    evidence.Stage
		kind     evidence.Kind
		detail   string // must stand in Detail
	}{
		{name: "silent", script: (*fake.Peer).Hang, stage: "greeting", kind: evidence.Timeout},
		{name: "hangs up at once", script: func(*fake.Peer) {}, stage: "greeting", kind: evidence.EOF},
		{name: "half a line", script: func(p *fake.Peer) { p.Raw("220 mai") }, stage: "greeting", kind: evidence.EOF},
		{name: "IMAP banner", script: func(p *fake.Peer) { p.Say("* OK IMAP4rev1 ready"); p.Hang() }, stage: "greeting", kind: evidence.Protocol, detail: "* OK IMAP4rev1"},
		{name: "HTTP answer", script: func(p *fake.Peer) { p.Say("HTTP/1.1 400 Bad Request", ""); p.Hang() }, stage: "greeting", kind: evidence.Protocol, detail: "HTTP/1.1"},
		{name: "negative greeting", script: func(p *fake.Peer) { p.Say("554 5.7.1 go away"); p.Hang() }, stage: "greeting", kind: evidence.Denied, detail: "go away"},
		{name: "code changes within a reply", script: func(p *fake.Peer) { p.Say("220-a", "221 b"); p.Hang() }, stage: "greeting", kind: evidence.Protocol},
		{name: "overlong line", script: func(p *fake.Peer) { p.Raw("220 " + strings.Repeat("x", 10000)); p.Hang() }, stage: "greeting", kind: evidence.Overlong},
		{name: "endless reply", script: func(p *fake.Peer) {
			line := "220-" + strings.Repeat("y", 500) + "\r\n"
			for range 1 << 20 {
				if _, err := p.Write([]byte(line)); err != nil {
					return
				}
			}
		}, stage: "greeting", kind: evidence.Overlong},
		{name: "trickle", script: func(p *fake.Peer) {
			for range 100 {
				if _, err := p.Write([]byte("2")); err != nil {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
		}, stage: "greeting", kind: evidence.Timeout},
		{name: "EHLO refused", script: func(p *fake.Peer) { p.Say("220 hi"); p.Answer("550 no"); p.Hang() }, stage: "ehlo", kind: evidence.Denied},
		{name: "STARTTLS refused", security: evidence.StartTLS, script: func(p *fake.Peer) { hello(p); p.Answer("454 4.7.0 TLS not available"); p.Hang() }, stage: "starttls", kind: evidence.Denied},
		{name: "injected in the same packet", security: evidence.StartTLS, script: func(p *fake.Peer) {
			hello(p)
			p.Answer("220 go ahead", "250-evil", "250 AUTH PLAIN")
			p.TLS(good)
			p.Hang()
		}, stage: "starttls", kind: evidence.Injected, detail: "250-evil"},
		{name: "injected in a later packet", security: evidence.StartTLS, script: func(p *fake.Peer) {
			hello(p)
			p.Answer("220 go ahead")
			time.Sleep(50 * time.Millisecond)
			p.Say("250-evil", "250 AUTH PLAIN")
			p.TLS(good)
			p.Hang()
		}, stage: "tls", kind: evidence.Injected, detail: "250-evil"},
		{name: "plain text goes on after STARTTLS", security: evidence.StartTLS, script: func(p *fake.Peer) {
			hello(p)
			p.Answer("220 go ahead")
			p.Answer("500 5.5.1 command unknown")
			p.Hang()
		}, stage: "tls", kind: evidence.NotTLS, detail: "500 5.5.1"},
		{name: "implicit TLS to a plain port", security: evidence.SSL, script: func(p *fake.Peer) { p.Say("220 mail ESMTP"); p.Hang() }, stage: "tls", kind: evidence.NotTLS, detail: "220 mail ESMTP"},
		{name: "implicit TLS to a plain port, slowly", security: evidence.SSL, script: func(p *fake.Peer) {
			for _, b := range "+OK POP3" {
				p.Raw(string(b))
				time.Sleep(5 * time.Millisecond)
			}
			p.Raw("\r\n")
			p.Hang()
		}, stage: "tls", kind: evidence.NotTLS, detail: "+OK POP3"},
		{name: "stall in the handshake", security: evidence.SSL, script: (*fake.Peer).Hang, stage: "tls", kind: evidence.Timeout},
		{name: "hangs up in the handshake", security: evidence.SSL, script: func(p *fake.Peer) { p.Read(make([]byte, 5)); p.Conn.Close() }, stage: "tls"},
		{name: "alert in clear", security: evidence.SSL, script: func(p *fake.Peer) { p.Raw("\x15\x03\x03\x00\x02\x02\x70"); p.Hang() }, stage: "tls", kind: evidence.Alert, detail: "alert 112"},
		{name: "garbage instead of TLS", security: evidence.SSL, script: func(p *fake.Peer) { p.Raw("\x16\x03\x03\x00\x04\xff\xff\xff\xff"); p.Hang() }, stage: "tls"},
		{name: "TLS 1.1 only", security: evidence.SSL, script: func(p *fake.Peer) { p.TLS(older(good)); p.Hang() }, stage: "tls", kind: evidence.Alert, detail: "alert 70"},
		{name: "POP3 banner missing", proto: evidence.POP3, script: func(p *fake.Peer) { p.Say("220 hi"); p.Hang() }, stage: "greeting", kind: evidence.Protocol},
		{name: "POP3 empty line", proto: evidence.POP3, script: func(p *fake.Peer) { p.Say(""); p.Hang() }, stage: "greeting", kind: evidence.Protocol},
		{name: "POP3 lower case", proto: evidence.POP3, script: func(p *fake.Peer) { p.Say("+ok hi"); p.Hang() }, stage: "greeting", kind: evidence.Protocol},
		{name: "STLS injected", proto: evidence.POP3, security: evidence.STLS, script: func(p *fake.Peer) { p.Say("+OK"); p.Answer("+OK begin", "+OK evil"); p.Hang() }, stage: "stls", kind: evidence.Injected, detail: "+OK evil"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			conf := config(fake.Serve(t, c.script), c.security)
			conf.Roots = ca.Roots()
			if c.security == "" {
				conf.Security = evidence.Plain
			}
			if c.proto != "" {
				conf.Proto = c.proto
			}
			conn, err := Open(context.Background(), conf)
			t.Cleanup(func() { conn.Close() })
			if err == nil {
				err = smtp(conn)
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("no trouble: %v", err)
			}
			if e.Stage != c.stage || c.kind != "" && e.Trouble.Kind != c.kind || !strings.Contains(e.Trouble.Detail, c.detail) {
				t.Errorf("got %v, want %s %s %q", e, c.stage, c.kind, c.detail)
			}
			if step := last(conn); step.Trouble == nil || *step.Trouble != e.Trouble || step.Stage != c.stage {
				t.Errorf("recorded %+v", step)
			}
			if _, err := conn.Reveal("u", account.NewSecret("geheim")); conf.Security != evidence.Plain && !errors.Is(err, ErrGuarded) {
				t.Error("the password could be had")
			}
		})
	}
}

func last(c *Conn) evidence.Step {
	s := c.Session()
	return *s.Stopped()
}

func older(conf *tls.Config) *tls.Config {
	conf = conf.Clone()
	conf.MinVersion, conf.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	return conf
}

// TestCancel: the context ends a step at once, whatever it waits for.
func TestCancel(t *testing.T) {
	t.Parallel()
	for _, security := range []evidence.Security{evidence.Plain, evidence.SSL} {
		ctx, cancel := context.WithCancel(context.Background())
		conf := config(fake.Serve(t, (*fake.Peer).Hang), security)
		conf.Timeout = 24 * time.Hour
		time.AfterFunc(50*time.Millisecond, cancel)
		conn, err := Open(ctx, conf)
		if err == nil {
			err = smtp(conn)
		}
		conn.Close()
		if KindOf(err) != evidence.Interrupted {
			t.Errorf("%s: %v", security, err)
		}
	}
}

// TestConnect: what happens before there is a connection.
func TestConnect(t *testing.T) {
	t.Parallel()
	s := fake.Serve(t, (*fake.Peer).Hang)
	conf := config(s, evidence.Plain)
	conf.Addr = freePort(t)
	conn, err := Open(context.Background(), conf)
	if KindOf(err) != evidence.Refused || last(conn).Stage != evidence.StageConnect {
		t.Errorf("got %v", err)
	}
	conf.Via, conf.DialName = evidence.ViaProxy, conf.Addr.String()
	if _, err := Open(context.Background(), conf); KindOf(err) != evidence.Unreachable {
		t.Errorf("the proxy refuses: %v", err)
	}
	if !conn.Broken() || conn.Close() != nil {
		t.Error("a connection that never was can be closed and is broken")
	}
	conf.Via, conf.DialName = evidence.ViaLab, ""
	conf.Dial = func(ctx context.Context, _, _ string) (c netConn, err error) { <-ctx.Done(); return nil, ctx.Err() }
	if _, err := Open(context.Background(), conf); KindOf(err) != evidence.Timeout {
		t.Errorf("black hole: %v", err)
	}
}
