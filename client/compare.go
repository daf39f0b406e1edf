package client

import (
	"context"
	"sync"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/look"
)

// compare looks, without logging in, at the addresses of the typed hosts that
// the trip itself comes to only if the first does not answer: at which of them
// a mail program arrives is chance. The looks are under way beside the trip, or
// follow it where a transcript is to be read. The answer waits for them and
// gives their sessions by leg.
func (t *trip) compare(ctx context.Context) func() map[evidence.LegName][]evidence.Session {
	type job struct {
		leg  evidence.LegName
		look look.Request
		at   dial.Place
	}
	var jobs []job
	for _, leg := range []struct {
		name   evidence.LegName
		proto  evidence.Proto
		server account.Server
	}{{evidence.SendLeg, evidence.SMTP, t.acc.SMTP}, {evidence.FetchLeg, t.acc.Fetching(), t.acc.POP}} {
		if !t.asked(leg.name) {
			continue
		}
		places, _ := t.plan.Places(leg.server.Host, leg.server.Port)
		conf := t.config(leg.proto, evidence.ToCompare, leg.server)
		conf.Dial = t.opt.Dial                        // the turn counts the connection
		conf.Connect = min(t.opt.Timeout, probeLimit) // silence decides nothing here
		for i, at := range places[:min(len(places), evidence.MaxAddrs)] {
			if i > 0 {
				jobs = append(jobs, job{leg.name, look.Request{Conn: at.Into(conf), Hello: t.opt.Hello, Mechs: t.ways(leg.proto)}, at})
			}
		}
	}
	sessions := make([]evidence.Session, len(jobs))
	run := func(i int) {
		leave, _ := t.opt.Pacer.Turn(ctx, jobs[i].at.Peer()) // an interruption ends the look, too
		defer leave()
		sessions[i] = look.At(ctx, jobs[i].look)
	}
	var wg sync.WaitGroup
	if t.opt.Trace == nil {
		for i := range jobs {
			wg.Go(func() { run(i) })
		}
	}
	return func() map[evidence.LegName][]evidence.Session {
		wg.Wait()
		out := map[evidence.LegName][]evidence.Session{}
		for i, j := range jobs {
			if t.opt.Trace != nil && ctx.Err() == nil {
				run(i)
			}
			if ctx.Err() == nil { // what an interruption cut short says nothing
				out[j.leg] = append(out[j.leg], sessions[i])
			}
		}
		return out
	}
}
