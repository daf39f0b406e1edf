package dial

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/netip"
	"strings"
	"sync"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
)

// needless bounds DNS questions whose answers are only evidence: the addresses
// are known from --connect-to, or a proxy resolves the names. Over a whole plan
// they cost no more than this.
const needless = 2 * time.Second

// Ask looks up a host's addresses, once. A literal needs no question.
func (p *Plan) Ask(ctx context.Context, host string) Found {
	if _, err := netip.ParseAddr(host); err == nil || host == "" {
		return Found{}
	}
	p.mu.Lock()
	a, known := p.names[host]
	if !known {
		a = &asked{done: make(chan struct{})}
		p.names[host] = a
	}
	p.mu.Unlock()
	if known {
		select {
		case <-a.done:
			return a.found
		case <-ctx.Done():
			return Found{Trouble: evidence.Trouble{Kind: evidence.Interrupted, Detail: "interrupted"}}
		}
	}
	defer close(a.done)
	if p.cfg.Asking != nil {
		p.cfg.Asking(host)
	}
	began := time.Now()
	answers := p.Records(ctx, host, "A", "AAAA")
	lacking := evidence.Lacking(host, answers)
	if lacking != nil && (lacking.Kind == evidence.NoSuchHost || lacking.Kind == evidence.NoAddress) && !p.Given(host) {
		answers = append(answers, p.canary(ctx, host)...)
		lacking = evidence.Lacking(host, answers)
	}
	a.found = Found{Addrs: evidence.Addresses(host, answers), Took: time.Since(began)}
	if lacking != nil {
		a.found.Trouble = *lacking
	}
	return a.found
}

// canary asks what tells whether "there is none" can be believed: a name that
// cannot exist beside the host, and who speaks for their domain. Each domain is
// asked once. The questions stay within the domain of the name that was typed.
func (p *Plan) canary(ctx context.Context, host string) []evidence.Answer {
	zone := hostname.Registrable(host)
	if zone == "" {
		_, zone, _ = strings.Cut(host, ".")
	}
	if zone == "" || !p.cfg.Resolver.Direct() {
		return nil
	}
	p.mu.Lock()
	a, known := p.zones[zone]
	if !known {
		a = &asked{done: make(chan struct{})}
		p.zones[zone] = a
	}
	p.mu.Unlock()
	if known {
		select {
		case <-a.done:
			return a.answers
		case <-ctx.Done():
			return nil
		}
	}
	defer close(a.done)
	var random [8]byte
	rand.Read(random[:]) // never fails: crypto/rand ends the program itself
	a.answers = p.Records(ctx, evidence.CanaryLabel+hex.EncodeToString(random[:])+"."+zone, "A")
	a.answers = append(a.answers, p.Records(ctx, zone, "SOA")...)
	return a.answers
}

// Found is what was asked before; nothing is asked.
func (p *Plan) Found(host string) Found {
	p.mu.Lock()
	a := p.names[host]
	p.mu.Unlock()
	if a == nil {
		return Found{Trouble: evidence.Trouble{Kind: evidence.DNSFailed, Detail: "the name was not looked up"}}
	}
	select {
	case <-a.done:
		return a.found
	default:
		return Found{Trouble: evidence.Trouble{Kind: evidence.DNSFailed, Detail: "the name is still being looked up"}}
	}
}

// Asked tells whether a host was asked for, or is being asked for.
func (p *Plan) Asked(host string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.names[host] != nil
}

// Records puts questions of any type. Where every answer is only evidence,
// they cost no more than the rest of what may be spent on such.
func (p *Plan) Records(ctx context.Context, name string, types ...string) []evidence.Answer {
	if p.Given(name) {
		return p.Extra(ctx, name, types...)
	}
	return p.log.Ask(ctx, p.cfg.Resolver, name, types...)
}

// Extra puts questions whose answers are only evidence, whatever the plan.
func (p *Plan) Extra(ctx context.Context, name string, types ...string) []evidence.Answer {
	ctx, done := p.spare.spend(ctx)
	defer done()
	return p.log.Ask(ctx, p.cfg.Resolver, name, types...)
}

// Given tells whether nobody needs DNS for a host: a proxy resolves it, or
// --connect-to leads every port of it elsewhere. The empty host stands for
// every host.
func (p *Plan) Given(host string) bool {
	if p.proxied() {
		return true
	}
	for _, c := range p.cfg.ConnectTo {
		if c.Port == 0 && c.Addr != "" && c.fits(host, 0) {
			return true
		}
	}
	return false
}

// Questions are the names that have to be asked for before a host's ports can
// be dialled, each once: the names that --connect-to leads to, then the host.
// No port: any.
func (p *Plan) Questions(host string, ports ...uint16) []string {
	var list []string
	add := func(name string) {
		if _, err := netip.ParseAddr(name); err == nil || name == "" {
			return
		}
		for _, have := range list {
			if have == name {
				return
			}
		}
		list = append(list, name)
	}
	for _, port := range ports {
		if c := p.connectTo(host, port); c != nil {
			add(hostname.NormalOrSame(c.Addr))
		}
	}
	if len(ports) == 0 {
		for _, c := range p.cfg.ConnectTo {
			if c.Host == "" || hostname.NormalOrSame(c.Host) == host {
				add(hostname.NormalOrSame(c.Addr))
			}
		}
	}
	add(host)
	return list
}

// Ahead asks for what a host's one port needs before it can be dialled. The
// host's own addresses are only evidence where the port is led elsewhere.
func (p *Plan) Ahead(ctx context.Context, host string, port uint16) {
	c := p.connectTo(host, port)
	for _, name := range p.Questions(host, port) {
		if name == host && c != nil && c.Addr != "" && hostname.NormalOrSame(c.Addr) != host {
			bound, done := p.spare.spend(ctx)
			p.Ask(bound, name)
			done()
			continue
		}
		p.Ask(ctx, name)
	}
}

// spare is the time that may be spent on answers that are only evidence. Time
// during which several are waited for counts once.
type spare struct {
	mu    sync.Mutex
	under int // questions under way
	since time.Time
	spent time.Duration
}

func (s *spare) spend(ctx context.Context) (context.Context, func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.under == 0 {
		s.since = time.Now()
	}
	s.under++
	ctx, cancel := context.WithDeadline(ctx, s.since.Add(needless-s.spent))
	return ctx, func() {
		cancel()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.under--; s.under == 0 {
			s.spent += time.Since(s.since)
		}
	}
}
