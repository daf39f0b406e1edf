package client

import (
	"context"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/wire"
)

// ConnectTo is where a host's port is dialled instead.
type ConnectTo = dial.ConnectTo

// Names is who is asked for names under these options.
func (o Options) Names() *lookup.Resolver {
	if o.Lookup != nil {
		return o.Lookup
	}
	return lookup.New(o.Resolver).Within(o.Timeout)
}

// Plan is where names lead under these options.
func (o Options) Plan(asking func(host string)) *dial.Plan {
	c := dial.Config{Resolver: o.Names(), ConnectTo: o.ConnectTo, Asking: asking}
	if o.Dial != nil || o.Via == evidence.ViaProxy {
		c.Via = o.Via
	}
	return dial.New(c)
}

// lookUp asks for every host that the trip dials, in a fixed order.
func (t *trip) lookUp(ctx context.Context) {
	if t.asked(evidence.SendLeg) {
		t.plan.Ahead(ctx, t.acc.SMTP.Host, t.acc.SMTP.Port)
	}
	if t.asked(evidence.FetchLeg) {
		t.plan.Ahead(ctx, t.acc.POP.Host, t.acc.POP.Port)
	}
}

// open dials a server. nil: all attempts stand in the leg.
func (t *trip) open(ctx context.Context, leg *[]evidence.Session, s account.Server, conf wire.Config) *wire.Conn {
	return t.plan.Open(ctx, conf, func(failed evidence.Session) { *leg = append(*leg, failed) })
}
