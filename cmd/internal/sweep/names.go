package sweep

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"harness/client/autoconfig"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/lookup"
)

// names asks DNS for a whole run: each name once, at most so many a second, and
// not at all while the resolver fails.
type names struct {
	rate float64 // questions a second; 0: as they come
	say  func(paused bool)
	stop time.Duration // how long a pause may last before questions are given up
	now  func() time.Time

	mu      sync.Mutex
	next    time.Time
	recent  [window]bool // the last answers: did it fail
	count   int          // of all answers
	failed  int          // among the recent
	paused  time.Time    // since when; zero: not
	probing bool         // somebody asks whether it is over
	probed  time.Time    // when that was last done
}

const (
	window     = 50              // answers that are looked back at
	enough     = 20              // answers before anything is concluded
	probeEvery = 2 * time.Second // of a resolver that fails
)

var errPaused = errors.New("the resolver fails; the question was not put")

// pace waits until a question may be put.
func (n *names) pace(ctx context.Context) error {
	for {
		n.mu.Lock()
		now := n.now()
		var wait time.Duration
		switch {
		case !n.paused.IsZero() && now.Sub(n.paused) > n.stop:
			n.mu.Unlock()
			return errPaused
		case !n.paused.IsZero() && (n.probing || now.Sub(n.probed) < probeEvery):
			wait = probeEvery / 4
		case !n.paused.IsZero():
			n.probing, n.probed = true, now
			n.mu.Unlock()
			return nil
		case n.rate > 0 && n.next.After(now):
			wait = n.next.Sub(now)
			n.next = n.next.Add(time.Duration(float64(time.Second) / n.rate))
			n.mu.Unlock()
			if !dial.Rest(ctx, wait) {
				return context.Cause(ctx)
			}
			return nil
		default:
			if n.rate > 0 {
				n.next = now.Add(time.Duration(float64(time.Second) / n.rate))
			}
			n.mu.Unlock()
			return nil
		}
		n.mu.Unlock()
		if !dial.Rest(ctx, wait) {
			return context.Cause(ctx)
		}
	}
}

// seen learns from an answer. Above a fifth of failures the run pauses; one
// answer ends that.
func (n *names) seen(a evidence.Answer) {
	bad := a.Trouble != nil && a.Trouble.Kind == evidence.DNSFailed
	n.mu.Lock()
	defer n.mu.Unlock()
	n.probing = false
	if !n.paused.IsZero() {
		if !bad {
			n.paused, n.count, n.failed, n.recent = time.Time{}, 0, 0, [window]bool{}
			n.say(false)
		}
		return
	}
	at := n.count % window
	if n.recent[at] {
		n.failed--
	}
	n.recent[at] = bad
	n.count++
	if bad {
		n.failed++
	}
	if seen := min(n.count, window); seen >= enough && n.failed*5 > seen {
		n.paused, n.probed = n.now(), n.now()
		n.say(true)
	}
}

// over tells whether the resolver has failed for so long that nobody waits for it.
func (n *names) over() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.paused.IsZero() && n.now().Sub(n.paused) > n.stop
}

// published are the servers that a domain names for mail programs, in DNS or, where
// that is asked for, in the document at its own web server. Of a document the first
// server of each kind counts, as it does for mail programs.
func (e *Engine) published(ctx context.Context, domain string) ([]server, *evidence.Trouble) {
	list, trouble := published(ctx, e.lookup, domain)
	if len(list) > 0 || trouble != nil || !e.cfg.Autoconfig {
		return list, trouble
	}
	opt := e.options(nil)
	settings, trouble := autoconfig.Own(ctx, autoconfig.Question{Options: opt, Domain: domain, Address: "postmaster@" + domain})
	for _, s := range settings {
		host, err := hostname.Normal(s.Host)
		have := slices.ContainsFunc(list, func(one server) bool { return one.proto == s.Proto })
		if err == nil && !have && s.Proto != evidence.IMAP {
			list = append(list, server{s.Proto, evidence.Server{Typed: host, Host: host, Port: s.Port, Security: s.Security}})
		}
	}
	return list, trouble
}

// published are the servers that a domain names for mail programs (RFC 6186
// section 3.1 and RFC 8314 section 5.1), those of the lowest preference.
func published(ctx context.Context, r *lookup.Resolver, domain string) (list []server, trouble *evidence.Trouble) {
	for _, s := range evidence.Services() {
		if s.Proto == evidence.IMAP {
			continue
		}
		a := r.Ask(ctx, s.Label+domain, "SRV")
		if a.Trouble != nil && a.Trouble.Kind != evidence.NoSuchHost && a.Trouble.Kind != evidence.NoAddress {
			return nil, a.Trouble
		}
		best := -1
		var found server
		for _, rec := range a.Records {
			srv, ok := rec.SRV()
			host, err := hostname.Normal(srv.Target)
			if !ok || srv.Target == "." || err != nil || best >= 0 && int(srv.Priority) >= best {
				continue
			}
			best = int(srv.Priority)
			found = server{s.Proto, evidence.Server{Typed: host, Host: host, Port: srv.Port, Security: s.Security}}
		}
		if best >= 0 {
			list = append(list, found)
		}
	}
	return list, nil
}
