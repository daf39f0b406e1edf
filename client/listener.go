package client

import (
	"context"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/look"
)

// Turn waits until a connection may be made to a peer (dial.Place.Peer) and
// says when it has ended.
type Turn func(ctx context.Context, peer string) (leave func(), err error)

// Listen looks at one server as it was typed, as strictly as a round trip and at
// every address, and logs in nowhere: a trip of one leg that ends before the
// login. It makes one connection to an address, and, where the first that
// answers fails, those that tell the causes apart. turn may be nil; its error is given back where no connection was made.
func Listen(ctx context.Context, proto evidence.Proto, s evidence.Server, opt Options, turn Turn) (*evidence.Trip, error) {
	if opt.Roots == nil {
		return nil, ErrNoRoots
	}
	opt = opt.withDefaults()
	opt.Only = proto.Leg()
	if turn == nil {
		turn = opt.Pacer.Turn
	}
	t := &trip{opt: opt, started: opt.Now().UTC()}
	t.acc.Server(opt.Only).Server = s
	t.plan = opt.Plan(nil)
	began := time.Now()
	t.lookUp(ctx)
	server := *t.acc.Server(opt.Only)
	leg := evidence.Leg{Name: opt.Only, Proto: proto, Server: s, Sessions: []evidence.Session{}}
	purpose := evidence.ToFetch
	if proto == evidence.SMTP {
		purpose = evidence.ToSend
	}
	conf := t.config(proto, purpose, server)
	conf.Dial = opt.Dial // the turn counts the connection
	places, lacking := t.plan.Places(s.Host, s.Port)
	if len(places) == 0 {
		leg.Sessions = append(leg.Sessions, dial.Unresolved(conf, lacking))
	}
	answered, refused := false, error(nil)
	for _, at := range places[:min(len(places), evidence.MaxAddrs)] {
		leave, err := turn(ctx, at.Peer())
		if err != nil {
			refused = err
			break
		}
		one := look.At(ctx, look.Request{Conn: at.Into(conf), Hello: opt.Hello, Mechs: opt.Persona.Mechanisms})
		leave()
		leg.Sessions = append(leg.Sessions, one)
		if st := one.Step(evidence.StageConnect); !answered && st != nil && st.Trouble == nil {
			answered = true
			t.tell(ctx, &leg.Sessions, server)
			conf.Purpose = evidence.ToCompare
		}
	}
	out := &evidence.Trip{
		Schema: evidence.Schema, Started: t.started, Persona: opt.Persona.Name, Roots: opt.Roots.Name, Risky: opt.Risky, NoLogin: true,
		DNS: t.plan.Answers(), Legs: []evidence.Leg{leg}, LocalIPs: []string{}, Took: evidence.Duration(time.Since(began)),
	}
	if len(leg.Sessions) > 0 {
		refused = nil
	}
	return out, refused
}

// tell probes a server of which the first look failed. A probe waits for its own
// turn.
func (t *trip) tell(ctx context.Context, leg *[]evidence.Session, s account.Server) {
	if _, trouble := (*leg)[len(*leg)-1].Trouble(); trouble != nil && trouble.Kind != evidence.Certificate {
		t.probe(ctx, leg, s)
	}
}
