package wire

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"testing"
	"testing/iotest"
	"time"

	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
)

type netConn = net.Conn

func freePort(t *testing.T) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return netip.MustParseAddrPort(l.Addr().String())
}

// TestBody: only CRLF.CRLF ends a message, dots are unstuffed, line ends stay.
func TestBody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, status, wire, want string
		kind                     evidence.Kind
	}{
		{"plain", "+OK\r\n", "a\r\nb\r\n.\r\n", "a\r\nb\r\n", ""},
		{"empty", "+OK\r\n", ".\r\n", "", ""},
		{"dots", "+OK\r\n", "..\r\n..a\r\n.b\r\n.\r\n", ".\r\n.a\r\nb\r\n", ""},
		{"bare LF does not end it", "+OK\r\n", "a\n.\r\nrest\r\n.\r\n", "a\n.\r\nrest\r\n", ""},
		{"bare LF dot LF", "+OK\r\n", "a\n.\nrest\r\n.\r\n", "a\n.\nrest\r\n", ""},
		{"LF all through", "+OK\n", "a\n..b\n.\n", "a\n.b\n", ""},
		{"NUL and 8 bit", "+OK\r\n", "\x00\xff\r\n.\r\n", "\x00\xff\r\n", ""},
		{"cut off", "+OK\r\n", "a\r\n", "a\r\n", evidence.EOF},
		{"cut off before the LF", "+OK\r\n", "a\r\n.\r", "a\r\n", evidence.EOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := fake.Serve(t, func(p *fake.Peer) { p.Raw(c.status + c.wire) })
			conf := config(s, evidence.Plain)
			conf.Proto = evidence.POP3
			conn, err := Open(context.Background(), conf)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			var body bytes.Buffer
			err = conn.Step(evidence.StageRetr, func() error {
				if err := conn.ReadReply(); err != nil {
					return err
				}
				return conn.ReadBody(&body, 1000)
			})
			if body.String() != c.want || KindOf(err) != c.kind {
				t.Errorf("got %q, %v", body.String(), err)
			}
		})
	}
}

// TestBodyLines: long lines that do not fit the buffer are still read right,
// and the reading stays in step.
func TestBodyLines(t *testing.T) {
	t.Parallel()
	for size := maxLine - 4; size < maxLine+6; size++ {
		long := bytes.Repeat([]byte("x"), size)
		wire := append(append([]byte("+OK\r\n"), long...), "\r\n.\r\n+OK next\r\n"...)
		c := &Conn{ctx: context.Background(), cfg: Config{Proto: evidence.POP3}, step: &step{}}
		c.r = bufio.NewReaderSize(iotest.OneByteReader(bytes.NewReader(wire)), maxLine+2)
		var body bytes.Buffer
		if err := c.ReadReply(); err != nil {
			t.Fatal(err)
		}
		if err := c.ReadBody(&body, 1<<20); err != nil || body.Len() != size+2 {
			t.Fatalf("%d: got %d, %v", size, body.Len(), err)
		}
		if line, _, err := c.rawLine(); err != nil || string(line) != "+OK next" {
			t.Fatalf("%d: out of step: %q, %v", size, line, err)
		}
	}
}

// TestListEndless: a list of right lines ends, too.
func TestListEndless(t *testing.T) {
	t.Parallel()
	s := fake.Serve(t, func(p *fake.Peer) {
		p.Say("+OK")
		for {
			if _, err := p.Write(bytes.Repeat([]byte("1 1\r\n"), 1000)); err != nil {
				return
			}
		}
	})
	conf := config(s, evidence.Plain)
	conf.Proto = evidence.POP3
	conn, _ := Open(context.Background(), conf)
	defer conn.Close()
	lines := 0
	err := conn.Step(evidence.StageList, func() error {
		if err := conn.ReadReply(); err != nil {
			return err
		}
		return conn.ReadList(func([]byte) error { lines++; return nil })
	})
	if KindOf(err) != evidence.Overlong || lines != maxLines {
		t.Errorf("%d lines, %v", lines, err)
	}
}

func TestBodyEndless(t *testing.T) {
	t.Parallel()
	s := fake.Serve(t, func(p *fake.Peer) {
		p.Say("+OK")
		for {
			if _, err := p.Write(bytes.Repeat([]byte("x"), 1000)); err != nil {
				return
			}
		}
	})
	conf := config(s, evidence.Plain)
	conf.Proto = evidence.POP3
	conn, _ := Open(context.Background(), conf)
	defer conn.Close()
	var body bytes.Buffer
	err := conn.Step(evidence.StageRetr, func() error {
		if err := conn.ReadReply(); err != nil {
			return err
		}
		return conn.ReadBody(&body, 1<<16)
	})
	if KindOf(err) != evidence.Overlong || body.Len() > 1<<17 {
		t.Errorf("got %v after %d octets", err, body.Len())
	}
}

