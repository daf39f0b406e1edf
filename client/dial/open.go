package dial

import (
	"context"
	"net"
	"slices"
	"strconv"
	"time"

	"harness/client/evidence"
	"harness/client/wire"
)

// Open dials a server at the host and port of conf: IPv4 before IPv6, on to
// the next address where the connection fails, but not where TLS does. failed
// gets the record of every attempt that led to nothing. nil: all of them.
func (p *Plan) Open(ctx context.Context, conf wire.Config, failed func(evidence.Session)) *wire.Conn {
	places, lacking := p.Places(conf.Host, conf.Port)
	if len(places) == 0 {
		failed(Unresolved(conf, lacking))
		return nil
	}
	for _, at := range p.bestFirst(conf, places) {
		conn, err := wire.Open(ctx, at.Into(conf))
		if err == nil {
			p.mu.Lock()
			p.reached[key(conf)] = at
			p.mu.Unlock()
			return conn
		}
		conn.Close()
		session := conn.Session()
		failed(session)
		if session.Stopped().Stage != evidence.StageConnect || ctx.Err() != nil {
			return nil
		}
	}
	return nil
}

// Into is a connection's configuration for this place.
func (p Place) Into(conf wire.Config) wire.Config {
	conf.Addr, conf.DialName, conf.Via = p.Addr, p.Name, p.Via
	return conf
}

// bestFirst puts the place that answered before in front: a dead address is
// tried once, not in every session that follows.
func (p *Plan) bestFirst(conf wire.Config, places []Place) []Place {
	p.mu.Lock()
	good, known := p.reached[key(conf)]
	p.mu.Unlock()
	if !known {
		return places
	}
	return append([]Place{good}, slices.DeleteFunc(slices.Clone(places), func(at Place) bool { return at == good })...)
}

func key(conf wire.Config) string { return net.JoinHostPort(conf.Host, strconv.Itoa(int(conf.Port))) }

// Unresolved is the session of a name that leads nowhere.
func Unresolved(conf wire.Config, f Found) evidence.Session {
	now := time.Now
	if conf.Now != nil {
		now = conf.Now
	}
	trouble := f.Trouble
	return evidence.Session{
		Proto: conf.Proto, Purpose: conf.Purpose, Host: conf.Host, Port: conf.Port, Security: conf.Security,
		Via: evidence.ViaDNS, Started: now().UTC(),
		Steps: []evidence.Step{{Stage: evidence.StageResolve, Took: evidence.Duration(f.Took), Said: []evidence.Bytes{}, Trouble: &trouble}},
	}
}
