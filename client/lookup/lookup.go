// Package lookup asks DNS and records every answer as evidence. It asks a
// resolver directly: the system's own functions lose the response code and the
// TTL and read /etc/hosts, which Gmail does not see.
package lookup

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"

	"harness/client/evidence"
)

// Resolver asks; the zero value knows no server and says so in every answer.
type Resolver struct {
	Servers []netip.AddrPort
	Timeout time.Duration // of one try, 0: 3 s
	Dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	system  *net.Resolver // where there is no resolv.conf
}

const (
	defaultTimeout = 3 * time.Second

	tries      = 2    // RFC 1123 section 6.1.3.3 leaves the number to us
	bufferSize = 1232 // octets over UDP: never fragmented
)

// New makes a resolver that asks server; the zero AddrPort means the system's
// own, see System.
func New(server netip.AddrPort) *Resolver {
	if server.IsValid() {
		return &Resolver{Servers: []netip.AddrPort{server}}
	}
	return System("/etc/resolv.conf")
}

// Within bounds a question by a step's time-out, all its tries together: the
// resolver is no reason to wait longer than for a server.
func (r *Resolver) Within(step time.Duration) *Resolver {
	if limit := step / tries; limit > 0 && limit < defaultTimeout {
		r.Timeout = limit
	}
	return r
}

// Ask puts one question. typ is "A", "AAAA", "MX", "PTR", "TXT", "CNAME",
// "SRV" or "TLSA". What went wrong stands in the answer's Trouble.
func (r *Resolver) Ask(ctx context.Context, name, typ string) evidence.Answer {
	began := time.Now()
	a := evidence.Answer{Name: dns.Fqdn(name), Type: typ, Records: []evidence.Record{}}
	qtype, known := dns.StringToType[typ]
	_, valid := dns.IsDomainName(a.Name)
	switch {
	case !known || !valid || overlong(a.Name):
		a.Trouble = &evidence.Trouble{Kind: evidence.NoSuchHost, Detail: "not a name that DNS can be asked for"}
	case len(r.Servers) == 0 && r.system != nil:
		r.askSystem(ctx, &a)
	case len(r.Servers) == 0:
		a.Trouble = &evidence.Trouble{Kind: evidence.DNSFailed, Detail: "no resolver is configured"}
	default:
		r.askServers(ctx, &a, qtype)
	}
	a.Took = evidence.Duration(time.Since(began))
	return a
}

// overlong finds labels that would be cut by a lenient packer.
func overlong(name string) bool {
	for _, label := range strings.Split(strings.TrimSuffix(name, "."), ".") {
		if len(label) > 63 {
			return true
		}
	}
	return false
}

func (r *Resolver) askServers(ctx context.Context, a *evidence.Answer, qtype uint16) {
	q := new(dns.Msg)
	q.SetQuestion(a.Name, qtype)
	q.SetEdns0(bufferSize, false)
	q.AuthenticatedData = true // RFC 6840 section 5.7: tell us whether it was validated
	for try := 0; try < tries; try++ {
		for _, server := range r.Servers {
			a.Server = server.String()
			m, err := r.exchange(ctx, q, a.Server)
			if err != nil {
				a.Trouble = r.trouble(ctx, err)
				if ctx.Err() != nil {
					return
				}
				continue
			}
			take(a, m)
			if m.Rcode == dns.RcodeSuccess || m.Rcode == dns.RcodeNameError {
				return
			}
		}
	}
}

// exchange asks over UDP, and over TCP if the answer was cut.
func (r *Resolver) exchange(ctx context.Context, q *dns.Msg, server string) (*dns.Msg, error) {
	m, err := r.over(ctx, "udp", q, server)
	if err == nil && m.Truncated {
		if full, err := r.over(ctx, "tcp", q, server); err == nil {
			return full, nil
		}
	}
	return m, err
}

func (r *Resolver) over(ctx context.Context, network string, q *dns.Msg, server string) (*dns.Msg, error) {
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	dial := r.Dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	raw, err := dial(ctx, network, server)
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	// The library honours a context's deadline but not its cancellation.
	defer context.AfterFunc(ctx, func() { raw.Close() })()
	conn := &dns.Conn{Conn: raw, UDPSize: bufferSize}
	m, _, err := (&dns.Client{Net: network, Timeout: timeout, UDPSize: bufferSize}).ExchangeWithConnContext(ctx, q.Copy(), conn)
	if err == nil && (len(m.Question) != 1 || !strings.EqualFold(m.Question[0].Name, q.Question[0].Name) || m.Question[0].Qtype != q.Question[0].Qtype) {
		return nil, errors.New("the resolver answered another question")
	}
	return m, err
}

func (r *Resolver) trouble(ctx context.Context, err error) *evidence.Trouble {
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return &evidence.Trouble{Kind: evidence.Interrupted, Detail: "interrupted"}
	}
	return &evidence.Trouble{Kind: evidence.DNSFailed, Detail: err.Error()}
}

// Log is the answers in the order in which the questions were put. It may be
// used by several goroutines; places are taken when a question is put.
type Log struct {
	mu      sync.Mutex
	answers []*evidence.Answer
}

// Ask puts questions at once and gives their answers in the same order.
func (l *Log) Ask(ctx context.Context, r *Resolver, name string, types ...string) []evidence.Answer {
	places := make([]*evidence.Answer, len(types))
	l.mu.Lock()
	for i := range places {
		places[i] = new(evidence.Answer)
		l.answers = append(l.answers, places[i])
	}
	l.mu.Unlock()
	var wg sync.WaitGroup
	got := make([]evidence.Answer, len(types))
	for i, typ := range types {
		wg.Go(func() { got[i] = r.Ask(ctx, name, typ) })
	}
	wg.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range got {
		*places[i] = got[i]
	}
	return got
}

// Answers are those given so far.
func (l *Log) Answers() []evidence.Answer {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := make([]evidence.Answer, 0, len(l.answers))
	for _, a := range l.answers {
		if a.Name != "" {
			list = append(list, *a)
		}
	}
	return list
}
