package client

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
	"harness/fixtures/silence"
	"harness/internal/together"
	"harness/verify/certs"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

const (
	address  = "info@customer.test"
	password = "geheim-9-lab"
)

// mailbox is what the scripted servers share.
type mailbox struct {
	mu      sync.Mutex
	mails   []mail
	next    int
	deliver func(letter string) // nil: put it in at once
}

type mail struct{ uidl, text string }

func (m *mailbox) put(texts ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, text := range texts {
		m.next++
		m.mails = append(m.mails, mail{fmt.Sprintf("u%d", m.next), text})
	}
}

func (m *mailbox) all() []mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]mail{}, m.mails...)
}

func (m *mailbox) remove(uidls map[string]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var left []mail
	for _, x := range m.mails {
		if !uidls[x.uidl] {
			left = append(left, x)
		}
	}
	m.mails = left
}

// smtp is a submission server in clear; answer may replace the reply to a
// line, "" leaves it.
func (m *mailbox) smtp(answer func(line string) string) func(*fake.Peer) {
	return func(p *fake.Peer) {
		p.Say("220 mail.customer.test")
		for {
			line := p.Hear()
			if line == "" {
				return
			}
			if answer != nil {
				if a := answer(line); a != "" {
					p.Say(a)
					continue
				}
			}
			switch verb, _, _ := strings.Cut(line, " "); verb {
			case "EHLO":
				p.Say("250-mail.customer.test", "250-AUTH PLAIN LOGIN", "250 SIZE 1000000")
			case "AUTH":
				p.Say("235 2.7.0 ok")
			case "DATA":
				p.Say("354 go ahead")
				text := p.Letter()
				if text == "" {
					return
				}
				if m.deliver != nil {
					m.deliver(text)
				} else {
					m.put(text)
				}
				p.Say("250 2.0.0 queued")
			case "QUIT":
				p.Say("221 bye")
				return
			default:
				p.Say("250 2.1.0 ok")
			}
		}
	}
}

// pop is a POP3 server in clear.
func (m *mailbox) pop(answer func(line string) string) func(*fake.Peer) {
	return func(p *fake.Peer) {
		p.Say("+OK ready")
		mails, gone := m.all(), map[string]bool{}
		for {
			line := p.Hear()
			if line == "" {
				return
			}
			if answer != nil {
				if a := answer(line); a != "" {
					p.Say(a)
					continue
				}
			}
			words := strings.Fields(line)
			n := 0
			if len(words) > 1 {
				n, _ = strconv.Atoi(words[1])
			}
			switch {
			case words[0] == "PASS":
				mails = m.all()
				p.Say("+OK")
			case words[0] == "LIST" && n > 0 && n <= len(mails):
				p.Say(fmt.Sprintf("+OK %d %d", n, len(mails[n-1].text)))
			case words[0] == "UIDL" || words[0] == "LIST":
				var b strings.Builder
				b.WriteString("+OK\r\n")
				for i, x := range mails {
					if words[0] == "LIST" {
						fmt.Fprintf(&b, "%d %d\r\n", i+1, len(x.text))
					} else {
						fmt.Fprintf(&b, "%d %s\r\n", i+1, x.uidl)
					}
				}
				p.Raw(b.String() + ".\r\n")
			case words[0] == "CAPA":
				p.Say("+OK", "TOP", "UIDL", ".")
			case n < 0 || n > len(mails):
				p.Say("-ERR no such message")
			case words[0] == "TOP":
				head, _, _ := strings.Cut(mails[n-1].text, "\r\n\r\n")
				p.Say("+OK", head, "", ".")
			case words[0] == "RETR":
				text := strings.ReplaceAll("\r\n"+mails[n-1].text, "\r\n.", "\r\n..")[2:]
				p.Raw("+OK\r\n" + text + ".\r\n")
			case words[0] == "DELE":
				gone[mails[n-1].uidl] = true
				p.Say("+OK")
			case words[0] == "QUIT":
				m.remove(gone)
				p.Say("+OK bye")
				return
			default:
				p.Say("+OK")
			}
		}
	}
}

// servers are the two ends of a trip.
type servers struct {
	smtp, pop *fake.Server
	lines     *silence.Lines
}

func serve(t testing.TB, smtp, pop func(*fake.Peer)) servers {
	lines := &silence.Lines{}
	end := func(c *net.TCPConn) net.Conn { return lines.Server(c) }
	return servers{fake.ServeOn(t, end, smtp), fake.ServeOn(t, end, pop), lines}
}

// dial makes time-outs count only where the server is silent, however slow the
// machine is.
func (s servers) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(context.WithoutCancel(ctx), network, addr)
	if err != nil {
		return nil, err
	}
	return s.lines.Client(conn.(*net.TCPConn)), nil
}

// account types both servers as IP literals in clear.
func (s servers) account() account.Account {
	a := account.Account{Address: address}
	fill := func(d *account.Server, at netip.AddrPort) {
		d.Server = evidence.Server{Typed: at.String(), Host: at.Addr().String(), Port: at.Port(), Security: evidence.Plain}
		d.Password = account.NewSecret(password)
	}
	fill(&a.SMTP, s.smtp.Addr)
	fill(&a.POP, s.pop.Addr)
	return a
}

func options() Options {
	return Options{Roots: certs.NewRoots("none"), Timeout: 300 * time.Millisecond, Wait: 2 * time.Second}
}

// run makes the trip.
func (s servers) run(t testing.TB, ctx context.Context, opt Options) *evidence.Trip {
	t.Helper()
	if opt.Dial == nil {
		opt.Dial = s.dial
	}
	trip, err := RoundTrip(ctx, s.account(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return trip
}

// ended is how a leg ended, "stage kind"; probes do not count.
func ended(sessions []evidence.Session) string {
	for i := len(sessions) - 1; i >= 0; i-- {
		if sessions[i].Purpose == evidence.ToProbe {
			continue
		}
		step, trouble := sessions[i].Trouble()
		if trouble == nil {
			return ""
		}
		return string(step.Stage) + " " + string(trouble.Kind)
	}
	return "nothing"
}

func count(lines []string, prefix string) int {
	n := 0
	for _, l := range lines {
		if strings.HasPrefix(l, prefix) {
			n++
		}
	}
	return n
}
