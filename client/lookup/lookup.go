// Package lookup asks DNS and records every answer as evidence. It asks a
// resolver directly: the system's own functions lose the response code and the
// TTL and read /etc/hosts, which Gmail does not see.
package lookup

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/miekg/dns"

	"harness/client/evidence"
)

// Resolver asks; the zero value knows no server and says so in every answer.
type Resolver struct {
	Servers []netip.AddrPort
	Timeout time.Duration // of one question, all its tries together, 0: 6 s
	Dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	Cache   *Cache // nil: every question is put

	system   *net.Resolver // where there is no resolv.conf
	patience time.Duration // before the next try, 0: 3 s; the answers to those before still count
}

const (
	defaultTimeout  = 6 * time.Second
	defaultPatience = 3 * time.Second

	tries      = 2    // of each server; RFC 1123 section 6.1.3.3 leaves the number to us
	bufferSize = 1232 // octets over UDP: never fragmented
)

// New makes a resolver that asks server; the zero AddrPort means the system's
// own, see fromFile.
func New(server netip.AddrPort) *Resolver {
	if server.IsValid() {
		return &Resolver{Servers: []netip.AddrPort{server}}
	}
	return fromFile("/etc/resolv.conf")
}

// Within bounds a question by a step's time-out, all its tries together: the
// resolver is waited for as long as a server, and no longer.
func (r *Resolver) Within(step time.Duration) *Resolver {
	if step > 0 {
		r.Timeout = step
	}
	return r
}

// Direct tells whether a name server is asked, and not the operating system,
// which knows nothing of zones.
func (r *Resolver) Direct() bool { return r.system == nil || len(r.Servers) > 0 }

// Ask puts one question. typ is "A", "AAAA", "MX", "PTR", "TXT", "CNAME",
// "SRV", "TLSA" or "SOA". What went wrong stands in the answer's Trouble.
func (r *Resolver) Ask(ctx context.Context, name, typ string) evidence.Answer {
	if r.Cache != nil {
		return r.Cache.ask(ctx, r, name, typ)
	}
	return r.now(ctx, name, typ)
}

func (r *Resolver) now(ctx context.Context, name, typ string) evidence.Answer {
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
	limit := r.Timeout
	if limit <= 0 {
		limit = defaultTimeout
	}
	n := tries * len(r.Servers)
	bounded, cancel := context.WithTimeout(ctx, limit)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	got := make(chan try, n)
	put := func(i int) {
		server := r.Servers[i%len(r.Servers)].String()
		wg.Go(func() {
			m, err := r.exchange(bounded, q, server)
			got <- try{server, m, err}
		})
	}
	next := time.NewTicker(max(time.Millisecond, min(cmp.Or(r.patience, defaultPatience), limit/time.Duration(n))))
	defer next.Stop()
	put(0)
	for asked, back := 1, 0; back < n; {
		select {
		case t := <-got:
			back++
			if a.RCode == "" || t.err == nil { // an answer, whatever it says, tells more than none
				a.Server = t.server
			}
			switch {
			case t.err == nil:
				take(a, t.m)
				if t.m.Rcode == dns.RcodeSuccess || t.m.Rcode == dns.RcodeNameError {
					return
				}
			case a.RCode == "":
				a.Trouble = r.trouble(ctx, t.err)
			}
			if bounded.Err() != nil {
				return
			}
			if asked == back && asked < n { // none is under way
				put(asked)
				asked++
			}
		case <-next.C:
			if asked < n {
				put(asked)
				asked++
			}
		}
	}
}

// try is what came of one.
type try struct {
	server string
	m      *dns.Msg
	err    error
}

// errCut: an answer too long for UDP that cannot be had otherwise.
var errCut = errors.New("the answer was cut short, and the resolver does not give it over TCP")

// errOther: the reply is to another question.
var errOther = errors.New("the resolver answered another question")

// exchange asks over UDP, and over TCP if the answer was cut.
func (r *Resolver) exchange(ctx context.Context, q *dns.Msg, server string) (*dns.Msg, error) {
	m, err := r.over(ctx, "udp", q, server)
	if err != nil || !m.Truncated {
		return m, err
	}
	full, err := r.over(ctx, "tcp", q, server)
	switch {
	case err == nil && !full.Truncated:
		return full, nil
	case ctx.Err() != nil:
		return nil, err
	}
	return nil, errCut
}

func (r *Resolver) over(ctx context.Context, network string, q *dns.Msg, server string) (*dns.Msg, error) {
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
	until, _ := ctx.Deadline()
	conn := &dns.Conn{Conn: raw, UDPSize: bufferSize}
	m, _, err := (&dns.Client{Net: network, Timeout: time.Until(until), UDPSize: bufferSize}).ExchangeWithConnContext(ctx, q.Copy(), conn)
	if err == nil && (len(m.Question) != 1 || !strings.EqualFold(m.Question[0].Name, q.Question[0].Name) || m.Question[0].Qtype != q.Question[0].Qtype) {
		return nil, errOther
	}
	return m, err
}

// trouble says in plain words why no answer came.
func (r *Resolver) trouble(ctx context.Context, err error) *evidence.Trouble {
	var timeout net.Error
	failed := func(detail string) *evidence.Trouble {
		return &evidence.Trouble{Kind: evidence.DNSFailed, Detail: detail}
	}
	switch {
	case errors.Is(context.Cause(ctx), context.Canceled):
		return &evidence.Trouble{Kind: evidence.Interrupted, Detail: "interrupted"}
	case errors.Is(err, errCut), errors.Is(err, errOther):
		return failed(err.Error())
	case errors.Is(err, syscall.ECONNREFUSED):
		return failed("nothing listens at the resolver's address")
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return failed("there is no route to the resolver")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, net.ErrClosed), errors.As(err, &timeout) && timeout.Timeout():
		return failed("the resolver did not answer in time")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return failed("the resolver closed the connection")
	}
	return failed("the resolver's answer could not be read")
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
