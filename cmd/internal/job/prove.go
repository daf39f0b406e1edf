package job

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// Question asks whether the password of an account may go to a host.
type Question struct {
	Address string       // of the account
	Host    string       // outside of the customer's domain
	Addrs   []netip.Addr // where it was found, with a certificate valid for it
}

// Agree answers for the person. nil: nobody is there to be asked.
type Agree func(Question) bool

// prove makes the round trip with the advised settings, the best first. A leg
// that is fine as typed keeps its settings.
func (s *Subject) prove(ctx context.Context, d *report.Diagnosis, agree Agree) error {
	g := granting(s, d)
	for range s.req.Tries {
		next, ok := s.plan(d, g, agree)
		if !ok {
			return nil
		}
		trip, err := s.req.trip(ctx, next.account, next.options)
		if errors.Is(err, ErrSpent) { // the others logged in meanwhile
			s.req.warn("proof", err)
			return nil
		}
		if err != nil {
			return err
		}
		d.After = verify.Judge(trip, s.req.judging())
		if d.After.Outcome == report.Works || trip.Refusals > 0 || ctx.Err() != nil {
			return nil
		}
	}
	return nil
}

// attempt is a round trip to make.
type attempt struct {
	account account.Account
	options client.Options
}

// plan is the next round trip, false if there is none.
func (s *Subject) plan(d *report.Diagnosis, g *grant, agree Agree) (attempt, bool) {
	p := attempt{account: s.account, options: s.options}
	p.options.ConnectTo = slices.Clone(p.options.ConnectTo)
	news, can := false, map[evidence.LegName]bool{}
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		if l.Reaches && l.Typed.Security != evidence.Plain {
			can[l.Leg] = !g.refused[l.Leg]
			continue
		}
		s.ask(d, g, l, agree)
		o, at := g.next(l)
		if o == nil {
			continue
		}
		g.use(l.Leg, o)
		server := p.account.Server(l.Leg)
		server.Server = evidence.Server{Typed: o.Host, Host: o.Host, Port: o.Port, Security: o.Security, Login: server.Login}
		p.pin(server, at)
		can[l.Leg], news = true, true
	}
	switch {
	case !can[evidence.SendLeg]:
		p.options.Only = evidence.FetchLeg
	case !can[evidence.FetchLeg]:
		p.options.Only = evidence.SendLeg
	}
	return p, news
}

// ask asks for the best option of a leg, if the password may not go there
// unasked; a host that stays a stranger is noted for the report.
func (s *Subject) ask(d *report.Diagnosis, g *grant, l *advice.Leg, agree Agree) {
	o := g.stranger(l)
	if o == nil {
		return
	}
	if agree != nil && !s.req.Env.Closed && agree(Question{s.account.Address, o.Host, o.Addrs}) {
		g.agree(o.Host)
	}
	if len(g.consent.Provable(*o)) == 0 && !slices.Contains(d.Asks, o.Host) {
		d.Asks = append(d.Asks, o.Host)
	}
}

// pin makes the trip dial the address that was looked at, and no other that
// DNS may give meanwhile. What --connect-to says stands, and a proxy resolves
// the name itself.
func (p *attempt) pin(s *account.Server, addrs []netip.Addr) {
	if p.options.Via == evidence.ViaProxy {
		return
	}
	for _, to := range p.options.ConnectTo {
		if (to.Host == "" || to.Host == s.Host) && (to.Port == 0 || to.Port == s.Port) {
			return
		}
	}
	p.options.ConnectTo = append(p.options.ConnectTo, client.ConnectTo{Host: s.Host, Port: s.Port, Addr: addrs[0].String()})
}