// TestForLibrary: the libraries get what they understand, the record keeps
// what was sent.
func TestForLibrary(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"250-starttls":     "250-STARTTLS\r\n",
		"250 auth plain":   "250 AUTH plain\r\n",
		"250-Size 1000 ":   "250-SIZE 1000\r\n",
		"250":              "250 \r\n",
		"250-":             "250-\r\n",
		"250-AUTH=login x": "250-AUTH=LOGIN x\r\n",
	} {
		c := &Conn{cfg: Config{Proto: evidence.SMTP}, step: &step{verb: "EHLO", reply: &reply{}}}
		c.step.reply.Lines = 2
		if got := string(c.forLibrary([]byte(sent))); got != want {
			t.Errorf("%q: got %q, want %q", sent, got, want)
		}
	}
}

// FuzzReplies: no bytes make reading panic or run on.
func FuzzReplies(f *testing.F) {
	f.Add([]byte("220-a\r\n220 b\r\n250 x\r\n"), true)
	f.Add([]byte("+OK [IN-USE] x\r\nline\r\n..\r\n.\r\n"), false)
	f.Fuzz(func(t *testing.T, wire []byte, isSMTP bool) {
		c := &Conn{ctx: context.Background(), cfg: Config{Proto: evidence.POP3}}
		if isSMTP {
			c.cfg.Proto = evidence.SMTP
		}
		c.r = bufio.NewReaderSize(bytes.NewReader(wire), maxLine+2)
		s := &step{began: time.Now(), until: time.Now()}
		c.step = s
		if c.ReadReply() == nil && !isSMTP {
			c.ReadList(func([]byte) error { return nil })
		}
		c.flushReply(s)
		if s.Reply != nil && (len(s.Reply.Text) > 4*maxReplyText || s.Reply.Lines == 0) {
			t.Errorf("recorded %d lines", len(s.Reply.Text))
		}
	})
}

// FuzzData: the same of IMAP, whose answers have literals.
func FuzzData(f *testing.F) {
	f.Add([]byte("* 1 FETCH (UID 7 BODY[] {3}\r\nabc)\r\na1 OK done\r\n"))
	f.Add([]byte("* LIST () \"/\" {4}\r\nWXYZ\r\n+ go on\r\n"))
	f.Add([]byte("* OK [CAPABILITY IMAP4rev1] {9}\r\na1 NO [INUSE] {99999999999999999999}\r\n* BYE\r\n"))
	f.Fuzz(func(t *testing.T, wire []byte) {
		c := &Conn{ctx: context.Background(), cfg: Config{Proto: evidence.IMAP}}
		c.r = bufio.NewReaderSize(bytes.NewReader(wire), maxLine+2)
		s := &step{began: time.Now(), until: time.Now(), verb: "FETCH", tag: "a1"}
		c.step = s
		taken := 0
		_ = c.ReadData(1000, func(d Data) error {
			for _, l := range d.Literals {
				taken += len(l)
			}
			return nil
		})
		c.flushReply(s)
		if taken > 1000 || s.Reply != nil && len(s.Reply.Text) > 4*maxReplyText {
			t.Errorf("%d octets of literals, %d lines", taken, len(s.Reply.Text))
		}
	})
}

// FuzzLook: no bytes make the reading of a handshake panic.
func FuzzLook(f *testing.F) {
	f.Add([]byte("\x15\x03\x03\x00\x02\x02\x70"))
	f.Add([]byte("\x16\x03\x03\x00\x30\x02\x00\x00\x2c\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04"))
	f.Add([]byte("250 evil\r\n\x16\x03\x03"))
	f.Fuzz(func(t *testing.T, heard []byte) {
		g := overhear(heard)
		if g.alert < -1 || g.alert > 255 {
			t.Errorf("alert %d", g.alert)
		}
	})
}

func TestLook(t *testing.T) {
	t.Parallel()
	hello := "\x16\x03\x03\x00\x32\x02\x00\x00\x2e\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04"
	if g := overhear([]byte(hello)); g.version != tls.VersionTLS13 {
		t.Errorf("version %x", g.version)
	}
	old := "\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x00\x00\x2f\x00"
	if g := overhear([]byte(old)); g.version != tls.VersionTLS10 {
		t.Errorf("version %x", g.version)
	}
	cert := "\x16\x03\x03\x00\x0f\x0b\x00\x00\x0b\x00\x00\x08\x00\x00\x05hello"
	if g := overhear([]byte(cert)); len(g.chain) != 1 || string(g.chain[0]) != "hello" {
		t.Errorf("chain %q", g.chain)
	}
}
