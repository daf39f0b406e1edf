package client

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/look"
	"harness/client/wire"
)

// probeLimit bounds one step of a probe: it explains a failure that has
// already taken its own time.
const probeLimit = 5 * time.Second

// probe looks, without logging in, for what tells the causes of a failure
// apart, and appends what it saw to the leg.
func (t *trip) probe(ctx context.Context, leg *[]evidence.Session, s account.Server) {
	if len(*leg) == 0 || ctx.Err() != nil {
		return
	}
	last := (*leg)[len(*leg)-1]
	step, trouble := last.Trouble()
	if trouble == nil {
		return
	}
	var asks []wire.Config
	base := t.config(last.Proto, evidence.ToProbe, s)
	base.Dial, base.Timeout = t.opt.Dial, min(t.opt.Timeout, probeLimit) // peek counts the connection
	switch step.Stage {
	case evidence.StageConnect:
		if trouble.Kind == evidence.Timeout {
			asks = t.otherPorts(base)
		}
	case evidence.StageGreeting:
		if s.Security != evidence.SSL && mute(trouble) {
			c := base
			c.Security = evidence.SSL // does the port speak TLS from the first byte?
			asks = append(asks, c)
		}
	case evidence.StageTLS:
		asks = handshakes(base, step, trouble)
	}
	sessions := make([]evidence.Session, len(asks))
	var wg sync.WaitGroup
	for i, c := range asks {
		if t.opt.Trace != nil { // a transcript is to be read
			sessions[i] = t.peek(ctx, c)
			continue
		}
		wg.Go(func() { sessions[i] = t.peek(ctx, c) })
	}
	wg.Wait()
	*leg = append(*leg, sessions...)
}

// mute tells whether the peer said nothing that could be read.
func mute(trouble *evidence.Trouble) bool {
	switch trouble.Kind {
	case evidence.Timeout, evidence.EOF, evidence.Reset, evidence.Protocol:
		return true
	}
	return false
}

// otherPorts are the ports that the dialog offers beside the typed one: if one
// of them answers, it is the network on the way that swallows the typed one.
func (t *trip) otherPorts(base wire.Config) []wire.Config {
	dialog := t.opt.Persona.Dialog(base.Proto)
	var asks []wire.Config
	for _, port := range dialog.Found {
		if port == base.Port {
			continue
		}
		c := base
		c.Port, c.Security = port, dialog.Natural(port)
		if c.Security != evidence.SSL {
			c.Security = evidence.Plain // the greeting is enough
		}
		asks = append(asks, c)
	}
	return asks
}

// handshakes are the variants of a handshake that failed: with SNI instead of
// without and the reverse; with TLS 1.2, whose Certificate message is in
// clear, where ours gave up on the server's certificate.
func handshakes(base wire.Config, step *evidence.Step, trouble *evidence.Trouble) []wire.Config {
	var asks []wire.Config
	named := net.ParseIP(base.Host) == nil
	other := base
	other.NoSNI = !base.NoSNI
	switch trouble.Kind {
	case evidence.Alert, evidence.EOF, evidence.Reset, evidence.Timeout, evidence.Protocol:
		if named {
			asks = append(asks, other)
		}
	case evidence.Certificate:
		if named && base.NoSNI {
			asks = append(asks, other)
		}
	}
	if trouble.Kind == evidence.Protocol && len(step.TLS.Chain) == 0 && step.TLS.Version != "" {
		c := base
		c.MaxTLS = tls.VersionTLS12
		asks = append(asks, c)
	}
	return asks
}

// peek goes as far as TLS and the next greeting, and says goodbye.
func (t *trip) peek(ctx context.Context, c wire.Config) evidence.Session {
	places, lacking := t.plan.Places(c.Host, c.Port)
	if len(places) == 0 {
		return dial.Unresolved(c, lacking)
	}
	leave, _ := t.opt.Pacer.Turn(ctx, places[0].Peer()) // an interruption ends the look, too, which records it
	defer leave()
	return look.At(ctx, look.Request{Conn: places[0].Into(c), Hello: t.opt.Hello, Brief: true})
}
